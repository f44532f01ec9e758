"""The door: a link that signs in once, the same answer for strangers, and sessions that end."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from db import doors, membership, people
from db.engine import reading, transaction
from db.membership import By
from tests.web.opened import NOW, Browser, Opened, open_window
from web.limits import Limits

CHOICES = "/sign-in/choose"


def ask(browser: Browser, email: str, wanted: str = "") -> str:
    """Ask for a link and return what the visitor reads."""
    browser.get("/sign-in")
    answer = browser.post("/sign-in", {"email": email, "wanted": wanted})
    assert answer.status_code == 303
    return str(browser.get(answer.headers["location"]).text)


def link(opened: Opened) -> str:
    """The path of the link in the last mail."""
    found = re.search(r"http://127\.0\.0\.1(/sign-in/link/\S+)", opened.mails()[-1].message.text)
    assert found
    return found[1]


def test_a_link_signs_in_once_and_only_when_the_button_is_pressed(opened: Opened) -> None:
    browser = opened.browser()
    ask(browser, " ANNA@example.org ", wanted="/me")
    path = link(opened)

    assert opened.delivered == ["now"]
    assert [browser.get(path).status_code for _ in range(3)] == [200, 200, 200]
    assert browser.get("/").headers["location"] == "/sign-in"
    browser.get(path)
    entered = browser.post(path.partition("?")[0], {"wanted": "/me"})
    assert entered.headers["location"] == "/me"
    assert "Anna Puig" in browser.get("/me").text

    other = opened.browser()
    assert other.get(path).status_code == 410
    assert other.post(path.partition("?")[0]).status_code == 410


def test_the_mail_speaks_the_persons_language_and_holds_no_more_than_the_link(opened: Opened) -> None:
    ask(opened.browser(), "anna@example.org")
    message = opened.mails()[0].message

    assert (message.person, message.kind, message.subject) == ("anna", "sign-in", "Your link to sign in to convoca")
    assert "15 minutes" in message.text
    assert message.text.count("http") == 1
    assert link(opened) in message.html


def test_the_database_holds_no_token_but_in_the_mail_that_carries_it(opened: Opened, engine: Engine) -> None:
    browser = opened.as_("anna")
    ask(opened.browser(), "berta@example.org")
    token = link(opened).rpartition("/")[2]
    session_token = browser.client.cookies["convoca-session"]

    with reading(engine) as session:
        rows = [*session.scalars(select(doors.LinkRow)), *session.scalars(select(doors.SessionRow))]
        kept = [str(each.__dict__) for each in rows]
    assert len(kept) == 2
    assert not any(token in each or session_token in each for each in kept)


def test_a_link_is_good_for_a_quarter_of_an_hour(opened: Opened) -> None:
    browser = opened.browser()
    ask(browser, "anna@example.org")

    opened.later(timedelta(minutes=14, seconds=59))
    assert browser.get(link(opened)).status_code == 200
    opened.later(timedelta(seconds=1))
    assert browser.get(link(opened)).status_code == 410
    assert browser.post(link(opened)).status_code == 410


def test_the_mail_with_a_link_that_is_no_longer_good_is_forgotten(opened: Opened) -> None:
    ask(opened.browser(), "anna@example.org")
    opened.later(timedelta(minutes=16))
    ask(opened.browser(), "nobody@example.org")

    assert opened.mails() == []


def test_strangers_and_those_who_left_read_the_same_and_get_nothing(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        membership.offboard(session, "berta", by=By(who="administrator", now=NOW))
    pages = {
        re.sub(r'value="[^"]+"', "", ask(opened.browser(), email))
        for email in ("anna@example.org", "berta@example.org", "nobody@example.org")
    }

    assert len(pages) == 1
    assert [each.message.person for each in opened.mails()] == ["anna"]


def test_the_answer_is_given_before_anybody_is_looked_up(engine: Engine) -> None:
    # So that the time it takes tells nobody who is known.
    order: list[str] = []
    opened = open_window(engine, deliver=lambda: order.append("delivered"))

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        async def noted(message: Message) -> None:
            await send(message)
            if message["type"] == "http.response.body":
                order.append(scope["method"])

        await opened.app(scope, receive, noted)

    browser = Browser(TestClient(watched, base_url="http://127.0.0.1", follow_redirects=False))
    browser.get("/sign-in")
    browser.post("/sign-in", {"email": "anna@example.org"})

    assert order == ["GET", "POST", "delivered"]


@pytest.mark.parametrize("email", ["", "anna", "a@b\n@c", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said(opened: Opened, email: str) -> None:
    browser = opened.browser()
    browser.get("/sign-in")

    answer = browser.post("/sign-in", {"email": email})
    assert answer.status_code == 422
    assert "name@example.org" in answer.text


def test_an_address_is_sent_five_links_in_a_quarter_of_an_hour_whoever_asks(opened: Opened) -> None:
    for _ in range(5):
        ask(opened.browser(), "anna@example.org")
    browser = opened.browser()
    browser.get("/sign-in")

    refused = browser.post("/sign-in", {"email": "Anna@Example.org"})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == 901
    ask(browser, "berta@example.org")
    opened.later(timedelta(minutes=15))
    ask(browser, "anna@example.org")


def test_a_client_that_tries_many_addresses_is_stopped(opened: Opened) -> None:
    browser = opened.browser()
    browser.get("/sign-in")
    tried = [browser.post("/sign-in", {"email": f"{number}@example.org"}).status_code for number in range(31)]

    assert tried == [303] * 30 + [429]
    assert opened.browser(client=("192.0.2.7", 5000)).get("/sign-in/link/x").status_code == 410


def test_where_somebody_wanted_to_go_is_never_elsewhere(opened: Opened) -> None:
    for wanted in (
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
    ):
        browser = opened.browser()
        opened.app.state.limits = Limits()
        ask(browser, "anna@example.org", wanted=wanted)
        path = link(opened).partition("?")[0]
        browser.get(path)

        assert browser.post(path, {"wanted": wanted}).headers["location"] == "/", wanted


def test_a_session_ends_by_itself_by_its_person_and_with_the_person(opened: Opened, engine: Engine) -> None:
    idle, signed_out, everywhere, left = (opened.as_(each) for each in ("anna", "anna", "olga", "berta"))
    assert {each.get("/me").status_code for each in (idle, signed_out, everywhere, left)} == {200}

    signed_out.post("/sign-out")
    assert signed_out.get("/me").status_code == 303
    elsewhere = opened.as_("olga")
    everywhere.post("/me/sign-out-everywhere")
    assert elsewhere.get("/me").status_code == 303
    with transaction(engine) as session:
        membership.offboard(session, "berta", by=By(who="administrator", now=NOW))
    assert left.get("/me").status_code == 303
    opened.later(doors.IDLE + timedelta(minutes=1))
    assert idle.get("/me").status_code == 303


def test_a_session_that_is_used_goes_on_but_not_for_ever(opened: Opened) -> None:
    browser = opened.as_("anna")
    days = 0
    while browser.get("/me").status_code == 200:
        opened.later(timedelta(days=1))
        days += 1

    assert days == doors.SESSION_LASTS.days


def test_signing_out_everywhere_spoils_the_links_on_their_way(opened: Opened) -> None:
    ask(opened.browser(), "anna@example.org")
    opened.as_("anna").post("/me/sign-out-everywhere")

    assert opened.browser().get(link(opened)).status_code == 410


def test_the_cookie_is_secure_where_people_come_by_https(engine: Engine) -> None:
    opened = open_window(engine, public_url="https://convoca.example.org")
    browser = opened.browser()
    browser.get("/sign-in")
    browser.post("/sign-in", {"email": "anna@example.org"})
    path = re.search(r"https://convoca\.example\.org(/sign-in/link/\S+)", opened.mails()[-1].message.text)
    assert path
    browser.get(path[1])
    cookie = browser.post(path[1]).headers.get_list("set-cookie")[0]

    assert cookie.startswith("__Host-convoca-session=")
    assert {"HttpOnly", "Secure", "SameSite=lax", "Path=/"} <= {each.strip() for each in cookie.split(";")}
    assert "Domain" not in cookie


def test_the_cookie_on_this_machine_is_unseen_by_scripts(opened: Opened) -> None:
    browser = opened.browser()
    cookie = browser.get("/sign-in").headers["set-cookie"]

    assert "HttpOnly" in cookie
    assert "Secure" not in cookie


def test_the_demos_people_are_chosen_on_this_machine_and_nowhere_else(engine: Engine) -> None:
    demo = open_window(engine, choose_people=True)
    assert "Berta Roca" in demo.browser().get("/sign-in").text

    refused = {
        "not the demo": open_window(engine).browser(),
        "another machine": demo.browser(client=("192.0.2.7", 5000)),
        "through a proxy": demo.browser(headers={"X-Forwarded-For": "192.0.2.7"}),
    }
    for where, browser in refused.items():
        page = browser.get("/sign-in").text
        assert "Berta Roca" not in page, where
        assert browser.post(CHOICES, {"person": "berta"}).status_code == 404, where

    here = demo.browser()
    here.get("/sign-in")
    assert here.post(CHOICES, {"person": "berta"}).headers["location"] == "/"
    assert "Berta Roca" in here.get("/").text


def test_a_name_that_is_not_ours_is_not_answered(opened: Opened) -> None:
    assert opened.browser(headers={"Host": "evil.example"}).get("/sign-in").status_code == 400


def test_who_is_signed_in_somewhere_gets_another_session_for_another_person(opened: Opened, engine: Engine) -> None:
    browser = opened.as_("anna")
    ask(opened.browser(), "olga@example.org")
    browser.get(link(opened))
    browser.post(link(opened))

    assert "Olga Vila" in browser.get("/me").text
    with reading(engine) as session:
        anna = people.known(session, "anna")
        assert doors.sessions_of(session, anna, now=NOW) == []
