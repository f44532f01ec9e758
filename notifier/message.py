"""Turns a digest into what is read: a subject, a plain text and a page."""

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from css_inline import CSSInliner

from domain.deadlines import BRUSSELS
from domain.digest import Digest, Reason
from domain.plan import Person
from notifier.ahead import REMINDED_WITHIN
from notifier.links import Links
from notifier.plain import plain
from notifier.sender import Sender
from notifier.sentences import language_of, templates

NAMED = 4
"""Projects of a call that an officer's mail names; the others are counted."""
SPOKEN = re.compile(r'<html lang="([a-z]{2})"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One mail to one person, ready to be read; ``html`` stands alone, its styles are in it."""

    to: Person
    plan: str
    subject: str
    text: str
    html: str
    language: str = "en"
    """Of the sentences, not of the quotations."""
    calendar: str = ""
    """The deadlines it tells of, as :func:`notifier.calendar.calendar` writes them; empty where there is none."""
    unsubscribe: str = ""
    """Where the reader refuses further ones, by https; empty where they cannot."""


def render(digest: Digest, *, sender: Sender, unsubscribe: str = "", links: Links | None = None) -> Message:
    """Return the digest as a mail in the reader's language.

    Text of funders and plans comes out as text, whatever is in it. ``unsubscribe`` is :attr:`Message.unsubscribe`.
    Without ``links`` the mail leads to the funders' pages only.
    """
    zone = ZoneInfo(BRUSSELS)
    facts = {
        "digest": digest,
        "sender": sender,
        "today": digest.now.astimezone(zone).date(),
        "newest": _in_zone(digest.examined.newest, zone),
        "zone": BRUSSELS,
        "soon": REMINDED_WITHIN,
        "counts": _counts(digest),
        "unsubscribe": unsubscribe,
        "links": links,
        "overview": digest.overview,
        "named": NAMED,
    }
    language = language_of(digest.person)
    text, page = templates(language, page=False), templates(language, page=True)
    return Message(
        to=digest.person,
        plan=digest.plan,
        subject=plain(text.get_template("digest/subject.txt.jinja").render(facts)),
        text=text.get_template("digest/body.txt.jinja").render(facts).strip() + "\n",
        html=inliner().inline(page.get_template("digest/body.html.jinja").render(facts)),
        language=language,
        unsubscribe=unsubscribe,
    )


def spoken(html: str) -> str:
    """The language that a page says it is in; English where it says nothing."""
    said = SPOKEN.search(html)
    return said[1] if said else "en"


def _counts(digest: Digest) -> dict[str, int]:
    reasons = [entry.reason for entry in digest.entries]
    told = {each.name.lower(): reasons.count(each) for each in Reason}
    found = sum(len(each.finds) for each in digest.searches)
    return told | {"found": found, "projects": sum(1 for each in digest.sections if each.entries)}


def _in_zone(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone) if instant else None


@cache
def inliner() -> CSSInliner:
    """What puts the styles of a page into its elements, as mail programs want them."""
    # The media queries cannot be inlined; they are kept for the dark and the small screens.
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
