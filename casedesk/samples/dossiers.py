"""Made-up dossiers as scans, complete or with one defect, together with the truth about them."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random
from typing import Any

from PIL import Image

from casedesk.samples import signed_pdfs, usual, wear
from casedesk.samples.desk import Desk, Laid, Maker
from casedesk.samples.held_out import making
from casedesk.samples.papers import Paper
from casedesk.samples.sample import DEFECTS, Sample
from casedesk.samples.unseen import making as unseen
from intake.facts import DOCUMENT_KINDS, Kind, Request

__all__ = ["DEFECTS", "MAKERS", "Sample", "make", "series"]
MAKERS: Mapping[str, Maker] = {"usual": usual.MAKER, "held_out": making.MAKER, "unseen": unseen.MAKER}
"""Sets of layouts by name; nothing is tuned on the held-out ones."""
SIGNED: Mapping[int, str] = {2: "valid", 8: "expired", 10: "other_tax_code"}
"""Which of twelve dossiers of a series, complete rebinds, bring a signed PDF, and of what variant."""


def make(
    seed: int,
    *,
    defect: str | None = None,
    request: Request | None = None,
    channel: str | None = None,
    quality: str = "clean",
    received: date,
    layouts: str = "usual",
    signed: str | None = None,
) -> Sample:
    """Return a dossier, the same for the same arguments; with a defect, that and no other.

    `signed` is one of `signed_pdfs.VARIANTS`, for a rebind that brings a PDF signed with its new certificate.
    """
    chance = Random(f"{seed}/{received}" if layouts == "usual" else f"{layouts}/{seed}/{received}")
    if defect is not None and defect not in DEFECTS:
        raise ValueError(f"no such defect: {defect}")
    if layouts not in MAKERS:
        raise ValueError(f"no such layouts: {layouts}")
    if signed is not None and signed not in signed_pdfs.VARIANTS:
        raise ValueError(f"no such signed PDF: {signed}")
    maker = MAKERS[layouts]
    quality = chance.choice(wear.QUALITIES) if quality == "mixed" else quality
    asked = chance.choice(tuple(Request))
    by = chance.choice(("post", "post", "walk_in"))
    asked = Request(request) if request else asked
    by = "walk_in" if defect and defect.startswith("introduction") else str(channel or by)
    desk = maker.desk(chance, defect, wear.draw(chance, quality), received)
    layout = chance.choice(maker.layouts)
    parts = maker.papers(desk, asked, by, layout)
    setting = {**desk.how.as_setting(), "layouts": layouts, "layout": layout, "form": desk.company.form, "identity": desk.paper,
               "suffix": ".tif" if quality != "clean" and chance.random() < 0.15 else ".pdf"}  # fmt: skip
    pages, shown, documents = _scanned(desk, parts, maker.lay(desk, parts))
    has_letter = any(part.kind == Kind.REQUEST_LETTER for part in parts)
    truth = {
        "scan": f"{seed:03}{setting['suffix']}", "channel": by, "received": received.isoformat(), "pages": shown,
        "documents": documents, "request": asked.value if has_letter else None,
        "verdict": "incomplete" if defect else "complete", "defect": defect,
        "failing": [DEFECTS[defect]] if defect else [], "setting": setting,
        "signed": signed_pdfs.planned(seed, signed, desk.company, received, _serial(parts)) if signed else None,
    }  # fmt: skip
    return Sample(pages, truth)


def series(
    count: int, seed: int, *, received: date, quality: str = "mixed", layouts: str = "usual"
) -> Iterator[Sample]:
    """Yield dossiers: the first complete and clean, then complete ones and each defect in its order, by turns.

    Some complete rebinds bring a signed PDF.
    """
    names = tuple(DEFECTS)
    requests = tuple(Request)
    for index in range(count):
        defect = names[index // 2 % len(names)] if index % 2 else None
        yield make(
            seed * 10_000 + index, defect=defect, request=requests[index % 3], received=received, layouts=layouts,
            channel="walk_in" if index % 5 == 2 else "post", quality="clean" if index == 0 else quality,
            signed=SIGNED.get(index % 12),
        )  # fmt: skip


def _scanned(
    desk: Desk, parts: list[Paper], laid: Laid
) -> tuple[list[Image.Image], list[dict[str, Any]], list[dict[str, Any]]]:
    """Scan the pages as they lie, turned and worn; return them, what each is, and the papers that they make."""
    pages: list[Image.Image] = []
    shown: list[dict[str, Any]] = []
    for number, (part, leaf) in enumerate(laid, start=1):
        image, turn = wear.apply(leaf.image, desk.how, desk.chance)
        pages.append(image)
        upright = 0 if part.kind == Kind.BLANK else turn
        shown.append({"number": number, "kind": part.kind.value, "rotation": upright})
    documents = [
        {"kind": part.kind.value, "pages": [at for at, (other, _) in enumerate(laid, start=1) if other is part],
         "sealed": part.sealed, "certified": part.certified,
         "certification": part.certification.truth if part.certification else None, "fields": part.fields}
        for part in parts if part.kind in DOCUMENT_KINDS
    ]  # fmt: skip
    return pages, shown, documents


def _serial(parts: list[Paper]) -> str:
    """Return the serial of the new certificate that the letter names."""
    letters = (part for part in parts if part.kind == Kind.REQUEST_LETTER)
    return next((part.fields.get("certificate_serial", "") for part in letters), "")
