"""Round seals found by their red ink, or on grey copies by their ring; certification stamps by their words."""

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz

from intake import cleaning, kinds, orientation
from intake.facts import Mark
from intake.fields import parties
from intake.fields.flow import Flow
from intake.pdfs import Picture
from intake.sheets import SMALL, Sheet
from intake.text import squeezed
from intake.words import Line, PixelBox, around

SMALLEST, LARGEST = 0.052, 0.125
"""Radius of a seal over the width of an A4 page: seals are some 25 to 45 mm across."""
RED_FOUND, RED_SIGNED, RED_SURE, RED_PALE = 0.6, 0.7, 0.8, 0.9
_SIGNED_FROM, _SIGNED_BELOW = 0.45, 0.3
"""Right of this part of a page it is signed, and below that."""
GREY_NEAR = 0.84
GREY_ABSENT, GREY_FOUND, GREY_SURE = 0.86, 0.92, 0.96
"""Parts of a ring that are inked. Lines of text alone reach 0.83 somewhere on a page."""
GREY_LOW_RIGHT = 0.9
"""The part from which a ring is sure where letters are signed: of 388 pages none without a seal reached 0.82."""
_FAINT, _FAINTER, _MOST_GRAIN = 225, 235, 0.2
"""What is darker than this on white paper may be of a faint ring; of a fainter one where no grain is as dark."""
_RED_INK = 0.05
_RED, _PALE, _MORE_IN_BROWN, _MOST_PALE = 60, 25, 10, 0.01
"""How much colour (of 255) red ink has, and pale red; how much more next to brown; the most of it on a page."""
_REACH, _BELOW = 0.2, 0.18
"""How far beside and below the signer's office a seal is pressed, as parts of the page."""
STAMP_ALIKE = 80.0
CERTIFIED = ("chứng thực bản sao đúng với bản chính", "bản sao đúng với bản chính")
_TITLE_SIGNS = ("banchinh", "chungthuc")
_STAMP_SIGNS = (*_TITLE_SIGNS, "quyenso", "sctbs")
_NO_STAMP_SIGNS = ("canhan", "saoy", "giayto", "giaychung")
"""In rows that hold a stamp's words too: "loại giấy tờ chứng thực cá nhân", "sao y bản chính"."""
_HALVES = ("chứng thực bản sao", "đúng với bản chính")
"""The title of the stamp of a certified copy in two rows."""
COPIED = ("sao y bản chính", "sao y", "sao lục")

_RADII_APART, _BEST_RADII = 0.75, 3
"""Pixels, and of how many of every other radius the neighbours are tried."""
_RINGS_IN_HEAD = 3
"""So many rings in a letter's head are passed over."""
Ink = npt.NDArray[np.uint8]
Soft = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Ring:
    """A circle of ink: middle and radius in pixels of the searched picture, and the part of it that is inked."""

    x: float
    y: float
    radius: float
    inked: float


def seal(sheet: Sheet) -> Mark:
    """Look for a company's round seal on a page: a red one, else the ring of one on a grey copy.

    A ring where the signature is needs less ink to be one: print alone makes rings anywhere, but not there.
    """
    small = sheet.small
    red = red_ink(small)
    signature = _signature(sheet)
    if float(red.mean()) >= _RED_INK:
        ring = _best_ring(red, sheet)
        if ring and ring.inked >= RED_FOUND:
            box = _box(ring, sheet)
            is_where_signed = _is_near(box, signature) or (
                ring.inked >= RED_SIGNED and box[0] > _SIGNED_FROM * sheet.grey.shape[1]
            )
            certain = ring.inked >= RED_SURE or is_where_signed or _is_whole(small, ring)
            return _found(ring, sheet, certain=certain)
    ring = _best_below_head(orientation.inked(_grey(small)), sheet)
    if ring is None:
        return Mark(False, 0.98, certain=True)
    box = _box(ring, sheet)
    is_near, is_low_right = _is_near(box, signature), _is_low_right(box, sheet)
    if ring.inked < (GREY_NEAR if is_near else GREY_ABSENT if is_low_right else GREY_FOUND):
        pale = _pale_ring(small, sheet) or _faint_ring(small, sheet)
        if pale and _is_near(_box(pale, sheet), signature):
            return _found(pale, sheet, certain=True)
        return Mark(False, min(0.98, 1.2 - ring.inked / 2), certain=ring.inked < GREY_ABSENT)
    is_sure_there = is_low_right and ring.inked >= GREY_LOW_RIGHT
    return _found(ring, sheet, certain=ring.inked >= GREY_SURE or is_near or is_sure_there)


