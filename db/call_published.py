"""The day a call was published: learnt at any time, never forgotten again, and no new version."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from db.call_rows import VersionRow
from domain.call import Call

Key = tuple[str, str]


def remembered(calls: Iterable[Call], known: Mapping[Key, date | None]) -> Iterator[Call]:
    """Yield the calls, each with the day that was known before, where its own reading does not say it."""
    days = dict(known)
    for each in calls:
        key = each.source, each.reference
        call = each if each.published_on else replace(each, published_on=days.get(key))
        days[key] = call.published_on
        yield call


def learn(session: Session, days: Mapping[int, date]) -> None:
    """Keep the day for rows of ``call_versions``, by their id."""
    if days:
        session.execute(update(VersionRow), [{"id": id, "published_on": day} for id, day in days.items()])
