"""Calls are found by words, identifiers and meaning, counted by every facet, and shown with the reason."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine, delete

from convoca.searching import Searching
from db import calls, merges, thresholds, vectors, verdicts
from db.engine import connect, transaction
from db.verdicts import Screened
from domain.call import Call, Kind, Status
from domain.deadlines import Deadline, Deadlines
from domain.eligibility import Answer, Finding, Rule, Verdict
from domain.money import Budget, Money
from domain.search import Asked, Band, Facet, Found, Meaning, Sort, Window
from matcher.documents import read
from matcher.embedding import text_hash
from matcher.semantic_index import Vectors
from tests.convoca.samples import NOW, call, match, person, plan, store
from tests.db.databases import url

__all__ = ["url"]

ABOUT = ("bus", "water", "school", "tree")
"""The stand-in for a model knows what these words are about, and that a tram is like a bus."""
MODEL = "stand-in"


def encode(texts: Sequence[str]) -> Vectors:
    found = np.array([[each.lower().replace("tram", "bus").count(word) for word in ABOUT] + [0.01] for each in texts])
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def in_days(days: float) -> Deadlines:
    moment = NOW + timedelta(days=days)
    return Deadlines((Deadline(moment.date(), time(moment.hour, moment.minute), "UTC"),))


CALLS = (
    call("BUS-2027-01", "The bus comes. A bus without fumes.", deadlines=in_days(5), programme="LIFE"),
    call("BUS-2027-02", "The bus goes.", deadlines=in_days(40), programme="CEF", kind=Kind.PRIZE),
    call("OLD", "The bus went.", deadlines=in_days(-10), programme="CEF"),
    call("TRAM", "A tram for all.", deadlines=Deadlines(), word=Status.FORTHCOMING),
    call("WATER", "Clean water.", deadlines=in_days(80), budget=Budget(grant_max=Money(Decimal(600_000)))),
    call("SCHOOL", "A school.", deadlines=in_days(300), budget=Budget(grant_max=Money(Decimal(5), "USD"))),
)
MATCHES = (replace(match("ada", "BUS-2027-01", score=0.4)), replace(match("ada", "WATER", score=0.8)))


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    store(engine, of=plan(person("ada")), known=CALLS, found=MATCHES)
    yield engine
    engine.dispose()


def learn(engine: Engine, *known: Call) -> None:
    """Embed the passages of these calls, as matching does."""
    texts = [text for each in known for text in read(each).passages]
    with transaction(engine) as session:
        vectors.put(session, dict(zip(map(text_hash, texts), encode(texts), strict=True)), model=MODEL)
        from db import runs

        runs.remember(session, "match:tiny", str(len(texts)), now=NOW)


@pytest.fixture
def searching(engine: Engine, tmp_path: Path) -> Searching:
    learn(engine, *CALLS)
    return Searching(engine=engine, encode=encode, model=MODEL, folder=tmp_path, worth_a_look=0.12)


def search(searching: Searching, text: str = "", sort: Sort = Sort.RELEVANCE, page: int = 1, **filters: str) -> Found:
    chosen = {Facet[facet.upper()]: frozenset(value.split("|")) for facet, value in filters.items()}
    return searching.search(Asked(text=text, filters=chosen, sort=sort, page=page), now=NOW)


def references(found: Found) -> list[str]:
    return [each.call.reference for each in found.rows]


def counts(found: Found, facet: Facet) -> dict[str, int]:
    return {each.value: each.count for each in found.facets[facet]}


def test_what_has_the_words_comes_with_what_means_the_same(searching: Searching) -> None:
    found = search(searching, "bus")

    assert set(references(found)) == {"BUS-2027-01", "BUS-2027-02", "OLD", "TRAM"}
    assert references(found)[-1] == "TRAM"
    assert [each.has_words for each in found.rows] == [True, True, True, False]
    assert (found.understood.meaning, found.understood.by_words, found.searched) == (Meaning.USED, 3, 6)


def test_an_identifier_comes_first_and_its_beginning_finds_the_family(searching: Searching) -> None:
    found = search(searching, "bus 2027")

    assert references(found) == ["BUS-2027-01", "BUS-2027-02"]
    assert found.understood.identified == 2
    assert references(search(searching, "BUS-2027-02")) == ["BUS-2027-02"]


def test_a_quoted_phrase_is_not_answered_with_what_merely_means_the_same(searching: Searching) -> None:
    assert references(search(searching, '"bus goes"')) == ["BUS-2027-02"]
    assert set(references(search(searching, '"bus comes" tram'))) <= {"BUS-2027-01"}


def test_what_is_excluded_is_not_found_by_its_meaning_either(searching: Searching) -> None:
    assert set(references(search(searching, "bus -tram -went"))) == {"BUS-2027-01", "BUS-2027-02"}
    assert set(references(search(searching, "-bus"))) == {"TRAM", "WATER", "SCHOOL"}


def test_each_facet_counts_what_the_other_choices_leave(searching: Searching) -> None:
    found = search(searching, "bus", status="open", programme="CEF")

    assert references(found) == ["BUS-2027-02"]
    assert counts(found, Facet.PROGRAMME) == {"LIFE": 1, "CEF": 1}
    assert counts(found, Facet.STATUS) == {"open": 1, "closed": 1}
    assert counts(found, Facet.KIND) == {"prize": 1}


def test_the_status_is_that_of_the_moment(searching: Searching) -> None:
    assert counts(search(searching), Facet.STATUS) == {"open": 4, "closed": 1, "forthcoming": 1}
    later = searching.search(Asked(), now=NOW + timedelta(days=50))

    assert counts(later, Facet.STATUS) == {"open": 2, "closed": 3, "forthcoming": 1}


def test_windows_hold_one_another_and_nothing_is_in_none(searching: Searching) -> None:
    assert counts(search(searching), Facet.WINDOW) == {
        Window.WEEK: 1,
        Window.TWO_WEEKS: 1,
        Window.MONTH: 1,
        Window.THREE_MONTHS: 3,
        Window.LATER: 1,
        Window.UNKNOWN: 1,
        Window.PASSED: 1,
    }
    assert references(search(searching, window="three-months", sort=Sort.DEADLINE)) == [
        "BUS-2027-01",
        "BUS-2027-02",
        "WATER",
    ]


def test_a_budget_that_is_not_stated_or_in_other_money_is_said_so(searching: Searching) -> None:
    assert counts(search(searching), Facet.BUDGET) == {Band.MIDDLE: 1, Band.FOREIGN: 1, Band.UNSTATED: 4}


def test_a_project_finds_its_matches_by_their_score(searching: Searching) -> None:
    found = search(searching, project="of-ada")

    assert references(found) == ["WATER", "BUS-2027-01"]
    assert [(each.score, each.item) for each in found.rows] == [(0.8, "project:of-ada"), (0.4, "project:of-ada")]
    assert counts(search(searching, "bus"), Facet.PROJECT) == {"of-ada": 1}


def test_a_search_that_finds_nothing_says_what_would_widen_it(searching: Searching) -> None:
    found = search(searching, "bus", programme="CEF", window="week")

    assert (found.total, found.rows) == (0, ())
    assert [(each.facet, each.count) for each in found.widen] == [(Facet.WINDOW, 2), (Facet.PROGRAMME, 1)]
    assert found.facets[Facet.WINDOW][0].chosen


def test_where_no_call_has_every_word_it_is_said_which_were_enough(searching: Searching) -> None:
    found = search(searching, "fumes zzzz")

    assert found.understood.any_of == ("fumes",)
    assert "BUS-2027-01" in references(found)


def test_without_vectors_words_alone_are_searched_and_it_is_said(engine: Engine, tmp_path: Path) -> None:
    searching = Searching(engine=engine, encode=encode, model="another", folder=tmp_path, worth_a_look=0.12)

    found = search(searching, "bus")

    assert set(references(found)) == {"BUS-2027-01", "BUS-2027-02", "OLD"}
    assert found.understood.meaning is Meaning.NOT_THERE


def test_english_that_means_the_same_is_searched_beside_the_text(engine: Engine, tmp_path: Path) -> None:
    learn(engine, *CALLS)
    english = {"escola": "school"}.get
    searching = Searching(
        engine=engine, encode=encode, model=MODEL, folder=tmp_path, worth_a_look=0.12, english=english
    )

    found = search(searching, "escola")

    assert references(found) == ["SCHOOL"]
    assert found.understood.english == "school"


def test_a_call_that_comes_later_is_found_at_once_by_its_words_and_once_embedded_by_its_meaning(
    engine: Engine, searching: Searching
) -> None:
    search(searching, "tree")
    new = call("TREES", "Plant a tree.", deadlines=in_days(20))
    with transaction(engine) as session:
        calls.record(session, new, now=NOW)
    assert [(each.call.reference, each.similarity) for each in search(searching, "tree").rows] == [("TREES", None)]

    learn(engine, new)

    (row,) = search(searching, "tree").rows
    assert row.similarity is not None
    assert row.similarity > 0.9
    assert row.quotation is not None
    assert row.quotation.text == "Plant a tree."


def test_a_merged_call_is_hidden_and_stands_again_when_told_apart(engine: Engine, searching: Searching) -> None:
    assert search(searching).total == 6
    with transaction(engine) as session:
        merges.replace(session, {("eu_portal", "TRAM"): ("eu_portal", "WATER")})
    assert search(searching).total == 5
    assert "TRAM" not in references(search(searching, "tram"))

    with transaction(engine) as session:
        merges.keep_alone(session, ("eu_portal", "TRAM"), now=NOW)
    assert search(searching).total == 6


def test_the_meanings_are_read_from_their_file_at_the_next_start(engine: Engine, searching: Searching) -> None:
    first = search(searching, "bus")
    with transaction(engine) as session:
        session.execute(delete(vectors.VectorRow))
    again = Searching(engine=engine, encode=encode, model=MODEL, folder=searching.folder, worth_a_look=0.12)

    assert search(again, "bus") == first


@pytest.mark.parametrize("spoiled", ["vectors.npy", "calls.npz", "waiting.json"])
def test_a_spoiled_file_of_meanings_is_made_anew(engine: Engine, searching: Searching, spoiled: str) -> None:
    first = search(searching, "bus")
    for file in searching.folder.glob(f"meanings/*/{spoiled}"):
        file.write_bytes(file.read_bytes()[:40])
    again = Searching(engine=engine, encode=encode, model=MODEL, folder=searching.folder, worth_a_look=0.12)

    assert search(again, "bus") == first


def test_similar_calls_are_those_that_run_and_mean_the_same(searching: Searching) -> None:
    similar = searching.similar("eu_portal", "OLD", now=NOW)

    assert {each.call.reference for each in similar} == {"BUS-2027-01", "BUS-2027-02", "TRAM"}
    assert searching.similar("eu_portal", "nothing", now=NOW) == []


def test_verdicts_are_a_facet_where_they_are_known(engine: Engine, searching: Searching) -> None:
    known = {("eu_portal", "WATER"): Answer.UNCLEAR, ("eu_portal", "TRAM"): Answer.NO}
    screened = {key: Screened(1, Verdict((Finding(Rule.COUNTRY, answer, "said so"),))) for key, answer in known.items()}
    with transaction(engine) as session:
        verdicts.record(session, "tiny", screened, running=known, rules="1", now=NOW)

    found = search(searching, verdict="unclear")

    assert [(each.call.reference, each.verdict) for each in found.rows] == [("WATER", "unclear")]
    assert counts(found, Facet.VERDICT) == {"no": 1, "unclear": 1}


def test_pages_hold_every_call_once(engine: Engine, searching: Searching) -> None:
    with transaction(engine) as session:
        calls.record_all(session, [call(f"MANY-{each}", "Many words.") for each in range(45)], now=NOW)

    pages = [search(searching, "many", page=each) for each in (1, 2, 3, 4)]

    assert [len(each.rows) for each in pages] == [20, 20, 5, 0]
    assert len({each for page in pages for each in references(page)}) == 45
    assert pages[0].pages == 3


def test_the_newest_come_first_where_that_is_asked(engine: Engine, searching: Searching) -> None:
    with transaction(engine) as session:
        calls.record(session, call("YOUNG", deadlines=Deadlines((Deadline(date(2030, 1, 1)),))), now=NOW + timedelta(1))

    assert references(search(searching, sort=Sort.NEWEST))[0] == "YOUNG"


def test_without_a_text_the_sentence_is_the_best_evidence_while_it_stands(engine: Engine, searching: Searching) -> None:
    first = search(searching, sort=Sort.SCORE).rows[0]
    assert first.call.reference == "WATER"
    assert first.quotation is not None
    assert first.quotation.text == MATCHES[1].evidence[0].call_text

    with transaction(engine) as session:
        calls.record(session, replace(first.call, title="Water, anew"), now=NOW + timedelta(1))
    assert search(searching, sort=Sort.SCORE).rows[0].quotation is None


def test_a_call_forgotten_on_its_page_has_no_status_to_be_found_by(engine: Engine, searching: Searching) -> None:
    for reference, days in (("FORGOTTEN", 366), ("RECENT", 365)):
        silent = call(reference, "A page.", word=Status.UNKNOWN, deadlines=Deadlines())
        with transaction(engine) as session:
            calls.record(session, replace(silent, published_on=NOW.date() - timedelta(days)), now=NOW)

    assert references(search(searching, "page", status="unknown")) == ["RECENT"]
    assert "FORGOTTEN" in references(search(searching, "page"))


def test_a_project_with_a_threshold_of_its_own_is_searched_by_it(engine: Engine, searching: Searching) -> None:
    assert set(references(search(searching, project="of-ada"))) == {"WATER", "BUS-2027-01"}

    with transaction(engine) as session:
        thresholds.move(session, "tiny", "project:of-ada", 0.5, now=NOW)
    assert references(search(searching, project="of-ada")) == ["WATER"]
