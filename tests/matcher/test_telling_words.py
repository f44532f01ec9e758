"""The words that weighed most are told as the call writes them."""

from collections.abc import Callable

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Part, PartKind
from domain.plan import PlanItem, Project
from matcher.documents import READ
from matcher.lexical import Lexicon, tokens
from matcher.scores import asks
from matcher.telling_words import WORDS, Vocabulary, telling_words

MakeCall = Callable[..., Call]
MakeProject = Callable[..., Project]

FILLER = ("Fisheries land their catch", "Harbours serve fleets", "Orchards feed quarters", "Trams ring at night")
PIECES = st.lists(st.sampled_from(["Cities", "city", "Air", "air's", "bus", "Buses", "\n", "tram", "İstanbul", "都市"]))
TEXTS = st.text(max_size=60) | PIECES.map(" ".join)
PARTS = st.lists(st.builds(Part, st.sampled_from(PartKind), st.just(""), TEXTS), max_size=3).map(tuple)


def told(item: PlanItem, call: Call, *others: Call) -> tuple[str, ...]:
    (found,) = telling_words([(item, call)], Vocabulary.learn([call, *others]))
    return found


@given(parts=PARTS, sentences=st.lists(TEXTS, max_size=3).map(tuple))
def test_every_word_stands_in_the_call_and_is_one_of_the_plans(
    call: MakeCall, project: MakeProject, parts: tuple[Part, ...], sentences: tuple[str, ...]
) -> None:
    item, one = project("air", "Clean air", *sentences), call("A", "Air in cities", parts=parts)
    found = told(item, one, *(call(f"F{at}", text) for at, text in enumerate(FILLER)))
    texts = [one.title, *(each.text for each in parts if each.kind in READ)]

    assert len(set(found)) == len(found) <= WORDS
    assert all(any(each in text for text in texts) for each in found)
    assert {stem for each in found for stem in tokens(each)} <= {stem for each in asks(item) for stem in tokens(each)}


def test_of_several_forms_the_most_frequent_is_told(call: MakeCall, project: MakeProject) -> None:
    one = call("A", "Monitoring", "Cities monitor streets. Every city helps other Cities.")

    assert told(project("air", "Our city"), one, call("B", "A city"), *fillers(call)) == ("Cities",)


def test_a_rare_word_weighs_more_than_a_common_one_and_one_that_is_not_shared_nothing(
    call: MakeCall, project: MakeProject
) -> None:
    one = call("A", "Night trams for towns")
    others = [call("B", "Trams"), *(call(f"T{at}", f"Towns and {text}") for at, text in enumerate(FILLER[:3]))]

    assert told(project("tram", "Towns want trams and parks"), one, *others, *fillers(call)) == ("trams", "towns")


def test_what_weighs_most_is_what_the_tf_idf_product_says(call: MakeCall, project: MakeProject) -> None:
    said = "Trams ring trams in towns. Harbours and towns plant orchards."
    item, calls = project("all", "Towns, trams, harbours, harbours"), [call("A", "Orchards", said), *fillers(call)]
    texts = [said, "Orchards"]
    lexicon = Lexicon([f"Orchards. {said}", *FILLER])
    stems = sorted({stem for each in asks(item) for stem in tokens(each)})
    alone = {stem: float(lexicon.similarity([stem])[0, 0]) for stem in stems}
    mine, theirs = tokens(". ".join(asks(item))), [stem for each in texts for stem in tokens(each)]
    product = {
        stem: (1 + np.log(mine.count(stem))) * alone[stem] ** 2 / (1 + np.log(theirs.count(stem)))
        for stem in stems
        if alone[stem] > 0
    }
    (found,) = telling_words([(item, calls[0])], Vocabulary.learn(calls))

    assert [tokens(each)[0] for each in found] == sorted(product, key=lambda stem: (-product[stem], stem))


def test_nothing_wanted_is_nothing_told(call: MakeCall) -> None:
    assert telling_words([], Vocabulary.learn([call("A", "Air")])) == []


def fillers(call: MakeCall) -> list[Call]:
    return [call(f"F{at}", text) for at, text in enumerate(FILLER)]
