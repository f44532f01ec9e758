"""What a terminal shows: tables, bars, sentences. Colours and bars are off where there is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from matcher.embedding import Progress as Watch

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


@contextmanager
def bar(what: str) -> Iterator[Watch]:
    """Give a callable that moves a bar on standard error; it disappears when done, and is silent without a terminal."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
