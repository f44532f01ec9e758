"""The whole job on the small world that is shipped with the program: no account, no server, no network."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from pydantic import AnyHttpUrl

from convoca import crawling, demo_past, digesting, held_world, listing, matching, planning, telling, world
from convoca.wiring import Program
from db import settings as facts
from db.engine import transaction
from domain.plan import institution_day

SOURCE = "eu_portal"
"""The one source that the demo's world has."""
FOLDER = Path(__file__).parent.parent / "config" / "demo"
FRESH = timedelta(days=14)
"""How long the demo's world stands still, so that a second run finds nothing changed; then its dates move on."""
DAY = "demo.day"


def run(program: Program) -> None:
    """Crawl, match and digest the demo's world; a second run finds nothing changed."""
    # Its people are invented: whatever mail server is set, they get no mail.
    settings = program.settings.model_copy(update={"smtp_url": None})
    program = replace(program, settings=settings, demo=True)
    held_world.keep_apart(program)
    day = _day(program)
    telling.say(f"The demo's world of {day:%-d %B %Y}: real calls of the EU portal, with texts and dates of our own.")
    plan = planning.import_plan(program, planning.AMB).plan
    with world.serve(FOLDER, day=day) as origin:
        here = program.settings.model_copy(update={"replay_origin": AnyHttpUrl(origin)})
        crawled = crawling.crawl(replace(program, settings=here), [SOURCE])
    demo_past.bring_in(program, plan, FOLDER, day=day)
    matched = matching.match(program)
    if any(each.changed for each in matched):
        telling.tables(listing.tables(program), program.now)
    telling.crawled(crawled)
    telling.matched(matched)
    telling.digested(digesting.digest(program))
    telling.sentences(_next_steps(program))


def _day(program: Program) -> date:
    """The day the demo's dates count from: the one it was first run on, until that is two weeks ago."""
    today = institution_day(program.now)
    with transaction(program.engine) as session:
        kept = facts.get(session, DAY)
        if kept is not None and today - date.fromisoformat(kept) < FRESH:
            return date.fromisoformat(kept)
        facts.set(session, DAY, today.isoformat())
    return today


def _next_steps(program: Program) -> Iterator[str]:
    folder = program.settings.outbox
    best = next((match, call, table) for table in listing.tables(program) for match, call in table.matches)
    yield ""
    yield f"Read a digest: open {folder}/*.html in a browser, or the .eml beside it in a mail program."
    yield "Why a call is offered: .venv/bin/convoca explain " + f"{best[1].identifier} {best[2].item.id}"
    yield "Every match, best first: .venv/bin/convoca matches"
    yield "Look around in a browser, as any of the demo's people: .venv/bin/convoca serve"
    yield "The live sources, in a database of their own: export CONVOCA_DATA_DIR=data/live, then"
    yield f"    .venv/bin/convoca plan import {planning.short(planning.AMB)} && .venv/bin/convoca run"
