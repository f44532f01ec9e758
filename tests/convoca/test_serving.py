"""The window as a command: where it opens, where it refuses to, and what it needs to do so."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from pydantic import AnyHttpUrl, SecretStr
from starlette.testclient import TestClient

from config.settings import Settings
from convoca import held_world, serving
from convoca.serving import CannotServe
from convoca.wiring import Program as Wired
from db import people, plans, settings
from db.engine import connect, reading, transaction
from tests.convoca.program import PLAN, ROOT, SCRIPT, Program
from tests.web.opened import NOW, Browser
from tests.web.opened import PLAN as SMALL_PLAN
from web.app import create_app

HERE = "http://127.0.0.1:8000"


@pytest.fixture
def wired(tmp_path: Path) -> Iterator[Wired]:
    """A program over a database that holds the demo's world and a plan from before there was a window."""
    engine = connect(f"sqlite:///{tmp_path}/convoca.db")
    with transaction(engine) as session:
        settings.set(session, held_world.FACT, held_world.DEMO)
        plans.save(session, SMALL_PLAN, now=NOW)
    yield Wired(Settings.model_construct(data_dir=tmp_path), NOW, engine)
    engine.dispose()


def test_the_people_of_the_plans_are_brought_in(wired: Wired) -> None:
    serving.window(wired, host="127.0.0.1", address=HERE)

    with reading(wired.engine) as session:
        assert [each.id for each in people.everyone(session)] == ["anna", "berta", "olga"]


@pytest.mark.parametrize(
    ("host", "public", "may"),
    [
        ("127.0.0.1", None, True),
        ("::1", None, True),
        ("localhost", "http://localhost:8000", True),
        ("0.0.0.0", None, False),
        ("192.0.2.7", None, False),
        ("127.0.0.1", "https://convoca.example.org", False),
        ("127.0.0.1.example.org", None, False),
    ],
)
def test_the_demos_people_can_be_chosen_on_this_machine_only(
    wired: Wired, host: str, public: str | None, may: bool
) -> None:
    assert serving.may_choose(wired, host=host, public=public) is may


@pytest.mark.parametrize("world", [held_world.LIVE, "", "DEMO"])
def test_people_of_a_database_that_is_not_the_demos_are_never_chosen(wired: Wired, world: str) -> None:
    with transaction(wired.engine) as session:
        settings.set(session, held_world.FACT, world)

    assert not serving.window(wired, host="127.0.0.1", address=HERE).choose_people


def with_settings(wired: Wired, **different: object) -> Wired:
    return replace(wired, settings=wired.settings.model_copy(update=different))


def test_it_does_not_open_to_others_without_knowing_its_address(wired: Wired) -> None:
    with pytest.raises(CannotServe, match="CONVOCA_PUBLIC_URL"):
        serving.window(wired, host="0.0.0.0", address="http://0.0.0.0:8000")


def test_it_does_not_open_to_others_in_the_clear(wired: Wired) -> None:
    in_the_clear = with_settings(wired, public_url=AnyHttpUrl("http://convoca.example.org"))

    with pytest.raises(CannotServe, match="write https"):
        serving.window(in_the_clear, host="127.0.0.1", address=HERE)


def test_behind_a_proxy_links_begin_with_the_public_address(wired: Wired) -> None:
    behind = with_settings(wired, public_url=AnyHttpUrl("https://convoca.example.org/"))
    window = serving.window(behind, host="127.0.0.1", address=HERE)

    assert window.public_url == "https://convoca.example.org"
    assert window.secure
    assert window.hosts[0] == "convoca.example.org"


def test_a_provider_is_set_as_a_whole(wired: Wired) -> None:
    issuer = AnyHttpUrl("https://login.example.org/")
    half = with_settings(wired, oidc_issuer=issuer)
    whole = with_settings(wired, oidc_issuer=issuer, oidc_client_id="convoca", oidc_client_secret=SecretStr("x"))

    with pytest.raises(CannotServe, match="CONVOCA_OIDC_CLIENT_SECRET"):
        serving.window(half, host="127.0.0.1", address=HERE)
    provider = serving.window(whole, host="127.0.0.1", address=HERE).provider
    assert provider is not None
    assert provider.issuer == "https://login.example.org"


def test_a_port_that_is_taken_is_said() -> None:
    with serving.listen("127.0.0.1", 0) as taken, pytest.raises(CannotServe, match="--port"):
        serving.listen("127.0.0.1", taken.getsockname()[1])


def test_a_link_goes_into_the_outbox_folder_where_there_is_no_mail_server(wired: Wired) -> None:
    window = serving.window(wired, host="127.0.0.1", address="http://127.0.0.1")
    browser = Browser(TestClient(create_app(window), base_url="http://127.0.0.1", follow_redirects=False))
    browser.get("/sign-in")
    browser.post("/sign-in", {"email": "berta@example.org"})

    written = [each.read_text() for each in wired.settings.outbox.glob("*.html")]
    assert len(written) == 1
    assert re.search(r'href="http://127\.0\.0\.1/sign-in/link/[\w-]{43}"', written[0])
    assert "berta" not in written[0]


@contextmanager
def served(convoca: Program, *arguments: str) -> Iterator[tuple[Popen[bytes], str]]:
    """The window in a process of its own, and its address."""
    convoca("plan", "import", str(PLAN))
    command = [str(SCRIPT), "serve", "--port", "0", *arguments]
    environment = {**os.environ, "CONVOCA_DATA_DIR": str(convoca.data)}
    with Popen(command, env=environment, cwd=convoca.folder, stdout=PIPE) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline().decode()
            found = re.search(r"http://\S+?(?=;)", line)
            assert found, line
            yield process, found[0]
        finally:
            process.kill()


def test_the_command_opens_the_window_and_says_where(convoca: Program) -> None:
    with served(convoca) as (process, address):
        with urllib.request.urlopen(f"{address}/readyz", timeout=10) as answer:
            assert answer.read() == b"ok\n"
            assert "server" not in answer.headers
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) in (0, -signal.SIGTERM)


def test_the_window_opens_without_loading_a_model() -> None:
    code = "import sys; from convoca import serving; from web.app import create_app; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    imported = {each.partition(".")[0] for each in said.split()}

    assert {"fastapi", "uvicorn", "web"} <= imported
    assert not {"torch", "sentence_transformers", "openvino", "scrapy", "sklearn", "authlib"} & imported
