"""Values to store: made to order, and made up by Hypothesis."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.money import Budget, Money
from domain.plan import Applicant, Area, ItemKind, Objective, Person, Plan, PlanItem, Project

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

CLEAN_AIR = Call(
    source="eu_portal",
    reference="48012345TOPICSen",
    identifier="HORIZON-CL5-2027-01-D5-03",
    kind=Kind.CALL,
    title="Clean air in metropolitan areas",
    url="https://example.org/HORIZON-CL5-2027-01-D5-03",
    word=Status.OPEN,
    opens_on=date(2026, 9, 15),
    deadlines=Deadlines((Deadline(date(2027, 2, 4), time(17)),)),
    programme="Horizon Europe",
    budget=Budget(total=Money(Decimal("12000000.00")), expected_grants=3),
    parts=(Part(PartKind.SCOPE, "Scope", "Cities measure what people breathe.\nBusy streets come first."),),
    keywords=("air quality",),
)


def call(**different: Any) -> Call:
    """A call like :data:`CLEAN_AIR`, but for what is said."""
    return replace(CLEAN_AIR, **different)


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
"""Everything a database takes."""
MAYBE = st.none() | TEXT
COUNT = st.integers(0, 2**31 - 1)
MONEY = st.builds(
    Money,
    st.decimals("0", "1e12", allow_nan=False, allow_infinity=False),
    st.sampled_from(["EUR", "CHF", "USD"]),
)
BUDGETS = st.builds(
    Budget,
    total=st.none() | MONEY,
    envelope=MAYBE,
    shared_by=COUNT,
    grant_min=st.none() | MONEY,
    grant_max=st.none() | MONEY,
    expected_grants=st.none() | COUNT,
)
DAYS = st.dates(date(1990, 1, 1), date(2100, 1, 1))
MOMENTS = st.builds(
    Deadline,
    DAYS,
    st.none() | st.times(),
    st.sampled_from(["Europe/Brussels", "America/New_York", "Asia/Tokyo"]),
    st.sampled_from(DeadlineKind),
)
DEADLINES = st.builds(Deadlines, st.lists(MOMENTS, max_size=3).map(tuple), rolling=st.booleans())
PARTS = st.builds(Part, st.sampled_from(PartKind), TEXT, TEXT)
CALLS = st.builds(
    Call,
    source=TEXT,
    reference=TEXT,
    identifier=TEXT,
    kind=st.sampled_from(Kind),
    title=TEXT,
    url=TEXT,
    word=st.sampled_from(Status),
    opens_on=st.none() | DAYS,
    published_on=st.none() | DAYS,
    deadlines=DEADLINES,
    programme=MAYBE,
    group=MAYBE,
    group_title=MAYBE,
    type_of_action=MAYBE,
    budget=BUDGETS,
    parts=st.lists(PARTS, max_size=3).map(tuple),
    keywords=st.lists(TEXT, max_size=3).map(tuple),
    language=TEXT,
    portal_type=MAYBE,
)

NAMES = st.dictionaries(st.sampled_from(["ca", "es", "en"]), TEXT, min_size=1)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
TRANSLATIONS = st.dictionaries(st.sampled_from(["ca", "es", "en"]), TEXTS, max_size=2)
PEOPLE = st.builds(Person, TEXT, TEXT, TEXT, TEXT)


def items(kind: ItemKind) -> st.SearchStrategy[PlanItem]:
    return st.builds(
        PlanItem,
        kind=st.just(kind),
        id=TEXT,
        title=NAMES,
        sentences=TEXTS,
        language=TEXT,
        translations=TRANSLATIONS,
        established=st.booleans(),
    )


PROJECTS = st.builds(
    Project,
    id=TEXT,
    title=NAMES,
    sentences=TEXTS,
    language=TEXT,
    translations=TRANSLATIONS,
    established=st.booleans(),
    owner=TEXT,
    lines=TEXTS,
    challenges=TEXTS,
    illustrative=st.booleans(),
)
OBJECTIVES = st.builds(Objective, TEXT, st.booleans())
APPLICANTS = st.builds(
    Applicant,
    name=TEXT,
    kind=TEXT,
    country=TEXT,
    nuts=TEXTS,
    can_coordinate=st.booleans(),
    population=st.none() | COUNT,
    municipalities=st.none() | COUNT,
    competences=TEXTS,
    beyond_competences=TEXTS,
)
PLANS = st.builds(
    Plan,
    id=TEXT,
    title=NAMES,
    institution=TEXT,
    starts=DAYS,
    ends=DAYS,
    general_objective=OBJECTIVES,
    specific_objectives=st.lists(OBJECTIVES, max_size=2).map(tuple),
    applicant=APPLICANTS,
    people=st.lists(PEOPLE, max_size=2).map(tuple),
    lines=st.lists(items(ItemKind.LINE), max_size=2).map(tuple),
    challenges=st.lists(items(ItemKind.CHALLENGE), max_size=2).map(tuple),
    projects=st.lists(PROJECTS, max_size=2).map(tuple),
    areas=st.lists(st.builds(Area, TEXT, TEXT, TEXTS, TEXTS), max_size=2).map(tuple),
    networks=TEXTS,
    alliances=TEXTS,
    officer=MAYBE,
)
