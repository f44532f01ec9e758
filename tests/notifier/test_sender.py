"""Who sends."""

import pytest

from notifier.errors import BadAddress
from notifier.sender import Sender, address


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fons europeus <fons@example.org>", "Fons europeus"),
        ('"Fons, AMB" <fons@example.org>', "Fons, AMB"),
        ("fons@example.org", "convoca"),
    ],
)
def test_a_sender_is_read_as_it_is_written_in_mails(text: str, name: str) -> None:
    assert Sender.read(text, institution="AMB") == Sender(name=name, email="fons@example.org", institution="AMB")


@pytest.mark.parametrize("text", ["", "convoca", "Fons, AMB <fons@example.org>"])
def test_a_sender_without_an_address_is_refused(text: str) -> None:
    with pytest.raises(BadAddress, match=r"The sender .* cannot be understood"):
        Sender.read(text, institution="AMB")


@pytest.mark.parametrize(
    "email",
    [
        "",
        "marta",
        "marta@",
        "@example.org",
        "marta puig@example.org",
        "a@example.org\r\nBcc: all@example.org",
        "a@b, c@d",
    ],
)
def test_what_is_no_address_is_refused_by_name(email: str) -> None:
    with pytest.raises(BadAddress, match="of Marta is not an e-mail address"):
        address("Marta", email)
