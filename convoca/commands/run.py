"""``convoca run``: crawl, match, digest."""

import typer


def command() -> None:
    """Do the whole job: crawl, match, digest.

    Example: convoca run
    """
    from convoca import crawling, digesting, matching, planning, telling
    from convoca.wiring import Program

    program = Program.start()
    planning.current(program)  # without a plan nothing below makes sense: say so before the sources are asked
    outcomes = crawling.crawl(program)
    telling.crawled(outcomes)
    telling.matched(matching.match(program))
    told = digesting.digest(program)
    telling.digested(told)
    if any(each.report.failure for each in outcomes) or any(each.failure for each in told):
        raise typer.Exit(1)
