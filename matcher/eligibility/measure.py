"""How right the rules are, against answers that a person gave."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.eligibility import Answer


@dataclass(frozen=True, slots=True)
class Measured:
    """Counts over some answers; the shares are of all, but for ``precision``."""

    answers: int
    right: float
    """Share that agrees with the person."""
    unclear: float
    """Share that the rules leave open."""
    said_no: int
    """How often the rules exclude."""
    precision: float | None
    """Share of these where the person excludes too; ``None`` where the rules exclude nothing."""
    missed: int
    """How often the person excludes and the rules do not."""


def measured(pairs: Iterable[tuple[Answer, Answer]]) -> Measured:
    """Compare pairs of the person's answer and the rules'; raises :class:`ValueError` where there is none."""
    found = list(pairs)
    if not found:
        raise ValueError("there is no answer to compare with")
    excluded = [person for person, rules in found if rules is Answer.NO]
    return Measured(
        answers=len(found),
        right=sum(person is rules for person, rules in found) / len(found),
        unclear=sum(rules is Answer.UNCLEAR for _, rules in found) / len(found),
        said_no=len(excluded),
        precision=excluded.count(Answer.NO) / len(excluded) if excluded else None,
        missed=sum(person is Answer.NO and rules is not Answer.NO for person, rules in found),
    )
