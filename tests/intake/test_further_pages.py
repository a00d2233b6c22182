"""What the next page, the next row or the next label has to say of a value."""

import numpy as np
import pytest

from intake import gathering, licensed, preferring, stamp_rows, weighing
from intake.facts import Kind, Page
from intake.fields import addresses, certification, letter, licence, parties, serials
from intake.fields.flow import Flow
from intake.fields.found import Found
from intake.leaf import Candidate, Leaf
from intake.sheets import Sheet
from intake.words import Line, Word
from tests.intake import page
from tests.intake.test_vouching import BOX

SERIAL = "5401B33A6A9C6DBDD0E777AFFDBB9CA0"


def candidate(name: str, *texts: str, number: int = 1) -> Candidate:
    return Candidate(name, tuple((text, 0.9) for text in texts), number, BOX)


def licence_page(number: int, **values: str) -> Leaf:
    candidates = {name: candidate(name, text, number=number) for name, text in values.items()}
    return Leaf(Page(number, Kind.BUSINESS_LICENCE, 0, 0.9), "", candidates)


def test_a_number_at_the_top_of_a_further_page_is_of_who_was_named_last() -> None:
    rows = page.rows("Số giấy chứng thực cá nhân: 033064364716\nNgày cấp: 01/02/2020\nHọ và tên: TRẦN THỊ MẪU")
    assert licence.read(rows)["representative_id_0"].value == "033064364716"
    leaves = [
        licence_page(1, representative="LÊ MẪU", representative_id="052160236787", representative_2="VŨ THỊ MẪU"),
        licence_page(2, representative_id_0="033064364716", representative="TRẦN THỊ MẪU"),
    ]
    found = {name: one.readings[0][0] for name, one in licensed.counted_on(Kind.BUSINESS_LICENCE, leaves)}
    assert found["representative_id_2"] == "033064364716"
    assert found["representative_3"] == "TRẦN THỊ MẪU"
    assert "representative_id_0" not in found


@pytest.mark.parametrize("before", [{}, {"representative": "LÊ MẪU", "representative_id": "052160236787"}])
def test_a_number_that_nobody_lacks_is_nobodys(before: dict[str, str]) -> None:
    leaves = [licence_page(1, **before), licence_page(2, representative_id_0="033064364716")]
    found = dict(licensed.counted_on(Kind.BUSINESS_LICENCE, leaves))
    assert "033064364716" not in {text for one in found.values() for text, _ in one.readings}


@pytest.mark.parametrize(("known", "is_doubt"), [({}, True), ({"representative_id": "052160236787"}, False)])
def test_a_number_without_a_name_is_a_doubt_where_who_was_named_before_lacks_one(
    known: dict[str, str], is_doubt: bool
) -> None:
    leaves = [licence_page(1, representative="LÊ MẪU", **known), licence_page(2, representative_id="033064364716")]
    found = dict(licensed.counted_on(Kind.BUSINESS_LICENCE, leaves))
    assert found["representative_id_2"].is_choice is is_doubt


def test_figures_of_a_table_are_no_person_before_who_is_named() -> None:
    leaves = [licence_page(1, representative_id="83490000"), licence_page(2, representative="LÊ MẪU")]
    found = {name: one.readings[0][0] for name, one in licensed.counted_on(Kind.BUSINESS_LICENCE, leaves)}
    assert found == {"representative": "LÊ MẪU"}


def test_a_number_below_what_else_a_further_page_says_of_who_is_named_before_it() -> None:
    rows = page.rows(
        "Giới tính: Nam\nChức danh: Phó giám đốc\nNgày sinh: 22/07/1958\nDân tộc: Kinh\nQuốc tịch: Việt Nam"
    )
    number = page.rows("Quốc tịch: Việt Nam\nSố định danh cá nhân: 033064364716")[1:]
    assert licence.read([*rows, *number])["representative_id_0"].value == "033064364716"


