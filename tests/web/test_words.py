"""Words of different kinds that happen to be the same string are told apart."""

from domain.deadlines import DeadlineKind
from domain.search import Facet, Sort, Window
from domain.vote import Word
from web.words import WORDS, word


def test_a_word_is_that_of_its_own_kind() -> None:
    assert word(Facet.WINDOW) != word(Sort.DEADLINE) != word(DeadlineKind.DEADLINE)
    assert word(Word.LATER) == word(Window.LATER) == "Later"


def test_no_word_is_said_twice() -> None:
    known = [(type(each), each.name) for each, _ in WORDS]

    assert len(known) == len(set(known))
