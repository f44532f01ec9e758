"""Every item against every call, whatever the order they arrive in."""

from collections.abc import Callable
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call
from domain.plan import Project
from matcher.scores import Embed, Scores, asks, score

MakeCall = Callable[..., Call]
MakeProject = Callable[..., Project]
SUBJECTS = (
    "clean air for cities",
    "electric buses in cities",
    "cycle lanes and buses",
    "affordable housing",
    "clean water",
)
TEXTS = st.lists(st.sampled_from(SUBJECTS), max_size=3).map(". ".join)


def test_an_item_asks_by_its_english_title_and_its_sentences(project: MakeProject) -> None:
    it = replace(project("air", "", "Cities measure.", "Cities act."), title={"ca": "Aire net", "en": "Clean air"})

    assert asks(it) == ("Clean air", "Cities measure.", "Cities act.")


@given(st.lists(TEXTS, min_size=1, max_size=9), st.data())
def test_a_score_does_not_depend_on_the_order_in_which_calls_arrive(
    embed: Embed, call: MakeCall, project: MakeProject, texts: list[str], data: st.DataObject
) -> None:
    items = [project("air", "Clean air", "Cities measure."), project("buses", "Electric buses in cities")]
    calls = [call(str(number), "A call", text) for number, text in enumerate(texts)]
    order = data.draw(st.permutations(range(len(calls))))
    told = score(items, calls, queries=embed, documents=embed)
    shuffled = score(items, [calls[each] for each in order], queries=embed, documents=embed)

    for field in fields(Scores):
        np.testing.assert_allclose(
            getattr(shuffled, field.name), getattr(told, field.name)[:, order], atol=1e-5, err_msg=field.name
        )


def test_the_meaning_of_a_call_does_not_depend_on_the_other_calls(
    embed: Embed, call: MakeCall, project: MakeProject
) -> None:
    items, one = [project("air", "Clean air")], call("A", "Air", "Clean air for cities.")
    alone = score(items, [one], queries=embed, documents=embed)
    among = score(items, [call("B", "Water"), one, call("C", "Fish")], queries=embed, documents=embed)

    assert among.meaning[0, 1] == pytest.approx(alone.meaning[0, 0], abs=1e-6)


def test_the_call_on_the_subject_scores_highest(embed: Embed, call: MakeCall, project: MakeProject) -> None:
    subjects = ("clean air", "electric buses", "cycle lanes", "affordable housing")
    texts = [f"Proposals on {each} are sought. " * (30 * number + 1) for number, each in enumerate(subjects)]
    calls = [call(title, title, text) for title, text in zip(subjects, texts, strict=True)]
    items = [project(str(number), f"More {each}") for number, each in enumerate(subjects)]

    assert score(items, calls, queries=embed, documents=embed).fused.argmax(axis=1).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize(("items", "calls"), [(0, 2), (2, 0), (0, 0)])
def test_nothing_to_compare_gives_an_empty_table(
    embed: Embed, call: MakeCall, project: MakeProject, items: int, calls: int
) -> None:
    found = score(
        [project(str(each), "Air") for each in range(items)],
        [call(str(each), "Air") for each in range(calls)],
        queries=embed,
        documents=embed,
    )

    assert {getattr(found, each.name).shape for each in fields(Scores)} == {(items, calls)}
