"""Where a call stands is the funder's word, corrected one way only."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.call import Call, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines

MakeCall = Callable[..., Call]
SECOND = timedelta(seconds=1)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
HOURS = st.none() | st.times()
ZONES = st.sampled_from(["Europe/Brussels", "UTC", "America/New_York", "Asia/Tokyo", "Pacific/Auckland"])
DEADLINES = st.builds(
    Deadlines, st.lists(st.builds(Deadline, DAYS, HOURS, ZONES), max_size=4).map(tuple), rolling=st.booleans()
)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=6000)).map(lambda since: datetime(2020, 6, 1, tzinfo=UTC) + since)


def until(call: MakeCall, deadline: Deadline) -> Call:
    return call(deadlines=Deadlines((deadline,)))


@pytest.mark.parametrize(
    ("deadline", "too_late"),
    [
        pytest.param(Deadline(date(2026, 3, 24), time(17)), datetime(2026, 3, 24, 16, tzinfo=UTC), id="winter time"),
        pytest.param(Deadline(date(2026, 3, 31), time(17)), datetime(2026, 3, 31, 15, tzinfo=UTC), id="summer time"),
        pytest.param(
            Deadline(date(2026, 7, 1), time(17), "America/New_York"),
            datetime(2026, 7, 1, 21, tzinfo=UTC),
            id="zone of the funder",
        ),
        pytest.param(Deadline(date(2026, 6, 30)), datetime(2026, 6, 30, 22, tzinfo=UTC), id="date only"),
        pytest.param(
            Deadline(date(2026, 6, 30), zone="America/New_York"),
            datetime(2026, 7, 1, 4, tzinfo=UTC),
            id="date only, behind Brussels",
        ),
        pytest.param(
            Deadline(date(2026, 6, 30), zone="Asia/Tokyo"),
            datetime(2026, 6, 30, 15, tzinfo=UTC),
            id="date only, ahead of Brussels",
        ),
        pytest.param(Deadline(date(2026, 3, 29)), datetime(2026, 3, 29, 22, tzinfo=UTC), id="a day of 23 hours"),
        pytest.param(Deadline(date(2026, 10, 25)), datetime(2026, 10, 25, 23, tzinfo=UTC), id="a day of 25 hours"),
        pytest.param(Deadline(date(2026, 12, 31)), datetime(2026, 12, 31, 23, tzinfo=UTC), id="the last of the year"),
    ],
)
def test_a_call_closes_at_the_instant_its_funder_names(call: MakeCall, deadline: Deadline, too_late: datetime) -> None:
    it = until(call, deadline)

    assert it.status(too_late - SECOND) is Status.OPEN
    assert it.status(too_late) is Status.CLOSED


def test_a_call_closes_only_after_the_last_cut_off(call: MakeCall) -> None:
    spring = Deadline(date(2026, 4, 15), time(17), kind=DeadlineKind.CUT_OFF)
    autumn = Deadline(date(2026, 10, 15), time(17), kind=DeadlineKind.CUT_OFF)
    it = call(deadlines=Deadlines((autumn, spring)))

    assert it.status(datetime(2026, 5, 1, tzinfo=UTC)) is Status.OPEN
    assert it.status(datetime(2026, 11, 1, tzinfo=UTC)) is Status.CLOSED


@pytest.mark.parametrize("word", [Status.OPEN, Status.FORTHCOMING, Status.UNLISTED, Status.UNKNOWN])
def test_a_call_without_deadline_is_never_closed_by_us(call: MakeCall, word: Status) -> None:
    assert call(word=word).status(datetime(2099, 1, 1, tzinfo=UTC)) is word


@pytest.mark.parametrize("word", [Status.OPEN, Status.FORTHCOMING, Status.UNLISTED, Status.UNKNOWN])
def test_whatever_is_not_withdrawn_closes_with_its_deadline(call: MakeCall, word: Status) -> None:
    it = call(word=word, deadlines=Deadlines((Deadline(date(2026, 4, 15)),)))

    assert it.status(datetime(2026, 4, 16, 12, tzinfo=UTC)) is Status.CLOSED


def test_a_rolling_call_is_never_closed_by_us(call: MakeCall) -> None:
    it = call(deadlines=Deadlines((Deadline(date(2020, 1, 1)),), rolling=True))

    assert it.status(datetime(2026, 1, 1, tzinfo=UTC)) is Status.OPEN


def test_a_forthcoming_call_stays_forthcoming_until_the_funder_opens_it(call: MakeCall) -> None:
    it = call(word=Status.FORTHCOMING, opens_on=date(2026, 1, 15), deadlines=Deadlines((Deadline(date(2026, 4, 15)),)))

    assert it.status(datetime(2026, 2, 1, tzinfo=UTC)) is Status.FORTHCOMING


@pytest.mark.parametrize("day", [datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)])
def test_a_withdrawn_call_stays_withdrawn(call: MakeCall, day: datetime) -> None:
    it = call(word=Status.WITHDRAWN, deadlines=Deadlines((Deadline(date(2026, 4, 15)),)))

    assert it.status(day) is Status.WITHDRAWN


def test_a_call_its_funder_closed_is_not_reopened_for_a_deadline_ahead(call: MakeCall) -> None:
    it = call(word=Status.CLOSED, deadlines=Deadlines((Deadline(date(2026, 4, 15)),)))

    assert it.status(datetime(2026, 1, 1, tzinfo=UTC)) is Status.CLOSED


def test_an_instant_without_zone_is_refused(call: MakeCall) -> None:
    it = until(call, Deadline(date(2026, 4, 15)))

    with pytest.raises(TypeError, match="naive"):
        it.status(datetime(2026, 4, 15))  # noqa: DTZ001


@settings(deadline=None)
@given(word=st.sampled_from(Status), deadlines=DEADLINES, now=INSTANTS, later=INSTANTS)
def test_the_word_is_corrected_to_closed_or_not_at_all_and_never_back(
    call: MakeCall, word: Status, deadlines: Deadlines, now: datetime, later: datetime
) -> None:
    it = call(word=word, deadlines=deadlines)
    first, second = it.status(min(now, later)), it.status(max(now, later))

    assert {first, second} <= {word, Status.CLOSED}
    assert first is not Status.CLOSED or second is Status.CLOSED


@settings(deadline=None)
@given(deadlines=DEADLINES, now=INSTANTS, zone=ZONES)
def test_where_a_call_stands_does_not_depend_on_the_zone_of_the_reader(
    call: MakeCall, deadlines: Deadlines, now: datetime, zone: str
) -> None:
    it = call(deadlines=deadlines)

    assert it.status(now) is it.status(now.astimezone(ZoneInfo(zone)))


LONG_AGO = date(2024, 6, 1)


def test_a_call_published_long_ago_of_which_nothing_is_known_is_stale(call: MakeCall) -> None:
    it = call(word=Status.UNKNOWN, published_on=LONG_AGO)

    assert it.stale(datetime(2025, 6, 2, tzinfo=UTC))
    assert not it.stale(datetime(2025, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    "said",
    [
        {"word": Status.OPEN},
        {"word": Status.FORTHCOMING},
        {"deadlines": Deadlines((Deadline(date(2026, 4, 15)),))},
        {"deadlines": Deadlines(rolling=True)},
        {"published_on": None},
    ],
    ids=str,
)
def test_a_call_of_which_anything_is_known_is_never_stale(call: MakeCall, said: dict[str, object]) -> None:
    it = call(**({"word": Status.UNKNOWN, "published_on": LONG_AGO} | said))

    assert not it.stale(datetime(2026, 1, 1, tzinfo=UTC))
