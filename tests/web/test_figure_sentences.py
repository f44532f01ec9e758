"""From a sheet as an office keeps it to the sentences that the institution published."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from db import application_figures, taking_in
from db.engine import reading, transaction
from domain.period import Period, period
from followup.figures import by_route, figures
from tests.web.opened import NOW, PLAN
from web.figure_sentences import Sentences
from web.sheet_reading import sheets

HEAD = ("Any", "Projecte", "Pograma", "Rol AMB", "Resultat", "Ajut UE", "Pressupost (k€)", "Data de presentació")
COMPETITIVE = ("Horitzó Europa", "H2020", "LIFE", "Interreg Euro-MDE", "URBACT", "Erasmus+")


def row(
    number: int, programme: str, lead: bool, grant: Any, budget: Any, when: int | date, result: str = "Aprovat"
) -> list[Any]:
    role = ("Líder", "Coordinador")[number % 2] if lead else ("Soci", "Partner", "Associat")[number % 3]
    year, day = (when.year, f"{when:%d/%m/%Y}") if isinstance(when, date) else (when, None)
    return [year, f"Projecte {number}", programme, role, result, grant, budget, day]


def of_2019_to_2023() -> Iterator[list[Any]]:
    """73 projects: 15 by ERDF, 4 by Next Generation EU, 54 by competitive calls; 25 led, 48 joined."""
    for number in range(15):
        programme = ("FEDER", "Fons FEDER", "ERDF")[number % 3]
        yield row(number, programme, number < 10, "4.000.000,00 €", 6_000, date(2019 + number % 5, 2, 1 + number))
    for number in range(15, 19):
        grants = ("14,8451 M€", "€14,8451m", Decimal(14_845_100), "14 845 100 EUR")
        yield row(number, "Next Generation EU", True, grants[number - 15], Decimal("23557.25"), 2022)
    for number in range(19, 73):
        grant = (Decimal(169_250), "169.250", "169.250,00 EUR")[number % 3] if number < 72 else Decimal(169_350)
        budget = Decimal("191.86") if number < 72 else Decimal("192.42")
        day = date(2020 + number % 4, 11, 1 + number % 28)
        yield row(number, COMPETITIVE[number % 6], number < 30, grant, budget, day)


def of_2025() -> Iterator[list[Any]]:
    """36 applications, 8 granted."""
    for number in range(100, 136):
        granted = number < 108
        result = "Aprovat" if granted else ("Denegat", "Desestimada", "No aprovat", "Pendent de resolució")[number % 4]
        grant = "1,25 M€" if granted else "n/d"
        yield row(number, COMPETITIVE[number % 6], False, grant, 3_000, date(2025, 3, 20), result)


def messy() -> bytes:
    book = Workbook()
    page = book.active
    page.append(["Seguiment de projectes europeus de la metròpoli"])
    page.merge_cells("A1:H1")
    page.append([])
    page.append(list(HEAD))
    some = list(of_2019_to_2023())
    for each in (*some, some[3], some[40], *of_2025()):
        page.append(each)
    page.append(["TOTAL", None, None, None, None, "=SUM(F4:F114)", 99, None])
    page.append(["Dades provisionals"])
    page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=1, end_column=8)
    # The year of two neighbours, written once.
    page.merge_cells("A19:A20")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.fixture
def said(engine: Engine) -> Any:
    """What is said of a period once the sheet was taken in."""
    content = messy()
    with transaction(engine) as session:
        found = taking_in.proposal(session, PLAN, sheets(content), today=NOW.date())
        taking_in.take_in(session, found, file="seguiment.xlsx", who="manager", now=NOW)

    def of(since: str, until: str, language: str) -> str:
        with reading(engine) as session:
            some = application_figures.portions(session, PLAN.id, period(since, until), by=("year", "programme"))
        sentences = Sentences(language).of(figures(some), by_route(some), period(since, until))
        return " ".join(sentences).replace("\xa0", " ")

    return of


def test_the_account_of_five_years_is_that_of_the_institution(said: Any) -> None:
    text = said("2019", "2023", "en")

    assert "2019–2023: 73 applications submitted, 73 granted." in text
    assert "Granted: 128,520,000 EUR, for a whole budget of 194,590,000 EUR (66.05 %)." in text
    assert "We lead 25 of those granted, and are partner or associate in 48." in text
    assert "15 by ERDF, 4 by Next Generation EU and 54 by competitive calls of other programmes." in text
    assert "granted: 9,139,600 EUR, for a whole budget of 10,361,000 EUR (88.21 %)." in text


def test_the_account_of_a_year_says_both_success_rates(said: Any) -> None:
    text = said("2025", "2025", "en")

    assert "2025: 36 applications submitted, 8 granted." in text
    assert "That is 22% of those submitted, and 28% of the 29 decided." in text
    assert "Granted: 10,000,000 EUR, for a whole budget of 24,000,000 EUR (41.67 %)." in text


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "ca",
            (
                "2019–2023: 73 sol·licituds presentades, 73 de concedides.",
                "Ajut concedit: 128.520.000 EUR, sobre un pressupost total de 194.590.000 EUR (66,05 %).",
                "De les concedides, en liderem 25 i en 48 hi som com a soci o associat.",
                "15 pel FEDER, 4 per Next Generation EU i 54 per convocatòries competitives d’altres programes.",
                "9.139.600 EUR, sobre un pressupost total de 10.361.000 EUR (88,21 %).",
            ),
        ),
        (
            "es",
            (
                "2019–2023: 73 solicitudes presentadas, 73 concedidas.",
                "Ayuda concedida: 128.520.000 EUR, sobre un presupuesto total de 194.590.000 EUR (66,05 %).",
                "De las concedidas, lideramos 25 y en 48 participamos como socio o asociado.",
                "15 por el FEDER, 4 por Next Generation EU y 54 por convocatorias competitivas de otros programas.",
                "9.139.600 EUR, sobre un presupuesto total de 10.361.000 EUR (88,21 %).",
            ),
        ),
    ],
)
def test_the_account_is_told_in_catalan_and_in_spanish(said: Any, language: str, sentences: tuple[str, ...]) -> None:
    text = said("2019", "2023", language)

    for sentence in sentences:
        assert sentence in text


def test_a_period_in_which_nothing_was_submitted_is_one_sentence() -> None:
    wanted = Period(since=date(2024, 6, 17))

    assert list(Sentences("en").of(figures([]), {}, wanted)) == [
        "Since 17 June 2024: 0 applications submitted, 0 granted."
    ]
