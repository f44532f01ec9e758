"""A year of weeks in real processes that are started twice, killed, and met by a mail server with moods."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.table import Cell, show
from tests.convoca import samples
from tests.convoca.year import Mood, Moody, Year, check

WEEKS = 52
SEEDS = (1, 2)
SCORES = (0.05, 0.2, 0.7)


def main() -> None:
    columns = ("seed", "weeks", "calls", "processes", "killed", "faults", "messages", "mails taken", "again")
    show(columns, [_line(seed) for seed in SEEDS])


def _line(seed: int) -> Sequence[Cell]:
    """Live through a year; raise where somebody was told twice, or not at all."""
    chance, postbox, processes, faults = random.Random(seed), Moody(), 0, 0
    with TemporaryDirectory() as folder, postbox.open() as url:
        year = Year(f"sqlite:///{Path(folder) / 'convoca.db'}", url, postbox)
        for _ in range(WEEKS):
            year.pass_(timedelta(weeks=chance.choice((1, 1, 1, 1, 2))))
            _what_happens(year, chance)
            moods = chance.choices([*Mood], weights=(12, 1, 1, 1, 1), k=chance.randint(0, 6))
            postbox.moods[:] = moods
            year.hang_ups += moods.count(Mood.TAKES_AND_HANGS_UP)
            faults += sum(each is not Mood.TAKES for each in moods)
            for command in (["digest"], ["outbox", "--deliver"]):
                processes += _processes(year, Path(folder), command, chance)
        year.wind_up()
        check(year)
    mails = Counter(str(each["Message-ID"]) for each in postbox.mails)
    again = mails.total() - len(mails)
    return seed, WEEKS, len(year.published), processes, year.kills, faults, len(mails), mails.total(), again


def _what_happens(year: Year, chance: random.Random) -> None:
    owners = samples.OWNERS
    for _ in range(chance.randint(0, 3)):
        year.publish(chance.choice(owners), chance.choice(SCORES), days=chance.randint(5, 120))
    known = sorted(year.published)
    changes = {
        "a deadline moves": lambda: year.move(chance.choice(known), days=chance.randint(5, 120)),
        "a call is withdrawn": lambda: year.withdraw(chance.choice(known)),
        "a call is seen differently": lambda: year.rescore(chance.choice(known), chance.choice(SCORES)),
        "a project changes hands": lambda: year.hand_over(chance.choice(owners), chance.choice(owners)),
        "the threshold is set": lambda: setattr(year, "threshold", chance.choice((0.12, 0.5))),
    }
    for happens in chance.sample(sorted(changes), k=2) if known else ():
        changes[happens]()


def _processes(year: Year, folder: Path, command: list[str], chance: random.Random) -> int:
    """Start a command once or twice at the same moment, and kill one of them now and then."""
    settings = {
        "CONVOCA_DATA_DIR": str(folder),
        "CONVOCA_DATABASE_URL": year.database,
        "CONVOCA_SMTP_URL": year.url,
        "CONVOCA_NOW": year.now.isoformat(),
        "CONVOCA_WORTH_A_LOOK": str(year.threshold),
    }
    silent = subprocess.DEVNULL
    started = [
        subprocess.Popen(  # our own program
            [sys.executable, "-m", "convoca", *command], env=os.environ | settings, stdout=silent, stderr=silent
        )
        for _ in range(chance.choice((1, 1, 2)))
    ]
    if chance.random() < 0.4:
        time.sleep(chance.uniform(0.5, 2.5))
        started[0].kill()
    for each in started:
        year.kills += each.wait() == -9
    year.now += timedelta(minutes=15)
    return len(started)
