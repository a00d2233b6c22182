"""Values that dirt, a punched hole, the next label or the words of their own name would break."""

from dataclasses import replace

import pytest

from intake import kinds, lexicon, marks, numbers
from intake.fields import (
    addresses,
    certification,
    introduction,
    letter,
    licence,
    parties,
    persons,
    serials,
    tax_codes,
)
from intake.text import rows as text_rows
from intake.words import Line, Word
from tests.intake import page

HOLE = """
Đ/c: Cụm công nghiệp Mẫu, 842 Ngõ 10 phố
O Thử Nghiệm, Phường Giấy,
thành phố Hồ Chí Minh
ĐT: 024 3436 5358
"""


def test_a_punched_hole_beside_an_address_is_none_of_it() -> None:
    rows = page.rows(HOLE)
    _, top, _, bottom = rows[1].words[0].box
    hole = replace(rows[1].words[0], box=(30, top, 60, bottom), confidence=0.3)
    rows[1] = Line((hole, *rows[1].words[1:]))
    found = letter.read(rows)["address"].value
    assert found == "Cụm công nghiệp Mẫu, 842 Ngõ 10 phố Thử Nghiệm, Phường Giấy, thành phố Hồ Chí Minh"


def test_a_street_like_a_label_does_not_end_an_address() -> None:
    address = "Số 593 Hẻm 73/73 đường Sò Tại Hoằng, Phường Giấy, thành phố Huế"
    assert letter.read(page.rows(f"Trụ sở: {address}"))["address"].value == address


def test_a_row_that_begins_left_of_an_indented_one_is_whole() -> None:
    rows = page.rows("Địa chỉ: Số 76A đường Mẫu Quốc\nlộ Thử Nghiệm, Phường Giấy, thành phố Huế")
    shifted = [
        replace(word, box=(word.box[0] + 90, word.box[1], word.box[2] + 90, word.box[3])) for word in rows[0].words
    ]
    found = letter.read([Line(tuple(shifted)), rows[1]])["address"].value
    assert found == "Số 76A đường Mẫu Quốc lộ Thử Nghiệm, Phường Giấy, thành phố Huế"


@pytest.mark.parametrize(
    "name", ["Doanh nghiệp tư nhân Giấy Mẫu", "DOANH NGHIỆP TƯ NHÂN GIẤY MẪU", "Doanh nghiệp tư nhân Giấy: Mẫu"]
)
def test_a_private_enterprise_s_form_is_no_label(name: str) -> None:
    rows = page.rows(f"Tên công ty: {name}\nMST: 0100112437")
    assert letter.read(rows)["company_name"].value == name.replace(":", "")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (": Ö66185986238", "066185986238"),
        (": 66185986238", "066185986238"),
        (": 99185986238", "99185986238"),
        (": 066185986238", "066185986238"),
        (": 012345678", "012345678"),
        (": 04207555911", "04207555911"),
        (": 000.000. 50,0", ""),
        (": 0400701344120", "040070134120"),
        (": 0400700134420", ""),
    ],
    ids=[
        "a mark on its 0",
        "its 0 lost",
        "of no province",
        "whole",
        "of nine digits",
        "another lost",
        "the rest of a sum",
        "a figure twice",
        "either of two figures twice",
    ],
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
        ("Số §19 Ngõ 1§ phố Mẫu, tỉnh Lào Cai", "Số 819 Ngõ 18 phố Mẫu, tỉnh Lào Cai"),
    ],
)
def test_specks_behind_the_words_of_an_address(read: str, address: str) -> None:
    assert addresses.address(read) == address


def test_a_code_behind_what_is_left_of_its_label() -> None:
    assert letter.read(page.rows("M5 0100112437 | Tel: 024 3436 5358"))["tax_code"].value == "0100112437"
    assert "tax_code" not in letter.read(page.rows("đại lý hải quan M5 0100112437 | Tel: 024 3436 5358"))


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("ụ sở: Tầng 2, Tòa nhà Mẫu, thành phố Huế", "Tầng 2, Tòa nhà Mẫu, thành phố Huế"),
        ("Cụm công nghiệp Mẫu, Số22A Đường Thử", "Cụm công nghiệp Mẫu, Số 22A Đường Thử"),
        ("16 đường Mộc _ Lam Đài, Phường Thử", "16 đường Mộc Lam Đài, Phường Thử"),
        ("Số 5 Ngõ 19. phố Mẫu, Phường Thử", "Số 5 Ngõ 19 phố Mẫu, Phường Thử"),
        ("Tầng 4, Tòa nhà Mẫu. Số 119 Quốc lộ 75", "Tầng 4, Tòa nhà Mẫu, Số 119 Quốc lộ 75"),
        ("74 đường Hòa TƯ, TP Huế", "74 đường Hòa Tư, TP Huế"),
        ("Căn CI 1-7 Khu đô thị Mẫu", "Căn C11-7 Khu đô thị Mẫu"),
        ("Căn BI8-6 Khu đô thị Mẫu", "Căn B18-6 Khu đô thị Mẫu"),
        ("Số 2Ạ Ngõ 22 phố Mẫu", "Số 2A Ngõ 22 phố Mẫu"),
        ("74 ĐƯỜNG HÒA TƯ, TP HUẾ", "74 ĐƯỜNG HÒA TƯ, TP HUẾ"),
    ],
    ids=[
        "end of a label",
        "run together",
        "a scratch",
        "a stop",
        "a stop for a comma",
        "capitals",
        "a block",
        "a block in one",
        "a house",
        "all capitals",
    ],
)
def test_signs_and_capitals_in_an_address(read: str, address: str) -> None:
    assert addresses.address(read) == address


