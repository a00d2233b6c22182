"""Finished papers: drawn sheets with their seals, signatures and certification stamps."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from PIL import Image

from casedesk.samples import stamps
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.people import Company
from casedesk.samples.sheets import Leaf
from intake.facts import Kind

OFFICES = (
    ("CÔNG CHỨNG VIÊN", "VĂN PHÒNG CÔNG CHỨNG MẪU", "Kiều Mẫu Năm"),
    ("PHÓ CHỦ TỊCH UBND PHƯỜNG", "ỦY BAN NHÂN DÂN PHƯỜNG MẪU", "Lương Mẫu Sáu"),
    ("TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "PHỤC VỤ HÀNH CHÍNH CÔNG MẪU", "Hà Mẫu Bảy"),
)
_GAP = 15.5
"""Millimetres from a signature's anchor to the middle of the seal."""


@dataclass(frozen=True, slots=True)
class Certification:
    """What the stamp of a certified copy says: its number, the book it is entered in, and the day."""

    number: str
    book: str
    day: date

    @property
    def truth(self) -> Fields:
        """Return it as the truth states it."""
        return {"number": self.number, "book": self.book, "date": self.day.isoformat()}


@dataclass(slots=True)
class Paper:
    """One paper of a dossier: its pages and what is true of it."""

    kind: Kind
    leaves: list[Leaf]
    fields: Fields = field(default_factory=dict)
    sealed: bool | None = None
    certified: bool | None = None
    certification: Certification | None = None


def sealed_by(paper: Paper, one: Company, chance: Random, dpi: int, *, with_seal: bool) -> Paper:
    """Sign a company's own letter and press its seal on it."""
    leaf = next((leaf for leaf in reversed(paper.leaves) if "seal" in leaf.anchors), paper.leaves[-1])
    spot = middle(leaf, dpi)
    stamps.press(leaf.image, stamps.signature(chance, dpi), spot)
    if with_seal:
        short = one.name.split(" ", 3)[-1] if one.form == "mtv" else one.name
        ink = stamps.seal(chance, f"M.S.D.N: {one.tax_code} - {one.city}", short, dpi)
        stamps.press(leaf.image, ink, (spot[0] - chance.uniform(8, 16) * dpi / 25.4, spot[1]))
    paper.sealed = with_seal
    return paper


def issued(paper: Paper, office: str, chance: Random, dpi: int, *, colour: tuple[int, int, int]) -> Paper:
    """Put the pattern, the signature and the seal of the office that gave a paper out, as on its original."""
    for leaf in paper.leaves:
        stamps.guilloche(leaf.image, colour, chance)
        if "seal" in leaf.anchors:
            spot = middle(leaf, dpi)
            stamps.press(leaf.image, stamps.signature(chance, dpi), spot)
            ink = stamps.seal(chance, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", office, dpi)
            stamps.press(leaf.image, ink, (spot[0] - 12 * dpi / 25.4, spot[1]))
    return paper


def copied(paper: Paper, chance: Random) -> Paper:
    """Turn a paper into a copy: most copiers know no colour."""
    if chance.random() < 0.75:
        for leaf in paper.leaves:
            leaf.image = leaf.image.convert("L").convert("RGB")
    return paper


def certified(paper: Paper, received: date, chance: Random, dpi: int) -> Paper:
    """Press the stamp of a certified copy on the last page, with the seal of the one who certified."""
    title, office, name = chance.choice(OFFICES)
    day = received - timedelta(days=chance.randint(3, 60))
    leaf = paper.leaves[-1]
    number, book = chance.randint(100, 9800), f"{chance.randint(1, 4):02}/{day.year}"
    ink = stamps.certification(chance, number, f"{book} - SCT/BS", _sentence(day), (title, name), dpi)
    spot = free(leaf, ink, dpi)
    stamps.press(leaf.image, ink, spot)
    below = (spot[0] + chance.uniform(-16, -4) * dpi / 25.4, spot[1] + ink.height / 2 - 15 * dpi / 25.4)
    stamps.press(leaf.image, stamps.signature(chance, dpi), (spot[0] + 6, below[1] - 2))
    stamps.press(leaf.image, stamps.seal(chance, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", office, dpi), below)
    paper.certified, paper.certification = True, Certification(str(number), f"{book}-SCT/BS", day)
    return paper


def vouched(paper: Paper, one: Company, chance: Random, dpi: int) -> Paper:
    """Press the company's own "SAO Y BẢN CHÍNH" and seal on a copy: that certifies nothing."""
    leaf = paper.leaves[-1]
    ink = stamps.plain_copy(chance, one.title.upper(), one.head.name, dpi)
    spot = free(leaf, ink, dpi)
    stamps.press(leaf.image, ink, spot)
    stamps.press(leaf.image, stamps.seal(chance, f"M.S.D.N: {one.tax_code}", one.name, dpi), spot)
    paper.certified = False
    return paper


def blank(dpi: int) -> Paper:
    """Return an empty page."""
    return Paper(Kind.BLANK, [Leaf(Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), "white"))])


def _sentence(day: date) -> str:
    return long_date(day).capitalize()


def middle(leaf: Leaf, dpi: int) -> tuple[float, float]:
    """Return the middle of the place to sign, in pixels."""
    left, top = leaf.anchors.get("seal", (118.0, 220.0))
    return (left + 42) * dpi / 25.4, (top + _GAP) * dpi / 25.4


def free(leaf: Leaf, ink: Image.Image, dpi: int) -> tuple[float, float]:
    """Return where a stamp of this size has room: at the anchor, or at the foot of the page."""
    top = leaf.anchors.get("certification", (0.0, 225.0))[1] * dpi / 25.4
    height = min(top + ink.height / 2 + 2, leaf.image.height - ink.height / 2 - 4 * dpi / 25.4)
    return ink.width / 2 + 10 * dpi / 25.4, height
