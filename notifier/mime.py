"""A message as the e-mail that goes over the wire."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256

from notifier.message import Message
from notifier.plain import plain
from notifier.sender import Sender, address


def as_email(message: Message, *, sender: Sender, period: str, now: datetime) -> EmailMessage:
    """Return the mail; the same plan, person and ``period`` ("2026-W33") always get the same Message-ID.

    Raise :class:`notifier.errors.BadAddress` where the address of the reader or of the sender is none.
    """
    mail_from = address(sender.name, sender.email)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mail_from
    mail["To"] = address(message.to.name, message.to.email)
    mail["Subject"] = plain(message.subject)
    mail["Date"] = now
    mail["Message-ID"] = _message_id(message, period, domain=mail_from.domain)
    mail["List-Id"] = f"<{_label(message.plan)}.digest.{mail_from.domain}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = message.language
    # Quoted-printable: 7-bit and short lines, whatever servers are on the way.
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def _message_id(message: Message, period: str, *, domain: str) -> str:
    # A digest of the names: they may hold anything, and need not be told to every server on the way.
    name = "\n".join((message.plan, message.to.id, period))
    return f"<{sha256(name.encode()).hexdigest()[:32]}@{domain}>"


def _label(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "plan"
