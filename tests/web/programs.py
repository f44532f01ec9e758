"""Programs that come to the window with a token of somebody."""

from db import tokens
from db.engine import transaction
from domain.access import Scope
from tests.web.opened import NOW, Browser, Opened


def program(opened: Opened, person: str, *scopes: Scope) -> Browser:
    """A program with a token of somebody, for everything where nothing is named."""
    with transaction(opened.engine) as session:
        token = tokens.issue(session, person, name="a program", scopes=scopes or tuple(Scope), now=NOW)
    browser = opened.browser()
    browser.client.headers["Authorization"] = f"Bearer {token}"
    return browser
