"""A chart says its numbers, is the same each time, and nothing written in it does anything."""

import warnings
from dataclasses import replace

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from web.charts import SVG, Chart, Series, svg

CHART = Chart(
    title="By year",
    fact="Most in 2025.",
    names=("2024", "2025"),
    series=(
        Series(name="Submitted", values=(3.0, 4.0), written=("3", "4")),
        Series(name="Granted", values=(0.0, 1.0), written=("0", "1")),
    ),
    upright=True,
)
HOSTILE = ('"><script>alert(1)</script>', "$\\frac{1}{0}$", "\u202egnp.exe", "\x00\ufffe漢字", "W" * 300)


def texts(drawn: bytes) -> list[str]:
    return [each.text or "" for each in fromstring(drawn).iter(f"{{{SVG}}}text")]


def test_every_name_and_number_is_written_in_it() -> None:
    for chart in (CHART, replace(CHART, upright=False)):
        assert sorted(texts(svg(chart))) == sorted(["2024", "2025", "Submitted", "Granted", "3", "4", "0", "1"])


def test_what_is_seen_is_said_in_words_and_needs_no_style() -> None:
    root = fromstring(svg(CHART))

    assert (root.get("role"), root[0].text, root[1].text) == ("img", "By year", "Most in 2025.")
    assert not [each for each in root.iter() if "style" in each.attrib or each.tag.endswith(("style", "script"))]


def test_the_same_numbers_make_the_same_picture() -> None:
    assert svg(CHART) == svg(CHART)


def test_what_somebody_wrote_stays_text_and_fits() -> None:
    hostile = replace(
        CHART,
        title="\x00<b>",
        names=HOSTILE,
        series=(Series(name="</svg>", values=(1.0,) * 5, written=("1",) * 5),),
        upright=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        drawn = svg(hostile)

    assert b"<script" not in drawn
    written = texts(drawn)
    assert {HOSTILE[0], HOSTILE[1], "gnp.exe", "漢字"} <= set(written)
    assert max(map(len, written)) < 50


def test_nothing_but_zeros_can_be_drawn() -> None:
    nothing = Series(name="Submitted", values=(0.0, 0.0), written=("0", "0"))

    assert texts(svg(replace(CHART, series=(nothing,)))).count("0") == 2
