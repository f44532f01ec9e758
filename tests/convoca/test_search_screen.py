"""What a search says: how many, how it was understood, what would find more."""

from convoca.search_screen import as_json, sentences
from domain.query import understand
from domain.search import RUNNING, Asked, Facet, Found, FoundCall, Meaning, Quotation, Understood, Widening
from tests.convoca.samples import CALLS, NOW


def test_nothing_found_says_what_was_searched_and_what_would_widen_it() -> None:
    filters = {Facet.STATUS: frozenset(RUNNING), Facet.PROGRAMME: frozenset({"LIFE"})}
    widen = (Widening(Facet.PROGRAMME, 7), Widening(Facet.STATUS, 2))

    said = list(sentences(Found(asked=Asked(text="air", filters=filters), searched=90, widen=widen)))

    assert said == [
        "No call found among 90, open, forthcoming or not known, programme LIFE.",
        "Whatever the programme: 7.",
        "With those that are closed or withdrawn (--status all): 2.",
    ]


def test_where_nothing_would_widen_it_other_words_are_advised() -> None:
    assert list(sentences(Found(asked=Asked(text="zzzz"), searched=90)))[-1].startswith("Fewer or other words")


def test_how_a_text_was_understood_is_said() -> None:
    understood = Understood(
        query=understand("escola -tren"), english="school", any_of=("school",), meaning=Meaning.USED, by_words=2
    )

    said = list(sentences(Found(asked=Asked(text="escola -tren"), total=25, searched=90, understood=understood)))

    assert said == [
        "25 calls found among 90, page 1 of 2.",
        "Searched in English too: school.",
        "No call has every word; any of these was enough: school.",
        "Left out: calls with tren.",
        "2 have the words, 23 are near in meaning.",
    ]


def test_that_words_alone_were_searched_is_said() -> None:
    found = Found(asked=Asked(text="air"), total=1, searched=2, understood=Understood(meaning=Meaning.NOT_THERE))

    assert list(sentences(found)) == [
        "1 call found among 2.",
        "Words alone were searched: no call has been read for its meaning yet (convoca match does it).",
    ]


def test_a_row_of_json_has_the_sentence_and_where_it_stands() -> None:
    (call, *_) = CALLS
    it = FoundCall(call=call, version=1, first_seen=NOW, quotation=Quotation(0, 3, "buses"))

    (row,) = as_json(Found(asked=Asked(), rows=(it,), total=1), NOW)

    assert row["quotation"] == {"part": 0, "start": 3, "text": "buses"}
    assert (row["identifier"], row["status"], row["score"]) == (call.identifier, "open", None)
