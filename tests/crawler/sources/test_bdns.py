"""Spain's register: the listing says who calls, the record says for whom and who pays."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.run import crawl
from crawler.sources.bdns import BdnsSpider
from domain.call import Call, Status
from domain.crawl import CrawlReport
from tests.crawler.small_service import Asked, serving

NOW = datetime.fromisoformat("2026-06-01T06:00:00+00:00")
LOCAL_BODIES = {"descripcion": "PERSONAS JURÍDICAS QUE NO DESARROLLAN ACTIVIDAD ECONÓMICA"}
ERDF = {"descripcion": "FEDER - FONDO EUROPEO DE DESARROLLO REGIONAL"}
AECID = "AGENCIA ESPAÑOLA DE COOPERACIÓN INTERNACIONAL PARA EL DESARROLLO"


def row(number: int, **said: Any) -> dict[str, Any]:
    return {
        "numeroConvocatoria": str(number),
        "descripcion": f"Convocatoria sintética {number}",
        "fechaRecepcion": "2026-05-20",
        "nivel1": "ESTADO",
        "nivel2": "MINISTERIO INVENTADO",
        **said,
    }


def record(number: int | str, **said: Any) -> dict[str, Any]:
    return {
        "codigoBDNS": str(number),
        "descripcion": f"Convocatoria sintética {number}",
        "organo": {"nivel1": "ESTADO", "nivel2": "MINISTERIO INVENTADO", "nivel3": None},
        "tipoConvocatoria": "Concurrencia competitiva - canónica",
        "tiposBeneficiarios": [LOCAL_BODIES],
        "fondos": [ERDF],
        "mrr": False,
        "abierto": True,
        **said,
    }


def register(rows: list[dict[str, Any]], *, announced: int | None = None) -> Any:
    """A register of so many rows of the State, and of as many of regions that are none of ours."""

    def answer(asked: Asked) -> Any:
        if "numConv" in asked.query:
            return record(asked.query["numConv"])
        others = [row(5000 + number, nivel1="AUTONOMICA", nivel2="ARAGÓN") for number in range(20)]
        listed = rows if asked.query["tipoAdministracion"] == "C" else others
        return {"content": listed, "totalElements": len(listed) if announced is None else announced}

    return answer


def read(origin: str, *, listed: Sequence[Call] = ()) -> CrawlReport:
    (report,) = crawl(["bdns"], now=NOW, replay_origin=origin, listed={"bdns": listed})
    return report


@pytest.mark.parametrize(
    ("last_good", "since", "least"),
    [(None, "02/05/2026", 20), ("2026-05-25", "22/05/2026", 6), ("2026-01-01", "02/05/2026", 20)],
)
def test_rows_are_asked_for_only_since_the_last_good_crawl(last_good: str | None, since: str, least: int) -> None:
    before = last_good and datetime.fromisoformat(f"{last_good}T06:00:00+00:00")
    form = BdnsSpider(now=NOW, last_good=before or None)

    queries = list(form.queries())

    assert [each.at_least for each in queries] == [least, least]
    assert all(f"fechaDesde={since.replace('/', '%2F')}" in each.request(1).url for each in queries)


def test_a_crawl_is_told_when_the_last_one_was_good() -> None:
    with serving(register([row(number) for number in range(20)])) as bdns:
        crawl(["bdns"], now=NOW, replay_origin=bdns.origin, last_good={"bdns": datetime(2026, 5, 25, 6, tzinfo=UTC)})

    assert bdns.asked[0].query["fechaDesde"] == "22/05/2026"


def told(**said: Any) -> Call | None:
    return BdnsSpider(now=NOW).parse_record(record(1, **said))


def test_a_record_is_asked_for_only_where_the_state_or_catalonia_calls() -> None:
    rows = [row(number) for number in range(20)]
    rows += [row(100, nivel1="LOCAL", nivel2="CATALUÑA"), row(101, nivel1="CATALUÑA", nivel2="DEPARTAMENT INVENTAT")]

    with serving(register(rows)) as bdns:
        report = read(bdns.origin)

    assert report.failure is None
    assert {each.reference for each in report.calls} == {str(number) for number in (*range(20), 101)}


def test_a_call_that_is_known_is_read_again_when_it_is_too_old_to_be_listed() -> None:
    old = told()
    assert old

    with serving(register([row(number) for number in range(100, 120)])) as bdns:
        report = read(bdns.origin, listed=[old])

    assert {each.reference: each.word for each in report.calls}["1"] is Status.OPEN


@pytest.mark.parametrize(
    ("rows", "announced", "reason"),
    [
        ([row(number) for number in range(20)], 650_000, "the filter was ignored"),
        ([row(number, fechaRecepcion="2019-01-01") for number in range(20)], None, "was not asked for"),
        ([], None, "found 0 calls of the State"),
    ],
)
def test_a_filter_that_was_ignored_is_found_out(rows: list[Any], announced: int | None, reason: str) -> None:
    with serving(register(rows, announced=announced)) as bdns:
        report = read(bdns.origin)

    assert report.calls == ()
    assert reason in str(report.failure)


@pytest.mark.parametrize(
    "said",
    [
        {"fondos": [], "mrr": True},
        {"fondos": [{"descripcion": "MRR - MECANISMO DE RECUPERACIÓN Y RESILIENCIA"}]},
        {"fondos": [], "organo": {"nivel1": "ESTADO", "nivel2": "MINISTERIO INVENTADO", "nivel3": AECID}},
        {"tiposBeneficiarios": [{"descripcion": "SIN INFORMACION ESPECIFICA"}]},
        {"tiposBeneficiarios": []},
    ],
)
def test_a_call_that_europe_or_aecid_pays_is_taken(said: dict[str, Any]) -> None:
    assert told(**said)


@pytest.mark.parametrize(
    "said",
    [
        {"fondos": []},
        {"fondos": [{"descripcion": "FSE+ - FONDO SOCIAL EUROPEO PLUS"}]},
        {"tiposBeneficiarios": [{"descripcion": "GRAN EMPRESA"}]},
        {"tipoConvocatoria": "Concesión directa - instrumental"},
    ],
)
def test_a_call_for_others_or_paid_by_others_is_left_out(said: dict[str, Any]) -> None:
    assert told(**said) is None


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"tiposBeneficiarios": [{"descripcion": "MARCIANOS"}]}, "'MARCIANOS' is not understood"),
        ({"abierto": None}, "abierto None is not understood"),
        ({"presupuestoTotal": "mucho"}, "presupuestoTotal 'mucho' is not a number"),
        ({"fechaInicioSolicitud": "2026-07-01", "fechaFinSolicitud": "2026-06-01"}, "lies before the opening"),
    ],
)
def test_what_is_not_understood_is_named(said: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        told(**said)


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"abierto": True}, Status.OPEN),
        ({"abierto": False, "fechaInicioSolicitud": "2026-06-10T00:00:00+02:00"}, Status.FORTHCOMING),
        ({"abierto": False, "fechaFinSolicitud": "2026-05-10T00:00:00+02:00"}, Status.CLOSED),
        ({"abierto": False}, Status.UNKNOWN),
    ],
)
def test_a_call_that_is_not_open_is_told_by_its_days(said: dict[str, Any], word: Status) -> None:
    call = told(**said)

    assert call
    assert call.word is word


def test_a_call_is_told_in_catalan_only_where_all_of_it_is() -> None:
    catalonia = {"nivel1": "AUTONOMICA", "nivel2": "CATALUÑA", "nivel3": None}
    both = {"texto": "<p>Texto</p>", "textoLeng": "<p>Text</p>"}

    catalan = told(organo=catalonia, descripcionLeng="Convocatòria", anuncios=[both])
    spanish = told(organo=catalonia, descripcionLeng=".", anuncios=[both])
    mixed = told(organo=catalonia, descripcionLeng="Convocatòria", anuncios=[{"texto": "<p>Texto</p>"}])

    assert catalan
    assert (catalan.language, catalan.title, catalan.parts[0].text) == ("ca", "Convocatòria", "Text")
    assert [each and (each.language, each.parts[0].text) for each in (spanish, mixed)] == [("es", "Texto")] * 2
