"""``convoca figures``: what was submitted and granted in a period."""

from typing import Annotated

import typer


def command(
    since: Annotated[str, typer.Option("--from", help="A year or a day, of the submission.", metavar="WHEN")] = "",
    until: Annotated[str, typer.Option("--to", help="A year or a day, in it too.", metavar="WHEN")] = "",
    language: Annotated[str, typer.Option(help="ca, es or en.")] = "en",
    json: Annotated[bool, typer.Option("--json", help="One JSON object a group.")] = False,
) -> None:
    """Tell the account of a period: submitted, granted, the money, by which programmes it came.

    Example: convoca figures --from 2019 --to 2023 --language ca
    """
    from convoca import accounting, telling
    from convoca.wiring import Program

    program = Program.start()
    if json:
        telling.lines(accounting.rows(program, since=since, until=until))
    else:
        telling.sentences(accounting.told(program, since=since, until=until, language=language))
