"""Small files for tests that need some real file and no reading."""

import io
from functools import cache

from PIL import Image


@cache
def pdf(text: int = 0, pages: int = 1) -> bytes:
    """Return a small PDF of images; another `text` gives other bytes, the same one the same."""
    sheets = [Image.new("L", (300, 400), 200 + (text + number) % 50) for number in range(pages)]
    made = io.BytesIO()
    sheets[0].save(made, "PDF", save_all=True, append_images=sheets[1:], title=f"thu {text}")
    return made.getvalue()


def png() -> bytes:
    """Return a small PNG."""
    made = io.BytesIO()
    Image.new("L", (300, 400), 255).save(made, "PNG")
    return made.getvalue()