def _pale_ring(small: Picture, sheet: Sheet) -> Ring | None:
    """Return a ring of pale red on a page that holds hardly any more of it, as a dim scan shows a seal."""
    red = red_ink(small, _PALE)
    ring = _best_ring(red, sheet) if 0 < float((red > 0).mean()) < _MOST_PALE else None
    return ring if ring and ring.inked >= RED_PALE else None


def _faint_ring(small: Picture, sheet: Sheet) -> Ring | None:
    """Return a whole ring that is paler than print, as a grey copy shows a seal in a shadow, even in its grain."""
    grey = cleaning.evened(_grey(small))
    for least in (_FAINT, _FAINTER):
        faint = np.where(grey < least, 255, 0).astype(np.uint8)
        if float((faint > 0).mean()) > _MOST_GRAIN:
            return None
        ring = _best_below_head(faint, sheet)
        if ring and ring.inked >= GREY_SURE:
            return ring
    return None


def _best_below_head(ink: Ink, sheet: Sheet) -> Ring | None:
    """Return the likeliest ring of a seal that is not in a letter's head: bold print makes rings there."""
    head = next((row.box[3] for row in sheet.rows if kinds.is_addressed(squeezed(row.text))), 0)
    left = ink.copy()
    for _ in range(_RINGS_IN_HEAD):
        ring = _best_ring(left, sheet)
        if ring is None or _box(ring, sheet)[3] > head:
            return ring
        _take_away(ring, left)
    return None


def _take_away(ring: Ring, ink: Ink) -> None:
    cv2.circle(ink, (round(ring.x), round(ring.y)), round(1.1 * ring.radius), (0,), -1)


def _is_whole(small: Picture, ring: Ring) -> bool:
    """Say whether a ring of which a part is red, where it is pale, is whole in all ink."""
    return _inked(_soft(orientation.inked(_grey(small))), ring) >= GREY_SURE


def _signature(sheet: Sheet) -> PixelBox | None:
    """Return where a page is signed: below the office of who signs."""
    office = parties.office(Flow(sheet.rows)) if sheet.rows else None
    if office is None:
        return None
    height, width = sheet.grey.shape
    middle, reach = (office[0] + office[2]) // 2, round(_REACH * width)
    return middle - reach, office[1], middle + reach, office[3] + round(_BELOW * height)


def _is_low_right(box: PixelBox, sheet: Sheet) -> bool:
    """Say whether a seal is where letters are signed, though the signer's office may be lost under it."""
    height, width = sheet.grey.shape
    return bool(box[0] > _SIGNED_FROM * width and box[1] > _SIGNED_BELOW * height)


def _is_near(ring: PixelBox, signature: PixelBox | None) -> bool:
    if signature is None:
        return False
    x, y = (ring[0] + ring[2]) / 2, (ring[1] + ring[3]) / 2
    return signature[0] < x < signature[2] and signature[1] < y < signature[3]


def rings(sheet: Sheet, most: int) -> list[PixelBox]:
    """Return the boxes of the likeliest round seals on a page, red ones first; some may be none."""
    small = sheet.small
    boxes: list[PixelBox] = []
    for ink, least in ((red_ink(small), RED_FOUND), (orientation.inked(_grey(small)), GREY_NEAR)):
        left = ink.copy()
        while len(boxes) < most and float(left.mean()) >= _RED_INK:
            ring = _best_ring(left, sheet)
            if ring is None or ring.inked < least:
                break
            boxes.append(_box(ring, sheet))
            _take_away(ring, left)
        if boxes:
            break
    return boxes


