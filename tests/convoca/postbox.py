"""A mail server on the loopback that keeps what arrives and refuses whom it is told to."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Postbox:
    """``refused`` holds the addresses that get 550."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refused: set[str] = set()

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        if address in self.refused:
            return "550 5.1.1 No such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, __: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    @property
    def readers(self) -> list[str]:
        """Whose mails arrived, in alphabetical order."""
        return sorted(mail["To"].addresses[0].addr_spec for mail in self.mails)

    @contextmanager
    def open(self) -> Iterator[str]:
        """Take mail; the value is the address for ``CONVOCA_SMTP_URL``."""
        controller = _OnAFreePort(self, hostname="127.0.0.1", port=0)
        controller.start()
        try:
            yield f"smtp://127.0.0.1:{controller.port}"
        finally:
            controller.stop()


class _OnAFreePort(Controller):
    """Its port is known once it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
