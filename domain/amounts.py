"""Amounts as people type them: ``1.000.000,50``, ``1 000 000.5`` and ``1000000`` are read, whatever the language."""

import re
from decimal import Decimal

AMOUNT = re.compile(
    r"(?P<whole>\d+|[1-9]\d{0,2}(?:(?P<group>[.,])\d{3})(?:(?P=group)\d{3})*)(?:[.,](?P<cents>\d{1,2}))?", re.ASCII
)
IGNORED = re.compile(r"[\s'’€]")
MOST_DIGITS = 13
"""Of the whole part: beyond that it is a slip of the keyboard."""


def amount(text: str) -> Decimal:
    """Read an amount of money; raise :class:`ValueError` for what is none, is negative or is beyond belief.

    Money has two decimals at most, so three digits after a dot or comma are thousands: ``150.000`` is never 150.
    """
    found = AMOUNT.fullmatch(IGNORED.sub("", text))
    if found is None:
        raise ValueError(text)
    whole, group = re.sub(r"[.,]", "", found["whole"]), found["group"]
    same = group is not None and found["cents"] is not None and found[0][found.end("whole")] == group
    if same or len(whole) > MOST_DIGITS:
        raise ValueError(text)
    return Decimal(f"{int(whole)}.{found['cents']}" if found["cents"] else int(whole))
