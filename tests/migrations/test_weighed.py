"""Whoever was told of a project by an earlier version is not told of it as if for the first time."""

from db.engine import connect, engine_for, reading
from db.offered import weighed
from tests.migrations.test_upgrades import NOW, fill, upgraded_to


def test_what_was_told_before_digests_kept_count_counts(url: str) -> None:
    old = engine_for(url)
    upgraded_to(old, "0011")
    fill(old)
    old.dispose()

    engine = connect(url)
    with reading(engine) as session:
        assert weighed(session, "amb", "ana") == {"project:air": NOW}
        assert weighed(session, "amb", "jordi") == {}
    engine.dispose()
