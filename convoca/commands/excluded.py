"""``convoca excluded``: what is not offered because the applicant may not apply, and an officer's word against it."""

from typing import Annotated

import typer


def command(
    bring_back: Annotated[
        str | None, typer.Option("--bring-back", metavar="CALL", help="Offer this call, whatever the rules say.")
    ] = None,
    exclude: Annotated[
        str | None, typer.Option("--exclude", metavar="CALL", help="Offer this call no more, whatever the rules say.")
    ] = None,
    reset: Annotated[
        str | None, typer.Option("--reset", metavar="CALL", help="Let the rules decide on this call again.")
    ] = None,
    why: Annotated[str, typer.Option("--why", help="The reason, shown wherever the answer is.")] = "",
) -> None:
    """List the calls that are not offered because of who may apply, each with the funder's words.

    Example: convoca excluded --bring-back PERI-2026-ANTI-COUNTERFEIT --why "We apply with the ministry."
    """
    from convoca import excluding, telling
    from convoca.wiring import Program
    from domain.eligibility import Answer

    program = Program.start()
    decided = [(bring_back, Answer.YES), (exclude, Answer.NO)]
    said = [excluding.decide(program, call, answer, why=why) for call, answer in decided if call is not None]
    if reset is not None:
        said.append(excluding.reset(program, reset))
    if said:
        telling.sentences(said)
    else:
        telling.sentences(excluding.sentences(excluding.excluded(program)))
        telling.sentences(excluding.doubted(program))
