"""A page of prose: its title, its main part without what surrounds it, and where its links lead."""

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

from parsel import Selector

from crawler.parse.html import line, lines

MAIN = ("main", "[role=main]", "#main-content", "#content", "article", "body")
"""Where sites keep what a page is about: the first that is there counts."""

AROUND = "nav, body > header, footer, aside, form, dialog, [role=navigation], [role=dialog], [class*=breadcrumb]"
"""What surrounds the main part, or changes without meaning anything."""

PEOPLE = "address, [class*=contact], [class*=author], [itemprop=author]"
"""Where sites name persons."""

MAIL = re.compile(r"(?<![\w.+-])(?:mailto:)?[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
TELEPHONE = re.compile(
    r"(?:\b(?:tel|phone|telephone|tél|téléphone|teléfono|telèfon|fax)\b[.:\s]*\+?|\+)\d[\d\s().–-]{5,}\d", re.IGNORECASE
)
PERSON = re.compile(r"(?im)^[^\w\n]*(?:contact(?: persons?| points?)?|contacto?|persona de contact[eo])\s*:.*$")

Link = tuple[str, str]
"""The address a link leads to, and its words."""


class WebPage:
    """A page, read once. ``url`` is the address it was fetched from."""

    def __init__(self, markup: str, *, url: str) -> None:
        """Raise ``ValueError`` for a page that breaks off: what it lacks would look like something not known."""
        if "</html" not in markup[-4096:].lower():
            raise ValueError("the page does not end as a page does")
        self.document = Selector(text=markup, type="html")
        self.url = url

    @property
    def canonical(self) -> str:
        """The address the page gives itself; the one it was fetched from where it gives none."""
        return urljoin(self.url, self.document.css("link[rel=canonical]::attr(href)").get() or "")

    @property
    def title(self) -> str:
        """The heading of the page; ``ValueError`` where it has none."""
        heading = line(self.document.css("h1").get() or "")
        if not heading:
            raise ValueError("the page has no heading")
        return heading

    def text(self) -> str:
        """Return the main part, a block a line, without its title and without people's names and numbers."""
        main = Selector(text=self._main().get(), type="html")
        main.css(f"{AROUND}, {PEOPLE}, h1").drop()
        return without_people(lines(main.get()))

    def links(self) -> Iterator[Link]:
        """Yield the links of the main part that lead to a web page, without fragments."""
        for each in self._main().css("a[href]"):
            address = web_address(each.attrib["href"], seen_on=self.url)
            if address:
                yield address, line(each.get())

    def _main(self) -> Selector:
        found = (part for name in MAIN for part in self.document.css(name))
        return next(found, self.document)


def web_address(href: str, *, seen_on: str) -> str | None:
    """Return the absolute address of a link, if it is one that a crawler may follow at all."""
    try:
        address = urldefrag(urljoin(seen_on, href.strip())).url
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def without_people(text: str) -> str:
    """Return text without mail addresses, telephone numbers and lines that only say whom to contact."""
    text = PERSON.sub("", text)
    for pattern in (MAIL, TELEPHONE):
        text = pattern.sub("…", text)
    kept = (" ".join(each.split()) for each in text.splitlines())
    return "\n".join(each for each in kept if any(letter.isalnum() for letter in each))
