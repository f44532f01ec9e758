"""From which score on a project is told of calls, where an officer moved it away from the service's own."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.matches import MatchRow
from db.rows import Row
from domain.match import Thresholds


class ThresholdRow(Row):
    """The threshold of one project. How it came there stands in the audit log."""

    __tablename__ = "thresholds"

    plan: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    """The project's key."""
    threshold: Mapped[float]
    moved_at: Mapped[datetime]


def move(session: Session, plan_id: str, item: str, threshold: float | None, *, now: datetime) -> None:
    """Let this be a project's threshold; ``None``: the service's own again."""
    if threshold is None:
        session.execute(delete(ThresholdRow).where(ThresholdRow.plan == plan_id, ThresholdRow.item == item))
        return
    values = {"threshold": threshold, "moved_at": now}
    row = insert(session, ThresholdRow).values(plan=plan_id, item=item, **values)
    session.execute(row.on_conflict_do_update(index_elements=["plan", "item"], set_=values))


def of_plan(session: Session, plan_id: str) -> dict[str, float]:
    """The thresholds that were moved, by the project's key."""
    query = select(ThresholdRow.item, ThresholdRow.threshold).where(ThresholdRow.plan == plan_id)
    return dict(session.execute(query).all())


def beside(session: Session, plan_id: str, usual: Thresholds) -> Thresholds:
    """The service's thresholds, and beside them those of a plan's projects."""
    moved: Mapping[str, float] = of_plan(session, plan_id)
    return Thresholds(worth_a_look=usual.worth_a_look, strong=usual.strong, of_item=moved)


def reached(usual: float) -> ColumnElement[bool]:
    """That a row of ``matches`` reaches the threshold of its project, else the usual one."""
    return MatchRow.score >= func.coalesce(_of_match(), usual)


def _of_match() -> ScalarSelect[float]:
    same = (ThresholdRow.plan == MatchRow.plan, ThresholdRow.item == MatchRow.item)
    return select(ThresholdRow.threshold).where(*same).correlate(MatchRow).scalar_subquery()
