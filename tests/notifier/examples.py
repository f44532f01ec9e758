"""A plan with three projects, calls, and one realistic digest.

Most identifiers and titles are those of real calls; the quoted sentences and the changes are invented.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.digest import Digest, Examined
from domain.match import Evidence, Match, Strength, Thresholds
from domain.money import Budget, Money
from domain.plan import Applicant, Objective, Person, Plan, Project
from notifier.compose import compose
from notifier.known import Memory, World
from notifier.sender import Sender

NOW = datetime(2026, 9, 7, 4, 30, tzinfo=UTC)
EARLIER = NOW - timedelta(days=7)
"""When whoever was told of something before was told."""
PORTAL = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/"
MARTA = Person("marta", "Marta Puig", "marta.puig@example.org", "en")

SENDER = Sender(name="convoca", email="convoca@example.org", institution="Àrea Metropolitana de Barcelona")


class Window:
    """Links that say what they are for."""

    def call(self, source: str, reference: str) -> str:
        return f"https://convoca.example.org/calls/{source}/{reference}"

    def project(self, project_id: str) -> str:
        return f"https://convoca.example.org/projects/{project_id}"

    def may_act(self, project_id: str) -> bool:
        return project_id != "followed"

    def relevant(self, source: str, reference: str, project_id: str) -> str:
        return f"https://convoca.example.org/relevant/{project_id}/{source}/{reference}"

    def dismiss(self, source: str, reference: str, project_id: str) -> str:
        return f"https://convoca.example.org/dismiss/{project_id}/{source}/{reference}"

    def why(self, source: str, reference: str, project_id: str) -> str:
        return f"https://convoca.example.org/why/{project_id}/{source}/{reference}"

    def begin(self, source: str, reference: str, project_id: str) -> str:
        return f"https://convoca.example.org/begin/{project_id}/{source}/{reference}"

    def application(self, number: int) -> str:
        return f"https://convoca.example.org/applications/{number}"

    def preferences(self) -> str:
        return "https://convoca.example.org/me"

    def search(self, address: str) -> str:
        return f"https://convoca.example.org/search?{address}"


WINDOW = Window()


def strength(match: Match) -> Strength:
    """The words of a match, as these tests want them."""
    return Thresholds(worth_a_look=0.4, strong=0.6).strength(match.score)


def euros(amount: int) -> Money:
    return Money(Decimal(amount))


def make_call(reference: str = "TOPIC-1", **what: Any) -> Call:
    """An open call of the EU portal; say what matters."""
    usual: dict[str, Any] = {
        "source": "eu_portal",
        "reference": reference,
        "identifier": reference,
        "kind": Kind.CALL,
        "title": f"The title of {reference}",
        "url": PORTAL + reference,
        "word": Status.OPEN,
        "programme": "Horizon Europe",
        "portal_type": "1",
    }
    return Call(**usual | what)


def make_match(
    call: Call, project: str = "clean-air", *, score: float = 0.7, ours: str = "", theirs: str = ""
) -> Match:
    pair = Evidence(ours, theirs, 0.7, 0, 0)
    return Match(
        item=f"project:{project}",
        source=call.source,
        reference=call.reference,
        version=1,
        score=score,
        words=0.2,
        meaning=score,
        evidence=(pair,) if ours else (),
    )


def make_project(id: str, *titles: str, owner: str = "marta", illustrative: bool = False) -> Project:
    title = dict(zip(("ca", "en"), titles or (id, id), strict=True))
    return Project(id=id, title=title, sentences=("…",), owner=owner, illustrative=illustrative)


def make_plan(*projects: Project) -> Plan:
    return Plan(
        id="amb-2021-2025",
        title={"en": "Internationalisation Plan 2021–2025"},
        institution="Àrea Metropolitana de Barcelona",
        starts=date(2021, 1, 1),
        ends=date(2025, 12, 31),
        general_objective=Objective("…"),
        specific_objectives=(),
        applicant=Applicant(name="AMB", kind="local authority", country="ES", nuts=("ES511",), can_coordinate=True),
        people=(MARTA, Person("jordi", "Jordi Serra", "jordi@example.org")),
        lines=(),
        challenges=(),
        projects=projects,
    )


def make_digest(language: str = "en") -> Digest:
    """Seven entries for three projects: four new, two changed, one closing; one more waits."""
    plan = make_plan(
        make_project("clean-air", "Aire net a la metròpoli", "Clean air in the metropolis"),
        make_project("energy", "Habitatge sense pobresa energètica", "Homes without energy poverty"),
        make_project("night-buses", "Autobusos nocturns", "Night buses", illustrative=True),
    )
    pairs = [*_clean_air(), *_energy(), *_buses()]
    now_calls = [call for call, _, _ in pairs]
    world = make_world(
        plan, now_calls, [match for _, match, _ in pairs], failed=("interreg",), sources=9, examined=4312
    )
    told = {(match.item, call.source, call.reference): before for call, match, before in pairs if before}
    return compose(
        replace(MARTA, language=language),
        world=world,
        memory=Memory(told=told, weighed={each.key: EARLIER for each in plan.projects}),
        projects={each.id for each in plan.projects},
        strength=strength,
        limit=2,
    )


def make_world(
    plan: Plan, calls: Iterable[Call], matches: Iterable[Match], *, now: datetime = NOW, **different: Any
) -> World:
    """Calls that were first seen an hour ago, and matched since; say what else matters of it, or was examined."""
    known = {(each.source, each.reference): each for each in calls}
    by_item: dict[str, list[Match]] = {}
    for match in matches:
        by_item.setdefault(match.item, []).append(match)
    examined = {name: different.pop(name) for name in ("sources", "failed") if name in different}
    usual: dict[str, Any] = {
        "plan": plan,
        "now": now,
        "examined": Examined(**{"calls": different.pop("examined", 10), "sources": 1, "newest": NOW} | examined),
        "matches": by_item,
        "calls": known,
        "versions": dict.fromkeys(known, 1),
        "first_seen": dict.fromkeys(known, now - timedelta(hours=1)),
        "matched_at": now,
    }
    return World(**usual | different)


Row = tuple[Call, Match, Call | None]


def _clean_air() -> list[Row]:
    civitas = make_call(
        "HORIZON-CL5-2026-10-D6-07",
        title="Supporting sustainable and smart urban mobility in Europe (CIVITAS)",
        deadlines=Deadlines((Deadline(date(2026, 10, 8)),)),
        budget=Budget(
            total=euros(4_000_000), grant_min=euros(4_000_000), grant_max=euros(4_000_000), expected_grants=1
        ),
    )
    air = make_call(
        "HORIZON-CL6-2027-01-ZEROPOLLUTION-02",
        title="Developing effective air quality planning strategies through innovative multi-scale modelling",
        word=Status.FORTHCOMING,
        opens_on=date(2027, 4, 20),
        deadlines=Deadlines((Deadline(date(2027, 9, 22), time(17)),)),
        budget=Budget(total=euros(9_800_000), shared_by=2, grant_min=euros(4_900_000), grant_max=euros(4_900_000)),
        parts=(Part(PartKind.SCOPE, "Scope", "Plans for cleaner air need models that see the single street."),),
    )
    hubs = make_call(
        "HORIZON-MISS-2027-04-CIT-03",
        title="Inclusive and climate resilient multimodal passenger hubs enhancing modal shift towards sustainable "
        "transport and shared mobility",
        word=Status.FORTHCOMING,
        opens_on=date(2027, 2, 9),
        deadlines=Deadlines((Deadline(date(2027, 10, 7)),)),
    )
    return [
        (
            air,
            make_match(
                air,
                score=0.81,
                ours="We map nitrogen dioxide street by street and choose measures where people breathe the worst air.",
                theirs="Plans for cleaner air need models that see the single street.",
            ),
            None,
        ),
        (
            civitas,
            make_match(
                civitas,
                score=0.58,
                ours="The low-emission zone grows together with better public transport.",
                theirs="Proposals help cities to move traffic from cars to public transport, and to learn from each "
                "other how access rules, prices and new services work together over several years.",
            ),
            None,
        ),
        (hubs, make_match(hubs, score=0.45), None),
    ]


def _energy() -> list[Row]:
    poverty = make_call(
        "LIFE-2026-CET-ENERPOV",
        title="Alleviating household energy poverty in Europe",
        programme="LIFE",
        deadlines=Deadlines((Deadline(date(2026, 9, 16), time(17)),)),
        budget=Budget(total=euros(6_000_000)),
    )
    bridge = make_call(
        "PPPA-2026-BRIDGEFOREU2",
        title="Setting up of Cross-Border Coordination Points",
        programme="Pilot Projects and Preparatory Actions",
        deadlines=Deadlines((Deadline(date(2026, 9, 29)),)),
    )
    words = "Homes that cannot be kept warm are found, visited and renovated first."
    return [
        (
            poverty,
            make_match(poverty, "energy", score=0.77, ours=words, theirs="Actions reach households in need."),
            poverty,
        ),
        (
            bridge,
            make_match(
                bridge, "energy", score=0.42, ours=words, theirs="Points of contact join both sides of a border."
            ),
            replace(bridge, deadlines=Deadlines((Deadline(date(2026, 9, 22)),))),
        ),
    ]


def _buses() -> list[Row]:
    transport = make_call(
        "HORIZON-MISS-2026-04-CIT-01",
        title="Energy efficient urban and sub-urban public transport, complemented by shared mobility",
        deadlines=Deadlines((Deadline(date(2026, 10, 8)),)),
        budget=Budget(
            total=euros(20_000_000), grant_min=euros(10_000_000), grant_max=euros(10_000_000), expected_grants=2
        ),
    )
    circular = make_call(
        "HORIZON-CL6-2027-01-CIRCBIO-02-two-stage",
        title="Open topic: Using the Circular Cities and Regions Initiative to strengthen urban manufacturing in "
        "support of the Clean Industrial Deal",
        word=Status.FORTHCOMING,
        opens_on=date(2027, 2, 4),
        deadlines=Deadlines(
            (
                Deadline(date(2027, 4, 8), time(17), kind=DeadlineKind.STAGE_1),
                Deadline(date(2027, 9, 22), kind=DeadlineKind.STAGE_2),
            )
        ),
        budget=Budget(total=euros(18_000_000), expected_grants=3),
    )
    cascade = make_call(
        "186411",
        identifier="EuropeAid/186411/DD/ACT/CN",
        title="Small grants for the buses of the night",
        programme=None,
        portal_type="2",
        deadlines=Deadlines(rolling=True),
    )
    ours = "Night buses run on batteries and meet at hubs that people like to wait in."
    return [
        (
            transport,
            make_match(
                transport, "night-buses", score=0.69, ours=ours, theirs="Public transport uses less energy per trip."
            ),
            replace(
                transport, word=Status.FORTHCOMING, opens_on=date(2026, 2, 4), budget=Budget(total=euros(15_000_000))
            ),
        ),
        (circular, make_match(circular, "night-buses", score=0.5, ours=ours, theirs="Cities bring making back."), None),
        (cascade, make_match(cascade, "night-buses", score=0.44), None),
    ]


def told_by(digest: Digest) -> list[tuple[str, str, str]]:
    """The plan item, source and reference of everything a digest tells."""
    matches = [entry.match for entry in digest.entries]
    return [(each.item, each.source, each.reference) for each in matches]
