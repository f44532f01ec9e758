"""How many calls come how far, and how long it takes to say go."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.application import Stage
from followup.funnel import Begun, Call, funnel

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
CALLS = [("eu_portal", str(each)) for each in range(5)]
MOMENTS = st.integers(0, 90).map(lambda days: SEEN + timedelta(days=days))
FIRST = st.dictionaries(st.sampled_from(CALLS), MOMENTS)
BEGUN = st.builds(Begun, call=st.sampled_from(CALLS), stage=st.sampled_from(Stage), go_at=st.none() | MOMENTS)


def after(days: float, call: Call = CALLS[0], stage: Stage = Stage.PREPARING) -> Begun:
    return Begun(call=call, stage=stage, go_at=SEEN + timedelta(days=days))


def test_the_time_to_go_is_counted_from_the_first_mail_or_vote() -> None:
    relevant = {CALLS[0]: SEEN - timedelta(days=2), CALLS[1]: SEEN}
    found = funnel(told={CALLS[0]: SEEN}, relevant=relevant, applications=[after(1), after(9), after(7, CALLS[1])])

    assert (found.days_to_go, found.gone) == (7, 3)


def test_what_was_gone_for_before_it_was_seen_or_never_seen_has_no_time() -> None:
    found = funnel(told={CALLS[0]: SEEN}, relevant={}, applications=[after(-1), after(3, CALLS[2])])

    assert (found.days_to_go, found.gone) == (None, 0)


@given(told=FIRST, relevant=FIRST, some=st.lists(BEGUN, max_size=12))
def test_every_step_counts_some_of_those_before_it(
    told: dict[Call, datetime], relevant: dict[Call, datetime], some: list[Begun]
) -> None:
    found = funnel(told=told, relevant=relevant, applications=some)

    assert len(told) == found.told >= found.fitting >= found.submitted >= found.granted
    assert found == funnel(told=told, relevant=relevant, applications=[*reversed(some)])
