"""Run one benchmark, or all, each in a process of its own so that none inherits another's memory."""

import subprocess
import sys
from importlib import import_module

from benchmarks.machine import machine

NAMES = (
    "parsing",
    "bulk",
    "recording",
    "matching",
    "increments",
    "whole_run",
    "weekly",
    "search",
    "coverage",
    "composing",
    "delivering",
    "year",
    "encoding",
    "importing",
    "figures",
    "feeds",
)


def main(arguments: list[str]) -> int:
    match arguments:
        case []:
            return max(subprocess.run([sys.executable, "-m", "benchmarks", each]).returncode for each in NAMES)
        case [name] if name in NAMES:
            benchmark = import_module(f"benchmarks.{name}")
            print(f"{benchmark.__doc__}\n\n{machine()}\n")
            benchmark.main()
            print()
            return 0
        case _:
            print(f"Name one of {', '.join(NAMES)}, or none to run all.", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
