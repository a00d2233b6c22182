"""Unseen copies certified, vouched for, and letters stamped on arrival: where each stamp and seal comes down."""

from datetime import date, timedelta
from random import Random

from casedesk.samples import papers, stamps
from casedesk.samples.held_out.names import Firm
from casedesk.samples.papers import Paper
from casedesk.samples.unseen import attesting

_FORM = (
    "CÔNG",
    "TY",
    "TNHH",
    "MTV",
    "MỘT",
    "THÀNH",
    "VIÊN",
    "CỔ",
    "PHẦN",
    "TRÁCH",
    "NHIỆM",
    "HỮU",
    "HẠN",
    "CHI",
    "NHÁNH",
)


def certified(paper: Paper, received: date, chance: Random, dpi: int) -> Paper:
    """Press the stamp of a certified copy on the last page, with its seal; over several sheets also parts of the seal."""
    by, unit = attesting.office(chance), dpi / 25.4
    what, book = attesting.register(chance, received - timedelta(days=chance.randint(2, 26)))
    leaf, ink = paper.leaves[-1], attesting.certification(chance, by, what, book, dpi)
    x, y = papers.free(leaf, ink, dpi)
    x += chance.uniform(4, 12) * unit
    stamps.press(leaf.image, ink, (x, y))
    low = y + ink.height / 2 - chance.uniform(13, 16) * unit
    stamps.press(leaf.image, stamps.signature(chance, dpi), (x + 5 * unit, low))
    ring = stamps.seal(chance, by.around, by.inside, dpi)
    stamps.press(leaf.image, ring, (x - chance.uniform(12, 20) * unit, low + chance.uniform(-4, 3) * unit))
    if len(paper.leaves) > 1:
        slip, height = ring.width // len(paper.leaves), chance.uniform(0.35, 0.6)
        for index, each in enumerate(paper.leaves):
            part = ring.crop((index * slip, 0, (index + 1) * slip, ring.height))
            stamps.press(each.image, part, (each.image.width - part.width / 2, each.image.height * height))
    paper.certified, paper.certification = True, what
    return paper


def vouched(paper: Paper, one: Firm, received: date, chance: Random, dpi: int) -> Paper:
    """Press the company's own "SAO Y" and seal on a copy: that certifies nothing."""
    leaf, unit = paper.leaves[-1], dpi / 25.4
    ink = attesting.vouched(chance, one, received - timedelta(days=chance.randint(1, 15)), dpi)
    x, y = papers.free(leaf, ink, dpi)
    stamps.press(leaf.image, ink, (x, y))
    low = y + ink.height / 2 - 14 * unit
    stamps.press(leaf.image, stamps.signature(chance, dpi), (x + 3 * unit, low))
    ring = stamps.seal(chance, f"M.S.D.N: {one.tax_code}", _short(one.name), dpi)
    stamps.press(leaf.image, ring, (x - chance.uniform(8, 16) * unit, low))
    paper.certified = False
    return paper


def arrived(paper: Paper, day: date, chance: Random, dpi: int) -> Paper:
    """Stamp a letter with the day on which it came in, at the left under the number."""
    ink, unit = attesting.arrival(chance, day, dpi), dpi / 25.4
    stamps.press(paper.leaves[0].image, ink, (chance.uniform(20, 34) * unit, chance.uniform(42, 56) * unit))
    return paper


def _short(name: str) -> str:
    """Return the name of a company as its seal has it: without the words for its form, where enough is left."""
    words = name.split()
    while len(words) > 3 and words[0] in _FORM:
        words.pop(0)
    return " ".join(words[:8])
