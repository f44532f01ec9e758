"""The plan file as a form: which keys it has, and what each may hold.

Keys are those of :mod:`domain.plan`, so that a form turns into its value without translation.
"""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Language = Literal["ca", "es", "en"]

ID = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
EMAIL = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)
"""The valid e-mail address of the HTML standard, without misplaced dots, and with one required in the domain."""


def _text(value: str) -> str:
    """One line, however it was folded."""
    if not (line := " ".join(value.split())):
        raise ValueError("is empty; write a text or delete the line")
    return line


def _id(value: str) -> str:
    if not ID.fullmatch(value):
        raise ValueError("must be letters, digits and single hyphens, such as clean-air")
    return value


def _email(value: str) -> str:
    if not EMAIL.fullmatch(value):
        raise ValueError("is not an e-mail address; write it like name@example.org")
    return value


def _date(value: object) -> date:
    # Pydantic would also read 20210727, as seconds since 1970.
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise ValueError("must be a day of the calendar, written like 2021-07-27")


def _holds(what: str, least: int, most: int | None = None) -> BeforeValidator:
    """How many entries a list has. Pydantic's own check would count the faultless ones only."""

    def check(value: object) -> object:
        if isinstance(value, list) and len(value) < least:
            raise ValueError(f"must hold at least {least} {what} and holds {len(value)}; write more")
        if isinstance(value, list) and most is not None and len(value) > most:
            raise ValueError(f"must hold at most {most} {what} and holds {len(value)}; join or delete some")
        return value

    return BeforeValidator(check)


Text = Annotated[str, AfterValidator(_text)]
Id = Annotated[str, AfterValidator(_id)]
Email = Annotated[str, AfterValidator(_email)]
Day = Annotated[date, BeforeValidator(_date)]
Count = Annotated[int, Field(ge=1)]


class Form(BaseModel):
    """A mapping that holds the keys named here and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TitleForm(Form):
    """A title in English, and in the other languages of the readers where there is one."""

    en: Text
    ca: Text | None = None
    es: Text | None = None


class PersonForm(Form):
    """See :class:`domain.plan.Person`."""

    id: Id
    name: Text
    email: Email
    language: Language


class TranslationsForm(Form):
    """The sentences of an item again, in languages other than its own."""

    en: tuple[Text, ...] = ()
    ca: tuple[Text, ...] = ()
    es: tuple[Text, ...] = ()


class ItemForm(Form):
    """A strategic line; see :class:`domain.plan.PlanItem`."""

    id: Id
    title: TitleForm
    sentences: Annotated[tuple[Text, ...], _holds("sentence", 1)]
    language: Language = "en"
    translations: TranslationsForm = TranslationsForm()
    established: bool = True


class ChallengeForm(ItemForm):
    """A challenge says in three to eight sentences what it asks for on the ground: a title alone matches everything."""

    sentences: Annotated[tuple[Text, ...], _holds("sentences", 3, 8)]


class ProjectForm(ItemForm):
    """See :class:`domain.plan.Project`."""

    owner: Id
    lines: tuple[Id, ...]
    challenges: tuple[Id, ...]
    illustrative: bool = False


class ObjectiveForm(Form):
    """See :class:`domain.plan.Objective`."""

    text: Text
    established: bool = True


class ApplicantForm(Form):
    """See :class:`domain.plan.Applicant`."""

    name: Text
    kind: Text
    country: Text
    nuts: Annotated[tuple[Text, ...], _holds("code", 1)]
    can_coordinate: bool
    population: Count | None = None
    municipalities: Count | None = None
    competences: tuple[Text, ...] = ()
    beyond_competences: tuple[Text, ...] = ()
    memberships: tuple[Text, ...] = ()
    outside: tuple[Text, ...] = ()
    own_share: Annotated[float, Field(ge=0, le=1)] | None = None
    project_least: Count | None = None
    project_most: Count | None = None


class AreaForm(Form):
    """See :class:`domain.plan.Area`."""

    id: Id
    name: Text
    priority: tuple[Text, ...] = ()
    further: tuple[Text, ...] = ()


class SpellingForm(Form):
    """See :class:`domain.plan.Spelling`."""

    of: Text
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    names: Annotated[tuple[Text, ...], _holds("name", 1)]


class PlanForm(Form):
    """See :class:`domain.plan.Plan`."""

    id: Id
    title: TitleForm
    institution: Text
    starts: Day
    ends: Day
    general_objective: ObjectiveForm
    specific_objectives: tuple[ObjectiveForm, ...]
    applicant: ApplicantForm
    officer: Id | None = None
    people: Annotated[tuple[PersonForm, ...], _holds("person", 1)]
    lines: tuple[ItemForm, ...]
    challenges: tuple[ChallengeForm, ...]
    projects: Annotated[tuple[ProjectForm, ...], _holds("project", 1)]
    areas: tuple[AreaForm, ...] = ()
    networks: tuple[Text, ...] = ()
    spellings: tuple[SpellingForm, ...] = ()
    alliances: tuple[Text, ...] = ()
