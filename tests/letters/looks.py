"""Pictures of letters: how they are drawn, kept and compared.

Make the kept ones anew, after looking at what changed:
`CASEDESK_KEEP_PICTURES=1 .venv/bin/python -m pytest -q tests/letters/test_looks.py`.
"""

import os
from pathlib import Path

import numpy as np
from PIL import Image

from letters import pictures

FOLDER = Path(__file__).parent / "pictures"
KEEPS = "CASEDESK_KEEP_PICTURES"
_WIDTH = 210
_GREYS = 8
_BLOCK = 14
MOST_OVERALL, MOST_ANYWHERE = 1.0, 14.0
"""Mean differences, of 255: over a whole page, and in its worst block of 14 × 14. Drawn again they are 0; a line
left out of a form gives 15 to 17 at the worst place, a page moved by a pixel (0.7 mm) 36."""


def differences(pdf: bytes, name: str) -> list[str]:
    """Compare the pages of a letter with the kept pictures; say what is different."""
    drawn = pictures.pages(pdf, _WIDTH)
    kept = sorted(FOLDER.glob(f"{name}-*.png"))
    if len(kept) != len(drawn):
        return [f"{len(drawn)} pages, {len(kept)} kept"]
    pairs = zip(drawn, kept, strict=True)
    return [words for page, path in pairs if (words := _different(page, Image.open(path).convert("L"), path.name))]


def kept_or_different(pdf: bytes, name: str) -> list[str]:
    """Compare, or keep the pictures of this letter where that is asked."""
    if os.environ.get(KEEPS):
        _keep(pictures.pages(pdf, _WIDTH), name)
    return differences(pdf, name)


def _different(drawn: Image.Image, kept: Image.Image, name: str) -> str:
    if drawn.size != kept.size:
        return f"{name}: {drawn.size} for {kept.size}"
    # The kept ones have few greys: the drawn ones are reduced in the same way.
    apart = np.abs(_reduced(drawn) - np.asarray(kept, dtype=float))
    overall, worst = float(apart.mean()), float(_blocks(apart).max())
    is_same = overall <= MOST_OVERALL and worst <= MOST_ANYWHERE
    return "" if is_same else f"{name}: {overall:.1f} overall, {worst:.1f} at the worst place"


def _reduced(page: Image.Image) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    return np.asarray(page.quantize(_GREYS).convert("L"), dtype=float)


def _blocks(
    apart: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    rows, columns = (side // _BLOCK for side in apart.shape)
    cut = apart[: rows * _BLOCK, : columns * _BLOCK]
    means: np.ndarray[tuple[int, ...], np.dtype[np.float64]] = cut.reshape(rows, _BLOCK, columns, _BLOCK).mean(
        axis=(1, 3)
    )
    return means


def _keep(drawn: list[Image.Image], name: str) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob(f"{name}-*.png"):
        old.unlink()
    for number, page in enumerate(drawn, start=1):
        (FOLDER / f"{name}-{number}.png").write_bytes(pictures.as_png(page, _GREYS))
