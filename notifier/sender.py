"""Who sends the digests, as the From line and the foot of the mail say."""

from dataclasses import dataclass
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import parseaddr
from typing import Self

from notifier.errors import BadAddress
from notifier.plain import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """A name, an address that a person reads, and the institution that runs the service."""

    name: str
    email: str
    institution: str

    @classmethod
    def read(cls, text: str, *, institution: str) -> Self:
        """Understand ``convoca <convoca@example.org>``; raise :class:`BadAddress` where there is no address in it."""
        name, email = parseaddr(text)
        if "@" not in email:
            raise BadAddress(f'The sender {plain(text)!r} cannot be understood; write it as "Name" <name@example.org>.')
        return cls(name=name or "convoca", email=address(name, email).addr_spec, institution=institution)


def address(name: str, email: str) -> Address:
    """Return the address as a header holds it; raise :class:`BadAddress` if it is none."""
    try:
        made = Address(display_name=plain(name), addr_spec=email)
    except (HeaderParseError, ValueError, IndexError):
        made = Address()
    if not made.username or not made.domain or plain(email) != email or " " in email:
        raise BadAddress(
            f"{plain(email)!r} of {plain(name) or 'nobody'} is not an e-mail address; write it as name@example.org."
        )
    return made
