"""The link by which somebody refuses further digests."""

import pytest
from sqlalchemy import Engine

from db import audit, people, settings, unsubscribing
from db.engine import reading, transaction
from domain.people import Frequency
from tests.web.opened import Opened


def link(engine: Engine, person: str = "anna") -> str:
    with transaction(engine) as session:
        return f"/unsubscribe/{unsubscribing.token(session, person)}"


def frequency(engine: Engine, person: str = "anna") -> Frequency:
    with reading(engine) as session:
        return people.known(session, person).frequency


def test_whoever_only_looks_changes_nothing_and_sees_for_whom_the_link_is(opened: Opened, engine: Engine) -> None:
    seen = opened.browser().get(link(engine))

    assert seen.status_code == 200
    assert "the digest of Anna Puig" in seen.text
    assert "Send no further digest" in seen.text
    assert frequency(engine) is Frequency.WEEKLY


def test_a_mail_program_unsubscribes_with_one_click_and_without_signing_in(opened: Opened, engine: Engine) -> None:
    answer = opened.browser().client.post(link(engine), data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "Anna Puig gets no further digest." in answer.text
    assert frequency(engine) is Frequency.NEVER
    assert frequency(engine, "berta") is Frequency.WEEKLY


def test_a_second_click_is_harmless(opened: Opened, engine: Engine) -> None:
    browser, where = opened.browser(), link(engine)
    answers = [browser.client.post(where).status_code for _ in range(2)]

    assert answers == [200, 200]
    assert "No more digests" in browser.get(where).text


def test_it_is_noted_who_refused(opened: Opened, engine: Engine) -> None:
    opened.browser().client.post(link(engine))

    with reading(engine) as session:
        (noted,) = audit.latest(session, object="person:anna", limit=1)
    assert (noted.who, noted.new) == ("anna", {"frequency": "never"})


@pytest.mark.parametrize("spoilt", ["nothing", "ImFubmEi.x", "é", "ImFubmEi" + "." * 200])
def test_a_link_that_is_not_ours_does_nothing(opened: Opened, engine: Engine, spoilt: str) -> None:
    browser = opened.browser()

    assert browser.get(f"/unsubscribe/{spoilt}").status_code == 404
    assert browser.client.post(f"/unsubscribe/{spoilt}").status_code == 404
    assert frequency(engine) is Frequency.WEEKLY


def test_a_link_stands_for_one_person_of_one_database_and_stays_the_same(engine: Engine) -> None:
    with transaction(engine) as session:
        ours = unsubscribing.token(session, "anna")
        assert unsubscribing.token(session, "anna") == ours
        assert ours != unsubscribing.token(session, "berta")
        settings.set(session, settings.SIGNING_KEY, "00" * 32)
        assert unsubscribing.member_of(session, ours) is None


def test_whoever_is_not_known_any_more_has_no_link(opened: Opened, engine: Engine) -> None:
    assert opened.browser().get(link(engine, "nobody")).status_code == 404
