"""Held-out papers finished: issued, sealed, copied, certified, vouched for, and stamped on arrival."""

from datetime import date, timedelta
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageOps

from casedesk.samples import papers, stamps
from casedesk.samples.held_out import attesting
from casedesk.samples.held_out.names import Firm
from casedesk.samples.papers import Paper
from casedesk.samples.sheets import Leaf
from intake.facts import Kind

_PATTERNS = ((190, 120, 60), (60, 150, 120), (200, 100, 120), (110, 140, 200), (170, 150, 60), (150, 110, 180))
_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_FORM_WORDS = frozenset(
    (
        *["CÔNG", "TY", "TNHH", "MTV", "MỘT", "THÀNH", "VIÊN", "CỔ", "PHẦN", "TRÁCH", "NHIỆM", "HỮU", "HẠN"],
        *["HỘ", "KINH", "DOANH", "NGHIỆP", "TƯ", "NHÂN", "CHI", "NHÁNH", "CƠ", "SỞ"],
    )
)


def sealed(paper: Paper, one: Firm, chance: Random, dpi: int, *, with_seal: bool) -> Paper:
    """Sign a company's letter and press its seal on it: on the signature, the name below or the title above."""
    leaf = next((leaf for leaf in reversed(paper.leaves) if "seal" in leaf.anchors), paper.leaves[-1])
    spot, unit = papers.middle(leaf, dpi), dpi / 25.4
    ink = stamps.signature(chance, dpi, chance.choice((stamps.BLUE, stamps.BLACK)))
    stamps.press(leaf.image, ink, (spot[0], spot[1] + chance.uniform(-3, 3) * unit))
    if with_seal:
        place = (spot[0] - chance.uniform(4, 20) * unit, spot[1] + chance.uniform(-7, 7) * unit)
        stamps.press(leaf.image, _seal(chance, one, dpi), place)
    paper.sealed = with_seal
    return paper


def _seal(chance: Random, one: Firm, dpi: int) -> Image.Image:
    """Return a company's seal: code and place around, the shortened name inside."""
    around = chance.choice(
        (f"M.S.D.N: {one.tax_code} - {one.city}", f"M.S.T: {one.tax_code}-C.T.T.N.H.H * {one.city}")
    )
    words = one.name.upper().split()
    while len(words) > 2 and words[0] in _FORM_WORDS:
        words.pop(0)
    return stamps.seal(
        chance, around, " ".join(words[:8]), dpi, chance.choice(((205, 28, 36), (190, 45, 70), (215, 70, 60)))
    )


def issued(paper: Paper, office: str, chance: Random, dpi: int) -> Paper:
    """Put the coloured pattern and frame, the signature and the seal of the office on a paper, as on its original."""
    colour = chance.choice(_PATTERNS)
    with_frame, with_pattern = chance.random() < 0.5, chance.random() < 0.85
    for leaf in paper.leaves:
        if with_pattern:
            stamps.guilloche(leaf.image, colour, chance)
        if with_frame:
            _framed(leaf.image, colour, dpi)
        if "seal" in leaf.anchors:
            spot = papers.middle(leaf, dpi)
            stamps.press(leaf.image, stamps.signature(chance, dpi), spot)
            place = (spot[0] - chance.uniform(6, 16) * dpi / 25.4, spot[1] + chance.uniform(-5, 5) * dpi / 25.4)
            stamps.press(leaf.image, stamps.seal(chance, _STATE, office, dpi), place)
    return paper


def _framed(page: Image.Image, colour: tuple[int, int, int], dpi: int) -> None:
    pen, unit = ImageDraw.Draw(page), dpi / 25.4
    for inset, width in ((7, 1.2), (9, 0.35)):
        edge = (inset * unit, inset * unit, page.width - inset * unit, page.height - inset * unit)
        pen.rectangle(edge, outline=colour, width=max(1, round(width * unit)))


def copied(paper: Paper, chance: Random) -> Paper:
    """Turn a paper into a copy: most copiers know no colour, and patterns come out grey."""
    if chance.random() < 0.7:
        for leaf in paper.leaves:
            leaf.image = ImageOps.autocontrast(leaf.image.convert("L"), cutoff=(0.1, 30)).convert("RGB")
    return paper


def certified(paper: Paper, received: date, chance: Random, dpi: int) -> Paper:
    """Press the stamp of a certified copy on the last page, with its seal; over several sheets also half a seal each."""
    by = attesting.office(chance)
    what, book = attesting.register(chance, received - timedelta(days=chance.randint(3, 28)))
    leaf, unit = paper.leaves[-1], dpi / 25.4
    ink = attesting.certification(chance, by, what, book, dpi)
    spot = _place(leaf, ink, chance, dpi)
    stamps.press(leaf.image, ink, spot)
    below = (spot[0] + chance.uniform(-20, 4) * unit, spot[1] + ink.height / 2 - chance.uniform(10, 17) * unit)
    stamps.press(leaf.image, stamps.signature(chance, dpi), (spot[0] + 6, below[1] - 2))
    ring = stamps.seal(chance, by.around, by.inside, dpi)
    stamps.press(leaf.image, ring, below)
    if len(paper.leaves) > 1 and chance.random() < 0.7:
        half, height = ring.crop((0, 0, ring.width // 2, ring.height)), chance.uniform(0.3, 0.7)
        for each in paper.leaves:
            stamps.press(each.image, half, (each.image.width - half.width / 2, each.image.height * height))
    paper.certified, paper.certification = True, what
    return paper


def vouched(paper: Paper, one: Firm, received: date, chance: Random, dpi: int) -> Paper:
    """Press the company's own "SAO Y" and seal on a copy: that certifies nothing."""
    leaf = paper.leaves[-1]
    day = received - timedelta(days=chance.randint(1, 20))
    ink = attesting.vouched(chance, one.title.upper(), one.head.name, day, dpi)
    spot = _place(leaf, ink, chance, dpi)
    stamps.press(leaf.image, ink, spot)
    stamps.press(leaf.image, stamps.signature(chance, dpi), (spot[0], spot[1] + 6 * dpi / 25.4))
    stamps.press(
        leaf.image,
        _seal(chance, one, dpi),
        (spot[0] - chance.uniform(2, 14) * dpi / 25.4, spot[1] + 8 * dpi / 25.4),
    )
    paper.certified = False
    return paper


def arrived(paper: Paper, day: date, chance: Random, dpi: int) -> Paper:
    """Stamp a letter with the day on which it came in, over whatever stands there."""
    page, unit = paper.leaves[0].image, dpi / 25.4
    stamps.press(
        page, attesting.arrival(chance, day, dpi), (chance.uniform(28, 60) * unit, chance.uniform(50, 66) * unit)
    )
    return paper


def back(leaf: Leaf) -> Paper:
    """Return the empty back of a page, through which its front shines a little, the wrong way round."""
    front = np.asarray(ImageOps.mirror(leaf.image.convert("L")).convert("RGB"), dtype=np.float32)
    shine = (255 - (255 - front) * 0.035).astype(np.uint8)
    return Paper(Kind.BLANK, [Leaf(Image.fromarray(shine))])


def _place(leaf: Leaf, ink: Image.Image, chance: Random, dpi: int) -> tuple[float, float]:
    """Return where a stamp is pressed: at its place or the foot of the page, now and then over the text above."""
    x, y = papers.free(leaf, ink, dpi)
    return x + chance.uniform(5, 14) * dpi / 25.4, y - (
        chance.uniform(3, 6) * dpi / 25.4 if chance.random() < 0.3 else 0
    )
