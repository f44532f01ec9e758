"""A real browser, and a window that it can reach."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from convoca.serving import listen
from db.engine import connect
from tests.web.opened import fill, open_window

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MARKS = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian: apt install chromium)"),
]


@contextmanager
def browsing() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Where a window is open whose people can be chosen, over a world of its own."""
    engine = connect(f"sqlite:///{folder}/convoca.db")
    fill(engine)
    with listen("127.0.0.1", 0) as listening:
        at = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = open_window(engine, choose_people=True, public_url=at).app
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        yield at
        server.should_exit = True
        thread.join()
    engine.dispose()
