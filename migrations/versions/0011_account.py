"""What an application is followed up with: reasons, internal deadlines, checklist, people, links."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Nothing yet."""
