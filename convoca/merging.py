"""The step between: calls that are one and the same, read at several sources, become one."""

from convoca.wiring import Program
from crawler import registry
from db import calls, merges
from db.engine import reading, transaction
from domain.errors import Problem
from matcher.duplicates import duplicates


class NotOne(Problem):
    """Raised where a call is to be told apart that cannot be found, or not without doubt."""


def merge(program: Program) -> int:
    """Decide anew which calls stand for which; return for how many that changed."""
    secondary = {name for name in registry.names() if registry.spider(name).role == "secondary"}
    with reading(program.engine) as session:
        known = [each.call for each in calls.stored(session)]
        alone = merges.alone(session)
    with transaction(program.engine) as session:
        return merges.replace(session, duplicates(known, secondary=secondary, alone=alone))


def tell_apart(program: Program, text: str) -> str:
    """Undo the merge of the call with this reference for good, and return its title."""
    with reading(program.engine) as session:
        found = [each for each in calls.find(session, text) if each.merged_into is not None]
    if len(found) != 1:
        raise NotOne(
            f"{len(found)} merged calls have the identifier or reference {text!r}: name one by its reference, as "
            "`convoca calls --json` prints it."
        )
    (call,) = (each.call for each in found)
    with transaction(program.engine) as session:
        merges.keep_alone(session, (call.source, call.reference), now=program.now)
    return call.title
