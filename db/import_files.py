"""Files of applications that wait until somebody has seen what taking them in would do."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import LargeBinary, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.rows import Row

KEPT = timedelta(days=1)
"""How long a file waits; then it is chosen again."""


class ImportFileRow(Row):
    """A file that waits."""

    __tablename__ = "import_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    person: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A file that waits."""

    plan: str
    name: str
    content: bytes


def put(session: Session, waiting: Waiting, *, person: str, now: datetime) -> int:
    """Keep a file, and none that the person chose before or that waited too long; return its number."""
    session.execute(delete(ImportFileRow).where((ImportFileRow.person == person) | (ImportFileRow.at < now - KEPT)))
    row = ImportFileRow(plan=waiting.plan, person=person, name=waiting.name, content=waiting.content, at=now)
    session.add(row)
    session.flush()
    return row.id


def get(session: Session, id: int, *, person: str, plan: str, now: datetime) -> Waiting | None:
    """The file of that number, if it is the person's, of that plan, and still waits."""
    row = session.get(ImportFileRow, id)
    if row is None or row.person != person or row.plan != plan or row.at < now - KEPT:
        return None
    return Waiting(plan=row.plan, name=row.name, content=row.content)


def forget(session: Session, id: int) -> None:
    """Let a file wait no more."""
    session.execute(delete(ImportFileRow).where(ImportFileRow.id == id))
