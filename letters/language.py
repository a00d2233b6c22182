"""The small language of the texts: words, `{{ value }}`, `{% if value %}`, `**bold**`; nothing else is understood.

It is Django's, with every tag but `if` and every filter but two taken out and no loader: a text cannot load,
include, loop or reach into an object. `checking.py` says in Vietnamese what is wrong with a text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.template import Context, Engine, Library, Template
from django.template.base import FilterExpression, NodeList, Variable, VariableNode, tag_re
from django.template.defaultfilters import default, upper
from django.template.defaulttags import IfNode, do_if
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

TAGS = ("if", "elif", "else", "endif")
FILTERS = ("default", "upper")
BOLD_ON, BOLD_OFF = "\ue000", "\ue001"
"""Private-use signs: no value can hold them (`content.cleaned`), so only the text's own `**` makes bold."""
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_PART = "<table"


class _Words(Engine):
    """Django's template engine without its tags, filters and loaders."""

    default_builtins: ClassVar[list[str]] = []


@dataclass(frozen=True, slots=True)
class Use:
    """A value that a text names: `parts` are what stands between its dots; `line` where it stands, 0 unknown."""

    name: str
    parts: tuple[str, ...]
    line: int


def compiled(source: str, *, is_html: bool = True) -> Template:
    """Compile a text. Raises Django's `TemplateSyntaxError`."""
    return Template(_as_html(source) if is_html else source, engine=_ENGINE)


def paragraphs(source: str, values: Mapping[str, Any]) -> SafeString:
    """Write a text as HTML: each line a paragraph, each part that is a table as it is; values are escaped."""
    lines = (line.strip() for line in compiled(source).render(Context(dict(values))).splitlines())
    kept = [line for line in lines if line.strip(BOLD_ON + BOLD_OFF)]
    last = len(kept) - 1
    return mark_safe("\n".join(_block(line, index == last) for index, line in enumerate(kept)))  # noqa: S308


def heading(source: str, values: Mapping[str, Any]) -> SafeString:
    """Write a title as HTML: a line break stays one."""
    lines = (line.strip() for line in compiled(source).render(Context(dict(values))).splitlines())
    return mark_safe("<br>".join(_bold(line) for line in lines if line))  # noqa: S308 (escaped by the engine)


def plain(source: str, values: Mapping[str, Any]) -> str:
    """Write a text as plain text, for a mail."""
    return str(compiled(source, is_html=False).render(Context(dict(values), autoescape=False)))


def uses(template: Template) -> Iterator[Use]:
    """Yield every value that a compiled text names, also those in conditions and as a filter's argument."""
    yield from _uses(template.nodelist)


def _uses(nodes: NodeList) -> Iterator[Use]:
    for node in nodes:
        line = (node.token.lineno or 0) if node.token else 0
        if isinstance(node, VariableNode):
            yield from _named(node.filter_expression, line)
        if isinstance(node, IfNode):
            for condition, inner in node.conditions_nodelists:
                yield from _in_condition(condition, line)
                yield from _uses(inner)


def _in_condition(condition: Any, line: int) -> Iterator[Use]:
    if condition is None:
        return
    if isinstance(getattr(condition, "value", None), FilterExpression):
        yield from _named(condition.value, line)
    for side in ("first", "second"):
        yield from _in_condition(getattr(condition, side, None), line)


def _named(expression: FilterExpression, line: int) -> Iterator[Use]:
    arguments = [argument for _filter, given in expression.filters for is_value, argument in given if is_value]
    for found in (expression.var, *arguments):
        if isinstance(found, Variable) and found.lookups:
            yield Use(found.lookups[0], tuple(found.lookups), line)


def _as_html(source: str) -> str:
    """Escape what the text itself says, so that markup typed into it is printed and not obeyed."""
    marked = _BOLD.sub(rf"{BOLD_ON}\1{BOLD_OFF}", source)
    return "".join(_escaped(bit) for bit in tag_re.split(marked))


def _escaped(bit: str) -> str:
    if bit.startswith("{{"):  # a literal inside would count as safe
        return bit.replace("<", "&lt;").replace(">", "&gt;")
    return bit if bit.startswith("{%") else str(escape(bit)).replace("&#x27;", "'").replace("&quot;", '"')


def _block(line: str, is_last: bool) -> str:
    if line.startswith(_PART):
        return line
    keeps = is_last or line.rstrip(BOLD_OFF).endswith(":")
    return f'<p class="keep">{_bold(line)}</p>' if keeps else f"<p>{_bold(line)}</p>"


def _bold(line: str) -> str:
    whole = re.sub(f"{BOLD_ON}([^{BOLD_ON}{BOLD_OFF}]*){BOLD_OFF}", r"<strong>\1</strong>", line)
    return whole.replace(BOLD_ON, "").replace(BOLD_OFF, "")


def _library() -> Library:
    library = Library()
    library.tag("if", do_if)
    filters: dict[str, Callable[..., Any]] = {"default": default, "upper": upper}
    for name in FILTERS:
        library.filter(name, filters[name])
    return library


def _engine() -> Engine:
    engine = _Words(dirs=[], loaders=[], autoescape=True)
    engine.template_builtins = [_library()]
    return engine


_ENGINE = _engine()


def cell(text: str) -> str:
    """Escape a value for a part that is HTML, its lines kept as breaks."""
    return escape(text).replace("\n", "<br>")
