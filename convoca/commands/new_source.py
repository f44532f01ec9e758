"""``convoca new-source``: the form of a source that is read as another one is."""

from typing import Annotated

import typer


def command(
    name: Annotated[str, typer.Argument(help="Lower-case letters, digits and underscores.", metavar="NAME")],
    like: Annotated[str, typer.Option(help="A source that is read the same way.", metavar="OTHER")],
    url: Annotated[str, typer.Option(help="What is read first: a page, a feed, a sitemap, a search.")],
) -> None:
    """Begin a source: copy the form of another, record a page; only in a checkout.

    Example: convoca new-source example_fund --like urbact --url https://fund.example.org/calls
    """
    from config.settings import Settings
    from convoca import next_steps, sourcing, telling
    from convoca.clock import instant

    settings = Settings.read()
    checkout = sourcing.Checkout.here()
    begun = sourcing.begin(settings, checkout, name, like=like, url=url, now=instant(settings))
    telling.sentences(next_steps.of_form(checkout, name, like, begun=begun))
