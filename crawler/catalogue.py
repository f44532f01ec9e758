"""The sources as a table for ``docs/sources.md``: what the forms declare, in the order of their names.

``python -m crawler.catalogue`` prints it.
"""

from crawler import registry
from crawler.spider import SourceSpider

HEAD = ("source", "funder", "kind", "role", "cadence", "at least", "licence or terms", "golden")


def table() -> str:
    """Return the table as Markdown."""
    rows = [HEAD, ("---",) * len(HEAD), *(_row(registry.spider(name)) for name in registry.names())]
    return "\n".join(f"| {' | '.join(each)} |" for each in rows)


def _row(form: type[SourceSpider]) -> tuple[str, ...]:
    return (
        f"[{form.name}]({form.home})",
        form.funder,
        form.kind.value,
        form.role,
        form.cadence,
        str(form.at_least),
        form.licence,
        form.golden,
    )


if __name__ == "__main__":
    print(table())  # noqa: T201  what it is for
