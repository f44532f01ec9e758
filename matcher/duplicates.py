"""Which calls are one and the same, read at different places; pure, and careful: a wrong merge hides a call."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from urllib.parse import unquote, urlsplit

from domain.call import Call

Key = tuple[str, str]
"""Source and reference."""

NEAR = timedelta(days=2)
"""Sources round a deadline to the day, in their own zone: so far apart it is still the same one."""
TITLE_WORDS = 4
"""A title of fewer words ("Open call", "Second call") is no sign of identity."""
COMMON = frozenset(
    ("and", "call", "calls", "european", "europe", "for", "fund", "funding", "programme", "the", "union")
)
"""Words that programmes share without being the same."""


def duplicates(
    calls: Sequence[Call], *, secondary: Collection[str] = (), alone: Collection[Key] = ()
) -> dict[Key, Key]:
    """Return for each call that is another one read elsewhere the call that stands for both.

    The same official address or identifier makes two calls one; else the same title, deadlines within :data:`NEAR` and
    programmes that share a word. Two entries of one source with different deadlines are never merged, not even through
    a third. Calls of ``secondary`` sources never stand for others; those in ``alone`` are left alone.
    """
    merged = _Groups({_key(each): each for each in sorted(calls, key=_key) if _key(each) not in alone})
    for one, other in _candidates(merged.calls.values()):
        merged.join(one, other)
    return merged.stand_ins(secondary)


def _key(call: Call) -> Key:
    return call.source, call.reference


def _candidates(calls: Iterable[Call]) -> Iterator[tuple[Call, Call]]:
    """Pairs that look like one, the surest signs first."""
    known = list(calls)
    for sign in (_address, _identifier):
        for group in _grouped(known, sign):
            yield from ((group[0], each) for each in group[1:])
    for group in _grouped(known, _title):
        yield from ((one, other) for one, other in combinations(group, 2) if _alike(one, other))


def _grouped(calls: Iterable[Call], sign: Callable[[Call], str | None]) -> Iterator[list[Call]]:
    groups: dict[Hashable, list[Call]] = defaultdict(list)
    for each in calls:
        if (value := sign(each)) is not None:
            groups[value].append(each)
    return (each for each in groups.values() if len(each) > 1)


def _address(call: Call) -> str | None:
    """The official page: without scheme, www, query and trailing slash; ``None`` for a site's front page."""
    parts = urlsplit(call.url)
    path = unquote(parts.path).rstrip("/").lower()
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if path.count("/") > 1 else None


def _identifier(call: Call) -> str | None:
    """What people quote; a bare number says nothing outside its source."""
    identifier = "".join(call.identifier.split()).upper()
    telling = any(each.isalpha() for each in identifier) and any(each.isdigit() for each in identifier)
    return identifier if telling else None


def _title(call: Call) -> str | None:
    words = _words(call.title)
    return " ".join(words) if len(words) >= TITLE_WORDS else None


def _words(text: str) -> list[str]:
    plain = "".join(each for each in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(each))
    return re.findall(r"[^\W_]+", plain)


def _alike(one: Call, other: Call) -> bool:
    return _same_days(one, other, within=NEAR) and _same_programme(one, other)


def _same_days(one: Call, other: Call, *, within: timedelta) -> bool:
    """Whether every deadline of the one that names fewer is one of the other's; neither may be unknown."""
    fewer, more = sorted((_days(one), _days(other)), key=len)
    return bool(fewer) and all(any(abs(day - each) <= within for each in more) for day in fewer)


def _days(call: Call) -> list[date]:
    return [each.on for each in call.deadlines]


def _same_programme(one: Call, other: Call) -> bool:
    if one.programme is None or other.programme is None:
        return True
    return not (set(_words(one.programme)) - COMMON).isdisjoint(set(_words(other.programme)) - COMMON)


class _Groups:
    """Calls joined into groups, no group with two entries of one source that differ in their deadlines."""

    def __init__(self, calls: Mapping[Key, Call]) -> None:
        self.calls = calls
        self._group: dict[Key, list[Key]] = {each: [each] for each in calls}

    def join(self, one: Call, other: Call) -> None:
        first, second = self._group[_key(one)], self._group[_key(other)]
        if first is second or any(self._contradict(a, b) for a in first for b in second):
            return
        first += second
        for each in second:
            self._group[each] = first

    def _contradict(self, one: Key, other: Key) -> bool:
        return one[0] == other[0] and self.calls[one].deadlines != self.calls[other].deadlines

    def stand_ins(self, secondary: Collection[str]) -> dict[Key, Key]:
        """The first of each group stands for it: of a primary source, with the most text, by name."""
        found: dict[Key, Key] = {}
        for group in {id(each): each for each in self._group.values()}.values():
            first, *others = sorted(group, key=lambda key: (key[0] in secondary, -self._text(key), key))
            found |= dict.fromkeys(others, first)
        return found

    def _text(self, key: Key) -> int:
        return sum(len(part.text) for part in self.calls[key].parts)
