"""Whole dossiers: papers put together, one defect or none, rendered, worn and saved with their truth."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pypdfium2 as pdfium
from PIL import Image
from weasyprint import HTML

from casedesk.samples import cards, companies, papers, people, wear
from casedesk.samples.companies import Company
from casedesk.samples.papers import Stamp
from casedesk.samples.people import Person
from intake.facts import FOREVER, Kind, Request
from verification.findings import Channel

DEFECTS: Mapping[str, str] = {
    "letter_missing": "request_letter_present",
    "letter_unsealed": "request_letter_sealed",
    "letter_without_email": "request_letter_contact",
    "letter_without_phone": "request_letter_contact",
    "letter_without_address": "request_letter_contact",
    "licence_missing": "licence_present",
    "licence_plain_copy": "licence_certified",
    "licence_own_copy": "licence_certified",
    "tax_certificate_missing": "tax_certificate_present",
    "tax_certificate_plain_copy": "tax_certificate_certified",
    "identity_missing": "identity_present",
    "identity_plain_copy": "identity_certified",
    "identity_expired": "identity_valid",
    "identity_cmnd": "identity_valid",
    "introduction_missing": "introduction_present",
    "introduction_expired": "introduction_valid",
    "tax_code_invalid": "tax_code_valid",
    "tax_code_differs": "tax_code_agrees",
    "company_differs": "company_agrees",
    "representative_differs": "representative_agrees",
}
"""Each defect, and the rule that must name it."""
AUTHORITIES = (
    "SỞ KẾ HOẠCH VÀ ĐẦU TƯ<br>THÀNH PHỐ HÀ NỘI<br><b>PHÒNG ĐĂNG KÝ KINH DOANH</b>",
    "SỞ TÀI CHÍNH<br>THÀNH PHỐ HỒ CHÍ MINH<br><b>PHÒNG ĐĂNG KÝ KINH DOANH<br>VÀ TÀI CHÍNH DOANH NGHIỆP</b>",
)
HOUSEHOLD_AUTHORITY = "ỦY BAN NHÂN DÂN PHƯỜNG YÊN HÒA<br><b>PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ</b>"
FIRST_CMND_END = date(2024, 12, 31)
_ANEW = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>[<\]])|(?<=\(D:20)\d{12}")
"""What PDFium makes anew each time: the file's identity, and the time of day."""
Part = tuple[Kind, list[str], dict[str, str], bool | None, bool | None]
"""Kind, pages as HTML, fields, sealed, certified."""


