"""``convoca explain``: why a call is, or is not, offered to a project."""

from typing import Annotated

import typer


def command(
    call: Annotated[str, typer.Argument(help="A call's identifier or reference.", metavar="CALL")],
    project: Annotated[str, typer.Argument(help="A project's id, or challenge:a, line:funds.", metavar="PROJECT")],
) -> None:
    """Say why a call is, or is not, offered to a project.

    Status, score, threshold, the sentences that matched, and who was told of it when.

    Example: convoca explain LIFE-2026-SAP-ENV clean-air
    """
    from convoca import explaining, telling
    from convoca.wiring import Program

    telling.sentences(explaining.explain(Program.start(), call, project))
