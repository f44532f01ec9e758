"""What the clock starts, and when; all of it in the institution's time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apscheduler.triggers.cron import CronTrigger

from domain.plan import INSTITUTION_ZONE

AT_ONCE = ("alerts", "--at-once")
LATEST = timedelta(days=3)
"""A due time that was missed is made up for until then; what comes later waits for the next one."""


@dataclass(frozen=True, slots=True)
class Job:
    """Commands that run one after the other; all but a crawl keep those after them from running by failing."""

    name: str
    trigger: CronTrigger
    commands: tuple[tuple[str, ...], ...]
    again: bool = True
    """Whether a command that failed is tried a second time."""

    def due(self, now: datetime) -> datetime | None:
        """The last due time that is not later than ``now`` and not missed for more than :data:`LATEST`."""
        last, following = None, self.trigger.get_next_fire_time(None, now - LATEST)
        while following is not None and following <= now:
            last, following = following, self.trigger.get_next_fire_time(following, following)
        return last

    def next(self, now: datetime) -> datetime:
        """The first due time after ``now``."""
        following: datetime = self.trigger.get_next_fire_time(None, now + timedelta(microseconds=1))
        return following


def jobs() -> tuple[Job, ...]:
    """Crawls by cadence, each with a match and what is urgent; digests; what cannot wait for them; the outbox."""
    return (
        Job("crawl-daily", _at("0 5 * * *"), (("crawl", "--cadence", "daily"), ("match",), AT_ONCE)),
        Job("crawl-weekly", _at("0 3 * * sun"), (("crawl", "--cadence", "weekly"), ("match",), AT_ONCE)),
        Job("reconcile", _at("0 2 * * sun"), (("reconcile",),)),
        Job("digest", _at("0 7 * * *"), (("digest",),)),
        Job("alerts", _at("0 8 * * *"), (("alerts",),)),
        Job("deliver", _at("*/5 * * * *"), (("outbox", "--deliver"),), again=False),
    )


def _at(when: str) -> CronTrigger:
    return CronTrigger.from_crontab(when, timezone=INSTITUTION_ZONE)
