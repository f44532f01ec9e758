"""``convoca outbox``: what has not been sent, and why."""

from typing import Annotated

import typer


def command(
    deliver: Annotated[bool, typer.Option("--deliver", help="Send what is due.")] = False,
    retry: Annotated[int | None, typer.Option("--retry", help="Send this message again, by its number.")] = None,
    lift: Annotated[str | None, typer.Option("--lift", help="Send to this address again.")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what waits in the outbox, what was given up, and the addresses that were refused.

    Example: convoca outbox
    """
    from convoca import outgoing, telling
    from convoca.wiring import Program

    program = Program.start()
    if lift is not None:
        outgoing.lift(program, lift)
    if retry is not None:
        outgoing.retry(program, retry)
    if deliver:
        from convoca.delivering import deliver as hand_over

        delivered = list(hand_over(program))
        for each in delivered:
            (telling.complain if each.failure else telling.say)(f"{each.person.name}: {each.said}")
        if any(each.failure for each in delivered):
            raise typer.Exit(1)
        return
    rows = outgoing.rows(program)
    telling.lines(rows) if json else telling.sentences(outgoing.told(rows))
