"""A list of people as text, the kind that a spreadsheet writes: name, e-mail, and where given role, id and wishes."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO

from domain.errors import Problem
from domain.people import LANGUAGES, Alerts, Frequency, Role, Weekday

COLUMNS = ("name", "email", "language", "role", "id", "frequency", "weekday", "alerts")
WEEKDAYS = {each.name.lower(): each for each in Weekday}
ADDRESS = re.compile(r"[^@\s<>,;:\"\\]+@[^@\s<>,;:\"\\]+\.[^@\s<>,;:\"\\]+")


class ListError(Problem):
    """Raised where a list of people cannot be read; names the line and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person as a list names them; what the list does not say is ``None``."""

    name: str
    email: str
    language: str | None = None
    role: Role | None = None
    id: str | None = None
    frequency: Frequency | None = None
    weekday: Weekday | None = None
    alerts: Alerts | None = None


def people(text: str) -> list[Listed]:
    """Read a list with a header line, separated by commas or semicolons; raise :class:`ListError`."""
    text = text.removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    # A spreadsheet that writes decimal commas separates by semicolons.
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=";" if ";" in header else ",", strict=True)
    try:
        return _without_twins(list(_rows(reader)))
    except csv.Error as error:
        raise ListError(f"Line {reader.line_num + 1}: {error}; save the list again as CSV.") from error


def _rows(reader: "csv.DictReader[str]") -> Iterator[tuple[int, Listed]]:
    named = [each.strip().lower() for each in reader.fieldnames or ()]
    unknown = [each for each in named if each not in COLUMNS]
    if unknown or not {"name", "email"} <= set(named):
        raise ListError(f"Line 1: the columns are {', '.join(COLUMNS)}; name and email must be there, no others.")
    reader.fieldnames = named
    for row in reader:
        if any(isinstance(value, str) and value.strip() for value in row.values()):
            yield reader.line_num, _listed(row, reader.line_num)


def _listed(row: Mapping[str, str | None], line: int) -> Listed:
    if None in row:  # csv's name for what is beyond the header
        raise ListError(
            f"Line {line}: there are more values than columns; put a text with a comma into quotation marks."
        )
    said = {column: (row.get(column) or "").strip() for column in COLUMNS}
    return listed(**said, where=f"Line {line}: ")


def listed(
    *,
    name: str,
    email: str,
    language: str = "",
    role: str = "",
    id: str = "",
    frequency: str = "",
    weekday: str = "",
    alerts: str = "",
    where: str = "",
) -> Listed:
    """A person from what was typed; raise :class:`ListError`, whose message begins with ``where``."""
    if not name.strip() or not name.isprintable():
        raise ListError(f"{where}there is no name; write how the person is called.")
    if ADDRESS.fullmatch(email) is None or not email.isprintable():
        raise ListError(f"{where}{email!r} is no e-mail address; write it as name@example.org.")
    _refuse_other(language, LANGUAGES, f"{where}{language!r} is no language of ours")
    _refuse_other(role, Role, f"{where}{role!r} is no role")
    _refuse_other(frequency, Frequency, f"{where}{frequency!r} is not how often a digest comes")
    _refuse_other(weekday, WEEKDAYS, f"{where}{weekday!r} is no day of the week")
    _refuse_other(alerts, Alerts, f"{where}{alerts!r} is not when changes are told")
    if id and slug(id) != id:
        raise ListError(f"{where}{id!r} is no id; write small letters, digits and hyphens.")
    return Listed(
        name=name.strip(),
        email=email,
        language=language or None,
        role=Role(role) if role else None,
        id=id or None,
        frequency=Frequency(frequency) if frequency else None,
        weekday=WEEKDAYS[weekday] if weekday else None,
        alerts=Alerts(alerts) if alerts else None,
    )


def _refuse_other(said: str, words: Iterable[str], problem: str) -> None:
    if said and said not in set(words):
        raise ListError(f"{problem}; write one of {', '.join(words)}.")


def slug(name: str) -> str:
    """A name as an id: ``Núria Sagarra`` is ``nuria-sagarra``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "person"


def _without_twins(rows: list[tuple[int, Listed]]) -> list[Listed]:
    lines: dict[str, int] = {}
    for line, each in rows:
        first = lines.setdefault(each.email.casefold(), line)
        if first != line:
            raise ListError(f"Line {line}: {each.email} stands in line {first} already; keep one of the two.")
    return [each for _, each in rows]
