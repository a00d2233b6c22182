"""What is wrong with a text before it is saved, part by part and line by line, in plain words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.template import TemplateSyntaxError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from letters import language, samples, variables
from letters.forms import SIGNED_FOR_THE_BODY, Form
from letters.texts import LONGEST, PARTS, Text
from letters.variables import Variable

PART_LABELS: Mapping[str, str | Promise] = {
    "title": gettext_lazy("Tiêu đề hoặc trích yếu"),
    "body": gettext_lazy("Nội dung in"),
    "subject": gettext_lazy("Tiêu đề thư điện tử"),
    "mail": gettext_lazy("Nội dung thư điện tử"),
}
REQUIRED: Mapping[Form, Mapping[str, tuple[str, ...]]] = {
    Form.RECEIPT: {"body": ("thoi_gian_nhan", "han_tra", "bang_giay_to", "ghi_them"), "mail": ("ma_ho_so",)},
    Form.SUPPLEMENT: {"body": ("bang_bo_sung", "ghi_them"), "mail": ("bang_bo_sung", "ghi_them")},
    Form.REFUSAL: {"body": ("ly_do", "ghi_them"), "mail": ("ly_do",)},
    Form.EXTENSION: {"body": ("ly_do", "han_tra", "ghi_them"), "mail": ("han_tra",)},
    Form.STOP: {"body": ("ly_do", "ghi_them"), "mail": ("ly_do",)},
    Form.CERTIFICATE: {"body": ("bang_chung_thu", "ma_ho_so", "ghi_them"), "mail": ("so_se_ri",)},
    Form.PASSWORD: {"body": ("ma_ho_so", "ghi_them"), "mail": ("lien_ket", "ten_tep")},
    Form.NOT_GRANTED: {"body": ("ly_do", "ma_ho_so", "ghi_them"), "mail": ("ly_do",)},
}
"""What a company must be told: written on a made-up case, it must stand in the letter."""
END = "./."
ENDED = SIGNED_FOR_THE_BODY | {Form.SUPPLEMENT, Form.REFUSAL}
_TOKEN = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>")
_UNCLOSED = re.compile(r"Unclosed tag on line (\d+): '(\w+)'")
_BLOCK = re.compile(r"Invalid block tag on line (\d+): '([^']*)'")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which part, on which line (0: the part as a whole), and the sentence."""

    part: str
    line: int
    words: str

    @property
    def sentence(self) -> str:
        """The whole sentence, with the place."""
        label = PART_LABELS[self.part]
        if not self.line:
            return f"{label}: {self.words}"
        return _("%(part)s, dòng %(line)d: %(words)s") % {"part": label, "line": self.line, "words": self.words}


def problems(form: Form, text: Text) -> list[Problem]:
    """Return everything that is wrong with a text; empty when it may be saved."""
    found = [problem for part in PARTS for problem in _in_part(form, part, getattr(text, part))]
    return found or list(_missing(form, text))


def _in_part(form: Form, part: str, source: str) -> Iterator[Problem]:
    if not source.strip():
        yield Problem(part, 0, _("không được để trống."))
        return
    if len(source) > LONGEST:
        yield Problem(part, 0, _("dài quá %(longest)d chữ.") % {"longest": LONGEST})
        return
    yield from _in_lines(part, source)
    try:
        template = language.compiled(source, is_html=part in {"title", "body"})
    except TemplateSyntaxError as broken:
        yield _told(part, broken)
        return
    known = {one.name: one for one in variables.of(form)}
    for use in language.uses(template):
        yield from _named(part, use, known)


def _in_lines(part: str, source: str) -> Iterator[Problem]:
    for number, line in enumerate(source.split("\n"), start=1):
        rest = _TOKEN.sub("", line)
        stray = _STRAY.search(rest)
        torn = next((token for token in _TOKEN.findall(line) if _STRAY.search(token[2:-2])), "")
        if torn:
            yield Problem(part, number, _("dấu %(sign)s không có cặp.") % {"sign": torn[:2]})
        if stray:
            yield Problem(part, number, _("dấu %(sign)s không có cặp.") % {"sign": stray.group()})
        if part != "mail" and rest.count("**") % 2:
            yield Problem(part, number, _("dấu ** không có cặp trong cùng một dòng."))
        if _MARKUP.search(rest):
            told = {"tag": _MARKUP.search(rest).group()}  # type: ignore[union-attr]
            yield Problem(part, number, _("thẻ %(tag)s không dùng được: chữ đậm viết **như thế này**.") % told)
        if "{#" in line:
            yield Problem(part, number, _("không dùng được {# chú thích #}."))


def _named(part: str, use: language.Use, known: Mapping[str, Variable]) -> Iterator[Problem]:
    variable = known.get(use.name)
    if variable is None:
        near = get_close_matches(use.name, known, n=1, cutoff=0.6)
        hint = _(" Có phải là {{ %(name)s }}?") % {"name": near[0]} if near else ""
        yield Problem(part, use.line, _("không có giá trị {{ %(name)s }}.") % {"name": use.name} + hint)
    elif len(use.parts) > 1:
        whole = ".".join(use.parts)
        yield Problem(part, use.line, _("không lấy được phần bên trong: {{ %(name)s }}.") % {"name": whole})
    elif variable.only_in_mail and part != "mail":
        yield Problem(
            part, use.line, _("{{ %(name)s }} là bí mật, chỉ viết trong thư điện tử.") % {"name": use.name}
        )
    elif variable.is_table and part in {"title", "subject"}:
        yield Problem(part, use.line, _("{{ %(name)s }} là bảng, không viết ở đây được.") % {"name": use.name})


def _told(part: str, broken: TemplateSyntaxError) -> Problem:
    """Say in Vietnamese what Django says of a text that it cannot read."""
    said = str(broken)
    unclosed, block = _UNCLOSED.search(said), _BLOCK.search(said)
    if unclosed:
        return Problem(part, int(unclosed[1]), _("{%% %(tag)s %%} chưa có {%% endif %%}.") % {"tag": unclosed[2]})
    if block and block[2].split(" ")[0] in language.TAGS:
        return Problem(
            part, int(block[1]), _("{%% %(tag)s %%} không có {%% if %%} nào ở trước.") % {"tag": block[2]}
        )
    if block:
        words = _("không dùng được {%% %(tag)s %%}: chỉ có if, elif, else, endif.") % {"tag": block[2]}
        return Problem(part, int(block[1]), words)
    line = getattr(getattr(broken, "token", None), "lineno", 0)
    if "Invalid filter" in said:
        names = ", ".join(language.FILTERS)
        return Problem(part, line, _("bộ lọc sau dấu | không dùng được: chỉ có %(names)s.") % {"names": names})
    return Problem(part, line, _("không hiểu được chỗ viết trong ngoặc nhọn."))


def _missing(form: Form, text: Text) -> Iterator[Problem]:
    """Write the text on made-up cases: what a company must be told has to stand in what comes out."""
    for part, names in REQUIRED[form].items():
        written = samples.written(form, text, part)
        for name in names:
            if not any(samples.mark(name) in one for one in written):
                label = next(one.meaning for one in variables.of(form) if one.name == name)
                words = _("thiếu phần bắt buộc {{ %(name)s }} (%(label)s).") % {"name": name, "label": label}
                yield Problem(part, 0, words)
    if form in ENDED and not all(one.rstrip().endswith(END) for one in samples.written(form, text, "body")):
        yield Problem("body", 0, _("dòng cuối phải kết thúc bằng dấu «./.»."))
