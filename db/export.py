"""What the institution owns, as plain rows for other tools, and what each column means."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db.application_rows import ApplicationRow, AssigneeRow, EventRow
from db.audit import AuditRow
from db.call_rows import CallRow, VersionRow, calls_of
from db.checklist import ChecklistRow
from db.internal_deadlines import InternalDeadlineRow
from db.matches import MatchRow
from db.outbox import OutboxRow
from db.ownership import FollowRow, HandOverRow, StandInRow
from db.people import PersonRow
from db.plans import PlanRow
from db.rows import Row
from db.saved_searches import SavedSearchRow
from db.told import ToldRow
from db.verdicts import OverrideRow, VerdictRow
from db.votes import VoteResetRow, VoteRow
from db.wire import as_json, plain

AT_ONCE = 500
"""Rows in memory."""
INNER = ("folded_email", "fingerprint", "text", "html", "message_id", "claimed_by", "claimed_until", "next_attempt_at")
"""Columns that are of use to the program alone, and the texts of mails, which may hold links that act for a person."""


@dataclass(frozen=True, slots=True)
class Exported:
    """One list: what it holds, its columns, and its rows as JSON has them."""

    name: str
    about: str
    columns: tuple[str, ...]
    rows: Callable[[Session], Iterator[Mapping[str, Any]]]


def _of(row_class: type[Row], about: str, name: str = "") -> Exported:
    table = row_class.__table__
    columns = tuple(each.name for each in table.columns if each.name not in INNER)
    assert isinstance(table, sa.Table)  # noqa: S101 - of a declared row it is
    query = sa.select(*(table.c[each] for each in columns)).order_by(*table.primary_key.columns)

    def rows(session: Session) -> Iterator[Mapping[str, Any]]:
        for row in session.execute(query, execution_options={"yield_per": AT_ONCE}).mappings():
            yield {each: plain(row[each]) for each in columns}

    return Exported(name or table.name, about, columns, rows)


CALL_COLUMNS = (
    *("source", "reference", "identifier", "kind", "title", "url", "word", "opens_on", "published_on", "deadlines"),
    *("programme", "group", "group_title", "type_of_action", "budget", "parts", "keywords", "language", "portal_type"),
    *("rolling", "number", "recorded_at", "current", "first_seen", "last_seen", "merged_into"),
)


def _calls(session: Session) -> Iterator[Mapping[str, Any]]:
    query = (
        sa.select(
            VersionRow.id,
            VersionRow.number,
            VersionRow.recorded_at,
            CallRow.version,
            CallRow.first_seen,
            CallRow.last_seen,
            CallRow.merged_into,
        )
        .join(CallRow, CallRow.id == VersionRow.call_id)
        .order_by(CallRow.source, CallRow.reference, VersionRow.number)
    )
    for some in session.execute(query, execution_options={"yield_per": AT_ONCE}).partitions():
        calls = calls_of(session, [row.id for row in some])
        for row in some:
            yield as_json(calls[row.id]) | {
                "number": row.number,
                "recorded_at": plain(row.recorded_at),
                "current": row.number == row.version,
                "first_seen": plain(row.first_seen),
                "last_seen": plain(row.last_seen),
                "merged_into": row.merged_into,
            }


EXPORTED = (
    Exported("calls", "Every version of every call; the current one is marked.", CALL_COLUMNS, _calls),
    _of(MatchRow, "Which calls match which part of a plan now."),
    _of(VerdictRow, "Whether the applicant may apply for a call, by the rules."),
    _of(OverrideRow, "What an officer said of a call, whatever the rules say."),
    _of(VoteRow, "Every vote; a later one of the same person stands for the earlier ones."),
    _of(VoteResetRow, "From when on a project learns nothing from its earlier votes."),
    _of(ApplicationRow, "Applications as they stand."),
    _of(EventRow, "Every change of every application."),
    _of(AssigneeRow, "Who works on which application."),
    _of(InternalDeadlineRow, "The institution's own deadlines of its applications."),
    _of(ChecklistRow, "What has to be done for each application, and by whom it was."),
    _of(PersonRow, "The people, their roles and wishes."),
    _of(FollowRow, "Who follows which project without owning it."),
    _of(HandOverRow, "Which project somebody else owns from a day on."),
    _of(StandInRow, "Who acts for whom during leave."),
    _of(SavedSearchRow, "Searches that people keep."),
    _of(ToldRow, "Which call a message told whom of, for which part of a plan, and why."),
    _of(OutboxRow, "The messages: to whom, when, how far they came; without their texts.", "messages"),
    _of(AuditRow, "Who changed what, and when."),
    _of(PlanRow, "Every version of every plan that was imported."),
)
"""Every list, in the order of the README."""

MEANINGS: Mapping[str, str] = {
    "address": "the whole search, as it stands in the address of the search page",
    "alerts": "whether the person is also told at once of what cannot wait",
    "answer": "yes, no or unclear",
    "application_id": "id of the application",
    "area": "the department that carries it",
    "at": "when",
    "attempts": "how often it was tried to send it",
    "budget": "total, grant_min, grant_max (amount and currency), shared_by: how many calls share the total",
    "by": "id of the person who said so, or who acts",
    "by_hand": "whether the person was added here; the others came with the plan",
    "call_version": "version of the call that whoever works on it has seen",
    "composed_at": "when the message was written",
    "created_at": "when it was made",
    "current": "whether this is the newest version",
    "deadline": "the near deadline that the message named",
    "deadlines": "on: the day; at: the hour, if stated; zone; kind: deadline, cut-off, stage 1 or stage 2",
    "decided_on": "day of the funder's decision",
    "document": "the plan as a document",
    "done_at": "when it was done",
    "done_by": "id of the person who did it",
    "done_on": "day on which it was done",
    "email": "address",
    "ends_on": "last day of the funded project",
    "evidence": "pairs of sentences, of the plan and of the call, that are alike",
    "field": "which field changed",
    "findings": "rule by rule: answer, reason, and the words of the call it rests on",
    "first": "first day",
    "first_seen": "when it was first read",
    "frequency": "how often the digest comes",
    "granted_amount": "what the funder gives",
    "granted_currency": "in which currency",
    "group": "the funder's umbrella call",
    "group_title": "its title",
    "id": "number or id in this list",
    "identifier": "what people quote",
    "imported_at": "when it was imported",
    "item": "part of a plan: project:…, challenge:… or line:… and its id",
    "keywords": "the funder's key words",
    "kind": "what it is",
    "label": "what it is, in words of the institution",
    "language": "language code",
    "last": "last day",
    "last_error": "why the last attempt to send failed",
    "last_seen": "when it was last read",
    "learnt": "the score before votes, and the votes that moved it",
    "left_because": "why the institution gave it up",
    "links": "documents kept elsewhere: title and url",
    "meaning": "cosine of the best passages, -1 to 1",
    "merged_into": "source/reference of the call that stands for this one",
    "municipalities": "where it takes place",
    "name": "name",
    "new": "as it became",
    "note": "free text",
    "notes": "free text",
    "notify": "whether the digest tells of what it finds anew",
    "number": "number of the version, from 1",
    "object": "what was changed: kind and id",
    "offboarded_at": "when the person left",
    "old": "as it was",
    "on": "the day",
    "opens_on": "first day of submission",
    "outbox_id": "id of the message",
    "part": "coordinator, partner or associate",
    "partners": "other bodies of the consortium: name and country",
    "parts": "the text: kind, heading, text",
    "period": "which message of its kind: the week, or the occasion",
    "person": "id of the person",
    "plan": "id of the plan",
    "portal_type": "the EU portal's number for the kind of record",
    "position": "place in the order, from 0",
    "programme": "the funding programme",
    "project": "id of the project in the plan",
    "published_on": "day of publication, where the source says it",
    "rate": "share of the costs that the funder pays, in per cent",
    "reason": "why",
    "recorded_at": "when it was recorded",
    "reference": "the funder's own identifier, unique within the source",
    "requested_amount": "what is asked of the funder",
    "requested_currency": "in which currency",
    "role": "viewer, lead, manager, officer or administrator",
    "rolling": "whether it is open all the time",
    "rules": "what the verdict depends on besides the call, as a hash",
    "said_at": "when it was said",
    "score": "of a match: 0 to 1, how far the call stands out; of an application: what the evaluators gave",
    "score_threshold": "the least score that is funded",
    "screened_at": "when the rules were applied",
    "sent_at": "when the message was sent",
    "since": "since when",
    "source": "where the call was read",
    "stage": "where the application stands",
    "starts_on": "first day of the funded project",
    "state": "composed, sent, failed, held or dead",
    "step": "what has to be done",
    "subject": "subject of the mail",
    "submitted_on": "day of the submission",
    "taken_back_at": "when the vote was taken back",
    "task": "what has to be done, in a word of the list",
    "telling_words": "the call's words that weighed most",
    "threshold": "the least score the person wants to be told of; empty: the service's own",
    "through": "the project by which a line or challenge matches",
    "title": "title",
    "to": "id of the new owner",
    "told_at": "when the person was told",
    "total_amount": "the institution's whole budget in it",
    "total_currency": "in which currency",
    "type_of_action": "the funder's type of action",
    "uncovered": "sentences of the plan that nothing in the call answers",
    "url": "the funder's page",
    "version": "version of the call",
    "weekday": "day of the weekly digest, 0 is Monday",
    "what": "what was done",
    "who": "id of the person, or convoca for the program",
    "why": "the reason in words",
    "word": "of a call: the funder's word on its status; of a vote: relevant, not-for-us or later",
    "words": "cosine of the words' weights, 0 to 1",
}
"""What a column means, the same in every list."""
