"""Held-out stamps of certified copies, of a company's own "SAO Y", and of the day on which a letter came in."""

from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from PIL import Image, ImageOps

from casedesk.samples import sheets, stamps
from casedesk.samples.held_out import names
from casedesk.samples.held_out.syllables import several
from casedesk.samples.letters import long_date
from casedesk.samples.papers import Certification

_CSS = """
@page {{ size: {width}mm {height}mm; margin: 1mm; background: white }}
body {{ margin: 0; font-family: {face}; font-size: {size}pt; line-height: 1.3; color: {colour}; text-align: center }}
b {{ font-size: 1.04em }} .frame {{ border: .45mm {line} {colour}; padding: 1.2mm 2mm }} .hand {{ font-family: 'Caladea'; font-style: italic;
  color: {pen}; font-size: 1.12em }} .left {{ text-align: left }} .below {{ margin-top: 20mm; font-weight: bold }}
"""
_COLOURS = ("#24399a", "#b81f2c", "#222226")
_FACES = (
    "'Noto Sans Display', 'Noto Sans'",
    "'DejaVu Serif Condensed', 'DejaVu Serif'",
    "Arimo, 'Liberation Sans'",
    "Caladea",
    "Tinos, 'Liberation Serif'",
)


@dataclass(frozen=True, slots=True)
class Office:
    """Who certifies: what stands round the seal, in what capacity, and the name."""

    around: str
    inside: str
    title: str
    name: str


def office(chance: Random) -> Office:
    """Draw who certifies: the people's committee of a ward, a public or a private notary's office."""
    name, place = names.full_name(chance, chance.choice(("Nam", "Nữ"))), several(chance, 1, 2)
    state = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    return chance.choice((
        Office(state, f"ỦY BAN NHÂN DÂN PHƯỜNG {place}", chance.choice(("KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH", "CHỦ TỊCH")), name),
        Office(f"SỞ TƯ PHÁP TỈNH {place}", f"PHÒNG CÔNG CHỨNG SỐ {chance.randint(1, 9)}", "CÔNG CHỨNG VIÊN", name),
        Office(f"TỈNH {place}", f"VĂN PHÒNG CÔNG CHỨNG {several(chance, 2, 2)}", "CÔNG CHỨNG VIÊN", name),
        Office(state, f"TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ {place}", "TUQ. CHỦ TỊCH<br>CÔNG CHỨC", name),
    ))  # fmt: skip


def register(chance: Random, day: date) -> tuple[Certification, str]:
    """Draw number and book of a certification, and the book as the stamp writes it."""
    book = f"{chance.randint(1, 12):02}" + (f"/{day.year}" if chance.random() < 0.6 else "")
    shown = book + chance.choice(("-SCT/BS", " - SCT/BS", " -SCT/BS"))
    return Certification(str(chance.randint(1, 19_999)), f"{book}-SCT/BS", day), shown


def certification(chance: Random, by: Office, what: Certification, book: str, dpi: int) -> Image.Image:
    """Return the stamp of a certified copy in one of four layouts; numbers are at times filled in by hand."""
    pen = chance.random() < 0.4
    number, book, day = (
        f"<span class=hand>{text}</span>" if pen else text for text in (what.number, book, _day(chance, what.day))
    )
    title = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"
    below = f"<div class=below>{by.name}</div>"
    layout = chance.randrange(4)
    inside = (
        f"<div class=frame><b>{escape(by.inside.upper())}</b><br><b>{title}</b><br>Số chứng thực: {number} &nbsp; Quyển số: {book}<br>{day}</div>{by.title}{below}",
        f"<b>CHỨNG THỰC<br>BẢN SAO ĐÚNG VỚI BẢN CHÍNH</b><div>Số chứng thực {number} quyển số {book} {_lower(day)}</div><b>{by.title}</b>{below}",
        f"<div class='frame left'><b>{title}</b><br>- Số chứng thực: {number}<br>- Quyển số: {book}<br>- {day}</div><b>{by.title}</b>{below}",
        f"<div class=frame><b>{title}</b><br>{day}<br>Số chứng thực: {number}; quyển số: {book}<br>{by.title}</div>{below}",
    )[layout]  # fmt: skip
    return _drawn(chance, inside, 98 if layout == 1 else chance.choice((86, 92)), 80, dpi)


def vouched(chance: Random, who: str, name: str, day: date, dpi: int) -> Image.Image:
    """Return a company's own stamp on a copy, which certifies nothing."""
    title = chance.choice(("SAO Y BẢN CHÍNH", "SAO Y", "BẢN SAO - SAO Y BẢN CHÍNH", "SAO LỤC"))
    when = f"<br>{long_date(day).capitalize()}" if chance.random() < 0.6 else ""
    return _drawn(
        chance,
        f"<div class=frame><b>{title}</b>{when}<br>{escape(who)}</div><div class=below>{name}</div>",
        66,
        70,
        dpi,
    )


def arrival(chance: Random, day: date, dpi: int) -> Image.Image:
    """Return the stamp of incoming mail (NĐ 30/2020 Art 22): no seal."""
    inside = f"<div class=frame><b>CỤC HẢI QUAN</b><br><b>ĐẾN</b><div class=left>Số: <span class=hand>{chance.randint(100, 9999)}</span><br>" \
             f"Ngày: <span class=hand>{day:%d/%m/%Y}</span></div></div>"  # fmt: skip
    return _drawn(chance, inside, 42, 50, dpi, colours=("#b81f2c", "#24399a"))


def _day(chance: Random, day: date) -> str:
    return chance.choice((f"Ngày {day:%d/%m/%Y}", f"Ngày {day:%d-%m-%Y}", long_date(day).capitalize()))


def _lower(text: str) -> str:
    return text.replace("Ngày", "ngày", 1)


def _drawn(
    chance: Random, inside: str, width: float, height: float, dpi: int, colours: tuple[str, ...] = _COLOURS
) -> Image.Image:
    colour = chance.choice(colours)
    css = _CSS.format(width=width, height=height, face=chance.choice(_FACES), size=chance.choice((9, 9.6, 10.2)) * (width / 88) ** 0.3,
                      colour=colour, line=chance.choice(("solid", "double", "solid")), pen=chance.choice(("#1d2f8f", "#202024")))  # fmt: skip
    if chance.random() < 0.35:
        css += ".frame { border: none }"
    ink = _cropped(sheets.draw(inside, css, dpi)[0].image, dpi)
    turned = ink.rotate(chance.uniform(-4, 4), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    return stamps.inked(chance, turned, 0.35)


def _cropped(ink: Image.Image, dpi: int) -> Image.Image:
    """Return a stamp without the empty paper around it."""
    left, top, right, bottom = ImageOps.invert(ink.convert("L")).getbbox() or (0, 0, *ink.size)
    room = dpi // 25
    return ink.crop(
        (max(0, left - room), max(0, top - room), min(ink.width, right + room), min(ink.height, bottom + room))
    )
