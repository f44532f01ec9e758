"""Where the parts are put together: settings, clock, database and encoder of one command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from config.settings import Settings
from convoca.clock import instant
from db import engine as database
from db import vectors
from domain.match import Strength
from matcher.embedding import Progress, embed, silent
from matcher.encoder import DEFAULT_MODEL, TransformerEncoder

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Program:
    """What every step needs: read once a command, passed down."""

    settings: Settings
    now: datetime
    engine: Engine
    demo: bool = False
    """Whether the world that is read is the demo's."""

    @classmethod
    def start(cls) -> "Program":
        """Read the settings, take the time, open (and make or migrate) the database."""
        settings = Settings.read()
        return cls(settings, instant(settings), database.connect(settings.database))

    @cached_property
    def encoder(self) -> TransformerEncoder:
        return TransformerEncoder(self.settings.model or DEFAULT_MODEL)

    def queries(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """Vectors of plan sentences, one row a text; computed once."""
        return self._embed(texts, self.encoder.encode_query, role="query", progress=progress)

    def documents(self, texts: Sequence[str], *, progress: Progress = silent) -> Vectors:
        """Vectors of passages, one row a text; computed once."""
        return self._embed(texts, self.encoder.encode_document, role="document", progress=progress)

    def _embed(
        self, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors], *, role: str, progress: Progress
    ) -> Vectors:
        return embed(texts, encode, store=_Store(self.engine, f"{self.encoder.name}/{role}"), progress=progress)

    def strength(self, score: float) -> Strength:
        """A score in words, by the thresholds that are set."""
        if score >= self.settings.strong:
            return Strength.STRONG
        return Strength.WORTH_A_LOOK if score >= self.settings.worth_a_look else Strength.WEAK


@dataclass(frozen=True)
class _Store:
    """The database as a store of vectors; a batch is safe as soon as it is put."""

    engine: Engine
    model: str

    def get(self, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        with database.reading(self.engine) as session:
            return vectors.get(session, hashes, model=self.model)

    def put(self, fresh: Mapping[str, Vectors]) -> None:
        with database.transaction(self.engine) as session:
            vectors.put(session, fresh, model=self.model)