def test_a_company_s_name_in_english_below_its_own_is_none_of_it() -> None:
    rows = page.rows("CÔNG TY TNHH GIẤY MẪU\nGIAY MAU CÓO., LTD\nKính gửi: Cục Hải quan")
    assert letter.read(rows)["company_name"].value == "CÔNG TY TNHH GIẤY MẪU"


def test_a_speck_behind_a_form_does_not_end_a_company_s_name() -> None:
    rows = page.rows("""
        GIẤY ĐỀ NGHỊ
        Kính gửi: Cục Hải quan
        Doanh nghiệp. Tư Nhân Giấy Mẫu - MST: 0100112437; số ĐT: 024 3436 5358
    """)
    assert letter.read(rows)["company_name"].value == "Doanh nghiệp Tư Nhân Giấy Mẫu"


def test_a_speck_on_a_figure_of_a_code_is_told_by_the_check_digit() -> None:
    assert numbers.tax_code("MST: 040233§166 - Website") == "0402338166"


def test_a_signature_whose_surname_lost_its_capital() -> None:
    rows = page.rows("riệu Đăng Mẫu")
    found = parties.named(rows, "representative")
    assert found
    assert found.value == "Triệu Đăng Mẫu"
    unsure = [Line(tuple(replace(word, confidence=0.05) for word in row.words)) for row in rows]
    assert parties.named(unsure, "representative") is None


def test_of_as_many_readings_a_comma_stays_and_a_stop_goes() -> None:
    readings = [marks.Reading("Tầng 4 Tòa nhà Mẫu. Thử"), marks.Reading("Tầng 4, Tòa nhà Mẫu Thử")]
    assert marks.restore(readings, lexicon.addresses()).text == "Tầng 4, Tòa nhà Mẫu. Thử"


def test_the_last_page_of_a_licence_may_hold_its_signature_alone() -> None:
    rows = page.rows("KT. TRƯỞNG PHÒNG\nPHÓ TRƯỞNG PHÒNG\nGiàng Nhật Mẫu")
    assert kinds.is_signature(rows)
    assert kinds.is_signature(page.rows("Số định danh cá nhân: 020077654483\nĐịa chỉ liên lạc: Tổ 2, Xã Mẫu"))
    assert not kinds.is_signature(page.rows("TRƯỞNG PHÒNG KẾ TOÁN đề nghị " + "thanh toán tiền hàng " * 8))


def test_a_comma_between_a_province_and_its_name() -> None:
    assert addresses.address("Số 6 Quốc lộ 45, Phường Mẫu, tỉnh, Thanh Hóa").endswith("Mẫu, tỉnh Thanh Hóa")


@pytest.mark.parametrize("number", ["2:", "'2.", "2."])
def test_the_number_of_the_next_item_is_none_of_a_name_whatever_its_sign(number: str) -> None:
    rows = page.rows(f"1. Tên đơn vị: Công ty TNHH Giấy Mẫu Miền Bắc\n{number} Mã số doanh nghiệp/MST: 0100112437")
    assert letter.read(rows)["company_name"].value == "Công ty TNHH Giấy Mẫu Miền Bắc"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6782 quyển", "6782"),
        ("6' 782 quyển", "6782"),
        ("2421 1 quyển", "24211"),
        ("123 02/2026", ""),
        ("261 Ngõ 23 phố Mẫu", ""),
    ],
)
def test_a_stamp_s_number_whose_figures_stand_apart(text: str, number: str) -> None:
    assert certification.number(text) == number


@pytest.mark.parametrize(
    ("text", "book"),
    [
        ("0772026 - SCT/BS", "07/2026-SCT/BS"),
        ("11y2026-SCT/BS", "11/2026-SCT/BS"),
        ("10/20", ""),
        ("10/2 026 - SCT/BS", ""),
        ("11y/2026-SCT/BS", "11/2026-SCT/BS"),
        ("1172026-$CT/BS", "11/2026-SCT/BS"),
        ("07/2026 - SCT/BS", "07/2026-SCT/BS"),
        ("0772026, ngày", ""),
        ("0 - SCT/BS", ""),
        ("0/2026 - SCT/BS", ""),
        ("06 - SCT/BS", "06-SCT/BS"),
    ],
)
def test_a_book_whose_figures_or_stroke_were_misread(text: str, book: str) -> None:
    assert certification.book(text) == book


