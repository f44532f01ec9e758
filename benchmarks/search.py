"""A search end to end, beside the same query to the bare full text: words alone, and with the query's meaning."""

import os
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from uuid import uuid4

import numpy as np
from sqlalchemy import Engine, create_engine, make_url, text

from benchmarks.cost import cost
from benchmarks.table import Cell, show
from benchmarks.worlds import NOW
from convoca import semantic_file
from convoca.searching import Searching
from db import calls as memory
from db import search_index
from db.engine import connect, reading, transaction
from db.search_query import Terms, fts5
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines
from domain.query import understand
from domain.search import Asked
from matcher.encoder import TransformerEncoder
from matcher.semantic_index import SemanticIndex

SIZE = int(os.environ.get("BENCHMARK_CALLS", "100000"))
WORDS = 200
"""Words of a call."""
PASSAGES = 2
"""Passages of a call of so many words."""
DIMENSION = 384
QUERIES = 60
"""Of each sort."""
BATCH = 500
VOCABULARY = 30_000
FREQUENCY = list(accumulate(1 / (rank + 10) for rank in range(VOCABULARY)))
"""As in any language, a word is as rare as its rank is high; the most frequent stand in half of all calls."""
PROGRAMMES = [f"Programme {each}" for each in range(40)]
COLUMNS = ("database", "calls", "query", "what", "p50 ms", "p95 ms", "p50 CPU ms", "p95 CPU ms", "× bare")


def main() -> None:
    with TemporaryDirectory() as folder:
        _sqlite(Path(folder))
    if server := os.environ.get("TEST_POSTGRES_URL"):
        with TemporaryDirectory() as folder:
            _postgresql(server, Path(folder))
    else:
        print("TEST_POSTGRES_URL names no server: PostgreSQL is left out.")


def _sqlite(folder: Path) -> None:
    file = folder / "convoca.db"
    engine = connect(f"sqlite:///{file}")
    _filled(engine, "SQLite")
    bare = sqlite3.connect(file)
    order = "SELECT rowid FROM search_words WHERE search_words MATCH ? ORDER BY rank LIMIT 20"
    show(COLUMNS, _lines("SQLite", engine, folder, lambda query: bare.execute(order, (query,)).fetchall()))
    bare.close()
    engine.dispose()


def _postgresql(server: str, folder: Path) -> None:
    name = f"benchmark_{uuid4().hex}"
    address = make_url(server).set(drivername="postgresql+psycopg")
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
        engine = connect(
            make_url(server).update_query_dict({"options": f"-csearch_path={name}"}).render_as_string(False)
        )
        _filled(engine, "PostgreSQL")
        show(COLUMNS, _lines("PostgreSQL", engine, folder, None))
        engine.dispose()
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    admin.dispose()


def _filled(engine: Engine, database: str) -> None:
    """Record the calls, then index them once more on their own to see what that takes."""
    recorded = cost(lambda: _record(engine))
    with transaction(engine) as session:
        session.execute(text("DELETE FROM search_facts"))
        clear = "INSERT INTO search_words (search_words) VALUES ('delete-all')"
        session.execute(text(clear if database == "SQLite" else "TRUNCATE search_words"))
    indexed = cost(lambda: _index(engine))
    print(
        f"{database}: {SIZE:,} calls recorded in {recorded.seconds:.0f} s; reading and indexing them all anew takes "
        f"{indexed.seconds:.0f} s; the index is {_megabytes(engine, database):.0f} MB.\n"
    )


def _record(engine: Engine) -> None:
    dice = random.Random(1)
    for start in range(0, SIZE, BATCH):
        with transaction(engine) as session:
            memory.record_all(session, [_call(each, dice) for each in range(start, start + BATCH)], now=NOW)


def _index(engine: Engine) -> None:
    with transaction(engine) as session:
        search_index.catch_up(session)


def _megabytes(engine: Engine, database: str) -> float:
    sizes = {
        "SQLite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_words%' OR name LIKE '%search_facts%'",
        "PostgreSQL": "SELECT pg_total_relation_size('search_words') + pg_total_relation_size('search_facts')",
    }
    with engine.connect() as connection:
        return float(connection.execute(text(sizes[database])).scalar_one()) / 1e6


