"""Mails handed to a real server on the loopback."""

import asyncio
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from domain.plan import Person
from notifier.errors import BadMailUrl, Deferred, LoginRefused, ReaderRefused, Refused, SenderRefused, Unreachable
from notifier.message import Message
from notifier.mime import as_email
from notifier.smtp import Sent, send
from tests.notifier.examples import NOW, SENDER

PASSWORD = "s3cret-p/w"
REFUSALS = {"gone": "550 5.1.1 No such user", "full": "452 4.2.2 Mailbox full"}


class Postbox:
    """Keeps what arrives; answers some recipients, senders and contents as a server in trouble would."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.connections: set[object] = set()
        self.sender_answer = "250 OK"
        self.data_answer: str | None = None

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        envelope.mail_from = address
        return self.sender_answer

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        if answer := REFUSALS.get(address.partition("@")[0]):
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data_answer:
            return self.data_answer
        mail = message_from_bytes(envelope.content or b"", policy=default)  # type: ignore[arg-type]
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.connections.add(session.peer)
        return "250 OK"


class LoopbackServer(Controller):
    """A server on a free port, known once it listens."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def server(postbox: Postbox, **options: Any) -> Iterator[int]:
    controller = LoopbackServer(postbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def mail_to(message: Message) -> Callable[[str], EmailMessage]:
    def make(name: str) -> EmailMessage:
        to = Person(name, name.title(), f"{name}@example.org")
        return as_email(replace(message, to=to), sender=SENDER, period="2026-W37", now=NOW)

    return make


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1 that no authority knows, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=3650))
        .not_valid_after(NOW + timedelta(days=3650))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "loopback.pem"
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(
        made.public_bytes(encoding) + key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain)
    )
    return path


@pytest.fixture
def server_tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.fixture
def trust(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


def check_login(_: SMTP, __: Session, ___: Envelope, ____: str, auth: LoginPassword) -> AuthResult:
    return AuthResult(success=auth.password == PASSWORD.encode(), handled=False)


def outcomes(sent: Iterator[Sent]) -> list[type | None]:
    return [type(each.failure) if each.failure else None for each in sent]


def test_a_digest_arrives_as_it_was_written(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], message: Message
) -> None:
    with server(postbox) as port:
        (sent,) = send([mail_to("marta")], url=f"smtp://127.0.0.1:{port}")
    (mail,) = postbox.mails
    html = mail.get_body(("html",))

    assert sent.failure is None
    assert mail["Subject"] == message.subject
    assert mail["To"].addresses[0].addr_spec == "marta@example.org"
    assert html is not None
    assert html.get_content().splitlines() == message.html.splitlines()


def test_all_mails_go_over_one_connection(postbox: Postbox, mail_to: Callable[[str], EmailMessage]) -> None:
    with server(postbox) as port:
        list(send(map(mail_to, ("a", "b", "c")), url=f"smtp://127.0.0.1:{port}"))

    assert len(postbox.mails) == 3
    assert len(postbox.connections) == 1


def test_one_refused_reader_does_not_harm_the_others(postbox: Postbox, mail_to: Callable[[str], EmailMessage]) -> None:
    with server(postbox) as port:
        sent = list(send(map(mail_to, ("gone", "marta", "full", "jordi")), url=f"smtp://127.0.0.1:{port}"))

    assert outcomes(iter(sent)) == [ReaderRefused, None, Deferred, None]
    assert [each["To"].addresses[0].username for each in postbox.mails] == ["marta", "jordi"]
    assert "gone@example.org (550 5.1.1 No such user)" in str(sent[0].failure)


@pytest.mark.parametrize(("answer", "failure"), [("554 5.7.1 Spam", Refused), ("451 4.3.0 Try later", Deferred)])
def test_a_refused_content_is_told_as_lasting_or_passing(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], answer: str, failure: type
) -> None:
    postbox.data_answer = answer
    with server(postbox) as port:
        assert outcomes(send([mail_to("marta")], url=f"smtp://127.0.0.1:{port}")) == [failure]


def test_a_refused_sender_stops_all_and_blames_no_reader(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage]
) -> None:
    postbox.sender_answer = "550 5.7.1 Not yours"
    with server(postbox) as port, pytest.raises(SenderRefused, match=r"convoca@example\.org"):
        list(send([mail_to("marta"), mail_to("jordi")], url=f"smtp://127.0.0.1:{port}"))


