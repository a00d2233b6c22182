"""Fields as scans and word processors break them: parted addresses, misread letters, words like labels."""

from dataclasses import replace

import pytest

from intake import numbers
from intake.fields import introduction, letter, licence, persons
from tests.intake import page

BRANCH = """
GIẤY CHỨNG NHẬN ĐĂNG KÝ
HOẠT ĐỘNG CHI NHÁNH
0 ch nhnh: 010011243
1. Tên chi nhánh
Tên chi nhánh viết bằng tiếng Việt: CHI NHÁNH CÔNG TY TNHH THỬ NGHIỆM
2. Địa chỉ
Số 1 Đường Mẫu, Phường Thử, thành phố Hà Nội, Việt Nam
3. Thông tin về người đứng đầu chi nhánh
Họ và tên: LÊ VĂN MẪU
4. Hoạt động theo ủy quyền của doanh nghiệp
Tên doanh nghiệp: CÔNG TY TNHH THỬ NGHIỆM
Mã số doanh nghiệp: 0100112437
"""


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Người đại diện: Vũ Thị Này", "Vũ Thị Này"),
        ("4. Đại diện: Lương Mộng Quýnh Ngần", "Lương Mộng Quýnh Ngần"),
        ("Người đại diện: Kpă Bạch Thêm", "Kpă Bạch Thêm"),
        ("Người đại diện: Rơ Châm Hiên", "Rơ Châm Hiên"),
        ("đại diện bởi ông Lê Văn Mẫu, Giám đốc", "Lê Văn Mẫu"),
    ],
    ids=["like a label", "like a longer label", "of the Jrai", "of the Jrai, of two syllables", "in a sentence"],
)
def test_a_representative_s_name_is_whole(said: str, name: str) -> None:
    assert letter.read(page.rows(said))["representative"].value == name


def test_a_sentence_that_begins_with_now_still_ends_a_name() -> None:
    rows = page.rows("Người đại diện: Lê Văn Mẫu nay xin đề nghị cấp lại mật khẩu")
    assert letter.read(rows)["representative"].value == "Lê Văn Mẫu"


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("PHÍ THU TƠNGHỄNH", "PHÍ THU TƠ NGHỄNH"),
        ("Đỗ Tường èuyến", "Đỗ Tường èuyến"),
        ("Đỗ Tường làm", "Đỗ Tường"),
        ("Lê Văn Mẫu èuyến", "Lê Văn Mẫu"),
        ("ĐỚI THỤC'KHUYÊN", "ĐỚI THỤC KHUYÊN"),
        ("KHUẤT ĐAN §SẬY -", "KHUẤT ĐAN SẬY"),
        ("LÊ VĂN HOẠ*H", "LÊ VĂN HOẠH"),
        ("LƯU ƯỚc Nữ", "LƯU ƯỚc"),
        ("NGÔ THỊ sƯ Giới tính", "NGÔ THỊ SƯ"),
        ("Ngô Thị sƯ", "Ngô Thị"),
        ("Đỗ Hạn \\ Quài", "Đỗ Hạn Quài"),
        ("Đỗ Thị Hạn \\ Chức vụ", "Đỗ Thị Hạn"),
    ],
    ids=[
        "run together",
        "a misread capital",
        "a word behind a name",
        "dirt behind a name",
        "a speck inside",
        "a speck before a word",
        "a sign for a letter",
        "the sex behind a small letter",
        "a small letter like its capital",
        "one in a name in small letters",
        "a scratch",
        "a scratch before a label",
    ],
)
def test_the_end_of_a_person_s_name(read: str, name: str) -> None:
    assert persons.person(read) == name


def test_the_company_s_code_is_not_its_branch_s() -> None:
    assert "tax_code" not in licence.read(page.rows(BRANCH))
    readable = BRANCH.replace("0 ch nhnh: 010011243", "Mã số chi nhánh: 0100112437-001")
    assert licence.read(page.rows(readable))["tax_code"].value == "0100112437-001"


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("2`M#$ố đ6'nh nghiệp: 0100112437", "0100112437"),
        ("2`M#$ố đ6'nh nghiệp: 0100112438", None),
        ("Số tài khoản: 0100112437", None),
    ],
    ids=["broken label", "no check digit", "another label"],
)
def test_a_code_behind_a_broken_label(row: str, code: str | None) -> None:
    read = letter.read(page.rows(f"Chúng tôi xin trình bày như sau\n{row}\nTrân trọng kính chào")).get("tax_code")
    assert (read.value if read else None) == code


@pytest.mark.parametrize("text", ["+84'328 655 465", "0328 ’655 465", "0328.655:465", "0328 655 465"])
def test_specks_in_a_telephone_number(text: str) -> None:
    assert numbers.telephones(text) == ["0328655465"]


@pytest.mark.parametrize("text", ["(924) 3725 2595", "(O24) 37252595", "(024) 3725.2595"])
def test_the_zero_of_an_area_in_brackets(text: str) -> None:
    assert numbers.telephones(text) == ["02437252595"]


