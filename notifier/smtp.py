"""Sends mails through a mail server, all over one connection."""

import smtplib
import ssl
from collections.abc import Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from notifier.errors import Deferred, LoginRefused, ReaderRefused, Refused, SenderRefused, SendError, Unreachable
from notifier.mail_url import MailServer
from notifier.plain import short

TOO_BIG = 552
"""Said to the sender's line where a mail is above the server's size limit (RFC 1870): no matter of the sender."""


class _UsedUp(Exception):
    """The server does not begin with a further mail: it may take it over another connection."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one mail; ``failure`` is ``None`` if the server took it."""

    mail: EmailMessage
    failure: Refused | Deferred | None = None


def send(
    mails: Iterable[EmailMessage], *, url: str, timeout: float = 30, trust: ssl.SSLContext | None = None
) -> Generator[Sent]:
    """Send each mail as it is asked for and say what became of it; one reader's failure does not stop the others.

    ``url`` as in :mod:`notifier.mail_url`. ``trust`` is the machine's own set of authorities unless another is given.
    Raise :class:`notifier.errors.ServerTrouble` where nothing can be sent: what was not yielded was not sent.
    """
    trust = trust or ssl.create_default_context()
    connection, carried = None, False
    try:
        for mail in mails:
            if connection is None or connection.sock is None:
                connection, carried = _connect(MailServer.read(url), timeout=timeout, trust=trust), False
            try:
                failure = _send_one(connection, mail, carried=carried)
            except _UsedUp:
                _quit(connection)
                connection, carried = _connect(MailServer.read(url), timeout=timeout, trust=trust), False
                failure = _send_one(connection, mail)
            carried = carried or failure is None
            yield Sent(mail, failure)
    finally:
        if connection is not None:
            _quit(connection)


def _quit(connection: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        connection.quit()


def _connect(server: MailServer, *, timeout: float, trust: ssl.SSLContext) -> smtplib.SMTP:
    connection: smtplib.SMTP | None = None
    try:
        if server.encryption == "tls":
            connection = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=trust)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=timeout)
        if server.encryption == "starttls":
            connection.starttls(context=trust)
        if server.user is not None:
            connection.login(server.user, server.password)
        connection.ehlo_or_helo_if_needed()
    except (OSError, smtplib.SMTPException) as error:
        if connection is not None:
            connection.close()
        # Not chained: what the library and the server say of a login may hold the password.
        raise _trouble(server, error) from None
    return connection


def _trouble(server: MailServer, error: Exception) -> SendError:
    where = f"{server.host}:{server.port}"
    match error:
        case smtplib.SMTPAuthenticationError():
            return LoginRefused(f"The mail server {where} does not take user and password; look at the mail URL.")
        case smtplib.SMTPNotSupportedError() if server.encryption == "starttls":
            return Unreachable(f"The mail server {where} offers no STARTTLS; look at the scheme of the mail URL.")
        case smtplib.SMTPNotSupportedError():
            return LoginRefused(f"The mail server {where} takes no login; leave user and password out of the mail URL.")
        case ssl.SSLCertVerificationError():
            return Unreachable(
                f"The mail server {where} shows a certificate that cannot be trusted ({error.verify_message}); "
                "no mail was sent."
            )
        case ssl.SSLError():
            return Unreachable(
                f"The mail server {where} speaks no TLS here ({error.reason}); look at the scheme and port."
            )
        case smtplib.SMTPException():
            return Unreachable(
                f"The mail server {where} does not answer as one ({type(error).__name__}); look at the scheme and port."
            )
        case _:
            return Unreachable(f"The mail server {where} cannot be reached ({error}); look at host and port.")


def _send_one(connection: smtplib.SMTP, mail: EmailMessage, *, carried: bool = False) -> Refused | Deferred | None:
    """Raise :class:`_UsedUp` where the server puts a mail off before it has seen it, having carried others before."""
    sender, to = (mail[each].addresses[0].addr_spec for each in ("From", "To"))
    try:
        connection.send_message(mail, sender, to)
    except smtplib.SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return _failure(to, code, words, final=ReaderRefused)
    except smtplib.SMTPSenderRefused as error:
        if error.smtp_code >= 500 and error.smtp_code != TOO_BIG:
            # Every other mail would meet the same answer, and none of the readers is to blame.
            raise SenderRefused(_said(f"The mail server takes no mail from {error.sender}", error)) from error
        if error.smtp_code < 500 and carried:
            # Servers take so many mails over one connection and no more: OpenSMTPD a hundred.
            raise _UsedUp from error
        return _failure(to, error.smtp_code, error.smtp_error)
    except smtplib.SMTPResponseException as error:
        return _failure(to, error.smtp_code, error.smtp_error)
    except smtplib.SMTPNotSupportedError:
        return Refused(f"The mail server cannot carry the address {to}, which is not all ASCII; use another one.")
    except (OSError, smtplib.SMTPException) as error:
        connection.close()
        return Deferred(f"The connection broke off while the mail to {to} was sent ({type(error).__name__}).")
    return None


def _said(what: str, error: smtplib.SMTPResponseException) -> str:
    return f"{what} ({error.smtp_code} {_words(error.smtp_error)}); look at the sender and the mail URL."


def _failure(to: str, code: int, words: bytes | str, *, final: type[Refused] = Refused) -> Refused | Deferred:
    if 400 <= code < 500:
        return Deferred(f"The mail server does not take the mail to {to} now ({code} {_words(words)}).")
    return final(f"The mail server refuses the mail to {to} ({code} {_words(words)}); look at the address.")


def _words(answer: bytes | str) -> str:
    return short(answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer, 200)
