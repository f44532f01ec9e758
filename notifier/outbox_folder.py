"""Writes a mail into a folder instead of sending it: to be read without a mail server."""

import os
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import quote

from notifier.errors import FolderTrouble
from notifier.message import Message


def write(message: Message, mail: EmailMessage, *, folder: Path, period: str) -> Path:
    """Write ``<period>-<person>.eml`` and the page beside it, each whole or not at all; return the path of the mail.

    Only the user who runs the program may read them. Raise :class:`FolderTrouble` where the folder cannot be written.
    """
    name = f"{quote(period, safe='')}-{quote(message.to.id, safe='')}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_whole(folder / f"{name}.html", message.html.encode())
        return _write_whole(folder / f"{name}.eml", mail.as_bytes())
    except OSError as error:
        raise FolderTrouble(
            f"The digest for {message.to.id} cannot be written to {folder} ({error.strerror or error}); "
            "make room there or set another data folder."
        ) from error


def _write_whole(path: Path, content: bytes) -> Path:
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as part:
        try:
            part.write(content)
            part.flush()
            os.fsync(part.fileno())
            Path(part.name).replace(path)
        except OSError:
            with suppress(OSError):
                Path(part.name).unlink()
            raise
    return path
