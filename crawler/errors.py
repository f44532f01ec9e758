"""What can go wrong on the way in, named after what the operator will do about it.

CrawlError
+-- Unreachable      no answer, or one that broke off
+-- Refused          an answer that says no: robots.txt, an HTTP status, the source's own error message
|   +-- Gone         a page that is not there
+-- NotJson          an answer that is not the JSON it should be
+-- LayoutChanged    an answer that no longer looks as the source's file says
+-- TooFew           a sound answer with implausibly little in it
+-- Incomplete       the rows do not add up to the number the source announces

UnknownSource        there is no file of that name
"""

from domain.errors import Problem


class CrawlError(Problem):
    """A crawl that found nothing we may trust. The message is one sentence on what happened and one on the mend."""

    mend = "Nothing was stored; the next crawl tries again."

    def __init__(self, source: str, fact: str, *, url: str) -> None:
        super().__init__(f"{source}: {fact} ({url}). {self.mend}")


class Unreachable(CrawlError):
    mend = "Check the connection and whether the site is up; the next crawl tries again."


class Refused(CrawlError):
    mend = "Open the address by hand: if the site refuses us for good, the source has to be read another way."


class Gone(Refused):
    mend = "Open the address by hand: if the page has moved, mend the source's file."


class NotJson(CrawlError):
    mend = "If this lasts for more than a day, look at what the site answers and mend the source's file."


class LayoutChanged(CrawlError):
    mend = "Compare an answer with the golden page and mend the source's file."


class TooFew(CrawlError):
    mend = "What was known before is kept; if the site really lists so few, lower the number in the source's file."


class Incomplete(CrawlError):
    mend = "What was known before is kept; the next crawl tries again."


class UnknownSource(Problem):
    """A name under which nothing is read."""

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(f"There is no source named {name!r}. Choose from: {', '.join(known)}.")
