"""A call as CommonGrants has it (protocol 0.4, https://commongrants.org): an "opportunity"."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid5

from domain.call import Call, Status
from domain.deadlines import Deadline, DeadlineKind
from domain.money import Money

NAMESPACE = UUID("6f1d9c1e-3f0e-5a57-9d6f-2b6d0a3b7c41")
"""Of the ids: the same call has the same id on every machine."""
STATUS: Mapping[Status, str] = {
    Status.FORTHCOMING: "forecasted",
    Status.OPEN: "open",
    Status.CLOSED: "closed",
}
CUSTOM: Mapping[Status, str] = {
    Status.WITHDRAWN: "The funder has taken it back.",
    Status.UNLISTED: "The source no longer lists it, and does not say why.",
    Status.UNKNOWN: "The source does not say where it stands.",
}
NAMES: Mapping[DeadlineKind, str] = {
    DeadlineKind.DEADLINE: "Deadline",
    DeadlineKind.CUT_OFF: "Cut-off",
    DeadlineKind.STAGE_1: "Deadline of the first stage",
    DeadlineKind.STAGE_2: "Deadline of the second stage",
}


SHORT: Mapping[DeadlineKind, str] = {
    DeadlineKind.DEADLINE: "deadline",
    DeadlineKind.CUT_OFF: "cutoff",
    DeadlineKind.STAGE_1: "stage1",
    DeadlineKind.STAGE_2: "stage2",
}


def id_of(source: str, reference: str) -> str:
    """The id of a call."""
    return str(uuid5(NAMESPACE, f"{source}\n{reference}"))


def opportunity(call: Call, *, first_seen: datetime, changed_at: datetime, now: datetime) -> dict[str, Any]:
    """The fields of ``OpportunityBase``. What is not known is left out, as the protocol wants it."""
    found: dict[str, Any] = {
        "id": id_of(call.source, call.reference),
        "title": call.title,
        "status": _status(call.status(now)),
        "description": "\n\n".join(each.text for each in call.parts),
        "funding": _funding(call),
        "keyDates": _dates(call, now=now),
        "source": call.url if urlsplit(call.url).scheme in ("http", "https") else None,
        "customFields": dict(_custom(call, now=now)),
        "createdAt": _utc(first_seen),
        "lastModifiedAt": _utc(changed_at),
    }
    return {name: value for name, value in found.items() if value not in (None, {})}


def _status(status: Status) -> dict[str, str]:
    if status in STATUS:
        return {"value": STATUS[status]}
    return {"value": "custom", "customValue": status.value, "description": CUSTOM[status]}


def _funding(call: Call) -> dict[str, Any]:
    budget = call.budget
    shared = f"The envelope is shared by {budget.shared_by} calls." if budget.shared_by > 1 else None
    found = {
        "details": shared,
        "totalAmountAvailable": _money(budget.total),
        "minAwardAmount": _money(budget.grant_min),
        "maxAwardAmount": _money(budget.grant_max),
        "estimatedAwardCount": budget.expected_grants,
    }
    return {name: value for name, value in found.items() if value is not None}


def _money(money: Money | None) -> dict[str, str] | None:
    return None if money is None else {"amount": f"{money.amount:f}", "currency": money.currency}


def _dates(call: Call, *, now: datetime) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if call.opens_on is not None:
        found["postDate"] = {"name": "Opening", "eventType": "singleDate", "date": call.opens_on.isoformat()}
    if close := call.deadlines.next(now) or next(iter(call.deadlines.dates[-1:]), None):
        found["closeDate"] = _event(close)
    if len(call.deadlines) > 1:
        found["otherDates"] = {f"{SHORT[each.kind]}_{each.on:%Y_%m_%d}": _event(each) for each in call.deadlines}
    return found


def _event(deadline: Deadline) -> dict[str, str]:
    found = {"name": NAMES[deadline.kind], "eventType": "singleDate", "date": deadline.on.isoformat()}
    if deadline.at is None:
        return found | {"description": f"No hour is stated; the day is that of {deadline.zone}."}
    # The protocol's times have no zone.
    return found | {"time": deadline.at.strftime("%H:%M:%S"), "description": f"{deadline.zone} time"}


def _custom(call: Call, *, now: datetime) -> Iterator[tuple[str, dict[str, Any]]]:
    ahead = call.deadlines.next(now)
    said = {
        "topicIdentifier": call.identifier,
        "funderReference": call.reference,
        "sourceName": call.source,
        "programme": call.programme,
        "typeOfAction": call.type_of_action,
        "language": call.language,
        "deadlineUtc": _utc(ahead.instant) if ahead else None,
    }
    for name, value in said.items():
        if value is not None:
            yield name, {"name": name, "fieldType": "string", "value": value}
    if call.deadlines.rolling:
        yield "rolling", {"name": "rolling", "fieldType": "boolean", "value": True}


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
