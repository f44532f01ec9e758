"""Each due time is worked on once, whoever else keeps the same clock."""

from datetime import timedelta
from threading import Barrier, Thread

from sqlalchemy import Engine

from db import claims
from db.engine import transaction
from tests.db.samples import NOW

HOUR = timedelta(hours=1)
LEASE = timedelta(minutes=5)


def take(engine: Engine, *, due: timedelta, at: timedelta | None = None, job: str = "digest") -> bool:
    with transaction(engine) as session:
        return claims.take(session, job, due=NOW + due, now=NOW + (due if at is None else at), lease=LEASE)


def end(engine: Engine, *, due: timedelta, at: timedelta) -> None:
    with transaction(engine) as session:
        claims.end(session, "digest", due=NOW + due, status=0, said="3 digests.", now=NOW + at)


def test_a_due_time_is_taken_once(engine: Engine) -> None:
    assert take(engine, due=HOUR)
    end(engine, due=HOUR, at=HOUR)

    assert not take(engine, due=HOUR)
    assert take(engine, due=2 * HOUR)


def test_clocks_that_strike_together_take_a_due_time_once(engine: Engine) -> None:
    barrier, taken = Barrier(4), list[bool]()

    def strike() -> None:
        barrier.wait()
        taken.append(take(engine, due=HOUR))

    clocks = [Thread(target=strike) for _ in range(4)]
    for each in clocks:
        each.start()
    for each in clocks:
        each.join()

    assert sorted(taken) == [False, False, False, True]


def test_a_job_does_not_overlap_itself_but_others_run(engine: Engine) -> None:
    assert take(engine, due=HOUR)

    assert not take(engine, due=HOUR + timedelta(minutes=1))
    assert take(engine, due=HOUR + timedelta(minutes=1), job="crawl")


def test_a_job_whose_process_died_is_over_when_its_lease_ends(engine: Engine) -> None:
    assert take(engine, due=HOUR)
    with transaction(engine) as session:
        claims.alive(session, "digest", due=NOW + HOUR, until=NOW + HOUR + 2 * LEASE)

    assert not take(engine, due=HOUR + LEASE)
    assert take(engine, due=HOUR + 2 * LEASE)


def test_what_last_happened_is_known(engine: Engine) -> None:
    take(engine, due=HOUR)
    end(engine, due=HOUR, at=HOUR + LEASE)
    with transaction(engine) as session:
        last = claims.last(session, "digest")
        assert claims.last(session, "crawl") is None

    assert last is not None
    assert (last.due, last.ended_at, last.status, last.said) == (NOW + HOUR, NOW + HOUR + LEASE, 0, "3 digests.")
    assert not last.running(NOW + HOUR + LEASE)
