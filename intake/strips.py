"""Crops of a page one below the other on one picture, so that a single call of the engine reads them all."""

from collections.abc import Sequence

import numpy as np

from intake.pdfs import Picture

EDGE = 16
"""Pixels of blank paper left and right of the crops."""
_PAPER = 255


def stacked(crops: Sequence[Picture], gap: int) -> tuple[list[int], Picture]:
    """Return the top of each crop and the picture that they stand on, so many pixels apart."""
    width = max(crop.shape[1] for crop in crops) + 2 * EDGE
    canvas = np.full((sum(crop.shape[0] + gap for crop in crops) + gap, width), _PAPER, np.uint8)
    tops, top = [], gap
    for crop in crops:
        canvas[top : top + crop.shape[0], EDGE : EDGE + crop.shape[1]] = crop
        tops.append(top)
        top += crop.shape[0] + gap
    return tops, canvas
