"""A call as a person describes it: an invitation, a national call, what no source shows."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadlines
from domain.money import Budget

SOURCE = "by_hand"
"""Where such calls are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What somebody knows of a call."""

    address: str
    """Its page, or the identifier people quote."""
    title: str
    identifier: str = ""
    """Empty: the address says it."""
    programme: str | None = None
    opens_on: date | None = None
    deadlines: Deadlines = Deadlines()
    budget: Budget = Budget()
    text: str = ""
    language: str = "en"


def call_of(described: Described, *, today: date, reference: str | None = None) -> Call:
    """The call as it is ``today``; ``reference`` is that of the call that this amends."""
    address = urlsplit(described.address)
    is_page = address.scheme in ("http", "https") and bool(address.hostname)
    named = address.path.rstrip("/").rpartition("/")[2] or address.netloc if is_page else described.address
    ahead = described.opens_on is not None and described.opens_on > today
    text = "\n".join(line for each in described.text.splitlines() if (line := " ".join(each.split())))
    return Call(
        source=SOURCE,
        reference=reference or described.address,
        identifier=described.identifier or named,
        kind=Kind.CALL,
        title=" ".join(described.title.split()),
        url=described.address if is_page else "",
        word=Status.FORTHCOMING if ahead else Status.OPEN,
        opens_on=described.opens_on,
        deadlines=described.deadlines,
        programme=described.programme,
        budget=described.budget,
        parts=(Part(PartKind.DESCRIPTION, "", text),) if text else (),
        language=described.language,
    )
