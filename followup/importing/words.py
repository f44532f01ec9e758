"""The words of a sheet in Catalan, Spanish and English: columns, stages, roles, and how words are compared."""

import re
import unicodedata
from collections.abc import Mapping
from typing import TypeVar

from domain.application import Part, Stage
from followup.importing.finding import Field

T = TypeVar("T")


def folded(text: str) -> str:
    """A text for comparing: small letters without accents, one space for whatever else stands between them."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9+]+", plain.lower()))


COLUMNS: Mapping[Field, str] = {
    Field.NUMBER: "number, número, num, núm, no, id, codi, código, code, expedient, expediente, núm expedient",
    Field.ACRONYM: "acronym, acrònim, acrónimo, sigles, siglas",
    Field.TITLE: (
        "title, títol, título, project title, project name, nom del projecte, nombre del proyecto, títol del "
        "projecte, título del proyecto, nom, nombre, denominació, denominación, proposal, proposta, propuesta, "
        "application, sollicitud, solicitud, candidatura, application title"
    ),
    Field.PROJECT: (
        "project, projecte, proyecto, strategic project, projecte estratègic, proyecto estratégico, projecte del "
        "pla, proyecto del plan"
    ),
    Field.PROGRAMME: (
        "programme, program, programa, funding programme, programa de finançament, programa de financiación, "
        "fons, fondo, fund, instrument, instrumento, programa europeu, programa europeo, línia de finançament"
    ),
    Field.SOURCE: "source, font, fuente",
    Field.REFERENCE: (
        "reference, referència, referencia, call, convocatòria, convocatoria, topic, tòpic, call identifier, call"
        " id, identificador, codi de la convocatòria, código de la convocatoria, topic id"
    ),
    Field.PART: (
        "role, rol, paper, papel, role in the consortium, paper al consorci, papel en el consorcio, lead or "
        "partner, rol amb, amb role, líder o soci, líder o socio, participació, participación, paper de l amb, "
        "papel del amb, role of the amb, rol de l amb, rol en el consorcio, rol al consorci, rol en el consorci, "
        "part"
    ),
    Field.STAGE: (
        "stage, fase, etapa, status, state, estat, estado, result, resultat, resultado, outcome, situació, "
        "situación, resolució, resolución, decision"
    ),
    Field.REQUESTED: (
        "requested, sollicitat, solicitado, import sollicitat, importe solicitado, ajut sollicitat, ayuda "
        "solicitada, amount requested, requested amount, requested grant, grant requested, subvenció sollicitada,"
        " subvención solicitada, demanat, pedido"
    ),
    Field.REQUESTED_CURRENCY: "currency of the request, moneda de la sollicitud, moneda de la solicitud",
    Field.GRANTED: (
        "granted, granted amount, concedit, concedido, atorgat, otorgado, import concedit, importe concedido, "
        "import atorgat, grant, eu grant, ajut, ayuda, ajut ue, ayuda ue, subvenció, subvención, ajut concedit, "
        "ayuda concedida, subvenció ue, subvención ue, grant amount, aportació ue, aportación ue, eu "
        "contribution, subvenció concedida, subvención concedida, ajut atorgat, ayuda otorgada, finançament ue, "
        "financiación ue"
    ),
    Field.GRANTED_CURRENCY: (
        "currency of the grant, moneda de l ajut, moneda de la ayuda, moneda de la subvenció, moneda de la "
        "concessió, moneda de la concesión"
    ),
    Field.TOTAL: (
        "our whole budget, total budget, budget, pressupost, presupuesto, pressupost total, presupuesto total, "
        "pressupost amb, presupuesto amb, el nostre pressupost, nuestro presupuesto, el nostre pressupost total, "
        "import total, importe total, cost total, coste total, total cost, el nostre pressupost sencer, nuestro "
        "presupuesto total"
    ),
    Field.TOTAL_CURRENCY: "currency of the budget, moneda del pressupost, moneda del presupuesto, currency, moneda",
    Field.RATE: (
        "co financing rate, cofinancing rate, rate, taxa de cofinançament, tasa de cofinanciación, cofinançament,"
        " cofinanciación, percentatge de cofinançament, porcentaje de cofinanciación, funding rate, taxa, tasa, "
        "percentatge d ajut, porcentaje de ayuda, share that the funder pays"
    ),
    Field.YEAR: (
        "year, any, año, anualitat, anualidad, exercici, ejercicio, any de presentació, año de presentación, year"
        " of submission, any de la convocatòria, año de la convocatoria"
    ),
    Field.SUBMITTED_ON: (
        "submitted on, submission date, date of submission, data de presentació, fecha de presentación, presentat"
        " el, presentado el, presentada el, data presentació, fecha presentación, presentat, presentado, "
        "submitted, data d enviament, fecha de envío"
    ),
    Field.DECIDED_ON: (
        "decided on, decision date, date of decision, data de resolució, fecha de resolución, resolt el, resuelto"
        " el, data resolució, fecha resolución, decidit el, decidido el, resolta el, resuelta el, data de la "
        "decisió, fecha de la decisión"
    ),
    Field.STARTS_ON: (
        "starts on, start, start date, inici, inicio, data d inici, fecha de inicio, comença el, empieza el, data"
        " inici, fecha inicio"
    ),
    Field.ENDS_ON: (
        "ends on, end, end date, fi, fin, final, data de fi, fecha de fin, data final, fecha final, acaba el, "
        "termina el, data fi, fecha fin, finalització, finalización, data de finalització, fecha de finalización"
    ),
    Field.AREA: (
        "area, àrea, área, department, departament, departamento, servei, servicio, direcció, dirección, àrea de "
        "l amb, unit, unitat, unidad, area or department, àrea o departament, área o departamento"
    ),
    Field.MUNICIPALITIES: (
        "municipalities, municipality, municipis, municipios, municipi, municipio, territori, territorio"
    ),
    Field.PARTNERS: (
        "partners, socis, socios, consorci, consorcio, consortium, socis del consorci, socios del consorcio"
    ),
    Field.NOTES: (
        "notes, notas, observacions, observaciones, comentaris, comentarios, comments, remarks, anotacions, anotaciones"
    ),
}
"""How columns are headed."""

DERIVED = (
    "strategic lines, línies estratègiques, líneas estratégicas, strategic line, línia estratègica, línea estratégica"
)
"""Columns that follow from the project and are not read."""

STAGES: Mapping[Stage, str] = {
    Stage.IDEA: "idea, proposed",
    Stage.GO_OR_NO_GO: (
        "go or no go, endavant o no, seguir o no, decisió de seguir, go no go, adelante o no, per decidir si es "
        "presenta, por decidir si se presenta"
    ),
    Stage.PREPARING: (
        "preparing, in preparation, en preparació, en preparación, preparació, preparación, en elaboració, en "
        "elaboración, draft"
    ),
    Stage.SUBMITTED: (
        "submitted, presentat, presentada, presentado, sent, pending, pendent, pendiente, en avaluació, en "
        "evaluación, under evaluation, enviat, enviada, enviado, pendent de resolució, pendiente de resolución, "
        "en tràmit, en trámite, awaiting, en espera"
    ),
    Stage.INVITED: (
        "invited, invited to the second stage, convidada a la segona fase, invitada a la segunda fase, segona "
        "fase, segunda fase, convidat a la segona fase, invitado a la segunda fase"
    ),
    Stage.SUBMITTED_2: (
        "submitted stage 2, second stage submitted, segona fase presentada, segunda fase presentada, presentada a"
        " la segona fase, presentada a la segunda fase"
    ),
    Stage.RESERVE: (
        "reserve, on the reserve list, reserve list, reserva, llista de reserva, lista de reserva, en reserva, a "
        "la llista de reserva, en la lista de reserva, en llista de reserva, en lista de reserva"
    ),
    Stage.GRANTED: (
        "granted, approved, awarded, funded, yes, aprovat, aprovada, aprobado, aprobada, concedit, concedida, "
        "concedido, atorgat, atorgada, otorgado, otorgada, favorable, estimat, estimada, estimado, sí, finançat, "
        "financiado, seleccionat, seleccionado, seleccionada"
    ),
    Stage.REJECTED: (
        "rejected, refused, not granted, not funded, no, denegat, denegada, denegado, rebutjat, rebutjada, "
        "rechazado, rechazada, desestimat, desestimada, desestimado, desfavorable, no aprovat, no aprovada, no "
        "aprobado, no aprobada, no concedit, no concedida, no concedido, no atorgat, no finançat, no financiado, "
        "no seleccionat, no seleccionado"
    ),
    Stage.WITHDRAWN: (
        "withdrawn, retirat, retirada, retirado, renúncia, renuncia, renunciat, renunciada, renunciado, desistit,"
        " desistiment, desistimiento"
    ),
    Stage.NOT_SUBMITTED: (
        "not submitted, no presentat, no presentada, no presentado, descartat, descartada, descartado, abandonat,"
        " abandonado, no go"
    ),
    Stage.RUNNING: (
        "running, ongoing, in progress, en execució, en ejecución, en curs, en curso, en marxa, en marcha, actiu,"
        " activo"
    ),
    Stage.CLOSED: (
        "closed, completed, finished, tancat, tancada, cerrado, cerrada, finalitzat, finalitzada, finalizado, "
        "finalizada, acabat, acabada, acabado, terminado, terminada, justificat, justificado, completat, "
        "completada, completado"
    ),
}

PARTS: Mapping[Part, str] = {
    Part.COORDINATOR: (
        "coordinator, lead, leader, lead partner, applicant, coordinador, coordinadora, líder, cap, cap de fila, "
        "jefe de fila, lidera, socio líder, soci líder, lead applicant, beneficiari principal, beneficiario "
        "principal, sí, yes"
    ),
    Part.PARTNER: (
        "partner, soci, sòcia, socio, socia, beneficiary, beneficiari, beneficiario, participant, participante, "
        "project partner, no, co beneficiary, cobeneficiari, cobeneficiario"
    ),
    Part.ASSOCIATE: (
        "associate, associated, associated partner, associat, associada, asociado, asociada, soci associat, socio"
        " asociado, entitat associada, entidad asociada, third party"
    ),
}

NOTHING = {"", "nd", "n d", "na", "n a", "sd", "s d", "tbd", "pendent", "pendiente", "pending", "desconegut",
           "desconocido", "unknown", "no consta", "x", "not known", "per determinar", "por determinar"}  # fmt: skip
"""How people write that they do not know."""
TOTALS = {"total", "totals", "totales", "subtotal", "subtotals", "subtotales", "suma", "sum", "sumes", "grand"}


def by_word(some: Mapping[T, str]) -> dict[str, T]:
    """What each word, folded, stands for."""
    return {folded(each): value for value, words in some.items() for each in words.split(",")}


def unit_of(header: str) -> tuple[str, str]:
    """A column's heading without its unit, and the unit: ``Import (k€)`` is ``Import`` and ``k€``."""
    found = re.search(r"[(\[]([^)\]]*)[)\]]\s*$", header)
    return (header[: found.start()], found[1]) if found else (header, "")
