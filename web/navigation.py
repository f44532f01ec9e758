"""What stands in the navigation: the pages that there are and that this visitor may see."""

from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request

from domain.people import Role
from web.language import N_
from web.permissions import RULES
from web.visitor import Visitor

ENTRIES = (
    ("search", N_("Search")),
    ("projects", N_("Projects")),
    ("plan", N_("Plan")),
    ("applications", N_("Applications")),
    ("figures", N_("Figures")),
    ("deadlines", N_("Deadlines")),
    ("coverage", N_("Coverage")),
    ("sources", N_("Sources")),
    ("quality", N_("Quality")),
    ("people", N_("People")),
)
"""Names of routes, and what their links say."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the navigation."""

    label: str
    address: str
    current: bool


def links(request: Request, visitor: Visitor) -> Iterator[Link]:
    """The entries for a visitor; the current one is that whose address begins the request's."""
    if visitor.member is None:
        return
    for name, label in ENTRIES:
        if visitor.covers(RULES[name].least or Role.VIEWER):
            address = str(request.app.url_path_for(name))
            here = request.url.path
            yield Link(label, address, current=here == address or here.startswith(f"{address}/"))
