"""Decides what one person is told this time: a digest, or nothing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime
from types import MappingProxyType

from domain.call import Call
from domain.digest import Digest, DigestEntry, DigestSection, Examined, Exclusion, Reason
from domain.eligibility import Answer, Verdict
from domain.match import Match, Strength
from domain.plan import Person, Plan, Project
from notifier.ahead import deadline_soon, is_shut
from notifier.material import material_changes

Told = tuple[str, str, str]
"""What a person was told of: plan item, source, reference."""

CallKey = tuple[str, str]
"""Source and reference."""

Reminder = tuple[str, str, str, date]
"""What a person was reminded of: plan item, source, reference, the day of the deadline."""


def compose(
    person: Person,
    *,
    plan: Plan,
    projects: AbstractSet[str],
    matches: Sequence[Match],
    calls: Mapping[tuple[str, str], Call],
    told: Mapping[Told, Call],
    reminded: AbstractSet[Reminder],
    strength: Callable[[float], Strength],
    examined: Examined,
    now: datetime,
    limit: int = 5,
    dismissed: AbstractSet[Told] = frozenset(),
    verdicts: Mapping[CallKey, Verdict] = MappingProxyType({}),
) -> Digest | None:
    """Return what this person is to be told of these projects of the plan, or ``None`` where there is nothing to tell.

    ``matches`` holds at most one match per plan item and call, ``calls`` each of their calls as it is now. ``told``
    holds each call as this person was last told of it, ``reminded`` the deadlines named to them when they were near.
    Of the new matches of a project the best ``limit`` are told, the rest is counted and comes another time. Of what is
    ``dismissed`` for a project nothing is told. A new match whose verdict is no is named apart; what a person knows
    already is told whatever the verdict.
    """
    known = [each for each in (*matches, *_no_longer_ranked(matches, told, calls)) if _key(each) not in dismissed]
    sections: list[DigestSection] = []
    excluded: dict[CallKey, Exclusion] = {}
    for project in (each for each in plan.projects if each.id in projects):
        ours = (each for each in known if each.item == project.key)
        entries = [_entry(each, calls, told, reminded, strength=strength(each.score), now=now) for each in ours]
        judged = [replace(each, verdict=verdicts.get(_call_key(each))) for each in entries if each]
        excluded |= {_call_key(each): barred for each in judged if (barred := _barred(each))}
        if offered := [each for each in judged if not _barred(each)]:
            sections.append(_section(project, offered, limit=limit))
    if not sections:
        return None
    return Digest(
        person=person,
        plan=plan.id,
        now=now,
        sections=tuple(sections),
        examined=examined,
        excluded=tuple(excluded.values()),
    )


def reminded_by(digest: Digest) -> tuple[Reminder, ...]:
    """Return the near deadlines that this digest names, whatever the reason of their entries: said once is enough."""
    return tuple(
        (*_key(entry.match), deadline.on)
        for entry in _entries(digest)
        if (deadline := deadline_soon(entry.call, now=digest.now))
    )


def _no_longer_ranked(
    matches: Sequence[Match], told: Iterable[Told], calls: Mapping[tuple[str, str], Call]
) -> Iterable[Match]:
    """Whoever was told of a call hears of its changes and deadlines, even if it is closed or no longer matches."""
    ranked = {_key(each) for each in matches}
    for item, source, reference in told:
        if (item, source, reference) not in ranked and (source, reference) in calls:
            yield Match(item=item, source=source, reference=reference, version=0, score=0.0, words=0.0, meaning=0.0)


def _entry(
    match: Match,
    calls: Mapping[tuple[str, str], Call],
    told: Mapping[Told, Call],
    reminded: AbstractSet[Reminder],
    *,
    strength: Strength,
    now: datetime,
) -> DigestEntry | None:
    key, call = _key(match), calls[match.source, match.reference]
    before = told.get(key)
    if before is None:
        if strength is Strength.WEAK or is_shut(call, now=now):
            return None
        return DigestEntry(reason=Reason.NEW, call=call, match=match, strength=strength)
    if changes := material_changes(before, call, now=now):
        return DigestEntry(reason=Reason.CHANGED, call=call, match=match, strength=strength, changes=changes)
    deadline = deadline_soon(call, now=now)
    if deadline and (*key, deadline.on) not in reminded:
        return DigestEntry(reason=Reason.CLOSING, call=call, match=match, strength=strength)
    return None


def _section(project: Project, entries: Iterable[DigestEntry], *, limit: int) -> DigestSection:
    # By score alone: a reason or a near deadline never lifts a call above a better one.
    ranked = sorted(entries, key=lambda each: (-each.match.score, each.match.reference, each.match.source))
    waiting = {_key(each.match) for each in [each for each in ranked if each.reason is Reason.NEW][limit:]}
    kept = tuple(each for each in ranked if _key(each.match) not in waiting)
    return DigestSection(project=project, entries=kept, more=len(waiting))


def _barred(entry: DigestEntry) -> Exclusion | None:
    """A new match that the applicant may not apply for."""
    if entry.reason is Reason.NEW and entry.verdict and entry.verdict.answer is Answer.NO:
        return Exclusion(entry.call, entry.verdict)
    return None


def _call_key(entry: DigestEntry) -> CallKey:
    return entry.call.source, entry.call.reference


def _key(match: Match) -> Told:
    return match.item, match.source, match.reference


def _entries(digest: Digest) -> Iterable[DigestEntry]:
    return (entry for section in digest.sections for entry in section.entries)
