"""Applications by the command line."""

from datetime import UTC, date, datetime
from decimal import Decimal

from db import applications
from db.engine import connect, transaction
from domain.application import Application, Stage
from domain.money import Money
from tests.convoca.program import PLAN, Program

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


def test_applications_are_told_with_their_figures_and_as_rows(convoca: Program) -> None:
    convoca("plan", "import", str(PLAN))
    assert "0 submitted" in convoca("applications").stdout
    won = Application(
        plan="amb-2021-2025",
        project="clean-air",
        title="Clean air for all",
        programme="LIFE",
        stage=Stage.GRANTED,
        requested=Money(Decimal("150000.50")),
        submitted_on=date(2025, 2, 1),
    )
    engine = connect(convoca.database)
    with transaction(engine) as session:
        applications.add(session, won, who="anna", now=NOW)
    engine.dispose()

    told = convoca("applications").stdout
    assert "1 submitted, 1 granted, 0 rejected, 0 awaiting, success rate 100%" in told
    assert "requested 150,000.50 EUR, granted not known." in told
    assert "1: Clean air for all (clean-air, LIFE): granted, submitted on 2025-02-01; requested 150,000.50 EUR." in told
    (row,) = convoca.rows("applications")
    assert (row["id"], row["stage"], row["submitted_on"], row["granted"]) == (1, "granted", "2025-02-01", None)
    assert row["requested"] == {"amount": "150000.50", "currency": "EUR"}
