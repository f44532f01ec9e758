"""Line, challenge and project: what fits, what was submitted, what came of it, and which gaps there are."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.plan import ItemKind, Plan, PlanItem, Project
from followup.coverage import Cover, Coverage, Fit, Gap, GapKind, Standing, coverage
from tests.followup.test_partners import PLAN as SOME

TODAY = date(2026, 11, 24)


def item(kind: ItemKind, id: str) -> PlanItem:
    return PlanItem(kind=kind, id=id, title={"en": id}, sentences=(id,))


def project(id: str, *lines: str, challenges: tuple[str, ...] = ()) -> Project:
    title = {"en": id}
    return Project(id=id, title=title, sentences=(id,), owner="anna", lines=lines, challenges=challenges)


PLAN: Plan = replace(
    SOME,
    lines=tuple(item(ItemKind.LINE, each) for each in ("green", "world", "empty")),
    challenges=tuple(item(ItemKind.CHALLENGE, each) for each in ("a", "b")),
    projects=(
        project("air", "green", "world", challenges=("a",)),
        project("rivers", "green", challenges=("a", "b")),
        project("alone"),
    ),
)


def fit(of: str, reference: str, *, strong: bool = True, forthcoming: bool = False, days: int = 1) -> Fit:
    since = TODAY - timedelta(days)
    return Fit(project=of, source="s", reference=reference, strong=strong, forthcoming=forthcoming, since=since)


def standing(of: str, *, submitted: int = 1, granted: int = 0, euros: str = "", days: int = 30) -> Standing:
    return Standing(
        project=of,
        begun=submitted + 1,
        submitted=submitted,
        granted=granted,
        money=(Money(Decimal(euros)),) if euros else (),
        last_submitted=TODAY - timedelta(days) if submitted else None,
    )


def covered(*fits: Fit, standings: tuple[Standing, ...] = (), challenge: str = "") -> Coverage:
    return coverage(PLAN, fits, standings, told={"air": date(2026, 3, 3)}, today=TODAY, challenge=challenge)


def of_line(found: Coverage, id: str) -> Cover:
    return next(cover for line, cover, _ in found.lines if line is not None and line.id == id)


def kinds(cover: Cover) -> list[GapKind]:
    return [each.kind for each in cover.gaps]


def test_a_project_of_two_lines_is_in_both_and_once_in_the_total() -> None:
    found = covered(standings=(standing("air", submitted=3, granted=2, euros="100.50"), standing("rivers")))

    assert [of_line(found, each).submitted for each in ("green", "world")] == [4, 3]
    assert (found.total.submitted, found.total.granted, found.total.money) == (4, 2, (Money(Decimal("100.50")),))


def test_a_call_that_fits_two_projects_is_one_call_of_their_line() -> None:
    found = covered(fit("air", "1"), fit("rivers", "1"), fit("rivers", "2", forthcoming=True, strong=False))

    green = of_line(found, "green")
    assert (green.open, green.forthcoming, green.strong) == (1, 1, 1)
    assert (found.projects["rivers"].open, found.projects["rivers"].forthcoming) == (1, 1)


def test_the_gaps_of_a_line_are_named_with_since_when() -> None:
    old = standing("air", days=400)

    assert of_line(covered(), "world").gaps == (
        Gap(GapKind.NO_MATCH, date(2026, 3, 3)),
        Gap(GapKind.NO_APPLICATION),
    )
    assert of_line(covered(fit("air", "1", strong=False)), "world").gaps[0].kind is GapKind.NO_STRONG_MATCH
    assert of_line(covered(fit("air", "1", days=300), standings=(old,)), "world").gaps == (
        Gap(GapKind.NO_NEW_STRONG_MATCH, TODAY - timedelta(300)),
        Gap(GapKind.NO_APPLICATION, TODAY - timedelta(400)),
    )
    assert of_line(covered(fit("air", "1"), standings=(standing("air"),)), "world").gaps == ()
    assert kinds(of_line(covered(), "empty")) == [GapKind.NO_PROJECT]


def test_what_was_submitted_on_an_unknown_day_is_no_gap() -> None:
    unknown = replace(standing("air"), last_submitted=None)

    assert kinds(of_line(covered(fit("air", "1"), standings=(unknown,)), "world")) == []


def test_of_one_challenge_only_the_projects_that_serve_it_are_counted() -> None:
    found = covered(standings=(standing("air"), standing("rivers"), standing("gone")), challenge="b")

    assert {*found.projects} == {"rivers"}
    assert (found.total.submitted, of_line(found, "world").projects) == (1, 0)


def test_projects_of_no_line_and_of_an_earlier_plan_are_not_lost() -> None:
    found = covered(standings=(standing("gone"),))

    assert [(cover.submitted, ids) for line, cover, ids in found.lines if line is None] == [(1, ("alone", "gone"))]
    assert found.total.submitted == 1


STANDINGS = st.lists(
    st.builds(
        standing,
        st.sampled_from(["air", "rivers", "alone", "gone"]),
        submitted=st.integers(0, 5),
        euros=st.decimals(0, 1_000_000, places=2).map(str),
    ),
    unique_by=lambda each: each.project,
)
FITS = st.lists(
    st.builds(
        fit,
        st.sampled_from(["air", "rivers", "alone"]),
        st.sampled_from(["1", "2", "3"]),
        strong=st.booleans(),
    ),
    max_size=8,
)


@given(FITS, STANDINGS)
def test_the_total_is_the_sum_of_the_projects_and_no_line_is_more(fits: list[Fit], some: list[Standing]) -> None:
    found = covered(*fits, standings=tuple(some))

    assert found.total.submitted == sum(each.submitted for each in found.projects.values())
    assert found.total.open <= sum(each.open for each in found.projects.values())
    assert all(cover.submitted <= found.total.submitted for _, cover, _ in found.lines)
    assert all(cover.open <= found.total.open for _, cover, _ in found.lines)
    assert sum(cover.submitted for _, cover, _ in found.lines) >= found.total.submitted
