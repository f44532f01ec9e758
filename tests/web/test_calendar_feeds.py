"""Private calendars, as a calendar program reads them."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event
from sqlalchemy import Engine

from db import applications, call_record, internal_deadlines, people, tokens, votes
from db.engine import reading, transaction
from domain.access import TokenKind
from domain.call import Call, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.internal_deadline import InternalDeadline, Step
from domain.vote import Reason, Vote, Word
from tests.web.opened import CALL, HOSTILE, NOW, Browser, Opened
from web.limits import Limit

INTERNAL = InternalDeadline(step=Step.COUNCIL, on=date(2027, 1, 22))


@pytest.fixture
def filled(engine: Engine) -> Engine:
    """Berta's application to the call is under way, with a deadline of its own; Anna said that the call is relevant."""
    with transaction(engine) as session:
        internal_deadlines.add(session, 1, INTERNAL, who="berta", now=NOW)
        vote(session, Word.RELEVANT, CALL)
    return engine


def vote(session: object, word: Word, call: Call, reason: Reason | None = None, at: datetime = NOW) -> None:
    made = Vote(
        person="anna",
        item="project:clean-air",
        source=call.source,
        reference=call.reference,
        version=1,
        word=word,
        reason=reason,
        at=at,
    )
    votes.cast(session, "plan", made)  # type: ignore[arg-type]


def address(opened: Opened, person: str, project: str | None = None) -> str:
    with transaction(opened.engine) as session:
        token = tokens.issue(session, person, name="phone", kind=TokenKind.CALENDAR, project=project, now=NOW)
    return f"/feeds/{token}/calendar.ics"


def read(opened: Opened, path: str) -> list[Event]:
    answer = opened.browser().get(path)
    assert answer.status_code == 200
    made = Calendar.from_ical(answer.content)
    assert isinstance(made, Calendar)
    return list(made.events)


def recorded(engine: Engine, call: Call, *, hours: int) -> None:
    with transaction(engine) as session:
        call_record.record(session, call, now=NOW + timedelta(hours=hours))


def test_a_person_has_the_deadlines_of_what_they_answer_for_and_no_others(opened: Opened, filled: Engine) -> None:
    (council, funders) = read(opened, address(opened, "berta"))

    assert (funders.start, str(funders["SUMMARY"])) == (
        datetime(2027, 2, 4, 16, tzinfo=UTC),
        "Termini: Clean air in metropolitan areas",
    )
    assert council.start == date(2027, 1, 22)
    assert str(council["SUMMARY"]).endswith(": Rivers for the metropolis")
    assert [each.start for each in read(opened, address(opened, "anna"))] == [datetime(2027, 2, 4, 16, tzinfo=UTC)]
    assert read(opened, address(opened, "olga")) == []


def test_a_project_has_its_own_whoever_reads_it(opened: Opened, filled: Engine) -> None:
    assert len(read(opened, address(opened, "viewer", "rivers"))) == 2
    assert len(read(opened, address(opened, "viewer", "clean-air"))) == 1


def test_what_was_turned_down_or_is_done_is_in_no_calendar(opened: Opened, filled: Engine) -> None:
    with transaction(filled) as session:
        vote(session, Word.NOT_FOR_US, CALL, Reason.TOO_SMALL, NOW + timedelta(minutes=1))
        (kept,) = internal_deadlines.of_application(session, 1)
        internal_deadlines.change(session, kept, replace(INTERNAL, done_on=date(2026, 11, 24)), who="berta", now=NOW)

    assert read(opened, address(opened, "anna")) == []
    assert len(read(opened, address(opened, "berta"))) == 1


def test_a_moved_deadline_moves_the_event_in_a_later_revision(opened: Opened, filled: Engine) -> None:
    path = address(opened, "anna")
    (before,) = read(opened, path)
    recorded(filled, replace(CALL, title="Air"), hours=1)
    (renamed,) = read(opened, path)
    recorded(filled, replace(CALL, deadlines=Deadlines((Deadline(date(2027, 3, 1)),))), hours=2)
    (moved,) = read(opened, path)

    assert before["UID"] == renamed["UID"] == moved["UID"]
    assert [each.sequence for each in (before, renamed, moved)] == [1, 1, 3]
    assert moved.start == date(2027, 3, 1)
    assert NOW + timedelta(hours=2) == moved.DTSTAMP


def test_a_cut_off_that_is_taken_back_and_a_withdrawn_call_are_cancelled(opened: Opened, filled: Engine) -> None:
    path = address(opened, "anna")
    cut_offs = tuple(Deadline(date(2027, month, 1), time(12), kind=DeadlineKind.CUT_OFF) for month in (3, 6))
    recorded(filled, replace(CALL, deadlines=Deadlines(cut_offs)), hours=1)
    recorded(filled, replace(CALL, deadlines=Deadlines(cut_offs[1:])), hours=2)
    fewer = {each.start: str(each["STATUS"]) for each in read(opened, path)}
    recorded(filled, replace(CALL, deadlines=Deadlines(cut_offs[1:]), word=Status.WITHDRAWN), hours=3)
    withdrawn = read(opened, path)

    assert fewer == {
        datetime(2027, 2, 4, 16, tzinfo=UTC): "CANCELLED",
        datetime(2027, 3, 1, 11, tzinfo=UTC): "CANCELLED",
        datetime(2027, 6, 1, 10, tzinfo=UTC): "CONFIRMED",
    }
    assert {str(each["STATUS"]) for each in withdrawn} == {"CANCELLED"}
    assert max(each.sequence for each in withdrawn) == 4


