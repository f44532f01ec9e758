"""Catalan, Spanish, English: which one a visitor reads, and the sentences in it."""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from fastapi import Request

from domain.people import LANGUAGES
from web.cookies import LANGUAGE, read

CATALOGUES: Final = Path(__file__).parent / "locale"
NAMES: Final = {"ca": "Català", "es": "Español", "en": "English"}
"""Each language in itself."""


def N_(sentence: str) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a sentence that is translated where it is shown."""
    return sentence


def choose(request: Request, wished: str | None) -> str:
    """A visitor's language: what they chose, else what their browser asks for, else English."""
    chosen = wished or read(request, LANGUAGE)
    if chosen in LANGUAGES:
        return chosen
    return negotiate_locale(_accepted(request.headers.get("accept-language", "")), LANGUAGES, sep="-") or "en"


def _accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, the best first."""
    weighed: list[tuple[float, str]] = []
    for each in header[:500].split(","):
        tag, _, weight = each.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), tag.partition("-")[0].lower()))
        except ValueError:
            continue
    return [tag for _, tag in sorted(weighed, key=lambda each: each[0]) if tag]


@cache
def translations(language: str) -> NullTranslations:
    """The sentences of a language; those of English are the keys themselves."""
    if language == "en":
        return NullTranslations()
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
