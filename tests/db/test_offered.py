"""What a digest offered by a link, and until when the others were weighed, is remembered of each person."""

from datetime import timedelta

from sqlalchemy import Engine

from db import offered
from db.engine import reading, transaction
from tests.db.samples import LATER, NOW

MANY = [("project:air", "eu_portal", f"T{number}") for number in range(1200)]


def test_what_was_offered_is_remembered_once_and_of_that_person_alone(engine: Engine) -> None:
    with transaction(engine) as session:
        offered.offer(session, "amb", "ana", MANY, now=NOW)
        offered.offer(session, "amb", "ana", MANY[:1], now=LATER)
        offered.offer(session, "amb", "ana", [], now=LATER)
    with reading(engine) as session:
        assert offered.offered(session, "amb", "ana") == frozenset(MANY)
        assert offered.offered(session, "amb", "jordi") == frozenset()
        assert offered.offered(session, "other", "ana") == frozenset()


def test_an_item_is_weighed_until_the_last_time_and_others_stay_as_they_were(engine: Engine) -> None:
    later = NOW + timedelta(days=7)
    with transaction(engine) as session:
        offered.weigh(session, "amb", "ana", ["project:air", "project:soil"], until=NOW)
        offered.weigh(session, "amb", "ana", ["project:air"], until=later)
        offered.weigh(session, "amb", "ana", [], until=later)
    with reading(engine) as session:
        assert offered.weighed(session, "amb", "ana") == {"project:air": later, "project:soil": NOW}
        assert offered.weighed(session, "amb", "jordi") == {}
