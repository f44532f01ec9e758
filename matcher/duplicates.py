"""Which calls are one and the same, read at different places; pure, and careful: a wrong merge hides a call."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from urllib.parse import unquote, urlsplit

from domain.call import Call
from domain.deadlines import DeadlineKind
from domain.query import words_of

Key = tuple[str, str]
"""Source and reference."""

NEAR = timedelta(days=2)
"""Sources round a deadline to the day, in their own zone: so far apart it is still the same one."""
TITLE_WORDS = 4
"""A title of fewer words ("Open call", "Second call") is no sign of identity, and an identifier of more is a title."""
COMMON = frozenset(
    ("and", "call", "calls", "european", "europe", "for", "fund", "funding", "interreg", "programme", "the", "union")
)
"""Words that programmes share without being the same."""


def duplicates(
    calls: Sequence[Call], *, secondary: Collection[str] = (), alone: Collection[Key] = ()
) -> dict[Key, Key]:
    """Return for each call that is another one read elsewhere the call that stands for both.

    The same official address or identifier makes two calls one, unless deadlines and titles both speak against it; else
    the same title, deadlines within :data:`NEAR` and the same programme. Never one, not even through a third, are calls
    with different identifiers, and two entries of one source that differ in more than their number. Calls of
    ``secondary`` sources never stand for others; those in ``alone`` are left alone.
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
    yield from _pairs(_own_addresses(known), by=_address, that=_go_together)
    yield from _pairs(known, by=_code, that=_go_together)
    yield from _pairs(known, by=_title, that=_alike)


def _pairs(
    calls: Iterable[Call], *, by: Callable[[Call], str | None], that: Callable[[Call, Call], bool]
) -> Iterator[tuple[Call, Call]]:
    """Pairs of calls with the same sign that also pass the test."""
    groups: dict[Hashable, list[Call]] = defaultdict(list)
    for each in calls:
        if (sign := by(each)) is not None:
            groups[sign].append(each)
    return (pair for group in groups.values() for pair in combinations(group, 2) if that(*pair))


def _own_addresses(calls: Sequence[Call]) -> Iterator[Call]:
    """The calls with an address of their own: one that a source gives for several of its calls is a programme's."""
    used = Counter((each.source, _address(each)) for each in calls)
    return (each for each in calls if used[each.source, _address(each)] == 1)


def _address(call: Call) -> str | None:
    """The official page: without scheme, www, query and trailing slash; ``None`` for a site's front page."""
    parts = urlsplit(call.url)
    path = unquote(parts.path).rstrip("/").lower()
    return f"{parts.netloc.lower().removeprefix('www.')}{path}" if path.count("/") > 1 else None


def _code(call: Call) -> str | None:
    """What people quote; a bare number, the source's own reference and a title say nothing outside their source."""
    code = "".join(call.identifier.split()).upper()
    telling = any(each.isalpha() for each in code) and any(each.isdigit() for each in code)
    own = call.identifier in (call.reference, call.title) or len(call.identifier.split()) >= TITLE_WORDS
    return code if telling and not own else None


def _title(call: Call) -> str | None:
    """The title without case, accents and punctuation; a short one only if it numbers its call ("DUT Call 2025")."""
    words = words_of(call.title)
    return " ".join(words) if len(words) >= TITLE_WORDS or any(each.isdigit() for each in words) else None


def _go_together(one: Call, other: Call) -> bool:
    """Whether nothing speaks against a sure sign: a page outlives its call, and a call is quoted by what feeds it."""
    unknown = not (one.deadlines and other.deadlines)
    return unknown or _same_days(one, other) or _one_title_in_the_other(one, other)


def _one_title_in_the_other(one: Call, other: Call) -> bool:
    """Whether a title only adds to the other, such as which cut-off it is: then one source missed a deadline's move."""
    shorter, longer = sorted((set(words_of(one.title)), set(words_of(other.title))), key=len)
    return shorter <= longer


def _alike(one: Call, other: Call) -> bool:
    is_long = len(words_of(one.title)) >= TITLE_WORDS
    return _same_days(one, other) and (_related if is_long else _same_programme)(one, other)


def _same_days(one: Call, other: Call) -> bool:
    """Whether every deadline of the one that names fewer is one of the other's; neither may be unknown."""
    fewer, more = sorted((_days(one), _days(other)), key=len)
    return bool(fewer) and all(any(abs(day - each) <= NEAR for each in more) for day in fewer)


def _days(call: Call) -> list[date]:
    return [each.on for each in call.deadlines]


def _doors(call: Call) -> list[date]:
    """The days until which one can still come in: to a second stage only those go who came to the first."""
    return [each.on for each in call.deadlines if each.kind is not DeadlineKind.STAGE_2]


def _related(one: Call, other: Call) -> bool:
    """Whether the programmes share a word of their own; what is not known speaks against nothing."""
    return one.programme is None or other.programme is None or not _name(one).isdisjoint(_name(other))


def _same_programme(one: Call, other: Call) -> bool:
    """Whether both name their programme, and one name is in the other."""
    shorter, longer = sorted((_name(one), _name(other)), key=len)
    return bool(shorter) and shorter <= longer


def _name(call: Call) -> set[str]:
    """The words of the programme; those that many share only where it has no others ("Interreg Europe")."""
    words = set(words_of(call.programme or ""))
    return words - COMMON or words


class _Groups:
    """Calls joined into groups, no group with two that cannot be one."""

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
        return _contradict(self.calls[one], self.calls[other])

    def stand_ins(self, secondary: Collection[str]) -> dict[Key, Key]:
        """The first of each group stands for it: of a primary source, with the most text, by name."""
        found: dict[Key, Key] = {}
        for group in {id(each): each for each in self._group.values()}.values():
            first, *others = sorted(group, key=lambda key: (key[0] in secondary, -self._text(key), key))
            found |= {each: first for each in others if not self._outlasts(each, first)}
        return found

    def _outlasts(self, one: Key, other: Key) -> bool:
        """Whether a call ends later than another: behind one that closes first it would be lost while it is open."""
        mine, theirs = _doors(self.calls[one]), _doors(self.calls[other])
        return bool(mine and theirs) and max(mine) > max(theirs) + NEAR

    def _text(self, key: Key) -> int:
        return sum(len(part.text) for part in self.calls[key].parts)


def _contradict(one: Call, other: Call) -> bool:
    """Whether two calls cannot be one. Sources list by topic, strand and project under one title and one deadline: what
    tells such entries apart is the funder's identifier or, within a source, anything but its own number and page."""
    codes = _code(one), _code(other)
    if None not in codes and codes[0] != codes[1]:
        return True
    return one.source == other.source and _but_for_number(one) != _but_for_number(other)


def _but_for_number(call: Call) -> Call:
    return replace(call, reference="", identifier="", url="")
