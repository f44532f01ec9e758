"""``convoca search``: calls by words, identifiers and meaning."""

from typing import Annotated

import typer

from domain.search import Sort

Values = list[str] | None


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
    sort: Annotated[Sort, typer.Option(help="The order.")] = Sort.RELEVANCE,
    page: Annotated[int, typer.Option(min=1, help="Which page.")] = 1,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line: the calls of the page.")] = False,
) -> None:
    """Search all calls by words, identifiers and meaning.

    Example: convoca search clean air --deadline three-months
    """
    from convoca import search_screen, telling
    from convoca.search_choices import choices
    from convoca.searching import Searching
    from convoca.wiring import Program
    from domain.search import RUNNING, Asked, Facet

    named = {
        Facet.PROJECT: project,
        Facet.CHALLENGE: challenge,
        Facet.LINE: line,
        Facet.STATUS: [] if "all" in (status or ()) else status or list(RUNNING),
        Facet.PROGRAMME: programme,
        Facet.SOURCE: source,
        Facet.KIND: kind,
        Facet.WINDOW: deadline,
        Facet.BUDGET: budget,
    }
    program = Program.start()
    searching = Searching.of(program)
    filters = choices({facet: said or [] for facet, said in named.items()}, searching.values(now=program.now))
    asked = Asked(text=" ".join(words or ()), filters=filters, sort=sort, page=page)
    found = searching.search(asked, now=program.now)
    if json:
        telling.lines(search_screen.as_json(found, program.now))
    else:
        search_screen.show(found, program.now)
