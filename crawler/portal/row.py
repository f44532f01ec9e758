"""A row of the search: every field a list of texts, wherever the portal put it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One row. Its fields lie under ``metadata``, or beside it: some rows have no ``metadata`` at all."""

    reference: str
    fields: Mapping[str, Any]

    def all(self, name: str) -> tuple[str, ...]:
        """Return the texts of a field, blank ones left out."""
        value = self.fields.get(name)
        values = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(each, str) for each in values):
            raise ValueError(f"{name} holds something that is not text")
        return tuple(each.strip() for each in values if each.strip())

    def one(self, name: str) -> str | None:
        """Return the first text of a field, if any."""
        return next(iter(self.all(name)), None)

    def must(self, name: str) -> str:
        value = self.one(name)
        if value is None:
            raise ValueError(f"{name} is missing")
        return value


def row(record: Mapping[str, Any]) -> Row:
    """Return the row in a record of the answer; ``ValueError`` if it cannot be told from others."""
    reference, metadata = record.get("reference"), record.get("metadata")
    if not isinstance(reference, str) or not reference:
        raise ValueError("reference is missing")
    return Row(reference, {**record, **metadata} if isinstance(metadata, dict) else record)
