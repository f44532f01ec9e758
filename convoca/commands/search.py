"""``convoca search``: calls by words, identifiers and meaning."""

from typing import Annotated, Literal

import typer

Values = list[str] | None
Order = Literal["relevance", "score", "deadline", "newest"]
"""The words of :class:`domain.search.Sort`, which need not be loaded to tell what can be said."""


def command(
    words: Annotated[
        list[str] | None,
        typer.Argument(help='Words, "a phrase", -excluded, begin*, or an identifier.', metavar="WORDS"),
    ] = None,
    project: Annotated[Values, typer.Option(help="Only calls that match this project.")] = None,
    challenge: Annotated[Values, typer.Option(help="Only calls that match this challenge.")] = None,
    line: Annotated[Values, typer.Option(help="Only calls that match this strategic line.")] = None,
    status: Annotated[
        Values, typer.Option(help="open, forthcoming, unknown, closed … or all; those that run if none is named.")
    ] = None,
    programme: Annotated[Values, typer.Option(help="Only calls of this programme: a part of its name.")] = None,
    source: Annotated[Values, typer.Option(help="Only calls read at this source.")] = None,
    kind: Annotated[Values, typer.Option(help="call, prize, tender …")] = None,
    deadline: Annotated[Values, typer.Option(help="week, two-weeks, month, three-months, later, none-known.")] = None,
    budget: Annotated[Values, typer.Option(help="Of one project: under-100k, 100k-500k, 500k-2m, 2m-5m …")] = None,
    sort: Annotated[Order, typer.Option(help="The order.")] = "relevance",
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line: the calls of the page.")] = False,
) -> None:
    """Search all calls by words, identifiers and meaning.

    Example: convoca search clean air --deadline three-months
    """
    from convoca import search_screen, telling
    from convoca.search_choices import asked
    from convoca.searching import Searching
    from convoca.wiring import Program

    said = {
        "project": project,
        "challenge": challenge,
        "line": line,
        "status": status,
        "programme": programme,
        "source": source,
        "kind": kind,
        "deadline": deadline,
        "budget": budget,
    }
    program = Program.start()
    searching = Searching.of(program)
    wanted = asked(" ".join(words or ()), said, searching.values(now=program.now), sort=sort, page=page)
    found = searching.search(wanted, now=program.now)
    if json:
        telling.lines(search_screen.as_json(found, program.now))
    else:
        search_screen.show(found, program.now)
