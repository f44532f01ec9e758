"""The real program in a process of its own, its settings those of the test and no others."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "config" / "demo"
PLAN = ROOT / "config" / "plan" / "amb-2021-2025.yaml"
SCRIPT = Path(sys.executable).with_name("convoca")

IN_PROCESS = """
import sys
from convoca.cli import app
try:
    app()
finally:
    print(*sorted({each.partition(".")[0] for each in sys.modules}), file=sys.stderr)
"""
"""Runs the program, then says on standard error which packages were imported."""


@dataclass(frozen=True)
class Program:
    """Runs ``convoca`` in a folder, with ``data`` in it as the data folder."""

    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.data / 'convoca.db'}"

    def __call__(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return self._run([str(SCRIPT), *arguments], settings)

    def rows(self, *arguments: str, **settings: str) -> list[dict[str, Any]]:
        """What a command with ``--json`` prints; every line of it is an object."""
        done = self(*arguments, "--json", **settings)
        assert (done.returncode, done.stderr) == (0, "")
        found = [json.loads(line) for line in done.stdout.splitlines()]
        assert all(isinstance(each, dict) for each in found)
        return found

    def imports(self, *arguments: str, **settings: str) -> set[str]:
        """The top-level packages that a command imports."""
        done = self._run([sys.executable, "-c", IN_PROCESS, *arguments], settings)
        assert done.returncode == 0, done.stderr
        return set(done.stderr.splitlines()[-1].split())

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[bytes]:
        command = [str(SCRIPT), *arguments]
        silent = subprocess.DEVNULL
        return subprocess.Popen(
            command,
            env=self._environment(settings),
            cwd=self.folder,
            stdout=silent,
            stderr=subprocess.PIPE,
            preexec_fn=_as_at_a_keyboard,
        )

    def _run(self, command: list[str], settings: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            env=self._environment(settings),
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def _environment(self, settings: Mapping[str, str]) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("CONVOCA_")}
        # Whatever model a test names, none is looked for on the network.
        return {**inherited, "HF_HUB_OFFLINE": "1", "CONVOCA_DATA_DIR": str(self.data), **self.settings, **settings}


def _as_at_a_keyboard() -> None:
    """Heed an interruption, which a shell's background jobs, and all that they start, are made to ignore."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
