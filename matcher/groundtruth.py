"""A folder of judged queries: what was asked, what there was, which of it was right (the format of TREC)."""

import gzip
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from domain.call import Call, Kind, Part, PartKind, Status
from domain.plan import ItemKind, PlanItem
from matcher.errors import BadGroundTruth
from matcher.passages import sentences

Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Query:
    """A funded project or a plan item, and the subsets it belongs to."""

    id: str
    title: str
    objective: str
    subsets: tuple[str, ...]

    def item(self, *, full: bool) -> PlanItem:
        """As a plan item: with its objective's sentences, or the title alone."""
        own = tuple(each.text for each in sentences(self.objective)) if full else ()
        return PlanItem(kind=ItemKind.PROJECT, id=self.id, title={"en": self.title}, sentences=own)


@dataclass(frozen=True, slots=True)
class GroundTruth:
    """Queries, calls and grades; grade 1 and above is relevant."""

    queries: tuple[Query, ...]
    calls: tuple[Call, ...]
    grades: Mapping[str, Mapping[str, int]]
    """By query id, then by the call's reference in upper case."""
    years: Mapping[str, int]
    """Of the calls whose year is stated, by reference in upper case."""

    @property
    def names(self) -> list[str]:
        """The calls' references as the grades name them, in the order of the calls."""
        return [each.reference.upper() for each in self.calls]


def load(folder: Path, split: str) -> GroundTruth:
    """Read ``corpus``, ``queries.SPLIT`` (JSON lines, gzipped) and ``qrels.SPLIT.tsv``."""
    grades = _grades(folder / f"qrels.{split}.tsv")
    queries = tuple(_lines(folder / f"queries.{split}.jsonl.gz", _query))
    corpus = tuple(_lines(folder / "corpus.jsonl.gz", _dated))
    return GroundTruth(
        tuple(each for each in queries if each.id in grades),
        tuple(call for call, _ in corpus),
        grades,
        {call.reference.upper(): year for call, year in corpus if year},
    )


def _query(record: dict[str, Any]) -> Query:
    return Query(str(record["qid"]), record["title"], record.get("objective") or "", tuple(record.get("subsets") or ()))


def _dated(record: dict[str, Any]) -> tuple[Call, int | None]:
    return _call(record), int(record["year"]) if record.get("year") else None


def _call(record: dict[str, Any]) -> Call:
    text = record.get("text") or ""
    return Call(
        source="groundtruth",
        reference=str(record["topic_id"]),
        identifier=str(record["topic_id"]),
        kind=Kind.CALL,
        title=record["title"],
        url="",
        word=Status.UNKNOWN,
        parts=(Part(PartKind.DESCRIPTION, "", text),) if text else (),
    )


def _grades(path: Path) -> dict[str, dict[str, int]]:
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadGroundTruth(
            f"{path} cannot be read ({error}): name a folder that holds it with --groundtruth."
        ) from error
    for number, line in enumerate(lines, 1):
        try:
            query, _, document, grade = line.split()
            grades[query][document.upper()] = int(grade)
        except ValueError:
            raise BadGroundTruth(
                f"{path}, line {number}: expected `qid 0 topic_id grade`, found {line[:60]!r}."
            ) from None
    return grades


def _lines(path: Path, record: Callable[[dict[str, Any]], Record]) -> Iterator[Record]:
    read = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield record(json.loads(line))
                read += 1
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise BadGroundTruth(
            f"{path}, after line {read}: {error}: the file is missing or damaged, fetch it again."
        ) from error
    except KeyError as error:
        raise BadGroundTruth(f"{path}, line {read + 1}: the record has no {error}, fetch the file again.") from error
