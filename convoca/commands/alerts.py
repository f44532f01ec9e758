"""``convoca alerts``: what cannot wait for the digest."""

from typing import Annotated

import typer


def command(
    at_once: Annotated[
        bool, typer.Option("--at-once", help="Deadlines that were brought forward, and nothing else.")
    ] = False,
) -> None:
    """Tell people what cannot wait for their digest: changes, near deadlines, and ask what came of applications.

    Example: convoca alerts
    """
    from convoca import alerting, telling
    from convoca.wiring import Program

    told = alerting.alert(Program.start(), at_once=at_once)
    for each in told:
        (telling.complain if each.failure else telling.say)(f"{each.person.name}: {each.said}")
    if not told:
        telling.say("Nothing that cannot wait for the digest.")
    if any(each.failure for each in told):
        raise typer.Exit(1)
