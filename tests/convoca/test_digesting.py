"""Every reader is told once a period, through a real mail server; what cannot be sent now is sent later."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from icalendar import Calendar
from sqlalchemy import Engine, text

from convoca.digesting import period_of
from db import calls, matches, merges, ownership, people, plans, saved_searches, thresholds, unsubscribing
from db.engine import connect, reading, transaction
from db.outbox import OutboxMessage, State, unsent
from domain.people import Frequency, HandOver, Weekday
from tests.convoca import samples
from tests.convoca.postbox import Postbox
from tests.convoca.program import Program
from tests.convoca.samples import NOW, OWNERS

ALL = [f"{each}@example.org" for each in OWNERS]
NEXT_WEEK = (NOW + timedelta(days=7)).isoformat()


@pytest.fixture
def convoca(convoca: Program) -> Program:
    return replace(convoca, settings={"CONVOCA_NOW": NOW.isoformat()})


@pytest.fixture
def engine(convoca: Program) -> Iterator[Engine]:
    """The program's database, with a plan, calls and matches in it."""
    it = connect(convoca.database)
    samples.store(it)
    yield it
    it.dispose()


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


def waiting(engine: Engine) -> list[OutboxMessage]:
    with reading(engine) as session:
        return unsent(session)


def told(engine: Engine) -> list[tuple[str, str, str]]:
    """Who was told of which call for which reason, in the order of telling."""
    with reading(engine) as session:
        rows = session.execute(text("SELECT person, reference, reason FROM told ORDER BY outbox_id, reference"))
        return [(person, reference, reason) for person, reference, reason in rows]


def test_every_owner_gets_one_mail_and_a_second_run_sends_none(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    with postbox.open() as url:
        first, second = convoca("digest", CONVOCA_SMTP_URL=url), convoca("digest", CONVOCA_SMTP_URL=url)

    assert (first.returncode, first.stderr, second.returncode, second.stderr) == (0, "", 0, "")
    assert postbox.readers == ALL
    assert second.stdout.count("was composed before") == len(ALL)
    for mail, owner in zip(sorted(postbox.mails, key=lambda each: str(each["To"])), OWNERS, strict=True):
        body = mail.get_body(("plain",))
        assert body is not None
        assert f"The title of FOR-{owner.upper()}" in body.get_content()
        assert not any(f"FOR-{other.upper()}" in body.get_content() for other in OWNERS if other != owner)


def test_in_the_next_week_nobody_is_told_again_and_a_short_mail_says_that_nothing_is_new(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0
        known = told(engine)
        assert convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=NEXT_WEEK).returncode == 0

    assert told(engine) == known
    assert [mail["Subject"] for mail in postbox.mails[len(ALL) :]] == ["Nothing new (14 September 2026)"] * len(ALL)


def test_a_daily_reader_gets_no_mail_on_a_day_without_news_and_a_mail_on_the_day_of_the_news(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    choose(engine, frequency=Frequency.DAILY)
    days = [(NOW + timedelta(days=each)).isoformat() for each in range(3)]
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0
        silent = convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=days[1])
        found = [*samples.MATCHES, samples.match("ada", "NEWCOMER")]
        samples.store(engine, known=[samples.call("NEWCOMER")], found=found, now=NOW + timedelta(days=2))
        news = convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=days[2])
        again = convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=days[2])

    assert "Ada: nothing new and no deadline near: no digest." in silent.stdout
    assert "Ada: 1 new call for your projects (9 September 2026)" in news.stdout
    assert "Ada: nothing further: the digest of 2026-09-09 was composed before." in again.stdout
    assert postbox.readers == sorted([*ALL, ALL[0]])


def test_a_weekly_reader_is_told_on_their_day_or_on_a_later_one_of_the_week_if_that_was_missed(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    choose(engine, weekday=Weekday.WEDNESDAY)
    with postbox.open() as url:
        monday = convoca("digest", CONVOCA_SMTP_URL=url)
        friday = convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=(NOW + timedelta(days=4)).isoformat())

    assert "Ada: nothing yet: their day is Wednesday." in monday.stdout
    assert "Ada: 1 new call for your projects (11 September 2026)" in friday.stdout
    assert postbox.readers == ALL


