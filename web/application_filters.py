"""Which applications a page shows: what its address says of stage, year, project, programme, line and part."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Annotated

from fastapi import Depends

from db.applications import Stored
from domain.application import AWAITING, DECIDED, LEFT, LOST, SENT, UNSENT, WON, Application, Part, Stage
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
    "going": (N_("Granted or running"), (Stage.GRANTED, Stage.RUNNING)),
    "over": (N_("Over"), (Stage.CLOSED, *LOST, *LEFT)),
}
"""Stages that belong together: their name in the address, its key in the catalogues, the stages."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the board: its name, a key of the catalogues, and the stage or the group that it shows."""

    name: str
    asked: str

    @property
    def stages(self) -> tuple[Stage, ...]:
        return GROUPS[self.asked][1] if self.asked in GROUPS else (Stage(self.asked),)


COLUMNS = (
    Column(N_("Ideas"), "idea"),
    Column(N_("Go or no-go"), "go or no-go"),
    Column(N_("In preparation"), "preparing"),
    Column(N_("Awaiting the decision"), "awaiting"),
    Column(N_("Granted or running"), "going"),
    Column(N_("Over"), "over"),
)
"""In which every stage stands once."""
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
    challenge: str = ""
    area: str = ""
    since: str = ""
    """The first day of the submission, as ISO 8601 has it; ``until`` is the last one."""
    until: str = ""

    def but(self, **others: str) -> "Filters":
        """The same, but for what is said."""
        return replace(self, **others)

    def asked(self) -> dict[str, str]:
        """What the address says: names and values of those that are not empty."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name))}

    def chosen(self, some: Iterable[Stored], plan: Plan) -> list[Stored]:
        """Those asked for, in their order."""
        lines, challenges = lines_of(plan), {each.id: each.challenges for each in plan.projects}
        return [each for each in some if self._wants(each.application, lines, challenges)]

    def _wants(
        self, one: Application, lines: Mapping[str, tuple[str, ...]], challenges: Mapping[str, tuple[str, ...]]
    ) -> bool:
        there: Mapping[str, tuple[str, ...]] = {
            "stage": (one.stage.value, *(name for name, (_, stages) in GROUPS.items() if one.stage in stages)),
            "year": (str(one.submitted_on.year) if one.submitted_on else NONE,),
            "project": (one.project or NONE,),
            "programme": (one.programme or NONE,),
            "line": lines.get(one.project) or (NONE,),
            "part": (one.part.value,),
            "challenge": challenges.get(one.project) or (NONE,),
            "area": (one.area or NONE,),
        }
        day = one.submitted_on.isoformat() if one.submitted_on else ""
        in_period = (not self.since or day >= self.since) and (not self.until or "" < day <= self.until)
        return in_period and all(value in there[name] for name, value in self.asked().items() if name in there)


def lines_of(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The lines of each project of a plan."""
    return {each.id: each.lines for each in plan.projects}


def read(
    stage: str = "",
    year: str = "",
    project: str = "",
    programme: str = "",
    line: str = "",
    part: str = "",
    challenge: str = "",
    area: str = "",
    since: str = "",
    until: str = "",
) -> Filters:
    """What an address asks for; raise :class:`NotUnderstood` for a stage, year, part or day that there cannot be."""
    stages = {*Stage, *GROUPS}
    if (stage and stage not in stages) or (part and part not in set(Part)) or (year and not YEAR.fullmatch(year)):
        raise NotUnderstood(N_("The address asks for a stage, year or role that there is not. Choose again."))
    return Filters(
        stage=stage,
        year=year,
        project=project,
        programme=programme,
        line=line,
        part=part,
        challenge=challenge,
        area=area,
        since=_day(since),
        until=_day(until),
    )


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise NotUnderstood(N_("Write a day such as 2026-11-24.")) from error


Filtered = Annotated[Filters, Depends(read)]