def test_a_number_on_the_first_page_of_a_licence_is_no_other_pages() -> None:
    rows = page.rows("Tên công ty: CÔNG TY TNHH MẪU\nSố định danh cá nhân: 033064364716")
    assert "representative_id_0" not in licence.read(rows)


def test_a_number_below_the_heading_is_of_a_representative_whose_name_was_lost() -> None:
    rows = page.rows(
        "5. Người đại diện theo pháp luật của công ty\nSố định danh cá nhân: 033064364716\n"
        "Họ và tên: TRẦN THỊ MẪU\nSố định danh cá nhân: 052160236787"
    )
    assert {name: one.value for name, one in licence.read(rows).items()} == {
        "representative_id": "033064364716",
        "representative_2": "TRẦN THỊ MẪU",
        "representative_id_2": "052160236787",
    }


@pytest.mark.parametrize(
    "text",
    [
        f"số serial {SERIAL}, thời hạn sử dụng",
        f"số serial.{SERIAL}. thời hạn",
        f"số serial {SERIAL.replace('88', '8§')}, thời hạn",
    ],
    ids=["usual", "run in", "a paragraph sign for an 8"],
)
def test_a_serial_is_found_and_its_lines_hold_it_alone(text: str) -> None:
    found = serials.read(Flow(page.rows(f"Thông tin chữ ký số mới: {text}\ntừ ngày 09/11/2026")))
    assert found and found.value == SERIAL
    assert [len(line.words) for line in found.lines] == [1]


def test_a_serial_with_half_an_octet_gives_way() -> None:
    readings = candidate(serials.NAME, f"{SERIAL}0", SERIAL)
    assert weighing.alone(readings).value == SERIAL


@pytest.mark.parametrize(
    ("read", "written"),
    [
        ("Số, 340 Đường Sông Trăng, tỉnh Quảng Ninh", "Số 340 Đường Sông Trăng, tỉnh Quảng Ninh"),
        ("Tòa nhà Tầng, 683 Ngõ 72, tỉnh Quảng Ninh", "Tòa nhà Tầng, 683 Ngõ 72, tỉnh Quảng Ninh"),
        ("Số12 đường Mẫu, Tầng3, tỉnh Quảng Ninh", "Số 12 đường Mẫu, Tầng 3, tỉnh Quảng Ninh"),
        ("Số 12, đường Mẫu, tỉnh Quảng Ninh", "Số 12, đường Mẫu, tỉnh Quảng Ninh"),
        ("Căn B4-I Khu đô thị Cúc, tỉnh Thái Nguyên", "Căn B4-1 Khu đô thị Cúc, tỉnh Thái Nguyên"),
        ("Căp'D4-12 Khu đô thị Tảo, tỉnh Thái Nguyên", "Căn D4-12 Khu đô thị Tảo, tỉnh Thái Nguyên"),
    ],
)
def test_an_address_without_its_slips(read: str, written: str) -> None:
    assert addresses.address(read) == written


def test_dirt_between_a_label_and_the_next_row_hides_no_code() -> None:
    text = "CÔNG TY TNHH MỘT THÀNH VIÊN DỆT NHUỘM MẪU - MST: -\n0100112437; địa chỉ: Số 1 Phố Mẫu, tỉnh Tây Ninh"
    assert letter.read(page.rows(text))["tax_code"].value == "0100112437"


def test_a_code_in_brackets_below_a_brokers_name_is_the_brokers() -> None:
    rows = page.rows(
        "CÔNG TY TNHH MẪU xin gửi tới Quý cơ quan lời chào trân trọng và báo cáo\n"
        "Các lô hàng trước đây do CÔNG TY TNHH ĐẠI LÝ HẢI QUAN FRESH INDUSTRIES\n"
        "(mã số thuế 0100112437) mở tờ khai."
    )
    found = letter.read(rows).get("tax_code")
    assert found is None or found.is_choice


