"""What calls have in common is counted as anyone would count it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.facets import Answers, OneAnswer, SeveralAnswers, narrowed

WORDS = st.sampled_from("abc")
CALLS = st.lists(st.tuples(st.none() | WORDS, st.frozensets(WORDS), st.booleans()), max_size=12)
CHOICES = st.frozensets(st.sampled_from("abcd"), max_size=2)


def answers(calls: list[tuple[str | None, frozenset[str], bool]]) -> dict[str, Answers]:
    several = {value: np.array([at for at, each in enumerate(calls) if value in each[1]], np.intp) for value in "abc"}
    return {"one": OneAnswer.of([each[0] for each in calls]), "several": SeveralAnswers(len(calls), several)}


@given(CALLS, CHOICES, CHOICES)
def test_every_count_is_what_counting_by_hand_comes_to(
    calls: list[tuple[str | None, frozenset[str], bool]], one: frozenset[str], several: frozenset[str]
) -> None:
    known = answers(calls)
    base = np.array([each[2] for each in calls], bool)

    mask, without = narrowed(base, known, {"one": one, "several": several})

    kept = [each for each in calls if each[2] and (not one or each[0] in one) and (not several or each[1] & several)]
    assert int(mask.sum()) == len(kept)
    for value in "abc":
        other = [each for each in calls if each[2] and (not several or each[1] & several)]
        assert known["one"].counts(without.get("one", mask)).get(value, 0) == sum(each[0] == value for each in other)
        other = [each for each in calls if each[2] and (not one or each[0] in one)]
        found = known["several"].counts(without.get("several", mask))
        assert found.get(value, 0) == sum(value in each[1] for each in other)


def test_a_choice_nobody_gives_leaves_nothing() -> None:
    mask, without = narrowed(np.ones(2, bool), {"one": OneAnswer.of(["a", "b"])}, {"one": frozenset({"z"})})

    assert not mask.any()
    assert without["one"].all()
