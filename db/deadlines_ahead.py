"""What is due of a plan's applications, and of the calls that somebody finds relevant."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session

from db import calls, votes
from db.application_rows import ApplicationRow, AssigneeRow
from db.call_rows import CallRow, DeadlineRow, VersionRow
from db.chunks import chunks
from db.internal_deadlines import InternalDeadlineRow
from domain.application import UNDER_WAY, Stage
from domain.call import SHUT
from domain.deadlines import Deadline, Deadlines
from domain.vote import Word, last_words
from followup.workload import Due, awaited

APPLICATION = (ApplicationRow.id, ApplicationRow.project, ApplicationRow.title, ApplicationRow.stage)


def due(session: Session, plan_id: str, *, now: datetime) -> list[Due]:
    """The funders' deadlines and our own of every application under way, then those of relevant calls, unordered.

    What passed is not in it, but for steps of our own that are not done.
    """
    people = _assignees(session, plan_id)
    return [
        *_of_funders(session, plan_id, people, now=now),
        *_our_own(session, plan_id, people),
        *_relevant(session, plan_id, now=now),
    ]


def _of_funders(
    session: Session, plan_id: str, people: Mapping[int, tuple[str, ...]], *, now: datetime
) -> Iterator[Due]:
    its = (CallRow.source == ApplicationRow.source) & (CallRow.reference == ApplicationRow.reference)
    moment = (DeadlineRow.on, DeadlineRow.at, DeadlineRow.zone, DeadlineRow.kind)
    query = (
        select(*APPLICATION, ApplicationRow.source, ApplicationRow.reference, *moment)
        .join(CallRow, its)
        .join(VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version))
        .join(DeadlineRow, DeadlineRow.version_id == VersionRow.id)
        .where(ApplicationRow.plan == plan_id, ApplicationRow.stage.in_(UNDER_WAY))
        .where(DeadlineRow.on >= now.date() - timedelta(days=1))  # somewhere it is still yesterday
    )
    found: dict[tuple[int, str, str, Stage, str | None, str | None], list[Deadline]] = defaultdict(list)
    for id, project, title, stage, source, reference, *at in session.execute(query):
        found[id, project, title, stage, source, reference].append(Deadline(*at))
    for (id, project, title, stage, source, reference), dates in found.items():
        for each in awaited(stage, Deadlines(tuple(dates)), now=now):
            yield Due(
                on=each.on,
                title=title,
                project=project,
                what=each.kind,
                deadline=each,
                application=id,
                source=source,
                reference=reference,
                people=people.get(id, ()),
            )


def _our_own(session: Session, plan_id: str, people: Mapping[int, tuple[str, ...]]) -> Iterator[Due]:
    step = InternalDeadlineRow
    query = (
        select(*APPLICATION, step.step, step.on, step.label)
        .join(ApplicationRow, ApplicationRow.id == step.application_id)
        .where(ApplicationRow.plan == plan_id, ApplicationRow.stage.in_(UNDER_WAY), step.done_on.is_(None))
    )
    for id, project, title, _, what, on, label in session.execute(query):
        yield Due(
            on=on,
            title=title,
            project=project,
            what=what,
            label=label,
            application=id,
            people=people.get(id, ()),
        )


def _relevant(session: Session, plan_id: str, *, now: datetime) -> Iterator[Due]:
    """Calls that were found relevant for a project and that nobody applies to, each once."""
    projects: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (item, source, reference), vote in last_words(votes.of_plan(session, plan_id)).items():
        if vote.word is Word.RELEVANT:
            projects[source, reference].add(item.removeprefix("project:"))
    wanted = projects.keys() - _applied_to(session, plan_id, sorted(projects))
    for (source, reference), stored in calls.some(session, wanted).items():
        call, of = stored.call, projects[source, reference]
        for each in () if call.status(now) in SHUT else awaited(Stage.IDEA, call.deadlines, now=now):
            yield Due(
                on=each.on,
                title=call.title,
                project=next(iter(of)) if len(of) == 1 else "",
                what=each.kind,
                deadline=each,
                source=source,
                reference=reference,
            )


def _applied_to(session: Session, plan_id: str, some: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of these calls that there is an application to, whatever came of it."""
    key = tuple_(ApplicationRow.source, ApplicationRow.reference)
    query = select(ApplicationRow.source, ApplicationRow.reference).where(ApplicationRow.plan == plan_id)
    rows = (row for few in chunks(some) for row in session.execute(query.where(key.in_(few))))
    return {(source, reference) for source, reference in rows if source and reference}


def _assignees(session: Session, plan_id: str) -> dict[int, tuple[str, ...]]:
    query = (
        select(AssigneeRow.application_id, AssigneeRow.person)
        .join(ApplicationRow, ApplicationRow.id == AssigneeRow.application_id)
        .where(ApplicationRow.plan == plan_id, ApplicationRow.stage.in_(UNDER_WAY))
        .order_by(AssigneeRow.position)
    )
    found: dict[int, tuple[str, ...]] = defaultdict(tuple)
    for id, person in session.execute(query):
        found[id] += (person,)
    return found
