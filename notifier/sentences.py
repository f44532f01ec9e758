"""The templates in one language: the bodies hold no words, ``<language>.jinja`` holds every sentence."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from domain.match import Evidence, Match
from domain.people import LANGUAGES
from domain.plan import Person, PlanItem
from notifier.ahead import days_left
from notifier.formats import Formats
from notifier.plain import link, plain, shell, short


def language_of(person: Person) -> str:
    """In which language somebody is written to: English where the mails do not speak theirs."""
    return person.language if person.language in LANGUAGES else "en"


@cache
def templates(language: str, *, page: bool) -> Environment:
    """The templates of a mail, for the page or for the plain text; ``sentences`` is where the language's words are."""
    # One escapes what is put into the sentences for the page, one does not for the text.
    made = Environment(
        loader=PackageLoader("notifier"),
        autoescape=page,  # noqa: S701
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
        **Formats.of(language).filters(),
    }
    made.globals["sentences"] = f"digest/{language}.jinja"
    return made


def sentences(language: str) -> Any:  # noqa: ANN401 - each macro of the file is an attribute
    """The sentences of a language as functions that return plain text."""
    return templates(language, page=False).get_template(f"digest/{language}.jinja").module


def _best_evidence(match: Match) -> Evidence | None:
    return max(match.evidence, key=lambda each: each.similarity, default=None)


def _title_language(item: PlanItem, wanted: str) -> str:
    """Return the language of ``item.name(wanted)``."""
    return next((each for each in (wanted, "en", *item.title) if item.title.get(each)), item.language)


def _harmless(value: object) -> object:
    """Every text that a template prints passes here; what is already a piece of the page does not."""
    return plain(value) if isinstance(value, str) and not isinstance(value, Markup) else value
