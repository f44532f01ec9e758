"""The portal's bulk file is compared while it arrives: speed and memory, beside ``json.load`` of the same file."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, apart, cost
from benchmarks.table import Cell, show
from crawler.portal import bulk

OBJECTS = 11_000
"""As many as the portal lists, closed ones included."""

PADDING = "<p>What was said about this topic, at length and in markup, which nobody reads here.</p>" * 110
"""Makes an object as large as the portal's, 12 KB, and the file 130 MB."""

CHUNK = 64 * 1024
"""Bytes that arrive at once."""


def main() -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "grantsTenders.json"
        _write(file)
        show(("what", "MB", "s", "MB/s", "CPU s", "peak MB", "of it before the file"), list(_lines(file)))


def _lines(file: Path) -> Iterator[Sequence[Cell]]:
    size, idle = file.stat().st_size / 1e6, apart(_measured, "nothing", str(file)).megabytes
    for what in list(WORKS)[1:]:
        spent = apart(_measured, what, str(file))
        yield what, size, spent.seconds, size / spent.seconds, spent.cpu, spent.megabytes, idle


def _measured(what: str, file: str) -> Cost:
    return cost(lambda: WORKS[what](Path(file)))


def _load(file: Path) -> object:
    with file.open("rb") as opened:
        return json.load(opened)


def _read(file: Path) -> object:
    with file.open("rb") as opened:
        return bulk.read(iter(lambda: opened.read(CHUNK), b""))


WORKS: dict[str, Callable[[Path], object]] = {
    "nothing": lambda _: None,
    "bare `json.load`": _load,
    "`bulk.read`, as it arrives": _read,
}


def _write(file: Path) -> None:
    """Write a file laid out as the portal's: one large list of topics, most of them closed."""
    with file.open("w", encoding="utf-8") as out:
        out.write('{"fundingData" : {"GrantTenderObj" : [')
        for number in range(OBJECTS):
            out.write(("" if number == 0 else ", ") + json.dumps(_topic(number)))
        out.write("]}}")


def _topic(number: int) -> dict[str, object]:
    return {
        "type": 1,
        "ccm2Id": 1_000_000 + number,
        "identifier": f"SYN-2026-{number:05}",
        "title": f"Synthetic topic {number}",
        "plannedOpeningDateLong": 1_780_000_000_000,
        "deadlineDatesLong": [1_790_035_200_000],
        "status": {"id": 31094502 if number % 20 == 0 else 31094503, "abbreviation": "Open"},
        "deadlineModel": {},
        "actions": [],
        "latestInfos": [{"content": PADDING}],
    }
