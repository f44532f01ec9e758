"""What the general rules of a programme say of every call of theirs, read off the type of action that the call names.

The text of a call leaves these rules out ("described in Annex B of the General Annexes"), so they are stated here, each
with its source. A programme that decides call by call has no line for what it so decides.
"""

import re
from dataclasses import dataclass

from domain.call import Call
from domain.eligibility import Quotation
from matcher.eligibility.reading import of_field


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """Rules that hold for every call of a kind. ``None`` and ``False``: decided call by call."""

    pattern: str
    """Of the type of action."""
    any_entity: bool = False
    """Any legal entity may take part."""
    member_states: bool = True
    """Entities of every Member State may take part."""
    entities: int | None = None
    """How many independent entities it takes."""
    paid: float | None = None
    """The least share of its eligible costs that a public body is paid."""


REGULATIONS = (
    # Horizon Europe work programme, General Annexes B (who, how many) and G (rates; non-profit entities 100 %).
    Regulation(pattern=r"^HORIZON (Research and )?Innovation Actions", any_entity=True, entities=3, paid=1.0),
    Regulation(pattern=r"^HORIZON Coordination and Support", any_entity=True, entities=1, paid=1.0),
    Regulation(pattern=r"^HORIZON Pre-commercial Procurement", any_entity=True, entities=3, paid=1.0),
    Regulation(pattern=r"^HORIZON Public Procurement", any_entity=True, entities=3, paid=0.5),
    Regulation(pattern=r"^HORIZON Programme Cofund", any_entity=True, entities=3),
    # Joint undertakings set their own rates (Regulation 2021/2085 and 2021/1173).
    Regulation(pattern=r"^HORIZON JU (Research and )?Innovation Actions", any_entity=True, entities=3),
    Regulation(pattern=r"^HORIZON JU Coordination and Support", any_entity=True, entities=1),
    # Horizon Europe work programme part 2, MSCA: unit contributions of 100 %.
    Regulation(pattern=r"^HORIZON TMA MSCA Doctoral Networks", any_entity=True, entities=3, paid=1.0),
    Regulation(pattern=r"^HORIZON TMA MSCA Staff", any_entity=True, entities=3, paid=1.0),
    Regulation(pattern=r"^HORIZON TMA MSCA Postdoctoral", any_entity=True, entities=1, paid=1.0),
    # ERC and EIC work programmes: any legal entity as host, 100 %.
    Regulation(pattern=r"^HORIZON ERC", any_entity=True, entities=1, paid=1.0),
    Regulation(pattern=r"^HORIZON EIC Grants", any_entity=True, paid=1.0),
    Regulation(pattern=r"^HORIZON "),
    # Euratom work programme: the General Annexes of Horizon Europe hold.
    Regulation(pattern=r"^EURATOM (Research and )?Innovation Actions", any_entity=True, entities=3, paid=1.0),
    Regulation(pattern=r"^EURATOM Coordination and Support", any_entity=True, entities=1, paid=1.0),
    # LIFE: Regulation 2021/783, articles 9 and 11; multiannual work programme 2025-2027, 60 % or more.
    Regulation(pattern=r"^LIFE Project Grants", any_entity=True, entities=1, paid=0.6),
    # Coal and steel: Council Decision 2008/376/EC, articles 2 and 30: 60 %, pilots 50 %.
    Regulation(pattern=r"^RFCS Project Grants", any_entity=True, paid=0.5),
    # Digital Europe: Regulation 2021/694, article 18; work programme, rates by type of action.
    Regulation(pattern=r"^DIGITAL (JU )?Simple Grants", paid=0.5),
    Regulation(pattern=r"^DIGITAL (JU )?Coordination and Support", any_entity=True, paid=1.0),
    # Citizens and justice: work programmes 2026-2027, 90 %.
    Regulation(pattern=r"^(CERV|JUST) (Project|Lump Sum) Grants", paid=0.9),
    # Agricultural promotion: Regulation 1144/2014, article 15: 70 % or more.
    Regulation(pattern=r"^AGRIP ", paid=0.7),
    # Every programme that the Union runs itself is open to its Member States (founding regulation of each).
    Regulation(
        pattern=r"^(AGRIP|CEF|CERV|CREA|DIGITAL|EDF|EMFAF|EP|ERASMUS|ERDF-TA|ESC|ESF|EU4H|EUAF|EUBA|EURATOM|I3|INNOVFUND"
        r"|ISF|JTM|JUST|LIFE|PERI|PPPA|RFCS|SMP|SOCPL|UCPM)\b"
    ),
)

OF_A_PROGRAMME = (
    # Clusters and missions pay research, innovation and support actions; some sources name these, not the type.
    ("programme", re.compile(r"^Horizon Europe: Cluster \d"), REGULATIONS[0]),
    ("identifier", re.compile(r"^HORIZON-(CL\d|MISS|NEB)-"), REGULATIONS[0]),
    # Regulation 2021/1059, article 23: partners from two countries or more.
    ("programme", re.compile(r"^Interreg\b"), Regulation(pattern="", member_states=False, entities=2)),
)
"""Where no type of action is named: the field that says enough, and what holds."""


def regulation(call: Call) -> tuple[Regulation, Quotation] | None:
    """The general rules that hold for the call, and the words of it that say so."""
    if call.type_of_action and (named := of_field(call, "type_of_action")):
        found = next((each for each in REGULATIONS if re.search(each.pattern, call.type_of_action)), None)
        return (found, named) if found else None
    for field, pattern, found in OF_A_PROGRAMME:
        if pattern.search(getattr(call, field) or "") and (named := of_field(call, field)):
            return found, named
    return None
