"""How far off a deadline is, and whether it is near enough to be reminded of."""

from datetime import datetime
from zoneinfo import ZoneInfo

from domain.call import Call, Status
from domain.deadlines import Deadline

REMINDED_WITHIN = 14
"""Days before a deadline from which on a reader is reminded of it: two weekly digests."""


def days_left(deadline: Deadline, now: datetime) -> int:
    """Return the days to the deadline by the calendar of the funder's zone; 0 on the day itself."""
    return (deadline.on - now.astimezone(ZoneInfo(deadline.zone)).date()).days


def is_shut(call: Call, *, now: datetime) -> bool:
    """Whether nobody can apply any more: closed, withdrawn, or every known deadline behind us."""
    return call.status(now) in (Status.CLOSED, Status.WITHDRAWN) or call.deadlines.all_passed(now)


def deadline_soon(call: Call, *, now: datetime) -> Deadline | None:
    """Return the next deadline of a call that is not shut, if it is near enough to be reminded of."""
    deadline = call.deadlines.next(now)
    if deadline is None or is_shut(call, now=now) or days_left(deadline, now) > REMINDED_WITHIN:
        return None
    return deadline
