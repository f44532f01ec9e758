"""Turns a digest into what is read: a subject, a plain text and a page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from css_inline import CSSInliner
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from domain.deadlines import BRUSSELS
from domain.digest import Digest, Reason
from domain.match import Evidence, Match
from domain.plan import Person, PlanItem
from notifier.ahead import REMINDED_WITHIN, days_left
from notifier.plain import link, plain, shell, short
from notifier.sender import Sender


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


def render(digest: Digest, *, sender: Sender) -> Message:
    """Return the digest as a mail. Text of funders and plans comes out as text, whatever is in it."""
    zone = ZoneInfo(BRUSSELS)
    facts = {
        "digest": digest,
        "sender": sender,
        "today": digest.now.astimezone(zone).date(),
        "newest": _in_zone(digest.examined.newest, zone),
        "zone": BRUSSELS,
        "soon": REMINDED_WITHIN,
        "counts": _counts(digest),
    }
    subject = _plain_text().get_template("digest/subject.txt.jinja").render(facts)
    text = _plain_text().get_template("digest/body.txt.jinja").render(facts)
    html = _page().get_template("digest/body.html.jinja").render(facts)
    return Message(
        to=digest.person,
        plan=digest.plan,
        subject=plain(subject),
        text=text.strip() + "\n",
        html=_inliner().inline(html),
    )


def _counts(digest: Digest) -> dict[str, int]:
    reasons = [entry.reason for section in digest.sections for entry in section.entries]
    return {each.name.lower(): reasons.count(each) for each in Reason}


def _in_zone(instant: datetime | None, zone: ZoneInfo) -> datetime | None:
    return instant.astimezone(zone) if instant else None


def _best_evidence(match: Match) -> Evidence | None:
    return max(match.evidence, key=lambda each: each.similarity, default=None)


def _title_language(item: PlanItem, wanted: str) -> str:
    """Return the language of ``item.name(wanted)``."""
    return next((each for each in (wanted, "en", *item.title) if item.title.get(each)), item.language)


def _harmless(value: object) -> object:
    """Every text that a template prints passes here; what is already a piece of the page does not."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value


@cache
def _plain_text() -> Environment:
    return _environment(autoescape=False)


@cache
def _page() -> Environment:
    return _environment(autoescape=True)


def _environment(*, autoescape: bool) -> Environment:
    # Two environments share the sentences: one escapes what is put into them for the page, one does not for the text.
    made = Environment(
        loader=PackageLoader("notifier"),
        autoescape=autoescape,  # noqa: S701
        undefined=StrictUndefined,
        finalize=_harmless,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "best_evidence": _best_evidence,
        "days_left": days_left,
        "link": link,
        "shell": shell,
        "short": short,
        "title_language": _title_language,
    }
    return made


@cache
def _inliner() -> CSSInliner:
    # The media queries cannot be inlined; they are kept for the dark and the small screens.
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
