"""``convoca report``: one file, or one sentence that says why there is none."""

import pytest

from db.engine import connect
from tests.convoca.program import Program
from tests.web.opened import fill


@pytest.fixture
def filled(convoca: Program) -> Program:
    """A database with the plan and an application of the window's tests."""
    convoca.data.mkdir()
    engine = connect(convoca.database)
    fill(engine)
    engine.dispose()
    return convoca


def test_the_file_holds_the_report_in_the_language_that_was_asked_for(filled: Program) -> None:
    done = filled("report", "report.html", "--to", "2026", "--language", "ca")

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Wrote the interim evaluation, 2021–2026, to report.html.")
    text = (filled.folder / "report.html").read_text(encoding="utf-8")
    assert "Avaluació intermèdia del pla" in text
    assert "data:image/svg+xml;base64," in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["--language", "fr"], "write one of"),
        (["--from", "2024", "--to", "2023"], "the first one first"),
        (["--plan", "other"], "Say of which plan with --plan: one of plan."),
    ],
)
def test_what_cannot_be_reported_gets_one_sentence_and_no_file(filled: Program, asked: list[str], said: str) -> None:
    done = filled("report", "report.html", *asked)

    assert (done.returncode, done.stdout) == (1, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (filled.folder / "report.html").exists()
