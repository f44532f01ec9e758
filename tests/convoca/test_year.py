"""Whatever happens in a year, to the world and to the program: everybody is told once of everything that is theirs."""

import shutil
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from db.engine import connect
from tests.convoca import samples
from tests.convoca.year import Mood, Moody, Year, check

SCORES = st.sampled_from([0.05, 0.2, 0.7])
PROJECTS = st.sampled_from(samples.OWNERS)
DAYS = st.integers(5, 120)
KILLED = st.none() | st.integers(1, 40)


class AYear(RuleBasedStateMachine):
    """The steps of a year in any order."""

    empty: Path
    """A database in which nothing is known yet: copied, because making one takes longer than a week."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        folder = Path(self.stack.enter_context(TemporaryDirectory()))
        shutil.copy(self.empty, folder / "convoca.db")
        postbox = Moody()
        url = self.stack.enter_context(postbox.open())
        self.year = Year(f"sqlite:///{folder / 'convoca.db'}", url, postbox)

    @rule(project=PROJECTS, score=SCORES, days=DAYS)
    def a_call_appears(self, project: str, score: float, days: int) -> None:
        self.year.publish(project, score, days=days)

    @precondition(lambda self: self.year.published)
    @rule(data=st.data(), days=DAYS)
    def a_deadline_moves(self, data: st.DataObject, days: int) -> None:
        self.year.move(self._one(data), days=days)

    @precondition(lambda self: self.year.published)
    @rule(data=st.data())
    def a_call_is_withdrawn(self, data: st.DataObject) -> None:
        self.year.withdraw(self._one(data))

    @precondition(lambda self: self.year.published)
    @rule(data=st.data(), score=SCORES)
    def another_model_sees_a_call_differently(self, data: st.DataObject, score: float) -> None:
        self.year.rescore(self._one(data), score)

    @rule(threshold=st.sampled_from([0.12, 0.5]))
    def the_threshold_is_set(self, threshold: float) -> None:
        self.year.threshold = threshold

    @rule(project=PROJECTS, owner=PROJECTS)
    def the_plan_names_another_owner(self, project: str, owner: str) -> None:
        self.year.hand_over(project, owner)

    @rule(weeks=st.integers(1, 3), killed=KILLED, moods=st.lists(st.sampled_from(Mood), max_size=3))
    def a_monday_comes_perhaps_after_some_that_were_missed(
        self, weeks: int, killed: int | None, moods: list[Mood]
    ) -> None:
        self.year.pass_(timedelta(weeks=weeks))
        self._moods(moods)
        self.year.digest(killed_at=killed)

    @rule(killed=KILLED)
    def the_digest_is_started_again(self, killed: int | None) -> None:
        self.year.digest(killed_at=killed)

    @rule(killed=KILLED, moods=st.lists(st.sampled_from(Mood), max_size=3))
    def what_waits_is_delivered(self, killed: int | None, moods: list[Mood]) -> None:
        self._moods(moods)
        self.year.deliver(killed_at=killed)

    def teardown(self) -> None:
        with self.stack:
            self.year.wind_up()
            check(self.year)

    def _one(self, data: st.DataObject) -> str:
        return data.draw(st.sampled_from(sorted(self.year.published)))

    def _moods(self, moods: list[Mood]) -> None:
        self.year.postbox.moods[:] = moods
        self.year.hang_ups += moods.count(Mood.TAKES_AND_HANGS_UP)


@pytest.fixture(scope="module", autouse=True)
def _empty_database(tmp_path_factory: pytest.TempPathFactory) -> None:
    AYear.empty = tmp_path_factory.mktemp("year") / "empty.db"
    connect(f"sqlite:///{AYear.empty}").dispose()


AYear.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAYear = pytest.mark.slow(AYear.TestCase)
