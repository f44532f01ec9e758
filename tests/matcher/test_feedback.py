"""Votes move what is like what was voted on, within bounds, the same way every time, and nothing else."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call
from domain.match import Match
from domain.vote import Word
from matcher.feedback import (
    EXPLORED,
    LEAST,
    MOST,
    Label,
    Lesson,
    adjusted,
    call_vectors,
    explore,
    learn,
    nothing_learnt,
)
from matcher.scores import Embed

MakeCall = Callable[..., Call]
ITEM = "project:mobility"
WORDS = ["trams", "ring", "night", "buses", "harbours", "fleets", "catch", "fish", "orchards", "towns"]
TITLES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
LABELS = st.lists(st.tuples(TITLES, st.booleans()), min_size=LEAST, max_size=8).filter(
    lambda some: len({liked for _, liked in some}) == 2
)

LIKED = ("Trams ring at night", "Trams for towns")
TURNED_DOWN = ("Fleets land their catch", "Harbours serve fleets")


def labels(call: MakeCall, *some: tuple[str, bool]) -> list[Label]:
    return [Label(call(f"V{at}", title), liked) for at, (title, liked) in enumerate(some)]


def lesson(call: MakeCall, embed: Embed) -> Lesson:
    some = [(title, True) for title in LIKED] + [(title, False) for title in TURNED_DOWN]
    found = learn(labels(call, *some), documents=embed)
    assert found
    return found


def match(call: Call, score: float = 0.3, item: str = ITEM) -> Match:
    return Match(
        item=item, source=call.source, reference=call.reference, version=1, score=score, words=0.1, meaning=0.2
    )


def moved(call: MakeCall, embed: Embed, *matches: tuple[Call, float]) -> list[Match]:
    some = [match(each, score) for each, score in matches]
    calls = {(each.source, each.reference): each for each, _ in matches}
    return adjusted(some, {ITEM: lesson(call, embed)}, calls, documents=embed)


def test_a_call_like_those_that_were_liked_rises_and_one_like_those_turned_down_sinks(
    call: MakeCall, embed: Embed
) -> None:
    near, far = call("FAR", "Fleets and harbours"), call("NEAR", "Trams in towns at night")
    found = moved(call, embed, (near, 0.3), (far, 0.3))

    assert [each.reference for each in found] == ["NEAR", "FAR"]
    assert found[0].score > 0.3 > found[1].score
    assert [each.calibrated for each in found] == [0.3, 0.3]


def test_a_call_that_shares_nothing_with_what_was_voted_on_stays_where_it_is(embed: Embed, call: MakeCall) -> None:
    vectors = np.array([[1, 0, 0], [0, 1, 0]], np.float32)
    other = np.array([[0, 0, 1]], np.float32)
    of_both = Lesson((), vectors, np.array([0.5, -0.5, 0.0]))

    assert of_both.factors(other).tolist() == [1.0]


@given(some=LABELS, titles=st.lists(TITLES, min_size=1, max_size=5), score=st.floats(0, 1))
def test_odds_are_doubled_or_halved_at_most_and_a_score_stays_one(
    embed: Embed, call: MakeCall, some: list[tuple[str, bool]], titles: list[str], score: float
) -> None:
    learnt = learn(labels(call, *some), documents=embed)
    assert learnt
    calls = [call(f"C{at}", title) for at, title in enumerate(titles)]
    by_key = {(each.source, each.reference): each for each in calls}
    found = adjusted([match(each, score) for each in calls], {ITEM: learnt}, by_key, documents=embed)

    for each in found:
        assert 0 <= each.score <= 1
        assert each.score * (1 - score) <= MOST * score * (1 - each.score) + 1e-12
        assert score * (1 - each.score) <= MOST * each.score * (1 - score) + 1e-12
        assert score / MOST - 1e-12 <= each.score <= score * MOST + 1e-12


@given(some=LABELS, order=st.randoms())
def test_what_is_learnt_does_not_depend_on_the_order_of_the_votes(
    embed: Embed, call: MakeCall, some: list[tuple[str, bool]], order: object
) -> None:
    known = labels(call, *some)
    shuffled = sorted(known, key=lambda _: order.random())  # type: ignore[attr-defined]
    one, other = learn(known, documents=embed), learn(shuffled, documents=embed)

    assert one
    assert other
    assert one.labels == other.labels
    assert one.direction.tolist() == other.direction.tolist()


@pytest.mark.parametrize(
    ("liked", "turned_down", "why"),
    [
        (0, 0, "0 of at least 3 votes"),
        (1, 1, "2 of at least 3 votes"),
        (3, 0, "what is not for us is not known"),
        (0, 4, "what is relevant is not known"),
    ],
)
def test_too_few_votes_or_votes_of_one_sign_teach_nothing_and_that_is_said(
    call: MakeCall, embed: Embed, liked: int, turned_down: int, why: str
) -> None:
    some = labels(call, *([("Trams", True)] * liked + [("Fleets", False)] * turned_down))

    assert learn(some, documents=embed) is None
    assert why in (nothing_learnt(some) or "")


def test_a_move_is_explained_by_the_two_nearest_voted_calls(call: MakeCall, embed: Embed) -> None:
    (found,) = moved(call, embed, (call("C", "Trams ring at night, harbours serve fleets"), 0.3))
    assert found.learnt

    assert [(each.title, each.word) for each in found.learnt.because] == [
        ("Trams ring at night", Word.RELEVANT),
        ("Harbours serve fleets", Word.NOT_FOR_US),
    ]
    assert found.learnt.because[0].alike > found.learnt.because[1].alike


def test_items_without_a_lesson_keep_their_matches_as_they_are(call: MakeCall, embed: Embed) -> None:
    one = call("C", "Trams")
    some = [match(one, 0.2, "line:1"), match(one), match(one, 0.4, "line:2")]
    found = adjusted(some, {ITEM: lesson(call, embed)}, {(one.source, one.reference): one}, documents=embed)

    assert [each.item for each in found] == [each.item for each in some]
    assert (found[0], found[2]) == (some[0], some[2])
    assert adjusted(some, {}, {}, documents=embed) == some


def test_a_calls_vector_is_the_direction_of_the_mean_of_its_passages(call: MakeCall, embed: Embed) -> None:
    calls = [call("A", "Trams"), call("B", "Towns", " ".join(["Harbours serve fleets."] * 200))]
    vectors = call_vectors(calls, documents=embed)

    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-6)
    assert vectors[0] == pytest.approx(embed(["Trams"])[0], abs=1e-6)
    assert call_vectors([], documents=embed).shape == (0, 0)


def explored(vectors: Sequence[Sequence[float]], voted: Sequence[Sequence[float]], call: MakeCall) -> list[str]:
    calls = [call(f"C{at}", "Trams") for at in range(len(vectors))]
    known = {(each.source, each.reference): np.array(own, np.float32) for each, own in zip(calls, vectors, strict=True)}
    some = [match(each, 0.11 - at / 100) for at, each in enumerate(calls)]
    some.insert(0, match(call("ABOVE", "Trams"), 0.5))
    return [each.reference for each in explore(some, known, [np.array(each) for each in voted], threshold=0.12)]


def test_what_is_explored_lies_just_below_the_threshold_and_is_unlike_what_was_voted_on(call: MakeCall) -> None:
    assert explored([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[1, 0, 0]], call) == ["C1", "C2", "C0"]


def test_what_is_explored_is_unlike_each_other_too_and_three_at_most(call: MakeCall) -> None:
    found = explored([[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], [], call)

    assert found == ["C0", "C2", "C3"]
    assert len(found) == EXPLORED


def test_where_nothing_lies_below_the_threshold_nothing_is_explored(call: MakeCall) -> None:
    assert explored([], [[1, 0]], call) == []
