"""What messages prompted people to do is kept with them, and so is the answer that nothing is known yet."""

from datetime import timedelta

from sqlalchemy import Engine

from db import applications, outbox, prompts
from db.engine import reading, transaction
from db.outbox import Message
from db.prompts import Prompt
from domain.application import Application
from tests.db.samples import NOW

MAIL = Message(plan="plan", person="anna", kind="alert", period="1", subject="", text="", html="", message_id="")


def test_only_the_last_question_of_that_name_is_answered(engine: Engine) -> None:
    with transaction(engine) as session:
        number = applications.add(session, Application(plan="plan", project="p", title=""), who="anna", now=NOW).id
        message = outbox.compose(session, MAIL, told=(), now=NOW).id
        asked = [
            Prompt(application_id=number, person="anna", about=about, at=NOW)
            for about in ("outcome", "step", "outcome")
        ]
        prompts.add(session, message, asked)
        prompts.not_known_yet(session, number, about="outcome", now=NOW + timedelta(days=1))
        prompts.not_known_yet(session, number, about="never asked", now=NOW)

    with reading(engine) as session:
        kept = [(each.about, each.unknown_at) for each in prompts.of_plan(session, "plan")]
        others = prompts.of_plan(session, "another")
    assert kept == [("outcome", None), ("step", None), ("outcome", NOW + timedelta(days=1))]
    assert others == []
