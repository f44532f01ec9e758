"""What somebody is prompted to do about their applications: mind an internal deadline, tell the outcome."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from db import applications, calls, internal_deadlines, prompts
from db.applications import Stored
from db.internal_deadlines import Kept
from db.prompts import Prompt
from domain.alert import Question
from domain.application import UNSENT, Application, Stage
from domain.deadlines import Deadlines
from domain.digest import StepAhead
from domain.plan import Plan, Project, institution_day
from followup import outcome

STEPS_WITHIN = timedelta(days=7)
"""How long before its day an internal deadline is named: a week is left to meet it, and the digest lists it before."""
OPEN = (*UNSENT, Stage.INVITED)
"""The stages in which the institution still has something to hand in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due in a plan's applications, whoever is prompted."""

    plan: Plan
    running: Mapping[int, Stored]
    """The applications, by number."""
    kept: Sequence[Kept]
    """The internal deadlines that are near."""
    questions: Sequence[Question]
    prompted: Mapping[tuple[int, str], Sequence[Prompt]]
    """By application and what it was about."""


def due(session: Session, plan: Plan, *, now: datetime) -> Due:
    """Read what is due."""
    running = {each.id: each for each in applications.of_plan(session, plan.id)}
    prompted: dict[tuple[int, str], list[Prompt]] = {}
    for each in prompts.of_plan(session, plan.id):
        prompted.setdefault((each.application_id, each.about), []).append(each)
    today = institution_day(now)
    near = [
        each
        for each in internal_deadlines.of_plan(session, plan.id)
        if each.deadline.done_on is None and today <= each.deadline.on <= today + STEPS_WITHIN
    ]
    asked = (_question(session, each) for each in running.values() if each.application.stage in outcome.ASKED)
    questions = [each for each in asked if each and _is_to_be_asked(each, prompted, now=now)]
    return Due(plan=plan, running=running, kept=near, questions=questions, prompted=prompted)


def steps(due: Due, person: str, projects: AbstractSet[str]) -> Iterator[tuple[StepAhead, str]]:
    """The internal deadlines to name to who answers for the project or works on the application, and their names."""
    of_plan = {each.id: each for each in due.plan.projects}
    for each in due.kept:
        application, about = due.running[each.application_id].application, f"step {each.id} {each.deadline.on}"
        before = due.prompted.get((each.application_id, about), ())
        theirs = application.project in projects or person in application.assignees
        if not theirs or application.stage not in OPEN or application.project not in of_plan:
            continue
        if person not in {prompt.person for prompt in before}:
            yield step_ahead(each, application, of_plan[application.project]), about


def step_ahead(kept: Kept, application: Application, project: Project) -> StepAhead:
    """An internal deadline as mails name it."""
    return StepAhead(
        application=kept.application_id,
        title=application.title,
        project=project,
        step=kept.deadline.step,
        label=kept.deadline.label,
        on=kept.deadline.on,
    )


def _question(session: Session, stored: Stored) -> Question | None:
    """The question of an application; ``None`` where nobody noted when it was sent."""
    application = stored.application
    sent = outcome.sent_on(application, applications.history(session, stored.id))
    if sent is None:
        return None
    by = outcome.answer_by(sent, _deadlines(session, application))
    return Question(number=stored.id, application=application, sent=sent, by=by)


def _deadlines(session: Session, application: Application) -> Deadlines:
    if application.source is None or application.reference is None:
        return Deadlines()
    stored = calls.one(session, application.source, application.reference)
    return stored.call.deadlines if stored else Deadlines()


def _is_to_be_asked(question: Question, prompted: Mapping[tuple[int, str], Sequence[Prompt]], *, now: datetime) -> bool:
    before = prompted.get((question.number, outcome.question(question.application.stage)), ())
    return outcome.ask(question.by, asked=[each.unknown_at for each in before], now=now)