@dataclass(slots=True)
class Sample:
    """One made-up dossier: its pages as the scanner saw them, and the truth."""

    pages: list[Image.Image]
    truth: dict[str, Any]
    suffix: str
    dpi: int
    jpeg: int
    born_digital: bytes = b""
    """The PDF as it was set, with its text, instead of pictures of it."""

    def save(self, path: Path) -> Path:
        """Write the scan to a path whose suffix is added here; the truth names the file."""
        target = Path(path).with_suffix(self.suffix)
        first, rest = self.pages[0], self.pages[1:]
        if self.suffix == ".tif":
            first.save(
                target, "TIFF", save_all=True, append_images=rest, compression="tiff_lzw", dpi=(self.dpi, self.dpi)
            )
        else:
            target.write_bytes(self.born_digital or self._as_pdf())
        self.truth["scan"] = target.name
        return target

    def _as_pdf(self) -> bytes:
        document = pdfium.PdfDocument.new()
        for page in self.pages:
            kept = io.BytesIO()
            page.copy().save(kept, "JPEG", quality=self.jpeg)  # Pillow leaves its settings on what it saves
            kept.seek(0)
            picture = pdfium.PdfImage.new(document)
            picture.load_jpeg(kept, inline=True)
            width, height = page.width * 72 / self.dpi, page.height * 72 / self.dpi
            picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
            sheet = document.new_page(width, height)
            sheet.insert_obj(picture)
            sheet.gen_content()
        made = io.BytesIO()
        document.save(made)
        document.close()
        return _ANEW.sub(lambda found: b"01" * (len(found[0]) // 2), made.getvalue())


def series(count: int, seed: int, *, received: date, quality: str = "mixed") -> Iterator[Sample]:
    """Yield dossiers: the first complete and clean, then complete ones and each defect by turns."""
    names = list(DEFECTS)
    for index in range(count):
        defect = names[(index // 2) % len(names)] if index % 2 else None
        asked = list(Request)[index % 3]
        yield make(
            seed * 10_000 + index,
            defect=defect,
            request=asked,
            quality="clean" if index == 0 else quality,
            received=received,
            born_digital=index % 12 == 8,
        )


def make(
    seed: int,
    *,
    defect: str | None = None,
    request: Request | None = None,
    channel: Channel | None = None,
    quality: str = "clean",
    received: date,
    born_digital: bool = False,
) -> Sample:
    """Make one dossier; the same arguments give the same bytes. Raises `KeyError` for an unknown defect."""
    chance = Random(seed)
    rule = DEFECTS[defect] if defect else ""
    request = request or chance.choice(list(Request))
    channel = channel or chance.choice(list(Channel))
    if (defect or "").startswith("introduction"):
        channel = Channel.WALK_IN
    parts = _parts(chance, defect or "", request, channel, received)
    how = wear.setting("clean" if born_digital else quality, chance)
    return _rendered(parts, how, chance, _truth(request, channel, received, defect, rule), born_digital)


def _parts(chance: Random, defect: str, request: Request, channel: Channel, received: date) -> list[Part]:
    company, owner = companies.company(chance), people.person(chance, received)
    bearer = people.person(chance, received)
    with_code = not defect.startswith("tax_certificate") and chance.random() > 0.12
    if chance.random() < 0.1 and with_code and not defect.startswith(("tax", "company")):
        company = replace(companies.company(chance, "household"), tax_code=owner.number)
    if defect == "tax_code_invalid":
        company = replace(company, tax_code=company.tax_code[:9] + str((int(company.tax_code[9]) + 3) % 10))
    if defect == "identity_expired":
        owner = replace(owner, expiry=received - timedelta(days=chance.randint(5, 300)))
    found = [_letter(chance, defect, request, company, owner, received)]
    found.append(_licence(chance, defect, company, owner, received, with_code))
    if not with_code:
        found.append(_tax_certificate(chance, defect, company, received))
    found.append(
        _identity(
            chance,
            defect,
            people.person(chance, received) if defect == "representative_differs" else owner,
            received,
        )
    )
    if channel == Channel.WALK_IN:
        found.append(_introduction(chance, defect, company, owner, bearer, received))
    missing = {"letter_missing": 0, "licence_missing": 1}.get(defect)
    kinds = {
        "identity_missing": Kind.IDENTITY,
        "tax_certificate_missing": Kind.TAX_CERTIFICATE,
        "introduction_missing": Kind.INTRODUCTION_LETTER,
    }
    return [part for index, part in enumerate(found) if index != missing and part[0] != kinds.get(defect)]


def _letter(
    chance: Random, defect: str, request: Request, company: Company, owner: Person, received: date
) -> Part:
    if defect == "tax_code_differs":
        company = replace(company, tax_code=companies.tax_code(chance))
    if defect == "company_differs":
        company = replace(company, name=companies.company(chance).name)
    absent = defect.removeprefix("letter_without_") if defect.startswith("letter_without_") else ""
    sealed = defect != "letter_unsealed"
    html = papers.letter(
        company, owner, request, received - timedelta(days=2), chance, sealed=sealed, leave_out=absent
    )
    fields = {
        "tax_code": company.tax_code,
        "company_name": company.name,
        "address": company.address,
        "email": company.email,
        "phone": company.phone,
        "representative": owner.name,
    }
    fields.pop(absent, None)
    return (Kind.REQUEST_LETTER, [papers.page(html, chance.choice(papers.FACES))], fields, sealed, None)


def _licence(
    chance: Random, defect: str, company: Company, owner: Person, received: date, with_code: bool
) -> Part:
    authority = HOUSEHOLD_AUTHORITY if company.form == "household" else chance.choice(AUTHORITIES)
    label = chance.choice(("Số giấy tờ pháp lý của cá nhân", "Số giấy chứng thực cá nhân"))
    changed = received - timedelta(days=chance.randint(60, 900))
    sheets = papers.licence(company, owner, authority, changed, chance, number_label=label, with_code=with_code)
    mark = _stamp(chance, received, {"licence_plain_copy": "", "licence_own_copy": "own"}.get(defect, "certified"))
    face = chance.choice(papers.FACES[:4])
    pages = [papers.page(sheet, face) for sheet in sheets]
    pages[-1] = papers.page(sheets[-1], face, papers.stamped(mark, chance))
    fields = {"company_name": company.name, "representative": owner.shouted, "representative_id": owner.number}
    if with_code:
        fields["tax_code"] = company.tax_code
    return (Kind.BUSINESS_LICENCE, pages, fields, None, mark.kind == "certified")


def _tax_certificate(chance: Random, defect: str, company: Company, received: date) -> Part:
    mark = _stamp(chance, received, "" if defect == "tax_certificate_plain_copy" else "certified")
    html = papers.tax_certificate(company, received - timedelta(days=chance.randint(900, 3000)))
    page = papers.page(html, chance.choice(papers.FACES[:4]), papers.stamped(mark, chance, top=170))
    fields = {"tax_code": company.tax_code, "company_name": company.name}
    return (Kind.TAX_CERTIFICATE, [page], fields, None, mark.kind == "certified")


def _identity(chance: Random, defect: str, owner: Person, received: date) -> Part:
    kind = "cmnd" if defect == "identity_cmnd" else chance.choice(("cccd", "cccd", "card", "passport"))
    residence = companies.address(chance)
    mark = _stamp(chance, received, "" if defect == "identity_plain_copy" else "certified")
    fields = {"id_number": owner.number, "full_name": owner.shouted, "date_of_birth": owner.born.isoformat()}
    fields["expiry"] = FOREVER if owner.expiry.year == 9999 else owner.expiry.isoformat()
    sides = {
        "cccd": lambda: [cards.cccd_front(owner, residence), cards.cccd_back(owner)],
        "card": lambda: [cards.card_front(owner), cards.card_back(owner, residence)],
        "passport": lambda: [cards.passport(owner)],
        "cmnd": lambda: [cards.cmnd(owner, chance)],
    }[kind]()
    if kind == "cmnd":
        fields["id_number"] = owner.old_number
        fields.pop("expiry")
    if kind == "passport":
        fields["id_number"] = owner.passport
    face = "Liberation Sans"
    apart = len(sides) == 2 and chance.random() < 0.3
    bodies = sides if apart else ["".join(sides)]
    pages = [papers.page(body, face) for body in bodies]
    pages[-1] = papers.page(bodies[-1], face, papers.stamped(mark, chance, top=205))
    return (Kind.IDENTITY, pages, fields, None, mark.kind == "certified")


def _introduction(
    chance: Random, defect: str, company: Company, owner: Person, bearer: Person, received: date
) -> Part:
    until = received + timedelta(days=-8 if defect == "introduction_expired" else chance.randint(10, 60))
    html = papers.introduction(company, owner, bearer, received - timedelta(days=12), until, chance)
    fields = {
        "company_name": company.name,
        "bearer": bearer.name,
        "bearer_id": bearer.number,
        "valid_until": until.isoformat(),
    }
    return (Kind.INTRODUCTION_LETTER, [papers.page(html, chance.choice(papers.FACES))], fields, True, None)


def _stamp(chance: Random, received: date, kind: str) -> Stamp:
    return Stamp(kind, chance.randint(100, 9999), received - timedelta(days=chance.randint(3, 90)))


def _rendered(
    parts: list[Part], how: wear.Setting, chance: Random, truth: dict[str, Any], born_digital: bool
) -> Sample:
    order, plain = list(parts), how.quality == "clean"
    if not plain and chance.random() < 0.5:
        chance.shuffle(order)
    sheets = [(kind, html) for kind, pages, *_rest in order for html in pages]
    if not plain and chance.random() < 0.3:
        sheets.append((Kind.BLANK, papers.page("", "Liberation Serif")))
    typeset = _typeset([html for _kind, html in sheets])
    drawn = _drawn(typeset, how.dpi)
    turns = [0 if plain or chance.random() < 0.75 else chance.choice((90, 180, 270)) for _ in sheets]
    pages = [
        wear.worn(page, how, chance).rotate(turn, expand=True) for page, turn in zip(drawn, turns, strict=True)
    ]
    truth["pages"] = [
        {"number": number, "kind": kind.value, "rotation": turn}
        for number, ((kind, _html), turn) in enumerate(zip(sheets, turns, strict=True), start=1)
    ]
    truth["documents"] = _documents(order)
    truth["setting"] = how.as_json()
    suffix = ".tif" if not plain and chance.random() < 0.15 else ".pdf"
    return Sample(pages, truth, suffix, how.dpi, how.jpeg, typeset if born_digital else b"")


def _documents(order: list[Part]) -> list[dict[str, Any]]:
    found, number = [], 1
    for kind, pages, fields, sealed, certified in order:
        numbers = list(range(number, number + len(pages)))
        number += len(pages)
        found.append(
            {"kind": kind.value, "pages": numbers, "sealed": sealed, "certified": certified, "fields": fields}
        )
    return found


def _typeset(sheets: list[str]) -> bytes:
    html = f"<html lang=vi><style>{papers.STYLE}</style><body>{''.join(sheets)}</body></html>"
    made: bytes = HTML(string=html).write_pdf()
    return made


def _drawn(typeset: bytes, dpi: int) -> list[Image.Image]:
    document = pdfium.PdfDocument(typeset)
    try:
        return [document[index].render(scale=dpi / 72).to_pil().convert("RGB") for index in range(len(document))]
    finally:
        document.close()


def _truth(request: Request, channel: Channel, received: date, defect: str | None, rule: str) -> dict[str, Any]:
    return {
        "scan": "",
        "channel": channel.value,
        "received": received.isoformat(),
        "request": None if defect == "letter_missing" else request.value,
        "verdict": "incomplete" if defect else "complete",
        "defect": defect,
        "failing": [rule] if rule else [],
    }
