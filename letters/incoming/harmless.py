"""A mail's HTML made harmless: a few tags of text remain; no picture, no style, no link that can be followed."""

import html
import re

import nh3

from letters.incoming import words

MOST_LETTERS = 200_000
MOST_TAGS = 8_000
"""Tags nested by ten thousands take a parser of HTML minutes."""
_TAGS = {
    *(
        "p",
        "br",
        "div",
        "span",
        "b",
        "strong",
        "i",
        "em",
        "u",
        "s",
        "sub",
        "sup",
        "hr",
        "pre",
        "code",
        "blockquote",
    ),
    *("ul", "ol", "li", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "a"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "font", "center"),
}
_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
_WITHOUT_CONTENT = {
    "script",
    "style",
    "title",
    "template",
    "textarea",
    "select",
    "noscript",
    "iframe",
    "object",
    "svg",
}
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)
_ANY_TAG = re.compile(r"<[^>]*>")
_PICTURE = re.compile(r"<(img|picture|video)\b|background\s*=|url\s*\(", re.I)


def clean(source: str) -> str:
    """Return HTML of text, lists and tables alone; a link is text with the address that it leads to."""
    kept = nh3.clean(
        words.several_lines(_cut(source)),
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel=None,
    )
    return re.sub(r"</?a>", "", _LINK.sub(_as_text, kept))


def text_of(source: str) -> str:
    """Return the text of HTML, a line a block."""
    lines = re.sub(r"(?i)<(br|/p|/div|/tr|/li|/h\d)\b[^>]*>", "\n", clean(source))
    plain = words.several_lines(html.unescape(_ANY_TAG.sub("", lines)))
    return re.sub(r"\n\s*\n+", "\n\n", plain).strip()


def has_pictures(source: str) -> bool:
    """Say whether HTML asks for pictures, which are not shown."""
    return bool(_PICTURE.search(source))


def is_cut(source: str) -> bool:
    """Say whether only the beginning of HTML is shown."""
    return _cut(source) != source


def _cut(source: str) -> str:
    """Return the beginning that is parsed."""
    source = source[:MOST_LETTERS]
    pieces = source.split("<", MOST_TAGS)
    return "<".join(pieces[:MOST_TAGS]) if len(pieces) > MOST_TAGS else source


def _as_text(link: re.Match[str]) -> str:
    address, label = link[1], link[2]
    if html.unescape(_ANY_TAG.sub("", label)).strip() == html.unescape(address).removeprefix("mailto:"):
        return label
    return f"{label} ‹{address}›"
