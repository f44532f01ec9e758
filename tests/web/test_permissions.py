"""Every route, as everybody: who comes in, who does not, and whose object it must be."""

import re
from collections.abc import Mapping
from datetime import date

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import Response
from sqlalchemy import Engine

from db import doors, ownership, saved_searches, tokens
from db.engine import reading, transaction
from domain.access import Scope
from domain.people import HandOver, Role
from tests.web.opened import NOW, PLAN, Browser, Opened
from tests.web.programs import program
from web.limits import Limits
from web.permissions import RULES

PERSON: Mapping[Role, str] = {
    Role.VIEWER: "viewer",
    Role.LEAD: "anna",
    Role.MANAGER: "manager",
    Role.OFFICER: "olga",
    Role.ADMINISTRATOR: "administrator",
}
EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "static": {"digest": "0", "name": "style.css"},
    "sign-in.link": {"token": "nothing"},
    "sign-in.enter": {"token": "nothing"},
    "act.call": {"token": "nothing"},
    "act.call.say": {"token": "nothing"},
    "act.application": {"token": "nothing"},
    "act.application.tell": {"token": "nothing"},
    "unsubscribe": {"token": "nothing"},
    "unsubscribe.stop": {"token": "nothing"},
    "me.end-stand-in": {"stand_in": "1"},
    "me.end-session": {"session": "1"},
    "application": {"application": "1"},
    "report.chart": {"chart": "by-year"},
    "applications.import.one": {"number": "1"},
    "applications.import.apply": {"number": "1"},
    "application.save": {"application": "1"},
    "application.move": {"application": "1"},
    "application.decision": {"application": "1"},
    "application.call-seen": {"application": "1"},
    "application.plan-back": {"application": "1"},
    "application.deadline": {"application": "1"},
    "application.deadline.change": {"application": "1", "deadline": "1"},
    "application.checklist": {"application": "1"},
    "application.checklist.add": {"application": "1"},
    "application.checklist.change": {"application": "1", "item": "1"},
    "call": {"source": "eu_portal", "reference": "48012345TOPICSen"},
    "call.vote": {"project": "rivers", "source": "eu_portal", "reference": "48012345TOPICSen"},
    "call.unvote": {"project": "rivers", "source": "eu_portal", "reference": "48012345TOPICSen"},
    "plan.project": {"project": "rivers"},
    "plan.project.save": {"project": "rivers"},
    "project": {"project": "rivers"},
    "project.forget-votes": {"project": "rivers"},
    "project.threshold": {"project": "rivers"},
    "why": {"project": "rivers", "source": "eu_portal", "reference": "48012345TOPICSen"},
    "partners": {"source": "eu_portal", "reference": "48012345TOPICSen"},
    "people.one": {"person": "berta"},
    "people.role": {"person": "berta"},
    "people.offboard": {"person": "berta"},
    "people.export": {"person": "berta"},
    "people.erase": {"person": "berta"},
    "access.revoke": {"token": "1"},
    "feeds.calendar": {"token": "nothing"},
    "feeds.calls": {"token": "nothing"},
    "searches.change": {"search": "1"},
    "searches.feed": {"search": "1"},
    "searches.forget": {"search": "1"},
    "api.call": {"source": "eu_portal", "reference": "48012345TOPICSen"},
    "api.vote": {"project": "rivers", "source": "eu_portal", "reference": "48012345TOPICSen"},
    "api.unvote": {"project": "rivers", "source": "eu_portal", "reference": "48012345TOPICSen"},
    "api.application": {"application": "1"},
    "api.application.change": {"application": "1"},
    "api.application.move": {"application": "1"},
    "common-grants.opportunity": {"opportunity_id": "00000000-0000-0000-0000-000000000000"},
}
"""What fills the path of a route: the object of somebody who is none of :data:`PERSON`, where it is anybody's.

For a rule with an owner it must not belong to any of them, so that nobody below ``over`` comes in.
"""
FREE = {"people.role", "people.offboard", "people.erase"}
"""Routes whose example is nobody's own: their rule only keeps people from themselves."""
OURS = {"form_token": ""}


def routes(app: FastAPI) -> list[tuple[str, str, str]]:
    """The name, method and path of every route."""
    found = list(iter_route_contexts(app.routes))
    assert all(each.name for each in found)
    return [(each.name or "", method, each.path or "") for each in found for method in sorted(each.methods or ())]


def address(name: str, path: str) -> str:
    wanted = re.findall(r"{(\w+)(?::\w+)?}", path)
    values = EXAMPLES.get(name, {})
    assert set(values) >= set(wanted), f"say in EXAMPLES what fills {path} of {name}"
    return re.sub(r"{(\w+)(?::\w+)?}", lambda found: values[found[1]], path)


def of_berta(engine: Engine) -> None:
    """The objects that EXAMPLES names are Berta's: the first session, stand-in, token and kept search."""
    with transaction(engine) as session:
        tokens.issue(session, "berta", name="Berta's", scopes=(), now=NOW)
        saved_searches.save(session, "berta", "Berta's", address="q=air", notify=False, now=NOW)
        doors.open_session(session, "berta", now=NOW)
        ownership.stand_in(session, "berta", by="olga", first=date(2026, 12, 1), last=date(2026, 12, 2))


def test_every_route_has_a_row_and_every_row_a_route(opened: Opened) -> None:
    assert {name for name, _, _ in routes(opened.app)} == set(RULES)


