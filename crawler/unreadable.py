"""A record that is skipped, with a reason that is short and names nobody: reports are kept, shown and mailed."""

import re

from crawler.parse.page import without_people
from crawler.records.contacts import names_somebody
from domain.crawl import Unreadable

QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
"""A value of the record, as a reason repeats it."""

VALUE = 80
"""Characters of a value that a reason repeats: enough to find it again."""

REASON = 300
"""Characters of a reason: a sentence, not the record."""


def unreadable(record: str, why: Exception | str) -> Unreadable:
    """Return what is kept of a record that cannot be read: which it was and why, without persons."""
    said = QUOTED.sub(lambda quoted: _value(quoted.group()), " ".join(str(why).split()))
    return Unreadable(without_people(record) or "a record", _cut(without_people(said), REASON))


def _value(quoted: str) -> str:
    mark, value = quoted[0], quoted[1:-1]
    return f"{mark}{'…' if names_somebody(value) else _cut(value, VALUE)}{mark}"


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