@pytest.mark.parametrize(("answer", "failure"), [("451 4.3.0 Try later", Deferred), ("552 5.3.4 Too big", Refused)])
def test_a_sender_line_that_is_not_about_the_sender_harms_one_mail(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], answer: str, failure: type
) -> None:
    postbox.sender_answer = answer
    with server(postbox) as port:
        assert outcomes(send([mail_to("marta")], url=f"smtp://127.0.0.1:{port}")) == [failure]


def test_a_lost_connection_is_taken_up_again_for_the_next_mail(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage]
) -> None:
    postbox.data_answer = "421 4.7.0 Closing"
    with server(postbox) as port:
        sending = send(map(mail_to, ("marta", "jordi")), url=f"smtp://127.0.0.1:{port}")
        first = next(sending)
        postbox.data_answer = None
        second = next(sending)
        sending.close()

    assert isinstance(first.failure, Deferred)
    assert second.failure is None


def test_a_mail_is_sent_when_it_is_asked_for_so_that_each_can_be_recorded(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage]
) -> None:
    with server(postbox) as port:
        sending = send(map(mail_to, ("marta", "jordi")), url=f"smtp://127.0.0.1:{port}")
        next(sending)

        assert len(postbox.mails) == 1
        sending.close()


def test_user_and_password_travel_encrypted(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    with server(
        postbox, tls_context=server_tls, require_starttls=True, authenticator=check_login, auth_required=True
    ) as port:
        url = f"smtp+starttls://me:s3cret-p%2Fw@127.0.0.1:{port}"

        assert outcomes(send([mail_to("marta")], url=url, trust=trust)) == [None]


def test_a_connection_can_be_encrypted_from_the_start(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], server_tls: ssl.SSLContext, trust: ssl.SSLContext
) -> None:
    with server(postbox, ssl_context=server_tls) as port:
        assert outcomes(send([mail_to("marta")], url=f"smtps://127.0.0.1:{port}", trust=trust)) == [None]


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], server_tls: ssl.SSLContext
) -> None:
    with server(postbox, tls_context=server_tls) as port, pytest.raises(Unreachable, match="cannot be trusted"):
        list(send([mail_to("marta")], url=f"smtp+starttls://127.0.0.1:{port}"))

    assert postbox.mails == []


def test_a_server_without_starttls_gets_neither_password_nor_mail(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage]
) -> None:
    with server(postbox) as port, pytest.raises(Unreachable, match="offers no STARTTLS"):
        list(send([mail_to("marta")], url=f"smtp+starttls://me:{PASSWORD[:6]}@127.0.0.1:{port}"))

    assert postbox.mails == []


@pytest.mark.parametrize("options", [{"authenticator": check_login, "auth_require_tls": False}, {}])
def test_a_refused_login_is_said_without_the_password(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage], options: dict[str, Any]
) -> None:
    with server(postbox, **options) as port, pytest.raises(LoginRefused) as error:
        list(send([mail_to("marta")], url=f"smtp://me:wr0ng-p%2Fw@127.0.0.1:{port}"))

    assert "wr0ng" not in str(error.value)
    assert error.value.__cause__ is None


def test_a_server_that_is_not_there_is_said_in_a_sentence(mail_to: Callable[[str], EmailMessage]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(Unreachable, match=f"127.0.0.1:{port} cannot be reached"):
        list(send([mail_to("marta")], url=f"smtp://127.0.0.1:{port}"))


def test_a_server_that_says_nothing_is_given_up(mail_to: Callable[[str], EmailMessage]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable, match="does not answer"):
        list(send([mail_to("marta")], url=f"smtp://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2))


def test_a_server_that_speaks_no_tls_is_said_in_a_sentence(
    postbox: Postbox, mail_to: Callable[[str], EmailMessage]
) -> None:
    with server(postbox) as port, pytest.raises(Unreachable, match="speaks no TLS here"):
        list(send([mail_to("marta")], url=f"smtps://127.0.0.1:{port}"))


def test_a_wrong_url_is_refused_before_anything_is_sent(mail_to: Callable[[str], EmailMessage]) -> None:
    with pytest.raises(BadMailUrl):
        list(send([mail_to("marta")], url="mail.example.org"))
