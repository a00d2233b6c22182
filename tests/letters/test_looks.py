"""How every letter looks, against kept pictures, and what the printed papers beside them say."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest
from pypdf import PdfReader

from casedesk import envelope_label, history, register, register_lines, register_sheet, slip
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, Register
from letters import samples
from letters.content import Content, Signature
from letters.forms import KIND_OF, Form
from letters.kinds import Kind
from letters.rendering import DRAFT, Rendered, render
from tests import make
from tests.letters import looks
from tests.letters.letter import TODAY, content, letterhead, password_content

DEPUTY = Signature(("KT. GIÁM ĐỐC",), "PHÓ GIÁM ĐỐC", "Trần Văn Phó")
ORDERED = Signature(("TL. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG"), "PHÓ TRƯỞNG PHÒNG", "Trần Văn Phó")
HEAD = {
    "body": "Trung tâm Quản lý vận hành hệ thống CNTT Hải quan",
    "one_stop_unit": "Bộ phận tiếp nhận và trả kết quả",
    "address": "Lô E3 Dương Đình Nghệ, Yên Hòa, Cầu Giấy, Hà Nội",
}
LETTERS: dict[str, tuple[Form, Content]] = {
    "receipt": (Form.RECEIPT, content()),
    "supplement": (Form.SUPPLEMENT, content(note="Ghi thêm một điều.")),
    "refusal": (Form.REFUSAL, content()),
    "extension": (
        Form.EXTENSION,
        content(reason="Chờ xác minh", promised_on=date(2026, 11, 26), signature=ORDERED),
    ),
    "stop": (Form.STOP, content(reason="Doanh nghiệp đã giải thể")),
    "certificate": (Form.CERTIFICATE, content(signature=DEPUTY)),
    "password": (Form.PASSWORD, password_content()),
    "enciphered": (Form.PASSWORD, password_content(reveal=None, enciphered=samples.enciphered())),
    "not-granted": (Form.NOT_GRANTED, content(is_granted=False, reason="Chữ ký số mới không thuộc doanh nghiệp.")),
}


def printed(name: str, number: int = 5, **changed: str) -> bytes:
    form, values = LETTERS[name]
    return written(form, replace(values, **changed), number).pdf  # type: ignore[arg-type]


@cache
def written(form: Form, values: Content, number: int = 5) -> Rendered:
    """Printing takes tenths of a second: once for all tests of a letter."""
    return render(KIND_OF[form], values, letterhead(**HEAD), number, TODAY)


def test_every_form_has_a_picture() -> None:
    assert {form for form, _values in LETTERS.values()} == set(Form)


@pytest.mark.parametrize("name", LETTERS)
def test_letter_looks_as_it_did(name: str) -> None:
    assert looks.kept_or_different(printed(name), name) == []


def test_preview_says_what_it_is_and_has_no_number() -> None:
    pdf = printed("refusal", DRAFT)
    text = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "BẢN XEM TRƯỚC – CHƯA PHÁT HÀNH" in text and "……/TCHS" in text
    assert looks.kept_or_different(pdf, "draft") == []


@pytest.mark.parametrize(
    "changed",
    [{"reason": ""}, {"address": ""}, {"company_name": "CÔNG TY KHÁC HẲN"}, {"note": "Thêm một dòng."}],
    ids=lambda changed: next(iter(changed)),
)
def test_a_letter_that_is_different_is_seen(changed: dict[str, str]) -> None:
    changed = {name: value or "." for name, value in changed.items()}
    assert looks.differences(printed("refusal", 5, **changed), "refusal")


def case_with_papers() -> Case:
    case = make.case(number="G12.99.01-261123-0001")
    register.enter(case)
    clerk, technician = make.user("clerk", full_name="Văn Thư"), make.user("technician", full_name="Kỹ Thuật")
    history.add(case, Act.CHECKED, make.NOW + timedelta(hours=1))
    history.add(case, Act.ACCEPTED, make.NOW + timedelta(hours=2), by=clerk)
    history.add(case, Act.ASSIGNED, make.NOW + timedelta(hours=2), note="Kỹ Thuật: ít việc nhất")
    history.add(case, Act.PROPOSED, make.NOW + timedelta(hours=3), by=technician)
    return case


def register_page(case: Case) -> bytes:
    book = Register.objects.get()
    lines = register_lines.lines(register_lines.rows_of(book), papers=True)
    return register_sheet.render(book, lines, 1, 1, make.NOW)


PAPERS: dict[str, tuple[Callable[[Case], bytes], str, tuple[int, int]]] = {
    "slip": (
        lambda case: slip.render(case, make.NOW),
        "PHIẾU KIỂM SOÁT QUÁ TRÌNH | GIẢI QUYẾT HỒ SƠ | Người nhận: Kỹ Thuật",
        (210, 297),
    ),
    "register": (
        register_page,
        """SỔ THEO DÕI HỒ SƠ | Năm 2026 – tờ số 01/01 | Phương thức nhận kết quả | 23/11/2026 | Thư điện tử
        | 024 3800 0000""",
        (297, 210),
    ),
    "envelope": (
        lambda case: envelope_label.render(case, make.NOW),
        "Lô E3 Dương Đình Nghệ | Kính gửi: | Số 1, Phố Mẫu, Phường Thử, Hà Nội | 024 3800 0000 | 19009299",
        (220, 110),
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", PAPERS)
def test_printed_paper_looks_and_reads_as_it_did(name: str) -> None:
    make_pdf, words, size = PAPERS[name]
    pdf = make_pdf(case_with_papers())
    page = PdfReader(io.BytesIO(pdf)).pages[0]
    text = "".join(page.extract_text().split())
    needed = [make.COMPANY, "G12.99.01-261123-0001", *words.split("|")]
    assert [word for word in needed if "".join(word.split()) not in text] == []
    assert tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) == size
    assert looks.kept_or_different(pdf, name) == []


@pytest.mark.django_db
def test_envelope_without_an_address_is_not_printed() -> None:
    reading = make.facts()
    del reading.documents[0].fields["address"]  # type: ignore[attr-defined]
    with pytest.raises(NeedsPerson, match="thiếu địa chỉ"):
        envelope_label.render(make.case(reading=reading), make.NOW)


def test_kinds_are_those_of_the_forms() -> None:
    assert set(KIND_OF.values()) == set(Kind)