@pytest.mark.parametrize(
    ("name", "is_person"), [("Rơ Công Tỵ", True), ("Công Ty", False), ("Đại diện Công ty", False)]
)
def test_a_person_may_be_called_like_a_company(name: str, is_person: bool) -> None:
    assert persons.is_likely_person(name) is is_person


@pytest.mark.parametrize(
    ("read", "name"), [("ụứa Thị Mẫu", "Hứa Thị Mẫu"), ("Lê Thị Mẫu", "Lê Thị Mẫu"), ("Xê Thị Mẫu", "Xê Thị Mẫu")]
)
def test_a_surname_whose_first_letter_a_seal_hides(read: str, name: str) -> None:
    assert persons.with_surname(read) == name


@pytest.mark.parametrize(("said", "code"), [("Công ty TNHH Mẫu", "0100112438"), ("Một đơn vị", None)])
def test_a_misread_code_in_brackets_is_the_company_s_behind_its_name(said: str, code: str | None) -> None:
    rows = page.rows(
        f"Công ty TNHH Mẫu\nKính gửi: Cục Hải quan\nLời đầu tiên, Công ty TNHH Mẫu xin chào.\n"
        f"Nay {said} (0100112438), đóng tại Huế"
    )
    read = letter.read(rows).get("tax_code")
    assert (read.value if read else None) == code


def test_the_serial_of_the_new_certificate_behind_a_comma() -> None:
    rows = page.rows(
        "Chứng thư số cũ có số sê-ri 544738BFC17793838BB77303B3437FA8, chứng thư số mới\n"
        "có số sê-ri 543CC50D99B4F21CED7092B0B61E1EC5, hiệu lực từ 15/11/2026"
    )
    assert letter.read(rows)["certificate_serial"].value == "543CC50D99B4F21CED7092B0B61E1EC5"


def test_a_seat_behind_its_label_with_the_stroke_misread() -> None:
    seat = "Số 1 Đường Mẫu, Phường Thử, thành phố Hà Nội"
    assert letter.read(page.rows(f"Đíc: {seat}"))["address"].value == seat


def test_a_bearer_whose_capital_was_misread() -> None:
    rows = page.rows("Trân trọng giới thiệu\nBà: Đỗ Tường èuyến")
    assert introduction.read(rows)["bearer"].value == "Đỗ Tường èuyến"


@pytest.mark.parametrize(
    ("digits", "is_whole"),
    [
        ("02543826217", True),
        ("0254382621", False),
        ("0328655465", True),
        ("03286554651", False),
        ("0428655465", False),
    ],
    ids=["on land", "on land, a digit lost", "mobile", "mobile, a digit too many", "no such prefix"],
)
def test_how_many_digits_a_telephone_has(digits: str, is_whole: bool) -> None:
    assert numbers.is_telephone(digits) is is_whole


def test_a_form_s_line_behind_a_name_is_none_of_it() -> None:
    rows = page.rows("5. Người đại diện theo pháp luật của công ty\nHọ và tên: LÊ VĂN BA__ Giới tính: Nam")
    assert licence.read(rows)["representative"].value == "LÊ VĂN BA"


def test_dirt_behind_a_label_is_no_address_that_cannot_be_seen() -> None:
    read = letter.read(page.rows("Email nhận kết quả: .\noffice@thu.example"))["email"]
    assert (read.value, read.is_choice) == ("office@thu.example", False)
    unseen = letter.read(page.rows("Email nhận kết quả: o@@@\nkính đề nghị\nEmail: office@thu.example"))["email"]
    assert unseen.is_choice


@pytest.mark.parametrize(
    ("below", "code"),
    [
        ("VAO H/1VEđ 121X 0100112437 \\", "0100112437"),
        ("57 ã d số ệp: 0100112437", "0100112437"),
        ("57 ã d số ệp: 0100112438", None),
        ("của đại lý hải quan 0100112437", None),
        ("Hợp đồng 0100112437 đã ký", None),
        ("\n\nVAO 0100112437", None),
    ],
    ids=["its label lost", "a colon left of it", "no valid code", "a broker's", "within a row", "far below"],
)
def test_a_code_whose_label_a_stamp_covers_stands_below_the_company_s_name(below: str, code: str | None) -> None:
    rows = page.rows(f"CÔNG TY TNHH MẪU THỬ\n\nKính gửi: Cục Hải quan\n1. đơ4 ị: CÔNG TY TNHH MẪU THỬ\n{below}")
    found = letter.read([replace(row, is_cell=True) for row in rows]).get("tax_code")
    assert (found.value if found else None) == code
    assert found is None or found.is_choice


def test_a_long_name_before_a_code_in_brackets_is_the_company_s() -> None:
    name = "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN SẢN XUẤT THƯƠNG MẠI MẪU THỬ TOÀN CẦU"
    found = letter.read(
        page.rows(f"{name}\nKính gửi: Cục Hải quan\nLời đầu tiên, {name} (0100112438), đóng tại Huế")
    )
    assert found["company_name"].value == name
    assert found["tax_code"].value == "0100112438"
