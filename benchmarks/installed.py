"""The program as it is installed, over a data folder of its own: each command is a process and has its cost."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.cost import Cost
from benchmarks.worlds import NOW, ROOT

CONVOCA = str(Path(sys.executable).with_name("convoca"))
SOURCE = "eu_portal"
"""What every world holds; other sources are not read."""


@dataclass(frozen=True, slots=True)
class Installed:
    """One installation, reading the world at ``origin``; no setting of the person who measures counts."""

    folder: Path
    origin: str

    def does(self, *command: str) -> Cost:
        """Run a command to its end."""
        started = perf_counter()
        with subprocess.Popen(command, env=self._environment(), cwd=self.folder, stdout=subprocess.DEVNULL) as it:
            _, status, used = os.wait4(it.pid, 0)
            it.returncode = os.waitstatus_to_exitcode(status)
        seconds = perf_counter() - started
        if it.returncode:
            raise RuntimeError(f"{' '.join(command)} left with status {it.returncode}")
        return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)

    def last_crawl(self) -> dict[str, Any]:
        """What is on record of the source's last crawl: ``found``, ``seconds``."""
        return next(each for each in self.crawls() if each["source"] == SOURCE)

    def crawls(self) -> list[dict[str, Any]]:
        """What is on record of the last crawl of every source."""
        command = [CONVOCA, "sources", "--json"]
        told = subprocess.run(command, env=self._environment(), cwd=self.folder, stdout=subprocess.PIPE, check=True)
        return [json.loads(each) for each in told.stdout.splitlines()]

    def _environment(self) -> dict[str, str]:
        theirs = {name: value for name, value in os.environ.items() if not name.startswith("CONVOCA_")}
        ours = {"DATA_DIR": str(self.folder), "REPLAY_ORIGIN": self.origin, "NOW": NOW.isoformat()}
        return theirs | {"PYTHONPATH": str(ROOT)} | {f"CONVOCA_{name}": value for name, value in ours.items()}
