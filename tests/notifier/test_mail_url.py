"""How the address of a mail server is understood."""

import pytest

from notifier.errors import BadMailUrl
from notifier.mail_url import MailServer


@pytest.mark.parametrize(
    ("url", "port", "encryption"),
    [
        ("smtp://mail.example.org", 25, "none"),
        ("smtp+starttls://mail.example.org", 587, "starttls"),
        ("smtps://mail.example.org/", 465, "tls"),
        ("smtps://mail.example.org:2465", 2465, "tls"),
    ],
)
def test_the_scheme_says_how_it_is_encrypted(url: str, port: int, encryption: str) -> None:
    server = MailServer.read(url)

    assert (server.host, server.port, server.encryption) == ("mail.example.org", port, encryption)


def test_user_and_password_are_percent_encoded_and_not_printed() -> None:
    server = MailServer.read("smtps://me%40example.org:p%2Fw%3Ard@mail.example.org")

    assert (server.user, server.password) == ("me@example.org", "p/w:rd")
    assert "p/w:rd" not in repr(server)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://me:s3cret@mail.example.org",
        "smtp://",
        "smtps://me:s3cret/x@mail.example.org",
        "smtps://me:1/s3cret@mail.example.org",
        "smtps://me:s3cret@mail.example.org:99999",
        "smtps://me:s3cret@mail.example.org/path",
        "smtps://me:s3cret@[mail.example.org",
        "smtp://me:s3cret@mail.example.org",
    ],
)
def test_what_cannot_be_understood_or_trusted_is_refused_without_the_password(url: str) -> None:
    with pytest.raises(BadMailUrl) as error:
        MailServer.read(url)

    assert "s3cret" not in str(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_password_may_stay_unencrypted_on_this_machine(host: str) -> None:
    assert MailServer.read(f"smtp://me:s3cret@{host}").password == "s3cret"
