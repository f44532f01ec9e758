"""Where the parts are put together: settings, clock, database and encoder of one command."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from config.settings import Settings
from convoca.clock import instant
from db import engine as database
from db import settings as facts
from db import thresholds, vectors
from domain.match import Thresholds
from matcher.embedding import Progress, embed, silent
from matcher.encoder import Encoder, encoder
from matcher.reference_model import DEFAULT_MODEL, ENGLISH, languages

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Program:
    """What every step needs: read once a command, passed down."""

    settings: Settings
    now: datetime
    engine: Engine
    demo: bool = False
    """Whether the world that is read is the demo's."""
    started: float = field(default_factory=monotonic)

    def time(self) -> datetime:
        """The instant of the command and the time that has passed since: for leases, which end while a step runs."""
        return self.now + timedelta(seconds=monotonic() - self.started)

    @classmethod
    def start(cls) -> "Program":
        """Read the settings, take the time, open (and make or migrate) the database."""
        settings = Settings.read()
        return cls(settings, instant(settings), database.connect(settings.database))

    @cached_property
    def encoder(self) -> Encoder:
        return encoder(
            self.named_model,
            backend=self.settings.backend,
            folder=self.folder_of_models,
            before_checking=_say_that_it_takes_a_moment,
        )

    @property
    def folder_of_models(self) -> Path:
        """Where models are kept in the form in which they run fastest."""
        return self.settings.data_dir / "models"

    @cached_property
    def named_model(self) -> str | None:
        """The model that is set, else the one that was chosen with ``convoca model use``; ``None``: the default."""
        with database.reading(self.engine) as session:
            return self.settings.model or facts.get(session, facts.MODEL)

    @property
    def english_only(self) -> bool:
        """Whether the model is known to read no other language."""
        return languages(self.named_model or DEFAULT_MODEL) == ENGLISH

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

    def thresholds(self, plan_id: str) -> Thresholds:
        """From which score on matches are told of: as it is set, and as an officer moved it for a project."""
        usual = Thresholds(worth_a_look=self.settings.worth_a_look, strong=self.settings.strong)
        with database.reading(self.engine) as session:
            return thresholds.beside(session, plan_id, usual)


def _say_that_it_takes_a_moment() -> None:
    from convoca.screen import err  # an idle run shows nothing

    if err.is_terminal:
        err.print("Finding out what runs the model best on this machine: once, some ten seconds.")


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
