"""A call that was told of while it was forthcoming is told of as opened, never once more as new."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import text

from db import calls
from db.engine import connect, reading, transaction
from domain.call import Status
from tests.convoca import samples
from tests.convoca.program import Program
from tests.convoca.samples import NOW, TEXTS, call

EARLY = call("FOR-ADA", TEXTS["ada"], word=Status.FORTHCOMING, opens_on=date(2026, 9, 10))


def test_a_forthcoming_call_that_opens_is_no_new_match(convoca: Program) -> None:
    engine = connect(convoca.database)
    samples.store(engine, of=samples.plan(samples.person("ada")), known=[EARLY], found=samples.MATCHES[:1])
    assert convoca("digest", CONVOCA_NOW=NOW.isoformat()).returncode == 0

    with transaction(engine) as session:
        calls.record(session, replace(EARLY, word=Status.OPEN), now=NOW + timedelta(days=4))
    later = (NOW + timedelta(days=7)).isoformat()
    for _ in range(2):
        assert convoca("digest", CONVOCA_NOW=later).returncode == 0

    with reading(engine) as session:
        told = session.execute(text("SELECT reference, reason, version FROM told ORDER BY outbox_id")).all()
    assert [tuple(each) for each in told] == [("FOR-ADA", "new match", 1), ("FOR-ADA", "changed", 2)]
    engine.dispose()
