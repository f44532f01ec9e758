"""A message as the e-mail that goes over the wire."""

import re
from datetime import datetime
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, Policy
from hashlib import sha256

from notifier.message import Message
from notifier.plain import plain
from notifier.sender import Sender, address

CALENDAR = "convoca.ics"
"""What the attached deadlines are called."""
ALTERNATIVE, MIXED = "=_alternative", "=_mixed"
"""Between the parts: neither quoted-printable nor base64 ever holds ``=_`` (RFC 2045, 6.7). As they are named here,
a mail is the same to the byte at every attempt, and no text has to be searched for them."""


class Link(UnstructuredHeader, BaseHeader):
    """An address of the web in angle brackets, never folded or encoded: long ones would be, and lead nowhere then."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
HEADERS.map_to_type("list-unsubscribe", Link)
WIRE = SMTP.clone(header_factory=HEADERS)


def as_email(message: Message, *, sender: Sender, period: str, now: datetime) -> EmailMessage:
    """Return the mail; the same plan, person and ``period`` ("2026-W33") always get the same Message-ID.

    Raise :class:`notifier.errors.BadAddress` where the address of the reader or of the sender is none.
    """
    mail_from = address(sender.name, sender.email)
    mail = EmailMessage(policy=WIRE)
    mail["From"] = mail_from
    mail["To"] = address(message.to.name, message.to.email)
    mail["Subject"] = plain(message.subject)
    mail["Date"] = now
    mail["Message-ID"] = _message_id(message, period, domain=mail_from.domain)
    mail["List-Id"] = f"<{_label(message.plan)}.digest.{mail_from.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    # Quoted-printable: 7-bit and short lines, whatever servers are on the way.
    mail.set_content(message.text, cte="quoted-printable")
    mail.make_alternative(ALTERNATIVE)
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    if message.calendar:
        calendar = message.calendar.encode()
        mail.make_mixed(MIXED)
        mail.add_attachment(calendar, "text", "calendar", filename=CALENDAR, params={"charset": "utf-8"})
    # Last: whatever is about content moves into the first part when another one is added.
    mail["Content-Language"] = message.language
    return mail


def _message_id(message: Message, period: str, *, domain: str) -> str:
    # A digest of the names: they may hold anything, and need not be told to every server on the way.
    name = "\n".join((message.plan, message.to.id, period))
    return f"<{sha256(name.encode()).hexdigest()[:32]}@{domain}>"


def _label(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "plan"
