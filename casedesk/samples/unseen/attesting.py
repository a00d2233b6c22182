"""Unseen stamps: of wards, public service centres and notaries, of a company's own "SAO Y", and of incoming mail."""

from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from PIL import Image, ImageOps

from casedesk.samples import sheets, stamps
from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.held_out.syllables import PROVINCES, several
from casedesk.samples.letters import long_date
from casedesk.samples.papers import Certification

_CSS = """
@page {{ size: {width}mm 90mm; margin: 1.5mm; background: white }}
body {{ margin: 0; font-family: {face}; font-size: {size}pt; line-height: 1.38; color: {colour}; text-align: center }}
.room {{ height: 21mm }} .edge {{ border: .5mm solid {colour}; padding: 1mm 1.6mm }} .pen {{ font-family: 'Gentium Plus', 'Noto Serif';
  font-style: italic; color: {pen}; font-size: 1.15em }} .dots {{ border-bottom: .25mm dotted {colour} }} .left {{ text-align: left; padding-left: 3mm }}
"""
_FACES = (
    "'TeX Gyre Termes', 'Liberation Serif'",
    "'TeX Gyre Termes', 'Liberation Serif'",
    "'TeX Gyre Heros', 'Liberation Sans'",
    "'Charis SIL', 'Noto Serif'",
)
_TITLE = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"


@dataclass(frozen=True, slots=True)
class Office:
    """Who certifies: what stands round the seal and in it, in what capacity, and the name."""

    around: str
    inside: str
    title: str
    name: str


def office(chance: Random) -> Office:
    """Draw who certifies."""
    name, place = names.full_name(chance, chance.choice(("Nam", "Nữ"))), several(chance, 1, 2)
    _, city, rank = chance.choice(PROVINCES)
    around, kind = f"{rank} {city}", chance.choice(("PHƯỜNG", "PHƯỜNG", "XÃ"))
    ward = f"ỦY BAN NHÂN DÂN {kind} {place}"
    return chance.choice((
        Office(around, ward, f"TM. UBND {kind} {place.upper()}<br>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH", name),
        Office(around, ward, "TUQ. CHỦ TỊCH<br>PHÓ GIÁM ĐỐC<br>TRUNG TÂM PHỤC VỤ HCC", name),
        Office(around, f"VĂN PHÒNG CÔNG CHỨNG {several(chance, 2, 2)}", "CÔNG CHỨNG VIÊN", name),
        Office(around, f"VĂN PHÒNG CÔNG CHỨNG {name.split()[0]} {name.split()[-1]}", "TRƯỞNG VĂN PHÒNG<br>CÔNG CHỨNG VIÊN", name),
    ))  # fmt: skip


def register(chance: Random, day: date) -> tuple[Certification, str]:
    """Draw number and book of a certification, and the book as the stamp writes it."""
    volume, year = f"{chance.randint(1, 9):02}", f"/{day.year}" if chance.random() < 0.7 else ""
    shown = f"{volume}{year}{chance.choice((' - SCT/BS', '-SCT/BS', ' SCT/BS'))}"
    return Certification(str(chance.randint(12, 29_999)), f"{volume}{year}-SCT/BS", day), shown


def certification(chance: Random, by: Office, what: Certification, book: str, dpi: int) -> Image.Image:
    """Return the stamp of a certified copy in one of three arrangements; what changes daily is printed, or written on dots."""
    is_filled = chance.random() < 0.45

    def blank(text: str) -> str:
        return f"<span class=dots>&nbsp;<span class=pen>{text}</span>&nbsp;</span>" if is_filled else text

    number, volume = (
        blank(what.number),
        blank(book.split("SCT")[0].rstrip(" -")) + book[len(book.split("SCT")[0].rstrip(" -")) :],
    )
    day = f"Ngày {blank(f'{what.day:%d}')} tháng {blank(f'{what.day:%m}')} năm {what.day.year}"
    short = chance.choice((f"Ngày: {blank(f'{what.day:%d/%m/%Y}')}", day))
    foot = f"<b>{by.title}</b><div class=room></div><b>{by.name}</b>"
    inside = chance.choice((
        f"<b>{_TITLE}</b><br>Số chứng thực: {number} &emsp; Quyển số: {volume}<br>{day}<br>{foot}",
        f"<div class=edge><b>CHỨNG THỰC BẢN SAO<br>ĐÚNG VỚI BẢN CHÍNH</b><div class=left>Số CT: {number}<br>Quyển số: {volume}<br>{short}</div></div>{foot}",
        f"<div class=edge><b>{_TITLE}</b><br>Số: {number}, quyển số: {volume}<br>{day}<br><b>{escape(by.inside.upper())}</b></div>{foot}",
    ))  # fmt: skip
    return _drawn(chance, inside, 70 if "<br>ĐÚNG" in inside else 94, dpi)


def vouched(chance: Random, one: Firm, day: date, dpi: int) -> Image.Image:
    """Return a company's own stamp on a copy, which certifies nothing."""
    when = chance.choice((f"<br><i>{long_date(day).capitalize()}</i>", f"<br>Ngày {day:%d/%m/%Y}", ""))
    inside = chance.choice((
        f"<div class=edge><b>SAO Y BẢN CHÍNH</b>{when}</div><b>{one.title.upper()}</b><div class=room></div><b>{one.head.name}</b>",
        f"<b>{escape(one.name)}<br>SAO Y TỪ BẢN CHÍNH</b>{when}<br>{one.title}<div class=room></div>{one.head.name}",
    ))  # fmt: skip
    return _drawn(chance, inside, 68, dpi)


def arrival(chance: Random, day: date, dpi: int) -> Image.Image:
    """Return the stamp of incoming mail: no seal."""
    rows = f"Số: <span class=pen>{chance.randint(100, 9999)}</span><br>Ngày: <span class=pen>{day:%d/%m}</span>/{day.year}<br>Chuyển: ................"
    return _drawn(chance, f"<div class=edge><b>CÔNG VĂN ĐẾN</b><div class=left>{rows}</div></div>", 46, dpi)


def _drawn(chance: Random, inside: str, width: float, dpi: int) -> Image.Image:
    css = _CSS.format(width=width, face=chance.choice(_FACES), size=chance.choice((9.2, 9.8)), colour=chance.choice(("#1f3a9c", "#1f3a9c", "#c02030", "#2a2a2e")),
                      pen=chance.choice(("#1d2f8f", "#222226")))  # fmt: skip
    ink = sheets.draw(inside, css, dpi)[0].image
    left, top, right, bottom = ImageOps.invert(ink.convert("L")).getbbox() or (0, 0, *ink.size)
    room = dpi // 25
    cut = ink.crop(
        (max(0, left - room), max(0, top - room), min(ink.width, right + room), min(ink.height, bottom + room))
    )
    turned = cut.rotate(chance.uniform(-3, 3), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return stamps.inked(chance, turned, 0.28)
