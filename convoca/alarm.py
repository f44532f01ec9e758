"""The mail to whoever runs the program when a step has failed: at most one a day, whatever fails."""

from html import escape

from convoca.wiring import Program
from db import outbox
from db.engine import transaction
from db.errors import AlreadyComposed
from db.outbox import Message
from domain.plan import INSTITUTION_ZONE, Person
from notifier.message import Message as Letter
from notifier.mime import as_email
from notifier.sender import Sender

PLAN, KIND = "", "alarm"
"""No plan's: the program's own."""


def operator(program: Program) -> Person | None:
    """Whom to tell; ``None`` where the settings name nobody."""
    address = program.settings.operator
    return Person("operator", "convoca's operator", address) if address else None


def raised(program: Program, job: str, said: str) -> None:
    """Put the day's alarm into the outbox, unless there is one."""
    if (person := operator(program)) is None:
        return
    now = program.time()
    day = f"{now.astimezone(INSTITUTION_ZONE):%Y-%m-%d}"
    subject = f"convoca: {job} failed"
    text = (
        f"The step {job} failed.\n\n{said}\n\n"
        "What is known stays as it was. See convoca schedule --list. "
        "Whatever else fails on this day stands in the log only.\n"
    )
    html = f"<p>{escape(text)}</p>"
    letter = Letter(to=person, plan=PLAN, subject=subject, text=text, html=html)
    sender = Sender.read(program.settings.sender, institution="convoca")
    mail = as_email(letter, sender=sender, period=f"alarm {day}", now=now)
    message = Message(
        plan=PLAN,
        person=person.id,
        kind=KIND,
        period=day,
        subject=subject,
        text=text,
        html=html,
        message_id=str(mail["Message-ID"]),
    )
    try:
        with transaction(program.engine) as session:
            outbox.compose(session, message, told=(), now=now)
    except AlreadyComposed:
        return
