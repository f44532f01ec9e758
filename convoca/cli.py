"""The command line: one verb a file in ``convoca/commands``; nothing heavy is imported before a verb runs."""

import sys
from types import ModuleType
from typing import Annotated

import typer

from convoca.commands import (
    add,
    alerts,
    apart,
    applications,
    backtest,
    backup,
    calls,
    changes,
    crawl,
    demo,
    digest,
    evaluate,
    excluded,
    explain,
    export,
    figures,
    funded,
    match,
    matches,
    model,
    new_source,
    outbox,
    people,
    plan,
    reconcile,
    record,
    report,
    restore,
    run,
    schedule,
    search,
    serve,
    sources,
    vote,
)
from domain.errors import Problem

VERBS = (
    run,
    crawl,
    match,
    digest,
    alerts,
    calls,
    changes,
    search,
    matches,
    sources,
    explain,
    excluded,
    vote,
    add,
    apart,
    figures,
    report,
    evaluate,
    backtest,
    reconcile,
    demo,
    record,
    new_source,
    outbox,
    schedule,
    serve,
    backup,
    restore,
    export,
)
INTERRUPTED = 130
"""The status of a command that was stopped at the keyboard, as shells have it: 128 and the number of the signal."""
EXAMPLES = [
    line.strip().removeprefix("Example: ")
    for told in (
        *(verb.command for verb in VERBS),
        *(plan.import_, applications.list_, applications.import_, people.invite, model.use, funded.import_),
    )
    for line in (told.__doc__ or "").splitlines()
    if line.strip().startswith("Example: ")
]


def named(verb: ModuleType) -> str:
    """The command's name: that of its file, with hyphens."""
    return verb.__name__.rpartition(".")[2].replace("_", "-")


cli = typer.Typer(
    name="convoca",
    help="Find the funding calls that fit a strategic plan, and tell the people who own its projects.",
    epilog="\b\nExamples:\n" + "\n".join(f"  {each}" for each in EXAMPLES),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode=None,
)

for verb in VERBS:
    cli.command(named(verb))(verb.command)
cli.add_typer(plan.cli, name="plan")
cli.add_typer(applications.cli, name="applications")
cli.add_typer(model.cli, name="model")
cli.add_typer(people.cli, name="people")
cli.add_typer(funded.cli, name="funded")


@cli.callback()
def options(
    _debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.", is_eager=True)] = False,
) -> None:
    """Read before any verb."""


def app() -> None:
    """Run the program; say every error in one sentence and leave with a status that is not 0."""
    debug = "--debug" in sys.argv
    try:
        cli()
    except Problem as problem:
        if debug:
            raise
        _fail(str(problem))
    except SystemExit as end:  # Typer turns an interruption into a status, and says nothing
        if end.code == INTERRUPTED:
            _fail("Stopped; what was finished is kept, and the same command goes on from there.", status=INTERRUPTED)
        raise
    except Exception as error:  # the supervisor of the whole program: no traceback reaches a user
        if debug:
            raise
        _fail(f"Unexpected {type(error).__name__}: {error}. This is a defect: run convoca --debug … and report it.")


def _fail(sentence: str, *, status: int = 1) -> None:
    typer.echo(f"convoca: {sentence}", err=True)
    sys.exit(status)
