"""The reliability diagram: what was said of pairs beside what was so, as a small SVG."""

from collections.abc import Sequence

from matcher.calibration import Bin

SIDE, MARGIN = 320, 48
"""Of the square in which shares from 0 to 1 are drawn, and of what surrounds it, in pixels."""


def reliability(bins: Sequence[Bin]) -> str:
    """A dot a bin, as wide as its pairs are many; on the line from corner to corner what was said was so."""
    whole = SIDE + 2 * MARGIN
    ticks = "".join(_tick(each / 4) for each in range(5))
    dots = "".join(_dot(each) for each in bins)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {whole}" font-family="sans-serif" '
        'font-size="11">'
        "<title>Shares that were said beside shares that were so</title>"
        f'<rect width="{whole}" height="{whole}" fill="#fff"/>'
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#555"/>'
        f'<path d="M{MARGIN} {MARGIN + SIDE}L{MARGIN + SIDE} {MARGIN}" stroke="#999" stroke-dasharray="4"/>'
        f"{ticks}{dots}"
        f'<text x="{whole / 2:g}" y="{whole - 8}" text-anchor="middle">share that was said</text>'
        f'<text transform="translate(14 {whole / 2:g}) rotate(-90)" text-anchor="middle">share that was funded</text>'
        "</svg>\n"
    )


def _tick(share: float) -> str:
    x, y = _at(share, share)
    return (
        f'<text x="{x:.1f}" y="{MARGIN + SIDE + 16}" text-anchor="middle">{share:g}</text>'
        f'<text x="{MARGIN - 6}" y="{y + 4:.1f}" text-anchor="end">{share:g}</text>'
    )


def _dot(each: Bin) -> str:
    x, y = _at(each.said, each.was)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{2 + len(str(each.pairs))}" fill="#0b5394" fill-opacity="0.7">'
        f"<title>scores {each.low:g} to {each.high:g}: said {each.said:.1%}, was {each.was:.1%} of {each.pairs}</title>"
        "</circle>"
    )


def _at(said: float, was: float) -> tuple[float, float]:
    return MARGIN + SIDE * said, MARGIN + SIDE * (1 - was)
