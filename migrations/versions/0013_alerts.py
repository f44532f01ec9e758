"""How somebody is told between digests, and what the lead was asked."""

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Nothing yet."""
