"""What the encoder need not do twice."""

import numpy as np
from sqlalchemy import Engine, select

from db import vectors
from db.engine import reading, transaction
from db.vectors import VectorRow

MODEL = "minilm@sha256:abc onnx float32"


def some(count: int) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]]:
    numbers = np.random.default_rng(7).standard_normal((count, 384), dtype=np.float32)
    return {f"hash-{index}": each for index, each in enumerate(numbers)}


def test_a_vector_is_read_bit_by_bit_as_it_was_put(engine: Engine) -> None:
    put = some(1203)
    with transaction(engine) as session:
        vectors.put(session, put, model=MODEL)
    with reading(engine) as session:
        got = vectors.get(session, [*put, "unknown", "hash-3"], model=MODEL)

    assert got.keys() == put.keys()
    assert all(each.dtype == np.float32 and each.shape == (384,) for each in got.values())
    assert all(np.array_equal(got[hash], each) for hash, each in put.items())


def test_each_model_has_its_own_vectors(engine: Engine) -> None:
    with transaction(engine) as session:
        vectors.put(session, {"text": np.ones(3, np.float32)}, model=MODEL)
        vectors.put(session, {"text": np.zeros(2, np.float32)}, model="another")

        assert vectors.get(session, ["text"], model=MODEL)["text"].tolist() == [1, 1, 1]
        assert vectors.get(session, ["text"], model="another")["text"].tolist() == [0, 0]
        assert vectors.get(session, ["text"], model="a third") == {}


def test_putting_a_vector_again_changes_nothing(engine: Engine) -> None:
    with transaction(engine) as session:
        for _ in range(2):
            vectors.put(session, {"text": np.ones(3, np.float32)}, model=MODEL)
        vectors.put(session, {}, model=MODEL)

        assert len(vectors.get(session, ["text"], model=MODEL)) == 1


def test_a_vector_is_stored_alike_whatever_the_order_of_bytes_in_memory(engine: Engine) -> None:
    with transaction(engine) as session:
        vectors.put(session, {"text": np.array([1.5, -2], dtype=">f4")}, model=MODEL)

        row = session.execute(select(VectorRow.dimension, VectorRow.vector)).one()
    assert row == (2, b"\x00\x00\xc0\x3f\x00\x00\x00\xc0")
