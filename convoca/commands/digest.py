"""``convoca digest``: the way out."""

import typer


def command() -> None:
    """Tell everybody whose day it is what is new, by mail or into the outbox folder.

    Example: convoca digest
    """
    from convoca import digesting, telling
    from convoca.wiring import Program

    told = digesting.digest(Program.start())
    telling.digested(told)
    if any(each.failure for each in told):
        raise typer.Exit(1)
