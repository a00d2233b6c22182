"""HTML into rasters: a paper is laid out by WeasyPrint and drawn by PDFium, and tells where its anchors lie."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from html import escape
from random import Random

import pypdfium2 as pdfium
from PIL import Image
from weasyprint import HTML

Anchors = dict[str, tuple[float, float]]
"""Where elements with an id lie, in millimetres from the left and the top of their page."""

_TEXTS: ContextVar[list[str] | None] = ContextVar("texts of the pages drawn", default=None)
SERIFS = ("Liberation Serif", "Liberation Serif", "Liberation Serif", "Noto Serif", "DejaVu Serif")
FACES = (*SERIFS, "Carlito", "Liberation Sans", "Noto Sans")
MOTTO = ("<div class=motto><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>"
         "<b class=under>Độc lập - Tự do - Hạnh phúc</b></div>")  # fmt: skip
CSS = """
@page { size: A4; margin: 18mm 17mm 15mm 24mm; background: white }
body { font-family: '%(face)s', 'Noto Sans'; font-size: %(size)spt; line-height: %(line)s; color: #161616; margin: 0 }
p { margin: 0 0 1.6mm } .center { text-align: center } .right { text-align: right } .under { text-decoration: underline }
.head { width: 100%%; border-collapse: collapse; font-size: .92em; margin-bottom: 4mm }
.head td { vertical-align: top; text-align: center; padding: 0 1mm } .head td:first-child { width: 43%% }
h1 { font-size: 1.2em; text-align: center; margin: 3mm 0 2mm; line-height: 1.25 }
table.data { width: 100%%; border-collapse: collapse; margin: 2mm 0 } table.data td, table.data th {
  border: .3mm solid #333; padding: 1.2mm 2mm; vertical-align: top }
.sign { width: 100%%; border-collapse: collapse; margin-top: 4mm } .sign td { width: 50%%; text-align: center; vertical-align: top }
.gap { height: 31mm } .box { display: inline-block; border: .25mm solid #444; width: 5.6mm; text-align: center; margin-right: .5mm }
.indent { text-indent: 10mm; text-align: justify } .break { page-break-before: always }
"""


@dataclass(slots=True)
class Leaf:
    """One page as it lies on the glass: its picture and where its anchors are."""

    image: Image.Image
    anchors: Anchors = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paper is set: typeface, size in points and leading."""

    face: str
    size: float
    line: float

    @property
    def css(self) -> str:
        """Return the style sheet of the look."""
        return CSS % {"face": self.face, "size": self.size, "line": self.line}


def look(chance: Random, faces: tuple[str, ...] = FACES, sizes: tuple[float, ...] = (11.5, 12, 12.5)) -> Look:
    """Draw a look by chance; wide faces are set smaller."""
    face = chance.choice(faces)
    shrink = 0.88 if face.startswith(("DejaVu", "Noto")) else 1.0
    return Look(face, round(chance.choice(sizes) * shrink, 1), 1.3)


def draw(body: str, css: str, dpi: int) -> list[Leaf]:
    """Return the pages of an HTML body, drawn at a resolution."""
    laid = HTML(string=f"<html lang=vi><style>{css}</style><body>{body}</body></html>").render()
    leaves, texts = [], _TEXTS.get()
    with pdfium.PdfDocument(io.BytesIO(laid.write_pdf())) as pdf:
        for index, page in enumerate(laid.pages):
            if texts is not None:
                texts.append(" ".join(pdf[index].get_textpage().get_text_range().split()))
            image = pdf[index].render(scale=dpi / 72).to_pil().convert("RGB")
            places = {name: (place[0] * 25.4 / 96, place[1] * 25.4 / 96) for name, place in page.anchors.items()}
            leaves.append(Leaf(image, places))
    return leaves


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Keep the text of each page and stamp that is drawn within, in their order."""
    texts: list[str] = []
    token = _TEXTS.set(texts)
    try:
        yield texts
    finally:
        _TEXTS.reset(token)


def rows(pairs: list[tuple[str, str]], separator: str = ": ") -> str:
    """Return labelled values, one a line."""
    return "".join(f"<p>{label}{separator}{escape(value)}</p>" for label, value in pairs)


def head(left: str, right: str = MOTTO) -> str:
    """Return the two columns at the top of an official paper."""
    return f"<table class=head><tr><td>{left}</td><td>{right}</td></tr></table>"


def boxed(digits: str) -> str:
    """Return digits in boxes of their own."""
    return "".join(f"<span class=box>{digit}</span>" if digit.isdigit() else f" {digit} " for digit in digits)
