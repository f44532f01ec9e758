"""The token of the link by which somebody refuses further digests: signed with this database's key, it never ends."""

from hashlib import sha256

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy.orm import Session

from db import people, settings
from domain.people import Member

PURPOSE = "unsubscribe"
"""So that no other signed link can be used for this one."""


def token(session: Session, person: str) -> str:
    """What stands for that person in the link; the same at every call."""
    made = _serialiser(session).dumps(person)
    return made if isinstance(made, str) else made.decode()


def member_of(session: Session, token: str) -> Member | None:
    """Whom a token stands for; nobody where we did not sign it or the person is no longer known."""
    try:
        person = _serialiser(session).loads(token)
    except BadSignature:
        return None
    return people.get(session, str(person))


def _serialiser(session: Session) -> URLSafeSerializer:
    signing = {"digest_method": sha256}
    return URLSafeSerializer(settings.signing_key(session), salt=PURPOSE, signer_kwargs=signing)
