"""Pairs of real calls that look alike, told apart once by a person who read both: merges are judged by them.

"Same" is the same call and the same round of it: a cut-off that the other entry does not name is another chance.
"""

import json
from datetime import date
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from domain.call import Call, Kind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from matcher.duplicates import Key, duplicates

LABELLED = Path(__file__).with_name("labelled_pairs.jsonl")
SECONDARY = ("euroaccess",)

Fact = dict[str, Any]


@cache
def pairs() -> list[Fact]:
    return [json.loads(line) for line in LABELLED.read_text().splitlines()]


def labelled(label: str) -> list[tuple[Key, Key]]:
    return [(key(each["one"]), key(each["other"])) for each in pairs() if each["label"] == label]


def key(fact: Fact) -> Key:
    return fact["source"], fact["reference"]


def call(fact: Fact) -> Call:
    days = [Deadline(date.fromisoformat(on), kind=DeadlineKind(kind)) for on, kind in fact.get("deadlines", ())]
    opens_on = date.fromisoformat(fact["opens_on"]) if "opens_on" in fact else None
    known = {**fact, "deadlines": Deadlines(tuple(days)), "opens_on": opens_on}
    return Call(kind=Kind.CALL, word=Status.OPEN, **known)


@cache
def stand_ins() -> dict[Key, Key]:
    """What is merged where all calls of all pairs are known at once, as they are in a database."""
    known = {key(each): call(each) for each in chain.from_iterable((pair["one"], pair["other"]) for pair in pairs())}
    return duplicates(list(known.values()), secondary=SECONDARY)


def are_one(one: Key, other: Key) -> bool:
    merged = stand_ins()
    return merged.get(one, one) == merged.get(other, other)


def test_no_two_calls_that_a_person_told_apart_become_one() -> None:
    assert [(one, other) for one, other in labelled("different") if are_one(one, other)] == []


def test_nine_in_ten_of_the_pairs_that_are_one_call_become_one() -> None:
    same = labelled("same")
    missed = [(one, other) for one, other in same if not are_one(one, other)]

    assert len(missed) <= len(same) / 10, missed


def test_calls_are_told_apart_also_where_no_others_are_known() -> None:
    wrong = [
        each["why"]
        for each in pairs()
        if each["label"] == "different" and duplicates([call(each["one"]), call(each["other"])], secondary=SECONDARY)
    ]

    assert wrong == []


def test_both_labels_are_well_represented() -> None:
    assert min(len(labelled("same")), len(labelled("different"))) >= 40
