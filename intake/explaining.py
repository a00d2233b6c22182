"""Readings shown on their pages, so that a wrong one can be understood by looking: boxes, values, sources."""

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from intake import pages
from intake.facts import Box, Facts, Mark
from intake.files import Refused

_WIDTH = 1400
_LETTERS = ("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",)
_SIZE = 17
_HEAD = 30
_SURE, _UNSURE, _MARK, _INK = (0, 128, 60), (205, 90, 0), (30, 80, 190), (20, 20, 20)
Note = tuple[Box, str, tuple[int, int, int]]


def explain(data: bytes, facts: Facts) -> Iterator[tuple[int, bytes]]:
    """Yield each page's number and its picture as PNG with what was read there: green is certain, orange not."""
    with pages.opened(data) as scan:
        for page in facts.pages:
            kind, turn = page.kind.value, f"{page.rotation}°"
            head = f"{page.number}/{len(facts.pages)}  {kind}  {page.confidence:.2f}  {turn}  {page.problem}"
            try:
                upright = Image.fromarray(pages.turned(scan.page(page.number), page.rotation))
            except Refused as refused:
                upright, head = Image.new("RGB", (_WIDTH, _WIDTH), "white"), f"{head}  {refused}"
            out = io.BytesIO()
            _drawn(upright, head, _notes(facts, page.number)).save(out, "PNG")
            yield page.number, out.getvalue()


def write(folder: Path, name: str, data: bytes, facts: Facts) -> list[Path]:
    """Write the pictures of a scan into a folder as `NAME-p1.png`; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for number, picture in explain(data, facts):
        made.append(folder / f"{name}-p{number}.png")
        made[-1].write_bytes(picture)
    return made


def _notes(facts: Facts, number: int) -> list[Note]:
    notes: list[Note] = []
    for document in facts.documents:
        for name, field in document.fields.items():
            if field.page == number and field.box:
                text = f"{name}: {field.value}  [{field.source.value} {field.confidence:.2f}]"
                notes.append((field.box, text, _SURE if field.certain else _UNSURE))
        for name, mark in (("sealed", document.sealed), ("certified", document.certified)):
            notes += _mark(name, mark, number)
    if facts.request and facts.request.box and facts.request.page == number:
        notes.append((facts.request.box, f"request: {facts.request.value}", _MARK))
    return notes


def _mark(name: str, mark: Mark | None, number: int) -> list[Note]:
    if mark is None or not mark.found or mark.box is None or mark.page != number:
        return []
    return [(mark.box, f"{name} [{mark.confidence:.2f}{'' if mark.certain else ' ?'}]", _MARK)]


def _drawn(upright: Image.Image, head: str, notes: list[Note]) -> Image.Image:
    """Return a page below a line that says what it is; each note stands under its box, none on another."""
    height = round(upright.height * _WIDTH / upright.width)
    canvas = Image.new("RGB", (_WIDTH, height + _HEAD), "white")
    canvas.paste(upright.resize((_WIDTH, height)), (0, _HEAD))
    pen, letters = ImageDraw.Draw(canvas), _letters()
    pen.text((6, 5), head, _INK, letters)
    taken: list[tuple[float, float, float, float]] = []
    for box, text, colour in sorted(notes):
        left, top, right, bottom = (
            edge * size + shift
            for edge, size, shift in zip(box, (_WIDTH, height) * 2, (0, _HEAD) * 2, strict=True)
        )
        pen.rectangle((left - 3, top - 3, right + 3, bottom + 3), outline=colour, width=3)
        place = _free((left, bottom + 4), pen.textlength(text, letters), taken)
        taken.append(place)
        pen.rectangle(place, fill="white", outline=colour)
        pen.text((place[0] + 3, place[1] + 1), text, colour, letters)
    return canvas


def _free(
    at: tuple[float, float], width: float, taken: list[tuple[float, float, float, float]]
) -> tuple[float, float, float, float]:
    left = max(0.0, min(at[0], _WIDTH - width - 8))
    top = at[1]
    while any(
        left < other[2] and other[0] < left + width + 6 and top < other[3] and other[1] < top + _SIZE + 5
        for other in taken
    ):
        top += _SIZE + 6
    return left, top, left + width + 6, top + _SIZE + 5


def _letters() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for path in _LETTERS:
        if Path(path).exists():
            return ImageFont.truetype(path, _SIZE)
    return ImageFont.load_default(_SIZE)
