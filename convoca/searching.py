"""Calls found by words, identifiers and meaning, in one ranking; filtered, counted, and with the reason shown."""

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import numpy as np
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from convoca import languages, search_page, search_ranking, search_snapshot, semantic_file
from convoca.search_ranking import Ranking, World
from convoca.search_snapshot import Moment
from convoca.wiring import Program
from db import calls, search_facts, vectors
from db.chunks import chunks
from db.engine import reading
from domain.call import Call
from domain.query import understand
from domain.search import Asked, Facet, Found, FoundCall
from matcher.semantic_index import Vectors, renewed

REMEMBERED = 500
"""Vectors of queries that are kept in memory: people page, filter and sort with the same text. None is stored."""
SIMILAR = 6
"""Calls shown as similar to one."""


@dataclass
class Searching:
    """The door to all calls: one an application, for all its threads."""

    engine: Engine
    encode: Callable[[Sequence[str]], Vectors]
    """Queries to unit vectors, one row a text."""
    model: str
    """Under which the vectors of passages are stored."""
    folder: Path
    """Where the index of meanings is put away."""
    worth_a_look: float
    """From which score on a call matches a project."""
    english: Callable[[str], str | None] = field(default=lambda _: None)
    """The English of a text in another language; ``None`` where it is English, or none of it is understood."""
    _world: World | None = field(default=None, init=False)
    _moment: tuple[World, Moment] | None = field(default=None, init=False)
    _vector: Callable[[str], Vectors] = field(init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    def __post_init__(self) -> None:
        self._vector = lru_cache(REMEMBERED)(lambda text: self.encode([text])[0])

    @classmethod
    def of(cls, program: Program) -> "Searching":
        return cls(
            engine=program.engine,
            encode=lambda texts: program.encoder.encode_query(texts),
            model=f"{program.encoder.name}/document",
            folder=program.settings.data_dir,
            worth_a_look=program.settings.worth_a_look,
            english=languages.english,
        )

    def search(self, asked: Asked, *, now: datetime) -> Found:
        """Everything that is found, counted by every facet; the calls themselves of the page that is asked for."""
        with reading(self.engine) as session:
            world = self._current(session)
            moment = self._at(world, now)
            ranking = self._ranked(session, world, moment, asked.text)
            return search_page.page(session, world, moment, ranking, asked)

    def anew(
        self, asked: Asked, *, known: AbstractSet[tuple[str, str]], now: datetime
    ) -> tuple[list[FoundCall], list[tuple[str, str]]]:
        """What is found that can be applied to and is not ``known`` by source and reference: a page, then the rest."""
        with reading(self.engine) as session:
            world = self._current(session)
            moment = self._at(world, now)
            ranking = self._ranked(session, world, moment, asked.text)
            return search_page.anew(session, world, moment, ranking, asked, known=known)

    def values(self, *, now: datetime) -> dict[Facet, list[str]]:
        """The values that calls have, of every facet."""
        with reading(self.engine) as session:
            world = self._current(session)
            answers = self._at(world, now).answers
            return {each: sorted(answers[each].counts(world.snapshot.visible)) for each in answers}

    def similar(self, source: str, reference: str, *, now: datetime, limit: int = SIMILAR) -> list[FoundCall]:
        """Calls that can still be applied to and are about the same, the nearest first; none for one not embedded."""
        with reading(self.engine) as session:
            world = self._current(session)
            id = search_facts.id_of(session, source, reference)
            centre = None if id is None else world.meanings.centre(id)
            if id is None or centre is None:
                return []
            moment = self._at(world, now)
            ranking = search_ranking.like(world, moment, centre)
            others = ranking.mask & moment.running & ~world.snapshot.mask(np.array([id]))
            asked = Asked(size=limit)
            return list(search_page.page(session, world, moment, replace(ranking, mask=others), asked).rows)

    def _ranked(self, session: Session, world: World, moment: Moment, text: str) -> Ranking:
        if not text.strip():
            return search_ranking.everything(world)
        queries = [understand(text)]
        if english := self.english(queries[0].wanted):
            queries.append(replace(understand(english), quoted=(), excluded=queries[0].excluded))
        ranking = search_ranking.rank(
            session, world, moment, queries, embed=lambda: self._vector(english or queries[0].wanted)
        )
        return replace(ranking, understood=replace(ranking.understood, english=english))

    def _at(self, world: World, now: datetime) -> Moment:
        known = self._moment
        if known is None or known[0] is not world or not known[1].holds(now):
            known = self._moment = world, search_snapshot.at(world.snapshot, now)
        return known[1]

    def _current(self, session: Session) -> World:
        """All calls as this session sees them; read anew where they are not what they were."""
        with self._lock:
            if self._world is None or self._world.snapshot.state != search_facts.state(session):
                self._world = self._read(session, self._world)
            return self._world

    def _read(self, session: Session, before: World | None) -> World:
        snapshot = search_snapshot.read(session, worth_a_look=self.worth_a_look)
        old = before.meanings if before else semantic_file.load(self.folder, model=self.model)
        visible = np.flatnonzero(snapshot.visible)
        meanings = renewed(
            old,
            dict(zip(snapshot.ids[visible].tolist(), snapshot.versions[visible].tolist(), strict=True)),
            calls=lambda ids: _calls(session, ids),
            vectors=lambda hashes: vectors.get(session, hashes, model=self.model),
        )
        if meanings is not old:
            with suppress(OSError):  # what cannot be put away is made anew at the next start
                semantic_file.save(meanings, self.folder, model=self.model)
        return World(snapshot, meanings, snapshot.rows(meanings.ids))


def _calls(session: Session, ids: Sequence[int]) -> Iterator[tuple[int, Call]]:
    for some in chunks(ids):
        yield from ((id, each.call) for id, each in calls.of_ids(session, some).items())
