"""HTML to paper. WeasyPrint and pyHanko take a second to load, and most processes never print."""

from letters.seals import Seal


def print_pdf(html: str, seal: Seal | None = None) -> bytes:
    """Print HTML to PDF/A with embedded fonts, and sign it over the seal that stands in it.

    Raises `NeedsPerson` when it names a file that is not ours, or cannot be signed.
    """
    from letters import typesetting  # noqa: PLC0415 (the reason is at the top)

    return typesetting.typeset(html, seal)
