"""Which sources there are: every file in ``crawler/sources`` is one."""

from importlib import import_module
from pkgutil import iter_modules

import crawler.sources
from crawler.errors import UnknownSource
from crawler.spider import SourceSpider


def names() -> tuple[str, ...]:
    """Return the names of all sources, in alphabetical order."""
    return tuple(sorted(each.name for each in iter_modules(crawler.sources.__path__)))


def spider(name: str) -> type[SourceSpider]:
    """Return the form of a source, or raise :class:`UnknownSource`."""
    if name not in names():
        raise UnknownSource(name, names())
    module = import_module(f"crawler.sources.{name}")
    return next(
        each
        for each in vars(module).values()
        if isinstance(each, type) and issubclass(each, SourceSpider) and each.__module__ == module.__name__
    )
