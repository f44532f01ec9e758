"""The sentences that made a match are shown as they stand, in the plan and in the call."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Part, PartKind
from domain.match import Evidence
from domain.plan import Project
from matcher.documents import READ
from matcher.evidence import FLOOR, PAIRS, Answered, evidence
from matcher.scores import Embed

MakeCall = Callable[..., Call]
MakeProject = Callable[..., Project]
WORDS = ["Cities", "air.", "“Buses”", "Art.", "5)", "\n", "\t", "Міста", "都市計画。", "e\u0301", "🚲", "\ud800"]
TEXTS = st.text(max_size=120) | st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
PARTS = st.lists(st.builds(Part, st.sampled_from(PartKind), st.just("Heading"), TEXTS), max_size=4).map(tuple)
SENTENCES = st.lists(st.text(min_size=1, max_size=60), max_size=5).map(tuple)


def answered(item: Project, call: Call, embed: Embed) -> Answered:
    (found,) = evidence([(item, call)], queries=embed, documents=embed)
    return found


def quoted(call: Call, pair: Evidence) -> bool:
    text = call.title if pair.part is None else call.parts[pair.part].text
    return pair.call_text != "" and text.startswith(pair.call_text, pair.start)


@given(parts=PARTS, sentences=SENTENCES)
def test_both_sentences_of_a_pair_are_verbatim(
    embed: Embed, call: MakeCall, project: MakeProject, parts: tuple[Part, ...], sentences: tuple[str, ...]
) -> None:
    item, one = project("air", "Clean air", *sentences), call("A", "Air in cities", parts=parts)
    pairs = answered(item, one, embed).pairs

    assert 1 <= len(pairs) <= PAIRS
    assert [each for each in pairs if not quoted(one, each)] == []
    assert {each.item_text for each in pairs} <= {*(item.sentences or ("Clean air",))}


@given(parts=PARTS, sentences=SENTENCES)
def test_pairs_come_most_alike_first_and_quote_no_place_twice(
    embed: Embed, call: MakeCall, project: MakeProject, parts: tuple[Part, ...], sentences: tuple[str, ...]
) -> None:
    item, one = project("air", "Clean air", *sentences), call("A", "Air in cities", parts=parts)
    pairs = answered(item, one, embed).pairs
    alike = [each.similarity for each in pairs]

    assert alike == sorted(alike, reverse=True)
    assert all(-1 - 1e-5 <= each <= 1 + 1e-5 for each in alike)
    assert len({(each.part, each.start) for each in pairs}) == len(pairs)


@pytest.mark.parametrize("kind", PartKind)
def test_only_what_says_what_a_call_is_about_is_quoted(
    embed: Embed, call: MakeCall, project: MakeProject, kind: PartKind
) -> None:
    said = "We want cleaner air in winter."
    one = call("A", "Clean air", parts=(Part(kind, "Heading", said),))
    (pair,) = answered(project("air", "Clean air", said), one, embed).pairs

    assert pair.call_text == (said if kind in READ else "Clean air")
    assert pair.part == (0 if kind in READ else None)


def test_each_sentence_is_answered_by_the_one_most_like_it(embed: Embed, call: MakeCall, project: MakeProject) -> None:
    text = "Operators replace their diesel buses. Residents breathe cleaner air in winter."
    item = project("air", "Clean air", "We want cleaner air in winter.", "We replace diesel buses.")
    pairs = answered(item, call("A", "Streets", text), embed).pairs

    assert [(each.item_text, each.call_text, each.start) for each in pairs] == [
        ("We replace diesel buses.", "Operators replace their diesel buses.", 0),
        ("We want cleaner air in winter.", "Residents breathe cleaner air in winter.", 38),
    ]


def test_the_likeness_told_is_the_cosine_of_the_two_sentences(
    embed: Embed, call: MakeCall, project: MakeProject
) -> None:
    item = project("air", "Clean air", "We want clean air")
    (pair,) = answered(item, call("A", "Clean air everywhere"), embed).pairs
    ours, theirs = embed(["We want clean air", "Clean air everywhere"])

    assert pair == Evidence("We want clean air", "Clean air everywhere", pair.similarity, None, 0)
    assert pair.similarity == pytest.approx(float(ours @ theirs), abs=1e-6)


def test_an_item_without_sentences_answers_with_its_english_title(
    embed: Embed, call: MakeCall, project: MakeProject
) -> None:
    item = replace(project("air", ""), title={"ca": "Aire net", "en": "Clean air"})
    (pair,) = answered(item, call("A", "Air"), embed).pairs

    assert pair.item_text == "Clean air"


def test_pairs_of_many_items_and_calls_are_those_of_each_alone(
    embed: Embed, call: MakeCall, project: MakeProject
) -> None:
    items = [project("air", "Air", "We measure the air."), project("bus", "Buses", "Electric buses.", "Night buses.")]
    calls = [
        call("A", "Air in cities", "Cities measure the air. They tell the people."),
        call("B", "Buses", "Operators charge their buses at night."),
        call("A", "The same reference elsewhere", source="cascade"),
    ]
    wanted = [(item, each) for each in calls for item in items]
    together = evidence(wanted, queries=embed, documents=embed)
    alone = [evidence([each], queries=embed, documents=embed)[0] for each in wanted]

    assert [[(it.item_text, it.call_text) for it in each.pairs] for each in together] == [
        [(it.item_text, it.call_text) for it in each.pairs] for each in alone
    ]


def test_nothing_wanted_is_nothing_shown(embed: Embed) -> None:
    assert evidence([], queries=embed, documents=embed) == []


@given(parts=PARTS, sentences=SENTENCES)
def test_what_is_not_covered_is_said_by_the_plan_and_shown_in_no_pair(
    embed: Embed, call: MakeCall, project: MakeProject, parts: tuple[Part, ...], sentences: tuple[str, ...]
) -> None:
    item, one = project("air", "Clean air", *sentences), call("A", "Air in cities", parts=parts)
    found = answered(item, one, embed)

    assert set(found.uncovered) <= {*(item.sentences or ("Clean air",))}
    assert not set(found.uncovered) & {each.item_text for each in found.pairs}
    assert all(each.similarity >= FLOOR for each in found.pairs[1:])


def test_a_sentence_that_nothing_in_the_call_answers_is_said_to_be_open(
    embed: Embed, call: MakeCall, project: MakeProject
) -> None:
    item = project("air", "Clean air", "Sensors measure the air.", "Orchards feed quarters.")
    found = answered(item, call("A", "Sensors measure the air everywhere"), embed)

    assert [each.item_text for each in found.pairs] == ["Sensors measure the air."]
    assert found.uncovered == ("Orchards feed quarters.",)


def test_where_nothing_is_answered_the_nearest_is_shown_all_the_same(
    embed: Embed, call: MakeCall, project: MakeProject
) -> None:
    found = answered(project("air", "", "Orchards feed quarters.", "Trams ring."), call("A", "Harbours"), embed)

    assert len(found.pairs) == 1
    assert len(found.uncovered) == 1
