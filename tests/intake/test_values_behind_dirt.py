"""Values that dirt, a punched hole, the next label or the words of their own name would break."""

from dataclasses import replace

import pytest

from intake.fields import addresses, companies, letter, licence, persons
from intake.words import Line
from tests.intake import page

HOLE = """
Đ/c: Cụm công nghiệp Mẫu, 842 Ngõ 10 phố
O Thử Nghiệm, Phường Giấy,
thành phố Hồ Chí Minh
ĐT: 024 3436 5358
"""


def test_a_punched_hole_beside_an_address_is_none_of_it() -> None:
    rows = page.rows(HOLE)
    hole = replace(rows[1].words[0], box=(30, *rows[1].words[0].box[1:2], 60, rows[1].words[0].box[3]))
    rows[1] = Line((hole, *rows[1].words[1:]))
    found = letter.read(rows)["address"].value
    assert found == "Cụm công nghiệp Mẫu, 842 Ngõ 10 phố Thử Nghiệm, Phường Giấy, thành phố Hồ Chí Minh"


@pytest.mark.parametrize("name", ["Doanh nghiệp tư nhân Giấy Mẫu", "DOANH NGHIỆP TƯ NHÂN GIẤY MẪU"])
def test_a_private_enterprise_s_form_is_no_label(name: str) -> None:
    rows = page.rows(f"Tên công ty: {name}\nMST: 0100112437")
    assert letter.read(rows)["company_name"].value == name


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (": Ö66185986238", "066185986238"),
        (": 66185986238", "066185986238"),
        (": 99185986238", "99185986238"),
        (": 066185986238", "066185986238"),
        (": 012345678", "012345678"),
    ],
    ids=["a mark on its 0", "its 0 lost", "of no province", "whole", "of nine digits"],
)
def test_a_personal_number_begins_with_0(text: str, number: str) -> None:
    assert licence.identity_number(text) == number


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("TẠ THỊ MẪU GIẤY Quốc", "TẠ THỊ MẪU GIẤY"),
        ("TẠ THỊ MẪU GIấY", "TẠ THỊ MẪU GIấY"),
        ("Tạ Thị Mẫu Giấy", "Tạ Thị Mẫu Giấy"),
    ],
    ids=["the next label", "a letter misread", "in small letters"],
)
def test_a_name_in_capitals_ends_where_a_label_begins(read: str, name: str) -> None:
    assert persons.person(read) == name


def test_dirt_beside_the_date_is_no_part_of_the_company_above() -> None:
    rows = page.rows("CÔNG TY TNHH GIẤY MẪU\nTH\nKính gửi: Cục Hải quan")
    scrap = replace(rows[1].words[0], confidence=0.1)
    rows[1] = Line((scrap,))
    assert letter.read(rows)["company_name"].value == "CÔNG TY TNHH GIẤY MẪU"


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("Số 1 Đường Mẫu, Phường Thử., thành phố Huế", "Số 1 Đường Mẫu, Phường Thử, thành phố Huế"),
        ("Cụm công nghiệp: Mẫu, Số 84A Ngõ 85", "Cụm công nghiệp Mẫu, Số 84A Ngõ 85"),
    ],
)
def test_specks_behind_the_words_of_an_address(read: str, address: str) -> None:
    assert addresses.address(read) == address


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("CÔNG TY CỔ PHẦN D.H:V MẪU", "CÔNG TY CỔ PHẦN D.H.V MẪU"),
        ("NUNG TY CỔ PHẦN GIẤY MẪU", "CÔNG TY CỔ PHẦN GIẤY MẪU"),
        ("CHI NHÁNH CÔNG TY TNHH MẪU", "CHI NHÁNH CÔNG TY TNHH MẪU"),
    ],
    ids=["an initial's dot", "a form misread", "a branch"],
)
def test_specks_in_a_company_s_name(read: str, name: str) -> None:
    assert companies.company(read) == name


def test_a_code_behind_what_is_left_of_its_label() -> None:
    assert letter.read(page.rows("M5 0100112437 | Tel: 024 3436 5358"))["tax_code"].value == "0100112437"
    assert "tax_code" not in letter.read(page.rows("đại lý hải quan M5 0100112437 | Tel: 024 3436 5358"))


def test_a_broken_address_is_read_beside_one_that_no_longer_works() -> None:
    rows = page.rows("""
        Email: van-thu@mau,example
        Hộp thư cu@thu.example trước đây do nhân viên đã nghỉ việc giữ, nay không truy cập được.
    """)
    found = letter.read(rows)["email"]
    assert (found.value, found.is_choice) == ("van-thu@mau.example", True)
    assert "email" not in letter.read(rows[1:])
