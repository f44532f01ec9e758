"""The rows of calls by source and reference, a source at a time: for pairs SQLite would read the whole table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.call_rows import CallRow
from db.chunks import chunks

CallKey = tuple[str, str]
"""Source and reference."""


def rows_of(session: Session, keys: Iterable[CallKey]) -> Iterator[tuple[int, str, str, str | None]]:
    """Id, source, reference and ``merged_into`` of each of these calls that is known."""
    of_source: dict[str, list[str]] = defaultdict(list)
    for source, reference in sorted(set(keys)):
        of_source[source].append(reference)
    for source, references in of_source.items():
        for some in chunks(references):
            query = select(CallRow.id, CallRow.reference, CallRow.merged_into)
            rows = session.execute(query.where(CallRow.source == source, CallRow.reference.in_(some)))
            for id, reference, merged_into in rows:
                yield id, source, reference, merged_into
