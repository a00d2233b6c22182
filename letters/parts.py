"""Parts of a letter that are more than words: tables, and the lists that stand for them in a mail."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from django.utils.safestring import SafeString, mark_safe

from letters.content import Content
from letters.language import cell
from letters.templatetags.wording import grouped, short_day

_MIDDLE = ' class="count"'


def papers(content: Content) -> SafeString:
    """Return the table of the papers that were handed in; empty where there are none."""
    rows = [
        (str(number), paper.name, paper.form, f"{paper.count:02d}")
        for number, paper in enumerate(content.documents, start=1)
    ]
    return _table(("STT", "Tên giấy tờ", "Loại", "Số lượng"), rows, centred=(0, 2, 3))


def defects(content: Content) -> SafeString:
    """Return the table of what is to be put right."""
    rows = [(str(number), one.what, one.why, one.remedy) for number, one in enumerate(content.defects, start=1)]
    return _table(("TT", "Thành phần hồ sơ", "Lý do", "Cách hoàn thiện"), rows, widths=("", "26%", "", "30%"))


def failures(content: Content) -> SafeString:
    """Return the table of what does not do, without remedies."""
    rows = [(str(number), one.what, one.why) for number, one in enumerate(content.defects, start=1)]
    return _table(("TT", "Nội dung", "Lý do"), rows, widths=("", "38%", ""))


def certificate(content: Content) -> SafeString:
    """Return the table of the certificate that was bound."""
    rows = [f"<tr><th scope='row'>{name}</th><td>{cell(value)}</td></tr>" for name, value in _certificate(content)]
    return mark_safe(f"<table class='pairs'>{''.join(rows)}</table>" if rows else "")  # noqa: S308 (escaped)


def _certificate(content: Content) -> Sequence[tuple[str, str]]:
    bound = content.certificate
    if bound is None:
        return ()
    name = f" – {content.account_name}" if content.account_name else ""
    return (
        ("Tài khoản quản trị", (content.account_tax_code or content.tax_code) + name),
        ("Tên trên chứng thư số", bound.company),
        ("Số sê-ri", grouped(bound.serial)),
        ("Tổ chức cấp", bound.issuer),
        ("Hiệu lực", f"từ ngày {short_day(bound.valid_from)} đến ngày {short_day(bound.valid_to)}"),
    )


def _paper_lines(content: Content) -> str:
    return _lines(f"{paper.name} ({paper.form})" for paper in content.documents)


def _defect_lines(content: Content) -> str:
    return _lines(
        f"{one.what}: {one.why}" + (f"\n   Cách hoàn thiện: {one.remedy}" if one.remedy else "")
        for one in content.defects
    )


def _failure_lines(content: Content) -> str:
    return _lines(f"{one.what}: {one.why}" for one in content.defects)


def _certificate_lines(content: Content) -> str:
    return "\n".join(f"{name}: {value}" for name, value in _certificate(content))


LINES: Mapping[str, Callable[[Content], str]] = {
    "bang_giay_to": _paper_lines,
    "bang_bo_sung": _defect_lines,
    "bang_khong_dat": _failure_lines,
    "bang_chung_thu": _certificate_lines,
}
"""What stands in a mail in a table's place."""


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(texts, start=1))


def _table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    centred: Sequence[int] = (0,),
    widths: Sequence[str] = (),
) -> SafeString:
    if not rows:
        return SafeString("")
    sizes = widths or [""] * len(heads)
    head = "".join(
        f'<th scope="col"{_MIDDLE if index in centred else ""}{_width(sizes[index])}>{name}</th>'
        for index, name in enumerate(heads)
    )
    body = "".join(f"<tr>{_cells(row, centred)}</tr>" for row in rows)
    return mark_safe(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")  # noqa: S308 (escaped)


def _width(size: str) -> str:
    return f' style="width: {size}"' if size else ""


def _cells(row: Sequence[str], centred: Sequence[int]) -> str:
    return "".join(f"<td{_MIDDLE if index in centred else ''}>{cell(text)}</td>" for index, text in enumerate(row))
