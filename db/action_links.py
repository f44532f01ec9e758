"""The token of a link that acts: for one person, on one call or application, for a while; signed with our key.

Looking at it does nothing: mail scanners follow links, and people forward mails.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from db import people, settings
from domain.people import Member
from domain.vote import Word

PURPOSE = "act"
"""So that no other signed link can be used for this one."""
LASTS = timedelta(days=30)
"""How long after the mail a link acts."""


class State(StrEnum):
    """Whether a link acts."""

    GOOD = "good"
    FORGED = "forged"
    """We did not sign it, or not for this."""
    EXPIRED = "expired"
    REVOKED = "revoked"
    """The person no longer comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """Says what a call is to a project."""

    word: Word
    project: str
    source: str
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """Says what came of an application."""

    application: int


Action = Judging | Reporting


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What a token stands for; person and action are there unless it was forged."""

    state: State
    member: Member | None = None
    action: Action | None = None


def token(key: bytes, person: str, action: Action, *, now: datetime) -> str:
    """What stands for an action of a person in a link; the key is :func:`db.settings.signing_key`'s."""
    until = int((now + LASTS).timestamp())
    match action:
        case Judging():
            said: list[str | int] = [action.word.value, action.project, action.source, action.reference]
        case Reporting():
            said = [action.application]
    made = _serialiser(key).dumps([person, until, *said])
    return made if isinstance(made, str) else made.decode()


def read(session: Session, token: str, *, now: datetime) -> Link:
    """What a token stands for, and whether it acts at that moment."""
    try:
        person, until, *said = _serialiser(settings.signing_key(session)).loads(token)
    except BadSignature:
        return Link(state=State.FORGED)
    member = people.get(session, person)
    if member is None:
        return Link(state=State.FORGED)
    action: Action = Reporting(application=said[0]) if len(said) == 1 else _judging(*said)
    if not member.active:
        state = State.REVOKED
    else:
        state = State.GOOD if now < datetime.fromtimestamp(until, UTC) else State.EXPIRED
    return Link(state=state, member=member, action=action)


def _judging(word: str, project: str, source: str, reference: str) -> Judging:
    return Judging(word=Word(word), project=project, source=source, reference=reference)


def _serialiser(key: bytes) -> URLSafeSerializer:
    # Not the serialiser that knows the time: it looks at the clock itself.
    signing = {"digest_method": sha256}
    return URLSafeSerializer(key, salt=PURPOSE, signer_kwargs=signing)
