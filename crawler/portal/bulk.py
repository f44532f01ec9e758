"""The portal's bulk file, every topic there ever was without its text: an object of it becomes a fact."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import ijson

from crawler.errors import Incomplete, LayoutChanged, NotJson, TooFew
from crawler.parse.html import plain
from crawler.portal.call import SOURCE, WORDS
from crawler.portal.dates import topic_day
from crawler.portal.details import HOST
from crawler.spider import UNREADABLE_SHARE
from domain.call import Status
from domain.crawl import Unreadable
from domain.deadlines import Deadline, Deadlines

URL = f"https://{HOST}/info/funding-tenders/opportunities/data/referenceData/grantsTenders.json"

PLACE = "fundingData.GrantTenderObj"
"""Where the list of objects lies."""

AT_LEAST = 100
"""The file holds ten thousand topics; a sound file with fewer than this is another file."""

TENDER, TOPIC = 0, 1
"""The numbers of ``type``."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What the bulk file says of one topic."""

    number: str
    """The digits of ``ccm2Id``, which the references of the search begin with."""
    identifier: str
    title: str
    word: Status
    """The portal's word; ask :meth:`status` where the topic stands."""
    opens_on: date | None
    deadlines: tuple[date, ...]
    """In order; none where the file names none."""

    def status(self, now: datetime) -> Status:
        """The portal's word, corrected as that of a call: closed once the last deadline has passed."""
        dates = Deadlines(tuple(Deadline(each) for each in self.deadlines))
        return Status.CLOSED if dates.all_passed(now) else self.word


@dataclass(frozen=True, slots=True)
class BulkFile:
    """A whole file: its topics, and the objects that were skipped."""

    facts: tuple[Fact, ...]
    unreadable: tuple[Unreadable, ...]


def read(chunks: Iterable[bytes]) -> BulkFile:
    """Read a file as it arrives; raises a :class:`CrawlError` where it is cut off, no JSON or laid out differently."""
    facts: list[Fact] = []
    unreadable: list[Unreadable] = []
    count = 0
    for count, record in enumerate(objects(chunks), start=1):
        try:
            fact = fact_of(record)
        except ValueError as error:
            unreadable.append(Unreadable(_name(record, count), str(error)))
        else:
            facts += [fact] if fact else []
    _check(count, facts, unreadable)
    return BulkFile(tuple(facts), tuple(unreadable))


def objects(chunks: Iterable[bytes]) -> Iterator[Any]:
    """Yield the objects of the file, one in memory at a time."""
    try:
        # with use_float a number too long to be one is an error; without it, one of 5,000 digits ends the process
        yield from ijson.items(ijson.from_iter(chunks), f"{PLACE}.item", use_float=True)
    except (ijson.JSONError, UnicodeDecodeError) as error:
        if "premature EOF" in str(error):
            raise Incomplete(SOURCE, "the bulk file is cut off before its end", url=URL) from error
        raise NotJson(SOURCE, "the bulk file is not JSON", url=URL) from error


def _check(count: int, facts: list[Fact], unreadable: list[Unreadable]) -> None:
    if not count:
        raise LayoutChanged(SOURCE, f"the bulk file has no objects under {PLACE!r}", url=URL)
    if len(unreadable) > max(1, count // UNREADABLE_SHARE):
        example = f"{unreadable[0].record}: {unreadable[0].reason}"
        fact = f"{len(unreadable)} of the {count} objects of the bulk file cannot be read, as {example}"
        raise LayoutChanged(SOURCE, fact, url=URL)
    if len(facts) < AT_LEAST:
        raise TooFew(SOURCE, f"the bulk file has {len(facts)} topics, expected at least {AT_LEAST}", url=URL)


def fact_of(record: object) -> Fact | None:
    """Return what an object says of a topic, ``None`` for a tender; ``ValueError`` says what is not understood.

    ``deadlineModel`` is not asked: it may be empty, and the dates are all that is compared.
    """
    if not isinstance(record, dict):
        raise ValueError("it is no object")
    match record.get("type"):
        case int(kind) if kind == TENDER:
            return None
        case int(kind) if kind == TOPIC:
            return _topic(record)
        case other:
            raise ValueError(f"type {other!r:.40} is not understood")


def _topic(record: dict[str, Any]) -> Fact:
    status = record.get("status")
    word = WORDS.get(str(status.get("id"))) if isinstance(status, dict) else None
    if word is None:
        raise ValueError(f"status {status!r:.80} is not understood")
    number = record.get("ccm2Id")
    if not isinstance(number, int) or number <= 0:
        raise ValueError(f"ccm2Id {number!r:.40} is no number")
    opens = _days(record, "plannedOpeningDateLong", in_actions="plannedOpeningDate")
    return Fact(
        number=str(number),
        identifier=_text(record, "identifier"),
        title=_text(record, "title"),
        word=word,
        opens_on=min(opens, default=None),
        deadlines=tuple(sorted(_days(record, "deadlineDatesLong", in_actions="deadlineDates"))),
    )


def _days(record: dict[str, Any], name: str, *, in_actions: str) -> set[date]:
    """Return the days in a field of the object, or where that is empty those that its actions name."""
    own = _several(record.get(name))
    actions = [each for each in _several(record.get("actions")) if isinstance(each, dict)]
    return {_day(each) for each in own or [wire for action in actions for wire in _several(action.get(in_actions))]}


def _several(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _day(wire: object) -> date:
    """Return the day of milliseconds since 1970: a number in an object, its digits as a text in an action."""
    try:
        milliseconds = int(wire) if isinstance(wire, str) else wire
        if not isinstance(milliseconds, int):
            raise TypeError
        moment = EPOCH + timedelta(milliseconds=milliseconds)
    except (OverflowError, TypeError, ValueError):
        raise ValueError(f"{wire!r:.40} is no date in milliseconds") from None
    return topic_day(moment.isoformat())


def _text(record: dict[str, Any], name: str) -> str:
    value = record.get(name)
    text = plain(value) if isinstance(value, str) else ""
    if not text:
        raise ValueError(f"{name} is missing")
    return text


def _name(record: object, place: int) -> str:
    """Return what an object that cannot be read is called: its identifier, or its place in the file."""
    try:
        return _text(record, "identifier") if isinstance(record, dict) else f"object {place}"
    except ValueError:
        return f"object {place}"
