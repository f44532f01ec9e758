"""Whatever goes wrong, a user is told in one message what it was and how to mend it."""

import signal
import socket
import sqlite3
import subprocess
from collections.abc import Callable
from typing import NamedTuple

import pytest

from convoca.cli import VERBS, named
from tests.convoca.program import PLAN, SCRIPT, Program

COMMANDS = [[named(each)] for each in VERBS] + [
    ["plan", "import"],
    ["plan", "show"],
    ["model", "show"],
    ["model", "use"],
]
HEAVY = {"alembic", "jinja2", "lingua", "numpy", "openvino", "scipy", "scrapy", "sklearn", "sentence_transformers"}
HEAVY |= {"sqlalchemy", "torch"}
SECRET = "pa55-of-the-post"


class Trouble(NamedTuple):
    """A command that cannot work, and words that its message must hold: the thing and the mend."""

    arguments: str
    says: tuple[str, ...]
    settings: dict[str, str] = {}  # noqa: RUF012  never changed
    prepare: Callable[[Program], None] | None = None


def with_plan(convoca: Program) -> None:
    assert convoca("plan", "import", str(PLAN)).returncode == 0


def with_file(name: str, content: str) -> Callable[[Program], None]:
    def write(convoca: Program) -> None:
        (convoca.folder / name).write_text(content)

    return write


def with_misspelt_plan(convoca: Program) -> None:
    text = PLAN.read_text(encoding="utf-8")
    (convoca.folder / "plan.yaml").write_text(text.replace("\nofficer:", "\noficer:"), encoding="utf-8")


def with_newer_database(convoca: Program) -> None:
    assert convoca("sources").returncode == 0
    with sqlite3.connect(convoca.data / "convoca.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


TROUBLES = {
    "unknown setting": Trouble("calls", ("CONVOCA_DATADIR", "CONVOCA_DATA_DIR"), {"CONVOCA_DATADIR": "elsewhere"}),
    "unknown setting in the file": Trouble(
        "calls", ("convoca.toml", "'datadir'", "data_dir"), prepare=with_file("convoca.toml", 'datadir = "x"')
    ),
    "file of settings that is no TOML": Trouble(
        "calls", ("convoca.toml", "line 1"), prepare=with_file("convoca.toml", "data_dir = elsewhere")
    ),
    "now without an offset": Trouble("calls", ("CONVOCA_NOW", "write it like"), {"CONVOCA_NOW": "2026-06-01T06:00:00"}),
    "origin that is no address": Trouble("crawl", ("CONVOCA_REPLAY_ORIGIN", "URL"), {"CONVOCA_REPLAY_ORIGIN": "here"}),
    "score above one": Trouble("calls", ("CONVOCA_STRONG", "less than or equal to 1"), {"CONVOCA_STRONG": "7"}),
    "misspelt key in a plan": Trouble(
        "plan import plan.yaml", ("plan.yaml", "line ", "oficer", "officer"), prepare=with_misspelt_plan
    ),
    "plan that is not there": Trouble("plan import plan.yaml", ("plan.yaml", "check its name")),
    "no plan, match": Trouble("match", ("No plan", "convoca plan import")),
    "no plan, digest": Trouble("digest", ("No plan", "convoca plan import")),
    "no plan, explain": Trouble("explain A-CALL clean-air", ("No plan", "convoca plan import")),
    "unknown source": Trouble("crawl nowhere", ("'nowhere'", "eu_portal")),
    "unknown project, matches": Trouble("matches no-such", ("'no-such'", "clean-air"), prepare=with_plan),
    "unknown project, explain": Trouble("explain A-CALL no-such", ("'no-such'", "clean-air"), prepare=with_plan),
    "unknown call": Trouble("explain NO-SUCH clean-air", ("'NO-SUCH'", "convoca calls"), prepare=with_plan),
    "newer database": Trouble(
        "calls", ("newer version", "convoca.db", "CONVOCA_DATABASE_URL"), prepare=with_newer_database
    ),
    "database that is a text": Trouble(
        "calls",
        ("text.db", "not a database", "CONVOCA_DATABASE_URL"),
        {"CONVOCA_DATABASE_URL": "sqlite:///text.db"},
        with_file("text.db", "Dear reader,\n" * 100),
    ),
    "folder that cannot be made": Trouble(
        "calls", ("a-file/data", "name another"), {"CONVOCA_DATA_DIR": "a-file/data"}, with_file("a-file", "")
    ),
    "database of another make": Trouble(
        "calls", ("mysql", "sqlite:///", "postgresql://"), {"CONVOCA_DATABASE_URL": f"mysql://me:{SECRET}@host/db"}
    ),
    "database server that is down": Trouble(
        "calls",
        ("127.0.0.1:1", "CONVOCA_DATABASE_URL"),
        {"CONVOCA_DATABASE_URL": f"postgresql://me:{SECRET}@127.0.0.1:1/db"},
    ),
    "address that is none": Trouble(
        "calls", ("CONVOCA_DATABASE_URL", "sqlite:///"), {"CONVOCA_DATABASE_URL": f"postgresql://me:{SECRET}@host:x/db"}
    ),
    "ground truth that is not there": Trouble("evaluate --groundtruth nowhere", ("nowhere", "--groundtruth")),
    "origin that is down": Trouble(
        "crawl eu_portal",
        ("eu_portal: failed.", "no connection", "the next crawl tries again"),
        {"CONVOCA_REPLAY_ORIGIN": "http://127.0.0.1:1"},
    ),
}


@pytest.fixture(params=list(TROUBLES.values()), ids=list(TROUBLES))
def trouble(request: pytest.FixtureRequest, convoca: Program) -> Trouble:
    it: Trouble = request.param
    if it.prepare:
        it.prepare(convoca)
    return it


def test_every_error_is_one_message_that_names_the_thing_and_the_mend(trouble: Trouble, convoca: Program) -> None:
    done = convoca(*trouble.arguments.split(), **trouble.settings)

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert all(each in done.stderr for each in trouble.says), done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert SECRET not in done.stderr + done.stdout


@pytest.mark.parametrize("name", ["unknown setting", "database server that is down"])
def test_debug_shows_where_an_error_came_from_and_no_password(name: str, convoca: Program) -> None:
    trouble = TROUBLES[name]

    done = convoca("--debug", *trouble.arguments.split(), **trouble.settings)

    assert done.returncode == 1
    assert "Traceback (most recent call last)" in done.stderr
    assert all(each in done.stderr for each in trouble.says)
    assert SECRET not in done.stderr + done.stdout


@pytest.mark.slow
def test_a_model_that_is_not_there_is_named(convoca: Program, small_world: str) -> None:
    with_plan(convoca)
    assert (
        convoca("crawl", "eu_portal", CONVOCA_REPLAY_ORIGIN=small_world, CONVOCA_NOW="2026-03-16T06:00:00Z").returncode
        == 0
    )

    done = convoca("match", CONVOCA_MODEL="no-such-model", CONVOCA_NOW="2026-03-16T06:00:00Z")

    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert "'no-such-model'" in done.stderr
    assert "CONVOCA_MODEL" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("nosuch", "No such command 'nosuch'"),
        ("calls --jsn", "No such option: --jsn"),
        ("changes", "Missing option '--since'"),
        ("changes --since yesterday", "2026-06-01T06:00:00Z"),
        ("changes --since 2026-06-01T06:00:00", "no instant with an offset"),
        ("explain ONE-CALL", "Missing argument 'PROJECT'"),
    ],
)
def test_a_command_line_that_is_not_understood_ends_with_status_2_and_stores_nothing(
    convoca: Program, arguments: str, says: str
) -> None:
    done = convoca(*arguments.split())

    assert done.returncode == 2
    assert says in done.stderr
    assert "--help" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("arguments", [["--help"], *([*each, "--help"] for each in COMMANDS)], ids=" ".join)