def test_a_program_that_asks_every_minute_gets_304_until_something_changes(opened: Opened, filled: Engine) -> None:
    path, program = address(opened, "anna"), opened.browser()
    tag = program.get(path).headers["etag"]
    opened.later(timedelta(minutes=1))
    again = program.get(path, headers={"If-None-Match": tag})
    recorded(filled, replace(CALL, deadlines=Deadlines((Deadline(date(2027, 3, 1)),))), hours=2)
    changed = program.get(path, headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in changed.content
    head = program.client.head(path)
    assert (head.status_code, head.content, head.headers["etag"]) == (200, b"", changed.headers["etag"])


def test_a_program_that_asks_without_pause_is_told_when_to_come_back(opened: Opened, filled: Engine) -> None:
    opened.app.state.limits.readings_of_a_feed = Limit(1, timedelta(minutes=1))
    path, program = address(opened, "anna"), opened.browser()

    assert program.get(path).status_code == 200
    refused = program.get(path)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "61")


def test_a_forged_or_revoked_address_or_one_of_who_has_left_opens_nothing(opened: Opened, filled: Engine) -> None:
    path, program = address(opened, "anna"), opened.browser()
    with transaction(filled) as session:
        api = tokens.issue(session, "anna", name="api", now=NOW)
        tokens.revoke(session, 1, now=NOW)
    left = address(opened, "berta")
    with transaction(filled) as session:
        people.change(session, "berta", {"offboarded_at": NOW})

    for each in (path, left, "/feeds/forged/calendar.ics", f"/feeds/{api}/calendar.ics"):
        answer = program.get(each)
        assert answer.status_code == 404
        assert "This calendar address opens nothing" in answer.text


def test_hostile_text_makes_no_line_of_its_own(opened: Opened, filled: Engine) -> None:
    with transaction(filled) as session:
        vote(session, Word.RELEVANT, HOSTILE)
        evil = replace(HOSTILE, title="x\r\nATTENDEE:mailto:all@example.org\u202e", url="javascript:alert(1)")
        call_record.record(session, evil, now=NOW + timedelta(hours=1))
    hostile = next(each for each in read(opened, address(opened, "anna")) if each.start == date(2027, 1, 4))

    assert str(hostile["SUMMARY"]) == "Deadline: x ATTENDEE:mailto:all@example.org"
    assert "ATTENDEE" not in hostile
    assert "URL" not in hostile


def test_that_an_address_is_used_is_shown_and_revoking_is_one_button(opened: Opened, filled: Engine) -> None:
    anna = opened.as_("anna")
    made = issue(anna, "calendar", name="Telephone")
    assert opened.browser().get(made).status_code == 200
    page = anna.get("/me/access").text

    assert "Telephone" in page
    assert "last used" in page
    assert made not in page, "it is shown once"
    assert anna.post("/me/access/1/revoke").headers["location"] == "/me/access?done=revoked"
    assert opened.browser().get(made).status_code == 404
    assert "Telephone" not in anna.get("/me/access").text


def test_a_token_of_the_api_allows_what_was_ticked(opened: Opened) -> None:
    anna = opened.as_("anna")
    anna.get("/me/access")
    page = anna.post("/me/access", {"kind": "api", "name": "report", "scope": ["read:calls"]}).text
    token = page.split('id="copy" readonly value="')[1].split('"')[0]
    program = opened.browser().client
    program.headers["Authorization"] = f"Bearer {token}"

    assert program.get("/api/v1/calls").status_code == 200
    assert program.get("/api/v1/matches").status_code == 403
    with reading(opened.engine) as session:
        (kept,) = tokens.of_person(session, "anna")
    assert (kept.name, kept.used_at) == ("report", NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "api", "name": "x"},
        {"kind": "api", "name": " ", "scope": ["read:calls"]},
        {"kind": "api", "name": "x", "scope": ["everything"]},
        {"kind": "master", "name": "x"},
        {"kind": "calendar", "name": "x", "project": "nothing"},
    ],
)
def test_what_the_form_does_not_offer_makes_no_token(opened: Opened, wrong: dict[str, object]) -> None:
    anna = opened.as_("anna")
    anna.get("/me/access")

    assert anna.post("/me/access", wrong).status_code == 422
    with reading(opened.engine) as session:
        assert tokens.of_person(session, "anna") == []


def issue(browser: Browser, kind: str, **fields: object) -> str:
    """Make one by the page; the address of a calendar."""
    browser.get("/me/access")
    page = str(browser.post("/me/access", {"kind": kind, **fields}).text)
    return page.split('id="copy" readonly value="http://127.0.0.1')[1].split('"')[0]


def test_an_application_that_is_over_leaves_the_calendar(opened: Opened, filled: Engine) -> None:
    with transaction(filled) as session:
        stored = applications.get(session, 1)
        assert stored is not None
        over = stored.application.moved(stored.application.may_go_to()[3], on=date(2026, 11, 20))
        applications.change(session, 1, over, who="berta", now=NOW)

    assert read(opened, address(opened, "berta")) == []
