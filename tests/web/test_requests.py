"""Whatever is sent to a route, as whomever: it is answered, and no answer is a defect of ours."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.core import NOT_SET
from schemathesis.core.result import Ok
from sqlalchemy import Engine

from db.engine import connect
from tests.web.opened import Browser, Opened, fill, open_window
from tests.web.programs import program
from web.limits import Limits

pytestmark = pytest.mark.slow
PEOPLE = ("anna", "olga", "administrator")
TRIED = settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    engine: Engine = connect(f"sqlite:///{tmp_path_factory.mktemp('requests')}/convoca.db")
    fill(engine)
    yield open_window(engine, choose_people=True)
    engine.dispose()


def test_no_request_makes_the_window_fail(opened: Opened) -> None:
    schema = schemathesis.openapi.from_dict(opened.app.openapi())
    operations = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]

    assert len(operations) > 20
    assert [said for each in operations for said in failures(opened, each)] == []


def failures(opened: Opened, operation: Any) -> list[str]:
    """What made the window fail among many requests of one kind."""
    found: list[str] = []

    by_token = {each: program(opened, each) for each in PEOPLE}
    of_the_api = "security" in operation.definition.raw

    @TRIED
    @given(case=operation.as_strategy(), person=st.sampled_from(PEOPLE))
    def tried(case: Any, person: str) -> None:
        opened.app.state.limits = Limits()
        status = send_json(by_token[person], case) if of_the_api else send(opened.as_(person), case)
        if status >= 500:
            found.append(f"{case.method} {case.formatted_path} {case.query} {case.body} as {person}: {status}")

    tried()
    return found[:1]


def send(browser: Browser, case: Any) -> int:
    body = case.body if isinstance(case.body, dict) else {}
    data = {name: value for name, value in body.items() if isinstance(value, str | list | int)}
    form: dict[str, Any] | None = None if case.body is NOT_SET else {**data, "form_token": browser.token}
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    answer = browser.client.request(case.method, case.formatted_path, params=query, data=form)
    return int(answer.status_code)


def send_json(program: Browser, case: Any) -> int:
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    body = {} if case.body is NOT_SET else {"json": case.body}
    seen = {"If-Match": "*"}
    return int(program.client.request(case.method, case.formatted_path, params=query, headers=seen, **body).status_code)
