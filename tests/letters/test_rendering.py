"""Each kind of letter says everything that it must, in Vietnamese, on the right paper, with its fonts inside."""

import io
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from casedesk.lib.outcomes import NeedsPerson
from letters import samples
from letters.content import Content, Defect
from letters.kinds import Kind
from letters.rendering import Rendered, render
from tests import make
from tests.letters.letter import SECRET_URL, TODAY, content, letterhead, password_content

A5, A4 = (148, 210), (210, 297)
IDENTITY = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "ngày 23 tháng 11 năm 2026"]
COMPANY = [make.COMPANY, make.TAX_CODE, "G12.99.01-261123-0001"]
CONTACT = ["Số 1, Phố Mẫu, Phường Thử, Hà Nội", "024 3800 0000", make.EMAIL, make.PERSON]

SAYS = {
    "receipt": (
        Kind.RECEIPT,
        content(),
        """05/TNHS | GIẤY TIẾP NHẬN HỒ SƠ | Cập nhật chữ ký số mới | Bưu điện | Công văn đề nghị | Bản chứng thực
        | 05 ngày làm việc | 10 giờ 00 phút | ngày 01 tháng 12 năm 2026 | Trần Thị Bình""",
    ),
    "supplement": (
        Kind.SUPPLEMENT,
        content(note="Ghi thêm một điều"),
        """05/HDHS | Giấy phép | Chỉ là bản chụp | Nộp bản chứng thực | Ghi thêm một điều | tính lại từ đầu
        | NGƯỜI HƯỚNG DẪN | 19009299""",
    ),
    "refusal": (Kind.REFUSAL, content(), "05/TCHS | không thuộc phạm vi giải quyết | Trần Thị Bình"),
    "extension": (
        Kind.EXTENSION,
        content(reason="Chờ cơ quan cấp chứng thư xác minh", promised_on=date(2026, 11, 26)),
        """05/PXL | VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN | ngày 26 tháng 11 năm 2026
        | Chờ cơ quan cấp chứng thư xác minh | xin lỗi Quý doanh nghiệp
        | chậm nhất ngày 01 tháng 12 năm 2026 | TL. GIÁM ĐỐC | Lê Thị Mẫu | thông cảm của Quý doanh nghiệp./.""",
    ),
    "stop": (
        Kind.STOP,
        content(reason="Doanh nghiệp đã giải thể"),
        """05/TBD | THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ | dừng giải quyết hồ sơ này kể từ ngày 23 tháng 11 năm 2026
        | Doanh nghiệp đã giải thể | nộp hồ sơ mới | TL. GIÁM ĐỐC | Lê Thị Mẫu | được biết./.""",
    ),
    "certificate": (
        Kind.ANSWER,
        content(),
        """05/CNTT-VHHT | V/v cập nhật thông tin chữ ký số | Kính gửi | 5401 436C 0A1B 2C3D | 01/11/2026
        | VNPT Certification Authority | 01/02/2029 | OE2102 | OE4001 | Sửa sau phê duyệt | 24 giờ | Nơi nhận
        | TL. GIÁM ĐỐC | Lê Thị Mẫu | thực hiện./.""",
    ),
    "not granted": (
        Kind.ANSWER,
        content(is_granted=False, reason="Chữ ký số mới không thuộc doanh nghiệp", note="Ghi thêm một điều"),
        """05/CNTT-VHHT | V/v không chấp thuận đề nghị | Chữ ký số mới không thuộc doanh nghiệp | Ghi thêm một điều
        | không có thay đổi nào | TL. GIÁM ĐỐC | Lê Thị Mẫu | biết./.""",
    ),
    "enciphered": (
        Kind.ANSWER,
        password_content(reveal=None, enciphered=samples.enciphered()),
        "V/v cấp mật khẩu mới | 5401 436C 0A1B 2C3D | CA Mẫu | mat-khau.eml | mã PIN | Lê Thị Mẫu",
    ),
    "password": (
        Kind.ANSWER,
        password_content(),
        """V/v cấp mật khẩu mới | liên kết dùng một lần | 10 giờ 00 phút, ngày 26 tháng 11 năm 2026
        | Nhập mã số thuế | đổi mật khẩu ngay | Lê Thị Mẫu""",
    ),
}
LETTERS = pytest.mark.parametrize(("kind", "values", "words"), SAYS.values(), ids=SAYS.keys())


@LETTERS
def test_pdf_says_everything(kind: Kind, values: Content, words: str) -> None:
    printed = text_of(letter(kind, values))
    needed = IDENTITY + COMPANY + ([] if kind == Kind.ANSWER else CONTACT) + words.split("|")
    assert [word for word in needed if squeezed(word) not in printed] == []


