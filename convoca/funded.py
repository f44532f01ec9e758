"""Funded projects are taken in from CORDIS, and set beside the calls that they are like."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from convoca.cordis import Cordis, NotFromCordis
from convoca.screen import bar
from convoca.wiring import Program
from db import funded
from db.engine import reading, transaction
from domain.crawl import Unreadable
from domain.funded import BodyKind, FundedProject
from matcher.passages import passages
from matcher.rank import Candidate

AT_ONCE = 500
"""Rows written together: memory does not grow with the file."""
NAMED = 10
"""Rows that could not be read and are named; the others are counted."""

T = TypeVar("T")


@dataclass
class Imported:
    """What an import came to."""

    projects: int = 0
    participants: int = 0
    others: int = 0
    """Projects without a public body, which are left out."""
    unreadable: int = 0
    named: list[Unreadable] = field(default_factory=list)
    """The first of those that could not be read."""

    def readable(self, some: Iterable[T | Unreadable]) -> Iterator[T]:
        """Yield what could be read; count and name the rest."""
        for each in some:
            if not isinstance(each, Unreadable):
                yield each
                continue
            self.unreadable += 1
            if len(self.named) < NAMED:
                self.named.append(each)


def import_file(program: Program, path: Path) -> Imported:
    """Take in the projects of a programme in which a public body takes part, with all who take part in them.

    All or nothing; the same file again changes nothing. Raises :class:`NotFromCordis`.
    """
    cordis, imported = Cordis(path), Imported()
    public = {each.project for each in imported.readable(cordis.participants()) if each.kind is BodyKind.PUBLIC}
    with transaction(program.engine) as session:
        known = _projects(session, imported, cordis, public)
        if not known:
            raise NotFromCordis(f"{path} names no project in which a public body takes part: nothing was changed.")
        theirs = (each for each in cordis.participants() if not isinstance(each, Unreadable) and each.project in known)
        for some in _batches(theirs):
            funded.save_participants(session, some)
            imported.participants += len(some)
    return imported


def _projects(session: Session, imported: Imported, cordis: Cordis, public: set[str]) -> set[str]:
    """Keep the projects that are wanted, and return their numbers."""
    known: set[str] = set()
    for some in _batches(imported.readable(cordis.projects())):
        wanted = {each.id: each for each in some if each.id in public}
        funded.save(session, wanted.values())
        known |= wanted.keys()
        imported.others += len(some) - len(wanted)
    imported.projects = len(known)
    return known


def relate(program: Program, running: list[Candidate]) -> None:
    """Set beside each running call the funded projects whose texts are like its own."""
    with reading(program.engine) as session:
        projects = list(funded.every(session))
    if not projects or not running:
        return
    from matcher import documents, nearest  # scikit-learn and what it brings is not needed where nothing is funded

    pieces = [documents.read(each.call).passages for each in running]
    with bar("Reading funded projects") as watch:
        texts = program.documents([_text(each) for each in projects], progress=watch)
    with bar("Reading calls") as watch:
        passages_read = program.documents([piece for each in pieces for piece in each], progress=watch)
    found = nearest.nearest(passages_read, [len(each) for each in pieces], texts)
    alike = {
        (each.call.source, each.call.reference): [(projects[at].id, cosine) for at, cosine in near]
        for each, near in zip(running, found, strict=True)
    }
    with transaction(program.engine) as session:
        funded.relate(session, alike)


def sentences(path: Path, imported: Imported) -> Iterator[str]:
    """What an import came to, in sentences."""
    yield (
        f"{path.name}: {imported.projects:,} projects in which a public body takes part, with "
        f"{imported.participants:,} participations; {imported.others:,} others left out."
    )
    if imported.unreadable:
        yield f"{imported.unreadable:,} rows could not be read:"
        yield from (f"  {each.record}: {each.reason}" for each in imported.named)
    if imported.unreadable > len(imported.named):
        yield f"  and {imported.unreadable - len(imported.named):,} more."


def _text(project: FundedProject) -> str:
    """What the model reads of a project: as much as it reads at once."""
    first = next(iter(passages(project.objective)), None)
    return f"{project.title}. {first.text}" if first else project.title


def _batches(some: Iterable[T]) -> Iterator[list[T]]:
    left = iter(some)
    while batch := list(islice(left, AT_ONCE)):
        yield batch
