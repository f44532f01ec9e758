"""What was named on the command line, as values of facets: a programme by a part of its name, all else exactly."""

from collections.abc import Mapping, Sequence

from domain.call import Kind, Status
from domain.errors import Problem
from domain.query import folded
from domain.search import RUNNING, Asked, Band, Facet, Filters, Sort, Window

FIXED: Mapping[Facet, Sequence[str]] = {
    Facet.STATUS: list(Status),
    Facet.KIND: list(Kind),
    Facet.WINDOW: list(Window),
    Facet.BUDGET: list(Band),
}
"""The facets whose values are known beforehand; the others have those that calls have."""
SHOWN = 12
"""Values that a message lists."""


class NoSuchChoice(Problem):
    """Raised where a search is narrowed to what no call has."""


def choices(named: Mapping[Facet, Sequence[str]], known: Mapping[Facet, Sequence[str]]) -> Filters:
    """The values that are meant; ``known`` are those that calls have. Raises :class:`NoSuchChoice`."""
    return {
        facet: frozenset(value for each in said for value in _meant(facet, each, FIXED.get(facet, known[facet])))
        for facet, said in named.items()
        if said
    }


def _meant(facet: Facet, said: str, known: Sequence[str]) -> list[str]:
    found = [each for each in known if folded(each) == folded(said)]
    if not found and facet is Facet.PROGRAMME:
        found = [each for each in known if folded(said) in folded(each)]
    if not found:
        raise NoSuchChoice(f"No call has the {facet} {said!r}; {_there_are(known)}")
    return found


def _there_are(known: Sequence[str]) -> str:
    if not known:
        return "none has any: crawl and match first."
    more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
    return f"there are {', '.join(known[:SHOWN])}{more}."


def asked(
    text: str, said: Mapping[str, Sequence[str] | None], known: Mapping[Facet, Sequence[str]], *, sort: str, page: int
) -> Asked:
    """The search that a command line asks for, by the names of facets; without a status, of what still runs."""
    named = {Facet(name): list(values or ()) for name, values in said.items()}
    status = named[Facet.STATUS]
    named[Facet.STATUS] = [] if "all" in status else status or list(RUNNING)
    return Asked(text=text, filters=choices(named, known), sort=Sort(sort), page=page)
