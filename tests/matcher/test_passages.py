"""Passages and sentences are what stands in the text, and nothing of it is lost."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matcher.passages import PASSAGE_STEP, PASSAGE_WORDS, SENTENCE_MIN_CHARS, Span, passages, sentences

ODD = ["Міста", "πόλεις;", "都市計画。", "•", "?!", "\t", "\u00a0", "\u3000", "e\u0301", "🚲", "\ud800", "x" * 3000]
WORDS = ["Cities", "plan", "buses.", "(see", "Art.", "5)", '"clean', 'air."', "\n", "\n\n"]
PROSE = st.lists(st.sampled_from(WORDS + ODD), max_size=400).map(" ".join)
TEXTS = st.text(max_size=300) | PROSE


def visible(text: str) -> str:
    return "".join(text.split())


def stands_there(text: str, span: Span) -> bool:
    return text.startswith(span.text, span.start) and span.text == span.text.strip() != ""


@given(TEXTS)
@example("")
@example(" \n\t\u2003 ")
@example("a" * 100_000)
def test_passages_and_sentences_are_exact_substrings_at_their_offset(text: str) -> None:
    assert [each for each in passages(text) + sentences(text) if not stands_there(text, each)] == []


@given(TEXTS)
@example('The city was told (it was about time.) Then it built "cycle lanes." And more came later.')
def test_sentences_keep_every_character_in_order_once(text: str) -> None:
    assert "".join(visible(each.text) for each in sentences(text)) == visible(text)


@given(TEXTS)
def test_sentences_do_not_overlap(text: str) -> None:
    assert all(one.start + len(one.text) <= other.start for one, other in pairwise(sentences(text)))


@given(TEXTS)
def test_only_a_lone_remainder_is_too_short_to_be_a_sentence(text: str) -> None:
    assert all(len(each.text) >= SENTENCE_MIN_CHARS for each in sentences(text)[:-1])


@given(st.integers(0, 1000))
def test_passages_keep_every_word_and_overlap_by_forty(count: int) -> None:
    words = [f"w{each}" for each in range(count)]
    found = [each.text.split() for each in passages("  ".join(words))]
    fresh = found[:1] + [each[PASSAGE_WORDS - PASSAGE_STEP :] for each in found[1:]]

    assert [word for each in fresh for word in each] == words
    assert all(0 < len(each) <= PASSAGE_WORDS for each in found)


def test_a_text_of_one_passage_is_not_cut() -> None:
    text = " ".join(["bus"] * PASSAGE_WORDS)

    assert passages(text) == [Span(0, text)]
    assert len(passages(f"{text} bus")) == 2


@pytest.mark.parametrize("text", ["", " ", "\n\n\t\u00a0"])
def test_a_text_without_words_has_no_passage_and_no_sentence(text: str) -> None:
    assert passages(text) == sentences(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            "Cities breathe ever dirtier air. They want to know what helps.",
            ["Cities breathe ever dirtier air.", "They want to know what helps."],
            id="full stop",
        ),
        pytest.param(
            "Proposals cover every mode of transport\nProposals involve the citizens",
            ["Proposals cover every mode of transport", "Proposals involve the citizens"],
            id="line break",
        ),
        pytest.param(
            "Scope:\nProposals cover every mode of transport.",
            ["Scope:\nProposals cover every mode of transport."],
            id="heading joins what follows",
        ),
        pytest.param(
            "Proposals cover every mode of transport. Buses too.",
            ["Proposals cover every mode of transport.", "Buses too."],
            id="short remainder",
        ),
        pytest.param(
            "Growth of about 3.5 percent, i.e. more than before.",
            ["Growth of about 3.5 percent, i.e. more than before."],
            id="a stop inside",
        ),
        pytest.param(
            "Міста потребують чистого повітря. Вони шукають нових рішень.",
            ["Міста потребують чистого повітря.", "Вони шукають нових рішень."],
            id="Cyrillic",
        ),
        pytest.param(
            "Οι πόλεις χρειάζονται καθαρό αέρα. Αναζητούν νέες λύσεις τώρα.",
            ["Οι πόλεις χρειάζονται καθαρό αέρα.", "Αναζητούν νέες λύσεις τώρα."],
            id="Greek",
        ),
        pytest.param(
            "They speak of “climate-neutral towns.” Towns speak of money.",
            ["They speak of “climate-neutral towns.”", "Towns speak of money."],
            id="closing quotation mark stays",
        ),
    ],
)
def test_a_sentence_is_what_a_reader_would_quote(text: str, found: list[str]) -> None:
    assert [each.text for each in sentences(text)] == found