def test_every_route_lets_in_exactly_whom_its_row_says(opened: Opened, engine: Engine) -> None:
    of_berta(engine)
    for role in (None, *Role):
        for name, method, path in routes(opened.app):
            # Nobody is kept out by a limit, and nobody by having signed out before.
            opened.app.state.limits = Limits()
            browser = opened.browser() if role is None else opened.as_(PERSON[role])
            if role is not None and RULES[name].scope is not None:
                browser = program(opened, PERSON[role])
            answer = send(browser, method, address(name, path))

            assert said(answer.status_code, answer.headers.get("location", "")) == expected(name, role, method), (
                f"{method} {path} as {role or 'nobody'}: {answer.status_code}"
            )


def send(browser: Browser, method: str, path: str) -> Response:
    # Without a form token: who comes in is told that the form is stale, and nothing is changed.
    return browser.client.request(method, path, data=OURS if method == "POST" else None)


def said(status: int, location: str) -> str:
    if status == 401 or (status == 303 and location.startswith("/sign-in")):
        return "sign in"
    return {403: "forbidden", 400: "stale form"}.get(status, "in")


def expected(name: str, role: Role | None, method: str) -> str:
    rule = RULES[name]
    if rule.least is not None and role is None:
        return "sign in"
    if rule.least is not None and role is not None:
        not_theirs = rule.owner is not None and name not in FREE and not (rule.over and role.covers(rule.over))
        if not role.covers(rule.least) or not_theirs:
            return "forbidden"
    return "stale form" if method == "POST" and rule.form_token and rule.scope is None else "in"


def test_no_cookie_opens_a_route_of_the_api_and_no_token_a_page(opened: Opened) -> None:
    for name, method, path in routes(opened.app):
        opened.app.state.limits = Limits()
        if RULES[name].scope is not None:
            assert send(opened.as_("administrator"), method, address(name, path)).status_code == 401, f"{method} {path}"
    assert program(opened, "administrator").get("/people").headers["location"] == "/sign-in?wanted=%2Fpeople"


def test_a_token_opens_what_it_names_and_nothing_else(opened: Opened) -> None:
    for name, method, path in routes(opened.app):
        scope = RULES[name].scope
        if scope is not None:
            opened.app.state.limits = Limits()
            others = program(opened, "olga", *(each for each in Scope if each is not scope))
            assert send(others, method, address(name, path)).status_code == 403, f"{method} {path}"
            assert send(program(opened, "olga", scope), method, address(name, path)).status_code not in (401, 403)


@pytest.mark.parametrize(
    ("person", "path", "status"),
    [
        ("anna", "/people", 403),
        ("olga", "/people", 403),
        ("administrator", "/people", 200),
        ("administrator", "/people/nobody-of-that-name", 404),
        ("viewer", "/me", 200),
        ("viewer", "/", 200),
    ],
)
def test_some_doors_by_hand(opened: Opened, person: str, path: str, status: int) -> None:
    assert opened.as_(person).get(path).status_code == status


def test_a_person_ends_their_own_session_and_nobody_elses(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        doors.open_session(session, "anna", now=NOW)
        doors.open_session(session, "berta", now=NOW)
    browser = opened.as_("anna")

    assert browser.post("/me/sessions/2/end").status_code == 403
    assert browser.post("/me/sessions/1/end").headers["location"] == "/me?done=saved"
    with reading(engine) as session:
        assert session.get(doors.SessionRow, 1).revoked_at == NOW  # type: ignore[union-attr]
        assert session.get(doors.SessionRow, 2).revoked_at is None  # type: ignore[union-attr]


def test_an_administrator_does_not_take_their_own_role_away(opened: Opened) -> None:
    browser = opened.as_("administrator")

    assert browser.post("/people/administrator/role", {"role": "viewer"}).status_code == 403
    assert browser.post("/people/administrator/offboard").status_code == 403


def test_a_project_is_its_owners_then_its_stand_ins_then_whom_it_was_handed_to(engine: Engine) -> None:
    with transaction(engine) as session:
        ownership.stand_in(session, "anna", by="viewer", first=date(2026, 12, 1), last=date(2026, 12, 2))
        ownership.hand_over(session, "plan", HandOver(project="clean-air", to="berta", since=date(2027, 1, 1)), now=NOW)

    def answers_for_clean_air(day: date) -> set[str]:
        with reading(engine) as session:
            found = ownership.ownership(session, PLAN, on=day)
        return {each for each in ("anna", "berta", "viewer") if "clean-air" in found.answerable(each)}

    assert answers_for_clean_air(date(2026, 11, 30)) == {"anna"}
    assert answers_for_clean_air(date(2026, 12, 2)) == {"anna", "viewer"}
    assert answers_for_clean_air(date(2027, 1, 1)) == {"berta"}


def test_an_administrator_stays_one_whatever_list_they_read_in(opened: Opened) -> None:
    browser = opened.as_("administrator")
    browser.get("/people")
    rows = "name,email,role\nAdministrator,administrator@example.org,viewer\nAnna Puig,anna@example.org,viewer\n"

    browser.post("/people/import", files={"file": ("people.csv", rows.encode(), "text/csv")})
    assert browser.get("/people").status_code == 200
    assert opened.as_("anna").get("/").status_code == 200


def test_who_hands_out_somebodys_data_cannot_sign_in_as_them(opened: Opened) -> None:
    stranger = opened.browser()
    stranger.get("/sign-in")
    stranger.post("/sign-in", {"email": "berta@example.org"})
    held = opened.as_("administrator").get("/people/berta/export")

    assert held.json()["outbox"][0]["person"] == "berta"
    assert "/sign-in/link/" not in held.text
