"""What programs send and get of applications."""

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from babel.numbers import list_currencies
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, PlainSerializer

from domain.application import Application, Link, Part, Partner, Stage
from domain.leaving import Leaving
from domain.money import Money
from followup.figures import Figures

PLAIN = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f]*$"


def _currency(code: str) -> str:
    if code not in list_currencies():
        raise ValueError("name the currency by its three letters, such as EUR")
    return code


Text = Annotated[str, Field(max_length=500, pattern=PLAIN)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=17, decimal_places=2)]
Share = Annotated[Decimal, Field(ge=0, le=100, max_digits=6)]
Points = Annotated[Decimal, Field(ge=0, max_digits=8)]
Address = Annotated[HttpUrl, PlainSerializer(str)]


class MoneyIn(BaseModel):
    """An amount in a currency."""

    amount: Amount
    currency: Annotated[str, AfterValidator(_currency)] = "EUR"


class PartnerIn(BaseModel):
    """Another body of the consortium."""

    name: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class LinkIn(BaseModel):
    """A document kept elsewhere."""

    title: Text
    url: Address


class ApplicationChange(BaseModel):
    """What is to be different; what is not named stays as it is. The stage is changed by a move."""

    model_config = ConfigDict(extra="forbid")

    project: Text = ""
    title: Annotated[str, Field(min_length=1, max_length=500, pattern=PLAIN)] = ""
    programme: Text | None = None
    part: Part = Part.COORDINATOR
    requested: MoneyIn | None = None
    granted: MoneyIn | None = None
    total: MoneyIn | None = None
    submitted_on: date | None = None
    decided_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    area: Text | None = None
    municipalities: tuple[Text, ...] = ()
    partners: tuple[PartnerIn, ...] = ()
    rate: Share | None = None
    score: Points | None = None
    score_threshold: Points | None = None
    assignees: tuple[Text, ...] = ()
    links: tuple[LinkIn, ...] = ()
    notes: Annotated[str, Field(max_length=20_000, pattern=PLAIN)] = ""

    def values(self) -> dict[str, Any]:
        """The fields that are named, as the domain has them."""
        ours = {each.name for each in fields(Application)}
        found = {name: getattr(self, name) for name in self.model_fields_set & ours}
        for name in ("requested", "granted", "total"):
            if found.get(name) is not None:
                found[name] = Money(found[name].amount, found[name].currency)
        if "partners" in found:
            found["partners"] = tuple(Partner(each.name, each.country) for each in self.partners)
        if "links" in found:
            found["links"] = tuple(Link(each.title, str(each.url)) for each in self.links)
        return found


class ApplicationIn(ApplicationChange):
    """An application to begin: of a call that is known here, or of one that is not."""

    project: Text
    title: Annotated[str, Field(min_length=1, max_length=500, pattern=PLAIN)]
    stage: Stage = Stage.IDEA
    left_because: Leaving | None = None
    source: str | None = None
    reference: str | None = None


class Move(BaseModel):
    """To which stage, on which day, and where it is given up, why."""

    model_config = ConfigDict(extra="forbid")

    stage: Stage
    on: date | None = None
    because: Leaving | None = None


class ApplicationOut(BaseModel):
    """An application, its number, and the stages it may go to."""

    id: int
    application: Application
    may_go_to: tuple[Stage, ...]


class ApplicationPage(BaseModel):
    """Applications, the newest first, one page of them."""

    items: list[ApplicationOut]
    page: int
    pages: int
    total: int


class FiguresOut(BaseModel):
    """The account of all applications of the plan."""

    plan: str
    figures: Figures
    success_rate: float | None
    """Granted of those decided; null while nothing is."""
