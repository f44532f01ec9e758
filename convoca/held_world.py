"""Which world a database holds: the demo's dates and texts are not real and never stand beside real ones."""

from sqlalchemy.orm import Session

from convoca.wiring import Program
from db import settings as facts
from db.engine import reading
from domain.errors import Problem

FACT = "world"
DEMO, LIVE = "demo", "live"


class MixedWorlds(Problem):
    """Raised where the demo's calls and those of the live sources would end in one database."""


def is_demo(session: Session) -> bool:
    """Whether the calls of this database are the demo's."""
    return facts.get(session, FACT) == DEMO


def hold(session: Session, program: Program) -> None:
    """Let the database hold the world of this command: said with the first calls, and meant for good."""
    facts.set(session, FACT, _of(program))


def keep_apart(program: Program) -> None:
    """Raise :class:`MixedWorlds` where the database holds the other world."""
    wanted = _of(program)
    with reading(program.engine) as session:
        held = facts.get(session, FACT)
    if held not in (None, wanted):
        raise MixedWorlds(
            f"This database holds the {held} world and cannot take the {wanted} one: set CONVOCA_DATA_DIR to another "
            f"folder, such as data/{wanted}."
        )


def _of(program: Program) -> str:
    return DEMO if program.demo else LIVE
