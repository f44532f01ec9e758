"""The worlds that are read: the demo's, and a recorded day of the portal where one lies beside the checkout."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep

from convoca.world import serve

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "config" / "demo"
REPLAY = ROOT.parent / "shared" / "replay" / "replay.py"
DAY = date(2026, 8, 12)
NOW = datetime.combine(DAY, time(6), UTC)


def worlds() -> Iterator[tuple[str, str]]:
    """Yield name and origin of each world while it is served; say so where the recorded one is absent."""
    with serve(DEMO, day=DAY) as origin:
        yield "demo", origin
    with recorded_day() as recorded:
        if recorded is not None:
            yield "recorded day", recorded


@contextmanager
def recorded_day() -> Iterator[str | None]:
    """Give the address of the recorded day; ``None``, and a sentence, where there is none."""
    if not REPLAY.exists():
        print("No recorded day lies beside the checkout (../shared/replay): it is left out.")
        yield None
        return
    with TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        command = [sys.executable, str(REPLAY), "--port", "0", "--day", f"{DAY}", "--ready-file", str(ready)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            yield _address(server, ready)
        finally:
            server.terminate()
            server.wait()


def _address(server: subprocess.Popen[bytes], ready: Path) -> str:
    """Wait, a minute at most, until the server says where it is."""
    for _ in range(600):
        if ready.exists() and (address := ready.read_text().strip()):
            return address
        if server.poll() is not None:
            break
        sleep(0.1)
    raise TimeoutError(f"{REPLAY} did not start")
