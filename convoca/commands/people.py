"""``convoca people``: who comes in through the window, and who has left."""

from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(help="See and change who may use the window.", no_args_is_help=True, rich_markup_mode=None)

Id = Annotated[str, typer.Argument(help="A person's id, as `convoca people list` shows it.", metavar="PERSON")]


@cli.command("list")
def list_(json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Show everybody, those who left among them.

    Example: convoca people list
    """
    from convoca import peopling, telling
    from convoca.wiring import Program

    found = peopling.rows(Program.start())
    telling.lines(found) if json else telling.sentences(peopling.told(found))


@cli.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file: name, email, language, role.", metavar="CSV")],
) -> None:
    """Take in everybody on a list, and bring those we know up to date; nobody gets a mail.

    Example: convoca people import people.csv
    """
    from convoca import peopling, telling
    from convoca.wiring import Program

    taken = peopling.import_list(Program.start(), file)
    telling.say(f"{len(taken)} people: " + ", ".join(each.id for each in taken) + ".")


@cli.command("invite")
def invite(
    email: Annotated[str, typer.Argument(help="Their e-mail address.")],
    name: Annotated[str, typer.Option(help="How they are called.")],
    language: Annotated[str, typer.Option(help="ca, es or en.")] = "",
    role: Annotated[str, typer.Option(help="viewer, lead, manager, officer or administrator.")] = "",
) -> None:
    """Take somebody in, or back in: from now on the window sends them a link when they ask.

    Example: convoca people invite ana@example.org --name "Ana Roca" --role administrator
    """
    from convoca import peopling, telling
    from convoca.wiring import Program

    telling.say(peopling.invite(Program.start(), name=name, email=email, language=language, role=role))


@cli.command("role")
def role(person: Id, role: Annotated[str, typer.Argument(help="Their new role.", metavar="ROLE")]) -> None:
    """Give somebody a role.

    Example: convoca people role ana-roca officer
    """
    from convoca import peopling, telling
    from convoca.wiring import Program

    telling.say(peopling.set_role(Program.start(), person, role))


@cli.command("offboard")
def offboard(person: Id) -> None:
    """Let somebody come in no more, and end their sessions.

    Example: convoca people offboard ana-roca
    """
    from convoca import peopling, telling
    from convoca.wiring import Program

    telling.say(peopling.offboard(Program.start(), person))


@cli.command("export")
def export(person: Id) -> None:
    """Print everything that is kept of somebody, as JSON.

    Example: convoca people export ana-roca > ana-roca.json
    """
    from convoca import peopling
    from convoca.wiring import Program

    typer.echo(peopling.export(Program.start(), person))


@cli.command("erase")
def erase(
    person: Id,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: what is erased cannot be brought back.")] = False,
) -> None:
    """Erase what is kept of somebody.

    Example: convoca people erase ana-roca --yes
    """
    from convoca import peopling, telling
    from convoca.wiring import Program

    if not yes:
        typer.confirm(f"Erase what is kept of {person}? It cannot be brought back.", abort=True)
    telling.say(peopling.erase(Program.start(), person))