def test_the_broker_behind_a_misread_word_is_not_the_company() -> None:
    rows = page.rows("Đại ý làm thủ tục hải quan của đơn vị: CÔNG TY CỔ PHẦN ĐẠI LÝ HẢI QUAN LẲN, MST 0100112437.")
    assert "company_name" not in letter.read(rows)


def test_a_name_at_the_head_has_the_small_letters_of_a_sentence_that_misreads_it() -> None:
    rows = page.rows(
        "CÔNG TY TRÁCH NHIỆM HỮU HẠN THIẾT BỊ Y TẾ MẪU\nSố: 12/CV\nKính gửi: Trung tâm\n\n"
        "Công ty Trách nhiệm hữu hạn Thiết Bị Y T Mẫu xin gửi tới Quý cơ quan"
    )
    flow = Flow(rows)
    found = parties.company(flow, {"company_name": []}, [])
    assert found and found.value == "Công ty Trách nhiệm hữu hạn Thiết Bị Y Tế Mẫu"


@pytest.mark.parametrize(("number", "is_kept"), [("02", False), ("18261", True)])
def test_a_number_that_is_but_its_books_is_looked_for_anew(number: str, is_kept: bool) -> None:
    name, book = "certification_number", "certification_book"
    values = {name: candidate(name, number), book: candidate(book, "02-SCT/BS")}
    assert (name in stamp_rows.without_books_number(values)) is is_kept


def test_a_street_above_an_item_says_nothing_of_its_address() -> None:
    text = "- Địa chỉ: Số 393 đường Cữ Ngọ, Đặc khu Vĩ, thành phố Huế\n- Email: xnk.hue@toancau.example"
    assert letter.read(page.rows(text))["email"].value == "xnk.hue@toancau.example"
    parted = "Chúng tôi đã ngừng dùng hộp thư cũ là địa chỉ xnk.hue@toancau.example"
    assert "email" not in letter.read(page.rows(parted))


def test_a_book_that_lost_its_year_gives_way() -> None:
    one = candidate("certification_book", "03-SCT/BS", "03-SCT/BS", "03/2026-SCT/BS", "03/2026-SCT/BS")
    assert weighing.judged(one).value == "03/2026-SCT/BS"


def test_a_book_that_lost_its_first_figure_gives_way() -> None:
    readings = candidate("certification_book", "4-SCT/BS", "04-SCT/BS", "4-SCT/BS", "04-SCT/BS")
    assert weighing.alone(readings).value == "04-SCT/BS"


def test_a_name_in_a_heading_stands_as_the_sentence_has_it() -> None:
    def named(value: str) -> Found:
        return Found("company_name", value, (Line((Word(value, 0.95, (0, 0, 90, 20)),)),))

    head, spoken = named("CÔNG TY TNHH MẪU"), named("Công ty TNHH Mẫu")
    assert preferring.is_in_small_letters(spoken, head)
    assert not preferring.is_in_small_letters(head, spoken)
    assert not preferring.is_in_small_letters(named("Công ty TNHH Khác"), head)


def test_a_person_whose_name_folds_to_old_has_an_address_that_is_not() -> None:
    said = "Mọi trao đổi xin liên hệ anh Cù Mẫu (Phòng Kế toán), thư điện tử tao.46@mail.mau.example."
    assert letter.read(page.rows(said))["email"].value == "tao.46@mail.mau.example"
    old = "Hộp thư cũ của công ty chúng tôi là thư điện tử tao.46@mail.mau.example."
    assert "email" not in letter.read(page.rows(old))


def test_a_sign_that_is_none_of_an_address() -> None:
    read = addresses.address("Số 43A Đường Dúa Bép, Phường Hoằng, _thành phố Đà Nẵng")
    assert read == "Số 43A Đường Dúa Bép, Phường Hoằng, thành phố Đà Nẵng"


