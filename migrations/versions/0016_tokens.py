"""Tokens of the API and of the feeds."""

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Nothing yet."""
