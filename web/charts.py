"""Bar charts as SVG: drawn on the server, the same bytes for the same numbers, readable without colour.

Matplotlib draws. What it writes as style becomes attributes, since the Content-Security-Policy refuses style.
"""

import io
import warnings
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, register_namespace, tostring

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from domain.plain_text import plain
from web.exports import NEITHER

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SVG = "http://www.w3.org/2000/svg"
FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
INK, DEEP, PALE = "#1a242c", "#0b5c80", "#ffffff"
FILLS = ((PALE, None), (DEEP, None), (PALE, "///"))
"""Of the first series, the second, the third: empty, full, hatched; the edge of each is dark."""
LONGEST = 44
"""Letters of a name; the table beside the chart has the whole of it."""
WIDE = 6.4
"""Inches."""

_drawing = Lock()
"""Matplotlib draws for one thread at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One number for each name, and how it is written at the end of its bar."""

    name: str
    values: tuple[float, ...]
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Bars of up to three series, side by side for each name."""

    title: str
    fact: str
    """What one sees in it, in a sentence."""
    names: tuple[str, ...]
    series: tuple[Series, ...]
    upright: bool = False
    """For time, which goes from left to right."""


def svg(chart: Chart) -> bytes:
    """Draw a chart."""
    with _drawing, warnings.catch_warnings():
        # A letter that the measuring font lacks is drawn by the reader's own.
        warnings.filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        drawn = _drawn(chart)
    root: Element = fromstring(drawn)
    _attributes(root)
    _words(root, chart)
    register_namespace("", SVG)
    return tostring(root)


def _drawn(chart: Chart) -> bytes:
    figure = _figure(chart)
    axes = figure.subplots()
    thick = 0.8 / len(chart.series)
    for number, (each, (fill, hatch)) in enumerate(zip(chart.series, FILLS, strict=False)):
        places = [at + (number - (len(chart.series) - 1) / 2) * thick for at in range(len(chart.names))]
        draw = axes.bar if chart.upright else axes.barh
        bars = draw(
            places,
            each.values,
            thick * 0.85,
            label=each.name,
            facecolor=fill,
            hatch=hatch,
            edgecolor=DEEP,
            linewidth=1.2,
        )
        axes.bar_label(bars, each.written, padding=4, color=INK)
    _frame(axes, chart)
    if len(chart.series) > 1:
        figure.legend(loc="outside upper left", ncols=len(chart.series), frameon=False, labelcolor=INK)
    file = io.BytesIO()
    figure.savefig(file, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    return file.getvalue()


def _figure(chart: Chart) -> "Figure":
    """A sheet as large as the chart needs."""
    # Slow to load, and seldom wanted.
    from matplotlib import rcParams
    from matplotlib.figure import Figure

    # Text as text, never as a formula; the same names inside for the same chart.
    rcParams["svg.fonttype"], rcParams["svg.hashsalt"], rcParams["text.parse_math"] = "none", "convoca", False
    rcParams["hatch.color"] = DEEP
    high = 3.2 if chart.upright else 0.6 + len(chart.names) * (0.14 + 0.2 * len(chart.series))
    return Figure(figsize=(WIDE, high), layout="constrained")


def _frame(axes: "Axes", chart: Chart) -> None:
    """The names, and no scale: every bar says its number."""
    names = [shorten(each) for each in chart.names]
    if chart.upright:
        axes.set_xticks(range(len(names)), names)
        axes.set_yticks([])
    else:
        axes.set_yticks(range(len(names)), names)
        axes.set_xticks([])
        axes.invert_yaxis()
    # Room for the numbers at the ends of the bars.
    grow, ends = (axes.set_ylim, axes.set_xlim) if chart.upright else (axes.set_xlim, axes.set_ylim)
    most = max((value for each in chart.series for value in each.values), default=0) or 1
    grow(0, most * 1.18)
    ends(*((-0.6, len(names) - 0.4) if chart.upright else (len(names) - 0.4, -0.6)))
    axes.tick_params(length=0, labelcolor=INK)
    axes.spines[["top", "right", "left" if chart.upright else "bottom"]].set_visible(False)
    axes.spines[["bottom" if chart.upright else "left"]].set_color(INK)


def shorten(name: str) -> str:
    """A name as it stands in a chart: no longer than there is room for."""
    clean = _plain(name)
    return clean if len(clean) <= LONGEST else f"{clean[: LONGEST - 1].rstrip()}…"


def _attributes(root: Element) -> None:
    """Turn style into attributes, which say the same."""
    for each in list(root.iter()):
        for declared in each.attrib.pop("style", "").split(";"):
            name, _, value = (part.strip() for part in declared.partition(":"))
            if name:
                each.set(name, FONT if name == "font-family" else value)
    for defined in root.findall(f"{{{SVG}}}defs"):
        for style in defined.findall(f"{{{SVG}}}style"):
            defined.remove(style)


def _words(root: Element, chart: Chart) -> None:
    """Say in words what is seen, for whoever opens the picture by itself."""
    root.set("role", "img")
    for name, said in (("desc", chart.fact), ("title", chart.title)):
        element = Element(f"{{{SVG}}}{name}")
        element.text = _plain(said)
        root.insert(0, element)


def _plain(text: str) -> str:
    """Without what XML does not hold, and what turns the letters after it round."""
    return NEITHER.sub("", plain(text))
