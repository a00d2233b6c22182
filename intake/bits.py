"""Tall shapes in pictures of 0 and 1, eight pixels a byte: in a fifth of the time that OpenCV takes for them."""

import cv2
import numpy as np
import numpy.typing as npt

Mask = npt.NDArray[np.uint8]
_INK, _PAPER = 255, 0


def widened(ink: Mask, rows: int) -> Mask:
    """Return ink grown up and down, by an odd number of rows in all; as `cv2.dilate` does."""
    return _unpacked(_any(np.packbits(ink, axis=1), rows), ink)


def upright(ink: Mask, rows: int) -> Mask:
    """Return the upright strokes of ink as long as some rows, gaps of two at most bridged.

    As `cv2.morphologyEx` closes with three rows and opens with `rows`: ink goes on beyond the edges.
    """
    closed = _all(_any(np.packbits(ink, axis=1), 3), 3)
    return _unpacked(_any(_all(closed, rows), rows), ink)


def by_row(ink: Mask) -> npt.NDArray[np.int32]:
    """Return the sum of each row of a picture."""
    return np.asarray(cv2.reduce(ink, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0], np.int32)


def by_column(ink: Mask) -> npt.NDArray[np.int32]:
    """Return the sum of each column of a picture."""
    return np.asarray(cv2.reduce(ink, 0, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[0], np.int32)


def _unpacked(packed: Mask, ink: Mask) -> Mask:
    return np.unpackbits(packed, axis=1, count=ink.shape[1])


def _any(packed: Mask, rows: int) -> Mask:
    """Return where one of the rows about each is inked."""
    return _over(np.bitwise_or, packed, rows, _PAPER)


def _all(packed: Mask, rows: int) -> Mask:
    """Return where all of the rows about each are inked."""
    return _over(np.bitwise_and, packed, rows, _INK)


def _over(joined: np.ufunc, packed: Mask, rows: int, beyond: int) -> Mask:
    """Return the rows about each put together, twice as many a step; of an even number one more is above."""
    height, width = packed.shape
    padded = np.full((height + rows - 1, width), beyond, np.uint8)
    padded[rows // 2 : rows // 2 + height] = packed
    packed, long = padded, 1
    while long < rows:
        step = min(long, rows - long)
        packed = joined(packed[:-step], packed[step:])
        long += step
    return packed