def test_help_is_quick(convoca: Program, arguments: list[str]) -> None:
    assert not HEAVY & convoca.imports(*arguments)
    assert not convoca.data.exists()


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(convoca: Program, command: list[str]) -> None:
    said = convoca(*command, "--help").stdout

    assert f"Example: convoca {' '.join(command)}" in said


def test_the_first_help_shows_every_command_and_the_examples(convoca: Program) -> None:
    said = convoca("--help").stdout

    lines = [line.strip() for line in said.splitlines()]
    assert {each[0] for each in COMMANDS} <= {line.split()[0] for line in lines if line}
    for command in COMMANDS:
        if command[-1] != "show":
            assert any(line.startswith(f"convoca {' '.join(command)}") for line in lines), command


def test_any_command_makes_the_database_that_is_not_there(convoca: Program) -> None:
    for command in (["calls"], ["changes", "--since", "2026-06-01T06:00:00Z"]):
        assert convoca.rows(*command) == []
    sources = {each["source"]: each for each in convoca.rows("sources")}

    assert (sources["eu_portal"]["state"], sources["eu_portal"]["last_crawl"]) == ("never read", None)
    assert (convoca.data / "convoca.db").is_file()


def test_settings_are_read_from_a_file_and_the_environment_comes_first(convoca: Program) -> None:
    (convoca.folder / "convoca.toml").write_text('database_url = "sqlite:///from-file.db"')
    assert convoca("sources").returncode == 0
    assert convoca("sources", CONVOCA_DATABASE_URL="sqlite:///from-environment.db").returncode == 0

    assert {each.name for each in convoca.folder.glob("*.db")} == {"from-file.db", "from-environment.db"}


def test_a_reader_that_stops_reading_is_no_error(convoca: Program, small_world: str) -> None:
    assert (
        convoca("crawl", "eu_portal", CONVOCA_REPLAY_ORIGIN=small_world, CONVOCA_NOW="2026-03-16T06:00:00Z").returncode
        == 0
    )
    settings = f"CONVOCA_DATA_DIR='{convoca.data}'"

    done = subprocess.run(
        ["bash", "-c", f"{settings} '{SCRIPT}' calls --json | head -1"],
        capture_output=True,
        text=True,
        cwd=convoca.folder,
        check=True,
    )

    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_a_command_that_is_stopped_at_the_keyboard_says_so(convoca: Program) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(120)
        origin = f"http://127.0.0.1:{silent.getsockname()[1]}"
        running = convoca.start("crawl", "eu_portal", CONVOCA_REPLAY_ORIGIN=origin)
        asked, _ = silent.accept()  # it reads: whatever takes long to load is loaded
        with asked:
            running.send_signal(signal.SIGINT)
            _, stderr = running.communicate(timeout=60)

    assert running.returncode == 130
    assert stderr.decode().splitlines()[0] == (
        "convoca: Stopped; what was finished is kept, and the same command goes on from there."
    )
    assert "Traceback" not in stderr.decode()


@pytest.mark.parametrize("url", [f"ftp://me:{SECRET}@post.example.org", f"smtp://me:{SECRET}@x:y"])
def test_a_mail_url_that_is_not_understood_is_said_and_never_printed(convoca: Program, url: str) -> None:
    with_plan(convoca)

    done = convoca("--debug", "digest", CONVOCA_SMTP_URL=url)

    assert done.returncode == 1
    assert "The mail URL cannot be understood" in done.stderr
    assert SECRET not in done.stdout + done.stderr
