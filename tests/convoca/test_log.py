"""What the window and the clock log can be read by people, and by what collects logs."""

import json
import signal
import subprocess
import sys

from tests.convoca.program import Program

ONE_EVENT = """
import logging, sys
from convoca import log
log.begin(sys.argv[1])
logging.getLogger("convoca.clock").error("digest: failed.\\nReason: %s", "«l'aigua»", extra={"job": "digest"})
"""


def logged(style: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", ONE_EVENT, style], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    return done.stderr.splitlines()


def test_the_clock_says_in_json_what_happens_where_that_is_set(convoca: Program) -> None:
    clock = convoca.start("schedule", CONVOCA_LOG="json", CONVOCA_REPLAY_ORIGIN="http://127.0.0.1:1")
    assert clock.stderr is not None
    first = json.loads(clock.stderr.readline())
    clock.send_signal(signal.SIGKILL)
    clock.communicate()

    assert first["event"].startswith("The clock runs: ")
    assert (first["level"], first["logger"]) == ("INFO", "convoca.clock")
    assert first["at"].endswith("+00:00")


def test_in_json_an_event_is_a_line_and_each_fact_of_it_a_field() -> None:
    (line,) = logged("json")
    told = json.loads(line)

    assert "«l'aigua»" in line
    assert (told["job"], told["level"], told["event"]) == ("digest", "ERROR", "digest: failed.\nReason: «l'aigua»")


def test_for_people_an_event_has_its_time_and_its_sentence() -> None:
    first, second = logged("text")

    assert first.endswith(" ERROR digest: failed.")
    assert second == "Reason: «l'aigua»"
