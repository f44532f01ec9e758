"""The administrator's page: who comes in, in which role, who answers for which project, and who has left."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.background import BackgroundTask
from starlette.responses import Response

from db import audit, membership, ownership, people, personal, plans
from db.engine import reading, transaction
from db.errors import SameAddress, StillNamed
from db.membership import By
from domain.people import HandOver, Role
from domain.people_list import ListError, listed, slug
from domain.people_list import people as read_list
from web.errors import NotUnderstood
from web.language import N_
from web.notices import notice
from web.pages.me import as_file
from web.rendering import go, show
from web.sign_in_mail import put_link
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.get("/people", name="people")
def list_people(request: Request, window: Here, visitor: Visiting, done: str = "") -> Response:
    """Everybody, and the forms that take people in."""
    with reading(window.engine) as session:
        everyone = people.everyone(session)
        plan = plans.get(session, visitor.known.plan)
        owners = ownership.ownership(session, plan, on=window.today()).owners if plan else {}
    owned: dict[str, list[str]] = {each.id: [] for each in everyone}
    for project in plan.projects if plan else ():
        owned.setdefault(owners[project.id], []).append(project.name(visitor.language))
    return show(
        request,
        "people.jinja",
        everyone=everyone,
        plan=plan,
        owned=owned,
        roles=tuple(Role),
        today=window.today(),
        notice=notice(done),
    )


@router.post("/people", name="people.invite")
def invite(
    request: Request,
    window: Here,
    visitor: Visiting,
    name: Annotated[str, Form()] = "",
    email: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    role: Annotated[str, Form()] = "",
) -> Response:
    """Take somebody in, or back in, and send them a link."""
    by = By(who=visitor.known.id, now=window.clock())
    try:
        wanted = listed(name=name.strip(), email=email.strip(), language=language, role=role)
        with transaction(window.engine) as session:
            known = people.by_email(session, wanted.email)
            if known is not None and known.active:
                raise NotUnderstood(
                    N_("This address is known already. Choose the person in the list to change their role.")
                )
            member = membership.take_in(session, wanted, plan_id=visitor.known.plan, by=by)
            put_link(session, window, member)
    except (ListError, SameAddress) as error:
        raise NotUnderstood(str(error)) from error
    answer = go(request, "people", done="invited")
    answer.background = BackgroundTask(window.deliver)
    return answer


@router.post("/people/import", name="people.import")
def import_list(request: Request, window: Here, visitor: Visiting, file: Annotated[UploadFile, File()]) -> Response:
    """Take in everybody on a list; they can ask for a link themselves."""
    by = By(who=visitor.known.id, now=window.clock())
    try:
        some = read_list(file.file.read().decode("utf-8"))
        with transaction(window.engine) as session:
            membership.take_in_all(session, some, plan_id=visitor.known.plan, by=by)
    except (ListError, SameAddress) as error:
        raise NotUnderstood(str(error)) from error
    except UnicodeDecodeError as error:
        raise NotUnderstood(N_("The list is not in UTF-8: save it as “CSV UTF-8”.")) from error
    return go(request, "people", done="imported")


@router.post("/people/hand-over", name="people.hand-over")
def hand_over(
    request: Request,
    window: Here,
    visitor: Visiting,
    project: Annotated[str, Form()],
    to: Annotated[str, Form()],
    since: Annotated[date, Form()],
) -> Response:
    """Let somebody else own a project from a day on."""
    by = By(who=visitor.known.id, now=window.clock())
    with transaction(window.engine) as session:
        handed = HandOver(project=project, to=to, since=since)
        membership.hand_over(session, visitor.known.plan, handed, by=by)
    return go(request, "people", done="handed-over")


@router.get("/people/{person}", name="people.one")
def one(request: Request, window: Here, visitor: Visiting, person: str, done: str = "") -> Response:
    """One person: role, whether they come in, and what was changed about them."""
    with reading(window.engine) as session:
        member = people.known(session, person)
        log = audit.latest(session, object=f"person:{person}", limit=50)
        names = {each.id: each.name for each in people.everyone(session)}
        named = personal.named_by(session, person)
    themselves = member.id == visitor.known.id
    return show(
        request,
        "person.jinja",
        member=member,
        log=log,
        names=names,
        named=named,
        themselves=themselves,
        roles=tuple(Role),
        notice=notice(done),
    )


@router.post("/people/{person}/role", name="people.role")
def set_role(request: Request, window: Here, visitor: Visiting, person: str, role: Annotated[Role, Form()]) -> Response:
    """Give somebody a role."""
    with transaction(window.engine) as session:
        membership.set_role(session, person, role, by=By(who=visitor.known.id, now=window.clock()))
    return go(request, "people.one", person=person, done="saved")


@router.post("/people/{person}/offboard", name="people.offboard")
def offboard(request: Request, window: Here, visitor: Visiting, person: str) -> Response:
    """Let somebody come in no more."""
    with transaction(window.engine) as session:
        membership.offboard(session, person, by=By(who=visitor.known.id, now=window.clock()))
    return go(request, "people.one", person=person, done="offboarded")


@router.get("/people/{person}/export", name="people.export")
def export(window: Here, person: str) -> Response:
    """Everything that is kept of somebody, to be handed to them."""
    with reading(window.engine) as session:
        held = personal.export(session, person)
    return as_file(held, name=f"convoca-{slug(person)}.json")


@router.post("/people/{person}/erase", name="people.erase")
def erase(
    request: Request, window: Here, visitor: Visiting, person: str, sure: Annotated[str, Form()] = ""
) -> Response:
    """Erase what is kept of somebody."""
    if sure != "yes":
        raise NotUnderstood(N_("Tick the box if you are sure: what is erased cannot be brought back."))
    try:
        with transaction(window.engine) as session:
            personal.erase(session, person, by=visitor.known.id, now=window.clock())
    except StillNamed as error:
        raise NotUnderstood(str(error)) from error
    return go(request, "people", done="erased")
