"""Turns an alert into what is read: a subject, a plain text and a page, in the look of the digest."""

from typing import Protocol
from zoneinfo import ZoneInfo

from domain.alert import Alert
from domain.deadlines import BRUSSELS
from notifier.ahead import REMINDED_WITHIN
from notifier.links import Links
from notifier.message import Message, inliner
from notifier.plain import plain
from notifier.sender import Sender
from notifier.sentences import language_of, templates


class AlertLinks(Links, Protocol):
    """The addresses that an alert leads to: those of a digest and one more."""

    def outcome(self, number: int) -> str:
        """Asks what came of an application."""
        ...


def render(
    alert: Alert, *, sender: Sender, unsubscribe: str = "", links: AlertLinks | None = None, demonstration: bool = False
) -> Message:
    """Return the alert as a mail in the reader's language; text of funders and plans comes out as text.

    ``demonstration`` says that the calls are the demo's; the rest is as :func:`notifier.message.render` has it.
    """
    language = language_of(alert.person)
    facts = {
        "alert": alert,
        "sender": sender,
        "today": alert.now.astimezone(ZoneInfo(BRUSSELS)).date(),
        "soon": REMINDED_WITHIN,
        "unsubscribe": unsubscribe,
        "links": links,
        "demonstration": demonstration,
        "alert_sentences": f"alert/{language}.jinja",
        "urgent": tuple(alert.urgent),
        "changed": tuple(alert.changed),
        "closing": tuple(alert.closing),
    }
    text, page = templates(language, page=False), templates(language, page=True)
    return Message(
        to=alert.person,
        plan=alert.plan,
        subject=plain(text.get_template("alert/subject.txt.jinja").render(facts)),
        text=text.get_template("alert/body.txt.jinja").render(facts).strip() + "\n",
        html=inliner().inline(page.get_template("alert/body.html.jinja").render(facts)),
        language=language,
        unsubscribe=unsubscribe,
    )
