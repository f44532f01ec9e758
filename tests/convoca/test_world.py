"""The demo's world answers as the EU portal does, and its texts are our own."""

import gzip
import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from convoca.world import serve

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "config" / "demo"
REPLAY = ROOT.parent / "shared" / "replay" / "data" / "sedia.jsonl.gz"
DAY = date(2026, 3, 13)
SEARCH = "/api.tech.ec.europa.eu/search-api/prod/rest/search"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\.000\+0000")
TEXTS = ("descriptionByte", "topicConditions", "description", "furtherInformation", "beneficiaryAdministration")
EVERYWHERE = {"type", "status", "identifier", "title", "language", "DATASOURCE", "frameworkProgramme", "startDate"}
BY_TYPE = {
    "1": {"ccm2Id", "descriptionByte", "actions", "deadlineModel"},
    "2": {"callIdentifier"},
    "8": {"callccm2Id", "callTitle", "description", "budget"},
}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    with serve(DEMO, day=DAY) as it:
        yield it


def post(origin: str, page: int = 1, size: int = 100, **parts: object) -> httpx.Response:
    form = {name: ("blob", json.dumps(value), "application/json") for name, value in parts.items()}
    asked = {"apiKey": "SEDIA", "text": "***", "pageSize": str(size), "pageNumber": str(page)}
    return httpx.post(origin + SEARCH, params=asked, files=form or {"query": ("blob", "{}", "application/json")})


def ask(origin: str, *must: Row, **more: Any) -> list[Row]:
    answer = post(origin, query={"bool": {"must": list(must)}}, **more)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["results"])


def fields(row: Row) -> Row:
    return dict(row.get("metadata", row))


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", unescape(re.sub(r"<[^>]+>", " ", text)).lower())


def runs(text: str) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + 8]) for start in range(len(found) - 7)}


def test_there_are_about_sixty_calls_of_the_three_kinds(origin: str) -> None:
    counts = {kind: len(ask(origin, {"terms": {"type": [kind]}})) for kind in "128"}

    assert counts == {"1": 59, "2": 4, "8": 7}


def test_every_row_says_what_its_kind_says_on_the_portal(origin: str) -> None:
    for row in ask(origin):
        said = {name for name, value in fields(row).items() if value}

        assert {"apiVersion", "reference", "url", "language"} <= row.keys()
        assert EVERYWHERE | BY_TYPE[fields(row)["type"][0]] <= said


def test_a_reference_is_unique_and_an_identifier_belongs_to_one_topic(origin: str) -> None:
    rows = ask(origin)
    topics = [fields(row)["identifier"][0] for row in rows if fields(row)["type"] != ["8"]]

    assert len({row["reference"] for row in rows}) == len(rows)
    assert len(set(topics)) == len(topics)


def test_dates_are_counted_from_the_day_of_the_demo(origin: str) -> None:
    for row in ask(origin):
        said = fields(row)
        dates = [*said["startDate"], *said["deadlineDate"]]

        assert all(STAMP.fullmatch(each) for each in dates)
        assert "@" not in "".join(said.get("actions", []) + said.get("budgetOverview", []) + dates)


def test_the_plain_dates_of_the_action_are_those_of_the_topic(origin: str) -> None:
    for row in ask(origin, {"term": {"type": "1"}}):
        (action,) = json.loads(row["metadata"]["actions"][0])

        assert action["deadlineDates"] == [each[:10] for each in row["metadata"]["deadlineDate"]]
        assert action["plannedOpeningDate"] == row["metadata"]["startDate"][0][:10]


def test_the_status_agrees_with_the_dates_whatever_the_day(origin: str) -> None:
    for row in ask(origin):
        said = fields(row)
        opens, last = said["startDate"][0][:10], max(said["deadlineDate"])[:10]
        expected = "31094501" if opens > str(DAY) else "31094503" if last < str(DAY) else "31094502"

        assert said["status"] == [expected], said["identifier"]


def test_some_deadlines_are_near_some_calls_are_forthcoming_and_two_are_closed(origin: str) -> None:
    soon = {"gte": f"{DAY}T00:00:00.000+0000", "lte": f"{DAY + timedelta(14)}T23:59:59.000+0000"}

    assert 5 <= len(ask(origin, {"range": {"deadlineDate": soon}})) <= 12
    assert len(ask(origin, {"term": {"status": "31094501"}})) >= 10
    assert len(ask(origin, {"term": {"status": "31094503"}})) == 2


def test_stages_and_cut_offs_carry_all_their_dates(origin: str) -> None:
    two_stage = ask(origin, {"term": {"deadlineModel": "two-stage"}})
    cut_offs = ask(origin, {"term": {"deadlineModel": "multiple cut-off"}})

    assert len(two_stage) >= 4
    assert len(cut_offs) >= 3
    assert all(len(row["metadata"]["deadlineDate"]) == 2 for row in two_stage)
    assert all(len(row["metadata"]["deadlineDate"]) >= 2 for row in cut_offs)


def test_three_topics_of_one_call_share_an_envelope(origin: str) -> None:
    rows = ask(origin, {"term": {"callIdentifier": "CERV-2026-CITIZENS-CIV"}})
    groups = [json.loads(row["metadata"]["budgetOverview"][0])["budgetTopicActionMap"] for row in rows]

    assert len(rows) == 3
    assert all(len(actions) == 3 for group in groups for actions in group.values())


