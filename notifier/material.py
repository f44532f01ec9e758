"""Which differences between two versions of a call are worth a mail."""

from dataclasses import replace
from datetime import datetime

from domain.call import Call, Status
from domain.change import FieldChange, differences
from domain.deadlines import Deadline
from notifier.ahead import is_shut


def material_changes(told: Call, call: Call, *, now: datetime) -> tuple[FieldChange, ...]:
    """Return what a reader who knows ``told`` must hear of: deadlines, status, opening, budget; never a mere rewording.

    A call that was shut and stays shut is no news, whatever the funder tidies up afterwards.
    """
    if is_shut(told, now=now) and is_shut(call, now=now):
        return ()
    return tuple(each for each in differences(told, call) if _is_material(each.field, told, call, now=now))


def _is_material(field: str, told: Call, call: Call, *, now: datetime) -> bool:
    match field:
        case "deadlines":
            return _still_to_come(told, now) != _still_to_come(call, now)
        case "word":
            return told.status(now) is not call.status(now)
        case "opens_on":
            # Once a call is open, its status has said so; funders often drop the planned date then.
            return call.status(now) is Status.FORTHCOMING
        case "budget":
            return replace(told.budget, envelope=None) != replace(call.budget, envelope=None)
        case _:
            return False


def _still_to_come(call: Call, now: datetime) -> tuple[bool, tuple[Deadline, ...]]:
    # A first stage that a source drops once it has passed is not a moved deadline.
    return call.deadlines.rolling, tuple(each for each in call.deadlines if not each.passed(now))