def test_brackets_behind_a_label_are_none_of_its_value() -> None:
    rows = page.rows("4/ Người đại diện (trưởng chi nhánh): Lưu Hoài Mẫu\n5/ Điện thoại liên lạc: +84 776 798 733")
    assert letter.read(rows)["representative"].value == "Lưu Hoài Mẫu"


@pytest.mark.parametrize(
    ("row", "name"), [("ai Hịm 0à", None), ("riệu Đăng Mẫu", "Triệu Đăng Mẫu"), ("Mai Hịm", "Mai Hịm")]
)
def test_two_words_make_no_name_whose_first_letter_is_lost(row: str, name: str | None) -> None:
    found = parties.named(page.rows(row), "representative")
    assert (found.value if found else None) == name


def test_a_name_in_capitals_like_a_label_is_none() -> None:
    rows = page.rows(
        "6. Người đại diện theo pháp luật\nHọ và tên: KPĂ PHÚC DANH Giới tính: Nam\nChức danh: Giám đốc"
    )
    assert licence.read(rows)["representative"].value == "KPĂ PHÚC DANH"


def test_a_label_and_a_name_in_capitals_are_no_other_label() -> None:
    rows = page.rows("6. Người đại diện theo pháp luật\nHọ và tên: ĐOÀN HỒNG HIỆP Giới tính: Nam")
    assert licence.read(rows)["representative"].value == "ĐOÀN HỒNG HIỆP"


@pytest.mark.parametrize(("text", "code"), [(". 10100112437-", "0100112437"), ("10100112438", "")])
def test_a_rule_before_a_code_is_no_figure(text: str, code: str) -> None:
    assert tax_codes.tax_code(text) == code


@pytest.mark.parametrize(("before", "is_kept"), [("MIỀN", True), ("TOÀN", True), ("GIẤY", False)])
def test_a_scrap_behind_a_word_that_ends_no_name(before: str, is_kept: bool) -> None:
    (row,) = page.rows(f"Tên đơn vị: CÔNG TY TNHH MẪU {before} BC")
    unsure = replace(row, words=(*row.words[:-1], replace(row.words[-1], confidence=0.1)))
    read = letter.read([unsure])["company_name"]
    assert read.value.endswith("BC") is is_kept


def test_a_label_between_the_two_rows_of_its_value_with_a_speck_far_beside_it() -> None:
    def word(text: str, left: int, top: int, sure: float, tall: int = 24) -> Word:
        return Word(text, sure, (left, top, left + 11 * len(text), top + tall))

    above = Line((word("DOANH", 554, 402, 0.9), word("NGHIỆP", 640, 402, 0.9), word("MẪU", 730, 402, 0.9)))
    label = Line((word("TÊN", 163, 413, 0.9), word("NGƯỜI", 210, 413, 0.9), word("2", 721, 420, 0.2, 8)))
    below = Line((word("VIỆT", 553, 438, 0.9), word("NAM", 610, 438, 0.9)))
    assert [row.text for row in text_rows([above, label, below])] == ["TÊN NGƯỜI DOANH NGHIỆP MẪU", "VIỆT NAM"]


def test_a_street_called_like_a_province_does_not_end_an_address() -> None:
    address = "Tầng 2, Tòa nhà Mẫu, 513 Phố Phú Thót, Phường Ô, thành phố Huế"
    assert letter.read(page.rows(f"Địa chỉ: {address}; số ĐT: 0912345678"))["address"].value == address


@pytest.mark.parametrize(("text", "named"), [("chữ ký số mới, số serial\n|", True), ("số điện thoại", False)])
def test_a_page_that_speaks_of_a_serial_number(text: str, named: bool) -> None:
    assert serials.is_named(page.rows(text)) is named


def test_figures_that_a_justified_row_spreads_are_none_of_dirt() -> None:
    (row,) = page.rows("số ĐT: (+84) 914 074 993; fax: 024.3666.1777")
    spread = [
        replace(word, box=(word.box[0] + 18 * at, word.box[1], word.box[2] + 18 * at, word.box[3]))
        for at, word in enumerate(row.words)
    ]
    assert letter.read([Line(tuple(spread))])["phone"].value == "0914074993"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("kể từ ngày 20 tháng 11 năm 2026 đến ngày 10 tháng 12 năm 2026", "2026-12-10"),
        ("kể từ ngày 20 tháng 11 năm 2026 đến ngày 10 tháng 12 năm", ""),
    ],
)
def test_a_last_day_that_is_broken_off_is_not_the_first(text: str, day: str) -> None:
    assert introduction.last_date(text) == day