def _found(ring: Ring, sheet: Sheet, *, certain: bool) -> Mark:
    return Mark(True, min(0.99, ring.inked), certain, sheet.number, sheet.fraction(_box(ring, sheet)))


def certification(sheet: Sheet) -> Mark:
    """Look for the stamp of a certified copy (NĐ 23/2015); a company's own "sao y bản chính" is none."""
    whole = squeezed(sheet.text)
    if says_certified(whole):
        return Mark(True, 0.97, True, sheet.number, _stamp_box(sheet))
    numbered = kinds.says(whole, "số chứng thực", 86) and kinds.says(whole, "quyển số", 86)
    if numbered or kinds.says(whole, "SCT/BS", 100):
        return Mark(True, 0.7, False, sheet.number, _stamp_box(sheet))
    return Mark(False, 0.9, True)


def says_certified(text: str) -> bool:
    """Say whether a squeezed text holds the title of the stamp of a certified copy."""
    return kinds.says(text, CERTIFIED[0], STAMP_ALIKE) or kinds.says(text, CERTIFIED[1], 86)


def is_stamp_row(row: Line) -> bool:
    """Say whether a row of a page belongs to the stamp of a certified copy."""
    text = squeezed(row.text)
    says = any(sign in text for sign in _STAMP_SIGNS) or any(_is_half(text, half) for half in _HALVES)
    return says and not any(sign in text for sign in _NO_STAMP_SIGNS)


def rows_of_stamp(sheet: Sheet) -> list[Line]:
    """Return the rows of a page that belong to the stamp of a certified copy."""
    return [row for row in sheet.rows if is_stamp_row(row)]


def is_title_row(row: Line) -> bool:
    """Say whether a stamp's row is of its title."""
    return any(sign in squeezed(row.text) for sign in _TITLE_SIGNS)


def _is_half(text: str, half: str) -> bool:
    return kinds.says(text, half, STAMP_ALIKE) or fuzz.ratio(text, squeezed(half)) >= STAMP_ALIKE


def red_ink(colour: Picture, least: int = _RED) -> Ink:
    """Return 255 where a picture is red, from so much colour on: seals, not brown paper or yellow patterns."""
    hsv = cv2.cvtColor(colour, cv2.COLOR_RGB2HSV)
    low = cv2.inRange(hsv, (0, least + _MORE_IN_BROWN, 60), (8, 255, 255))
    high = cv2.inRange(hsv, (165, least, 60), (180, 255, 255))
    return np.asarray(cv2.bitwise_or(low, high), np.uint8)


def _grey(colour: Picture) -> Picture:
    return np.asarray(cv2.cvtColor(colour, cv2.COLOR_RGB2GRAY), np.uint8)


