"""The doors of the window: one-time links and sessions. Of every token only the hash is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, ForeignKey, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db import people
from db.outbox import OutboxRow
from db.people import PersonRow
from db.rows import Row
from domain.people import Member

MAIL = "sign-in"
"""The kind of message in the outbox that holds a link."""
LINK_LASTS = timedelta(minutes=15)
SESSION_LASTS = timedelta(days=30)
"""From the sign-in on, whatever happens."""
IDLE = timedelta(days=7)
"""A session that nobody used for so long has ended."""
SEEN_EVERY = timedelta(minutes=5)
"""How exactly we know when a session was last used: reading a page should not write each time."""
REMEMBERED = timedelta(days=30)
"""How long ended sessions and used links are kept, for the person to see."""


class LinkRow(Row):
    """A link that signs one person in, once."""

    __tablename__ = "sign_in_links"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SessionRow(Row):
    """A browser in which somebody is signed in."""

    __tablename__ = "sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    created_at: Mapped[datetime]
    last_seen: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    csrf: Mapped[str]
    """What every form of this session carries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session that is good now, and whose it is."""

    id: int
    member: Member
    csrf: str
    created_at: datetime
    last_seen: datetime


def hashed(token: str) -> str:
    """What is kept of a token. It is random and long, so that a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def make_link(session: Session, person: str, *, now: datetime) -> str:
    """Make a one-time link for somebody and return its token."""
    token = token_urlsafe(32)
    session.add(LinkRow(token_hash=hashed(token), person=person, created_at=now, expires_at=now + LINK_LASTS))
    session.flush()
    return token


def link_is_good(session: Session, token: str, *, now: datetime) -> bool:
    """Whether the link would sign somebody in now; looking uses nothing up."""
    wanted = (LinkRow.token_hash == hashed(token), LinkRow.used_at.is_(None), LinkRow.expires_at > now)
    return session.scalar(select(LinkRow.person).where(*wanted)) is not None


def use_link(session: Session, token: str, *, now: datetime) -> Member | None:
    """Use a link up and return whose it was; ``None`` where it is unknown, used or too old, or its person has left."""
    wanted = (LinkRow.token_hash == hashed(token), LinkRow.used_at.is_(None), LinkRow.expires_at > now)
    # One statement: of two who come at the same moment one gets nothing.
    person = session.scalar(update(LinkRow).where(*wanted).values(used_at=now).returning(LinkRow.person))
    member = people.get(session, person) if person is not None else None
    return member if member is not None and member.active else None


def open_session(session: Session, person: str, *, now: datetime) -> str:
    """Sign somebody in and return the token for the browser to keep."""
    token = token_urlsafe(32)
    row = SessionRow(
        token_hash=hashed(token),
        person=person,
        created_at=now,
        last_seen=now,
        expires_at=now + SESSION_LASTS,
        csrf=token_urlsafe(32),
    )
    session.add(row)
    session.flush()
    return token


def signed_in(session: Session, token: str, *, now: datetime) -> SignedIn | None:
    """The session of a token, if it is good now and its person still comes in."""
    query = select(SessionRow, PersonRow).join(PersonRow, PersonRow.id == SessionRow.person)
    found = session.execute(query.where(SessionRow.token_hash == hashed(token), *_good(now))).one_or_none()
    if found is None:
        return None
    row, person = found
    return _signed_in(row, people.member({each.key: getattr(person, each.key) for each in PersonRow.__table__.columns}))


def see(session: Session, id: int, *, now: datetime) -> None:
    """Note that a session was used."""
    session.execute(update(SessionRow).where(SessionRow.id == id).values(last_seen=now))


def sessions_of(session: Session, member: Member, *, now: datetime) -> list[SignedIn]:
    """Where somebody is signed in now, the last used first."""
    query = select(SessionRow).where(SessionRow.person == member.id, *_good(now))
    return [_signed_in(each, member) for each in session.scalars(query.order_by(SessionRow.last_seen.desc()))]


def sign_out(session: Session, id: int, *, now: datetime) -> None:
    """End one session."""
    session.execute(update(SessionRow).where(SessionRow.id == id).values(revoked_at=now))


def sign_out_everywhere(session: Session, person: str, *, now: datetime) -> None:
    """End every session of a person, and let no link that is on its way sign them in."""
    open_ones = (SessionRow.person == person, SessionRow.revoked_at.is_(None))
    session.execute(update(SessionRow).where(*open_ones).values(revoked_at=now))
    session.execute(update(LinkRow).where(LinkRow.person == person, LinkRow.used_at.is_(None)).values(used_at=now))


def tidy(session: Session, *, now: datetime) -> None:
    """Forget links and sessions that ended :data:`REMEMBERED` ago, and the mails with links that are no longer good."""
    stale = (OutboxRow.kind == MAIL, OutboxRow.composed_at < now - LINK_LASTS, OutboxRow.claimed_by.is_(None))
    session.execute(delete(OutboxRow).where(*stale))
    session.execute(delete(LinkRow).where(LinkRow.expires_at < now - REMEMBERED))
    ended = (SessionRow.expires_at < now - REMEMBERED) | (SessionRow.last_seen < now - IDLE - REMEMBERED)
    session.execute(delete(SessionRow).where(ended | (SessionRow.revoked_at < now - REMEMBERED)))


def _good(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        SessionRow.revoked_at.is_(None),
        SessionRow.expires_at > now,
        SessionRow.last_seen > now - IDLE,
        SessionRow.person.in_(select(PersonRow.id).where(PersonRow.offboarded_at.is_(None))),
    )


def _signed_in(row: SessionRow, member: Member) -> SignedIn:
    return SignedIn(id=row.id, member=member, csrf=row.csrf, created_at=row.created_at, last_seen=row.last_seen)
