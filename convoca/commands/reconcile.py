"""``convoca reconcile``: the weekly check against the EU portal's own list."""

from typing import Annotated

import typer


def command(json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Compare what is known of the EU portal with its bulk file.

    The exit status is 1 where a running topic is missed. No call is changed; the next crawl is what mends.

    Example: convoca reconcile
    """
    from convoca import reconciling, telling
    from convoca.wiring import Program

    outcome = reconciling.reconcile(Program.start())
    telling.lines(reconciling.rows(outcome)) if json else telling.sentences(reconciling.sentences(outcome))
    if outcome and outcome.reconciliation.missed:
        raise typer.Exit(1)
