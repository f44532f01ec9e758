"""What one run over a source found, changed and could not read."""

from dataclasses import dataclass

from domain.call import Call


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
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
