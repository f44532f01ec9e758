"""The files in which CORDIS publishes the projects of a programme: read row by row, never held as a whole."""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, TypeVar

from domain.crawl import Unreadable
from domain.errors import Problem
from domain.funded import BodyKind, FundedProject, Participant

PROJECTS, ORGANISATIONS = "project.csv", "organization.csv"
COLUMNS: Mapping[str, tuple[str, ...]] = {
    PROJECTS: (
        *("id", "acronym", "title", "frameworkProgramme", "topics", "masterCall", "subCall"),
        *("startDate", "endDate", "objective"),
    ),
    ORGANISATIONS: (
        *("projectID", "organisationID", "name", "activityType", "city", "country", "role", "endOfParticipation"),
    ),
}
"""What is read of each file; what else there is does not matter."""
ISO_3166 = {"EL": "GR", "UK": "GB"}
"""Two countries have codes of their own at the Commission."""

Fields = Mapping[str, str]
T = TypeVar("T")


class NotFromCordis(Problem):
    """Raised where the files are not what CORDIS publishes, or are damaged."""


@dataclass(frozen=True, slots=True)
class Cordis:
    """The projects of one programme: a zip as CORDIS publishes it, or the folder that it was unpacked into."""

    path: Path

    def projects(self) -> Iterator[FundedProject | Unreadable]:
        """Yield every project, or what is wrong with its row."""
        return self._read(PROJECTS, _project)

    def participants(self) -> Iterator[Participant | Unreadable]:
        """Yield who takes part in the projects, or what is wrong with a row; who has left is not in it."""
        return (each for each in self._read(ORGANISATIONS, _participant) if each is not None)

    def _read(self, name: str, understand: Callable[[Fields], T]) -> Iterator[T | Unreadable]:
        with self._open(name) as file:
            rows = csv.reader(file, delimiter=";", strict=True)
            header = next(rows, [])
            if missing := [each for each in COLUMNS[name] if each not in header]:
                raise NotFromCordis(f"{name} of {self.path} has no column {', '.join(missing)}: is it from CORDIS?")
            while True:
                try:
                    row = next(rows)
                    yield understand(_named(header, row))
                except StopIteration:
                    return
                except (csv.Error, ValueError) as error:
                    yield Unreadable(f"{name}, line {rows.line_num}", str(error))

    @contextmanager
    def _open(self, name: str) -> Iterator[IO[str]]:
        try:
            if self.path.is_dir():
                with (self.path / name).open(encoding="utf-8-sig", newline="", errors="replace") as file:
                    yield file
                return
            with zipfile.ZipFile(self.path) as archive, archive.open(_member(archive, name)) as member:
                yield io.TextIOWrapper(member, encoding="utf-8-sig", newline="", errors="replace")
        except (FileNotFoundError, KeyError):
            raise NotFromCordis(
                f"{self.path} holds no {name}: name the zip of a programme's projects in CSV, or the folder it is in."
            ) from None
        # A zip with a password, or packed in a way that is not known here, is a RuntimeError to the library.
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            raise NotFromCordis(f"{self.path} is no whole zip file ({error}): download it again.") from error
        except OSError as error:
            raise NotFromCordis(f"Cannot read {self.path}: {error.strerror}.") from error


def _member(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    found = next((each for each in archive.infolist() if Path(each.filename).name == name), None)
    return found or archive.getinfo(name)


def _named(header: list[str], row: list[str]) -> Fields:
    if len(row) != len(header):
        raise ValueError(f"{len(row)} fields, where the first line names {len(header)}")
    return dict(zip(header, (each.strip() for each in row), strict=True))


def _project(fields: Fields) -> FundedProject:
    return FundedProject(
        id=_said(fields, "id"),
        acronym=fields["acronym"],
        title=_said(fields, "title"),
        programme=fields["frameworkProgramme"],
        topic=fields["topics"].upper(),
        group=(fields["subCall"] or fields["masterCall"]).upper(),
        starts_on=_day(fields["startDate"]),
        ends_on=_day(fields["endDate"]),
        objective=fields["objective"],
    )


def _participant(fields: Fields) -> Participant | None:
    if fields["endOfParticipation"].lower() == "true":
        return None
    country = fields["country"].upper()
    return Participant(
        project=_said(fields, "projectID"),
        organisation=_said(fields, "organisationID"),
        name=_said(fields, "name"),
        kind=BodyKind(fields["activityType"] or BodyKind.OTHER),
        city=fields["city"],
        country=ISO_3166.get(country, country),
        coordinates=fields["role"] == "coordinator",
    )


def _said(fields: Fields, name: str) -> str:
    if not fields[name]:
        raise ValueError(f"{name} is empty")
    return fields[name]


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
