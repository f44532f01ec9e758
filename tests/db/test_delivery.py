"""A message is one process's to send until it is settled or the lease ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine

from db import delivery, outbox
from db.engine import reading, transaction
from db.errors import NotStored
from db.outbox import Message, OutboxMessage, State
from tests.db.samples import LATER, NOW
from tests.db.test_outbox import DIGEST

LEASE = timedelta(minutes=10)
Compose = Callable[[int], list[int]]


@pytest.fixture
def composed(engine: Engine) -> Compose:
    def compose(count: int) -> list[int]:
        with transaction(engine) as session:
            messages: list[Message] = [replace(DIGEST, person=f"person-{each}") for each in range(count)]
            return [outbox.compose(session, each, told=[], now=NOW).id for each in messages]

    return compose


def claim(engine: Engine, by: str, *, limit: int = 20, after: timedelta = timedelta(0)) -> list[int]:
    with transaction(engine) as session:
        return [each.id for each in delivery.claim(session, by=by, now=NOW + after, lease=LEASE, limit=limit)]


def unsent(engine: Engine) -> list[OutboxMessage]:
    with reading(engine) as session:
        return outbox.unsent(session)


def test_what_one_process_has_claimed_another_is_not_given(engine: Engine, composed: Compose) -> None:
    ids = composed(3)

    assert claim(engine, "one", limit=2) == ids[:2]
    assert claim(engine, "other") == ids[2:]
    assert claim(engine, "third") == []


def test_processes_that_claim_at_the_same_moment_get_different_messages(engine: Engine, composed: Compose) -> None:
    ids, barrier, taken = composed(40), Barrier(4), list[int]()

    def work(name: str) -> None:
        barrier.wait()
        while batch := claim(engine, name, limit=3):
            taken.extend(batch)

    workers = [Thread(target=work, args=(str(each),)) for each in range(4)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert sorted(taken) == ids


def test_what_a_killed_process_had_claimed_is_due_when_its_lease_ends(engine: Engine, composed: Compose) -> None:
    ids = composed(2)
    assert claim(engine, "killed") == ids

    assert claim(engine, "next", after=LEASE - timedelta(seconds=1)) == []
    assert claim(engine, "next", after=LEASE) == ids


def test_only_ones_own_claims_are_given_back(engine: Engine, composed: Compose) -> None:
    ids = composed(2)
    claim(engine, "one", limit=1)
    claim(engine, "other", limit=1)
    with transaction(engine) as session:
        delivery.release(session, by="one")

    assert claim(engine, "third") == ids[:1]


def test_a_sent_message_is_never_due_again(engine: Engine, composed: Compose) -> None:
    (id,) = composed(1)
    claim(engine, "one")
    with transaction(engine) as session:
        delivery.mark_sent(session, id, now=LATER)

    assert unsent(engine) == []
    assert claim(engine, "other", after=timedelta(days=365)) == []


def test_a_failed_message_is_due_again_after_its_wait(engine: Engine, composed: Compose) -> None:
    (id,) = composed(1)
    claim(engine, "one")
    with transaction(engine) as session:
        delivery.mark_failed(session, id, error="the server is busy", retry_at=NOW + timedelta(hours=1))

    (left,) = unsent(engine)
    assert (left.state, left.attempts, left.last_error) == (State.FAILED, 1, "the server is busy")
    assert claim(engine, "one", after=timedelta(minutes=59)) == []
    assert claim(engine, "one", after=timedelta(hours=1)) == [id]


def test_a_message_that_was_given_up_is_sent_again_on_request_only(engine: Engine, composed: Compose) -> None:
    (id,) = composed(1)
    with transaction(engine) as session:
        delivery.mark_failed(session, id, error="the mail is too big", retry_at=None)
    assert [each.state for each in unsent(engine)] == [State.DEAD]
    assert claim(engine, "one", after=timedelta(days=365)) == []

    with transaction(engine) as session:
        delivery.retry(session, id)
    assert claim(engine, "one") == [id]


def test_what_is_held_is_due_when_its_reader_can_be_reached(engine: Engine, composed: Compose) -> None:
    one, other = composed(2)
    with transaction(engine) as session:
        for each in (one, other):
            delivery.hold(session, each, error="no such user")
    assert claim(engine, "one") == []

    with transaction(engine) as session:
        delivery.reachable(session, [("amb", "person-1"), ("elsewhere", "person-0")])
    assert claim(engine, "one") == [other]


def test_a_message_that_is_not_there_cannot_be_settled(engine: Engine) -> None:
    with transaction(engine) as session:
        with pytest.raises(NotStored, match="no message 7"):
            delivery.mark_sent(session, 7, now=NOW)
        with pytest.raises(NotStored, match="no message 7 that is to be sent"):
            delivery.retry(session, 7)
