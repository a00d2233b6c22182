"""Typefaces and style sheets of the unseen papers: Times as most offices set it, and a few faces that no other set has."""

from random import Random

from casedesk.samples.sheets import Look

SERIFS = (
    "TeX Gyre Termes', 'Liberation Serif", "TeX Gyre Termes', 'Liberation Serif", "Liberation Serif", "Charis SIL', 'Liberation Serif",
)  # fmt: skip
FACES = (
    *SERIFS, "TeX Gyre Termes', 'Liberation Serif", "TeX Gyre Heros', 'Liberation Sans", "Open Sans', 'Noto Sans", "Roboto', 'Carlito",
)  # fmt: skip
_WIDE = {"Charis": 0.87, "Open Sans": 0.88, "TeX Gyre Heros": 0.92, "Roboto": 0.92}
_CSS = """
@page { margin: %(top)smm %(right)smm 16mm %(left)smm }
.mid { text-align: center } .fill { text-align: justify } .first { text-indent: 12mm; text-align: justify } .tiny { font-size: .8em }
.line { border-top: .3mm solid #222; margin: 1mm auto 0 } .grow { margin-top: 3mm } .sub { font-weight: bold; margin-top: 2mm }
.link { color: #0b4fb3; text-decoration: underline } .en { font-style: italic; font-size: .9em; color: #333 }
table.form { width: 100%%; border-collapse: collapse; margin: 2mm 0; font-size: .96em } table.form td, table.form th { border: .25mm solid #222; padding: 1mm 1.8mm;
  vertical-align: middle; text-align: left } table.form .bar { background: #e3e6ea; font-weight: bold }
table.bare { width: 100%%; border-collapse: collapse; margin-bottom: 1.4mm } table.bare td { vertical-align: top; padding: .4mm 2mm .4mm 0; text-align: left }
.foot { position: fixed; bottom: -9mm; left: 0; right: 0; border-top: .5mm solid #1f5c99; padding-top: 1mm; font-size: .74em; line-height: 1.25;
  text-align: center; color: #26323d }
.ends { width: 100%%; border-collapse: collapse; margin-top: 4mm; break-inside: avoid } .ends td { width: 50%%; text-align: center; vertical-align: top } .ends .gap { height: 28mm }
.ink { font-family: 'Gentium Plus', 'Noto Serif', 'Liberation Serif'; font-style: italic; color: #1f2f8c; font-size: 1.08em }
.dotted { border-bottom: .25mm dotted #333 } .cell { display: inline-block; border: .25mm solid #222; width: 6.4mm; text-align: center;
  margin-left: -.25mm; font-weight: bold }
"""


def look(chance: Random, faces: tuple[str, ...] = FACES, sizes: tuple[float, ...] = (12, 12.5, 13)) -> str:
    """Draw the style sheet of a paper: typeface, size, leading and margins."""
    face = chance.choice(faces)
    wide = next((part for name, part in _WIDE.items() if face.startswith(name)), 1.0)
    drawn = Look(face, round(chance.choice(sizes) * wide, 1), chance.choice((1.2, 1.28, 1.36)))
    sides = {
        "top": chance.choice((15, 17, 20)),
        "right": chance.choice((15, 17, 20)),
        "left": chance.choice((22, 26, 30)),
    }
    return drawn.css + _CSS % sides


def card(chance: Random, paper: str) -> str:
    """Draw how a copy of an identity paper lies on its page."""
    size = chance.choice((0.68, 0.78, 0.86) if paper == "passport" else (0.7, 0.8, 0.95))
    tall, place = (112 if paper == "passport" else 81), chance.choice(("center", "center", "left"))
    aside = "auto" if place == "center" else f"{chance.uniform(2, 10):.1f}mm"
    return (f".card {{ transform: scale({size}); transform-origin: top {place}; margin: {chance.uniform(3, 12):.1f}mm auto "
            f"{chance.uniform(3, 10) - tall * (1 - size):.1f}mm {aside} }} #certification {{ height: 36mm !important }}")  # fmt: skip
