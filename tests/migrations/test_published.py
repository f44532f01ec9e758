"""Of notices that are known already, what was kept as the opening is the day of publication."""

from datetime import UTC, date, datetime

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from db import calls
from db.calls import Outcome
from db.engine import engine_for, transaction
from db.schema import CONFIGURATION
from domain.call import Call, Kind, Status

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
DAY = date(2026, 6, 1)


def migrate(engine: Engine, revision: str) -> None:
    config = Config(toml_file=CONFIGURATION)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def keep(engine: Engine, source: str) -> None:
    """A call as the memory had it before there was a day of publication."""
    head = "INSERT INTO calls (id, source, reference, folded_reference, folded_identifier, version, fingerprint, "
    version = "INSERT INTO call_versions (call_id, number, recorded_at, identifier, kind, title, url, word, opens_on, "
    with engine.begin() as connection:
        connection.execute(
            text(f"{head} first_seen, last_seen) VALUES (1, :source, 'ONE', 'one', 'one', 1, 'old', :now, :now)"),
            {"source": source, "now": NOW},
        )
        connection.execute(
            text(
                f"{version} rolling, shared_by, keywords, language) VALUES "
                "(1, 1, :now, 'ONE', 'tender', 'Buses', 'https://example.org/', 'unknown', :day, :no, 1, '[]', 'en')"
            ),
            {"now": NOW, "day": DAY, "no": False},
        )


@pytest.mark.parametrize(
    ("source", "opens_on", "published_on"), [("ted", None, DAY), ("worldbank", None, DAY), ("eit", DAY, None)]
)
def test_a_notice_did_not_open_on_the_day_it_was_published_and_that_is_no_change(
    url: str, source: str, opens_on: date | None, published_on: date | None
) -> None:
    engine = engine_for(url)
    migrate(engine, "0003")
    keep(engine, source)

    migrate(engine, "head")

    with transaction(engine) as session:
        (kept,) = calls.stored(session)
        again = calls.record(session, _read(source, opens_on, published_on), now=NOW)
    assert (kept.call.opens_on, kept.call.published_on) == (opens_on, published_on)
    assert (again.outcome, again.version) == (Outcome.UNCHANGED, 1)
    engine.dispose()


def _read(source: str, opens_on: date | None, published_on: date | None) -> Call:
    return Call(
        source=source,
        reference="ONE",
        identifier="ONE",
        kind=Kind.TENDER,
        title="Buses",
        url="https://example.org/",
        word=Status.UNKNOWN,
        opens_on=opens_on,
        published_on=published_on,
    )
