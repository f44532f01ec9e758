"""Signing in with the organisation's account: only who it vouches for, and only whom we know."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import Engine

from tests.web.opened import NOW, Browser, Opened, open_window
from web.window import Provider

KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})


class Organisation(ThreadingHTTPServer):
    """A provider that vouches for whom a test says, and hands out one token for one code."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.issuer = f"http://127.0.0.1:{self.server_address[1]}"
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self.taken: dict[str, list[str]] = {}

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def token(self) -> dict[str, Any]:
        stamp = int(NOW.timestamp())
        usual = {"iss": self.issuer, "aud": "convoca", "sub": "1", "iat": stamp, "exp": stamp + 300}
        vouched = {"email": "anna@example.org", "email_verified": True}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, usual | vouched | self.claims, self.key)
        return {"access_token": "access", "token_type": "Bearer", "id_token": signed}


class _Answers(BaseHTTPRequestHandler):
    server: Organisation

    def do_GET(self) -> None:
        metadata = self.path.startswith("/.well-known/")
        self._send(self.server.metadata() if metadata else {"keys": [KEY.as_dict(private=False)]})

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.taken = parse_qs(sent)
        self._send(self.server.token())

    def _send(self, value: object) -> None:
        content = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def organisation() -> Iterator[Organisation]:
    with Organisation() as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def opened(engine: Engine, organisation: Organisation) -> Opened:
    provider = Provider(issuer=organisation.issuer, client_id="convoca", client_secret="secret")
    return open_window(engine, provider=provider)


def there(opened: Opened, organisation: Organisation, wanted: str = "") -> tuple[Browser, dict[str, list[str]]]:
    """A browser that was sent to the provider, and what it was sent there with."""
    browser = opened.browser()
    answer = browser.get("/sign-in/provider", params={"wanted": wanted} if wanted else None)
    assert answer.status_code == 303
    sent = parse_qs(urlsplit(answer.headers["location"]).query)
    organisation.claims.setdefault("nonce", sent["nonce"][0])
    return browser, sent


def back(browser: Browser, sent: dict[str, list[str]], **different: str) -> Any:
    return browser.get("/sign-in/provider/back", params={"code": "abc", "state": sent["state"][0]} | different)


def test_somebody_we_know_comes_in_and_goes_where_they_wanted(opened: Opened, organisation: Organisation) -> None:
    assert 'href="/sign-in/provider"' in opened.browser().get("/sign-in").text
    browser, sent = there(opened, organisation, wanted="/me")

    assert back(browser, sent).headers["location"] == "/me"
    assert "Anna Puig" in browser.get("/me").text
    assert sent["code_challenge_method"] == ["S256"]
    assert sent["redirect_uri"] == ["http://127.0.0.1/sign-in/provider/back"]
    assert len(organisation.taken["code_verifier"][0]) >= 43


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"iss": "https://evil.example"},
        {"exp": int(NOW.timestamp()) - 600},
        {"nonce": None},
    ],
)
def test_a_token_that_was_not_made_for_us_now_lets_nobody_in(
    opened: Opened, organisation: Organisation, claims: dict[str, Any]
) -> None:
    organisation.claims = dict(claims)
    browser, sent = there(opened, organisation)

    assert back(browser, sent).status_code == 502
    assert browser.get("/me").status_code == 303


def test_a_token_signed_by_somebody_else_lets_nobody_in(opened: Opened, organisation: Organisation) -> None:
    organisation.key = OTHER_KEY
    browser, sent = there(opened, organisation)

    assert back(browser, sent).status_code == 502


@pytest.mark.parametrize(
    "claims",
    [{"email": "nobody@example.org"}, {"email_verified": False}, {"email_verified": "true"}, {"email": None}],
)
def test_who_is_unknown_or_not_vouched_for_is_told_so(
    opened: Opened, organisation: Organisation, claims: dict[str, Any]
) -> None:
    organisation.claims = dict(claims)
    browser, sent = there(opened, organisation)
    answer = back(browser, sent)

    assert answer.status_code == 403
    assert "You are not known here" in answer.text
    assert browser.get("/me").status_code == 303


def test_a_way_back_that_this_browser_did_not_begin_is_refused(opened: Opened, organisation: Organisation) -> None:
    browser, sent = there(opened, organisation)

    assert back(browser, sent, state="another").status_code == 502
    assert back(browser, sent, code="").status_code == 502
    assert back(opened.browser(), sent).status_code == 502


def test_a_provider_that_does_not_answer_is_said(engine: Engine) -> None:
    nowhere = Provider(issuer="http://127.0.0.1:9", client_id="convoca", client_secret="secret")
    answer = open_window(engine, provider=nowhere).browser().get("/sign-in/provider")

    assert answer.status_code == 502
    assert "ask for a link" in answer.text


def test_without_a_provider_there_is_no_such_page(engine: Engine) -> None:
    browser = open_window(engine).browser()

    assert browser.get("/sign-in/provider").status_code == 404
    assert "/sign-in/provider" not in browser.get("/sign-in").text
