"""How the words of the domain stand in a column, the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar, cast

from sqlalchemy import DateTime, Dialect, Text, TypeDecorator

TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its code points, whatever language the server speaks."""

W = TypeVar("W", bound=StrEnum)


class Instant(TypeDecorator[datetime]):
    """A moment: aware on the way in, aware UTC on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: object, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment = cast("datetime", value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal number with every digit it came with; SQLite has no such number of its own, so it is text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else str(value)

    def process_result_value(self, value: object, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        return None if value is None else Decimal(cast("str", value))


class Word(TypeDecorator[W]):
    """One of the words of an enumeration, as that word."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[W]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: W | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else self.words(value).value

    def process_result_value(self, value: object, dialect: Dialect) -> W | None:  # noqa: ARG002
        return None if value is None else self.words(cast("str", value))
