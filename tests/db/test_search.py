"""Calls are found by their words and identifiers, on either database alike."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from db import calls, saved_searches, search, search_facts, search_index
from db.engine import reading, transaction
from domain.call import Call, Part, PartKind
from domain.query import understand
from tests.db.samples import CALLS, CLEAN_AIR, LATER, NOW, call

IN_ONE_DATABASE = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
WATER = call(
    reference="W1",
    identifier="LIFE-2027-SAP-ENV-WATER",
    title="Reuse of waste water",
    parts=(Part(PartKind.SCOPE, "", "L'àrea metropolitana regenera l'aigua. Cities measure how clean it is."),),
    keywords=(),
)
TRAMS = call(
    reference="T1",
    identifier="CEF-T-2027-TRAMS",
    title="Trams for the air of cities",
    parts=(Part(PartKind.CONDITIONS, "Conditions", "Air carriers are not eligible."),),
    keywords=("clean transport",),
)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as session:
        calls.record_all(session, [CLEAN_AIR, WATER, TRAMS], now=NOW)
        yield session


def found(session: Session, text: str) -> list[str]:
    """Calls with that identifier, then those with all the words; with one of them where none has all."""
    query = understand(text)
    ids = [*search.identified(session, query), *search.all_of(session, query)] or search.any_of(session, query).ids
    return [reference for _, reference in search_facts.keys(session, [*dict.fromkeys(map(int, ids))])]


def test_a_call_has_to_have_every_word(session: Session) -> None:
    assert found(session, "clean air streets") == [CLEAN_AIR.reference]


def test_a_word_in_the_title_counts_for_more_than_one_in_the_conditions(session: Session) -> None:
    assert found(session, "air") == [CLEAN_AIR.reference, "T1"] or found(session, "air") == ["T1", CLEAN_AIR.reference]
    assert found(session, "carriers") == ["T1"]


def test_words_are_found_in_another_number_and_without_their_accents(session: Session) -> None:
    assert found(session, "tram city") == ["T1"]
    assert found(session, "AREA metropolitana") == ["W1"]


def test_a_phrase_has_to_stand_together(session: Session) -> None:
    assert found(session, '"waste water"') == ["W1"]
    assert found(session, '"water waste"') == []
    assert found(session, '"waste water" zzzz trams') == []
    assert found(session, '"waste water" zzzz reuse') == ["W1"]


def test_an_excluded_word_leaves_calls_out(session: Session) -> None:
    assert found(session, "air -trams") == [CLEAN_AIR.reference]


def test_the_beginning_of_a_word_is_enough_with_a_star(session: Session) -> None:
    assert found(session, "regener*") == ["W1"]


def test_keywords_and_programme_are_searched(session: Session) -> None:
    assert found(session, '"clean transport"') == ["T1"]
    assert set(found(session, "Horizon Europe")) == {CLEAN_AIR.reference, "W1", "T1"}


@pytest.mark.parametrize("text", ["LIFE-2027-SAP-ENV-WATER", "life 2027 sap", "Life2027", "w1"])
def test_a_call_is_found_by_its_identifier_or_the_beginning_of_it(session: Session, text: str) -> None:
    assert found(session, text if text != "w1" else "LIFE-2027")[0] == "W1"


def test_an_identifier_comes_before_calls_that_merely_name_it(session: Session) -> None:
    naming = call(reference="N", identifier="N", title="CEF-T-2027-TRAMS CEF-T-2027-TRAMS", parts=())
    calls.record(session, naming, now=NOW)

    assert found(session, "cef-t-2027-trams") == ["T1", "N"]


def test_where_no_call_has_every_word_a_rare_one_is_enough_and_it_is_said(session: Session) -> None:
    words = search.any_of(session, understand("trams without zzzz"))

    assert words.any_of == ("trams",)
    assert len(words.ids) == 1


def test_a_pasted_paragraph_is_searched_by_few_of_its_words(session: Session) -> None:
    pasted = "cities measure what people breathe on busy streets " + " ".join(f"other{each}" for each in range(60))

    words = search.any_of(session, understand(pasted))

    assert 0 < len(words.any_of) <= search.RAREST
    assert found(session, pasted)[0] == CLEAN_AIR.reference


def test_nothing_is_found_for_nothing(session: Session) -> None:
    assert found(session, "") == found(session, "zzzz") == found(session, "-air") == found(session, "😀") == []


def test_a_changed_call_is_found_by_its_new_words_alone(session: Session) -> None:
    before = search_index.changes(session)
    calls.record(session, call(title="Quiet nights", parts=()), now=LATER)

    assert found(session, "nights") == [CLEAN_AIR.reference]
    assert CLEAN_AIR.reference not in found(session, "breathe")
    assert search_index.changes(session) != before


def test_seeing_a_call_again_changes_nothing_that_is_searched(session: Session) -> None:
    before = search_index.changes(session)
    calls.record(session, CLEAN_AIR, now=LATER)

    assert search_index.changes(session) == before


@IN_ONE_DATABASE
@given(some=st.lists(CALLS, max_size=6))
def test_recording_and_catching_up_come_to_the_same_index(engine: Engine, some: list[Call]) -> None:
    with Session(engine) as session:
        calls.record_all(session, some, now=NOW)
        kept = index(session)
        empty(session)
        search_index.catch_up(session)

        assert index(session) == kept
        assert search_index.catch_up(session) == 0


def index(session: Session) -> list[object]:
    """What is indexed, whatever the database."""
    facts = session.execute(text("SELECT * FROM search_facts ORDER BY call_id")).all()
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_words (search_words) VALUES ('integrity-check')"))
        session.execute(
            text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab(main, search_words, instance)")
        )
        words = session.execute(text("SELECT term, doc, col, offset FROM temp.terms ORDER BY 1, 2, 3, 4")).all()
    else:
        words = session.execute(text("SELECT call_id, words::text FROM search_words ORDER BY 1")).all()
    return [*map(tuple, facts), *map(tuple, words)]


def empty(session: Session) -> None:
    session.execute(text("DELETE FROM search_facts"))
    clear = "INSERT INTO search_words (search_words) VALUES ('delete-all')"
    session.execute(text(clear if session.get_bind().dialect.name == "sqlite" else "DELETE FROM search_words"))


OPERATORS = st.sampled_from(
    ['"', "'", "*", "(", ")", " OR ", " AND NOT ", "NEAR(", ":", "-", "^", "&", "|", "!", "<->", "\\", "%"]
)
HOSTILE = st.lists(
    OPERATORS | st.text(max_size=8) | st.sampled_from(["air", "cities", "\0", "\ud800", "😀", "مدينة"])
).map("".join)


@IN_ONE_DATABASE
@given(typed=HOSTILE)
def test_nothing_that_is_typed_is_an_error(engine: Engine, typed: str) -> None:
    with Session(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
        query = understand(typed)

        assert set(found(session, typed)) <= {CLEAN_AIR.reference}
        search.excluded(session, query)
        search.having(session, query.quoted)


def test_ten_thousand_characters_are_searched_like_any_text(session: Session) -> None:
    for typed, many in product(['"air" ', "air ", "-air ", "a*", "x" * 100, "air-air "], [10_000]):
        found(session, (typed * many)[:many])


def test_the_same_words_are_found_on_any_database(session: Session) -> None:
    texts = ["clean", "cities", "air -carriers", "measure", '"busy streets"', "not eligible"]

    assert {each: sorted(found(session, each)) for each in texts} == {
        "clean": ["48012345TOPICSen", "T1", "W1"],
        "cities": ["48012345TOPICSen", "T1", "W1"],
        "air -carriers": ["48012345TOPICSen"],
        "measure": ["48012345TOPICSen", "W1"],
        '"busy streets"': ["48012345TOPICSen"],
        "not eligible": ["T1"],
    }


def test_a_search_is_kept_under_its_name_until_it_is_forgotten(engine: Engine) -> None:
    with transaction(engine) as session:
        first = saved_searches.save(session, "ada", "Air", address="q=air", notify=False, now=NOW)
        again = saved_searches.save(session, "ada", "Air", address="q=clean+air", notify=True, now=LATER)
        saved_searches.save(session, "berta", "Air", address="q=air", notify=False, now=NOW)
    with reading(engine) as session:
        (kept,) = saved_searches.of_person(session, "ada")
        assert (first, again) == (kept.id, kept.id)
        assert (kept.address, kept.notify, kept.created_at) == ("q=clean+air", True, NOW)
        assert saved_searches.one(session, kept.id) == kept
    with transaction(engine) as session:
        saved_searches.forget(session, kept.id, now=LATER)
    with reading(engine) as session:
        assert saved_searches.of_person(session, "ada") == []
        assert len(saved_searches.of_person(session, "berta")) == 1
