"""The pages of applications: who begins and changes them, what is kept of it, and what a spreadsheet gets."""

import csv
import io
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine, delete

from db import applications, audit, plans
from db.engine import reading, transaction
from domain.application import Application, Event, Partner, Stage
from domain.leaving import Leaving
from domain.money import Money
from tests.web.opened import CALL, HOSTILE, NOW, RIVERS, Browser, Opened

FORM = {"project": "clean-air", "title": "Clean air for all", "programme": "LIFE", "part": "partner", "stage": "idea"}


def begun(browser: Browser, **different: Any) -> str:
    """The address of an application that this browser begins."""
    browser.get("/applications/new")
    answer = browser.post("/applications/new", {**FORM, **different})
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"]).partition("?")[0]


def kept(engine: Engine, address: str) -> Application:
    with reading(engine) as session:
        stored = applications.get(session, int(address.rpartition("/")[2]))
    assert stored is not None
    return stored.application


def past(engine: Engine, address: str) -> list[Event]:
    with reading(engine) as session:
        return applications.history(session, int(address.rpartition("/")[2]))


def fields(page: str) -> dict[str, str]:
    """What the fields of a page's form for editing hold."""
    form = page.partition('<details class="sheet reading edit"')[2].partition("</form>")[0]
    boxes = r'<input(?![^>]*type="checkbox")[^>]* name="(\w+)"[^>]* value="([^"]*)"'
    texts = r'<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)</textarea>'
    return {name: unescape(value) for name, value in (*re.findall(boxes, form), *re.findall(texts, form))}


