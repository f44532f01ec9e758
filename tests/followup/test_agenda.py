"""Deadlines keep their identity while a call changes."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.call import Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from followup.agenda import Edition, Entry, entries

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
EVER = date(2000, 1, 1)
deadlines = st.builds(
    Deadline,
    on=st.dates(date(2027, 1, 1), date(2027, 1, 5)),
    kind=st.sampled_from(DeadlineKind),
)
said = st.tuples(st.lists(deadlines, max_size=3, unique=True), st.sampled_from((Status.OPEN, Status.WITHDRAWN)))


def editions(some: list[tuple[list[Deadline], Status]]) -> list[Edition]:
    return [
        Edition(number=number, recorded_at=NOW + timedelta(days=number), word=word, deadlines=Deadlines(tuple(dates)))
        for number, (dates, word) in enumerate(some, start=1)
    ]


def found(some: list[Edition]) -> dict[str, Entry]:
    made = list(entries("eu_portal", "ONE", some, title="Air", facts=(), url=None, since=EVER))
    assert len({each.uid for each in made}) == len(made)
    return {each.uid: each for each in made}


@given(st.lists(said, min_size=1, max_size=5))
def test_whoever_follows_every_version_sees_every_change_by_a_higher_sequence(
    some: list[tuple[list[Deadline], Status]],
) -> None:
    every = editions(some)
    before: dict[str, Entry] = {}
    for count in range(1, len(every) + 1):
        now = found(every[:count])
        assert {*before} <= {*now}, "what was in a calendar is taken out of it by a cancellation alone"
        for uid, old in before.items():
            same = (old.deadline, old.cancelled) == (now[uid].deadline, now[uid].cancelled)
            assert now[uid].sequence == old.sequence if same else now[uid].sequence > old.sequence
        before = now
    last, word = every[-1].deadlines, every[-1].word
    holds = {each.deadline for each in before.values() if not each.cancelled}
    assert holds == (set(last) if word is not Status.WITHDRAWN else set())


def test_what_lies_before_the_day_asked_for_is_left_out() -> None:
    some = editions(
        [([Deadline(date(2027, 1, 1)), Deadline(date(2027, 2, 1), kind=DeadlineKind.STAGE_2)], Status.OPEN)]
    )
    made = entries("eu_portal", "ONE", some, title="Air", facts=(), url=None, since=date(2027, 1, 15))

    assert [each.deadline.on for each in made] == [date(2027, 2, 1)]
