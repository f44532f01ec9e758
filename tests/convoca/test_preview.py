"""A dry run shows every fact of a call that would be stored, and says what is not known."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

from convoca.preview import block, summary
from domain.call import Part, PartKind, Status
from domain.crawl import CrawlReport, Unreadable
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.money import Budget, Money
from tests.convoca import samples

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)


def test_every_fact_of_a_call_is_shown() -> None:
    call = samples.call(
        "1-EN",
        identifier="CLEAN-AIR-1",
        title="Clean air [2026]",
        opens_on=date(2026, 5, 4),
        deadlines=Deadlines(
            (
                Deadline(date(2026, 9, 15), time(17), kind=DeadlineKind.STAGE_1),
                Deadline(date(2027, 2, 1), zone="Europe/Madrid", kind=DeadlineKind.STAGE_2),
            )
        ),
        programme="A programme",
        budget=Budget(
            total=Money(Decimal("12000000.50")), envelope="E-1", shared_by=3, grant_max=Money(Decimal(70), "USD")
        ),
        parts=(Part(PartKind.SCOPE, "What for", "First line.\n" + "x" * 300), Part(PartKind.OUTCOME, "", "Short.")),
    )

    assert list(block(call, NOW)) == [
        "Clean air [2026]",
        "    identifier: CLEAN-AIR-1 (reference 1-EN)",
        "    status: open, opens 4 May 2026",
        "    deadlines: 15 Sep 2026, 17:00, Europe/Brussels (stage 1); "
        "1 Feb 2027, no hour stated, Europe/Madrid (stage 2)",
        "    programme: A programme",
        "    budget: EUR 12,000,000.50 shared by 3 calls (E-1); at most USD 70 a grant",
        "    url: https://example.org/1-EN",
        "    scope (What for): First line. " + "x" * 188 + "…",
        "    outcome: Short.",
    ]


def test_what_the_source_does_not_say_is_said_to_be_unknown() -> None:
    shown = "\n".join(block(samples.call("ONE", deadlines=Deadlines(), word=Status.UNKNOWN), NOW))

    for line in ("identifier: ONE\n", "status: unknown", "deadlines: not known", "programme: not stated"):
        assert line in shown
    assert "budget: not stated" in shown


def test_a_call_that_is_always_open_and_one_whose_door_is_shut_are_told_apart() -> None:
    always, shut = Deadlines((), rolling=True), Deadlines((Deadline(date(2026, 5, 31)),))

    assert "    deadlines: rolling" in block(samples.call("ONE", deadlines=always), NOW)
    assert "    status: closed" in block(samples.call("TWO", deadlines=shut), NOW)


def test_the_summary_counts_and_gives_the_reason_for_what_cannot_be_read() -> None:
    skipped = (Unreadable("row 7", "its status 'odd' is not understood"),)
    report = CrawlReport(source="here", calls=samples.CALLS, unreadable=skipped, requests=4, seconds=2.6)

    assert list(summary(report)) == [
        "here: 3 calls found, 1 unreadable (4 requests, 3 s). Nothing was stored.",
        "here: row 7 cannot be read. its status 'odd' is not understood",
    ]
