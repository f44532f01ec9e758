"""``convoca model``: the language model that reads plans and calls."""

from typing import Annotated

import typer

cli = typer.Typer(
    help="Show and choose the model that reads plans and calls.", no_args_is_help=True, rich_markup_mode=None
)


@cli.command("show")
def show() -> None:
    """Say what reads texts now, by what it is run, which languages it knows, and how much it has read.

    Example: convoca model show
    """
    from convoca import modelling, telling
    from convoca.wiring import Program

    telling.sentences(modelling.show(Program.start()))


@cli.command("use")
def use(
    name: Annotated[str, typer.Argument(help="A model of the Hugging Face hub, a folder, or default.", metavar="NAME")],
) -> None:
    """Let another Sentence Transformers model read: one of many languages where plans are not in English.

    Example: convoca model use intfloat/multilingual-e5-base
    """
    from convoca import modelling, telling
    from convoca.wiring import Program

    telling.sentences(modelling.use(Program.start(), name))
