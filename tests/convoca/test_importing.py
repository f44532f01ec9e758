"""A sheet taken in by the command line: told first, stored on demand, once; and the figures it gives."""

from tests.convoca.program import PLAN, Program

SHEET = """Seguiment de projectes;;;;;
Títol;Programa;Resultat;Rol;Ajut;Pressupost;Data de presentació
URBANE;Horitzo Eurpa;Aprovat;Soci;1,5 M€;2.000.000 €;03/04/2024
GUARDEN;LIFE;Denegat;Líder;n/d;n/d;2024-05-01
TOTAL;;;;1,5 M€;;
"""


def test_a_sheet_is_told_cell_by_cell_then_taken_in_once_and_its_figures_can_be_said(convoca: Program) -> None:
    convoca("plan", "import", str(PLAN))
    file = convoca.folder / "projectes.csv"
    file.write_text(SHEET, encoding="cp1252")

    told = convoca("applications", "import", str(file)).stdout
    assert "B3: “Horitzo Eurpa” is taken for “Horizon Europe”." in told
    assert "A5: The row “TOTAL” adds others up: it is left out." in told
    assert "Nothing is stored yet: 2 begin, 0 change, 0 stay as they are." in told
    assert convoca.rows("applications") == []

    assert "Taken in: 2 begin" in convoca("applications", "import", str(file), "--apply").stdout
    assert "Taken in: 0 begin, 0 change, 2 stay" in convoca("applications", "import", str(file), "--apply").stdout
    assert len(convoca.rows("applications")) == 2

    said = convoca("figures", "--from", "2024", "--to", "2024", "--language", "ca").stdout
    assert "2024: 2 sol·licituds presentades, 1 de concedides." in said
    (whole,) = (row for row in convoca.rows("figures", "--from", "2024") if row["by"] == "all")
    assert (whole["submitted"], whole["granted"], whole["success_of_submitted"]) == (2, 1, 0.5)
    assert whole["won"] == {"amounts": {"EUR": "1500000.00"}, "unknown": 0}


def test_a_file_or_a_period_that_cannot_be_is_refused_in_a_sentence(convoca: Program) -> None:
    convoca("plan", "import", str(PLAN))
    for arguments, sentence in (
        (("applications", "import", "nowhere.xlsx"), "nowhere.xlsx cannot be read"),
        (("figures", "--from", "20a5"), "20a5 is neither a year nor a day"),
        (("figures", "--from", "2025", "--to", "2024"), "2024 is before 2025"),
        (("figures", "--language", "fr"), "'fr' is no language of ours"),
    ):
        done = convoca(*arguments)
        assert (done.returncode, sentence in done.stderr) == (1, True), arguments
