"""Pages of a PDF: the picture that is the whole page, a drawing of the page, or its own text."""

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from intake import embedded, files
from intake.bands import LONGEST
from intake.files import Refused
from intake.words import Line, Word

Picture = npt.NDArray[np.uint8]

DRAWN_DPI = 220
_NOTHING = 128
"""The grey that a decoder of JPEG leaves where data are missing; no scanner's row is of it from edge to edge."""
_HALF = cv2.IMREAD_REDUCED_GRAYSCALE_2
"""Decodes at half the size, beside the flag that says in which colours."""
TEXT_LEAST = 60
"""Letters that a page with a text of its own has at the least."""
PICTURES_MOST = 0.15
"""The part of a page with a text of its own that pictures (a seal, a logo) may cover."""


class PdfScan:
    """A PDF whose pages are decoded one at a time."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self.page_count = len(document)

    def page(self, number: int) -> Picture:
        """Return a page in colour; raises `Refused` where it cannot be drawn."""
        try:
            files.check_size(number, self._document.get_page_size(number - 1))
            page = self._document[number - 1]
            embedded.check_pictures(number, page)
            stored = _embedded(page)
            picture = _drawn(page) if stored is None else stored
            page.close()
        except (pdfium.PdfiumError, ValueError, cv2.error) as broken:
            raise Refused(f"Trang {number} bị hỏng nên không vẽ được. Hãy quét lại trang này.") from broken
        return picture

    def lines(self, number: int, width: int, height: int) -> list[Line]:
        """Return the text of a born-digital page, boxes in pixels of a picture of that size; else nothing."""
        try:
            page = self._document[number - 1]
            found = _text_lines(page, width, height) if _has_own_text(page) else []
            page.close()
        except (pdfium.PdfiumError, ValueError):
            return []
        return found


def _embedded(page: pdfium.PdfPage) -> Picture | None:
    """Return the one picture that covers a page, decoded at the size we keep; None where there is none."""
    stored = embedded.found(page)
    if stored is None:
        return None
    return np.ascontiguousarray(np.rot90(_jpeg(stored), -(page.get_rotation() // 90) % 4))


def _jpeg(image: pdfium.PdfImage) -> Picture:
    """Decode a stored JPEG; raises ValueError where it is none, or its lower part is lost."""
    data = np.frombuffer(image.get_data(), np.uint8)
    size = _HALF if max(image.get_px_size()) > LONGEST * 1.5 else 0
    decoded = cv2.imdecode(data, cv2.IMREAD_COLOR_RGB | size | cv2.IMREAD_IGNORE_ORIENTATION)
    if decoded is None or bool((decoded[-1] == _NOTHING).all()):
        raise ValueError("a JPEG that ends too early")
    return fitted(np.asarray(decoded, np.uint8))


def _drawn(page: pdfium.PdfPage) -> Picture:
    width, height = page.get_size()
    scale = min(DRAWN_DPI / 72, LONGEST / max(width, height, 1))
    bitmap = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True)
    drawn = bitmap.to_numpy()
    if drawn.ndim == 2 or drawn.shape[2] == 1:
        return np.asarray(cv2.cvtColor(drawn, cv2.COLOR_GRAY2RGB), np.uint8)
    return np.ascontiguousarray(drawn[:, :, :3])


def fitted(picture: Picture) -> Picture:
    """Return a picture with its longer side at most `LONGEST` pixels."""
    factor = LONGEST / max(picture.shape[:2])
    if factor >= 1:
        return picture
    size = (round(picture.shape[1] * factor), round(picture.shape[0] * factor))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def _has_own_text(page: pdfium.PdfPage) -> bool:
    """Say whether a page is text: visible letters and hardly a picture, not a scan with a hidden text under it."""
    width, height = page.get_size()
    covered, visible = 0.0, 0
    for one in page.get_objects(max_depth=3):
        if one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = one.get_bounds()
            covered += abs((right - left) * (top - bottom))
        visible += one.type == pdfium_c.FPDF_PAGEOBJ_TEXT and embedded.is_drawing(one)
    return visible > 0 and covered <= PICTURES_MOST * width * height


def _text_lines(page: pdfium.PdfPage, width: int, height: int) -> list[Line]:
    text = page.get_textpage()
    whole = text.get_text_range()
    if sum(map(str.isalnum, whole)) < TEXT_LEAST or any(_is_private(letter) for letter in whole):
        return []
    scale = (width / page.get_width(), height / page.get_height())
    words: list[Word] = []
    start = 0
    for index, letter in enumerate(whole + " "):
        if not letter.isspace():
            continue
        if index > start:
            words.append(_word(text, whole, (start, index), page.get_height(), scale))
        start = index + 1
    return gathered(words)


def _word(
    text: pdfium.PdfTextPage, whole: str, part: tuple[int, int], height: float, scale: tuple[float, float]
) -> Word:
    boxes = [text.get_charbox(index, loose=True) for index in range(*part)]
    left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
    sides = (left * scale[0], (height - top) * scale[1], right * scale[0], (height - bottom) * scale[1])
    return Word(whole[slice(*part)], 1.0, (round(sides[0]), round(sides[1]), round(sides[2]), round(sides[3])))


def _is_private(letter: str) -> bool:
    return letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff"


def gathered(words: list[Word]) -> list[Line]:
    """Return words put together to lines: those that overlap by half their height, from top to bottom."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.box[1] + one.box[3]):
        middle = (word.box[1] + word.box[3]) / 2
        row = next((row for row in rows[-3:] if row[0].box[1] < middle < row[0].box[3]), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [Line(tuple(sorted(row, key=lambda word: word.box[0]))) for row in rows]
