"""What one run over a source found, changed and could not read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.call import Call


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was last read, and what lets its site answer that it has not changed."""

    etag: str | None
    last_modified: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that was skipped, and why."""

    record: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """One run over one source. ``failure`` is ``None`` for a complete, verified crawl."""

    source: str
    calls: tuple[Call, ...] = ()
    """Empty where the crawl failed: nothing of an unverified crawl is stored."""
    unreadable: tuple[Unreadable, ...] = ()
    failure: str | None = None
    pages: Mapping[str, Page] = field(default_factory=dict)
    """By address, those that can be asked for conditionally next time."""
    requests: int = 0
    unmodified: int = 0
    """Requests that the site answered with "not modified"."""
    bytes: int = 0
    seconds: float = 0.0
