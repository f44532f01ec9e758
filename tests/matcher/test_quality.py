"""On judged plan descriptions the product ranks better than what everybody could use instead."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from matcher.embedding import Vectors, embed
from matcher.encoder import TransformerEncoder
from matcher.evaluation import ALL, evaluate
from matcher.groundtruth import load
from tests.matcher.vectors_in_memory import VectorsInMemory

FOLDER = Path(__file__).parents[2].parent / "shared" / "groundtruth" / "plan-like"
AT_LEAST = 0.61
"""Of nDCG@10: what any ranking worth shipping reached on these nine descriptions when they were graded."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the ground truth is not beside the checkout"),
]


@pytest.fixture(scope="module")
def gains() -> dict[tuple[str, str], float]:
    """NDCG@10 by system and query length; all of the 572 calls are encoded, in about five minutes of processor time."""
    model = TransformerEncoder()
    found = evaluate(load(FOLDER, "plan"), queries=once(model.encode_query), documents=once(model.encode_document))
    return {(each.system, each.query): each.ndcg_at_10 for each in found if each.subset == ALL}


def once(encode: Callable[[Sequence[str]], Vectors]) -> Callable[[Sequence[str]], Vectors]:
    return partial(embed, encode=encode, store=VectorsInMemory())


@pytest.mark.parametrize("length", ["full", "title"])
def test_plan_items_find_the_calls_two_readers_chose(gains: dict[tuple[str, str], float], length: str) -> None:
    assert gains["convoca", length] >= AT_LEAST


@pytest.mark.parametrize("length", ["full", "title"])
@pytest.mark.parametrize("system", ["tf-idf", "embeddings", "rank fusion", "z-score sum"])
def test_the_product_ranks_no_worse_than_the_baselines(
    gains: dict[tuple[str, str], float], system: str, length: str
) -> None:
    assert gains["convoca", length] >= gains[system, length]
