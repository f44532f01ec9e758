"""Between digests people hear of what cannot wait, once; and who submitted something is asked what came of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from config.settings import Settings
from convoca import alerting, digesting
from convoca.wiring import Program
from db import applications, calls, internal_deadlines, outbox, ownership, people, prompts, told, votes
from db.engine import connect, reading, transaction
from db.outbox import Message
from db.told import Told
from domain.application import Application, Stage
from domain.call import Call, Status
from domain.digest import Reason, officers_item
from domain.internal_deadline import InternalDeadline, Step
from domain.money import Budget, Money
from domain.people import Alerts, Frequency, Role
from domain.vote import Reason as Because
from domain.vote import Vote, Word
from tests.convoca import samples
from tests.convoca.program import Program as Command
from tests.convoca.samples import NOW

CALL = samples.CALLS[0]
"""Ada's, due on 4 February 2027."""
DAY = timedelta(days=1)
ITEM = "project:of-ada"
PLAN = samples.plan()
SOONER = samples.without_hour(CALL, date(2026, 12, 1))
LATER = samples.without_hour(CALL, date(2027, 4, 1))

Run = Callable[..., list[str]]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A plan and its people; Ada was told of her call a day ago."""
    it = connect(f"sqlite:///{tmp_path}/convoca.db")
    samples.store(it, now=NOW - DAY)
    with transaction(it) as session:
        people.synchronise(session, PLAN)
    tell(it)
    yield it
    it.dispose()


@pytest.fixture
def alert(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the alerts some time after NOW; whose mails came of it, with their subjects."""

    monkeypatch.setenv("CONVOCA_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("CONVOCA_PUBLIC_URL", "https://convoca.example.org")

    def run(*, after: timedelta = timedelta(0), at_once: bool = False) -> list[str]:
        found = alerting.alert(Program(Settings.read(), NOW + after, engine), at_once=at_once)
        assert not any(each.failure for each in found)
        return [f"{each.person.id}: {each.said.partition(' → ')[0]}" for each in found]

    return run


def tell(
    engine: Engine,
    *,
    person: str = "ada",
    item: str = ITEM,
    call: Call = CALL,
    version: int = 1,
    at: datetime = NOW - DAY,
) -> None:
    """A digest has told somebody of a call."""
    with transaction(engine) as session:
        message = Message(
            plan=PLAN.id,
            person=person,
            kind="digest",
            period=f"{at:%Y-%m-%d %H}",
            subject="",
            text="",
            html="",
            message_id="",
        )
        row = Told(
            item=item,
            source=call.source,
            reference=call.reference,
            version=version,
            reason=Reason.NEW,
        )
        kept = outbox.compose(session, message, told=[row], now=at)
        session.execute(text("UPDATE outbox SET state = 'sent' WHERE id = :id"), {"id": kept.id})


def record(engine: Engine, *some: Call, at: datetime = NOW) -> None:
    with transaction(engine) as session:
        calls.record_all(session, some, now=at)


def choose(engine: Engine, **wishes: object) -> None:
    with transaction(engine) as session:
        people.change(session, "ada", wishes)


def vote(engine: Engine, word: Word, *, reason: Because | None = None, version: int = 1, at: datetime = NOW) -> None:
    with transaction(engine) as session:
        it = Vote(
            person="ada",
            item=ITEM,
            source=CALL.source,
            reference=CALL.reference,
            version=version,
            word=word,
            reason=reason,
            at=at,
        )
        votes.cast(session, PLAN.id, it)


def apply(engine: Engine, **different: Any) -> int:
    """Ada's project applies."""
    usual: dict[str, Any] = {"plan": PLAN.id, "project": "of-ada", "title": "Buses", "stage": Stage.PREPARING}
    with transaction(engine) as session:
        return applications.add(session, Application(**(usual | different)), who="ada", now=NOW).id


def test_a_deadline_brought_forward_goes_out_at_once_and_is_not_told_again(engine: Engine, alert: Run) -> None:
    record(engine, SOONER)
    first, second, daily = alert(at_once=True), alert(at_once=True), alert(after=DAY)

    assert first == [f"ada: Deadline brought forward: {CALL.title}"]
    assert (second, daily) == ([], [])
    with reading(engine) as session:  # what the digest compares with
        assert told.told(session, PLAN.id, "ada")[ITEM, CALL.source, CALL.reference].deadlines == SOONER.deadlines


@pytest.mark.parametrize(
    "changed",
    [
        LATER,
        replace(CALL, budget=Budget(total=Money(Decimal(5_000_000)))),
        replace(CALL, word=Status.WITHDRAWN),
    ],
    ids=["extended", "another budget", "withdrawn"],
)
def test_other_changes_wait_for_the_daily_run(engine: Engine, alert: Run, changed: Call) -> None:
    record(engine, changed)
    at_once, daily, next_day = alert(at_once=True), alert(), alert(after=DAY)

    assert (at_once, daily, next_day) == ([], ["ada: 1 call you know has changed"], [])


def test_a_forthcoming_call_that_opens_is_told_of(engine: Engine, alert: Run) -> None:
    record(engine, replace(CALL, word=Status.FORTHCOMING))
    tell(engine, version=2, at=NOW)
    record(engine, CALL)

    assert alert() == ["ada: 1 call you know has changed"]


def test_who_wants_changes_with_the_digest_hears_between_digests_of_earlier_deadlines_alone(
    engine: Engine, alert: Run
) -> None:
    choose(engine, alerts=Alerts.WITH_DIGEST)
    record(engine, LATER)
    extended = alert()
    record(engine, SOONER)

    assert (extended, alert(after=DAY)) == ([], [f"ada: Deadline brought forward: {CALL.title}"])


def test_a_rewording_is_no_news(engine: Engine, alert: Run) -> None:
    record(engine, replace(CALL, title="Another title"))

    assert alert() == []


def test_nothing_is_said_to_who_wants_no_mail_and_to_who_has_left(engine: Engine, alert: Run) -> None:
    record(engine, SOONER)
    choose(engine, frequency=Frequency.NEVER)
    never = alert(at_once=True)
    choose(engine, frequency=Frequency.WEEKLY, offboarded_at=NOW)

    assert (never, alert(at_once=True)) == ([], [])


def test_one_mail_tells_of_all_calls_and_a_call_that_nobody_was_told_of_is_in_none(engine: Engine, alert: Run) -> None:
    others = [samples.call(f"OTHER-{number}") for number in range(3)]
    record(engine, *others, at=NOW - DAY)
    for number, each in enumerate(others[:2]):
        tell(engine, call=each, at=NOW - timedelta(hours=number))
    record(engine, LATER, *(samples.without_hour(each, date(2027, 5, 1)) for each in others))

    assert alert() == ["ada: 3 calls you know have changed"]
    with reading(engine) as session:
        (mail,) = session.execute(text("SELECT text FROM outbox WHERE kind = 'alert'")).scalars()
    assert "OTHER-1" in mail
    assert "OTHER-2" not in mail


def test_who_applies_hears_of_changes_since_they_looked_though_no_digest_told_them(engine: Engine, alert: Run) -> None:
    other = samples.call("OTHER")
    record(engine, other, at=NOW - DAY)
    apply(
        engine, source=other.source, reference=other.reference, call_version=1, project="of-carla", assignees=("ada",)
    )
    record(engine, samples.without_hour(other, date(2026, 11, 1)))

    assert sorted(alert(at_once=True)) == [
        f"ada: Deadline brought forward: {other.title}",
        f"carla: Deadline brought forward: {other.title}",
    ]


def test_a_near_deadline_is_told_once_and_again_when_it_moves(engine: Engine, alert: Run) -> None:
    early = datetime(2027, 1, 15, 8, tzinfo=NOW.tzinfo) - NOW
    far, near, again = alert(after=early), alert(after=early + 7 * DAY), alert(after=early + 8 * DAY)
    record(engine, samples.without_hour(CALL, date(2027, 2, 10)))
    tell(engine, version=2, at=NOW + early + 9 * DAY)  # a digest that came in between suppresses no reminder
    moved = alert(after=early + 16 * DAY)

    assert far == []
    assert near == ["ada: 1 deadline is near"]
    assert again == []
    assert moved == ["ada: 1 deadline is near"]


def test_a_reminder_swallows_no_change(engine: Engine, alert: Run) -> None:
    choose(engine, alerts=Alerts.WITH_DIGEST)
    record(engine, replace(CALL, budget=Budget(total=Money(Decimal(5_000_000)))))
    near = datetime(2027, 1, 25, 8, tzinfo=NOW.tzinfo) - NOW

    assert alert(after=near) == ["ada: 1 call you know has changed"]
    with reading(engine) as session:
        (mail,) = session.execute(text("SELECT text FROM outbox WHERE kind = 'alert'")).scalars()
    assert "€5,000,000" in mail
    assert "10 days left" in mail


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.SUBMITTED])
def test_of_several_applications_to_a_call_the_newest_counts(engine: Engine, alert: Run, stage: Stage) -> None:
    apply(engine, source=CALL.source, reference=CALL.reference, stage=Stage.REJECTED)
    apply(engine, source=CALL.source, reference=CALL.reference, stage=stage)
    near = datetime(2027, 1, 25, 8, tzinfo=NOW.tzinfo) - NOW

    assert alert(after=near) == (["ada: 1 deadline is near"] if stage is Stage.PREPARING else [])


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.SUBMITTED])
def test_who_has_submitted_is_not_reminded_of_the_deadline(engine: Engine, alert: Run, stage: Stage) -> None:
    apply(engine, source=CALL.source, reference=CALL.reference, stage=stage)
    near = datetime(2027, 1, 25, 8, tzinfo=NOW.tzinfo) - NOW

    assert alert(after=near) == (["ada: 1 deadline is near"] if stage is Stage.PREPARING else [])


