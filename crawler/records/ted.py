"""A notice of TED becomes a call: what a public buyer will buy, told in the reader's language where the buyer did."""

from collections.abc import Mapping

from crawler.parse.html import line
from crawler.records.contacts import without_contacts
from crawler.records.fields import Record, day, in_order, must, printed_day, text, texts
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline

LANGUAGES = {"cat": "ca", "spa": "es", "eng": "en"}
"""The languages of a text, best first, by TED's names; titles are always there in English."""

AWARDED = ("can-", "veat", "compl")
"""How the types begin that are left out: awards, intended awards, contracts that are done or changed."""

ANNOUNCED = ("pin-",)
"""How the types begin that only say what will be bought."""

INVITED = ("cn-", "qu-sy", "subco")
"""How the types begin that invite offers."""

FIELDS = (
    *("publication-number", "publication-date", "notice-title", "buyer-name", "buyer-country", "classification-cpv"),
    *("notice-type", "contract-nature", "procedure-identifier", "deadline-receipt-tender-date-lot"),
    "description-proc",
)
"""What we read. A single name that TED does not know is an error for all of them."""


def call_of(record: Record, *, zones: Mapping[str, str]) -> Call | None:
    """Return the call, ``None`` for an award. ``zones`` are the countries that were asked for, each with its zone."""
    number, notice = must(record, "publication-number"), must(record, "notice-type")
    if notice.startswith(AWARDED):
        return None
    if not notice.startswith(ANNOUNCED + INVITED):
        raise ValueError(f"notice-type {notice!r} is not understood")
    published_on, deadlines = day(record, "publication-date"), _deadlines(record, _zone(record, zones))
    language, title = _in_language(record, "notice-title")
    if title is None:
        raise ValueError("notice-title is missing")
    open_or_unknown = Status.OPEN if deadlines else Status.UNKNOWN
    return Call(
        source="ted",
        reference=number,
        identifier=number,
        kind=Kind.TENDER,
        title=title,
        url=f"https://ted.europa.eu/{'en' if language == 'en' else 'es'}/notice/-/detail/{number}",
        word=Status.FORTHCOMING if notice.startswith(ANNOUNCED) else open_or_unknown,
        published_on=published_on,
        deadlines=in_order(published_on, deadlines, of="publication"),
        group=text(record, "procedure-identifier"),
        type_of_action=notice,
        parts=_parts(record, language),
        keywords=texts(record, "classification-cpv"),
        language=language,
    )


def _zone(record: Record, zones: Mapping[str, str]) -> str:
    countries = texts(record, "buyer-country")
    zone = next((zones[each] for each in countries if each in zones), None)
    if zone is None:
        raise ValueError(f"a buyer in {' and '.join(countries) or 'no country'} was not asked for")
    return zone


def _deadlines(record: Record, zone: str) -> tuple[Deadline, ...]:
    """Return the days until which offers are taken, one or more: a lot may have its own."""
    name = "deadline-receipt-tender-date-lot"
    return tuple(
        Deadline(each, zone=zone) for each in sorted({printed_day(wire, name) for wire in texts(record, name)})
    )


def _parts(record: Record, language: str) -> tuple[Part, ...]:
    spoken, described = _in_language(record, "description-proc")
    english = _texts_of(record, "notice-title").get("eng", "") if language != "en" else ""
    buyers = "; ".join(_names(record))
    parts = (
        Part(PartKind.DESCRIPTION, "In English", line(english)),
        Part(PartKind.DESCRIPTION, "", without_contacts(described or "") if spoken else ""),
        Part(PartKind.CONDITIONS, "Buyer", buyers),
    )
    return tuple(each for each in parts if each.text)


def _names(record: Record) -> tuple[str, ...]:
    """Return the names of the buying bodies in one language."""
    by_language: dict[str, list[str]] = record.get("buyer-name") or {}
    first = next((each for each in (*LANGUAGES, *by_language) if each in by_language), None)
    return tuple(dict.fromkeys(map(line, by_language[first]))) if first else ()


def _in_language(record: Record, name: str) -> tuple[str, str | None]:
    """Return our code of the best language and the text in it; ``None`` if it is in none of ours."""
    found = _texts_of(record, name)
    best = next((each for each in LANGUAGES if found.get(each)), "eng")
    return LANGUAGES[best], line(found.get(best, "")) or None


def _texts_of(record: Record, name: str) -> dict[str, str]:
    """Return a text by language; where a language has several, joined."""
    value = record.get(name) or {}
    if not isinstance(value, dict):
        raise ValueError(f"{name} is not a text by language")
    return {language: "\n".join(said) if isinstance(said, list) else str(said) for language, said in value.items()}
