"""Every suggested partner took part in something similar, and the plan's own places come first."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.application import Partner
from domain.funded import BodyKind, FundedProject, Nearness, Participant, SimilarProject
from domain.plan import Applicant, Area, Objective, Person, Plan, Project, Spelling
from followup.partners import Consortium, Suggestion, Tie, suggestions

PLAN = Plan(
    id="plan",
    title={"en": "The plan"},
    institution="AMB",
    starts=date(2021, 1, 1),
    ends=date(2027, 12, 31),
    general_objective=Objective("Better."),
    specific_objectives=(),
    applicant=Applicant(
        name="Àrea Metropolitana de Barcelona", kind="public body", country="ES", nuts=("ES511",), can_coordinate=True
    ),
    people=(Person("anna", "Anna", "anna@example.org"),),
    lines=(),
    challenges=(),
    projects=(Project(id="air", title={"en": "Air"}, sentences=("Air.",), owner="anna"),),
    areas=(Area("A", "Europe", priority=("Turin", "Guadalajara"), further=("Naples",)),),
    networks=("ICLEI", "ACR+"),
    spellings=(
        Spelling(of="Turin", country="IT", names=("Torino",)),
        Spelling(of="Guadalajara", country="MX", names=("Guadalajara",)),
        Spelling(of="Naples", country="IT", names=("Napoli",)),
        Spelling(of="ACR+", names=("Association of Cities and Regions",)),
    ),
)
UNION = frozenset({"ES", "IT", "DE", "PT"})


def similar(id: str, nearness: Nearness = Nearness.TEXT) -> SimilarProject:
    project = FundedProject(id=id, acronym=f"P{id}", title=f"Project {id}", programme="HORIZON", topic="T", group="G")
    return SimilarProject(project=project, nearness=nearness, participants=3)


def body(project: str, name: str, city: str = "Berlin", country: str = "DE", **more: object) -> Participant:
    kind = more.get("kind", BodyKind.PUBLIC)
    assert isinstance(kind, BodyKind)
    return Participant(
        project=project, organisation=name, name=name, kind=kind, city=city, country=country, coordinates=False
    )


def aboard(*countries: str, of: int = 3) -> Consortium:
    others = (Partner(f"Body of {each}", each) for each in countries)
    return Consortium(entities=of, aboard=(Partner(PLAN.applicant.name, "ES"), *others), counting=UNION)


def suggested(*bodies: Participant, consortium: Consortium | None = None) -> list[Suggestion]:
    consortium = consortium or aboard()
    return suggestions(PLAN, [similar("1", Nearness.TOPIC), similar("2")], bodies, consortium=consortium)


def test_places_of_the_plan_come_first_then_its_networks_then_other_public_bodies() -> None:
    found = suggested(
        body("1", "STADT BERLIN"),
        body("1", "ICLEI EUROPEAN SECRETARIAT GMBH", kind=BodyKind.OTHER),
        body("2", "CITTA DI NAPOLI", "Napoli", "IT"),
        body("2", "COMUNE DI TORINO", "TORINO", "IT"),
        body("1", "A COMPANY", kind=BodyKind.COMPANY),
    )

    assert [(each.name, each.tie, each.place) for each in found] == [
        ("COMUNE DI TORINO", Tie.PRIORITY, "Turin"),
        ("CITTA DI NAPOLI", Tie.FURTHER, "Naples"),
        ("ICLEI EUROPEAN SECRETARIAT GMBH", Tie.NETWORK, "ICLEI"),
        ("STADT BERLIN", Tie.PUBLIC, ""),
    ]


def test_a_city_of_the_same_name_in_another_country_is_not_the_plans() -> None:
    (found,) = suggested(body("1", "AYUNTAMIENTO DE GUADALAJARA", "Guadalajara", "ES"))

    assert (found.tie, found.place) == (Tie.PUBLIC, "")


def test_neither_we_nor_who_is_on_board_are_suggested() -> None:
    assert suggested(body("1", "AREA METROPOLITANA DE BARCELONA", "Barcelona", "ES")) == []
    assert suggested(body("1", "BODY OF DE"), consortium=aboard("DE")) == []


def test_what_brings_a_missing_country_comes_first_among_equals() -> None:
    spanish, german = body("1", "AYUNTAMIENTO DE MADRID", "Madrid", "ES"), body("2", "STADT BERLIN")
    asian = body("1", "SEOUL METROPOLITAN GOVERNMENT", "Seoul", "KR")

    assert [each.completes for each in suggested(spanish, german, asian)] == [True, False, False]
    assert not any(each.completes for each in suggested(spanish, german, consortium=aboard("PT", of=2)))


def test_a_consortium_lacks_as_many_countries_as_are_not_on_board_and_count() -> None:
    assert aboard().missing == 2
    assert aboard("KR", "ES").missing == 2
    assert aboard("IT", "DE", "PT").missing == 0
    assert aboard(of=1).missing == 0


BODIES = st.builds(
    body,
    st.sampled_from(["1", "2", "unrelated"]),
    st.sampled_from(["TORINO", "ICLEI", "STADT BERLIN", "AREA METROPOLITANA DE BARCELONA"]),
    st.sampled_from(["Torino", "Napoli", "Berlin"]),
    st.sampled_from(["IT", "DE", "ES"]),
    kind=st.sampled_from(BodyKind),
)


@given(st.lists(BODIES, max_size=12, unique_by=lambda each: (each.project, each.organisation)))
def test_every_suggestion_cites_what_it_took_part_in_and_nothing_else(bodies: list[Participant]) -> None:
    took_part = {(each.name, each.project) for each in bodies}

    found = suggested(*bodies)
    assert all(each.projects for each in found)
    assert all((each.name, cited.project.id) in took_part for each in found for cited in each.projects)
    assert len({each.name for each in found}) == len(found)
