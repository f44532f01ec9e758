"""The figures of a period from the command line: the sentences of a year, and rows for other tools."""

from collections.abc import Iterator
from typing import Any

from convoca import planning
from convoca.wiring import Program
from db import application_figures
from db.engine import reading
from db.wire import plain
from domain.errors import Problem
from domain.people import LANGUAGES
from domain.period import Period, period
from domain.plan import Plan
from domain.portion import Portion
from followup.figures import Figures, by_area, by_challenge, by_line, by_part, by_programme, by_route, by_year, figures
from web.figure_sentences import Sentences

Row = dict[str, Any]


class NoPeriod(Problem):
    """Raised where a period or a language is named that cannot be."""


def told(program: Program, *, since: str, until: str, language: str) -> Iterator[str]:
    """The account of a period in sentences, of each plan."""
    if language not in LANGUAGES:
        raise NoPeriod(f"{language!r} is no language of ours; write one of {', '.join(LANGUAGES)}.")
    wanted, say = _period(since, until), Sentences(language)
    for plan in planning.current(program):
        some = _portions(program, plan, wanted)
        yield plan.name(language)
        yield from say.of(figures(some), by_route(some), wanted)


def rows(program: Program, *, since: str, until: str) -> list[Row]:
    """One row a group: its plan, what it is grouped by, which group it is, and its figures."""
    wanted = _period(since, until)
    return [
        {"plan": plan.id, "by": by, "group": None if name is None else str(name), **_row(these)}
        for plan in planning.current(program)
        for by, groups in _groups(program, plan, wanted).items()
        for name, these in groups.items()
    ]


def _groups(program: Program, plan: Plan, wanted: Period) -> dict[str, dict[Any, Figures]]:
    some = _portions(program, plan, wanted)
    return {
        "all": {"all": figures(some)},
        "year": {**by_year(some)},
        "programme": {**by_programme(some)},
        "route": {**by_route(some)},
        "line": {**by_line(some, plan)},
        "challenge": {**by_challenge(some, plan)},
        "area": {**by_area(some)},
        "role": {**by_part(some)},
    }


def _portions(program: Program, plan: Plan, wanted: Period) -> list[Portion]:
    with reading(program.engine) as session:
        return application_figures.portions(session, plan.id, wanted, by=("year", "project", "programme", "area"))


def _row(these: Figures) -> Row:
    shares = {"success": these.success, "success_of_submitted": these.success_of_submitted, "share": these.share}
    counts = ("submitted", "granted", "rejected", "awaiting", "coordinated", "led")
    sums = ("requested", "won", "total")
    return (
        {name: getattr(these, name) for name in counts}
        | {name: share if share is None else round(float(share), 4) for name, share in shares.items()}
        | {name: plain(getattr(these, name)) for name in sums}
    )


def _period(since: str, until: str) -> Period:
    try:
        return period(since, until)
    except ValueError as error:
        raise NoPeriod(f"{error}: write years such as 2019 or days such as 2019-06-17, the first one first.") from error
