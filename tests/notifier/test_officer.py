"""The officer reads every call once, with all the projects it fits, and how things stand."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.application import Application, Stage
from domain.deadlines import Deadline, Deadlines
from domain.digest import Digest, Reason, StepAhead
from domain.eligibility import Answer, Finding, Rule, Verdict
from domain.health import Health, State
from domain.match import Match
from notifier.known import Memory
from notifier.message import render
from notifier.officer import LIMIT, UNCLAIMED, compose_for_officer
from tests.notifier.examples import (
    EARLIER,
    MARTA,
    NOW,
    SENDER,
    make_call,
    make_match,
    make_plan,
    make_project,
    make_world,
    strength,
)

AIR, BUSES = make_project("clean-air"), make_project("night-buses", owner="jordi")
PLAN = make_plan(AIR, BUSES)
ITEM = "plan:amb-2021-2025"
CALL = make_call("A")
KEY = (CALL.source, CALL.reference)
LONG_KNOWN = NOW - timedelta(days=14)


def mail(*matches: Match, memory: Memory | None = None, calls: Any = (CALL,), **world: Any) -> Digest:
    return compose_for_officer(
        MARTA,
        world=make_world(PLAN, calls, matches, **world),
        memory=memory or Memory(weighed={ITEM: EARLIER}),
        strength=strength,
    )


def test_a_call_is_told_once_with_every_project_that_it_fits_the_best_first() -> None:
    digest = mail(make_match(CALL, score=0.5), make_match(CALL, "night-buses", score=0.8))

    (entry,) = digest.entries
    assert [(fit.project, fit.match.score) for fit in entry.fits] == [(BUSES, 0.8), (AIR, 0.5)]
    assert (entry.match.item, entry.match.score) == (ITEM, 0.8)


def test_a_project_that_turned_the_call_down_is_not_named_and_one_that_all_turned_down_is_not_told() -> None:
    matches = make_match(CALL), make_match(CALL, "night-buses", score=0.5)
    one, both = {(AIR.key, *KEY)}, {(AIR.key, *KEY), (BUSES.key, *KEY)}

    (entry,) = mail(*matches, dismissed=one).entries
    assert [fit.project for fit in entry.fits] == [BUSES]
    assert not mail(*matches, dismissed=both).has_news


def test_the_first_mail_is_short_and_offers_the_rest_by_a_link() -> None:
    calls = [make_call(f"T{number:02}") for number in range(20)]
    digest = mail(*map(make_match, calls), calls=calls, memory=Memory())

    assert len([*digest.entries]) == LIMIT
    assert len(digest.linked) == 20 - LIMIT
    assert "and 12 more calls that fit" in render(digest, sender=SENDER).text


def test_a_change_is_told_once_whatever_the_number_of_projects() -> None:
    before = Memory(told={(ITEM, *KEY): CALL}, weighed={ITEM: EARLIER})
    moved = replace(CALL, deadlines=Deadlines((Deadline(date(2027, 1, 8)),)))
    digest = mail(make_match(moved), make_match(moved, "night-buses"), calls=[moved], memory=before)

    assert [each.reason for each in digest.entries] == [Reason.CHANGED]


def unclaimed(**world: Any) -> list[str]:
    """The calls that a mail says nobody took up, where the officer knows the call already."""
    known = {"first_seen": {KEY: LONG_KNOWN}} | world
    digest = mail(make_match(CALL), memory=Memory(told={(ITEM, *KEY): CALL}, weighed={ITEM: EARLIER}), **known)
    assert digest.overview
    return [each.call.reference for each in digest.overview.unclaimed]


def test_a_strong_match_that_nobody_spoke_of_for_two_weeks_is_pointed_out() -> None:
    assert unclaimed() == ["A"]
    assert unclaimed(spoken_of={KEY}) == []
    assert unclaimed(first_seen={KEY: LONG_KNOWN + timedelta(hours=1)}) == []
    assert (
        unclaimed(verdicts={KEY: Verdict((Finding(Rule.COUNTRY, Answer.NO, "the country is not in the list"),))}) == []
    )


def test_what_stands_unclaimed_is_capped_and_counted_and_is_no_news() -> None:
    calls = [make_call(f"T{number}") for number in range(UNCLAIMED + 2)]
    known = Memory(told={(ITEM, each.source, each.reference): each for each in calls}, weighed={ITEM: EARLIER})
    seen = {(each.source, each.reference): LONG_KNOWN for each in calls}
    digest = mail(*map(make_match, calls), calls=calls, memory=known, first_seen=seen)

    assert not digest.has_news
    assert digest.overview
    assert (len(digest.overview.unclaimed), digest.overview.more_unclaimed) == (UNCLAIMED, 2)
    assert "and 2 more" in render(digest, sender=SENDER).text


def test_an_application_without_a_go_or_no_go_is_named_a_month_before_its_deadline() -> None:
    near = make_call("NEAR", deadlines=Deadlines((Deadline(NOW.date() + timedelta(days=30)),)))
    far = make_call("FAR", deadlines=Deadlines((Deadline(NOW.date() + timedelta(days=31)),)))

    def application(call: Any, stage: Stage) -> Application:
        where = {"source": call.source, "reference": call.reference}
        return Application(plan=PLAN.id, project="clean-air", title=f"For {call.reference}", stage=stage, **where)

    stages = [(near, Stage.IDEA), (near, Stage.GO_OR_NO_GO), (near, Stage.PREPARING), (far, Stage.IDEA)]
    ours = {number: application(*each) for number, each in enumerate(stages)}
    digest = mail(calls=[near, far], applications=ours)

    assert digest.overview
    assert [each.application for each in digest.overview.undecided] == [0, 1]


def test_the_mail_names_the_sources_in_trouble_and_the_internal_deadlines_of_all_projects() -> None:
    step = StepAhead(application=3, title="Buses", project=BUSES, step="signature", label="", on=date(2026, 9, 4))
    health = {
        "interreg": Health(state=State.FAILING, since=date(2026, 9, 1)),
        "life": Health(state=State.SILENT, since=date(2025, 5, 1)),
        "eu_portal": Health(state=State.HEALTHY),
    }
    text = render(mail(health=health, steps=[step]), sender=SENDER).text

    assert "interreg: could not be read since 1 September 2026" in text
    assert "life: none of its dates has moved since 1 May 2025" in text
    assert "eu_portal:" not in text
    assert "Friday 4 September 2026 (3 days overdue): signature\n   Buses, night-buses" in text
