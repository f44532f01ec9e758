"""A report as one file of HTML that needs nothing else: its charts and its style are in it."""

from base64 import b64encode
from collections.abc import Callable

from web.charts import svg
from web.rendering import environment
from web.report import Report
from web.static_files import asset


def rendered(report: Report, *, path: Callable[..., object], root: str) -> str:
    """The file; ``path`` gives the address of a route by its name, to which ``root`` is where the window is."""

    def picture(chart: str) -> str:
        return _data("image/svg+xml", svg(report.charts[chart]))

    style = asset("style.css")
    return (
        environment(report.language)
        .get_template("report-file.jinja")
        .render(
            report=report,
            path=path,
            root=root,
            picture=picture,
            style=_data("text/css", style.content) if style else "",
        )
    )


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{b64encode(content).decode()}"
