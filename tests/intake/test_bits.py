"""Tall shapes in bits and the greys of a part: the same as OpenCV and numpy say, at the edges of a picture too."""

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest

from intake import bits, components, greys
from intake.bits import Mask


def pictures(most: int = 60) -> Iterator[Mask]:
    """Yield pictures of 0 and 1 of any size, from nearly white to nearly black."""
    random = np.random.default_rng(7)
    for turn in range(most):
        height, width = random.integers(2, 120, 2)
        yield (random.random((height, width)) < (0.2, 0.5, 0.8, 0.985)[turn % 4]).astype(np.uint8)


@pytest.mark.parametrize("rows", [3, 17])
def test_ink_grown_up_and_down(rows: int) -> None:
    for ink in pictures():
        assert np.array_equal(bits.widened(ink, rows), cv2.dilate(ink, np.ones((rows, 1), np.uint8)))


@pytest.mark.parametrize("rows", [9, 10, 36])
def test_upright_strokes(rows: int) -> None:
    for ink in pictures():
        closed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 1), np.uint8))
        opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((rows, 1), np.uint8))
        assert np.array_equal(bits.upright(ink, rows), opened)


def test_sums() -> None:
    for ink in pictures(8):
        assert bits.by_row(255 * ink).tolist() == (255 * ink).sum(axis=1).tolist()
        assert bits.by_column(255 * ink).tolist() == (255 * ink).sum(axis=0).tolist()


def test_components_painted() -> None:
    ink = np.zeros((9, 9), np.uint8)
    ink[1:3, 1:3] = ink[5:8, 5:8] = 1
    labels, stats = components.of(ink)
    large = stats[:, cv2.CC_STAT_AREA] == 9
    made = components.painted(labels, large, 255)
    assert (made[5:8, 5:8] == 255).all()
    assert made.sum() == 9 * 255


@pytest.mark.parametrize("kind", [np.uint8, np.int64, np.float64])
def test_percentiles(kind: type) -> None:
    random = np.random.default_rng(3)
    for _ in range(100):
        values: npt.NDArray[Any] = random.integers(0, 256, random.integers(1, 40, 2)).astype(kind)
        assert greys.percentiles(values, 0.2, 37, 50, 90) == np.percentile(values, (0.2, 37, 50, 90)).tolist()
