"""An alert: which calls it tells of, and that it says so in every language without harm."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import nodes

from domain.alert import Alert, AlertEntry, Question
from domain.application import Application, Stage
from domain.change import FieldChange
from domain.deadlines import Deadline, Deadlines
from domain.people import LANGUAGES
from domain.plan import Person
from notifier.alert import brought_forward
from notifier.alert_message import render
from notifier.sentences import templates
from tests.notifier.examples import SENDER, make_call

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
SOON, LATE = Deadline(date(2027, 1, 4), time(17)), Deadline(date(2027, 2, 4), time(17))
PASSED = Deadline(date(2026, 3, 4))
DAYS = st.dates(date(2026, 6, 1), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Deadlines((LATE,)), Deadlines((SOON,)), True),
        (Deadlines((SOON,)), Deadlines((LATE,)), False),
        (Deadlines((LATE,)), Deadlines((SOON, LATE)), True),
        (Deadlines((SOON, LATE)), Deadlines((SOON,)), True),
        (Deadlines((LATE,)), Deadlines((replace(LATE, at=time(12)),)), True),
        (Deadlines((LATE,)), Deadlines((PASSED,)), True),
        (Deadlines((), rolling=True), Deadlines((LATE,)), True),
        (Deadlines((LATE,)), Deadlines((), rolling=True), False),
        (Deadlines((PASSED, LATE)), Deadlines((LATE,)), False),
        (Deadlines(), Deadlines((SOON,)), False),
        (Deadlines((SOON,)), Deadlines(), False),
    ],
    ids=[
        "earlier",
        "later",
        "one before it",
        "the last one gone",
        "an earlier hour",
        "over already",
        "open at any time until now",
        "open at any time from now on",
        "a passed one dropped",
        "not known before",
        "no longer known",
    ],
)
def test_a_deadline_is_brought_forward_where_the_door_shuts_earlier_than_was_known(
    before: Deadlines, after: Deadlines, expected: bool
) -> None:
    assert brought_forward(before, after, now=NOW) is expected


@given(st.lists(DAYS, max_size=3), st.lists(DAYS, max_size=3))
def test_what_was_brought_forward_is_not_brought_forward_by_going_back(one: list[date], other: list[date]) -> None:
    before, after = (Deadlines(tuple(map(Deadline, days))) for days in (one, other))

    assert not brought_forward(before, before, now=NOW)
    if len(one) == len(other) == 1 and brought_forward(before, after, now=NOW):
        assert not brought_forward(after, before, now=NOW)


def sample(language: str) -> Alert:
    """One of everything; whatever comes from outside is hostile."""
    hostile = '"><script>alert(1)</script>\u202e'
    call = make_call(title=hostile, deadlines=Deadlines((SOON,)))
    moved = FieldChange("deadlines", Deadlines((LATE,)), Deadlines((SOON,)))
    application = Application(plan="plan", project="rivers", title=hostile, stage=Stage.SUBMITTED)
    return Alert(
        person=Person("anna", "Anna Puig", "anna@example.org", language),
        plan="plan",
        now=NOW,
        entries=(
            AlertEntry(call=call, items=(), projects=(), changes=(moved,), brought_forward=True),
            AlertEntry(call=call, items=(), projects=(), changes=(moved,)),
            AlertEntry(call=call, items=(), projects=(), near=SOON),
        ),
        questions=(Question(number=1, application=application, sent=date(2026, 3, 3), by=date(2026, 8, 6)),),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_of_others_is_text_in_every_language(language: str) -> None:
    mail = render(sample(language), sender=SENDER)

    assert mail.language == language
    assert "<script>" not in mail.html
    assert "\u202e" not in mail.subject + mail.text + mail.html
    assert "\n" not in mail.subject


@pytest.mark.parametrize(("language", "said"), [("en", "brought forward"), ("ca", "avançat"), ("es", "adelantado")])
def test_the_subject_names_what_is_most_urgent(language: str, said: str) -> None:
    assert said in render(sample(language), sender=SENDER).subject


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_sentences_of_an_alert(language: str) -> None:
    def macros(of: str) -> dict[str, list[str]]:
        text = resources.files("notifier").joinpath(f"templates/alert/{of}.jinja").read_text()
        tree = templates(of, page=False).parse(text)
        return {each.name: [arg.name for arg in each.args] for each in tree.find_all(nodes.Macro)}

    assert macros(language) == macros("en")
    assert len(macros("en")) > 5


def test_several_things_are_counted_in_the_subject() -> None:
    quiet = replace(sample("en"), entries=sample("en").entries[1:])

    assert render(quiet, sender=SENDER).subject == (
        "1 call you know has changed, 1 deadline is near and 1 outcome to tell"
    )
