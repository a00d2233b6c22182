"""Reading: a scan in, facts out; pages one after the other, papers put together, values compared."""

import ctypes
import gc
import os
from collections.abc import Callable
from pathlib import Path

import cv2

from intake import leaves, pages, rereading, sheets
from intake.engine import EngineFailed
from intake.facts import Box, Facts
from intake.files import Refused
from intake.leaf import Leaf, last_printed, unreadable
from intake.pages import opened
from intake.vouching import facts_of

Progress = Callable[[int, int], None]

__all__ = ["facts_of", "leaf", "opened", "prepare_process", "read", "read_region"]

_KEPT = ((-1, 2**30), (-2, 16 * 2**20), (-3, 32 * 2**20))
"""What `mallopt` is told (malloc.h): M_TRIM_THRESHOLD, M_TOP_PAD and M_MMAP_THRESHOLD at its most, in bytes."""


def read(path: Path | bytes, *, on_page: Progress | None = None) -> Facts:
    """Read one scan as one dossier, in this process; calls `on_page(done, total)` after each page.

    Raises `Refused` where the file as a whole is no scan. A page that cannot be read says so in `Page.problem`.
    """
    data = path if isinstance(path, bytes) else path.read_bytes()
    done: list[Leaf] = []
    with opened(data) as scan:
        for number in range(1, scan.page_count + 1):
            done.append(leaf(scan, number, last_printed(done)))
            if on_page:
                on_page(number, scan.page_count)
    return facts_of(done)


def leaf(scan: pages.Scan, number: int, before: Leaf | None) -> Leaf:
    """Read one page; `before` is the last page in front of it that is not blank."""
    try:
        return leaves.of(sheets.prepared(scan, number), before)
    except Refused as refused:
        return unreadable(number, str(refused))
    except (EngineFailed, cv2.error):
        return unreadable(
            number, f"Trang {number} đọc quá lâu hoặc bộ đọc chữ bị lỗi. Hãy xem trang này bằng mắt."
        )


def read_region(data: bytes, page: int, rotation: int, box: Box) -> str:
    """Read the text in one box of a page that is made upright by `rotation`; lines joined by a space."""
    with opened(data) as scan:
        upright = pages.turned(scan.page(page), rotation)
    height, width = upright.shape[:2]
    left, top, right, bottom = box
    crop = upright[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]
    try:
        return rereading.region(crop, height)
    except EngineFailed:
        return ""


def prepare_process() -> None:
    """Make this process one that reads: on one core, for scans are read side by side, not pages.

    The memory of a page's pictures stays with it for the next one: handed back and asked for again by the megabyte
    it cost the system 30 ms a page. What is loaded already is never searched for waste.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    gc.freeze()
    if mallopt := getattr(ctypes.CDLL(None), "mallopt", None):  # of glibc alone
        for setting in _KEPT:
            mallopt(*setting)
