"""``convoca apart``: a merge undone."""

from typing import Annotated

import typer


def command(
    call: Annotated[str, typer.Argument(help="The reference of a call that was merged into another.", metavar="CALL")],
) -> None:
    """Say that a call is not the one it was merged into.

    Example: convoca apart EUROACCESS-1234
    """
    from convoca import merging, telling
    from convoca.wiring import Program

    title = merging.tell_apart(Program.start(), call)
    telling.say(f"{title}: stands alone from now on.")
