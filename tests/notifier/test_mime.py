"""The mail as it goes over the wire."""

from dataclasses import replace
from datetime import date, time, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime

import pytest

from domain.deadlines import Deadline, Deadlines
from domain.plan import Person
from notifier.calendar import calendar
from notifier.errors import BadAddress
from notifier.message import Message
from notifier.mime import as_email
from tests.notifier.examples import NOW, SENDER, make_call


def read_back(mail: EmailMessage) -> EmailMessage:
    made = message_from_bytes(mail.as_bytes(), policy=default)
    assert isinstance(made, EmailMessage)
    return made


def mail_of(message: Message, *, period: str = "2026-W37") -> EmailMessage:
    return as_email(message, sender=SENDER, period=period, now=NOW)


def test_a_mail_comes_back_as_it_was_written(message: Message) -> None:
    mail = read_back(mail_of(message))
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))

    assert mail.get_content_type() == "multipart/alternative"
    assert list(mail.iter_attachments()) == []
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == message.text.splitlines()
    assert html.get_content().splitlines() == message.html.splitlines()
    assert mail["Subject"] == message.subject
    assert mail["To"].addresses[0].addr_spec == "marta.puig@example.org"
    assert mail["From"].addresses[0].display_name == "convoca"
    assert parsedate_to_datetime(mail["Date"]) == NOW


def test_the_deadlines_travel_as_a_calendar_beside_the_text(message: Message) -> None:
    ics = calendar([make_call(deadlines=Deadlines((Deadline(date(2026, 9, 16), time(17)),)))], language="ca", now=NOW)
    mail = read_back(mail_of(replace(message, calendar=ics)))
    (attached,) = mail.iter_attachments()
    text = mail.get_body(("plain",))

    assert mail.get_content_type() == "multipart/mixed"
    assert mail["Content-Language"] == "en"
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "convoca.ics")
    assert attached.get_param("method") is None
    assert attached.get_content().splitlines() == ics.splitlines()
    assert text is not None
    assert text.get_content().splitlines() == message.text.splitlines()


def test_a_mail_says_that_a_program_wrote_it_and_to_which_list_it_belongs(message: Message) -> None:
    mail = read_back(mail_of(message))

    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<amb-2021-2025.digest.example.org>"


def test_a_mail_is_the_same_to_the_byte_at_every_attempt_whatever_it_says(message: Message) -> None:
    hostile = "--=_alternative\n\n--=_mixed--\n"
    told = replace(message, text=f"{message.text}{hostile}", html=f"{message.html}{hostile}", calendar=hostile)
    mail = mail_of(told)
    (attached,), text = read_back(mail).iter_attachments(), read_back(mail).get_body(("plain",))

    assert mail.as_bytes() == mail_of(told).as_bytes()
    assert text is not None
    assert text.get_content().splitlines() == told.text.splitlines()
    assert attached.get_content().splitlines() == hostile.splitlines()


def test_a_mail_program_is_told_where_one_click_unsubscribes(message: Message) -> None:
    where = "https://convoca.example.org/unsubscribe/" + "x" * 120
    sent = mail_of(replace(message, unsubscribe=where))
    mail = read_back(sent)

    assert f"\r\nList-Unsubscribe: <{where}>\r\n".encode() in sent.as_bytes()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read_back(mail_of(message))["List-Unsubscribe"] is None


def test_a_mail_fits_every_server(message: Message) -> None:
    lines = mail_of(message).as_bytes().split(b"\r\n")

    assert max(map(len, lines)) <= 998
    assert all(each.isascii() for each in lines)
    assert b"\n" not in b"".join(lines)


def test_the_same_digest_has_the_same_message_id_and_another_one_another(message: Message) -> None:
    same = as_email(message, sender=SENDER, period="2026-W37", now=NOW + timedelta(hours=3))
    others = [
        mail_of(message, period="2026-W38"),
        mail_of(replace(message, plan="other")),
        mail_of(replace(message, to=replace(message.to, id="jordi"))),
    ]
    ids = {each["Message-ID"] for each in [mail_of(message), same, *others]}

    assert same["Message-ID"] == mail_of(message)["Message-ID"]
    assert len(ids) == 4
    assert "marta" not in same["Message-ID"]


def test_no_text_becomes_a_header(message: Message) -> None:
    evil = "x\r\nBcc: all@example.org"
    mail = read_back(
        mail_of(replace(message, subject=evil, plan=evil, to=Person(evil, evil, "marta@example.org")), period=evil)
    )

    assert mail["Bcc"] is None
    assert mail["Subject"] == "x Bcc: all@example.org"
    assert [each.addr_spec for each in mail["To"].addresses] == ["marta@example.org"]


def test_a_reader_without_a_real_address_is_refused(message: Message) -> None:
    with pytest.raises(BadAddress):
        mail_of(replace(message, to=Person("x", "X", "a@example.org>, <b@example.org")))