def _call(number: int, dice: random.Random) -> Call:
    said = _said(dice, WORDS)
    deadlines = Deadlines((Deadline(NOW.date().replace(year=NOW.year + dice.choice((-1, 0, 1))), None, "UTC"),))
    return Call(
        source="eu_portal",
        reference=f"{number:08}",
        identifier=f"HORIZON-{number % 97:02}-{2020 + number % 9}-{number:06}",
        kind=Kind.CALL,
        title=_said(dice, 8),
        url="https://example.org",
        word=Status.OPEN,
        deadlines=deadlines,
        programme=dice.choice(PROGRAMMES),
        parts=(Part(PartKind.SCOPE, "Scope", said),),
    )


def _said(dice: random.Random, count: int) -> str:
    return " ".join(_word(each) for each in dice.choices(range(VOCABULARY), cum_weights=FREQUENCY, k=count))


def _word(rank: int) -> str:
    """A made-up word that no stemmer shortens."""
    syllables = ("ba", "ko", "ru", "mi", "te", "lo", "va", "ni", "so", "pu")
    return "".join(syllables[int(digit)] for digit in str(rank)) + "k"


def _queries() -> dict[str, list[str]]:
    dice = random.Random(2)
    return {
        "one word": [_said(dice, 1) for _ in range(QUERIES)],
        "three words": [_said(dice, 3) for _ in range(QUERIES)],
        "a phrase": [f'"{_said(dice, 2)}"' for _ in range(QUERIES)],
        "an identifier": [f"horizon {n % 97:02} {2020 + n % 9} {n:06}" for n in dice.sample(range(SIZE), QUERIES)],
        "a paragraph": [_said(dice, 120) for _ in range(QUERIES)],
    }


def _lines(
    database: str, engine: Engine, folder: Path, bare: Callable[[str], object] | None
) -> Iterator[Sequence[Cell]]:
    encoder = TransformerEncoder()
    encoder.encode_query(["warm"])
    doors = {"words alone": _door(engine, folder / "none", encoder, with_meanings=False)}
    doors["with meaning"] = _door(engine, folder / "all", encoder, with_meanings=True)
    doors["the same again, its vector known"] = doors["with meaning"]
    for sort, queries in _queries().items():
        known = None
        if bare is not None:
            known = _times(lambda query: bare(fts5(Terms.all_of(understand(query)))), queries)
            yield database, SIZE, sort, "bare full text, first 20", *known, 1.0
        for what, door in doors.items():
            spent = _times(lambda query, door=door: door.search(Asked(text=query), now=NOW), queries)  # type: ignore[misc]
            yield database, SIZE, sort, what, *spent, None if known is None else spent[3] / known[3]


def _door(engine: Engine, folder: Path, encoder: TransformerEncoder, *, with_meanings: bool) -> Searching:
    searching = Searching(engine=engine, encode=encoder.encode_query, model="made up", folder=folder, worth_a_look=0.12)
    if with_meanings:
        _meanings(engine, folder)
    started = cost(lambda: searching.search(Asked(), now=NOW))
    print(f"The first search {'with' if with_meanings else 'without'} meanings takes {started.seconds:.1f} s.\n")
    return searching


def _meanings(engine: Engine, folder: Path) -> None:
    """Put away an index of made-up vectors: where they point does not change how long a search takes."""
    with reading(engine) as session:
        ids = np.array(session.execute(text("SELECT call_id FROM search_facts ORDER BY 1")).scalars().all(), np.int64)
    vectors = np.random.default_rng(0).normal(size=(len(ids) * PASSAGES, DIMENSION)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    counts = np.full(len(ids), PASSAGES, np.int64)
    semantic_file.save(SemanticIndex(vectors, ids, np.ones_like(ids), counts), folder, model="made up")


def _times(work: Callable[[str], object], queries: Sequence[str]) -> tuple[float, float, float, float]:
    """The median and the 95th percentile of the milliseconds of one query, on the clock and of processor."""
    spent, cpu = [], []
    for each in queries:
        start, begun = perf_counter(), process_time()
        work(each)
        spent.append((perf_counter() - start) * 1000)
        cpu.append((process_time() - begun) * 1000)
    cuts = [quantiles(each, n=20, method="inclusive") for each in (spent, cpu)]
    return cuts[0][9], cuts[0][18], cuts[1][9], cuts[1][18]
