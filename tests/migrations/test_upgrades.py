"""Whatever version a database comes from, what it holds can be read afterwards."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData

from db import calls, delivery, matches, outbox, told
from db.engine import connect, engine_for, reading, transaction
from db.schema import CONFIGURATION
from domain.digest import Reason

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
EARLIER = [each.revision for each in ScriptDirectory.from_config(Config(toml_file=CONFIGURATION)).walk_revisions()][1:]

ROWS: dict[str, dict[str, Any]] = {
    "calls": {
        "id": 1,
        "source": "eu_portal",
        "reference": "ONE",
        "folded_reference": "one",
        "folded_identifier": "one",
        "version": 1,
        "fingerprint": "old",
        "first_seen": NOW,
        "last_seen": NOW,
    },
    "call_versions": {
        "id": 1,
        "call_id": 1,
        "number": 1,
        "recorded_at": NOW,
        "identifier": "LIFE-ONE",
        "kind": "call",
        "title": "Cleaner air",
        "url": "https://example.org/one",
        "word": "open",
        "rolling": False,
        "shared_by": 1,
        "keywords": [],
        "language": "en",
    },
    "call_deadlines": {
        "version_id": 1,
        "position": 0,
        "on": date(2027, 1, 20),
        "zone": "Europe/Brussels",
        "kind": "deadline",
    },
    "call_parts": {"version_id": 1, "position": 0, "kind": "scope", "heading": "", "text": "Measuring the air."},
    "matches": {
        "plan": "amb",
        "item": "project:air",
        "source": "eu_portal",
        "reference": "ONE",
        "version": 1,
        "score": 0.6,
        "words": 0.2,
        "meaning": 0.4,
        "evidence": [],
        "since": NOW,
    },
    "outbox": {
        "id": 1,
        "plan": "amb",
        "person": "ana",
        "kind": "digest",
        "period": "2026-W48",
        "subject": "1 new call",
        "text": "Cleaner air",
        "html": "<p>Cleaner air</p>",
        "message_id": "<1@example.org>",
        "state": "failed",
        "composed_at": NOW,
        "attempts": 1,
        "last_error": "busy",
    },
    "told": {
        "outbox_id": 1,
        "item": "project:air",
        "source": "eu_portal",
        "reference": "ONE",
        "plan": "amb",
        "person": "ana",
        "version": 1,
        "reason": "new match",
        "told_at": NOW,
    },
}
"""What the first version kept, in the order of its references."""


def upgraded_to(engine: Engine, revision: str) -> None:
    config = Config(toml_file=CONFIGURATION)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def fill(engine: Engine) -> None:
    tables = MetaData()
    tables.reflect(engine, only=list(ROWS))
    with engine.begin() as connection:
        for name, row in ROWS.items():
            connection.execute(tables.tables[name].insert().values(row))


@pytest.mark.parametrize("revision", EARLIER)
def test_what_an_earlier_version_kept_is_read_by_this_one(url: str, revision: str) -> None:
    old = engine_for(url)
    upgraded_to(old, revision)
    fill(old)
    old.dispose()

    engine = connect(url)
    with reading(engine) as session:
        (call,) = calls.stored(session)
        (match,) = matches.of_plan(session, "amb")
        (message,) = outbox.unsent(session)
        (telling,) = told.history(session, "amb", "project:air", source="eu_portal", reference="ONE")
    with transaction(engine) as session:
        due = delivery.claim(session, by="me", now=NOW, lease=timedelta(minutes=1), limit=5)

    assert (call.call.title, [each.on for each in call.call.deadlines]) == ("Cleaner air", [date(2027, 1, 20)])
    assert [each.text for each in call.call.parts] == ["Measuring the air."]
    assert (match.item, match.score) == ("project:air", 0.6)
    assert (message.message.subject, message.attempts) == ("1 new call", 1)
    assert telling.reason is Reason.NEW
    assert [each.id for each in due] == [1]
    engine.dispose()
