"""A table to read in a terminal and to paste into a page."""

from collections.abc import Iterable, Sequence

Cell = str | int | float | None


def show(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Print a Markdown table: the first columns as text, whatever holds numbers to the right."""
    body = [list(row) for row in rows]
    texts = [list(columns), *([_text(cell) for cell in row] for row in body)]
    widths = [max(len(row[at]) for row in texts) for at in range(len(columns))]
    right = [any(isinstance(row[at], int | float) for row in body) for at in range(len(columns))]
    rule = ["-" * (width - 1) + ":" if to_right else "-" * width for width, to_right in zip(widths, right, strict=True)]
    for row in (texts[0], rule, *texts[1:]):
        cells = (
            text.rjust(width) if to_right else text.ljust(width)
            for text, width, to_right in zip(row, widths, right, strict=True)
        )
        print(f"| {' | '.join(cells)} |")


def _text(cell: Cell) -> str:
    """Numbers with as many digits as they can bear."""
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:,.0f}" if abs(cell) >= 100 else f"{cell:.1f}" if abs(cell) >= 10 else f"{cell:.2f}"
        case int():
            return f"{cell:,}"
        case str():
            return cell
