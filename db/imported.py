"""Which row of a file each application came from."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.application_rows import ApplicationRow
from db.rows import Row
from domain.imported import Imported


class ImportedRow(Row):
    """What an application was last taken in as."""

    __tablename__ = "imported"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    key: Mapped[str]
    file: Mapped[str]
    cell: Mapped[str]
    said: Mapped[dict[str, Any]]
    at: Mapped[datetime]


def of_plan(session: Session, plan_id: str) -> dict[int, Imported]:
    """What each application of a plan that came from a file was last taken in as."""
    query = select(ImportedRow).join(ApplicationRow, ApplicationRow.id == ImportedRow.application_id)
    rows = session.scalars(query.where(ApplicationRow.plan == plan_id))
    return {
        each.application_id: Imported(
            application=each.application_id, key=each.key, file=each.file, cell=each.cell, said=each.said
        )
        for each in rows
    }


def keep(session: Session, imported: Imported, *, now: datetime) -> None:
    """Keep what an application is taken in as, in place of what it was before."""
    session.merge(
        ImportedRow(
            application_id=imported.application,
            key=imported.key,
            file=imported.file,
            cell=imported.cell,
            said=dict(imported.said),
            at=now,
        )
    )
