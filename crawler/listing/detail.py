"""The page of one call: its title, its facts by label, and its text."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from parsel import Selector

from crawler.parse.html import line, lines
from crawler.parse.page import AROUND, PEOPLE, without_people

PERSONAL = re.compile(r"contact|e-?mail|phone|telephone|fax|(?:postal )?address", re.IGNORECASE)
"""How labels of personal data start; what stands under them is not read."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What the page says, without persons and how to reach them."""

    title: str
    facts: Mapping[str, tuple[str, ...]]
    """Values by label, both as printed; the blocks of a value on lines of their own."""
    text: str
    page: Selector

    def one(self, label: str) -> str | None:
        """Return the value under a label, ``None`` where there is none; several are not understood."""
        values = self.facts.get(label, ())
        if len(values) > 1:
            raise ValueError(f"{label!r} has {len(values)} values")
        return values[0] if values else None


def detail(page: Selector, *, title: str, label: str | None, value: str, body: Sequence[str]) -> Detail:
    """Read a page by CSS selectors. ``body`` are those of the text: the first under which there is any counts."""
    page.css(PEOPLE).drop()
    facts = dict(_facts(page, label, value)) if label else {}
    around = ", ".join(each for each in (AROUND, title, label, label and value) if each)
    texts = (_text(page, each, around) for each in body)
    return Detail(line(page.css(title).get() or ""), facts, next(filter(None, texts), ""), page)


def _facts(page: Selector, label: str, value: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each label with the values that follow it, up to the next label."""
    labels = [each.root for each in page.css(label)]
    told: dict[str, list[str]] = {}
    name: str | None = None
    for each in page.css(f"{label}, {value}"):
        if each.root in labels:
            said = line(each.get()).rstrip(": ")
            name = said if said and not PERSONAL.match(said) else None
        elif name and (text := without_people(lines(each.get()))):
            told.setdefault(name, []).append(text)
    return ((name, tuple(values)) for name, values in told.items())


def _text(page: Selector, selector: str, around: str) -> str:
    found = page.css(selector)
    roots = [each.root for each in found]
    outermost = (each for each in found if not any(above in roots for above in each.root.iterancestors()))
    return "\n".join(text for each in outermost if (text := _plain(each, around)))


def _plain(element: Selector, around: str) -> str:
    copy = Selector(element.get(), type="html")
    copy.css(around).drop()
    return without_people(lines(copy.get()))
