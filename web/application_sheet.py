"""Applications as the rows of a spreadsheet, in the words of whoever asks for it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from db.applications import Stored
from domain.money import Money
from domain.plan import Plan
from web.application_lists import partners_typed
from web.exports import Cell, Sheet
from web.language import N_, translations
from web.words import word

HEADER = (
    N_("Number"),
    N_("Title"),
    N_("Project"),
    N_("Strategic lines"),
    N_("Programme"),
    N_("Source"),
    N_("Reference"),
    N_("Role in the consortium"),
    N_("Stage"),
    N_("Requested"),
    N_("Currency of the request"),
    N_("Granted amount"),
    N_("Currency of the grant"),
    N_("Our whole budget"),
    N_("Currency of the budget"),
    N_("Submitted on"),
    N_("Decided on"),
    N_("Starts on"),
    N_("Ends on"),
    N_("Department"),
    N_("Municipalities"),
    N_("Partners"),
    N_("Co-financing rate"),
    N_("Score of the evaluation"),
    N_("Threshold of the evaluation"),
    N_("Given up because"),
    N_("Notes"),
)


def sheet(some: Iterable[Stored], plan: Plan, *, language: str) -> Sheet:
    """One row an application, in the order given; what is not known is left empty."""
    say = translations(language).gettext
    projects = {each.id: each.name(language) for each in plan.projects}
    lines = {each.id: each.name(language) for each in plan.lines}
    lines_of = {each.id: "; ".join(lines[id] for id in each.lines if id in lines) for each in plan.projects}
    rows = [_row(each, projects=projects, lines_of=lines_of, say=say) for each in some]
    return Sheet(title=say("Applications"), header=[say(each) for each in HEADER], rows=rows)


def _row(
    stored: Stored, *, projects: Mapping[str, str], lines_of: Mapping[str, str], say: Callable[[str], str]
) -> tuple[Cell, ...]:
    one = stored.application
    days: tuple[date | None, ...] = (one.submitted_on, one.decided_on, one.starts_on, one.ends_on)
    return (
        stored.id,
        one.title,
        projects.get(one.project, one.project),
        lines_of.get(one.project, ""),
        one.programme,
        one.source,
        one.reference,
        say(word(one.part)),
        say(word(one.stage)),
        *_money(one.requested),
        *_money(one.granted),
        *_money(one.total),
        *days,
        one.area,
        "; ".join(one.municipalities),
        partners_typed(one.partners).replace("\n", "; "),
        one.rate,
        one.score,
        one.score_threshold,
        say(word(one.left_because)) if one.left_because else None,
        one.notes,
    )


def _money(money: Money | None) -> tuple[Cell, Cell]:
    return (None, None) if money is None else (money.amount, money.currency)