def test_what_was_said_to_be_relevant_is_reminded_of_though_no_mail_told_of_it(engine: Engine, alert: Run) -> None:
    other = samples.without_hour(samples.call("OTHER"), date(2026, 9, 18))
    record(engine, other)
    silent = alert()
    with transaction(engine) as session:
        said = Vote(
            person="ada",
            item=ITEM,
            source=other.source,
            reference=other.reference,
            version=1,
            word=Word.RELEVANT,
            at=NOW,
        )
        votes.cast(session, PLAN.id, said)

    assert (silent, alert()) == ([], ["ada: 1 deadline is near"])


def test_what_was_turned_down_is_left_alone_and_comes_back_once_when_it_was_for_lack_of_time(
    engine: Engine, alert: Run
) -> None:
    vote(engine, Word.NOT_FOR_US, reason=Because.DEADLINE)
    record(engine, SOONER)
    turned_down = alert(at_once=True)
    record(engine, LATER)
    back = alert()
    vote(engine, Word.NOT_FOR_US, reason=Because.DEADLINE, version=3, at=NOW + DAY)
    record(engine, samples.without_hour(CALL, date(2027, 6, 1)))

    assert turned_down == []
    assert back == ["ada: 1 call you know has changed"]
    assert alert(after=2 * DAY) == []


