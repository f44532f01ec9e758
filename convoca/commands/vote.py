"""``convoca vote``: what somebody says of a call."""

from enum import StrEnum
from typing import Annotated

import typer

from domain.vote import Reason, Word


class Said(StrEnum):
    """A word, or the wish to have said none."""

    RELEVANT = Word.RELEVANT.value
    NOT_FOR_US = Word.NOT_FOR_US.value
    LATER = Word.LATER.value
    TAKE_BACK = "take-back"


def command(
    call: Annotated[str | None, typer.Argument(help="A call's identifier or reference.", metavar="CALL")] = None,
    project: Annotated[str | None, typer.Argument(help="A project's id.", metavar="PROJECT")] = None,
    word: Annotated[Said | None, typer.Argument(help="What is said of it.", metavar="WORD")] = None,
    reason: Annotated[Reason | None, typer.Option(help="Why it is not for us.", metavar="CODE")] = None,
    note: Annotated[str, typer.Option(help="The same in own words, up to 500 characters.", metavar="TEXT")] = "",
    person: Annotated[str | None, typer.Option("--as", help="Whose vote; the owner's if not said.")] = None,
    reset: Annotated[str | None, typer.Option(help="Learn nothing from the votes so far.", metavar="PROJECT")] = None,
) -> None:
    """Say whether a call is relevant, not-for-us or later; or take-back the last word.

    A call that is not for us leaves the project's matches and digest. From three votes on the ranking learns from
    them; of reasons that do not speak of the subject (not-eligible, no-capacity, cannot-meet-the-deadline,
    no-cofinancing, too-small, partners-missing) it learns nothing. outside-our-competence and other do.

    Example: convoca vote LIFE-2026-SAP-ENV clean-air relevant
    """
    from convoca import telling, voting
    from convoca.wiring import Program

    if reset is not None:
        if (call, project, word, reason, note) != (None, None, None, None, ""):
            raise typer.BadParameter("With --reset only a project is named: convoca vote --reset PROJECT.")
        telling.say(voting.reset(Program.start(), reset, person=person))
        return
    if call is None or project is None or word is None:
        raise typer.BadParameter("Say which call, for which project, and what: convoca vote CALL PROJECT relevant.")
    if word is Said.TAKE_BACK:
        telling.say(voting.take_back(Program.start(), call, project, person=person))
        return
    said = voting.vote(Program.start(), call, project, word=Word(word.value), reason=reason, note=note, person=person)
    telling.say(said)
