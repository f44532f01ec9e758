"""What is left to do, said to who adds a source."""

from collections.abc import Iterator

from convoca.sourcing import Begun, Checkout, Recorded

TESTS = ".venv/bin/pytest tests/crawler"


def of_page(checkout: Checkout, name: str, recorded: Recorded) -> Iterator[str]:
    """Yield what was recorded, and how it becomes an expectation."""
    yield _recorded(checkout, recorded)
    yield f'{checkout.shown(checkout.form(name))} says golden = "captured".'
    yield "What is left:"
    yield from _numbered(_nobody(checkout, recorded), _expectation(checkout, name), _table())


def of_form(checkout: Checkout, name: str, like: str, *, begun: Begun) -> Iterator[str]:
    """Yield what was begun, and what only a person can do."""
    file = checkout.shown(begun.form)
    yield f"{file}: the form of {like}, with what only you can say left empty."
    yield _recorded(checkout, begun.recorded) if begun.recorded else f"No page was recorded. {begun.complaint}"
    yield "What is left:"
    goldens = checkout.shown(checkout.goldens(name))
    again = f"Record a page once the site can be read: convoca record {name}; or write one in {goldens} by hand."
    yield from _numbered(
        "Read the site's terms: a source that forbids reading is not read.",
        f"Say in {file} what is published there (the sentence at the top), {_listed(begun.to_say)}; and home, "
        "if a person would open another page.",
        f"Mend there what is still that of {like}: {_listed(begun.to_mend)}, and its methods.",
        _nobody(checkout, begun.recorded) if begun.recorded else again,
        _expectation(checkout, name),
        f"See what would be stored: convoca crawl {name} --dry-run",
        _table(),
        f"Commit with the yield in the subject: Add {name} (12 calls)",
    )


def _recorded(checkout: Checkout, recorded: Recorded) -> str:
    return f"{checkout.shown(recorded.file)}: {len(recorded.page.text):,} characters from {recorded.page.url}"


def _nobody(checkout: Checkout, recorded: Recorded) -> str:
    return f"Take people's names, mailboxes and telephone numbers out of {checkout.shown(recorded.file)}"


def _expectation(checkout: Checkout, name: str) -> str:
    expected = checkout.shown(checkout.goldens(name) / "expected.json")
    return f"{TESTS} -k {name} --update-goldens, then read the diff of {expected}"


def _table() -> str:
    return "Renew the table in docs/sources.md: .venv/bin/python -m crawler.catalogue prints it"


def _numbered(*steps: str) -> Iterator[str]:
    yield from (f"  {number}. {each}" for number, each in enumerate(steps, start=1))


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
