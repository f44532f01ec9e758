"""What a program may do for the person who gave it a token."""

from enum import StrEnum


class TokenKind(StrEnum):
    """What a token opens."""

    API = "api"
    CALENDAR = "calendar"
    FEED = "feed"


class Scope(StrEnum):
    """One thing that a token of the API allows, never more than its person may do."""

    READ_CALLS = "read:calls"
    READ_MATCHES = "read:matches"
    READ_APPLICATIONS = "read:applications"
    WRITE_APPLICATIONS = "write:applications"
    WRITE_VOTES = "write:votes"
