"""Each call has the texts beside it that are about the same, the nearest first, and no others."""

import numpy as np
from numpy.typing import NDArray

from matcher.nearest import KEPT, nearest


def unit(*rows: tuple[float, float]) -> NDArray[np.float32]:
    vectors = np.array(rows, np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def test_the_nearest_texts_come_first_and_what_is_about_something_else_does_not_come() -> None:
    passages = unit((1, 0), (1, 0.2), (0, 1))

    east, north = nearest(passages, [2, 1], unit((0, 1), (1, 0.1), (1, 1), (-1, 0)))
    assert [row for row, _ in east] == [1, 2]
    assert east[0][1] == 1.0
    assert [row for row, _ in north] == [0, 2]


def test_no_call_has_more_than_it_can_show() -> None:
    (found,) = nearest(unit((1, 0)), [1], unit(*[(1.0, index / 100) for index in range(KEPT + 5)]))

    assert [row for row, _ in found] == list(range(KEPT))