def _best_ring(ink: Ink, sheet: Sheet) -> Ring | None:
    """Return the circle with the most ink along it, tried at every place and some twenty radii."""
    is_wide = sheet.grey.shape[1] > sheet.grey.shape[0]
    page_width = SMALL * (0.7 if is_wide else 1.0)
    soft = _soft(ink)
    half = np.asarray(cv2.resize(soft, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.float32)
    best = _most_inked(half, SMALLEST * page_width / 2, LARGEST * page_width / 2)
    if best is None:
        return None
    near = Ring(best.x * 2, best.y * 2, best.radius * 2, best.inked)
    return Ring(near.x, near.y, near.radius, _inked(soft, near))


def _soft(ink: Ink) -> Soft:
    """Return ink from 0 to 1, its edges blurred."""
    blurred = cv2.GaussianBlur(cv2.dilate(ink, np.ones((2, 2), np.uint8)), (3, 3), 0)
    return np.asarray(blurred / 255.0, np.float32)


def _radii(least: float, most: float) -> list[float]:
    """Return radii three quarters of a pixel apart, of those that are drawn as the same circle the smallest."""
    radii = np.arange(least, most, _RADII_APART)
    return [float(radius) for radius in radii[np.unique(np.rint(radii), return_index=True)[1]]]


def _most_inked(soft: Soft, least: float, most: float) -> Ring | None:
    """Return the most inked circle between two radii: every other one is tried, then those beside the best.

    The picture is taken to its frequencies once for all of them.
    """
    height, width = soft.shape
    radii = [radius for radius in _radii(least, most) if int(radius) * 2 + 5 < min(soft.shape)]
    if not radii:
        return None
    room = int(radii[-1]) + 3  # no circle reaches round to the other side
    frame = cv2.getOptimalDFTSize(height + room), cv2.getOptimalDFTSize(width + room)
    ink = _frequencies(np.minimum(soft * 1.6, 1.0), frame)

    def ring(radius: float) -> Ring:
        sums = cv2.idft(
            cv2.mulSpectrums(ink, _circle(radius, frame), 0), flags=cv2.DFT_REAL_OUTPUT | cv2.DFT_SCALE
        )
        _, inked, _, (x, y) = cv2.minMaxLoc(sums[:height, :width])
        return Ring(x, y, radius, float(inked))

    tried = {index: ring(radii[index]) for index in range(0, len(radii), 2)}
    best = sorted(tried, key=lambda index: -tried[index].inked)[:_BEST_RADII]
    beside = {index + step for index in best for step in (-1, 1)} & set(range(len(radii)))
    tried |= {index: ring(radii[index]) for index in sorted(beside)}
    return max((tried[index] for index in sorted(tried)), key=lambda one: one.inked)


@lru_cache(maxsize=40)
def _circle(radius: float, frame: tuple[int, int]) -> Soft:
    """Return the frequencies of a circle about the first pixel of a frame, its sum 1."""
    size = int(radius) * 2 + 5
    drawn = np.zeros((size, size), np.float32)
    cv2.circle(drawn, (size // 2, size // 2), round(radius), 1.0, 1)
    whole = np.zeros(frame, np.float32)
    whole[:size, :size] = drawn / drawn.sum()
    return _frequencies(np.roll(whole, (-(size // 2), -(size // 2)), (0, 1)), frame)


def _frequencies(picture: Soft, frame: tuple[int, int]) -> Soft:
    whole = np.zeros(frame, np.float32)
    whole[: picture.shape[0], : picture.shape[1]] = picture
    return np.asarray(cv2.dft(whole), np.float32)


def _inked(soft: Soft, ring: Ring) -> float:
    """Return the part of a circle's 120 directions along which ink stands near its radius."""
    angles = np.linspace(0, 2 * np.pi, 120, endpoint=False)
    best = 0.0
    for shift_x in (-2, 0, 2):
        for shift_y in (-2, 0, 2):
            hits = np.zeros(len(angles), bool)
            for radius in ring.radius + np.arange(-1.5, 2.0, 0.5):
                xs = np.rint(ring.x + shift_x + radius * np.cos(angles)).astype(int).clip(0, soft.shape[1] - 1)
                ys = np.rint(ring.y + shift_y + radius * np.sin(angles)).astype(int).clip(0, soft.shape[0] - 1)
                hits |= soft[ys, xs] > 0.35
            best = max(best, float(hits.mean()))
    return best


def _box(ring: Ring, sheet: Sheet) -> PixelBox:
    scale = sheet.grey.shape[1] / SMALL
    edges = (ring.x - ring.radius, ring.y - ring.radius, ring.x + ring.radius, ring.y + ring.radius)
    left, top, right, bottom = (round(edge * scale) for edge in edges)
    return left, top, right, bottom


def _stamp_box(sheet: Sheet) -> tuple[float, float, float, float] | None:
    boxes = [row.box for row in rows_of_stamp(sheet)]
    return sheet.fraction(around(boxes)) if boxes else None
