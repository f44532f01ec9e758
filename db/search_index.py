"""What is searched, kept in step with what is recorded: in the same transaction, never a call behind."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from db import search_words
from db.call_rows import CallRow, VersionRow, calls_of
from db.chunks import chunks
from db.insert import insert as insert_or_update
from db.search_rows import ChangeRow, FactsRow, facts_of
from domain.call import Call


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """A call as it now stands."""

    id: int
    """Of its row in ``calls``."""
    version: int
    call: Call


def keep(session: Session, calls: Sequence[Current]) -> None:
    """Let these calls be searched as they now are, whatever of them was searched before.

    The versions must have been recorded, those that are indexed too.
    """
    for some in chunks(calls):
        _forget(session, [each.id for each in some])
        rows = [{"call_id": each.id, "version": each.version, **facts_of(each.call)} for each in some]
        session.execute(insert(FactsRow), rows)
        search_words.add(session.connection(), ((each.id, search_words.texts_of(each.call)) for each in some))
    changed(session, {each.call.source for each in calls})


def changed(session: Session, sources: Iterable[str]) -> None:
    """Say that what is searched of these sources is not what it was."""
    for source in sorted(sources):
        row = insert_or_update(session, ChangeRow).values(source=source, number=1)
        once_more = {"number": ChangeRow.number + 1}
        session.execute(row.on_conflict_do_update(index_elements=["source"], set_=once_more))


def changes(session: Session) -> Mapping[str, int]:
    """How often what is searched has changed, by source: equal as long as nothing has."""
    return dict(session.execute(select(ChangeRow.source, ChangeRow.number)).all())


def catch_up(session: Session) -> int:
    """Index the calls that are not, or whose current version is not; return how many. For a database that is migrated.

    What it already knows it does not read again.
    """
    behind = list(_behind(session))
    for some in chunks(behind):
        calls = calls_of(session, [version_id for _, version_id, _ in some])
        keep(session, [Current(id=id, version=number, call=calls[at]) for id, at, number in some])
    return len(behind)


def _behind(session: Session) -> Iterator[tuple[int, int, int]]:
    """Id of the call, of its current version, and that version's number."""
    current = (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)
    query = (
        select(CallRow.id, VersionRow.id, VersionRow.number)
        .join(VersionRow, current)
        .outerjoin(FactsRow, FactsRow.call_id == CallRow.id)
        .where(FactsRow.version.is_distinct_from(CallRow.version))
        .order_by(CallRow.id)
    )
    yield from session.execute(query)


def _forget(session: Session, ids: Sequence[int]) -> None:
    """Take out what is indexed of these calls, if anything is."""
    indexed = (VersionRow.call_id == FactsRow.call_id) & (VersionRow.number == FactsRow.version)
    query = select(VersionRow.id, VersionRow.call_id).join(FactsRow, indexed).where(FactsRow.call_id.in_(ids))
    versions = dict(session.execute(query).all())
    if not versions:
        return
    old = calls_of(session, list(versions))
    texts = ((versions[version_id], search_words.texts_of(call)) for version_id, call in old.items())
    search_words.remove(session.connection(), texts)
    session.execute(delete(FactsRow).where(FactsRow.call_id.in_(list(versions.values()))))
