"""Long lists, in pieces that fit into one query."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

SIZE = 500
"""Far below what SQLite (32,766) and PostgreSQL (65,535) allow, and enough that the round trips do not count."""


def chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield the values in order, at most :data:`SIZE` at a time."""
    for start in range(0, len(values), SIZE):
        yield values[start : start + SIZE]
