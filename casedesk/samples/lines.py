"""Lines of worn pages as the recogniser gets them, with what they say, for its training.

`python -m casedesk.samples.lines FOLDER [--count N] [--seed S]` makes up hard dossiers in all layouts, reads them as
scans are read, and keeps a crop of some words of each line where they are surely the ones that were printed there.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from random import Random

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from casedesk.samples import dossiers, sheets, wear
from intake import pages, reader, recogniser, rereading, second_rows, stamps
from intake import sheets as read_sheets
from intake.engine import EngineFailed
from intake.files import Refused
from intake.pdfs import Picture
from intake.seen import CLASS
from intake.text import bare
from intake.words import Line, PixelBox, Word, around

Crop = tuple[str, Picture]
"""What a line says, and its picture, `recogniser.HEIGHT` pixels high."""
RECEIVED = date(2026, 11, 23)
_A_DOSSIER = 10_000
_WORDS = (1, 2, 3, 3, 4, 5, 6, 8, 10, 14)
"""How many words of a line a crop holds at most."""
_GAP_OF_WORDS, _ALIKE = 6, 0.3
"""Misread words between two read rightly are taken for those printed there: so many at most, and so alike."""
_OF_PAGE, _OF_STAMP, _APART = 45, 55, 3
"""How like its text what was read of a page or a stamp is, and by how much liker than any other, in per cent."""
_LEAST_SEEN = 0.35
"""A crop of which the recogniser sees less shows more than a line, or none."""
_STAMPED = "SCT"
_PART = 20
"""Dossiers a file."""


def main() -> None:
    """Write the lines of some dossiers into a folder, twenty dossiers a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=300, help="of the dossiers that are made up")
    parser.add_argument("--seed", type=int, default=77_000)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    reader.prepare_process()
    for first in range(options.seed, options.seed + options.count, _PART):
        last = min(first + _PART, options.seed + options.count)
        found = [crop for number in range(first, last) for crop in of_dossier(number)]
        save(options.folder / f"{first}.npz", found)
        sys.stdout.write(f"{last - options.seed} dossiers, {len(found)} lines of the last {last - first}\n")
        sys.stdout.flush()


def save(path: Path, found: Sequence[Crop]) -> None:
    """Write lines into a file: their texts, and their pictures side by side."""
    pictures = [picture for _, picture in found]
    whole = np.concatenate(pictures, axis=1) if pictures else np.zeros((recogniser.HEIGHT, 0), np.uint8)
    widths = [picture.shape[1] for picture in pictures]
    np.savez_compressed(path, texts=np.array([text for text, _ in found], np.str_), widths=widths, pictures=whole)


def of_dossier(number: int) -> list[Crop]:
    """Return the lines of the dossier of a number: two of three in layouts that papers rarely have."""
    chance = Random(number)
    layouts = sorted(dossiers.MAKERS)[number % len(dossiers.MAKERS)]
    quality = chance.choice(("office", "photocopy")) if number % 5 == 0 else wear.HARD
    with sheets.recorded() as texts:
        sample = dossiers.make(number * _A_DOSSIER, quality=quality, received=RECEIVED, layouts=layouts)
    with (
        tempfile.TemporaryDirectory() as folder,
        pages.opened(sample.save(Path(folder) / "scan").read_bytes()) as scan,
    ):
        return [
            crop
            for page in range(1, scan.page_count + 1)
            for crop in _of_page(scan, page, texts, chance)
            if _is_seen(*crop)
        ]


def _of_page(scan: pages.Scan, number: int, texts: Sequence[str], chance: Random) -> Iterator[Crop]:
    """Yield the lines of a page, and those of its stamp as it is cut out."""
    try:
        sheet = read_sheets.prepared(scan, number)
    except (Refused, EngineFailed):
        return
    if sheet.is_blank or sheet.is_own_text:
        return
    body = max(texts, key=lambda text: fuzz.ratio(sheet.text, text), default="")
    if fuzz.ratio(sheet.text, body) >= _OF_PAGE:
        yield from aligned(sheet.rows, body, partial(rereading.picture, sheet), chance)
    stamped = [text for text in texts if _STAMPED in text]
    for level, rows in stamps.views(sheet) if stamped else ():
        told = " ".join(row.text for row in rows)
        scores = sorted(((fuzz.partial_ratio(told, text), text) for text in stamped), reverse=True)
        if scores[0][0] >= _OF_STAMP and scores[0][0] - (scores[1:] or [(0.0, "")])[0][0] >= _APART:
            yield from aligned(rows, scores[0][1], partial(second_rows.fitted, level), chance)


def aligned(
    rows: Sequence[Line], text: str, picture: Callable[[PixelBox], Picture], chance: Random
) -> Iterator[Crop]:
    """Yield crops of words side by side, with the words of a text that stand there."""
    printed, words = text.split(), [(index, word) for index, row in enumerate(rows) for word in row.words]
    places = _places([_plain(word.text) for _, word in words], list(map(_plain, printed)))
    run: list[tuple[int, Word, int]] = []
    for index, (row, word) in enumerate(words):
        place = places.get(index)
        if run and (place is None or row != run[-1][0] or place != run[-1][2] + 1):
            yield from _cut(run, printed, picture, chance)
            run = []
        if place is not None:
            run.append((row, word, place))
    yield from _cut(run, printed, picture, chance)


def _places(read: Sequence[str], printed: Sequence[str]) -> dict[int, int]:
    """Return which printed word each word read is, where that is clear."""
    found: dict[int, int] = {}
    for kind, start, end, first, last in SequenceMatcher(None, read, printed, autojunk=False).get_opcodes():
        size = end - start
        if kind == "equal" or (kind == "replace" and size == last - first <= _GAP_OF_WORDS):
            found |= {
                start + step: first + step
                for step in range(size)
                if Levenshtein.normalized_similarity(read[start + step], printed[first + step]) >= _ALIKE
            }
    return found


def _cut(
    run: Sequence[tuple[int, Word, int]],
    printed: Sequence[str],
    picture: Callable[[PixelBox], Picture],
    chance: Random,
) -> Iterator[Crop]:
    while run:
        size = chance.choice(_WORDS)
        part, run = run[:size], run[size:]
        text = " ".join(printed[place] for _, _, place in part)
        known = "".join(letter for letter in text if letter in CLASS)
        if known:
            yield known, picture(around(word.box for _, word, _ in part))


def _plain(word: str) -> str:
    return bare(word).lower().strip(".,:;()")


def _is_seen(text: str, picture: Picture) -> bool:
    """Say whether the recogniser that we have sees some of a line: no zone of a card, and no more than one line."""
    if "<" in text:
        return False
    seen = recogniser.read(picture).text.replace(" ", "").lower()
    return Levenshtein.normalized_similarity(seen, text.replace(" ", "").lower()) >= _LEAST_SEEN


if __name__ == "__main__":
    main()
