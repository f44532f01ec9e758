"""``convoca record``: a page of the live site, for the tests."""

from typing import Annotated

import typer


def command(source: Annotated[str, typer.Argument(help="The source whose page is recorded.", metavar="NAME")]) -> None:
    """Record a page of a source as its golden page; only in a checkout.

    Example: convoca record urbact
    """
    from config.settings import Settings
    from convoca import next_steps, sourcing, telling
    from convoca.clock import instant

    settings = Settings.read()
    checkout = sourcing.Checkout.here()
    recorded = sourcing.record(settings, checkout, source, now=instant(settings))
    telling.sentences(next_steps.of_page(checkout, source, recorded))
