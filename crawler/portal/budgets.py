"""The portal's money: an overview lists the whole call group, and topics in one entry share one envelope."""

from decimal import Decimal, InvalidOperation

from crawler.portal.row import Row
from crawler.portal.wire import OVERVIEW, unpack
from domain.money import Budget, Money


def topic_budget(it: Row) -> Budget:
    """Return the envelope that names the topic itself: exactly, for one identifier is often the start of another."""
    overview, identifier = unpack(it, "budgetOverview", OVERVIEW), it.must("identifier")
    for number, entry in overview.envelopes.items() if overview else ():
        entries = entry if isinstance(entry, list) else [entry]
        own = next((each for each in entries if each.topic == identifier), None)
        if own:
            return Budget(
                total=stated(sum(own.by_year.values(), Decimal(0))),
                envelope=number,
                shared_by=len({each.topic for each in entries}),
                grant_min=stated(own.smallest),
                grant_max=stated(own.largest),
                expected_grants=own.grants or None,
            )
    return Budget()


def plain_budget(it: Row) -> Budget:
    """Return the single amount of an external action or cascade call."""
    amount = it.one("budget")
    try:
        return Budget(total=stated(Decimal(amount or 0), it.one("currency") or "EUR"))
    except InvalidOperation:
        raise ValueError(f"budget {amount!r} is not a number") from None


def stated(amount: Decimal, currency: str = "EUR") -> Money | None:
    """Return the amount; 0 and 1 stand for "not stated"."""
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"{amount} is not an amount")
    return Money(amount, currency) if amount > 1 else None
