"""The portal's dates: three types of record, three meanings of the same wire format."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from crawler.portal.row import Row
from domain.deadlines import BRUSSELS, Deadline, DeadlineKind, Deadlines

YEARS = range(1990, 2100)
"""A year outside is a placeholder, not a date."""


def printed(wire: str) -> datetime:
    """Read ``2026-09-15T17:00:00.000+0000``, to the minute: the seconds of external action calls change by the hour."""
    moment = datetime.fromisoformat(wire)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError(f"{wire!r} is not a date with its zone")
    return moment.replace(second=0, microsecond=0)


def topic_day(wire: str) -> date:
    """Return the day of a topic: midnight in any zone is a plain date, an hour is an instant seen from Brussels."""
    moment = printed(wire)
    return moment.date() if moment.time() == time(0) else moment.astimezone(ZoneInfo(BRUSSELS)).date()


def opening(row: Row) -> date | None:
    wire = row.one("startDate")
    if wire is None:
        return None
    return topic_day(wire) if row.must("type") == "1" else printed(wire).date()


def deadlines(row: Row) -> Deadlines:
    """Return every date of ``deadlineDate``.

    Topics (1) have a day. External action calls (2) have an hour in UTC. Cascade calls (8) print what a clock in
    Brussels shows, whatever zone they claim. Midnight is no hour.
    """
    wires = sorted(row.all("deadlineDate"))
    kinds = _kinds(row.one("deadlineModel"), len(wires))
    return Deadlines(tuple(_deadline(row.must("type"), wire, kind) for wire, kind in zip(wires, kinds, strict=True)))


def _deadline(portal_type: str, wire: str, kind: DeadlineKind) -> Deadline:
    if portal_type == "1":
        return Deadline(topic_day(wire), kind=kind)
    moment = printed(wire).astimezone(UTC) if portal_type == "2" else printed(wire)
    hour = None if moment.time() == time(0) else moment.time()
    return Deadline(moment.date(), hour, "UTC" if portal_type == "2" else BRUSSELS, kind)


def _kinds(model: str | None, count: int) -> Sequence[DeadlineKind]:
    """Return what happens on each date, in order. External action and cascade calls may name no model."""
    match model:
        case "single-stage" | None:
            return [DeadlineKind.DEADLINE] * count
        case "multiple cut-off":
            return [DeadlineKind.CUT_OFF] * count
        case "two-stage" if count <= 2:
            return [DeadlineKind.STAGE_1, DeadlineKind.STAGE_2][:count]
        case _:
            raise ValueError(f"deadlineModel {model!r} with {count} dates is not understood")
