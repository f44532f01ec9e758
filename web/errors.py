"""What can go wrong for a visitor; each becomes a page that says what to do.

WebError
+-- NotSignedIn      the page needs somebody who is signed in
+-- Forbidden        their role, or whose object it is, does not allow it
+-- NotThere         there is no such page or object
+-- BadToken         the API was asked without a token that is good
+-- Refused          the API was asked for what the object, as it stands, does not allow
+-- StaleForm        the form did not come from a page of ours, or from an older session
+-- NotUnderstood    what was filled in cannot be read; says what and how
+-- TooMany          the same was asked too often
+-- LinkRefused      a link from a mail does not act, and why
+-- ProviderTrouble  the organisation's sign-in does not answer, or what it says does not hold
"""

from datetime import timedelta

from domain.errors import Problem


class WebError(Problem):
    """Anything that a visitor is told in a page of its own."""

    status = 500


class NotSignedIn(WebError):
    """The page needs somebody who is signed in; ``wanted`` is where they go afterwards, quoted, or empty."""

    status = 401

    def __init__(self, wanted: str = "") -> None:
        super().__init__("Sign in first.")
        self.wanted = wanted


class Forbidden(WebError):
    """Their role, or whose object it is, does not allow it."""

    status = 403


class NotThere(WebError):
    """There is no such page or object."""

    status = 404


class BadToken(WebError):
    """The API was asked without a token, or with one that is forged or revoked."""

    status = 401


class Refused(WebError):
    """The API was asked for what the object, as it stands, does not allow: 409, 412 or 428; the message says why."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


class StaleForm(WebError):
    """The form did not come from a page of ours, or it is of a session that has ended."""

    status = 400


class NotUnderstood(WebError):
    """What was filled in cannot be read; the message says what and how, in English, marked for translation."""

    status = 422


class TooMany(WebError):
    """The same was asked too often."""

    status = 429

    def __init__(self, wait: timedelta) -> None:
        super().__init__("Too often.")
        self.wait = wait


class LinkRefused(WebError):
    """A link from a mail does not act; the message says why, in English, marked for translation."""

    status = 410


class ProviderTrouble(WebError):
    """The organisation's sign-in does not answer, or what it says does not hold; the message is for the log."""

    status = 502
