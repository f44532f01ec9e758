"""The address of a mail server: ``smtp://``, ``smtp+starttls://`` or ``smtps://user:password@host:port``."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from typing import Literal, Self
from urllib.parse import unquote, urlsplit

from notifier.errors import BadMailUrl

Encryption = Literal["none", "starttls", "tls"]

SCHEMES: dict[str, tuple[Encryption, int]] = {
    "smtp": ("none", 25),
    "smtp+starttls": ("starttls", 587),
    "smtps": ("tls", 465),
}
"""How the connection is encrypted, and the usual port (RFC 5321, RFC 6409, RFC 8314)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where mail is handed over. The password is not shown when the value is printed."""

    host: str
    port: int
    encryption: Encryption
    user: str | None = None
    password: str = field(default="", repr=False)

    @classmethod
    def read(cls, url: str) -> Self:
        """Understand the address, user and password percent-encoded; raise :class:`BadMailUrl`, never quoting it."""
        try:
            parts = urlsplit(url.strip())
            encryption, usual = SCHEMES[parts.scheme]
            port = parts.port or usual
        except (ValueError, KeyError):
            # Not chained: what the library says may hold a piece of the password.
            raise BadMailUrl(
                "The mail URL cannot be understood; write smtp+starttls://user:password@host:587, smtps:// or smtp://, "
                "with %40 for @ and %2F for / in the password."
            ) from None
        if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
            raise BadMailUrl(
                "The mail URL must be a scheme, a host and nothing after the port; write %2F for / in the password."
            )
        if parts.username and encryption == "none" and not _is_this_machine(parts.hostname):
            raise BadMailUrl(
                f"The mail URL would send the password to {parts.hostname} unencrypted; write smtp+starttls:// or smtps://."
            )
        return cls(
            host=parts.hostname,
            port=port,
            encryption=encryption,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or ""),
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
