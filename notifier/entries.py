"""Which calls of one item a person is told of, why, and in which order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from domain.call import Call
from domain.digest import DigestEntry, DigestSection, Exclusion, Reading, Reason
from domain.eligibility import Answer, Verdict
from domain.match import Match, Strength
from domain.plan import Project
from notifier.ahead import deadline_soon, is_shut
from notifier.known import Memory, Told, World
from notifier.material import material_changes

OLDER = 3
"""Older calls of an item that one mail shows: worth a look, and not what the mail is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Decides what one person is told."""

    world: World
    memory: Memory
    strength: Callable[[Match], Strength]
    """A match in words, as the person wants to be told of it."""

    def section(
        self, item: str, matches: Iterable[Match], *, limit: int, project: Project | None = None
    ) -> tuple[DigestSection, list[Exclusion]]:
        """Return what there is to tell of an item, and the new matches that the rules exclude.

        Of the new matches the best ``limit`` are told. The rest waits; at the first time, when there may be hundreds,
        it is offered by a link instead. Of what was known before and ranks higher now the best :data:`OLDER` are
        shown, the rest is offered by the link. What the person knows already is told whatever its rank or verdict.
        """
        found = sorted(self._entries(item, [*matches]), key=_rank)
        new, older = ([each for each in found if each.reason is reason] for reason in (Reason.NEW, Reason.OFFERED))
        # An older call that the rules exclude was named when it was new.
        excluded = [Exclusion(each.call, no) for each in new if (no := _exclusion(each))]
        new, older = ([each for each in some if not _exclusion(each)] for some in (new, older))
        known = [each for each in found if each.reason in (Reason.CHANGED, Reason.CLOSING)]
        first = self.memory.is_first(item)
        beyond, linked = new[limit:], older[OLDER:]
        section = DigestSection(
            item=item,
            project=project,
            # By score alone: a reason or a near deadline never lifts a call above a better one.
            entries=(*sorted((*new[:limit], *known), key=_rank), *older[:OLDER]),
            more=0 if first else len(beyond),
            linked=tuple(each.match for each in (*(beyond if first else ()), *linked)),
        )
        return section, excluded

    def entry(self, match: Match, reason: Reason) -> DigestEntry:
        """The call of a match, to be told for a reason."""
        key = match.source, match.reference
        read = self.world.read.get((*key, match.version))
        return DigestEntry(
            reason=reason,
            call=self.world.calls[key],
            match=match,
            strength=self.strength(match),
            verdict=self.world.verdicts.get(key),
            earlier=None if read is None else Reading(match.version, read),
        )

    def _entries(self, item: str, matches: list[Match]) -> Iterator[DigestEntry]:
        for match in (*matches, *self._no_longer_ranked(item, matches)):
            if key_of(match) not in self.world.dismissed and (entry := self._decide(match)):
                yield entry

    def _no_longer_ranked(self, item: str, matches: list[Match]) -> Iterator[Match]:
        """Whoever knows a call hears of its changes and deadlines, even if it is closed or no longer matches."""
        ranked = {key_of(each) for each in matches}
        known = {key for key in (*self.memory.told, *self.world.taken_up) if key[0] == item}
        for key in sorted(known - ranked):
            if key[1:] in self.world.calls:
                yield Match(item=item, source=key[1], reference=key[2], version=0, score=0.0, words=0.0, meaning=0.0)

    def _decide(self, match: Match) -> DigestEntry | None:
        key, call, now = key_of(match), self.world.calls[match.source, match.reference], self.world.now
        before = self.memory.told.get(key)
        if before is not None and (changes := material_changes(before, call, now=now)):
            return replace(self.entry(match, Reason.CHANGED), changes=changes)
        if before is None and key not in self.memory.offered and self._is_worth_telling(match, call):
            was_known = self._was_weighed(match.item, call)
            return self.entry(match, Reason.OFFERED if was_known else Reason.NEW)
        deadline = deadline_soon(call, now=now)
        knows = before is not None or key in self.world.taken_up
        if knows and key not in self.world.sent and deadline and (*key, deadline.on) not in self.memory.reminded:
            return self.entry(match, Reason.CLOSING)
        return None

    def _is_worth_telling(self, match: Match, call: Call) -> bool:
        return self.strength(match) is not Strength.WEAK and not is_shut(call, now=self.world.now)

    def _was_weighed(self, item: str, call: Call) -> bool:
        until = self.memory.weighed.get(item)
        return until is not None and self.world.first_seen[call.source, call.reference] <= until


def key_of(match: Match) -> Told:
    """The item, source and reference of a match."""
    return match.item, match.source, match.reference


def _rank(entry: DigestEntry) -> tuple[float, str, str]:
    return -entry.match.score, entry.match.reference, entry.match.source


def _exclusion(entry: DigestEntry) -> Verdict | None:
    """The verdict by which the applicant may not apply, if there is one."""
    return entry.verdict if entry.verdict and entry.verdict.answer is Answer.NO else None
