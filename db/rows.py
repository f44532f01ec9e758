"""What all rows have in common: the types of their columns and the names of their constraints."""

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData
from sqlalchemy.orm import DeclarativeBase

from db.columns import TEXT, Exact, Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""So that a later migration can name what it drops."""


class Row(DeclarativeBase):
    """A row of one of our tables."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: TEXT,
        datetime: Instant,
        Decimal: Exact,
        list[Any]: JSON,
        dict[str, Any]: JSON,
    }
