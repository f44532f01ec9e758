"""A record of Spain's register of grants becomes a call, if a body like ours could answer it."""

import re
import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation

from crawler.parse.html import line
from crawler.records.contacts import without_contacts
from crawler.records.fields import Record, day, in_order, must, objects, text
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline
from domain.money import Budget, Money

PAGES = "https://www.infosubvenciones.es/bdnstrans/GE/es/convocatoria/"

MADRID = "Europe/Madrid"

AECID = re.compile(r"COOPERACI[OÓ]N INTERNACIONAL PARA EL DESARROLLO|\bAECID\b", re.IGNORECASE)
"""The agency for development cooperation: its calls are read whoever pays."""

EUROPEAN = re.compile(
    r"\bFEDER\b|DESARROLLO REGIONAL|\bMRR\b|RECUPERACI[OÓ]N Y RESILIENCIA|NEXT\s?GENERATION", re.IGNORECASE
)
"""The funds among ``fondos`` that make a call ours: ERDF, and Next Generation EU by any of its names."""

BENEFICIARIES = {
    "GRAN EMPRESA": False,
    "PERSONAS FÍSICAS QUE NO DESARROLLAN ACTIVIDAD ECONÓMICA": False,
    "PERSONAS JURÍDICAS QUE NO DESARROLLAN ACTIVIDAD ECONÓMICA": True,
    "PYME Y PERSONAS FÍSICAS QUE DESARROLLAN ACTIVIDAD ECONÓMICA": False,
    "SIN INFORMACIÓN ESPECÍFICA": True,
}
"""All the register's types of beneficiary, and whether a local body may be meant: it has no type of its own."""

TARGETED = "Concesión directa - instrumental"
"""The type of a record that only books a grant to somebody named in it."""


def may_be_ours(row: Record) -> bool:
    """Tell by a row of the listing whether the State or Catalonia calls, rather than a town or another region."""
    first, second = must(row, "nivel1").upper(), (text(row, "nivel2") or "").upper()
    return first == "ESTADO" or (first != "LOCAL" and "CATALUÑA" in (first, second))


def call_of(record: Record, *, today: date) -> Call | None:
    """Return the call of a record, ``None`` if it is not for a body like ours or not paid by the funds we look for."""
    if must(record, "tipoConvocatoria") == TARGETED or not (_is_paid_for(record) and _is_open_to_us(record)):
        return None
    reference = must(record, "codigoBDNS")
    opens_on, closes_on = day(record, "fechaInicioSolicitud"), day(record, "fechaFinSolicitud")
    catalan = _is_catalan(record)
    return Call(
        source="bdns",
        reference=reference,
        identifier=reference,
        kind=Kind.CALL,
        title=line((catalan and text(record, "descripcionLeng")) or must(record, "descripcion")),
        url=f"{PAGES}{reference}",
        word=_word(record, opens_on, closes_on, today=today),
        opens_on=opens_on,
        deadlines=in_order(opens_on, (Deadline(closes_on, zone=MADRID),) if closes_on else ()),
        programme="; ".join(_described(record, "fondos")) or None,
        type_of_action="; ".join(_described(record, "instrumentos")) or None,
        budget=_budget(record),
        parts=_parts(record, catalan=catalan),
        keywords=tuple(each for each in (text(record, "descripcionFinalidad"),) if each),
        language="ca" if catalan else "es",
    )


def _is_paid_for(record: Record) -> bool:
    by_europe = record.get("mrr") is True or any(map(EUROPEAN.search, _described(record, "fondos")))
    return by_europe or any(map(AECID.search, _issuers(record)))


def _is_open_to_us(record: Record) -> bool:
    known = {_bare(name): ours for name, ours in BENEFICIARIES.items()}
    types = [_bare(each) for each in _described(record, "tiposBeneficiarios")]
    strange = [each for each in types if each not in known]
    if strange:
        raise ValueError(f"tiposBeneficiarios {strange[0]!r} is not understood")
    return not types or any(known[each] for each in types)


def _bare(name: str) -> str:
    """Return a name in capitals without accents, which the register sets now and then."""
    return "".join(each for each in unicodedata.normalize("NFD", name.upper()) if not unicodedata.combining(each))


def _word(record: Record, opens_on: date | None, closes_on: date | None, *, today: date) -> Status:
    """Return the register's word, "open" or not; what is not open is told by the days, if there are any."""
    match record.get("abierto"):
        case True:
            return Status.OPEN
        case False if opens_on and opens_on > today:
            return Status.FORTHCOMING
        case False if closes_on and closes_on < today:
            return Status.CLOSED
        case False:
            return Status.UNKNOWN
        case other:
            raise ValueError(f"abierto {other!r} is not understood")


def _budget(record: Record) -> Budget:
    try:
        amount = Decimal(str(record.get("presupuestoTotal") or 0))
    except InvalidOperation:
        raise ValueError(f"presupuestoTotal {record['presupuestoTotal']!r} is not a number") from None
    return Budget(total=Money(amount) if amount > 0 else None)


def _is_catalan(record: Record) -> bool:
    """Whether the call can be told in Catalan throughout: Catalonia's, with its title and announcements in both."""
    title, notices = text(record, "descripcionLeng"), objects(record, "anuncios")
    told = title is not None and any(map(str.isalpha, title)) and all(text(each, "textoLeng") for each in notices)
    return told and "CATALUÑA" in [each.upper() for each in _issuers(record)]


def _parts(record: Record, *, catalan: bool) -> tuple[Part, ...]:
    announced = "\n".join(text(each, "textoLeng" if catalan else "texto") or "" for each in objects(record, "anuncios"))
    spans = [text(record, "textInicio"), text(record, "textFin")]
    parts = (
        Part(PartKind.DESCRIPTION, "", without_contacts(announced)),
        Part(PartKind.OBJECTIVE, "Finalidad", line(text(record, "descripcionFinalidad") or "")),
        Part(PartKind.CONDITIONS, "Beneficiarios", "\n".join(_described(record, "tiposBeneficiarios"))),
        Part(PartKind.CONDITIONS, "Regiones", "\n".join(_described(record, "regiones"))),
        Part(PartKind.CONDITIONS, "Plazo", "\n".join(line(each) for each in spans if each)),
        Part(PartKind.CONDITIONS, "Convoca", " – ".join(_issuers(record))),
    )
    return tuple(each for each in parts if each.text)


def _issuers(record: Record) -> list[str]:
    body = record.get("organo")
    if not isinstance(body, dict):
        raise ValueError("organo is missing")
    return [each for name in ("nivel1", "nivel2", "nivel3") if (each := text(body, name))]


def _described(record: Record, name: str) -> list[str]:
    return [line(must(each, "descripcion")) for each in objects(record, name)]
