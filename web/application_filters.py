"""Which applications a page shows: what its address says of stage, year, project, programme, line and part."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Annotated

from fastapi import Depends

from db.applications import Stored
from domain.application import AWAITING, DECIDED, SENT, UNSENT, WON, Application, Part, Stage
from domain.plan import Plan
from web.errors import NotUnderstood
from web.language import N_

NONE = "-"
"""In the address: not known, or none."""
GROUPS: Mapping[str, tuple[str, tuple[Stage, ...]]] = {
    "ahead": (N_("Not yet submitted"), UNSENT),
    "sent": (N_("Submitted, whatever came of it"), SENT),
    "awaiting": (N_("Awaiting the decision"), AWAITING),
    "decided": (N_("Decided"), DECIDED),
    "won": (N_("Granted, running and completed too"), WON),
}
"""Stages that belong together: their name in the address, its key in the catalogues, the stages."""
YEAR = re.compile(r"\d{4}|-", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked for, as the address says it; empty: everything."""

    stage: str = ""
    """A stage, or a name of :data:`GROUPS`."""
    year: str = ""
    """Of the submission."""
    project: str = ""
    programme: str = ""
    line: str = ""
    part: str = ""

    def but(self, **others: str) -> "Filters":
        """The same, but for what is said."""
        return replace(self, **others)

    def asked(self) -> dict[str, str]:
        """What the address says: names and values of those that are not empty."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    def chosen(self, some: Iterable[Stored], plan: Plan) -> list[Stored]:
        """Those asked for, in their order."""
        lines = lines_of(plan)
        return [each for each in some if self._wants(each.application, lines)]

    def _wants(self, one: Application, lines: Mapping[str, tuple[str, ...]]) -> bool:
        there: Mapping[str, tuple[str, ...]] = {
            "stage": (one.stage.value, *(name for name, (_, stages) in GROUPS.items() if one.stage in stages)),
            "year": (str(one.submitted_on.year) if one.submitted_on else NONE,),
            "project": (one.project,),
            "programme": (one.programme or NONE,),
            "line": lines.get(one.project) or (NONE,),
            "part": (one.part.value,),
        }
        return all(value in there[name] for name, value in self.asked().items())


def lines_of(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The lines of each project of a plan."""
    return {each.id: each.lines for each in plan.projects}


def read(
    stage: str = "", year: str = "", project: str = "", programme: str = "", line: str = "", part: str = ""
) -> Filters:
    """What an address asks for; raise :class:`NotUnderstood` for a stage, year or part that there cannot be."""
    stages = {*Stage, *GROUPS}
    if (stage and stage not in stages) or (part and part not in set(Part)) or (year and not YEAR.fullmatch(year)):
        raise NotUnderstood(N_("The address asks for a stage, year or role that there is not. Choose again."))
    return Filters(stage=stage, year=year, project=project, programme=programme, line=line, part=part)


Filtered = Annotated[Filters, Depends(read)]
