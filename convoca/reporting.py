"""The evaluation of a plan as a file, made by the command line."""

from collections.abc import Iterator
from pathlib import Path

from convoca import planning, serving
from convoca.accounting import NoPeriod
from convoca.backing_up import whole_file
from convoca.wiring import Program
from domain.people import LANGUAGES
from domain.period import Period, period
from domain.plan import Plan
from followup.report import closed
from web import report
from web.app import create_app
from web.report_file import rendered
from web.window import LOOPBACK

ADDRESS = f"http://{LOOPBACK[0]}:8000"
"""Where ``convoca serve`` opens the window, as long as no other address is set: what links in the file begin with."""


def write(program: Program, file: Path, *, plan: str, since: str, until: str, language: str) -> Iterator[str]:
    """Write the report of a period, of the plan's whole time where none is named."""
    if language not in LANGUAGES:
        raise NoPeriod(f"{language!r} is no language of ours; write one of {', '.join(LANGUAGES)}.")
    wanted = _plan(program, plan)
    window = serving.window(program, host=LOOPBACK[0], address=ADDRESS)
    made = report.made(window, wanted, _period(wanted, since, until), language=language)
    text = rendered(made, path=create_app(window).url_path_for, root=window.public_url)
    with whole_file(file) as there:
        there.write(text.encode())
    yield f"Wrote the {made.found.kind}, {made.title}, to {file}."


def _plan(program: Program, id: str) -> Plan:
    known = {each.id: each for each in planning.current(program)}
    if id in known:
        return known[id]
    if id or len(known) > 1:
        raise planning.NoPlan(f"Say of which plan with --plan: one of {', '.join(known)}.")
    return next(iter(known.values()))


def _period(plan: Plan, since: str, until: str) -> Period:
    try:
        return closed(period(since, until), plan)
    except ValueError as error:
        raise NoPeriod(
            f"{error}: write years such as 2019, or days such as 2019-06-17, the first one first."
        ) from error
