"""What messages prompted people to do about applications: to tell the outcome, to mind an internal deadline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.application_rows import ApplicationRow
from db.rows import Row


class PromptRow(Row):
    """A prompt in a message to a person."""

    __tablename__ = "prompts"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    person: Mapped[str]
    about: Mapped[str]
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"))
    at: Mapped[datetime]
    unknown_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Somebody was prompted."""

    application_id: int
    person: str
    about: str
    """What for, so that the same is not said twice."""
    at: datetime
    unknown_at: datetime | None = None
    """When they answered that it is not known yet."""


def of_plan(session: Session, plan_id: str) -> list[Prompt]:
    """Every prompt about the applications of a plan, in order."""
    query = (
        select(PromptRow)
        .join(ApplicationRow, ApplicationRow.id == PromptRow.application_id)
        .where(ApplicationRow.plan == plan_id)
        .order_by(PromptRow.id)
    )
    return [_prompt(row) for row in session.scalars(query)]


def add(session: Session, outbox_id: int, prompts: Iterable[Prompt]) -> None:
    """Keep what a message prompts for, in the transaction that composes it."""
    names = ("application_id", "person", "about", "at")
    session.add_all(PromptRow(outbox_id=outbox_id, **{name: getattr(each, name) for name in names}) for each in prompts)
    session.flush()


def not_known_yet(session: Session, application_id: int, *, about: str, now: datetime) -> None:
    """Somebody answered that they cannot tell yet; nothing happens where nobody was asked."""
    asked = (PromptRow.application_id == application_id, PromptRow.about == about)
    last = session.scalars(select(PromptRow).where(*asked).order_by(PromptRow.id.desc()).limit(1)).first()
    if last is not None:
        last.unknown_at = now
        session.flush()


def _prompt(row: PromptRow) -> Prompt:
    return Prompt(
        application_id=row.application_id, person=row.person, about=row.about, at=row.at, unknown_at=row.unknown_at
    )
