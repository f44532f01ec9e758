"""The JSON that the portal packs into a text inside a list: what is in it, and how it is unpacked."""

from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, Field, TypeAdapter, ValidationError

from crawler.portal.row import Row

Content = TypeVar("Content")

Amount = Annotated[Decimal, BeforeValidator(lambda value: value or 0), Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, BeforeValidator(lambda value: value or 0), Field(ge=0)]


class Money(BaseModel):
    """What one topic gets in one way. The amounts by year are those of the envelope."""

    action: str
    grants: Count = Field(0, alias="expectedGrants")
    smallest: Amount = Field(Decimal(0), alias="minContribution")
    largest: Amount = Field(Decimal(0), alias="maxContribution")
    by_year: dict[str, Amount] = Field({}, alias="budgetYearMap")

    @property
    def topic(self) -> str:
        return self.action.split(" - ")[0].strip()


class Overview(BaseModel):
    """Envelopes by their number. Older answers have a single entry in place of a list."""

    envelopes: dict[str, list[Money] | Money] = Field(alias="budgetTopicActionMap")


class TypeOfAction(BaseModel):
    name: str = Field(alias="typeOfAction")


class Submission(BaseModel):
    types: list[TypeOfAction] = []


OVERVIEW = TypeAdapter(Overview)
SUBMISSIONS = TypeAdapter(list[Submission])
TEXTS = TypeAdapter(list[str])


def unpack(it: Row, name: str, content: TypeAdapter[Content]) -> Content | None:
    """Return what a field holds, ``None`` if it is absent; ``ValueError`` says in one line what is not understood."""
    packed = it.one(name)
    try:
        return None if packed is None else content.validate_json(packed)
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{name}: {first['msg']} at {'/'.join(map(str, first['loc'])) or 'its start'}") from None