def test_an_internal_deadline_is_named_once_in_its_last_week_and_again_when_it_moves(
    engine: Engine, alert: Run
) -> None:
    number = apply(engine)
    with transaction(engine) as session:
        wanted = InternalDeadline(step=Step.COUNCIL, on=NOW.date() + 10 * DAY)
        kept = internal_deadlines.add(session, number, wanted, who="ada", now=NOW)
    early, near, again = alert(), alert(after=4 * DAY), alert(after=5 * DAY)
    with transaction(engine) as session:
        moved = replace(wanted, on=NOW.date() + 12 * DAY)
        internal_deadlines.change(session, kept, moved, who="ada", now=NOW)
        kept = replace(kept, deadline=moved)
    later = alert(after=6 * DAY)
    with transaction(engine) as session:
        internal_deadlines.change(
            session, kept, replace(moved, on=NOW.date() + 13 * DAY, done_on=NOW.date()), who="ada", now=NOW
        )

    assert (early, near, again) == ([], ["ada: 1 internal deadline is near"], [])
    assert later == ["ada: 1 internal deadline is near"]
    assert alert(after=8 * DAY) == []


def test_the_owner_is_asked_once_what_came_of_an_application_five_months_after_the_deadline(
    engine: Engine, alert: Run
) -> None:
    of = {"source": CALL.source, "reference": CALL.reference}
    apply(engine, **of, stage=Stage.SUBMITTED, submitted_on=date(2027, 2, 1))
    due = datetime(2027, 2, 4, 8, tzinfo=NOW.tzinfo) + timedelta(days=154) - NOW
    before, asked, again = alert(after=due - DAY), alert(after=due), alert(after=due + 200 * DAY)

    assert (before, asked, again) == ([], ["ada: 1 outcome to tell"], [])


def test_who_does_not_know_yet_is_asked_again_after_a_month(engine: Engine, alert: Run) -> None:
    number = apply(engine, stage=Stage.SUBMITTED, submitted_on=date(2026, 9, 7))
    due = 154 * DAY
    assert alert(after=due) == ["ada: 1 outcome to tell"]
    with transaction(engine) as session:
        prompts.not_known_yet(session, number, about="outcome of submitted", now=NOW + due + DAY)

    assert alert(after=due + 30 * DAY) == []
    assert alert(after=due + 31 * DAY) == ["ada: 1 outcome to tell"]
    assert alert(after=due + 90 * DAY) == []


