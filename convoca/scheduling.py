"""The clock: strikes each due time once, whoever else keeps it, and starts the job in a process of its own."""

import logging
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler

from convoca import alarm
from convoca.clock import instant
from convoca.jobs import Job, jobs
from convoca.wiring import Program
from db import claims
from db.engine import reading, transaction

LEASE = timedelta(minutes=5)
"""How long a job counts as running after its clock was last heard of."""
HEARTBEAT = 30.0
"""Seconds between two signs of life."""
PAUSE = 60.0
"""Seconds before a command that failed is tried again: most of what fails at once works a minute later."""

log = logging.getLogger("convoca.clock")


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit status and the last line it printed."""

    status: int
    said: str


def keep(program: Program, kept: Sequence[Job] | None = None) -> None:
    """Strike until stopped. What became due while no clock ran is made up for first, the last of it and once.

    APScheduler only says when; its jobs live in memory. Two processes on one of its stores started a job twice or lost
    it at the next start, so each due time is claimed in our own table.
    """
    known = jobs() if kept is None else kept
    scheduler = BlockingScheduler(executors={"default": ThreadPoolExecutor(len(known))})
    for each in known:
        scheduler.add_job(strike, each.trigger, (program, each), misfire_grace_time=None, coalesce=True)
        scheduler.add_job(strike, args=(program, each), misfire_grace_time=None)
    log.info("The clock runs: %s.", ", ".join(each.name for each in known))
    scheduler.start()


def strike(program: Program, job: Job) -> None:
    """Claim the job's last due time and do what it asks for; nothing where that is taken, or where it still runs."""
    now = instant(program.settings)
    due = job.due(now)
    if due is None:
        return
    with transaction(program.engine) as session:
        if not claims.take(session, job.name, due=due, now=now, lease=LEASE):
            return
    facts = {"job": job.name, "due": due.isoformat()}
    log.info("%s, due %s: started.", job.name, f"{due:%Y-%m-%d %H:%M}", extra=facts)
    ended = _work(program, job, due)
    with transaction(program.engine) as session:
        claims.end(session, job.name, due=due, status=ended.status, said=ended.said, now=instant(program.settings))
    if ended.status:
        log.error("%s: failed with status %d. %s", job.name, ended.status, ended.said, extra=facts)
        alarm.raised(program, job.name, ended.said)
    else:
        log.info("%s: done. %s", job.name, ended.said, extra=facts)


def _work(program: Program, job: Job, due: datetime) -> Ended:
    failed: Ended | None = None
    ended = Ended(0, "")
    for command in job.commands:
        ended = _run(program, job, due, command)
        if ended.status and job.again:
            log.warning("%s: convoca %s failed, and is tried again.", job.name, command[0], extra={"job": job.name})
            time.sleep(PAUSE)
            ended = _run(program, job, due, command)
        if ended.status:
            failed = failed or ended
            # A source that failed harms no other: what the rest has brought is matched all the same.
            if command[0] != "crawl":
                break
    return failed or ended


def _run(program: Program, job: Job, due: datetime, command: tuple[str, ...]) -> Ended:
    """Run a command of the program in its own process, and say every half minute that it lives."""
    process = subprocess.Popen(  # noqa: S603  # our own program, with our own words
        [sys.executable, "-m", "convoca", *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while True:
        try:
            printed, _ = process.communicate(timeout=HEARTBEAT)
        except subprocess.TimeoutExpired:
            with transaction(program.engine) as session:
                claims.alive(session, job.name, due=due, until=instant(program.settings) + LEASE)
            continue
        lines = printed.strip().splitlines()
        for each in lines:
            log.info("%s: %s", command[0], each, extra={"job": job.name, "command": " ".join(command)})
        return Ended(process.returncode, lines[-1] if lines else "")


def rows(program: Program) -> Iterator[dict[str, Any]]:
    """One row a job: when it is due next, and what last happened."""
    now = instant(program.settings)
    with reading(program.engine) as session:
        for each in jobs():
            last = claims.last(session, each.name)
            yield {
                "job": each.name,
                "next": each.next(now).isoformat(),
                "last_due": last.due.isoformat() if last else None,
                "running": last.running(now) if last else False,
                "seconds": (last.ended_at - last.started_at).total_seconds() if last and last.ended_at else None,
                "status": last.status if last else None,
                "said": last.said if last else None,
            }


def told(found: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A sentence a job."""
    for each in found:
        yield f"{each['job']}: next {each['next'][:16].replace('T', ' ')}; {_last(each)}"


def _last(row: dict[str, Any]) -> str:
    if row["last_due"] is None:
        return "never started yet."
    due = row["last_due"][:16].replace("T", " ")
    if row["running"]:
        return f"that of {due} UTC is running."
    if row["status"] is None:
        return f"that of {due} UTC was cut off."
    how = "went through" if row["status"] == 0 else f"failed with status {row['status']}"
    return f"that of {due} UTC {how} in {row['seconds']:.0f} s. {row['said']}"
