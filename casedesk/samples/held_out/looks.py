"""Typefaces and style sheets of the held-out papers: none that the usual letters are set in, where others are installed."""

from random import Random

from casedesk.samples.sheets import Look

FACES = (
    "Caladea", "Caladea", "DejaVu Serif Condensed', 'DejaVu Serif", "Noto Sans Display', 'Noto Sans",
    "DejaVu Serif Condensed', 'DejaVu Serif", "DejaVu Sans", "Roboto Condensed', 'Carlito", "Cousine', 'Liberation Mono", "Arimo', 'Liberation Sans",
    "Tinos', 'Liberation Serif", "Tinos', 'Liberation Serif",
)  # fmt: skip
"""Faces with the one that stands in where a face is not installed; letters in Times are the most common."""
SERIFS = tuple(face for face in FACES if face.startswith(("Caladea", "DejaVu Serif", "Tinos")))
_WIDE = {"DejaVu": 0.84, "Cousine": 0.8, "Noto": 0.92}
_CSS = """
@page { margin: %(top)smm %(right)smm 14mm %(left)smm }
.dots { border-bottom: .25mm dotted #444 } .narrow { width: 44%% } .rule { border-top: .3mm solid #222; width: 40mm; margin: 1mm auto }
.left { text-align: left } .just { text-align: justify } .caps { text-transform: uppercase } .small { font-size: .86em }
.sign { break-inside: avoid } table.plain { width: 100%%; border-collapse: collapse } table.plain td { vertical-align: top; padding: .6mm 1.5mm .6mm 0 }
table.plain td:first-child { white-space: nowrap } .letterhead { border-bottom: .5mm double #333; padding-bottom: 2mm; margin-bottom: 3mm }
"""


def look(chance: Random, faces: tuple[str, ...] = FACES, sizes: tuple[float, ...] = (12, 12.5, 13, 13.5)) -> str:
    """Draw the style sheet of a paper: typeface, size, leading and margins."""
    face = chance.choice(faces)
    wide = next((part for name, part in _WIDE.items() if face.startswith(name)), 1.0)
    drawn = Look(face, round(chance.choice(sizes) * wide, 1), chance.choice((1.15, 1.25, 1.35)))
    sides = {
        "top": chance.choice((14, 18, 20)),
        "right": chance.choice((13, 16, 19)),
        "left": chance.choice((20, 25, 29)),
    }
    return drawn.css + _CSS % sides


def card(chance: Random, paper: str) -> str:
    """Draw how a copy of an identity paper lies on its page: as large as life or enlarged, at left, right or in the middle."""
    tall, sizes = (112, (0.74, 0.82)) if paper == "passport" else (81, (0.74, 0.82, 0.9, 1.0))
    size = chance.choice(sizes)
    origin = chance.choice(("left", "center", "right"))
    gap = chance.uniform(2, 12) - tall * (1 - size)
    face = chance.choice(("Arimo', 'Liberation Sans", "Carlito", "Roboto Condensed', 'Carlito"))
    margin = {"left": "4mm auto 0 0", "center": "4mm auto 0", "right": "4mm 0 0 auto"}[origin]
    return (
        f".card {{ font-family: '{face}'; transform: scale({size}); transform-origin: top {origin}; margin: {margin}; "
        f"margin-bottom: {gap:.1f}mm; border-radius: {chance.choice((0, 3, 4))}mm }} #certification {{ height: 34mm !important }}"
    )