def test_an_alert_can_be_refused_like_a_digest_and_says_that_a_program_wrote_it(
    engine: Engine, alert: Run, tmp_path: Path
) -> None:
    record(engine, SOONER)
    alert(at_once=True)
    (mail,) = (tmp_path / "outbox").glob("*.eml")
    written = mail.read_text()

    assert "List-Unsubscribe: <https://convoca.example.org/unsubscribe/" in written
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in written
    assert "Auto-Submitted: auto-generated" in written


def digested(engine: Engine, *, after: timedelta = timedelta(0)) -> str:
    """What a digest says to Ada some time after NOW."""
    digesting.digest(Program(Settings.read(), NOW + after, engine))
    with reading(engine) as session:
        query = text("SELECT text FROM outbox WHERE person = 'ada' AND kind = 'digest' ORDER BY id DESC LIMIT 1")
        return str(session.execute(query).scalar_one())


def test_what_an_alert_has_told_the_digest_does_not_tell_again(engine: Engine, alert: Run) -> None:
    record(engine, SOONER)
    told_at_once = alert(at_once=True)

    assert told_at_once != []
    assert CALL.title not in digested(engine)


def test_what_a_digest_has_told_no_alert_tells_again(engine: Engine, alert: Run) -> None:
    record(engine, SOONER)

    assert CALL.title in digested(engine)
    assert alert(at_once=True) == []
    assert alert(after=DAY) == []


def test_a_reminder_and_the_digest_name_a_near_deadline_once_between_them(engine: Engine, alert: Run) -> None:
    near = datetime(2027, 1, 25, 8, tzinfo=NOW.tzinfo) - NOW

    assert alert(after=near) == ["ada: 1 deadline is near"]
    assert CALL.title not in digested(engine, after=near)
    record(engine, samples.without_hour(CALL, date(2027, 2, 6)))
    assert CALL.title in digested(engine, after=near + 7 * DAY)
    assert alert(after=near + 8 * DAY) == []


@pytest.mark.parametrize("stage", [Stage.PREPARING, Stage.SUBMITTED])
def test_a_digest_too_reminds_nobody_of_what_they_have_submitted(engine: Engine, alert: Run, stage: Stage) -> None:
    apply(engine, source=CALL.source, reference=CALL.reference, stage=stage)
    near = datetime(2027, 1, 25, 8, tzinfo=NOW.tzinfo) - NOW

    assert (CALL.title in digested(engine, after=near)) is (stage is Stage.PREPARING)


def test_what_an_officer_was_told_concerns_whoever_is_officer_today_and_nobody_else(engine: Engine, alert: Run) -> None:
    tell(engine, person="berta", item=officers_item(PLAN.id))
    tell(engine, person="carla", item=officers_item(PLAN.id))
    with transaction(engine) as session:
        people.change(session, "carla", {"role": Role.OFFICER})
    record(engine, SOONER)

    assert [each.partition(":")[0] for each in alert(at_once=True)] == ["ada", "carla"]


def test_the_command_says_whom_it_told_and_that_there_was_nothing(engine: Engine, tmp_path: Path) -> None:
    convoca = Command(tmp_path, {"CONVOCA_DATA_DIR": str(tmp_path), "CONVOCA_NOW": NOW.isoformat()})
    record(engine, SOONER)
    told_now, then = convoca("alerts", "--at-once"), convoca("alerts")

    assert told_now.stdout.startswith(f"Ada: Deadline brought forward: {CALL.title} → ")
    assert then.stdout == "Nothing that cannot wait for the digest.\n"
    assert (told_now.returncode, told_now.stderr, then.returncode, then.stderr) == (0, "", 0, "")


def test_who_follows_a_project_hears_of_its_calls_and_not_of_its_applications(engine: Engine, alert: Run) -> None:
    with transaction(engine) as session:
        ownership.follow(session, "berta", plan_id=PLAN.id, project="of-ada", now=NOW)
        applied = Application(plan=PLAN.id, project="of-ada", title="Buses", stage=Stage.PREPARING)
        number = applications.add(session, applied, who="ada", now=NOW).id
        council = InternalDeadline(step=Step.COUNCIL, on=NOW.date() + DAY)
        internal_deadlines.add(session, number, council, who="ada", now=NOW)
    tell(engine, person="berta", item=ITEM)
    record(engine, LATER)

    assert sorted(alert()) == [
        "ada: 1 call you know has changed and 1 internal deadline is near",
        "berta: 1 call you know has changed",
    ]
