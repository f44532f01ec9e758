"""What pydantic finds wrong with a plan, in words that say how to mend it."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from config.marked_yaml import KeyPath
from config.plan_form import PlanForm

SIMPLE = {
    "missing": "is missing; add it",
    "tuple_type": "must be a list; begin each entry with a dash",
    "string_type": "must be one text; put it in quotes if it holds a colon",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number, digits only",
    "int_parsing": "must be a whole number, digits only",
    "int_parsing_size": "must be a whole number, digits only",
    "int_from_float": "must be a whole number, digits only",
}
"""Pydantic's types of error that need no further detail."""


def findings(error: ValidationError) -> Iterator[tuple[KeyPath, str]]:
    """What is wrong, each with where it stands. A misspelt key is said once: not as missing too."""
    details = error.errors(include_url=False)
    meant = {(*each["loc"][:-1], _guess(each["loc"])) for each in details if each["type"] == "extra_forbidden"}
    for each in details:
        if each["type"] != "missing" or each["loc"] not in meant:
            yield each["loc"], _mend(each)


def _mend(detail: ErrorDetails) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    match kind:
        case "extra_forbidden":
            guess = _guess(detail["loc"])
            return "is not a known key; " + (
                f"did you mean {guess}?" if guess else f"known are {_known(detail['loc'][:-1])}"
            )
        case "model_type":
            return f"must hold keys of its own: {_known(detail['loc'])}"
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"must be {context['expected']}"
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case _:
            return SIMPLE.get(kind) or detail["msg"]


def _keys(path: KeyPath) -> list[str]:
    """The keys of the form at a path, in order."""
    form: Any = PlanForm
    for each in path:
        form = get_args(form)[0] if isinstance(each, int) else form.model_fields[each].annotation
    return list(form.model_fields)


def _known(path: KeyPath) -> str:
    return ", ".join(_keys(path))


def _guess(path: KeyPath) -> str | None:
    """The known key that an unknown one most resembles."""
    return next(iter(get_close_matches(str(path[-1]), _keys(path[:-1]), n=1)), None)
