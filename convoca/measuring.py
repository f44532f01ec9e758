"""What was measured, as tables on a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table as Grid

from convoca.backtesting import BackTest, OwnProject
from convoca.evaluating import Calibration, Evaluation
from convoca.telling import say
from matcher.assignment import Assigned
from matcher.baselines import OURS
from matcher.curve import Point
from matcher.evaluation import Measured
from matcher.simulated_votes import Simulated

WIDEST = 200
"""Characters in a line of a table."""


def evaluation(found: Evaluation) -> None:
    """The systems, then the threshold's curve, then what a score was worth."""
    _systems(found.measured)
    if found.points:
        say("\nWhat a threshold costs, on the product's own score:")
        _curve(found.points)
    if found.votes:
        say("\nWhat votes change in nDCG@10, readers' grades cast as votes (alike: all votes say the same):")
        _votes(found.votes)
    if found.calibration:
        _calibration(found.calibration)


def assigned(found: Iterable[Assigned]) -> None:
    """A line a system: which challenges a call serves."""
    known = list(found)
    names = list(known[0].by_challenge) if known else []
    grid = _grid(("system",), ("n", "macro-F1", "convoca ahead by", "threshold", *names))
    for each in known:
        ahead = f"{each.ahead.mean:+.3f} ({each.ahead.low:+.2f} to {each.ahead.high:+.2f})"
        ahead = "" if each.system == OURS else ahead
        shares = (f"{share:.2f}" for share in each.by_challenge.values())
        grid.add_row(each.system, str(each.n), f"{each.macro_f1:.3f}", ahead, f"{each.threshold:.2f}", *shares)
    _show(grid)


def backtest(done: BackTest) -> None:
    """The systems' figures, the institution's own projects one by one, and earlier runs."""
    say(f"{done.found[0].n} past projects with a public body, each one's call looked for among those of its time:")
    grid = _grid(("system",), ("hit@5", "hit@10", "MRR"))
    for each in done.found:
        grid.add_row(each.system, f"{each.hit_at_5:.1%}", f"{each.hit_at_10:.1%}", f"{each.mrr:.3f}")
    _show(grid)
    if done.own:
        say("\nOwn projects, one by one; too few for a percentage:")
    for project in done.own:
        say(_own(project))
    say("\nRuns on these projects:")
    for run in done.history:
        figures = f"hit@5 {run['hit_at_5']:.1%}, hit@10 {run['hit_at_10']:.1%}, MRR {run['mrr']:.3f}"
        say(f"{run['at']}  {figures}  ({run['model']}, scores of version {run['fusion']})")


def _own(project: OwnProject) -> str:
    named = f"{project.acronym} ({project.organisation}): {project.reference}"
    if project.placed is None:
        return f"{named} cannot be looked for, no text of the project is known."
    others = ", ".join(f"{name} {at}" for name, at in project.placed.places.items() if name != OURS)
    return f"{named} at place {project.placed.places[OURS]} of {project.placed.calls} by its {project.text} ({others})."


def _systems(measured: Sequence[Measured]) -> None:
    grid = _grid(("query", "subset", "system"), ("n", "nDCG@10", "95 %", "convoca ahead by", "MRR", "R@10", "R@50"))
    for each in measured:
        grid.add_row(
            *(each.query, each.subset, each.system, str(each.n), f"{each.ndcg_at_10:.3f}"),
            f"{each.ndcg_at_10_low:.2f}–{each.ndcg_at_10_high:.2f}",
            "" if each.system == OURS else f"{each.ahead:+.3f} ({each.ahead_low:+.3f} to {each.ahead_high:+.3f})",
            *(f"{share:.2f}" for share in (each.mrr_at_10, each.recall_at_10, each.recall_at_50)),
        )
    _show(grid)


def _curve(points: Sequence[Point]) -> None:
    grid = _grid(("query",), ("score from", "calls a query", "worth a look", "to be sent, found", "queries silent"))
    for each in points:
        shares = (_percent(share) for share in (each.worth_a_look, each.found, each.silent))
        grid.add_row(each.query, f"{each.threshold:.2f}", f"{each.sent:.1f}", *shares)
    _show(grid)


def _votes(found: Sequence[Simulated]) -> None:
    numbers = ("votes", "of best", "before", "after", "better", "worse", "alike", "worst query")
    grid = _grid(("query",), numbers)
    for each in found:
        shares = (_percent(share) for share in (each.better, each.worse, each.unlike))
        quality = f"{each.ndcg_at_10_before:.3f}", f"{each.ndcg_at_10_after:.3f}"
        grid.add_row(each.query, str(each.votes), str(each.shown), *quality, *shares, f"{each.worst:+.3f}")
    _show(grid)


def _calibration(found: Calibration) -> None:
    say("\nOf past projects with such a score, the share funded under the call (each said by folds that never saw it):")
    grid = _grid((), ("score from", "to", "pairs", "said", "was"))
    for each in found.bins:
        grid.add_row(f"{each.low:.7g}", f"{each.high:.7g}", f"{each.pairs:,}", f"{each.said:.2%}", f"{each.was:.2%}")
    _show(grid)
    say(f"Expected calibration error: {found.error:.4f} of all steps but the lowest, {found.error_of_all:.5f} with it.")
    say(f"scores: {', '.join(f'{each:.7g}' for each in found.curve.scores)}")
    say(f"shares: {', '.join(f'{each:.4f}' for each in found.curve.shares)}")


def _show(grid: Grid) -> None:
    """Figures are never cut: a line that is too long for the terminal goes on below."""
    Console(highlight=False, width=WIDEST).print(grid)


def _grid(texts: Iterable[str], numbers: Iterable[str]) -> Grid:
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for column in texts:
        grid.add_column(column, no_wrap=True)
    for column in numbers:
        grid.add_column(column, no_wrap=True, justify="right")
    return grid


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"
