"""The figures of a period: in sentences, in tables, each with the way to its applications."""

import re
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import Engine

from db import applications
from db.engine import transaction
from domain.application import Application, Part, Stage
from domain.money import Money
from tests.web.opened import NOW, PLAN, Opened


def fill(engine: Engine) -> None:
    with transaction(engine) as session:
        known = ((2023, Stage.CLOSED, "Mobility"), (2024, Stage.REJECTED, None), (2024, Stage.GRANTED, None))
        for year, stage, area in known:
            one = Application(
                plan=PLAN.id,
                project="clean-air",
                title="Clean air",
                programme="LIFE",
                part=Part.PARTNER,
                stage=stage,
                granted=Money(Decimal(60)),
                total=Money(Decimal(100)),
                area=area,
                submitted_on=date(year, 2, 1),
            )
            applications.add(session, one, who="anna", now=NOW)


def test_the_figures_of_a_year_are_said_and_each_leads_to_its_applications(opened: Opened) -> None:
    fill(opened.engine)
    manager = opened.as_("manager")
    page = manager.get("/figures?since=2024-01-01&until=2024-12-31").text

    assert "2024: 2 applications submitted, 1 granted." in page
    assert "Granted: 60\xa0EUR, for a whole budget of 100\xa0EUR (60.00\xa0%)." in page
    counted = [
        (address.replace("&amp;", "&"), int(number))
        for address, number in re.findall(r'data-label="All (?:submitted|granted)"><a href="([^"]+)">(\d+)</a>', page)
    ]
    assert len(counted) >= 10
    for address, number in counted:
        shown = manager.get(address).text
        assert re.search(rf"<h2 id=\"list\">{number} application", shown), address


def test_without_a_period_every_year_counts_and_a_department_is_a_row(opened: Opened) -> None:
    fill(opened.engine)
    page = opened.as_("manager").get("/figures").text

    assert "In all years: 4 applications submitted, 2 granted." in page
    assert "<bdi>Mobility</bdi>" in page


def test_a_year_in_which_nothing_was_submitted_says_so(opened: Opened) -> None:
    page = opened.as_("manager").get("/figures?since=1999&until=1999").text

    assert "1999: 0 applications submitted, 0 granted." in page
    assert "Nobody was told of a call in this period." in page


def test_a_period_that_cannot_be_is_refused_in_a_sentence(opened: Opened) -> None:
    for wrong in ("since=2024-13-01", "since=2025&until=2024", "until=soon"):
        refused = opened.as_("manager").get(f"/figures?{wrong}")
        assert (refused.status_code, "Write the two days as 2019-06-17" in refused.text) == (422, True)


def test_the_last_day_of_a_period_is_in_it(opened: Opened) -> None:
    fill(opened.engine)
    last = date(2024, 2, 1)
    manager = opened.as_("manager")

    assert "2 applications submitted" in manager.get(f"/figures?since={last}&until={last}").text
    assert "0 applications submitted" in manager.get(f"/figures?since={last + timedelta(1)}&until=2024-12-31").text
