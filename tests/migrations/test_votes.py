"""Matches that are there already stay, and say nothing yet of what is new about them."""

from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from db import matches, votes
from db.engine import engine_for, transaction
from db.schema import CONFIGURATION
from domain.match import Match
from domain.vote import Vote, Word

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)


def migrate(engine: Engine, revision: str) -> None:
    config = Config(toml_file=CONFIGURATION)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def keep(engine: Engine) -> None:
    """A call and its match as the memory had them before there were votes."""
    call = "INSERT INTO calls (id, source, reference, folded_reference, folded_identifier, version, fingerprint, "
    version = "INSERT INTO call_versions (call_id, number, recorded_at, identifier, kind, title, url, word, rolling, "
    match = "INSERT INTO matches (plan, item, source, reference, version, score, words, meaning, evidence, since) "
    with engine.begin() as connection:
        for statement in (
            f"{call} first_seen, last_seen) VALUES (1, 'eit', 'ONE', 'one', 'one', 1, 'old', :now, :now)",
            f"{version} shared_by, keywords, language) VALUES "
            "(1, 1, :now, 'ONE', 'call', 'Buses', 'https://example.org/', 'open', :no, 1, '[]', 'en')",
            f"{match} VALUES ('amb', 'project:air', 'eit', 'ONE', 1, 0.5, 0.25, 0.75, '[]', :now)",
        ):
            connection.execute(text(statement), {"now": NOW, "no": False})


def test_matches_from_before_there_were_votes_are_kept_and_can_be_voted_on(url: str) -> None:
    engine = engine_for(url)
    migrate(engine, "0005")
    keep(engine)

    migrate(engine, "head")

    kept = Match(item="project:air", source="eit", reference="ONE", version=1, score=0.5, words=0.25, meaning=0.75)
    vote = Vote(
        person="ada", item="project:air", source="eit", reference="ONE", version=1, word=Word.NOT_FOR_US, at=NOW
    )
    with transaction(engine) as session:
        assert matches.of_plan(session, "amb") == [kept]
        votes.cast(session, "amb", vote)
        assert votes.dismissed(session, "amb") == {vote.key: vote}
    engine.dispose()