def test_a_cascade_call_bears_its_parents_title_and_one_is_flat(origin: str) -> None:
    rows = ask(origin, {"term": {"type": "8"}})

    assert all(fields(row)["callTitle"] != fields(row)["title"] for row in rows)
    assert len([row for row in rows if "metadata" not in row]) == 1


def test_external_action_calls_have_slashes_and_an_hour(origin: str) -> None:
    for row in ask(origin, {"term": {"type": "2"}}):
        assert row["metadata"]["identifier"][0].count("/") >= 3
        assert "T00:00" not in row["metadata"]["deadlineDate"][0]


@pytest.mark.parametrize("size", [7, 33, 100])
def test_the_pages_together_are_complete(origin: str, size: int) -> None:
    query, sort = {"bool": {"must": [{"terms": {"type": ["1"]}}]}}, {"order": "ASC", "field": "identifier"}
    pages = [post(origin, page, size, query=query, sort=sort).json() for page in range(1, 12)]
    found = [row["metadata"]["identifier"][0] for page in pages for row in page["results"]]

    assert found == sorted(set(found))
    assert {page["totalResults"] for page in pages} == {len(found)}


def test_a_page_has_at_most_a_hundred_rows(origin: str) -> None:
    assert post(origin, size=10_000, query={"bool": {"must": []}}).json()["pageSize"] == 100


def test_display_fields_limit_the_metadata(origin: str) -> None:
    rows = ask(origin, {"term": {"type": "1"}}, displayFields=["identifier", "title"])

    assert all(row["metadata"].keys() == {"identifier", "title"} for row in rows)


def test_other_languages_are_not_served(origin: str) -> None:
    assert ask(origin, languages=["es"]) == []
    assert len(ask(origin, languages=["en"])) == len(ask(origin))


def test_a_bare_date_in_a_range_is_ignored_as_on_the_portal(origin: str) -> None:
    assert len(ask(origin, {"range": {"deadlineDate": {"gte": "2099-01-01"}}})) == len(ask(origin))
    assert ask(origin, {"range": {"deadlineDate": {"gte": "2099-01-01T00:00:00.000+0000"}}}) == []


@pytest.mark.parametrize("content_type", [None, "text/plain"])
def test_a_part_that_is_not_declared_json_is_refused(origin: str, content_type: str | None) -> None:
    answer = httpx.post(origin + SEARCH, files={"query": (None, "{}", content_type) if content_type else (None, "{}")})

    assert answer.status_code == 500
    assert answer.json()["type"] == "throwable"


@pytest.mark.parametrize("query", [{"wildcard": {"title": "*"}}, {"match": {"title": "city"}}, [], 3])
def test_a_query_the_portal_does_not_understand_is_an_error(origin: str, query: object) -> None:
    answer = post(origin, query=query)

    assert answer.status_code == 400
    assert answer.json()["message"] == "Invalid Query format"


def test_robots_are_welcome_and_everything_else_is_not_there(origin: str) -> None:
    assert httpx.get(f"{origin}/ec.europa.eu/robots.txt").text == "User-agent: *\nDisallow:\n"
    assert httpx.get(f"{origin}/ec.europa.eu/elsewhere").status_code == 404
    assert httpx.post(f"{origin}/ec.europa.eu/elsewhere", content=b"x").json()["type"] == "businessError"


def test_the_folder_is_the_callers(tmp_path: Path) -> None:
    row = {"language": "en", "metadata": {"deadlineDate": ["@+1T17:00"], "actions": [json.dumps(["@-1"])]}}
    (tmp_path / "eu-portal.jsonl").write_text(json.dumps(row), encoding="utf-8")

    with serve(tmp_path, day=date(2028, 2, 28)) as origin:
        (found,) = ask(origin)

    assert found["metadata"] == {"deadlineDate": ["2028-02-29T17:00:00.000+0000"], "actions": ['["2028-02-27"]']}


def test_the_server_is_quiet(origin: str, capfd: pytest.CaptureFixture[str]) -> None:
    ask(origin)

    assert capfd.readouterr() == ("", "")


def test_a_description_has_headings_and_a_readable_length(origin: str) -> None:
    for row in ask(origin, {"term": {"type": "1"}}):
        (text,) = row["metadata"]["descriptionByte"]

        assert text.count('<span class="topicdescriptionkind">') == 2
        assert 120 <= len(words(text)) <= 220, row["reference"]


def test_every_row_says_that_its_text_is_not_the_official_one(origin: str) -> None:
    assert all(row["citation"].startswith("Text written for the demonstration") for row in ask(origin))


@pytest.mark.skipif(not REPLAY.exists(), reason="the recorded texts of the portal are not beside this checkout")
def test_no_text_is_copied_from_the_portal(origin: str) -> None:
    rows = ask(origin)
    own = {each for row in rows for name in TEXTS for text in fields(row).get(name, []) for each in runs(text)}
    named = {each for row in rows for each in runs(fields(row)["title"][0])}
    identifiers = {fields(row)["identifier"][0] for row in rows}
    with gzip.open(REPLAY, "rt", encoding="utf-8") as lines:
        recorded = [each for line in lines if (each := json.loads(line))["id"] in identifiers]
    theirs = {each for record in recorded for key in ("desc", "cond", "sup") for each in runs(record.get(key, ""))}

    assert len(theirs) > 10_000, "nothing to compare with"
    assert not (own & theirs) - named
