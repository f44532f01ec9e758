"""The evaluation of the plan: what its charts show its tables say, and it says what it does not know."""

import re
from base64 import b64decode
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from sqlalchemy import Engine

from db import applications
from db.engine import transaction
from domain.application import Application, Stage
from domain.money import Money
from domain.period import Period
from followup.figures import figures
from followup.funnel import Funnel
from tests.web.opened import NOW, PLAN, Opened
from web import report
from web.charts import SVG
from web.report_charts import FUNNEL, MONEY, Charts

SCRIPT = '"><script>alert(1)</script>'
CHARTS = ("by-year", "by-line", "by-challenge", "by-area", "by-programme", "by-role")


def add(engine: Engine, stage: Stage, submitted: date | None, **facts: Any) -> None:
    told: dict[str, Any] = {"project": "clean-air", "programme": "LIFE", "requested": Money(Decimal(1000)), **facts}
    with transaction(engine) as session:
        one = Application(plan=PLAN.id, title="Air", stage=stage, submitted_on=submitted, **told)
        applications.add(session, one, who="anna", now=NOW)


@pytest.fixture
def several(engine: Engine) -> None:
    """Of 2024: two granted and three rejected; one rejected of 2022; one whose day nobody knows."""
    for _ in range(2):
        add(engine, Stage.GRANTED, date(2024, 3, 1), granted=Money(Decimal(600)), total=Money(Decimal(800)))
    for _ in range(3):
        add(engine, Stage.REJECTED, date(2024, 12, 31), programme=SCRIPT, requested=None)
    add(engine, Stage.REJECTED, date(2022, 6, 1), area="Parks")
    add(engine, Stage.REJECTED, None)


