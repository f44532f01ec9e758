"""What a digest offers, and what waits behind a link."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing yet."""
