"""The languages people write in, and what the model makes of them."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import config
from convoca.wiring import Program
from domain.plan import Plan, PlanItem
from matcher.glossary import Glossary
from matcher.query import Understood, language, understood
from matcher.reference_model import DEFAULT_MODEL

GLOSSARY = Path(config.__file__).with_name("glossary.csv")
NAMES = {"ca": "Catalan", "es": "Spanish", "en": "English"}
MULTILINGUAL = "intfloat/multilingual-e5-base"
"""Offered to those whose plan is not in English."""


@cache
def glossary() -> Glossary:
    """The plan's fields in Catalan, Spanish and English."""
    return Glossary.read(GLOSSARY)


def typed(text: str) -> Understood:
    """A query as it is understood."""
    return understood(text, glossary())


def english(text: str) -> str | None:
    """The English of a query in Catalan or Spanish; ``None`` where it needs none, or none of it is understood."""
    return typed(text).english


def told(query: Understood) -> str | None:
    """What a person is told of their query; ``None`` where it is searched as it was typed."""
    if query.english is None:
        return None
    rest = f"; not in the glossary: {', '.join(query.unknown)}" if query.unknown else ""
    return f"Understood as {NAMES[query.language]} and searched as “{query.english}”{rest}."


def of_plan(program: Program, plan: Plan) -> Iterator[str]:
    """What its languages cost a plan, and what to do; nothing where all is English, or the model may read the rest."""
    read = plan.in_english()
    for item in read.items():
        if item.language == "en" and (looks := _looks(item)) != "en":
            yield f"{item.key} looks {NAMES[looks]} and is declared as English: write language: {looks} into the plan."
    if program.english_only:
        for other in ("ca", "es"):
            keys = [each.key for each in read.items() if each.language == other]
            if keys:
                yield _unread(keys, NAMES[other], program.named_model or DEFAULT_MODEL)


def _unread(keys: list[str], language: str, model: str) -> str:
    # The figures are those of docs/quality.md, "Languages".
    return (
        f"{', '.join(keys)}: in {language}, and {model} reads English only, which finds a quarter of what the same "
        f"text finds in English. Add the sentences in English to the plan, under translations: en: or, where there is "
        f"a network, have {language} read: convoca model use {MULTILINGUAL}"
    )


def _looks(item: PlanItem) -> str:
    found = language(" ".join(item.sentences))
    return found if found in NAMES else "en"