def test_two_readers_that_agree_on_a_number_seldom_err_alike() -> None:
    assert weighing.alone(Candidate("phone", (("02431530725", 0.56), ("02431530725", 0.66)), 1, BOX)).certain
    assert not weighing.alone(Candidate("phone", (("02431530725", 0.3), ("02431530725", 0.2)), 1, BOX)).certain


def test_a_known_phrase_does_not_reach_across_a_comma() -> None:
    text = "Số 47A Quốc lộ 8, thôn Chọi Rực, Xã Bịnh, thành phố Hồ Chí Minh"
    assert weighing.alone(candidate("address", text, text)).value == text


@pytest.mark.parametrize(
    ("row", "number"), [("Số 241, quyển số: 11 - SCT/BS", "241"), ("Số chứng thực; quyển số: 08 - SCT/BS", "")]
)
def test_a_book_is_no_number_where_that_is_lost(row: str, number: str) -> None:
    found = certification.read(page.rows(f"CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\n{row}"), alone=True)
    assert (found["certification_number"].value if "certification_number" in found else "") == number


@pytest.mark.parametrize(
    ("rows", "is_first"),
    [
        ("CÔNG TY TNHH MẪU CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc", True),
        ("GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP\nMã số doanh nghiệp: 0100112437", True),
        ("Số giấy tờ pháp lý: 033064364716\nĐịa chỉ liên lạc: Số 1 Phố Mẫu", False),
    ],
)
def test_a_further_page_need_not_show_all(rows: str, is_first: bool) -> None:
    white = np.full((1754, 1240, 3), 255, np.uint8)
    sheet = Sheet(1, 0, None, white, np.ascontiguousarray(white[:, :, 1]), page.rows(rows))
    assert gathering._is_first(sheet, Kind.BUSINESS_LICENCE) is is_first


def test_a_name_from_a_heading_keeps_the_small_letters_of_the_sentence() -> None:
    def named(value: str) -> Found:
        return Found("company_name", value, (Line((Word(value, 0.95, (0, 0, 90, 20)),)),))

    chosen = preferring.chosen(named("CÔNG TY TNHH THỦY SẢN B&S"), named("Công ty TNHH Thủy sẳản B&S"))
    assert chosen.value == "Công ty TNHH Thủy sản B&S"


@pytest.mark.parametrize(("book", "certain"), [("01/2026-SCT/BS", True), ("1/2026-SCT/BS", False)])
def test_a_book_of_one_figure_is_looked_at(book: str, certain: bool) -> None:
    assert weighing.alone(candidate("certification_book", book, book)).certain is certain


@pytest.mark.parametrize(("rest", "is_choice"), [("thành phố", True), ("", False)])
def test_a_province_before_its_rank_is_looked_at(rest: str, is_choice: bool) -> None:
    text = f"Địa chỉ: Số 391 Đường Hoa Giấy, Phường Ngô Quyền, Hải Phòng {rest}"
    found = letter.read(page.rows(text))["address"]
    assert (found.value, found.is_choice) == (
        "Số 391 Đường Hoa Giấy, Phường Ngô Quyền, Hải Phòng",
        is_choice,
    )


def test_a_representative_whose_label_a_fold_begins_is_not_left_out() -> None:
    rows = page.rows(
        "5. Người đại diện theo pháp luật của công ty\n"
        "Họ, chữ đệm và tên: LÊ VĂN BA\nSố định danh cá nhân: 034092003218\n"
        "h đệm và tên: TRẦN THỊ MẪU\nSố định danh cá nhân: 001092003214\n"
        "Họ, chữ đệm và tên: VŨ VĂN HAI\nSố định danh cá nhân: 036092003210"
    )
    found = licence.read(rows)
    assert [found[f"representative{number}"].value for number in ("", "_2", "_3")] == [
        "LÊ VĂN BA",
        "TRẦN THỊ MẪU",
        "VŨ VĂN HAI",
    ]
    assert found["representative_id_2"].value == "001092003214"
