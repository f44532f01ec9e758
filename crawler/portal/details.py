"""The portal's own record of one topic: what is left to ask where the search no longer lists it."""

from urllib.parse import quote

HOST = "ec.europa.eu"


def url(identifier: str) -> str:
    """Return where a topic's record lies. Only in lower case: any other answers that there is none."""
    name = quote(identifier.lower(), safe="")
    return f"https://{HOST}/info/funding-tenders/opportunities/data/topicDetails/{name}.json"