def test_an_officer_gets_one_mail_with_the_calls_of_all_projects_although_they_lead_one_of_them(
    convoca: Program, postbox: Postbox
) -> None:
    engine = connect(convoca.database)
    shared = [*samples.MATCHES, samples.match("berta", "FOR-ADA", score=0.65)]
    samples.store(engine, of=samples.plan(officer="ada"), found=shared)
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    (mail,) = (each for each in postbox.mails if each["To"].addresses[0].username == "ada")
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["Subject"] == "3 new calls for the plan (7 September 2026)"
    assert body.get_content().count("The title of FOR-ADA") == 1
    assert all(f"The project of {owner}" in body.get_content() for owner in OWNERS)
    with reading(engine) as session:
        rows = session.execute(text("SELECT item, reference FROM told WHERE person = 'ada' ORDER BY reference"))
        assert [tuple(each) for each in rows] == [("plan:tiny", f"FOR-{owner.upper()}") for owner in OWNERS]
    engine.dispose()


def test_what_is_offered_by_a_link_does_not_trickle_into_the_following_mails(
    convoca: Program, postbox: Postbox
) -> None:
    engine = connect(convoca.database)
    many = [samples.call(f"MANY-{number}") for number in range(8)]
    samples.store(engine, known=many, found=[samples.match("ada", each.reference) for each in many])
    with postbox.open() as url:
        for week in range(3):
            now = (NOW + timedelta(weeks=week)).isoformat()
            assert convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=now).returncode == 0

    assert [reference for _, reference, _ in told(engine)] == [f"MANY-{number}" for number in range(5)]
    first = next(each for each in postbox.mails if each["To"].addresses[0].username == "ada").get_body(("plain",))
    assert first is not None
    assert "and 3 more calls that fit. They will not be mailed again" in first.get_content()
    engine.dispose()


def test_a_kept_search_is_a_section_of_the_one_mail_and_tells_of_each_call_once(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    with transaction(engine) as session:
        people.synchronise(session, samples.plan())
        for name, words in (("Water", "waste water"), ("Buses", "buses fumes")):
            saved_searches.save(session, "ada", name, address=urlencode({"q": words}), notify=True, now=NOW)
    with postbox.open() as url:
        first = convoca("digest", CONVOCA_SMTP_URL=url)
        second = convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=NEXT_WEEK)

    assert (first.returncode, first.stderr, second.returncode) == (0, "", 0)
    ours = [each for each in postbox.mails if each["To"].addresses[0].username == "ada"]
    bodies = [body.get_content() for each in ours if (body := each.get_body(("plain",)))]
    assert len(bodies) == 2
    assert "Your search “Water”" in bodies[0]
    assert "Your search “Buses”" in bodies[0]
    assert "Your search" not in bodies[1]


def test_a_new_call_and_a_moved_deadline_are_told_to_whom_they_concern(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    moved = samples.without_hour(samples.CALLS[1], date(2027, 3, 1))
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0
        found = [*samples.MATCHES, samples.match("ada", "NEWCOMER")]
        samples.store(engine, known=[samples.call("NEWCOMER"), moved], found=found, now=NOW + timedelta(days=6))
        assert convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=NEXT_WEEK).returncode == 0

    assert told(engine)[len(ALL) :] == [("ada", "NEWCOMER", "new match"), ("berta", "FOR-BERTA", "changed")]


def test_a_call_that_is_read_elsewhere_too_is_not_told_again_under_its_other_reference(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    elsewhere = replace(samples.CALLS[0], source="elsewhere", title="The same, read elsewhere")
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0
        with transaction(engine) as session:
            calls.record_all(session, [elsewhere], now=NOW)
            own = (samples.CALLS[0].source, samples.CALLS[0].reference)
            merges.replace(session, {own: (elsewhere.source, elsewhere.reference)})
            matches.replace(session, samples.plan().id, [replace(samples.MATCHES[0], source="elsewhere")], now=NOW)
        assert convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=NEXT_WEEK).returncode == 0

    assert all(elsewhere.title not in str(each) for each in postbox.mails)


def test_a_deadline_ahead_is_said_once(convoca: Program, engine: Engine, postbox: Postbox) -> None:
    near = [samples.without_hour(each, date(2026, 9, 25)) for each in samples.CALLS]
    samples.store(engine, known=near)
    weeks = [(NOW + timedelta(weeks=week)).isoformat() for week in range(3)]
    with postbox.open() as url:
        for week in weeks:
            assert convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_NOW=week).returncode == 0

    reasons = [reason for _, _, reason in told(engine)]
    assert reasons == ["new match"] * 3 + ["deadline ahead"] * 3


