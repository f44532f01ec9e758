"""The recorded world: a server that answers as the real sources did on a given day, and the truth about that day."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2].parent / "shared" / "replay"


class Recorded:
    """Starts servers, and stops them all."""

    def __init__(self, tmp: Path) -> None:
        self._tmp = tmp
        self._running: list[subprocess.Popen[bytes]] = []

    def serve(self, day: str, *faults: str) -> str:
        """Start a server and return its address."""
        ready = self._tmp / f"ready-{len(self._running)}"
        options = ["--port", "0", "--day", day, "--ready-file", str(ready)]
        options += [part for fault in faults for part in ("--fault", fault)]
        command = [sys.executable, str(FOLDER / "replay.py"), *options]
        self._running.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))
        for _ in range(300):
            if ready.exists():
                return ready.read_text().strip()
            time.sleep(0.1)
        raise TimeoutError("the replay server did not start")

    def truth(self, day: str, source: str = "eu_portal") -> Any:
        """Return what a perfect crawl of a source ends with on that day."""
        command = [sys.executable, str(FOLDER / "expected.py"), "--day", day, "--source", source]
        return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)

    def stop(self) -> None:
        for each in self._running:
            each.terminate()
            each.wait()
