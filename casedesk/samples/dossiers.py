"""Made-up dossiers as scans, complete or with one defect, together with the truth about them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from time import gmtime
from typing import Any

from PIL import Image

from casedesk.samples import cards, letters, licences, papers, people, sheets, wear
from casedesk.samples.papers import Paper
from intake.facts import Kind, Request

DEFECTS: Mapping[str, str] = {
    "letter_missing": "request_letter_present",
    "letter_unsealed": "request_letter_sealed",
    "letter_without_email": "request_letter_contact",
    "letter_without_phone": "request_letter_contact",
    "letter_without_address": "request_letter_contact",
    "licence_missing": "licence_present",
    "licence_plain_copy": "licence_certified",
    "licence_sao_y": "licence_certified",
    "tax_certificate_missing": "tax_certificate_present",
    "tax_certificate_uncertified": "tax_certificate_certified",
    "identity_missing": "identity_present",
    "identity_uncertified": "identity_certified",
    "identity_expired": "identity_valid",
    "identity_cmnd": "identity_valid",
    "introduction_missing": "introduction_present",
    "introduction_expired": "introduction_valid",
    "tax_code_bad_check_digit": "tax_code_valid",
    "tax_code_disagrees": "tax_code_agrees",
    "company_disagrees": "company_agrees",
    "representative_disagrees": "representative_agrees",
}
"""Stable names of defects, and the rule that each must trip."""


@dataclass(slots=True)
class Sample:
    """One dossier: its scanned pages and the truth about them."""

    pages: list[Image.Image]
    truth: dict[str, Any]

    def save(self, path_without_suffix: str | Path) -> Path:
        """Write the scan as a PDF or a TIFF, name it in the truth, and return its path."""
        base = Path(path_without_suffix)
        path = base.with_name(f"{base.name}{self.truth['setting']['suffix']}")
        dpi = self.truth["setting"]["dpi"]
        first, *rest = (page.copy() for page in self.pages)  # Pillow leaves its settings on what it saves
        if path.suffix == ".tif":
            first.save(path, save_all=True, append_images=rest, dpi=(dpi, dpi), compression=_packing(first))
        else:
            day = gmtime(0)
            how = {} if first.mode == "1" else {"quality": self.truth["setting"]["jpeg"]}
            first.save(path, "PDF", save_all=True, append_images=rest, resolution=dpi, creationDate=day, modDate=day, title="made up",
                       **how)  # fmt: skip
        self.truth["scan"] = path.name
        return path


def _packing(page: Image.Image) -> str:
    return "group4" if page.mode == "1" else "jpeg"


@dataclass(slots=True)
class _Desk:
    """What the makers of papers share while one dossier is made."""

    chance: Random
    how: wear.Wear
    received: date
    defect: str | None
    company: people.Company
    holder: people.Person
    paper: str

    def drawn(self, kind: Kind, html: str, fields: letters.Fields, css: str) -> Paper:
        return Paper(kind, sheets.draw(html, css, self.how.dpi), fields)


def make(
    seed: int,
    *,
    defect: str | None = None,
    request: Request | None = None,
    channel: str | None = None,
    quality: str = "clean",
    received: date,
) -> Sample:
    """Return a dossier, the same for the same arguments; with a defect, that and no other."""
    chance = Random(f"{seed}/{received}")
    if defect is not None and defect not in DEFECTS:
        raise ValueError(f"no such defect: {defect}")
    quality = chance.choice(wear.QUALITIES) if quality == "mixed" else quality
    asked = chance.choice(tuple(Request))
    by = chance.choice(("post", "post", "walk_in"))
    asked = Request(request) if request else asked
    by = "walk_in" if defect and defect.startswith("introduction") else str(channel or by)
    desk = _desk(chance, defect, wear.draw(chance, quality), received)
    layout = chance.choice(letters.LAYOUTS)
    parts = _papers(desk, asked, by, layout)
    setting = {**desk.how.as_setting(), "layout": layout, "form": desk.company.form, "identity": desk.paper,
               "suffix": ".tif" if quality != "clean" and chance.random() < 0.15 else ".pdf"}  # fmt: skip
    pages, shown, documents = _scanned(desk, parts)
    has_letter = any(part.kind == Kind.REQUEST_LETTER for part in parts)
    truth = {
        "scan": f"{seed:03}{setting['suffix']}", "channel": by, "received": received.isoformat(), "pages": shown,
        "documents": documents, "request": asked.value if has_letter else None,
        "verdict": "incomplete" if defect else "complete", "defect": defect,
        "failing": [DEFECTS[defect]] if defect else [], "setting": setting,
    }  # fmt: skip
    return Sample(pages, truth)


def series(count: int, seed: int, *, received: date, quality: str = "mixed") -> Iterator[Sample]:
    """Yield dossiers: the first complete and clean, then complete ones and each defect in its order, by turns."""
    names = tuple(DEFECTS)
    requests = tuple(Request)
    for index in range(count):
        defect = names[index // 2 % len(names)] if index % 2 else None
        yield make(
            seed * 10_000 + index, defect=defect, request=requests[index % 3], received=received,
            channel="walk_in" if index % 5 == 2 else "post", quality="clean" if index == 0 else quality,
        )  # fmt: skip


def _desk(chance: Random, defect: str | None, how: wear.Wear, received: date) -> _Desk:
    """Draw the company, its head and the papers that suit a defect."""
    holder = people.person(chance, received)
    paper = chance.choice(cards.PAPERS)
    form = chance.choice(("mtv", "mtv", "2tv", "2tv", "ctcp", "ctcp", "household", "old"))
    if defect and defect.startswith("tax_certificate"):
        form = "old"
    elif defect and defect.startswith("tax_code"):
        form = chance.choice(("mtv", "2tv", "ctcp"))
    paper = _suited(paper, form, defect, received)
    holder = _with_paper(chance, holder, paper, defect, received)
    company = people.company(chance, form, holder, received)
    if defect == "tax_code_bad_check_digit":
        last = (int(company.tax_code[-1]) + chance.randint(1, 9)) % 10
        company = replace(company, tax_code=f"{company.tax_code[:-1]}{last}")
    return _Desk(chance, how, received, defect, company, holder, paper)


def _suited(paper: str, form: str, defect: str | None, received: date) -> str:
    """Return an identity paper that existed on the day, and that suits the defect and the legal form."""
    if defect == "identity_cmnd":
        return "cmnd"
    if paper == "can_cuoc" and (received < date(2025, 1, 1) or defect == "identity_expired"):
        return "cccd"
    return "cccd" if paper == "passport" and form == "household" else paper


def _with_paper(
    chance: Random, one: people.Person, paper: str, defect: str | None, received: date
) -> people.Person:
    """Return the person with the number and the days of the paper."""
    if paper == "can_cuoc":
        one = replace(one, issued=max(date(2024, 7, 1), received - timedelta(days=chance.randint(30, 400))))
    if paper == "passport":
        issued = received - timedelta(days=chance.randint(100, 3000))
        one = replace(one, number=f"{chance.choice('BC')}{chance.randint(1000000, 9999999)}")
        one = people.with_expiry(one, issued.replace(year=issued.year + 10, day=min(issued.day, 28)), issued)
    if paper == "cmnd":
        one = replace(one, number=f"{chance.randint(10000000, 399999999):09}", issued=date(2014, 5, 20))
    if defect == "identity_expired":
        expires = received - timedelta(days=chance.randint(20, 500))
        one = people.with_expiry(one, expires, expires - timedelta(days=2000))
    return one


def _papers(desk: _Desk, asked: Request, by: str, layout: str) -> list[Paper]:
    made = [_letter(desk, asked, layout), _licence(desk), _identity(desk)]
    if desk.company.form == "old":
        made.insert(2, _tax_certificate(desk))
    if by == "walk_in":
        made.append(_introduction(desk))
    lacking = {"letter_missing": Kind.REQUEST_LETTER, "licence_missing": Kind.BUSINESS_LICENCE,
               "tax_certificate_missing": Kind.TAX_CERTIFICATE, "identity_missing": Kind.IDENTITY,
               "introduction_missing": Kind.INTRODUCTION_LETTER}.get(desk.defect or "")  # fmt: skip
    return [paper for paper in made if paper.kind != lacking]


def _letter(desk: _Desk, asked: Request, layout: str) -> Paper:
    chance, defect = desk.chance, desk.defect or ""
    one = desk.company
    if defect == "tax_code_disagrees":
        one = replace(one, tax_code=people.tax_code(chance))
    if defect == "company_disagrees":
        other = chance.choice([name for name in people.NAMES if not one.name.endswith(name)])
        one = replace(one, name=f"{people.FORMS[one.form]} {other}")
    omit = defect.removeprefix("letter_without_") if defect.startswith("letter_without_") else None
    html, fields = letters.request_letter(chance, one, asked, desk.received, layout=layout, omit=omit)
    paper = desk.drawn(Kind.REQUEST_LETTER, html, fields, sheets.look(chance, sizes=(12, 12.5, 13)).css)
    return papers.sealed_by(paper, one, chance, desk.how.dpi, with_seal=defect != "letter_unsealed")


def _licence(desk: _Desk) -> Paper:
    chance = desk.chance
    html, fields = licences.licence(
        chance, desk.company, desk.received, in_boxes=chance.random() < 0.2, two_pages=chance.random() < 0.35
    )
    css = sheets.look(chance, sheets.SERIFS, (11, 11.5)).css
    paper = desk.drawn(Kind.BUSINESS_LICENCE, html, fields, css)
    colour = chance.choice(((190, 120, 60), (60, 150, 120), (200, 100, 120)))
    papers.issued(paper, "Phòng đăng ký kinh doanh", chance, desk.how.dpi, colour=colour)
    return _attested(desk, paper, "licence")


def _tax_certificate(desk: _Desk) -> Paper:
    html, fields = licences.tax_certificate(desk.chance, desk.company)
    css = sheets.look(desk.chance, sheets.SERIFS, (12, 12.5)).css
    paper = desk.drawn(Kind.TAX_CERTIFICATE, html, fields, css)
    papers.issued(paper, "Cục thuế", desk.chance, desk.how.dpi, colour=(90, 120, 190))
    return _attested(desk, paper, "tax_certificate")


def _identity(desk: _Desk) -> Paper:
    one = desk.holder
    if desk.defect == "representative_disagrees":
        other = people.person(desk.chance, desk.received)
        while other.name == one.name:
            other = people.person(desk.chance, desk.received)
        one = _with_paper(desk.chance, other, desk.paper, None, desk.received)
    html, fields = cards.identity(desk.paper, one, one_page=desk.chance.random() < 0.6)
    css = sheets.Look("Liberation Sans", 11, 1.2).css + cards.css(desk.paper)
    return _attested(desk, desk.drawn(Kind.IDENTITY, html, fields, css), "identity")


def _attested(desk: _Desk, paper: Paper, name: str) -> Paper:
    """Make a copy of an official paper, certified unless that is the defect."""
    paper = papers.copied(paper, desk.chance)
    if desk.defect == f"{name}_sao_y":
        return papers.vouched(paper, desk.company, desk.chance, desk.how.dpi)
    if desk.defect in (f"{name}_plain_copy", f"{name}_uncertified"):
        paper.certified = False
        return paper
    return papers.certified(paper, desk.received, desk.chance, desk.how.dpi)


def _introduction(desk: _Desk) -> Paper:
    chance = desk.chance
    bearer = people.person(chance, desk.received)
    html, fields = letters.introduction(
        chance, desk.company, bearer, desk.received, expired=desk.defect == "introduction_expired"
    )
    paper = desk.drawn(Kind.INTRODUCTION_LETTER, html, fields, sheets.look(chance, sizes=(12.5, 13)).css)
    return papers.sealed_by(paper, desk.company, chance, desk.how.dpi, with_seal=True)


def _scanned(
    desk: _Desk, parts: list[Paper]
) -> tuple[list[Image.Image], list[dict[str, Any]], list[dict[str, Any]]]:
    """Put the papers on the glass: sometimes out of order, with an empty page, turned and worn."""
    chance = desk.chance
    if desk.how.turns and chance.random() < 0.5:
        chance.shuffle(parts)
    if desk.how.turns and chance.random() < 0.2:
        parts.insert(chance.randint(1, len(parts)), papers.blank(desk.how.dpi))
    laid = [(part, leaf) for part in parts for leaf in part.leaves]
    if desk.how.turns and chance.random() < 0.12:
        chance.shuffle(laid)
    pages: list[Image.Image] = []
    shown: list[dict[str, Any]] = []
    for number, (part, leaf) in enumerate(laid, start=1):
        image, turn = wear.apply(leaf.image, desk.how, chance)
        pages.append(image)
        upright = 0 if part.kind == Kind.BLANK else turn
        shown.append({"number": number, "kind": part.kind.value, "rotation": upright})
    documents = [
        {"kind": part.kind.value, "pages": [at for at, (other, _) in enumerate(laid, start=1) if other is part],
         "sealed": part.sealed, "certified": part.certified, "fields": part.fields}
        for part in parts if part.kind != Kind.BLANK
    ]  # fmt: skip
    return pages, shown, documents
