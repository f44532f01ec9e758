"""What the calls of a search have in common, counted: each question by the answers to all the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
"""One truth a call."""
Rows = NDArray[np.intp]
F = TypeVar("F")


class Answers(Protocol):
    """What every call answers to one question."""

    def chosen(self, values: frozenset[str]) -> Mask:
        """The calls that answer with one of these."""

    def counts(self, mask: Mask) -> dict[str, int]:
        """How many of the masked calls answer with each; answers nobody gives are left out."""


@dataclass(frozen=True, slots=True)
class OneAnswer:
    """A question that each call answers once, or not at all."""

    values: tuple[str, ...]
    codes: NDArray[np.int32]
    """Of each call, the index of its value; -1 where it has none."""

    @classmethod
    def of(cls, said: Sequence[str | None]) -> "OneAnswer":
        values = tuple(sorted({each for each in said if each is not None}))
        code: dict[str | None, int] = {value: at for at, value in enumerate(values)}
        return cls(values, np.fromiter((code.get(each, -1) for each in said), np.int32, len(said)))

    def of_row(self, row: int) -> str | None:
        """The answer of one call."""
        return self.values[self.codes[row]] if self.codes[row] >= 0 else None

    def chosen(self, values: frozenset[str]) -> Mask:
        wanted = [at for at, value in enumerate(self.values) if value in values]
        return np.isin(self.codes, wanted)

    def counts(self, mask: Mask) -> dict[str, int]:
        found = np.bincount(self.codes[mask] + 1, minlength=len(self.values) + 1)[1:]
        return {value: int(count) for value, count in zip(self.values, found, strict=True) if count}


@dataclass(frozen=True, slots=True)
class SeveralAnswers:
    """A question to which a call may give several answers."""

    size: int
    """Calls in all."""
    rows: Mapping[str, Rows]
    """The calls that give each answer."""

    def chosen(self, values: frozenset[str]) -> Mask:
        mask = np.zeros(self.size, bool)
        for value in values & self.rows.keys():
            mask[self.rows[value]] = True
        return mask

    def counts(self, mask: Mask) -> dict[str, int]:
        found = {value: int(np.count_nonzero(mask[rows])) for value, rows in self.rows.items()}
        return {value: count for value, count in found.items() if count}


def narrowed(
    base: Mask, answers: Mapping[F, Answers], chosen: Mapping[F, frozenset[str]]
) -> tuple[Mask, dict[F, Mask]]:
    """The calls of ``base`` under all choices; and for each question with a choice, those under all the others."""
    masks = {each: answers[each].chosen(values) for each, values in chosen.items() if values}
    everything = _all(base, list(masks.values()))
    return everything, {each: _all(base, [mask for other, mask in masks.items() if other != each]) for each in masks}


def _all(base: Mask, masks: Sequence[Mask]) -> Mask:
    found = base.copy()
    for each in masks:
        found &= each
    return found
