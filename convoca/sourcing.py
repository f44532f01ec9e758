"""The steps of who adds a source: rehearse a crawl, record a page of the site, begin a form."""

import importlib
import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

import crawler
from config.settings import Settings
from convoca.crawling import manners
from convoca.screen import bar
from crawler import form, registry
from crawler.errors import CrawlError
from crawler.recording import RecordedPage, first_page
from crawler.run import crawl
from domain.crawl import CrawlReport
from domain.errors import Problem

NAME = re.compile(r"[a-z][a-z0-9_]*")


class NoCheckout(Problem):
    """Raised where there is no place in which sources are written."""


class CannotWrite(Problem):
    """Raised where a file of the checkout cannot be written."""


class CannotBegin(Problem):
    """Raised where a source cannot be begun as it was asked for."""


def rehearse(settings: Settings, names: Sequence[str], *, now: datetime) -> list[CrawlReport]:
    """Crawl the sources named, or all, as on the first day: no database is read, none is written."""
    with bar("Reading sources") as watch:
        return crawl(
            names or registry.names(),
            now=now,
            on_progress=lambda _source, done, total: watch(done, total),
            **manners(settings),
        )


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where sources and their golden pages are written."""

    root: Path

    @classmethod
    def here(cls) -> Self:
        """Return the checkout that this program runs from, or raise :class:`NoCheckout`."""
        root = Path(crawler.__file__).parents[1]
        if not (root / "tests" / "goldens").is_dir():
            raise NoCheckout(
                f"This program runs from {root}, which is no checkout: clone the repository, run make setup in it, "
                "and use its .venv/bin/convoca."
            )
        return cls(root)

    def form(self, name: str) -> Path:
        return self.root / "crawler" / "sources" / f"{name}.py"

    def goldens(self, name: str) -> Path:
        return self.root / "tests" / "goldens" / name

    def shown(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


@dataclass(frozen=True, slots=True)
class Recorded:
    """A page of a site, and the file that holds it."""

    page: RecordedPage
    file: Path


def record(settings: Settings, checkout: Checkout, name: str, *, now: datetime) -> Recorded:
    """Make a page of the live site the golden one and say so in the form; a :class:`CrawlError` changes nothing."""
    page = first_page(name, now=now, **manners(settings))
    captured = form.with_facts(checkout.form(name).read_text(encoding="utf-8"), {"golden": "captured"})
    file = checkout.goldens(name) / f"page.{page.suffix}"
    _write(file, page.text)
    for other in set(file.parent.glob("page.*")) - {file}:
        other.unlink()
    _write(checkout.form(name), captured)
    return Recorded(page, file)


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise CannotWrite(f"{file} cannot be written ({error.strerror}): make it writable for you.") from error


@dataclass(frozen=True, slots=True)
class Begun:
    """A form that a person has to fill in."""

    form: Path
    recorded: Recorded | None
    complaint: str
    """Why no page was recorded; empty where one was."""
    to_say: tuple[str, ...]
    """Facts that are empty."""
    to_mend: tuple[str, ...]
    """Facts that are still those of the other source."""


def begin(settings: Settings, checkout: Checkout, name: str, *, like: str, url: str, now: datetime) -> Begun:
    """Copy a form for a source that is read the same way, and record a page if the site lets us."""
    registry.spider(like)
    _check(checkout, name, url)
    text = form.copied(checkout.form(like).read_text(encoding="utf-8"), name=name, url=url)
    _write(checkout.form(name), text)
    importlib.invalidate_caches()
    recorded, complaint = None, ""
    try:
        recorded = record(settings, checkout, name, now=now)
    except CrawlError as error:
        complaint = str(error)
    known = form.fact_names(text)
    to_say = tuple(each for each in known if each in form.FOR_A_PERSON)
    to_mend = tuple(each for each in known if each not in (*to_say, "name", "home", "url", "golden"))
    return Begun(checkout.form(name), recorded, complaint, to_say, to_mend)


def _check(checkout: Checkout, name: str, url: str) -> None:
    if not NAME.fullmatch(name) or keyword.iskeyword(name):
        raise CannotBegin(
            f"{name!r} cannot be the name of a source: use lower-case letters, digits and underscores, "
            "a letter first, as in example_fund."
        )
    for taken in (checkout.form(name), checkout.goldens(name)):
        if taken.exists():
            raise CannotBegin(f"{checkout.shown(taken)} is there already: choose another name, or remove it yourself.")
    if not _is_web_address(url):
        raise CannotBegin(f"{url!r} is no address of a web page: write it whole, as in https://fund.example.org/calls.")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
