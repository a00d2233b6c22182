"""Typefaces and style sheets of the held-out papers: none that the usual letters are set in, where others are installed."""

from random import Random

from casedesk.samples.sheets import Look

FACES = (
    "Caladea", "Caladea", "Noto Serif Display', 'Noto Serif", "Noto Sans Display', 'Noto Sans", "EB Garamond', 'Caladea",
    "TeX Gyre Bonum', 'Caladea", "DejaVu Sans", "Roboto Condensed', 'Carlito", "Cousine', 'Liberation Mono", "Arimo', 'Liberation Sans",
    "Tinos', 'Liberation Serif", "Tinos', 'Liberation Serif",
)  # fmt: skip
"""Faces with the one that stands in where a face is not installed; letters in Times are the most common."""
SERIFS = tuple(face for face in FACES if face.startswith(("Caladea", "Noto Serif", "EB", "Tinos")))
_WIDE = {"DejaVu": 0.84, "Cousine": 0.8, "Noto": 0.92, "TeX": 0.92, "EB": 1.08}
_CSS = """
@page { margin: %(top)smm %(right)smm 14mm %(left)smm }
.dots { border-bottom: .25mm dotted #444 } .narrow { width: 44%% } .rule { border-top: .3mm solid #222; width: 40mm; margin: 1mm auto }
.left { text-align: left } .just { text-align: justify } .caps { text-transform: uppercase } .small { font-size: .86em }
table.plain { width: 100%%; border-collapse: collapse } table.plain td { vertical-align: top; padding: .6mm 1.5mm .6mm 0 }
table.plain td:first-child { white-space: nowrap } .letterhead { border-bottom: .5mm double #333; padding-bottom: 2mm; margin-bottom: 3mm }
"""


def look(chance: Random, faces: tuple[str, ...] = FACES, sizes: tuple[float, ...] = (12, 12.5, 13, 13.5)) -> str:
    """Draw the style sheet of a paper: typeface, size, leading and margins."""
    face = chance.choice(faces)
    wide = next((part for name, part in _WIDE.items() if face.startswith(name)), 1.0)
    drawn = Look(face, round(chance.choice(sizes) * wide, 1), chance.choice((1.15, 1.25, 1.35)))
    sides = {"top": chance.choice((14, 18, 20)), "right": chance.choice((13, 16, 19)), "left": chance.choice((20, 25, 29))}
    return drawn.css + CSS_ANCHOR + _CSS % sides


CSS_ANCHOR = "#seal, #certification { break-inside: avoid }\n"
