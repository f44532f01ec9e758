"""What CORDIS publishes is taken in row by row, all of it or nothing, and set beside the calls it is like."""

import shutil
import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.settings import Settings
from convoca.cordis import Cordis
from convoca.funded import import_file
from convoca.wiring import Program as Running
from db import calls, funded
from db.engine import connect, reading, transaction
from domain.funded import Nearness, Participant
from tests.convoca.cordis_files import organisation, project, publish
from tests.convoca.program import Program
from tests.convoca.samples import NOW, TEXTS, call

AIR = project("101000001", title="Clean buses", objective=TEXTS["ada"], topics="OLD-TOPIC", subCall="OLD")
WATER = project("101000002", title="Water again", objective=TEXTS["berta"], topics="horizon-water-01", subCall="W")
PRIVATE = project("101000003", title="A company's own")
BODIES = [
    organisation("101000001", "1", name="COMUNE DI TORINO", role="coordinator"),
    organisation("101000001", "2", name="ATHENS", country="EL"),
    organisation("101000001", "3", name="LEFT EARLY", endOfParticipation="true"),
    organisation("101000002", "1", name="COMUNE DI TORINO"),
    organisation("101000003", "4", name="BUS MAKERS SPA", activityType="PRC"),
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return publish(tmp_path / "cordis.zip", [AIR, WATER, PRIVATE], BODIES)


def known(engine: Engine) -> dict[str, list[Participant]]:
    with reading(engine) as session:
        return {each.id: funded.participants(session, [each.id]) for each in funded.every(session)}


def running(tmp_path: Path) -> Running:
    settings = Settings(data_dir=tmp_path)
    return Running(settings, NOW, connect(settings.database))


def test_projects_with_a_public_body_come_in_and_the_same_file_again_changes_nothing(
    convoca: Program, file: Path
) -> None:
    first = convoca("funded", "import", str(file))
    engine = connect(convoca.database)
    kept = known(engine)
    again = convoca("funded", "import", str(file))

    assert (first.returncode, first.stderr) == (0, "")
    assert "2 projects in which a public body takes part, with 3 participations; 1 others left out" in first.stdout
    assert [each.name for each in kept["101000001"]] == ["ATHENS", "COMUNE DI TORINO"]
    assert [each.country for each in kept["101000001"]] == ["GR", "IT"]
    assert (again.stdout, known(engine)) == (first.stdout, kept)
    engine.dispose()


def test_a_call_has_the_projects_of_its_topic_beside_it_then_those_of_its_group_then_those_like_it(
    convoca: Program, tmp_path: Path
) -> None:
    engine = connect(convoca.database)
    buses = call("BUSES", TEXTS["ada"], title="Buses without fumes", identifier="HORIZON-WATER-01", group="GROUP")
    with transaction(engine) as session:
        calls.record_all(session, [buses], now=NOW)
    of_group = project("101000004", title="Of the group", topics="OTHER", subCall="GROUP", objective="Nothing alike.")
    bodies = [*BODIES, organisation("101000004", "1")]
    file = publish(tmp_path / "cordis.zip", [AIR, WATER, of_group], bodies)
    assert convoca("funded", "import", str(file), CONVOCA_NOW=NOW.isoformat()).returncode == 0

    with reading(engine) as session:
        found = funded.similar(session, buses, limit=9)
    assert [(each.project.id, each.nearness) for each in found] == [
        ("101000002", Nearness.TOPIC),
        ("101000004", Nearness.GROUP),
        ("101000001", Nearness.TEXT),
    ]
    assert (found[2].alike or 0) > 0.5
    assert [each.participants for each in found] == [1, 1, 2]
    engine.dispose()


def test_rows_that_cannot_be_read_are_counted_and_named(convoca: Program, tmp_path: Path) -> None:
    broken = [AIR, project("101000005", startDate="soon"), project("", title="Nameless")]
    file = publish(tmp_path / "cordis.zip", broken, [*BODIES, organisation("101000005", "9", activityType="XYZ")])

    done = convoca("funded", "import", str(file))
    assert done.returncode == 0
    assert "3 rows could not be read:" in done.stdout
    assert "'XYZ' is not a valid BodyKind" in done.stdout
    assert "id is empty" in done.stdout


def test_what_is_not_from_cordis_is_said_in_one_sentence_and_changes_nothing(
    convoca: Program, file: Path, tmp_path: Path
) -> None:
    convoca("funded", "import", str(file))
    engine = connect(convoca.database)
    before = known(engine)
    torn = tmp_path / "torn.zip"
    torn.write_bytes(file.read_bytes()[:-200])
    other = tmp_path / "other"
    other.mkdir()
    (other / "project.csv").write_text('"id";"acronym"\n"1";"A"\n')
    (other / "organization.csv").write_text('"projectID"\n"1"\n')
    private = publish(tmp_path / "private.zip", [PRIVATE], BODIES[-1:])

    for path, said in (
        (torn, "is no whole zip file"),
        (other, "has no column organisationID"),
        (tmp_path / "nowhere.zip", "holds no organization.csv"),
        (private, "names no project in which a public body takes part"),
    ):
        done = convoca("funded", "import", str(path))
        assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (1, True, 1), done.stderr
    assert known(engine) == before
    engine.dispose()


def test_the_unpacked_folder_is_read_as_the_zip_is(file: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(file, tmp_path / "unpacked")

    assert list(Cordis(tmp_path / "unpacked").projects()) == list(Cordis(file).projects())


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(projects: int) -> int:
        rows = [project(str(each), objective="A long objective. " * 100) for each in range(1, projects + 1)]
        file = publish(tmp_path / f"{projects}.zip", rows, [organisation(each["id"], "1") for each in rows])
        program = running(tmp_path / str(projects))
        tracemalloc.start()
        import_file(program, file)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        program.engine.dispose()
        return most

    small, large = peak(1_000), peak(4_000)
    assert large < small + 2_000_000, "the numbers of the projects are all that is kept: 4,000 texts are 7 MB"
