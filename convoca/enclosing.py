"""What goes out with a digest beside its words: the id it keeps, its deadlines as a calendar, the link that refuses."""

from dataclasses import replace

from convoca.wiring import Program
from db import outbox, people, told, unsubscribing
from db.engine import reading, transaction
from db.outbox import OutboxMessage
from notifier.calendar import calendar
from notifier.message import Message
from notifier.mime import as_email
from notifier.sender import Sender

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


def to_keep(program: Program, message: Message, *, kind: str, period: str, sender: Sender) -> outbox.Message:
    """Return a message as the outbox keeps it, under the id that it will be sent with."""
    mail = as_email(message, sender=sender, period=period, now=program.now)
    return outbox.Message(
        plan=message.plan,
        person=message.to.id,
        kind=kind,
        period=period,
        subject=message.subject,
        text=message.text,
        html=message.html,
        message_id=str(mail["Message-ID"]),
    )
