"""Mails written into a folder."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from domain.plan import Person
from notifier.errors import FolderTrouble
from notifier.message import Message
from notifier.mime import as_email
from notifier.outbox_folder import write
from tests.notifier.examples import NOW, SENDER


def write_to(folder: Path, message: Message) -> Path:
    mail = as_email(message, sender=SENDER, period="2026-W37", now=NOW)
    return write(message, mail, folder=folder, period="2026-W37")


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """As on a full disk, a write fails in the middle."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_mail_and_its_page_can_be_opened(tmp_path: Path, message: Message) -> None:
    path = write_to(tmp_path / "new" / "outbox", message)

    assert path.name == "2026-W37-marta.eml"
    assert message_from_bytes(path.read_bytes(), policy=default)["Subject"] == message.subject
    assert path.with_suffix(".html").read_text() == message.html
    assert sorted(each.name for each in path.parent.iterdir()) == ["2026-W37-marta.eml", "2026-W37-marta.html"]


def test_writing_again_replaces(tmp_path: Path, message: Message) -> None:
    write_to(tmp_path, message)
    path = write_to(tmp_path, replace(message, subject="Another"))

    assert b"Subject: Another" in path.read_bytes()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("id", ["../../etc/marta", "/etc/passwd", "a/b", ".."])
def test_a_name_cannot_leave_the_folder(tmp_path: Path, message: Message, id: str) -> None:
    path = write_to(tmp_path / "outbox", replace(message, to=Person(id, "Marta", "marta@example.org")))

    assert path.parent == tmp_path / "outbox"
    assert [each.name for each in tmp_path.iterdir()] == ["outbox"]


def test_a_disk_that_is_full_leaves_the_old_mail_whole_and_no_rest(tmp_path: Path, message: Message) -> None:
    before = write_to(tmp_path, message).read_bytes()
    with no_file_above(100), pytest.raises(FolderTrouble, match=r"digest for marta cannot be written to .*; make room"):
        write_to(tmp_path, replace(message, subject="Another"))

    assert (tmp_path / "2026-W37-marta.eml").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_cannot_be_one_is_said_in_a_sentence(tmp_path: Path, message: Message) -> None:
    (tmp_path / "outbox").write_text("a file")

    with pytest.raises(FolderTrouble, match="outbox"):
        write_to(tmp_path / "outbox", message)