@LETTERS
def test_paper_fonts_language_and_title(kind: Kind, values: Content, words: str) -> None:
    rendered = letter(kind, values)
    reader = PdfReader(io.BytesIO(rendered.pdf))
    width, height = (round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:])
    assert (width, height) == (A4 if kind == Kind.ANSWER else A5)
    assert str(reader.root_object["/Lang"]) == "vi"
    assert reader.metadata is not None and reader.metadata.title == rendered.subject
    assert fonts_left_out(reader) == []


@LETTERS
def test_mail_names_company_and_case(kind: Kind, values: Content, words: str) -> None:
    rendered = letter(kind, values)
    assert make.COMPANY in rendered.text and values.case_number in rendered.text
    assert values.case_number in rendered.subject
    assert make.COMPANY in rendered.html


def test_mail_of_supplement_lists_defects() -> None:
    assert "1. Giấy phép: Chỉ là bản chụp" in letter(Kind.SUPPLEMENT, content()).text


def test_secret_link_is_in_the_mail_and_not_in_the_pdf() -> None:
    rendered = letter(Kind.ANSWER, password_content())
    assert SECRET_URL in rendered.text
    assert f'<a href="{SECRET_URL}">' in rendered.html
    assert "bi-mat" not in text_of(rendered)
    assert "bi-mat" not in repr(rendered)


def test_letter_is_vietnamese_for_an_english_reader() -> None:
    with translation.override("en"):
        assert "05/TNHS" in text_of(letter(Kind.RECEIPT, content()))


def test_posted_dossier_shows_its_day_not_the_hour_of_keying() -> None:
    late = content(received_on=date(2026, 11, 20))
    printed = text_of(letter(Kind.RECEIPT, late))
    assert squeezed("Thời gian nhận hồ sơ: ngày 20 tháng 11 năm 2026") in printed


def test_very_long_values_stay_on_the_pages() -> None:
    defects = tuple(Defect(f"Giấy số {n}", "Lý do rất dài " * 12, "Nộp lại " * 8) for n in range(1, 13))
    rendered = letter(Kind.SUPPLEMENT, content(company_name="CÔNG TY RẤT DÀI " * 20, defects=defects))
    printed = text_of(rendered)
    assert all(squeezed(f"Giấy số {n}") in printed for n in range(1, 13))
    assert 1 < len(PdfReader(io.BytesIO(rendered.pdf)).pages) < 8


def test_page_number_is_not_on_the_first_page() -> None:
    defects = tuple(Defect(f"Giấy {n}", "Lý do " * 30, "Nộp lại") for n in range(12))
    pages = PdfReader(io.BytesIO(letter(Kind.SUPPLEMENT, content(defects=defects)).pdf)).pages
    assert not pages[0].extract_text().strip().endswith("\n1")
    assert pages[1].extract_text().strip().endswith("\n2")


@pytest.mark.parametrize(
    ("kind", "values", "missing"),
    [
        (Kind.SUPPLEMENT, content(defects=()), "điều cần bổ sung"),
        (Kind.REFUSAL, content(reason=""), "lý do từ chối"),
        (Kind.STOP, content(reason=""), "lý do dừng giải quyết"),
        (Kind.EXTENSION, content(reason=""), "lý do hẹn lại"),
        (Kind.EXTENSION, content(due_on=None), "ngày hẹn mới"),
        (Kind.ANSWER, content(signer=""), "họ tên người ký"),
        (Kind.ANSWER, content(certificate=None), "chữ ký số"),
        (Kind.ANSWER, password_content(reveal=None), "liên kết xem mật khẩu"),
        (Kind.ANSWER, content(company_name=""), "tên doanh nghiệp"),
    ],
)
def test_letter_without_a_needed_part_is_not_written(kind: Kind, values: Content, missing: str) -> None:
    with pytest.raises(NeedsPerson, match=missing):
        letter(kind, values)


@cache
def letter(kind: Kind, values: Content) -> Rendered:
    """Printing takes tenths of a second: once for all tests of a letter."""
    return render(kind, values, letterhead(), 5, TODAY)


def text_of(rendered: Rendered) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(rendered.pdf)).pages))


def squeezed(text: str) -> str:
    """Take out the breaks that a column makes in words."""
    return "".join(text.split())


def fonts_left_out(reader: PdfReader) -> list[str]:
    fonts: dict[str, Any] = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            for part in font.get_object().get("/DescendantFonts", [font]):
                fonts[str(part.get_object()["/BaseFont"])] = part.get_object()["/FontDescriptor"].get_object()
    assert fonts
    return [name for name, inside in fonts.items() if not {"/FontFile2", "/FontFile3"} & set(inside)]
