"""``convoca serve``: the window."""

from typing import Annotated

import typer


def command(
    host: Annotated[
        str, typer.Option(help="Where to listen; beyond this machine set CONVOCA_PUBLIC_URL.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any that is free.")] = 8000,
) -> None:
    """Open the window: search, matches, applications, in a browser.

    Example: convoca serve
    """
    from convoca import log, serving
    from convoca.wiring import Program

    program = Program.start()
    log.begin(program.settings.log)
    serving.serve(program, host=host, port=port)
