"""An amount in a currency, and what a call has to give."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as the funder prints it; never converted."""

    amount: Decimal
    currency: str = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """What the funder says of the money; ``None`` is "not stated", never zero."""

    total: Money | None = None
    """The envelope. Where ``shared_by`` is above one it belongs to all those calls together: never add them up."""
    envelope: str | None = None
    """The funder's name for the envelope: calls that name the same one share it."""
    shared_by: int = 1
    grant_min: Money | None = None
    grant_max: Money | None = None
    expected_grants: int | None = None
