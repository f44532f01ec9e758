"""Tokens that open the API and the feeds for programs. Of every token only the hash is kept."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.columns import Word
from db.doors import hashed
from db.errors import NotStored
from db.people import PersonRow, member
from db.rows import Row
from domain.access import Scope, TokenKind
from domain.people import Member

USED_EVERY = timedelta(minutes=5)
"""How exactly we know when a token was last used: reading should not write each time."""
REMEMBERED = timedelta(days=30)
"""How long revoked tokens are kept, for the person to see."""


class TokenRow(Row):
    """A token of one person."""

    __tablename__ = "tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[TokenKind] = mapped_column(Word(TokenKind))
    name: Mapped[str]
    scopes: Mapped[list[Any]]
    project: Mapped[str | None]
    search: Mapped[int | None]
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What is known of a token, without the token."""

    id: int
    kind: TokenKind
    name: str
    """What its person calls it."""
    scopes: frozenset[Scope]
    """Of the API; none for a feed."""
    project: str | None
    """Of a feed: the project it is of; ``None``: of everything its person is told of."""
    search: int | None = None
    """Of a feed: the number of the saved search it is of."""
    created_at: datetime
    used_at: datetime | None
    """To :data:`USED_EVERY`."""
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A token that is good now, and whose it is."""

    token: Token
    member: Member


def issue(
    session: Session,
    person: str,
    *,
    name: str,
    scopes: Collection[Scope] = (),
    kind: TokenKind = TokenKind.API,
    project: str | None = None,
    search: int | None = None,
    now: datetime,
) -> str:
    """Make a token for somebody and return it: the only time that it is there to be seen."""
    token = token_urlsafe(32)
    row = TokenRow(
        token_hash=hashed(token),
        person=person,
        kind=kind,
        name=name,
        scopes=sorted(each.value for each in scopes),
        project=project,
        search=search,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return token


def bearer(session: Session, token: str, *, kind: TokenKind = TokenKind.API) -> Holder | None:
    """Whose token of that kind this is; ``None`` where it is forged or revoked, or its person has left."""
    query = select(TokenRow, PersonRow).join(PersonRow, PersonRow.id == TokenRow.person)
    good = (TokenRow.token_hash == hashed(token), TokenRow.kind == kind, TokenRow.revoked_at.is_(None))
    found = session.execute(query.where(*good, PersonRow.offboarded_at.is_(None))).one_or_none()
    if found is None:
        return None
    row, person = found
    whose = member({each.key: getattr(person, each.key) for each in PersonRow.__table__.columns})
    return Holder(token=_token(row), member=whose)


def use(session: Session, id: int, *, now: datetime) -> None:
    """Note that a token was used."""
    session.execute(update(TokenRow).where(TokenRow.id == id).values(used_at=now))


def of_person(session: Session, person: str) -> list[Token]:
    """The tokens of somebody, the newest first, those lately revoked among them."""
    query = select(TokenRow).where(TokenRow.person == person).order_by(TokenRow.id.desc())
    return [_token(each) for each in session.scalars(query)]


def revoke(session: Session, id: int, *, now: datetime) -> None:
    """Let a token open nothing any more; raise :class:`NotStored` where none that is good has this number."""
    good = (TokenRow.id == id, TokenRow.revoked_at.is_(None))
    if session.scalar(update(TokenRow).where(*good).values(revoked_at=now).returning(TokenRow.id)) is None:
        raise NotStored(f"there is no token {id} that could be revoked")


def revoke_of_search(session: Session, search: int, *, now: datetime) -> None:
    """Let every feed of a saved search be read no longer."""
    good = (TokenRow.search == search, TokenRow.revoked_at.is_(None))
    session.execute(update(TokenRow).where(*good).values(revoked_at=now))


def tidy(session: Session, *, now: datetime) -> None:
    """Forget tokens that were revoked :data:`REMEMBERED` ago."""
    session.execute(delete(TokenRow).where(TokenRow.revoked_at < now - REMEMBERED))


def _token(row: TokenRow) -> Token:
    return Token(
        id=row.id,
        kind=row.kind,
        name=row.name,
        scopes=frozenset(Scope(each) for each in row.scopes),
        project=row.project,
        search=row.search,
        created_at=row.created_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