class Rows(HTMLParser):
    """The rows of each table with class ledger, by the heading its region is named by."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._table: list[list[str]] = []
        self._cell = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if tag == "div" and named.get("aria-labelledby"):
            self._table = self.found.setdefault(named["aria-labelledby"] or "", [])
        elif tag == "tr":
            self._table.append([])
        elif tag in ("td", "th"):
            self._table[-1].append("")
            self._cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = False

    def handle_data(self, data: str) -> None:
        if self._cell:
            self._table[-1][-1] = f"{self._table[-1][-1]} {data.strip()}".strip()


def drawn(picture: bytes) -> Iterator[str]:
    """What is written in a chart: numbers and names."""
    return (each.text or "" for each in fromstring(picture).iter(f"{{{SVG}}}text"))


@pytest.mark.usefixtures("several")
def test_each_number_of_a_chart_is_that_of_its_table(opened: Opened) -> None:
    browser = opened.as_("manager")
    page = browser.get("/report").text
    tables = Rows(page).found

    for each in CHARTS:
        rows = tables[each][1:]
        picture = browser.get(f"/report/charts/{each}.svg")
        assert picture.headers["content-type"] == "image/svg+xml"
        numbers = sorted(int(text) for text in drawn(picture.content) if text.isdecimal() and len(text) < 4)
        there = [int(number) for row in rows for number in row[1:3]]
        # Years without an application are a gap in the chart, and no row.
        assert [number for number in numbers if number] == sorted(number for number in there if number), each


@pytest.mark.usefixtures("several")
def test_the_money_drawn_is_that_of_the_tables_and_a_year_without_any_is_a_gap(opened: Opened) -> None:
    found = report.made(opened.window, PLAN, Period(since=PLAN.starts, until=PLAN.ends), language="en")
    years = {name: each for name, _, each in next(each for each in found.tables if each.id == "by-year").rows}
    drawn = found.charts[MONEY]

    assert drawn.names == ("2022", "2023", "2024", "2025", "2026")
    for name, requested, granted, total in zip(drawn.names, *(each.values for each in drawn.series), strict=True):
        row = years.get(name, figures(()))
        sums = (row.requested, row.won, row.total)
        assert (requested, granted, total) == tuple(float(each.amounts.get("EUR", 0)) for each in sums)
    assert drawn.series[0].written == ("1K", "0", "2K", "0", "1.3M")


def test_the_way_from_an_alert_to_a_grant_is_drawn_step_by_step() -> None:
    told = Funnel(told=1200, fitting=30, submitted=8, granted=2, days_to_go=None, gone=0)

    drawn = Charts("ca").of((), told)[FUNNEL]

    assert drawn.series[0].written == ("1.200", "30", "8", "2")
    assert "De 1.200 convocatòries comunicades" in drawn.fact


@pytest.mark.usefixtures("several")
def test_a_period_leaves_out_what_was_submitted_before_and_after(opened: Opened) -> None:
    browser = opened.as_("manager")
    within = Rows(browser.get("/report?since=2024-01-01&until=2024-12-31").text).found
    shorter = Rows(browser.get("/report?since=2024-01-01&until=2024-12-30").text).found

    assert [row[:3] for row in within["by-year"][1:]] == [["2024", "5", "2"]]
    assert [row[:3] for row in shorter["by-year"][1:]] == [["2024", "2", "2"]]


@pytest.mark.usefixtures("several")
def test_a_number_leads_to_as_many_applications(opened: Opened) -> None:
    browser = opened.as_("manager")
    page = browser.get("/report?since=2022-01-01&until=2024-12-31").text
    linked = re.findall(r'<a href="(/applications\?[^"]+)">(\d+)</a>', page)

    assert len(linked) > 10
    for address, number in linked:
        answer = browser.get(unescape(address.replace("/applications?", "/applications.csv?")))
        assert len(answer.text.strip().splitlines()) - 1 == int(number), address


@pytest.mark.usefixtures("several")
def test_of_fewer_than_five_no_share_is_told_in_a_table(opened: Opened) -> None:
    rows = Rows(opened.as_("manager").get("/report").text).found["by-year"]
    shares = {row[0]: row[3:5] for row in rows[1:]}

    assert shares["2024"] == ["40% 2 of 5", "40% 2 of 5"]
    assert shares["2022"] == ["0 of 1", "0 of 1"]
    assert shares["2026"] == ["0 of 1", "–"]


@pytest.mark.usefixtures("several")
def test_what_is_not_known_is_named(opened: Opened) -> None:
    page = opened.as_("manager").get("/report?since=2024-01-01&until=2024-12-31").text

    assert "1 application was submitted on a day that is not known" in page
    assert "3 submitted applications name no amount requested." in page
    assert "5 applications name no department." in page
    assert "No call matches." in page, "the gaps of the plan are named"


@pytest.mark.usefixtures("several")
def test_what_somebody_wrote_does_nothing(opened: Opened) -> None:
    browser = opened.as_("manager")

    for path in ("/report", "/report.html", "/report/charts/by-programme.svg"):
        assert "<script>alert" not in browser.get(path).text
    assert SCRIPT in set(drawn(browser.get("/report/charts/by-programme.svg").content))


@pytest.mark.parametrize(
    ("language", "said"),
    [("ca", "Avaluació intermèdia del pla"), ("es", "Evaluación intermedia del plan"), ("en", "Interim evaluation")],
)
@pytest.mark.usefixtures("several")
def test_the_file_speaks_the_readers_language_and_fetches_nothing(opened: Opened, language: str, said: str) -> None:
    browser = opened.as_("manager")
    browser.get("/report")
    browser.post("/language", {"to": language, "back": "/report"})

    answer = browser.get("/report.html")

    assert f'filename="convoca-report-2021-01-01-2027-12-31-{language}.html"' in answer.headers["content-disposition"]
    assert f'<html lang="{language}">' in answer.text
    assert said in answer.text
    fetched = re.findall(r'<(?:img src|link rel="stylesheet" href)="([^"]*)"', answer.text)
    assert len(fetched) > len(CHARTS)
    assert all(each.startswith("data:") for each in fetched)
    assert not re.search(r"<(script|form|iframe)", answer.text)
    pictures = [each for each in fetched if each.startswith("data:image/svg+xml;base64,")]
    assert all(fromstring(b64decode(each.partition(",")[2])) is not None for each in pictures)
    addresses = re.findall(r'<a href="([^"]*)"', answer.text)
    assert all(each.startswith(opened.window.public_url) for each in addresses)


def test_a_period_in_which_nothing_was_submitted_says_so(opened: Opened) -> None:
    browser = opened.as_("manager")
    page = browser.get("/report?since=2021-01-01&until=2021-12-31").text

    assert "0 applications submitted" in page
    assert "There is nothing to show in charts" in page
    assert "<img" not in page
    assert browser.get("/report/charts/by-year.svg?since=2021-01-01&until=2021-12-31").status_code == 404


@pytest.mark.parametrize("asked", ["since=soon", "since=2025-01-01&until=2024-01-01", "until=2020-01-01"])
def test_a_period_that_there_cannot_be_is_refused_in_a_sentence(opened: Opened, asked: str) -> None:
    for path in ("/report", "/report.html", "/report/charts/by-year.svg"):
        answer = opened.as_("manager").get(f"{path}?{asked}")
        assert (answer.status_code, "Write the two days as 2019-06-17" in answer.text) == (422, True)
