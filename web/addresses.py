"""Addresses within the window: where somebody came from, and never anywhere else."""

from urllib.parse import urlsplit


def within(address: str) -> str:
    """The address if it is a path of ours, else that of the first page: nobody is sent away by a crafted link."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    odd = "\\" in address or not address.isprintable()
    if parts.scheme or parts.netloc or odd or not address.startswith("/") or address.startswith("//"):
        return "/"
    return address
