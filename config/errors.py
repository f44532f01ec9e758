"""What can be wrong with what is set.

Problem
+-- ConfigError
    +-- PlanError       the plan file cannot be used as it stands: mend the lines it names
    +-- SettingsError   a setting cannot be used: mend it where it is set
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from domain.errors import Problem


class ConfigError(Problem):
    """Something that is set cannot be used; the message says what, where and how to mend it."""


class SettingsError(ConfigError):
    """A setting that cannot be used."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing to mend in a plan file. ``line`` counts from 1; ``None`` where the file could not be opened."""

    line: int | None
    text: str


class PlanError(ConfigError):
    """A plan file that cannot be used, with everything that was found wrong, in the order of the lines."""

    def __init__(self, path: Path, problems: Iterable[Mend]) -> None:
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda each: each.line or 0))
        super().__init__(path, self.problems)

    def __str__(self) -> str:
        return "\n".join(
            f"{self.path}: {each.text}" if each.line is None else f"{self.path}, line {each.line}: {each.text}"
            for each in self.problems
        )
