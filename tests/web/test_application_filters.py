"""A figure leads to exactly the applications that it counts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.applications import Stored
from domain.application import Application, Part, Stage
from domain.plan import ItemKind, PlanItem, Project
from domain.portion import portion
from followup.figures import Figures, figures
from tests.web.opened import PLAN as SMALL
from web.application_choices import choices
from web.application_filters import Filters, read
from web.errors import NotUnderstood
from web.figure_tables import GROUPINGS, tables

PLAN = replace(
    SMALL,
    lines=(*SMALL.lines, PlanItem(kind=ItemKind.LINE, id="blue", title={"en": "Blue"}, sentences=())),
    projects=(
        *SMALL.projects,
        Project(id="coast", title={"en": "Coast"}, sentences=(), owner="berta", lines=("blue", "green")),
    ),
)
APPLICATIONS = st.lists(
    st.builds(
        Application,
        plan=st.just("plan"),
        project=st.sampled_from(["clean-air", "rivers", "coast", "gone", ""]),
        title=st.just("A title"),
        programme=st.sampled_from([None, "LIFE", "Horizon Europe"]),
        area=st.sampled_from([None, "Mobility"]),
        part=st.sampled_from(Part),
        stage=st.sampled_from(Stage),
        submitted_on=st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    ),
    max_size=20,
).map(lambda some: [Stored(number, each) for number, each in enumerate(some, start=1)])
LEADS = {"submitted": "sent", "granted": "won", "rejected": "rejected", "awaiting": "awaiting"}


def counted(some: list[Stored], filters: Filters, of: Figures) -> bool:
    found = {name: len(filters.but(stage=stage).chosen(some, PLAN)) for name, stage in LEADS.items()}
    decided = len(filters.but(stage="decided").chosen(some, PLAN))
    return found == {name: getattr(of, name) for name in LEADS} and decided == of.granted + of.rejected


@given(APPLICATIONS)
def test_every_figure_leads_to_what_it_counts(some: list[Stored]) -> None:
    found = [each.application for each in some]

    assert counted(some, Filters(), figures(found))
    for table in tables(dict.fromkeys(GROUPINGS, found), plan=PLAN, scope=Filters(), language="en"):
        for _, filters, of_row in table.rows:
            assert counted(some, filters, of_row), (table.id, filters)


@given(APPLICATIONS)
def test_every_choice_of_a_filter_but_lines_and_challenges_has_applications(some: list[Stored]) -> None:
    for name, offered in choices(some, PLAN, filters=Filters(), language="en").items():
        for value, _ in offered if name not in ("line", "challenge") else ():
            assert Filters().but(**{name: value}).chosen(some, PLAN)


def test_what_the_address_asks_for_can_be_chosen_even_where_nothing_has_it() -> None:
    asked = Filters(programme="Gone", year="1999", project="nowhere", line="red", challenge="z", area="Gone")
    offered = choices([], PLAN, filters=asked, language="en")

    assert all((value, value) in offered[name] for name, value in asked.asked().items())


@given(APPLICATIONS, st.dates(date(2024, 1, 1), date(2026, 12, 31)))
def test_every_figure_of_a_period_leads_to_what_it_counts(some: list[Stored], until: date) -> None:
    scope = Filters(since="2024-06-01", until=until.isoformat())
    found = [portion(each.application) for each in scope.chosen(some, PLAN)]

    assert counted(some, scope, figures(found))
    for table in tables(dict.fromkeys(GROUPINGS, found), plan=PLAN, scope=scope, language="en"):
        for _, filters, of_row in table.rows:
            assert counted(some, filters, of_row), (table.id, filters)


def test_filters_are_kept_together_in_an_address() -> None:
    asked = read(stage="won", year="2026", line="green")

    assert asked.asked() == {"stage": "won", "year": "2026", "line": "green"}
    assert asked.but(stage="").asked() == {"year": "2026", "line": "green"}


@pytest.mark.parametrize(
    "wrong", [{"stage": "lost"}, {"part": "boss"}, {"year": "20265"}, {"year": "٢٠٢٦"}, {"since": "2026"}]
)
def test_an_address_that_asks_for_what_cannot_be_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(NotUnderstood):
        read(**wrong)
