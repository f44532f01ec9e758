"""All calls at once, as far as a search filters, counts and sorts them; and the few it shows, whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.call_rows import CallRow, VersionRow
from db.chunks import chunks
from db.matches import MatchRow
from db.runs import RunRow
from db.search_index import changes
from db.search_rows import FactsRow
from db.thresholds import ThresholdRow, reached
from db.verdicts import OverrideRow, VerdictRow
from domain.call import Kind, Status
from domain.eligibility import Answer

State = tuple[object, ...]

READ = (
    "version",
    "kind",
    "word",
    "rolling",
    "deadlines",
    "programme",
    "type_of_action",
    "project_amount",
    "project_currency",
)
"""The columns of ``search_facts`` that a search filters, counts and sorts by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One call."""

    id: int
    source: str
    reference: str
    version: int
    visible: bool
    """False where another call stands for it."""
    first_seen: datetime
    kind: Kind
    word: Status
    rolling: bool
    deadlines: Sequence[int]
    """Seconds since 1970, in order."""
    programme: str | None
    type_of_action: str | None
    project_amount: float | None
    project_currency: str | None
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Fit:
    """That a call matches a plan item."""

    call_id: int
    item: str
    score: float


def state(session: Session) -> State:
    """Equal as long as calls, matches, thresholds and verdicts are the same: cheap to ask before each search."""
    runs = session.execute(select(RunRow.step, RunRow.fingerprint, RunRow.at).order_by(RunRow.step)).all()
    screened = select(func.count(), func.max(VerdictRow.screened_at)).select_from(VerdictRow)
    said = select(func.count(), func.max(OverrideRow.said_at)).select_from(OverrideRow)
    moved = select(func.count(), func.max(ThresholdRow.moved_at)).select_from(ThresholdRow)
    judged = [tuple(session.execute(each).one()) for each in (screened, said, moved)]
    return (*sorted(changes(session).items()), *(tuple(each) for each in runs), *judged)


def facts(session: Session) -> Iterator[Facts]:
    """Yield every call that is indexed, by id."""
    columns = [FactsRow.__table__.c[name] for name in READ]
    heads = (CallRow.id, CallRow.source, CallRow.reference, CallRow.merged_into.is_(None), CallRow.first_seen)
    current = (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)
    query = (
        select(*heads, *columns, VersionRow.published_on)
        .join(FactsRow, FactsRow.call_id == CallRow.id)
        .join(VersionRow, current)
        .order_by(CallRow.id)
    )
    names = ("id", "source", "reference", "visible", "first_seen", *READ, "published_on")
    for row in session.execute(query):
        yield Facts(**dict(zip(names, row, strict=True)))


def fits(session: Session, *, at_least: float) -> list[Fit]:
    """Which calls match which plan items with such a score, or that of their own threshold; the best first."""
    query = select(CallRow.id, MatchRow.item, MatchRow.score).join(
        MatchRow, (MatchRow.source == CallRow.source) & (MatchRow.reference == CallRow.reference)
    )
    rows = session.execute(query.where(reached(at_least)).order_by(MatchRow.score.desc(), MatchRow.item))
    return [Fit(id, item, score) for id, item, score in rows]


def verdicts(session: Session) -> dict[tuple[str, str], str]:
    """Whether a plan's applicant may apply, in a word, by source and reference; of several plans the best word."""
    rows = session.execute(select(VerdictRow.source, VerdictRow.reference, VerdictRow.answer)).all()
    best = [Answer.NO, Answer.UNCLEAR, Answer.YES]
    ordered = sorted(rows, key=lambda each: best.index(each.answer))
    return {(source, reference): answer.value for source, reference, answer in ordered}


def keys(session: Session, ids: Sequence[int]) -> list[tuple[str, str]]:
    """The source and reference of these calls, in the same order."""
    found: dict[int, tuple[str, str]] = {}
    for some in chunks(list(ids)):
        rows = session.execute(select(CallRow.id, CallRow.source, CallRow.reference).where(CallRow.id.in_(some)))
        found |= {id: (source, reference) for id, source, reference in rows}
    return [found[id] for id in ids]


def id_of(session: Session, source: str, reference: str) -> int | None:
    """The id of a call, if it is known."""
    return session.scalar(select(CallRow.id).where(CallRow.source == source, CallRow.reference == reference))
