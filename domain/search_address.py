"""A search as the address that holds all of it, and back: for links, saved searches and the command line."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from domain.search import Asked, Facet, Sort

FAR = 10_000
"""Pages beyond this one are not asked for by people."""


def address(asked: Asked) -> str:
    """The search as a query string without its question mark; what is usual is left out."""
    pairs = [("q", asked.text)] if asked.text else []
    pairs += [(facet, value) for facet in Facet for value in sorted(asked.filters.get(facet, ()))]
    pairs += [("sort", asked.sort)] if asked.sort is not Sort.RELEVANCE else []
    pairs += [("page", str(asked.page))] if asked.page > 1 else []
    return urlencode(pairs, errors="replace")


def asked(address: str) -> Asked:
    """The search of a query string. What it does not know is ignored: addresses are typed, cut and old."""
    return of_pairs(parse_qsl(address, keep_blank_values=False, errors="replace"))


def of_pairs(pairs: Iterable[tuple[str, str]]) -> Asked:
    """The search of a query string's names and values, as a web framework hands them over."""
    text, sort, page = "", Sort.RELEVANCE, 1
    filters: dict[Facet, frozenset[str]] = {}
    for name, value in pairs:
        if name == "q":
            text = value
        elif name == "sort" and value in set(Sort):
            sort = Sort(value)
        elif name == "page" and value.isascii() and value.isdigit() and len(value) < 6:
            page = min(max(1, int(value)), FAR)
        elif name in set(Facet) and value:
            facet = Facet(name)
            filters[facet] = filters.get(facet, frozenset()) | {value}
    return Asked(text=text, filters=filters, sort=sort, page=page)
