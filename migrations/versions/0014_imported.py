"""Which row of a file an application came from."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Nothing yet."""
