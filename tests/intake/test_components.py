"""The components of ink are the same in labels of 16 bits as of 32, and no picture has too many of them."""

import cv2
import numpy as np
import pytest

from intake import components
from intake.pdfs import Picture


def test_each_component_has_its_label_and_its_box() -> None:
    ink = np.zeros((20, 30), np.uint8)
    ink[2:5, 3:9] = ink[10, 20] = 1
    labels, stats = components.of(ink)
    assert labels.dtype == np.uint16
    assert (labels[3, 4], labels[10, 20], labels[0, 0]) == (1, 2, 0)
    assert stats[1:].tolist() == [[3, 2, 6, 3, 18], [20, 10, 1, 1, 1]]


@pytest.mark.parametrize("part", [0.02, 0.5])
def test_a_page_of_dust_has_the_same_components_in_either_way(part: float) -> None:
    ink = np.where(np.random.default_rng(7).random((900, 620)) < part, 1, 0).astype(np.uint8)
    _same(ink)


def test_more_components_than_a_label_of_16_bits_can_name_are_all_found() -> None:
    dust = np.kron(np.ones((400, 300), np.uint8), np.array([[1, 0], [0, 0]], np.uint8))
    _, stats = _same(np.asarray(dust, np.uint8))
    assert len(stats) == 120_001


def _same(ink: Picture) -> tuple[components.Labels, components.Stats]:
    labels, stats = components.of(ink)
    _, wanted, wanted_stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    assert np.array_equal(labels, wanted)
    assert np.array_equal(stats, wanted_stats)
    return labels, stats
