"""The glossary knows the plan's fields in Catalan and Spanish, whatever the accents and plurals."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import BadGlossary
from matcher.glossary import Glossary, key, keys, words_of

SHIPPED = Path(__file__).parents[2] / "config" / "glossary.csv"


@pytest.fixture(scope="module")
def shipped() -> Glossary:
    return Glossary.read(SHIPPED)


def found(glossary: Glossary, text: str) -> list[str]:
    return [each.english for each in glossary.find(words_of(text))]


def test_the_shipped_glossary_is_one_of_at_most_300_terms_in_order(shipped: Glossary) -> None:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        english = [row["en"] for row in csv.DictReader(file)]

    assert len(english) <= 300
    assert english == sorted(set(english), key=str.casefold)
    assert len(shipped.terms) > len(english)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("mobilitat sostenible", ["sustainable mobility"]),
        ("MOVILIDAD SOSTENIBLE", ["sustainable mobility"]),
        ("comunitats energetiques", ["energy communities"]),
        ("la qualitat de l'aire", ["air quality"]),
        ("qualitat de l’aire", ["air quality"]),
        ("el cicle de l'aigua", ["water cycle"]),
        ("intel·ligència artificial", ["artificial intelligence"]),
        ("intel.ligencia artificial", ["artificial intelligence"]),
        ("convocatòries i subvencions", ["call", "grant"]),
        ("espacios públicos verdes", ["public space", "green"]),
        ("zones de baixes emissions", ["low-emission zone"]),
        ("nothing of this", []),
        ("", []),
    ],
)
def test_terms_are_found_whatever_their_form(shipped: Glossary, text: str, english: list[str]) -> None:
    assert found(shipped, text) == english


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("ciutat", "ciutats"),
        ("ciudad", "ciudades"),
        ("transició", "transicions"),
        ("acción", "acciones"),
        ("escola", "escoles"),
        ("verde", "verdes"),
        ("árbol", "arboles"),
    ],
)
def test_a_plural_is_the_same_word(one: str, many: str) -> None:
    assert key(one) == key(many)


@pytest.mark.parametrize(("one", "other"), [("costa", "costs"), ("aire", "air"), ("gas", "gasto"), ("mar", "mare")])
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_longest_term_wins() -> None:
    glossary = Glossary.of(
        [("energy", [("ca", "energia")]), ("energy poverty", [("ca", "pobresa energètica"), ("es", "pobreza")])]
    )

    assert found(glossary, "pobresa energètica i energia") == ["energy poverty", "energy"]


@given(st.text(max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    glossary = Glossary.of([("water", [("ca", "aigua")])])
    words = words_of(text)

    assert all(0 <= each.start < each.end <= len(words) for each in glossary.find(words))
    assert len(keys(text)) == len(words)


@given(st.lists(st.sampled_from(["zona", "de", "baixes", "emissions", "aire", "net"]), max_size=12))
def test_no_longer_term_begins_where_a_term_was_found_and_none_is_passed_over(words: list[str]) -> None:
    glossary = Glossary.of(
        [
            ("zone", [("ca", "zona")]),
            ("low-emission zone", [("ca", "zona de baixes emissions")]),
            ("air", [("ca", "aire")]),
            ("clean air", [("ca", "aire net")]),
        ]
    )
    at = 0
    for each in glossary.find(words):
        assert not any(keys(" ".join(words[at : each.start])) == term for term in glossary.terms)
        for longer in range(each.end + 1, len(words) + 1):
            assert keys(" ".join(words[each.start : longer])) not in glossary.terms
        assert each.start >= at
        at = each.end


def test_a_wording_with_two_translations_is_refused() -> None:
    with pytest.raises(BadGlossary, match=r"'aigües' as 'water' and as 'waters': delete one\.$"):
        Glossary.of([("water", [("ca", "aigües")]), ("waters", [("es", "aigües")])])


@pytest.mark.parametrize("content", ["", "en,ca\nwater,aigua\n", "english,ca,es\na,b,c\n", "en,ca,es\nwater\n"])
def test_a_file_that_is_no_glossary_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(BadGlossary, match=r"glossary\.csv cannot be read as a glossary"):
        Glossary.read(file)


def test_a_glossary_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadGlossary, match=r"none\.csv cannot be read"):
        Glossary.read(tmp_path / "none.csv")
