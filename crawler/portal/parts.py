"""The portal's texts, cut into parts at the headings the funder prints."""

from crawler.parse.html import line, lines, sections
from crawler.portal.row import Row
from domain.call import Part, PartKind

HEADING = "topicdescriptionkind"
"""The class of the headings in a topic's description."""

KINDS = {
    "expected outcome": PartKind.OUTCOME,
    "scope": PartKind.SCOPE,
    "expected impact": PartKind.IMPACT,
    "objective": PartKind.OBJECTIVE,
}
"""How a heading starts; under any other stands a plain description."""

CONTEXTS = (("destinationDescription", "destinationDetails"), ("missionDescription", "missionDetails"))
"""The label and the text of what a topic is filed under."""


def topic_parts(row: Row) -> tuple[Part, ...]:
    described = sections("\n".join(row.all("descriptionByte")), heading=HEADING)
    parts = [Part(_kind(heading), heading.rstrip(": "), text) for heading, text in described]
    for label, details in CONTEXTS:
        parts.append(_part(PartKind.DESTINATION, row, details, heading=line(row.one(label) or "")))
    parts.append(_part(PartKind.CONDITIONS, row, "topicConditions"))
    return tuple(each for each in parts if each.text)


def cascade_parts(row: Row) -> tuple[Part, ...]:
    parts = (
        _part(PartKind.DESCRIPTION, row, "description"),
        _part(PartKind.DESCRIPTION, row, "furtherInformation"),
        _part(PartKind.CONDITIONS, row, "beneficiaryAdministration"),
    )
    return tuple(each for each in parts if each.text)


def _part(kind: PartKind, row: Row, name: str, *, heading: str = "") -> Part:
    return Part(kind, heading, lines("\n".join(row.all(name))))


def _kind(heading: str) -> PartKind:
    start = heading.lower()
    return next((kind for words, kind in KINDS.items() if start.startswith(words)), PartKind.DESCRIPTION)
