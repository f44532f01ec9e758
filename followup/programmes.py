"""Funding programmes as people write them, and by which way their money comes."""

from collections.abc import Mapping
from enum import StrEnum

from followup.importing.words import folded


class Route(StrEnum):
    """The way by which a grant comes."""

    ERDF = "ERDF"
    NEXT_GENERATION = "Next Generation EU"
    COMPETITIVE = "competitive"
    """Any other programme: its calls are competed for."""


ERDF, NEXT_GENERATION = "ERDF", "Next Generation EU"
NAMES: Mapping[str, str] = {
    ERDF: (
        "feder, fons feder, european regional development fund, fons europeu de desenvolupament regional, fondo "
        "europeo de desarrollo regional, po feder, po feder catalunya, feder catalunya"
    ),
    NEXT_GENERATION: (
        "ngeu, nextgenerationeu, next generation, next generation ue, nextgeneration eu, mrr, prtr, rrf, fons "
        "next generation, fondos next generation, recovery and resilience facility, mecanisme de recuperació i "
        "resiliència, mecanismo de recuperación y resiliencia"
    ),
    "Horizon Europe": "horizon europe horizon, horitzó europa, horizonte europa",
    "Horizon 2020": "h2020, horitzó 2020, horizonte 2020, horizon 2020 framework programme h2020, h 2020",
    "LIFE": (
        "life programme, programa life, life+, programme for the environment and climate action life, life 2021 2027"
    ),
    "Interreg Europe": "interreg europa",
    "Interreg Euro-MED": "interreg euromed, euro med, euromed",
    "Interreg MED": "interreg mediterranean",
    "Interreg Sudoe": "sudoe",
    "Interreg POCTEFA": "poctefa",
    "Interreg NEXT MED": "next med",
    "ENI CBC MED": "enicbcmed, eni cbc med programme",
    "URBACT": "urbact iv, urbact iii",
    "European Urban Initiative": "eui, iniciativa urbana europea, european urban initiative innovative actions",
    "Urban Innovative Actions": "uia, accions urbanes innovadores, acciones urbanas innovadoras",
    "EIT Urban Mobility": "eit um, eit mobilitat urbana, eit movilidad urbana",
    "EIT Climate-KIC": "climate kic, eit climate",
    "Erasmus+": "erasmus, erasmus plus, erasmus+ erasmus+",
    "CERV": (
        "citizens equality rights and values programme cerv, citizens equality rights and values, ciutadans "
        "igualtat drets i valors, ciudadanos igualdad derechos y valores"
    ),
    "Creative Europe": "creative europe programme crea, europa creativa, crea",
    "Digital Europe": "digital europe programme digital, europa digital, digital europe programme",
    "Connecting Europe Facility": (
        "cef, connecting europe facility cef, mecanisme connectar europa, mecanismo conectar europa"
    ),
    "ESF+": (
        "fse, fse+, esf, european social fund+ esf+, european social fund, fons social europeu, fondo social europeo"
    ),
    "Driving Urban Transitions": "dut, dut partnership",
    "NetZeroCities": "net zero cities",
    "European City Facility": "eucf",
    "ELENA": "elena eib, bei elena",
    "Innovation Fund": "innovfund, innovation fund innovfund, fons d innovació, fondo de innovación",
    "Single Market Programme": "smp, single market programme smp",
    "EU4Health": "eu4health programme eu4h",
    "AMIF": "fami, asylum migration and integration fund",
}
"""Each programme's usual name, and the others it goes by."""
ROUTES = {ERDF: Route.ERDF, NEXT_GENERATION: Route.NEXT_GENERATION}

USUAL = {folded(word): name for name, words in NAMES.items() for word in (name, *words.split(","))}
"""The usual name by every name, folded."""


def usual_name(text: str) -> str | None:
    """The usual name of a programme that is meant beyond doubt; ``None`` where it is not known."""
    return USUAL.get(folded(text))


def route(programme: str | None) -> Route | None:
    """How the money of a programme comes; ``None`` where the programme is not known."""
    return None if programme is None else ROUTES.get(usual_name(programme) or "", Route.COMPETITIVE)
