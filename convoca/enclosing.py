"""What goes out with a digest beside its words: its deadlines as a calendar, and the link that refuses further ones."""

from dataclasses import replace

from convoca.wiring import Program
from db import people, told, unsubscribing
from db.engine import reading, transaction
from db.outbox import OutboxMessage
from notifier.calendar import calendar
from notifier.message import Message

DIGEST, ALERT = "digest", "alert"
"""The kinds of message that have them."""


def enclosed(program: Program, message: Message, kept: OutboxMessage) -> Message:
    """Return the message with what belongs to it, the same at every attempt; others have nothing."""
    if kept.message.kind not in (DIGEST, ALERT):
        return message
    with reading(program.engine) as session:
        calls = told.shown(session, kept.id)
    return replace(
        message,
        calendar=calendar(calls, language=message.language, now=kept.composed_at),
        unsubscribe=unsubscribe(program, message.to.id),
    )


def unsubscribe(program: Program, person: str) -> str:
    """The address of the button; empty where there is no window that others reach, or it does not know the person."""
    public = program.settings.public_url
    # RFC 8058 (3.1) wants https.
    if public is None or public.scheme != "https":
        return ""
    with transaction(program.engine) as session:
        if people.get(session, person) is None:
            return ""
        return f"{str(public).rstrip('/')}/unsubscribe/{unsubscribing.token(session, person)}"
