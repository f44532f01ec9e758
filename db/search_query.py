"""A query in the language of the database's full text: nothing of it is ever read as an operator."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.query import Query

MOST = 40
"""Terms of one kind that are asked for: who pastes more is served by the rarest of them."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What a call must have (all of it, or any), and must not. Letters, digits and single blanks alone."""

    wanted: tuple[str, ...]
    beginnings: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    any_of: bool = False

    @classmethod
    def all_of(cls, query: Query) -> "Terms":
        wanted = (*query.quoted, *query.compounds, *query.words)
        return cls(wanted[:MOST], query.beginnings[:MOST], query.excluded[:MOST])


def fts5(terms: Terms) -> str:
    """The query of ``search_words MATCH``."""
    said = [*_quoted(terms.wanted), *(f"{each}*" for each in _quoted(terms.beginnings))]
    wanted = f"({(' OR ' if terms.any_of else ' AND ').join(said)})"
    return f"{wanted} NOT ({' OR '.join(_quoted(terms.excluded))})" if terms.excluded else wanted


def _quoted(terms: Sequence[str]) -> list[str]:
    return [f'"{each}"' for each in terms]


def tsquery(terms: Terms) -> tuple[str, dict[str, str]]:
    """An SQL expression of type tsquery, and its parameters."""
    said = [("phraseto_tsquery", each) for each in terms.wanted]
    said += [("to_tsquery", f"'{each}':*") for each in terms.beginnings]
    unwanted = [("phraseto_tsquery", each) for each in terms.excluded]
    called = [f"{function}('english', :term{at})" for at, (function, _) in enumerate([*said, *unwanted])]
    wanted = f"({(' || ' if terms.any_of else ' && ').join(called[: len(said)])})"
    excluded = "".join(f" && !!{each}" for each in called[len(said) :])
    return wanted + excluded, {f"term{at}": each for at, (_, each) in enumerate([*said, *unwanted])}
