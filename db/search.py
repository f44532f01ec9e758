"""Calls by their words and identifiers, the best first: one door to the full text of either database."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, or_, select, text
from sqlalchemy.orm import Session

from db.search_query import Terms, fts5, tsquery
from db.search_rows import FactsRow
from db.search_words import frequencies
from domain.query import IDLE, Query

Ids = NDArray[np.int64]
"""Ids of calls."""

RAREST = 8
"""Words of a long text that are searched for: beyond them a search takes longer and finds no better."""
TRIED = 100
"""Words of a long text whose frequency is looked up, the longest first: long words are rare."""
RANKED = 20_000
"""Above so many calls only the :data:`FIRST` best are put in order: nobody reads on, and it takes long."""
FIRST = 1_000
LAST = "\U0010ffff"
"""Behind every other character."""


@dataclass(frozen=True, slots=True)
class Words:
    """The calls that hold what was asked for."""

    ids: Ids
    """The best first."""
    any_of: tuple[str, ...] = ()
    """Set where one of these words was enough, the rarest first."""


def identified(session: Session, query: Query) -> Ids:
    """The calls whose identifier or reference is the text; where it holds a digit, also those it begins."""
    if not query.identifier:
        return _ids("")
    columns = (FactsRow.squashed_identifier, FactsRow.squashed_reference)
    wanted = [each == query.identifier for each in columns]
    if any(each.isdigit() for each in query.identifier):
        wanted = [(each >= query.identifier) & (each < query.identifier + LAST) for each in columns]
    by_length = (func.length(FactsRow.squashed_identifier), FactsRow.squashed_identifier, FactsRow.call_id)
    found = select(FactsRow.call_id).where(or_(*wanted)).order_by(*by_length)
    return np.asarray(list(session.scalars(found)), np.int64)


def all_of(session: Session, query: Query) -> Ids:
    """The calls that have every word and phrase of a query and none it excludes; none for a pasted paragraph."""
    if not query.terms or query.is_long:
        return _ids("")
    return _matching(session.connection(), Terms.all_of(query))


def any_of(session: Session, query: Query) -> Words:
    """The calls that have one of the :data:`RAREST` words of a query, those with more of them first.

    What is quoted they must have all the same; where nothing else was typed, there are none.
    """
    connection = session.connection()
    loose = (*query.compounds, *query.words, *query.beginnings)
    single = {word for each in loose for word in each.split()} - IDLE
    known = frequencies(connection, sorted(single, key=lambda each: (-len(each), each))[:TRIED])
    rarest = tuple(sorted(known, key=lambda each: (known[each], each))[:RAREST])
    if not rarest:
        return Words(_ids(""))
    ids = _matching(connection, Terms(rarest, excluded=query.excluded, any_of=True))
    return Words(ids[np.isin(ids, having(session, query.quoted))] if query.quoted else ids, rarest)


def having(session: Session, terms: Sequence[str]) -> Ids:
    """The calls that have all of these words and phrases."""
    return _matching(session.connection(), Terms(tuple(terms))) if terms else _ids("")


def excluded(session: Session, query: Query) -> Ids:
    """The calls that hold something the query excludes."""
    if not query.excluded:
        return _ids("")
    return _matching(session.connection(), Terms(query.excluded, any_of=True))


def _matching(connection: Connection, terms: Terms) -> Ids:
    return _in_sqlite(connection, terms) if connection.dialect.name == "sqlite" else _in_postgresql(connection, terms)


def _in_sqlite(connection: Connection, terms: Terms) -> Ids:
    query = {"query": fts5(terms)}
    if connection.execute(text(_COUNTED), query).scalar_one() <= RANKED:
        return _ids(connection.execute(text(_LISTED.format(_ORDERED)), query).scalar())
    first = _ids(connection.execute(text(_LISTED.format(f"{_ORDERED} LIMIT {FIRST}")), query).scalar())
    return _then(first, _ids(connection.execute(text(_LISTED.format(_HELD)), query).scalar()))


def _in_postgresql(connection: Connection, terms: Terms) -> Ids:
    expression, query = tsquery(terms)
    ids = connection.execute(text(_ARRAY.format(expression)), query).scalar_one()
    first = connection.execute(text(_RANKED.format(expression)), query | {"first": FIRST}).scalars()
    return _then(np.asarray(list(first), np.int64), np.asarray(ids, np.int64))


_HELD = "SELECT rowid FROM search_words WHERE search_words MATCH :query"
_COUNTED = f"SELECT count(*) FROM ({_HELD})"  # noqa: S608
_ORDERED = f"{_HELD} ORDER BY bm25(search_words, 5.0, 3.0, 1.0, 0.2), rowid"
_LISTED = "SELECT group_concat(rowid) FROM ({})"
"""One row with all ids: a row for each would cost more than the search itself."""
_ARRAY = """
SELECT coalesce(array_agg(call_id), '{{}}') FROM search_words, (SELECT {} AS query) AS asked WHERE words @@ query
"""
_RANKED = """
SELECT call_id FROM search_words, (SELECT {} AS query) AS asked WHERE words @@ query
ORDER BY ts_rank('{{0.05, 0.2, 0.6, 1.0}}', words, query, 1) DESC, call_id LIMIT :first
"""


def _then(first: Ids, others: Ids) -> Ids:
    """The first, and whatever else is among the others: the newest of those first."""
    rest = np.setdiff1d(others, first, assume_unique=True)
    return np.concatenate([first, rest[::-1]])


def _ids(listed: str | None) -> Ids:
    return np.fromstring(listed, np.int64, sep=",") if listed else np.zeros(0, np.int64)
