"""What the processes that stay open say of themselves on standard error: a line an event, as text or as JSON."""

import logging
from typing import Literal

TEXT = "%(asctime)s %(levelname)s %(message)s"
FIELDS = {"levelname": "level", "message": "event", "name": "logger"}
QUIET = ("apscheduler", "httpx")
"""They tell of every job and request of theirs."""


def begin(style: Literal["text", "json"]) -> None:
    """Log from here on; in JSON with every fact of an event in a field of its own."""
    handler = logging.StreamHandler()
    handler.setFormatter(_json() if style == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for each in QUIET:
        logging.getLogger(each).setLevel(logging.WARNING)


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter

    form = " ".join(f"%({each})s" for each in FIELDS)
    return JsonFormatter(form, rename_fields=FIELDS, timestamp="at", json_ensure_ascii=False)
