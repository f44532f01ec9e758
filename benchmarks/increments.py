"""What a change costs at 20,000 running calls: a week's changed calls and a new plan item, beside matching it all."""

from collections.abc import Sequence

import numpy as np

from benchmarks.cost import Cost, cost
from benchmarks.matching import PASSAGES, _call, _ranking, _texts, _vectors
from benchmarks.table import Cell, show
from matcher.company import in_company
from matcher.documents import read
from matcher.encoder import TransformerEncoder
from matcher.fusion import Likeness, fuse, mix
from matcher.lexical import Lexicon
from matcher.meaning import centres, late_interaction

CALLS, CHANGED = 20_000, 50
ITEM = (
    "Shade for school yards",
    "Trees, awnings and water cool the yards of forty schools in summer.",
    "The yards stay open to the neighbours in the afternoon and at weekends.",
    "Pupils measure heat and plan the planting together with gardeners.",
    "After three years no yard is hotter than the street beside it.",
)
"""A plan item nobody has read yet."""


def main() -> None:
    """Print the changed week as a share of the full match, and the new item's seconds."""
    texts = _texts(CALLS)
    encoder = TransformerEncoder()
    encoder.encode_query(["ready"])
    week = cost(lambda: encoder.encode_document(_passages(texts[:CHANGED])))
    ranking = _ranking(CALLS)
    every = CALLS / CHANGED * week.cpu + ranking.cpu
    changed = week.cpu + ranking.cpu
    rows: list[Sequence[Cell]] = [
        (f"{CHANGED} calls embedded", week.seconds, week.cpu, None),
        (f"ranking of {CALLS:,}, ready vectors", ranking.seconds, ranking.cpu, None),
        (f"full match of {CALLS:,}, embedding reckoned from {CHANGED}", None, every, "100 %"),
        (f"week with {CHANGED} changed calls", week.seconds + ranking.seconds, changed, f"{changed / every:.1%}"),
    ]
    item = _new_item(texts, encoder)
    rows.append(("new plan item, in a process that holds the calls", item.seconds, item.cpu, f"{item.cpu / every:.3%}"))
    show(("what", "s", "CPU s", "share of the full match"), rows)


def _new_item(texts: Sequence[str], encoder: TransformerEncoder) -> Cost:
    lexicon, passages, calls = Lexicon(texts), _vectors(CALLS * PASSAGES), [PASSAGES] * CALLS
    titles, gists = Lexicon([_call(at, text).title for at, text in enumerate(texts)]), centres(passages, calls)

    def work() -> object:
        asked, sentences = [". ".join(ITEM)], encoder.encode_query(ITEM)
        alike = Likeness(
            words=lexicon.similarity(asked),
            titles=titles.similarity(asked),
            meaning=late_interaction(sentences, passages, items=[len(ITEM)], calls=calls),
            gist=centres(sentences, [len(ITEM)]) @ gists.T,
        )
        total = mix(alike, [sum(len(each.split()) for each in ITEM)])
        return np.argsort(-fuse(in_company(total, gists))[0], kind="stable")[:20]

    return cost(work, rounds=3)


def _passages(texts: Sequence[str]) -> list[str]:
    return [passage for at, text in enumerate(texts) for passage in read(_call(at, text)).passages]
