"""The one clock: a command's instant, taken once and passed down."""

from datetime import UTC, datetime

from config.settings import Settings


def instant(settings: Settings) -> datetime:
    """The instant of this command: ``CONVOCA_NOW``, else the machine's clock, in UTC."""
    return (settings.now or datetime.now(UTC)).astimezone(UTC)