def test_an_application_begins_from_a_call_with_what_is_known_of_it(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    page = anna.get("/applications/new", params={"source": CALL.source, "reference": CALL.reference}).text

    assert f'value="{CALL.title}"' in page
    assert 'value="Horizon Europe"' in page
    address = begun(anna, source=CALL.source, reference=CALL.reference, requested="1.250.000,50")
    found = kept(engine, address)
    assert (found.source, found.reference, str(found.requested)) == (
        CALL.source,
        CALL.reference,
        "Money(amount=Decimal('1250000.50'), currency='EUR')",
    )
    assert "The application is begun." in anna.get(f"{address}?done=begun").text
    with reading(engine) as session:
        noted = audit.latest(session, object="application:2")[0]
    assert (noted.who, noted.what, (noted.new or {})["title"]) == ("anna", "begin application", "Clean air for all")


def test_an_application_begins_by_hand_even_one_of_long_ago(opened: Opened, engine: Engine) -> None:
    address = begun(opened.as_("manager"), stage="closed", submitted_on="2022-03-01", decided_on="2022-09-01")

    assert (kept(engine, address).stage, kept(engine, address).source) == (Stage.CLOSED, None)


def test_for_a_call_that_is_not_known_none_begins(opened: Opened) -> None:
    anna = opened.as_("anna")
    asked = {"source": CALL.source, "reference": "nothing"}

    assert anna.get("/applications/new", params=asked).status_code == 404
    assert anna.post("/applications/new", FORM | asked).status_code == 404


def test_a_lead_begins_for_their_own_projects_only_and_a_manager_for_all(opened: Opened) -> None:
    anna = opened.as_("anna")
    page = anna.get("/applications/new").text

    assert "Clean air" in page
    assert "Rivers</option>" not in page
    refused = anna.post("/applications/new", FORM | {"project": "rivers"})
    assert (refused.status_code, "Choose a project." in refused.text) == (422, True)
    begun(opened.as_("manager"), project="rivers")


def test_a_lead_changes_what_is_theirs_and_reads_the_rest(opened: Opened, engine: Engine) -> None:
    anna, berta = opened.as_("anna"), opened.as_("berta")
    page = anna.get("/applications/1").text

    assert "Rivers for the metropolis" in page
    assert "Edit facts and notes" not in page
    assert anna.post("/applications/1/stage", {"stage": "granted"}).status_code == 403
    assert anna.post("/applications/1", FORM).status_code == 403
    assert "Edita les dades" in berta.get("/applications/1").text
    assert berta.post("/applications/1/stage", {"stage": "granted", "on": "2026-11-20"}).status_code == 303
    assert kept(engine, "/1").stage is Stage.GRANTED


def test_a_lead_hands_no_application_to_a_project_that_is_not_theirs(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    address = begun(anna)
    answer = anna.post(address, FORM | {"project": "rivers", "seen": "1"})

    assert answer.status_code == 422
    assert kept(engine, address).project == "clean-air"


def test_a_viewer_reads_and_begins_nothing(opened: Opened) -> None:
    viewer = opened.as_("viewer")

    assert "New application" not in viewer.get("/applications").text
    assert "Edit facts and notes" not in viewer.get("/applications/1").text
    assert viewer.get("/applications/new").status_code == 403


@pytest.mark.parametrize("number", ["2", "0", "999999999", "99999999999999999999", "x", "1'"])
def test_an_application_that_is_not_there_is_not_found(opened: Opened, number: str) -> None:
    manager, anna = opened.as_("manager"), opened.as_("anna")

    assert manager.get(f"/applications/{number}").status_code in (404, 422)
    assert manager.post(f"/applications/{number}/stage", {"stage": "granted"}).status_code in (404, 422)
    assert anna.post(f"/applications/{number}", FORM).status_code == 403


def test_every_change_stands_in_the_history_and_in_the_log(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    address = begun(anna, requested="100000")
    page = anna.get(address).text
    assert fields(page)["requested"] == "100,000.00"
    changed = {"title": "Cleaner air", "requested": "150.000,50", "notes": "With Lyon.", "seen": fields(page)["seen"]}
    assert anna.post(address, FORM | changed).headers["location"] == f"{address}?done=saved"

    told = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", anna.get(address).text))
    assert "Title: before: Clean air for all → now: Cleaner air" in told
    assert "Requested: before: 100,000\u00a0EUR → now: 150,000.50\u00a0EUR".replace("\u00a0", " ") in told
    assert "Notes: With Lyon." in told
    assert "24 November 2026, 07:00 · Anna Puig" in told
    with reading(engine) as session:
        noted = audit.latest(session, object="application:2")[0]
    assert (noted.who, noted.what) == ("anna", "change application")
    assert (noted.old or {})["requested"] == "100000 EUR"
    assert (noted.new or {})["requested"] == "150000.50 EUR"


def test_a_form_that_changes_nothing_leaves_no_trace(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    address = begun(anna, requested="100000", total="5,5", total_currency="sek", starts_on="2027-01-01", notes="a\r\nb")
    page = anna.get(address).text

    anna.post(address, FORM | fields(page) | {"notes": "a\r\nb"})
    assert [each.field for each in past(engine, address)] == ["created"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": "  "}, "Give it a title."),
        ({"title": "x" * 501}, "That is too long."),
        ({"requested": "lots"}, "Write an amount"),
        ({"granted": "-1"}, "Write an amount"),
        ({"total": "1", "total_currency": "EURO"}, "Name the currency"),
        ({"starts_on": "soon"}, "Write a day"),
        ({"rate": "101"}, "Write a share between 0 and 100"),
        ({"rate": "most"}, "Write a share between 0 and 100"),
        ({"score": "-3"}, "Write a number such as 12.5."),
        ({"submitted_on": "2026-11-25"}, "This day has not come yet."),
        ({"submitted_on": "2026-02-01", "decided_on": "2026-01-01"}, "It cannot be decided before it is submitted."),
        ({"starts_on": "2027-02-01", "ends_on": "2027-01-01"}, "It cannot end before it starts."),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_what_was_typed_stays(
    opened: Opened, engine: Engine, typed: dict[str, str], said: str
) -> None:
    anna = opened.as_("anna")
    address = begun(anna)
    for where in ("/applications/new", address):
        anna.get(where)
        answer = anna.post(where, FORM | {"seen": "1"} | typed)
        assert answer.status_code == 422
        assert said in answer.text
        assert 'aria-invalid="true"' in answer.text
        assert all(f'value="{each}"' in answer.text for each in typed.values())
    assert len(past(engine, address)) == 1


def test_what_is_typed_a_line_is_read_and_typed_again(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    typed = {
        "municipalities": "Badalona\n\n Sant Adrià \nBadalona",
        "partners": "Grand Lyon, fr\nAthens (EL)\nTown of Åbo (Turku)",
        "links": "https://example.org/a The proposal\nhttp://example.org/b",
        "assignees": ["olga", "anna"],
        "rate": "88,21 %",
    }
    address = begun(anna, **typed)
    found = kept(engine, address)

    assert found.municipalities == ("Badalona", "Sant Adrià")
    assert found.partners == (Partner("Grand Lyon", "FR"), Partner("Athens", "GR"), Partner("Town of Åbo (Turku)"))
    assert [each.title for each in found.links] == ["The proposal", "http://example.org/b"]
    assert (found.assignees, found.rate) == (("olga", "anna"), Decimal("88.21"))
    anna.post(address, FORM | fields(anna.get(address).text) | {"assignees": ["olga", "anna"]})
    assert [each.field for each in past(engine, address)] == ["created"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"links": "javascript:alert(1) Proposal"}, "its address, which begins with https://"),
        ({"links": "https:// nowhere"}, "its address, which begins with https://"),
        ({"partners": "Lyon (ZZ)"}, "Write one a line, such as: Grand Lyon (FR)"),
        ({"municipalities": "\n".join(map(str, range(201)))}, "That is too long."),
        ({"stage": "not submitted"}, "Say why it was given up."),
    ],
)
def test_a_list_that_cannot_be_read_is_said_at_its_field_and_stays(
    opened: Opened, typed: dict[str, str], said: str
) -> None:
    anna = opened.as_("anna")
    anna.get("/applications/new")
    answer = anna.post("/applications/new", FORM | typed)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert all(each in unescape(answer.text) for each in typed.values())


def test_nobody_undoes_what_they_have_not_seen(opened: Opened, engine: Engine) -> None:
    anna, manager = opened.as_("anna"), opened.as_("manager")
    address = begun(anna)
    opened_form = fields(anna.get(address).text)
    manager.get(address)
    manager.post(address, FORM | fields(manager.get(address).text) | {"title": "By the manager"})
    answer = anna.post(address, FORM | opened_form | {"title": "By Anna"})

    assert answer.status_code == 422
    assert "Somebody changed this application after you opened it" in answer.text
    assert re.search(r"Changed by Manager on 24 November 2026, 07:00 to:.*By the manager", answer.text, re.DOTALL)
    assert fields(answer.text)["title"] == "By Anna"
    assert kept(engine, address).title == "By the manager"
    assert anna.post(address, FORM | fields(answer.text) | {"title": "By Anna"}).status_code == 303
    assert kept(engine, address).title == "By Anna"


def test_who_prefers_what_the_other_wrote_keeps_it(opened: Opened, engine: Engine) -> None:
    anna, manager = opened.as_("anna"), opened.as_("manager")
    address = begun(anna)
    before = fields(anna.get(address).text)
    manager.post(address, FORM | fields(manager.get(address).text) | {"notes": "The manager's", "area": "Water"})
    answer = anna.post(address, FORM | before | {"notes": "Anna's", "rate": "70"})
    anna.post(address, FORM | fields(answer.text) | {"theirs": ["notes"]})

    found = kept(engine, address)
    assert (found.notes, found.area, found.rate) == ("The manager's", "Water", Decimal(70))


def test_what_two_people_change_in_different_fields_is_kept_of_both(opened: Opened, engine: Engine) -> None:
    anna, manager = opened.as_("anna"), opened.as_("manager")
    address = begun(anna, requested="100000")
    before = fields(anna.get(address).text)
    manager.post(address, FORM | fields(manager.get(address).text) | {"requested": "200000", "partners": "Lyon (FR)"})
    manager.post(f"{address}/stage", {"stage": "preparing"})
    assert anna.post(address, FORM | before | {"title": "By Anna", "total": "5"}).status_code == 303

    found = kept(engine, address)
    assert (found.title, found.stage, found.partners) == ("By Anna", Stage.PREPARING, (Partner("Lyon", "FR"),))
    assert (found.requested, found.total) == (Money(Decimal(200000)), Money(Decimal(5)))


def test_a_mistake_beside_what_others_changed_loses_neither(opened: Opened, engine: Engine) -> None:
    anna, manager = opened.as_("anna"), opened.as_("manager")
    address = begun(anna)
    before = fields(anna.get(address).text)
    manager.post(address, FORM | fields(manager.get(address).text) | {"area": "Water"})
    answer = anna.post(address, FORM | before | {"requested": "lots", "notes": "Anna's"})

    assert answer.status_code == 422
    typed = fields(answer.text)
    assert (typed["requested"], typed["notes"], typed["area"]) == ("lots", "Anna's", "Water")
    anna.post(address, FORM | typed | {"requested": "7"})
    assert (kept(engine, address).area, kept(engine, address).notes) == ("Water", "Anna's")


def test_an_application_goes_its_way_by_buttons_and_back_again(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    address = begun(anna)
    for stage in ("preparing", "submitted", "rejected"):
        assert f'value="{stage}"' in anna.get(address).text
        anna.post(f"{address}/stage", {"stage": stage, "on": "2026-11-20"})
    assert str(kept(engine, address).decided_on) == "2026-11-20"

    assert "Back to: Submitted" in anna.get(address).text
    anna.post(f"{address}/stage", {"stage": "submitted", "on": "2026-11-24"})
    found = kept(engine, address)
    assert (found.stage, str(found.submitted_on), found.decided_on) == (Stage.SUBMITTED, "2026-11-20", None)


def test_who_gives_an_application_up_says_why(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    address = begun(anna)
    refused = anna.post(f"{address}/stage", {"stage": "not submitted", "because": "laziness"})
    assert (refused.status_code, "Say why it was given up." in refused.text) == (422, True)
    anna.post(f"{address}/stage", {"stage": "not submitted", "because": "no match funding"})

    found = kept(engine, address)
    assert (found.stage, found.left_because) == (Stage.NOT_SUBMITTED, Leaving.CO_FINANCING)
    assert "Given up because" in anna.get(address).text
    anna.post(f"{address}/stage", {"stage": "idea"})
    assert kept(engine, address).left_because is None


def test_no_decision_is_dated_before_the_submission(opened: Opened, engine: Engine) -> None:
    berta = opened.as_("berta")
    berta.get("/applications/1")
    answer = berta.post("/applications/1/stage", {"stage": "granted", "on": "2026-09-01"})

    assert answer.status_code == 422
    assert 'value="2026-09-01"' in answer.text
    assert kept(engine, "/1").stage is Stage.SUBMITTED


def test_who_works_on_an_application_may_change_it(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    assert anna.post("/applications/1/checklist", {"label": "Ask Lyon"}).status_code == 403
    with transaction(engine) as session:
        applications.change(session, 1, replace(RIVERS, assignees=("anna",)), who="berta", now=NOW)
    page = anna.get("/applications/1").text

    assert "Edit facts and notes" in page
    assert anna.post("/applications/1/checklist", {"label": "Ask Lyon"}).status_code == 303


def test_a_way_that_is_not_open_is_refused_and_a_second_press_does_nothing(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    address = begun(anna)

    assert anna.post(f"{address}/stage", {"stage": "granted"}).status_code == 422
    assert anna.post(f"{address}/stage", {"stage": "preparing", "on": "2027-01-01"}).status_code == 422
    assert anna.post(f"{address}/stage", {"stage": "no stage"}).status_code == 422
    for _ in range(2):
        assert anna.post(f"{address}/stage", {"stage": "preparing"}).status_code == 303
    assert [each.field for each in past(engine, address)] == ["created", "stage"]


def test_the_list_shows_what_its_address_asks_for(opened: Opened) -> None:
    anna = opened.as_("anna")
    begun(anna)

    def titles(**asked: str) -> list[str]:
        page = anna.get("/applications", params=asked).text
        return re.findall(r'<a href="/applications/\d+"><b><bdi>([^<]+)', page)

    air, rivers = "Clean air for all", "Rivers for the metropolis"
    assert titles() == [air, rivers]
    assert titles(stage="awaiting") == titles(year="2026") == titles(line="-") == titles(part="coordinator") == [rivers]
    assert titles(line="green") == titles(project="clean-air", programme="LIFE") == [air]
    assert titles(programme="Gone") == []
    assert anna.get("/applications", params={"stage": "gone"}).status_code == 422


def test_a_long_list_is_turned_page_by_page_and_counted_as_a_whole(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        for number in range(60):
            applications.add(session, replace(RIVERS, title=f"River {number}."), who="berta", now=NOW)
    anna = opened.as_("anna")
    first = anna.get("/applications?stage=awaiting").text

    assert "61 applications<" in first
    assert (first.count("<b><bdi>"), "River 59." in first, "River 0." in first) == (50, True, False)
    onward = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    second = anna.get(onward).text
    assert (second.count("<b><bdi>"), "River 0." in second, 'rel="next"' in second) == (11, True, False)
    assert anna.get("/applications?page=0").status_code == 422
    assert anna.get("/applications.csv").text.count("River ") == 60


def test_every_figure_is_a_link_to_its_rows(opened: Opened) -> None:
    anna = opened.as_("anna")
    page = anna.get("/applications").text
    links = re.findall(r'<a class="figure" href="([^"]+)"', page)

    assert [each.partition("stage=")[2] for each in links] == [
        "sent",
        "won",
        "rejected",
        "awaiting",
        "decided",
        "sent",
        "won",
    ]
    assert "1,250,000.50\u00a0EUR" in page
    assert "1 application<" in anna.get(links[0]).text
    assert "0 applications<" in anna.get(links[1]).text


def test_a_spreadsheet_gets_the_rows_of_the_list_in_the_same_columns(opened: Opened) -> None:
    anna = opened.as_("anna")
    begun(anna, title='=HYPERLINK("http://x")')
    workbook = anna.get("/applications.xlsx?stage=awaiting")
    values = anna.get("/applications.csv?stage=awaiting")

    header, only = load_workbook(io.BytesIO(workbook.content)).active.iter_rows(values_only=True)
    rows = list(csv.reader(io.StringIO(values.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [list(header)] == rows[:1]
    assert only[:2] == (1, "Rivers for the metropolis")
    assert only[header.index("Requested")] == 1250000.5
    assert rows[1][header.index("Requested")] == "1250000,50"
    assert rows[1][header.index("Submitted on")] == "2026-09-30"
    assert len(rows) == 2
    assert 'filename="convoca-applications-2026-11-24.xlsx"' in workbook.headers["Content-Disposition"]
    assert "'=HYPERLINK" in anna.get("/applications.csv").text


def test_a_spreadsheet_speaks_the_language_of_who_asks(opened: Opened) -> None:
    assert "Títol;Projecte;Línies estratègiques" in opened.as_("berta").get("/applications.csv").text
    assert "Presentada" in opened.as_("berta").get("/applications.csv").text


def test_hostile_text_is_text(opened: Opened) -> None:
    anna = opened.as_("anna")
    evil = '"><script>alert(1)</script>{{ 7*7 }}\u202e' + "W" * 300
    asked = {"source": HOSTILE.source, "reference": HOSTILE.reference}
    address = begun(anna, title=evil, programme=evil[:200], notes=f"</textarea>{evil}\x1b", **asked)
    pages: list[Any] = [anna.get(address), anna.get("/applications"), anna.get("/applications/new", params=asked)]
    pages.append(anna.get("/applications", params={"programme": evil}))

    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "</textarea>&" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
        assert "{{ 7*7 }}" in page.text


def test_as_long_as_there_is_no_plan_the_page_says_so(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        session.execute(delete(plans.PlanRow))
    manager = opened.as_("manager")

    assert "There is no plan yet" in manager.get("/applications").text
    assert "There is no plan yet" in manager.get("/applications/board").text
    for path in ("/applications/1", "/applications/1/decision", "/applications.csv", "/applications/new"):
        assert manager.get(path).status_code == 404