def test_a_refused_reader_harms_nobody_and_is_written_to_again_when_a_person_says_so(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    postbox.refused = {ALL[1]}
    with postbox.open() as url:
        first = convoca("digest", CONVOCA_SMTP_URL=url)
        assert postbox.readers == [ALL[0], ALL[2]]
        (left,) = waiting(engine)
        postbox.refused = set()
        second = convoca("digest", CONVOCA_SMTP_URL=url)
        assert postbox.readers == [ALL[0], ALL[2]]
        lifted = convoca("outbox", "--lift", "Berta@example.org", "--deliver", CONVOCA_SMTP_URL=url)

    assert first.returncode == second.returncode == 1
    (complaint,) = first.stderr.splitlines()
    assert complaint.startswith("Berta: The mail server refuses the mail to berta@example.org (550 ")
    assert (left.state, left.message.person) == (State.HELD, "berta")
    assert "convoca outbox --lift berta@example.org" in second.stderr
    assert (lifted.returncode, lifted.stderr) == (0, "")
    assert postbox.readers == ALL
    assert waiting(engine) == []


def test_a_corrected_address_gets_what_the_wrong_one_did_not(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    postbox.refused = {ALL[1]}
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 1
        people = [samples.person("ada"), samples.person("berta", email="b.sole@example.org"), samples.person("carla")]
        with transaction(engine) as session:
            plans.save(session, samples.plan(*people), now=NOW)
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert postbox.readers == ["ada@example.org", "b.sole@example.org", "carla@example.org"]


def test_whoever_has_left_the_plan_gets_no_mail_and_holds_up_nobody(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    assert convoca("digest", CONVOCA_SMTP_URL="smtp://127.0.0.1:1").returncode == 1
    with transaction(engine) as session:
        plans.save(session, samples.plan(samples.person("ada"), samples.person("carla")), now=NOW)
    with postbox.open() as url:
        done = convoca("digest", CONVOCA_SMTP_URL=url)

    assert (done.returncode, done.stderr) == (0, "")
    assert postbox.readers == [ALL[0], ALL[2]]


def test_an_address_that_no_mail_can_bear_harms_nobody_else(convoca: Program, postbox: Postbox) -> None:
    engine = connect(convoca.database)
    people = [samples.person("ada", email="a..da@example.org"), samples.person("berta"), samples.person("carla")]
    samples.store(engine, of=samples.plan(*people))
    with postbox.open() as url:
        done = convoca("digest", CONVOCA_SMTP_URL=url)

    assert done.returncode == 1
    (complaint,) = done.stderr.splitlines()
    assert "a..da@example.org" in complaint
    assert postbox.readers == ALL[1:]
    assert {person for person, _, _ in told(engine)} == {"berta", "carla"}
    engine.dispose()


def test_a_mail_server_that_is_down_loses_nothing(convoca: Program, engine: Engine, postbox: Postbox) -> None:
    down = convoca("digest", CONVOCA_SMTP_URL="smtp://127.0.0.1:1")
    composed = waiting(engine)
    with postbox.open() as url:
        up = convoca("digest", CONVOCA_SMTP_URL=url)

    assert down.returncode == 1
    (complaint,) = down.stderr.splitlines()
    assert "127.0.0.1:1" in complaint
    assert [each.message.person for each in composed] == list(OWNERS)
    assert (up.returncode, up.stderr) == (0, "")
    assert postbox.readers == ALL
    assert {mail["Message-ID"] for mail in postbox.mails} == {each.message.message_id for each in composed}


@pytest.mark.parametrize("options", [(), ("--debug",)])
def test_a_mail_url_that_is_not_understood_loses_nothing_and_is_never_printed(
    convoca: Program, engine: Engine, options: tuple[str, ...]
) -> None:
    done = convoca(*options, "digest", CONVOCA_SMTP_URL="ftp://me:pa55@post.example.org")

    assert done.returncode == 1
    assert "The mail URL cannot be understood" in done.stderr
    assert "pa55" not in done.stdout + done.stderr
    assert len(waiting(engine)) == len(ALL)


def test_an_outbox_that_cannot_be_written_is_named_and_loses_nothing(convoca: Program, engine: Engine) -> None:
    outbox = convoca.data / "outbox"
    outbox.write_text("in the way")
    blocked = convoca("digest")
    outbox.unlink()
    free = convoca("digest")

    assert blocked.returncode == 1
    (complaint,) = blocked.stderr.splitlines()
    assert str(outbox) in complaint
    assert free.returncode == 0
    assert {each.name for each in outbox.iterdir()} == {
        f"2026-W37-{owner}.{kind}" for owner in OWNERS for kind in ("eml", "html")
    }


def test_a_sender_that_is_no_address_is_named_once_and_nothing_counts_as_told(convoca: Program, engine: Engine) -> None:
    done = convoca("digest", CONVOCA_SENDER="nobody")

    assert done.returncode == 1
    (complaint,) = done.stderr.splitlines()
    assert "'nobody'" in complaint
    assert told(engine) == []


def choose(engine: Engine, **wishes: Any) -> None:
    """Let Ada choose how she is told."""
    with transaction(engine) as session:
        people.synchronise(session, samples.plan())
        people.change(session, "ada", wishes)


def test_the_mail_is_in_the_language_that_its_reader_chose(convoca: Program, engine: Engine, postbox: Postbox) -> None:
    choose(engine, language="ca")
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    languages = {mail["To"].addresses[0].username: mail["Content-Language"] for mail in postbox.mails}
    assert languages == {"ada": "ca", "berta": "en", "carla": "en"}
    (mail,) = (each for each in postbox.mails if each["Content-Language"] == "ca")
    assert mail["Subject"] == "1 convocatòria nova per als vostres projectes (7 de setembre del 2026)"


def test_whoever_wants_no_digest_gets_none_and_misses_nothing_when_they_want_it_again(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    choose(engine, frequency=Frequency.NEVER)
    with postbox.open() as url:
        never = convoca("digest", CONVOCA_SMTP_URL=url)
        assert postbox.readers == ALL[1:]
        choose(engine, frequency=Frequency.WEEKLY)
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert (never.returncode, never.stderr) == (0, "")
    assert "Ada: no digest, as they chose." in never.stdout
    assert postbox.readers == ALL


def test_whoever_answers_for_a_project_today_is_told_of_it_and_who_follows_it_as_well(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    today, plan_id = NOW.date(), samples.plan().id
    with transaction(engine) as session:
        people.synchronise(session, samples.plan(*map(samples.person, OWNERS)))
        ownership.hand_over(session, plan_id, HandOver(project="of-ada", to="berta", since=today), now=NOW)
        ownership.follow(session, "ada", plan_id=plan_id, project="of-carla", now=NOW)
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert sorted((person, reference) for person, reference, _ in told(engine)) == [
        ("ada", "FOR-CARLA"),
        ("berta", "FOR-ADA"),
        ("berta", "FOR-BERTA"),
        ("carla", "FOR-CARLA"),
    ]


def test_who_stands_in_is_told_too_and_who_has_left_is_not(convoca: Program, engine: Engine, postbox: Postbox) -> None:
    with transaction(engine) as session:
        people.synchronise(session, samples.plan(*map(samples.person, OWNERS)))
        ownership.stand_in(session, "ada", by="berta", first=NOW.date(), last=NOW.date())
        people.change(session, "carla", {"offboarded_at": NOW})
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert sorted((person, reference) for person, reference, _ in told(engine)) == [
        ("ada", "FOR-ADA"),
        ("berta", "FOR-ADA"),
        ("berta", "FOR-BERTA"),
    ]


def test_who_only_follows_a_project_gets_no_links_that_would_refuse_them(convoca: Program, engine: Engine) -> None:
    with transaction(engine) as session:
        people.synchronise(session, samples.plan())
        ownership.follow(session, "ada", plan_id=samples.plan().id, project="of-carla", now=NOW)
    assert convoca("digest", CONVOCA_PUBLIC_URL="https://convoca.example.org").returncode == 0

    with reading(engine) as session:
        mails: dict[str, str] = dict(session.execute(text("SELECT person, text FROM outbox")).all())
    assert "The title of FOR-CARLA" in mails["ada"]
    assert mails["ada"].count("/act/") == mails["carla"].count("/act/") > 0


def test_who_stands_in_for_the_officer_gets_the_officers_mail_beside_them(convoca: Program, postbox: Postbox) -> None:
    engine = connect(convoca.database)
    samples.store(engine, of=samples.plan(officer="ada"))
    with transaction(engine) as session:
        people.synchronise(session, samples.plan(officer="ada"))
        ownership.stand_in(session, "ada", by="berta", first=NOW.date(), last=NOW.date())
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert {each["To"].addresses[0].username: each["Subject"].partition(" (")[0] for each in postbox.mails} == {
        "ada": "3 new calls for the plan",
        "berta": "3 new calls for the plan",
        "carla": "1 new call for your projects",
    }
    engine.dispose()


def test_who_wants_strong_matches_only_is_told_of_no_other_and_hears_which_came_nearest(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    choose(engine, threshold=0.9)
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert [person for person, _, _ in told(engine)] == ["berta", "carla"]
    (mail,) = (each for each in postbox.mails if each["To"].addresses[0].username == "ada")
    body = mail.get_body(("plain",))
    assert body is not None
    assert "none that is new to you is above your threshold" in body.get_content()
    assert "The nearest below it: The title of FOR-ADA" in body.get_content()


def test_the_threshold_of_a_project_holds_for_its_mails_unless_the_person_has_one_of_their_own(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    choose(engine, threshold=0.6)
    with transaction(engine) as session:
        for owner in ("ada", "berta"):
            thresholds.move(session, "tiny", f"project:of-{owner}", 0.9, now=NOW)
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert [person for person, _, _ in told(engine)] == ["ada", "carla"]


def test_where_there_is_a_window_a_mail_can_be_refused_by_one_click(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    choose(engine, language="en")
    with postbox.open() as url:
        done = convoca("digest", CONVOCA_SMTP_URL=url, CONVOCA_PUBLIC_URL="https://convoca.example.org/")

    assert (done.returncode, done.stderr) == (0, "")
    with transaction(engine) as session:
        for mail in postbox.mails:
            where = str(mail["List-Unsubscribe"]).removeprefix("<https://convoca.example.org/unsubscribe/")
            member = unsubscribing.member_of(session, where.removesuffix(">"))
            assert member is not None
            assert member.email == mail["To"].addresses[0].addr_spec
            assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_the_deadlines_that_a_mail_tells_of_come_as_a_calendar(
    convoca: Program, engine: Engine, postbox: Postbox
) -> None:
    moved = samples.without_hour(samples.CALLS[0], date(2027, 3, 1))
    assert convoca("digest", CONVOCA_SMTP_URL="smtp://127.0.0.1:1").returncode == 1
    with transaction(engine) as session:
        calls.record(session, moved, now=NOW)
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    (mail,) = (each for each in postbox.mails if each["To"].addresses[0].username == "ada")
    (attached,) = mail.iter_attachments()
    (event,) = Calendar.from_ical(attached.get_content()).events
    (told_of,) = samples.CALLS[0].deadlines
    assert event.start == told_of.instant  # what the text says, not what has become of it since
    assert event["SUMMARY"] == f"Deadline: {samples.CALLS[0].title}"


def test_a_closed_call_is_not_mailed(convoca: Program, engine: Engine, postbox: Postbox) -> None:
    with transaction(engine) as session:
        calls.record(session, samples.without_hour(samples.CALLS[0], date(2026, 9, 6)), now=NOW)
    with postbox.open() as url:
        assert convoca("digest", CONVOCA_SMTP_URL=url).returncode == 0

    assert [person for person, _, _ in told(engine)] == ["berta", "carla"]


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2026, 6, 7, 21, 59, tzinfo=UTC), "2026-W23"),
        (datetime(2026, 6, 7, 22, 0, tzinfo=UTC), "2026-W24"),
        (datetime(2026, 6, 7, 23, 30, tzinfo=UTC), "2026-W24"),
        (datetime(2026, 12, 6, 22, 59, tzinfo=UTC), "2026-W49"),
        (datetime(2026, 12, 6, 23, 0, tzinfo=UTC), "2026-W50"),
        (datetime(2027, 1, 1, 12, 0, tzinfo=UTC), "2026-W53"),
        (datetime(2026, 1, 1, 12, 0, tzinfo=UTC), "2026-W01"),
    ],
)
def test_a_week_begins_on_monday_at_the_institution(now: datetime, week: str) -> None:
    assert period_of(now) == week


def test_a_daily_reader_has_a_period_a_day_at_the_institution() -> None:
    assert period_of(datetime(2026, 6, 7, 22, 30, tzinfo=UTC), Frequency.DAILY) == "2026-06-08"
