"""The words of calls in the full text of the database: FTS5 on SQLite, tsvector on PostgreSQL.

The table ``search_words`` has a form of its own on each database, so no row class declares it. Both hold the same four
texts, split into words and folded by :mod:`domain.query`, English endings taken off by the database.
"""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, text

from domain.call import Call, PartKind
from domain.query import words_of

TABLE = "search_words"
COLUMNS = ("title", "names", "text", "rest")
"""The title; identifiers, programme and key words; what the call is about; what many calls share."""
SHARED = (PartKind.DESTINATION, PartKind.CONDITIONS)
"""The parts that stand in many calls alike, and say little of one."""
LONGEST = 500_000
"""Bytes of a text that are indexed: PostgreSQL takes a megabyte of words for all four together."""

Texts = Mapping[str, str]
"""The four texts by column."""


def texts_of(call: Call) -> Texts:
    """What is indexed of a call. To take words out of the index of SQLite, they must be what was put in."""
    names = (call.identifier, call.reference, call.group, call.group_title, call.programme, call.type_of_action)
    parts = [(each.kind in SHARED, f"{each.heading}\n{each.text}") for each in call.parts]
    said = {
        "title": call.title,
        "names": "\n".join([*(each for each in names if each), *call.keywords]),
        "text": "\n".join(text for shared, text in parts if not shared),
        "rest": "\n".join(text for shared, text in parts if shared),
    }
    return {column: _ready(said[column]) for column in COLUMNS}


def _ready(text: str) -> str:
    return " ".join(words_of(text)).encode()[:LONGEST].decode(errors="ignore")


def add(connection: Connection, texts: Iterable[tuple[int, Texts]]) -> None:
    """Index these texts under the ids of their calls, none of which is indexed yet."""
    rows = [{"id": id, **each} for id, each in texts]
    if rows:
        connection.execute(text(_ADD[connection.dialect.name]), rows)


def remove(connection: Connection, texts: Iterable[tuple[int, Texts]]) -> None:
    """Take calls out of the index; the texts must be those they were indexed with."""
    rows = [{"id": id, **each} for id, each in texts]
    if rows:
        connection.execute(text(_REMOVE[connection.dialect.name]), rows)


def frequencies(connection: Connection, words: Sequence[str]) -> dict[str, int]:
    """In how many calls each word stands, up to :data:`OFTEN`; those that stand in none are left out."""
    counted = _in_sqlite if connection.dialect.name == "sqlite" else _in_postgresql
    found = {word: counted(connection, word) for word in words}
    return {word: count for word, count in found.items() if count}


OFTEN = 5_000
"""Beyond it, a word is frequent and no more is counted."""


def _in_sqlite(connection: Connection, word: str) -> int:
    query = f"SELECT count(*) FROM (SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH :word LIMIT {OFTEN})"  # noqa: S608
    return int(connection.execute(text(query), {"word": f'"{word}"'}).scalar_one())


def _in_postgresql(connection: Connection, word: str) -> int:
    holds = "words @@ plainto_tsquery('english', :word)"
    query = f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE {holds} LIMIT {OFTEN}) AS counted"  # noqa: S608
    return int(connection.execute(text(query), {"word": word}).scalar_one())


_ADD = {
    "sqlite": "INSERT INTO search_words (rowid, title, names, text, rest) VALUES (:id, :title, :names, :text, :rest)",
    "postgresql": (
        "INSERT INTO search_words (call_id, words) VALUES (:id, setweight(to_tsvector('english', :title), 'A') || "
        "setweight(to_tsvector('english', :names), 'B') || setweight(to_tsvector('english', :text), 'C') || "
        "setweight(to_tsvector('english', :rest), 'D'))"
    ),
}
_REMOVE = {
    "sqlite": (
        "INSERT INTO search_words (search_words, rowid, title, names, text, rest) "
        "VALUES ('delete', :id, :title, :names, :text, :rest)"
    ),
    "postgresql": "DELETE FROM search_words WHERE call_id = :id",
}
