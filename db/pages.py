"""Pages as they were last read, with what lets a site say that nothing changed."""

import zlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.rows import Row
from domain.crawl import Page


class PageRow(Row):
    """A page that had an ETag or a Last-Modified when it was read."""

    __tablename__ = "pages"

    url: Mapped[str] = mapped_column(primary_key=True)
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    body: Mapped[bytes]
    """Compressed by zlib: what a page says is needed again where the site answers that it has not changed."""
    read_at: Mapped[datetime]


def recall(session: Session, url: str) -> Page | None:
    """The page as it was last read, if it can be asked for conditionally."""
    query = select(PageRow.etag, PageRow.last_modified, PageRow.body).where(PageRow.url == url)
    row = session.execute(query).one_or_none()
    return None if row is None else Page(row.etag, row.last_modified, zlib.decompress(row.body))


def keep(session: Session, pages: Mapping[str, Page], *, now: datetime) -> None:
    """Let these be the pages as they were last read, by address."""
    for url, page in pages.items():
        values = {
            "etag": page.etag,
            "last_modified": page.last_modified,
            "body": zlib.compress(page.body),
            "read_at": now,
        }
        statement = insert(session, PageRow).values(url=url, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["url"], set_=values))
