"""Labels that are none, that end at their colon, or that are broken; and what stands behind them."""

from dataclasses import replace

import numpy as np
import pytest

from intake import gathering, preferring, rereading
from intake.facts import Kind
from intake.fields import (
    addresses,
    certification,
    contact,
    identity,
    introduction,
    letter,
    licence,
    parties,
    persons,
    tax_certificate,
)
from intake.fields.flow import Flow, Item
from intake.fields.found import Found, taken
from intake.sheets import Sheet
from intake.text import rows as put_together
from intake.words import Line, Word
from tests.intake import page

LONG = "Bằng công văn này chúng tôi đề nghị được thay đổi chữ ký số trên tài khoản quản trị VNACCS vì mất token"
FOOT = "Cụm công nghiệp Mẫu, 206 Quốc lộ 63, Xã Thử, tỉnh An Giang"


def test_a_colon_ends_a_label() -> None:
    assert letter.read(page.rows("4. Đại diện: La Đức Mẫu"))["representative"].value == "La Đức Mẫu"


@pytest.mark.parametrize("label", ["Tụ sỞ:", "Trụ xở:", ".„ Trụ xở:", "Địn chỉ:"])
def test_a_seat_behind_a_misread_label(label: str) -> None:
    assert letter.read(page.rows(f"{label} {FOOT}"))["address"].value == FOOT


def test_a_seat_behind_a_misread_label_without_its_colon() -> None:
    assert letter.read(page.rows(f"Địa thỉ ._ {FOOT}"))["address"].value == FOOT
    assert "address" not in letter.read(page.rows(f"Đơn vị {FOOT}"))


@pytest.mark.parametrize("label", ["Fax:", "Số:", "Kết quả sẽ:"])
def test_another_label_leads_to_no_seat(label: str) -> None:
    assert "address" not in letter.read(page.rows(f"{label} {FOOT}"))


def test_two_letters_of_dirt_are_no_label() -> None:
    rows = page.rows("đc\nKính mong Quý cơ quan sớm xem xét, hỗ trợ để đơn vị hoạt động")
    assert "address" in letter.read(rows)
    unsure = [Line(tuple(replace(word, confidence=0.2) for word in rows[0].words)), *rows[1:]]
    assert "address" not in letter.read(unsure)


@pytest.mark.parametrize(("label", "is_choice"), [("Tei:", False), ("Te1:", False), ("1:", True)])
def test_a_telephone_in_the_small_print_behind_a_misread_label(label: str, is_choice: bool) -> None:
    found = letter.read(page.rows(f"{label} 0709 973 147 - MST: 0100112437"))["phone"]
    assert (found.value, found.is_choice) == ("0709973147", is_choice)


def test_a_telephone_that_a_sentence_asks_to_call() -> None:
    rows = page.rows("Khi có kết quả, xin Quý cơ quan gọi 0225.389.6678.")
    assert letter.read(rows)["phone"].value == "02253896678"


def test_a_short_label_that_runs_into_its_number() -> None:
    rows = put_together(page.rows("CÔNG TY TNHH MẪU\nMSTz0101243150 | Tel: 02033401249"))
    assert letter.read(rows)["tax_code"].value == "0101243150"


def test_a_seat_s_short_label_misread() -> None:
    rows = page.rows("CÔNG TY TNHH MẪU\nĐ/œ 740 đường Suối Mẫu, Phường Thử, tỉnh Thanh Hóa")
    assert letter.read(rows)["address"].value == "740 đường Suối Mẫu, Phường Thử, tỉnh Thanh Hóa"


@pytest.mark.parametrize(
    ("rows", "end"),
    [
        ("Cụm công nghiệp Mẫu, Số 647 Ngõ\n38 phố Thử, Phường Nhấc, thành phố Hồ", "Số 647 Ngõ 38 phố Thử"),
        ("Căn B30-8 Khu Mẫu, Số 756\nQuốc lộ 34, thôn Thử, Đặc khu\nSỡ Rây, tỉnh Mẫu", "Số 756 Quốc lộ 34"),
        ("Lô C20-10, Khu Mẫu, Số 747\nĐường Đè Vòng, tỉnh °\nThanh Hóa", "Số 747 Đường Đè Vòng, tỉnh Thanh"),
    ],
    ids=["a word", "a number", "a word and a sign"],
)
def test_a_seat_in_a_narrow_column_goes_on_where_its_row_leads_on(rows: str, end: str) -> None:
    read = letter.read(page.rows(f"Đ/c: {rows}\n\nEmail: mau@thu.example\n\n{LONG}"))["address"].value
    assert end in read and read.endswith(rows.rpartition("\n")[2])


def test_a_representative_behind_half_of_a_label() -> None:
    head = "5. Người đại diện theo pháp luật của công ty"
    read = licence.read(page.rows(f"{head}\n* Họ, chữ đệm và BÙI KHẮC MẪU\nHọ và tên: VI THỊ NHÀN"))
    assert [read[name].value for name in ("representative", "representative_2")] == ["BÙI KHẮC MẪU", "VI THỊ NHÀN"]


def test_a_stop_before_the_last_word_of_a_name() -> None:
    assert persons.person("Kpă Đình Nghiệp. Hỉnh") == "Kpă Đình Nghiệp Hỉnh"
    assert persons.person("Lê Văn Mẫu. Kính đề nghị Quý cơ quan") == "Lê Văn Mẫu"


def test_who_owns_a_household_is_no_name() -> None:
    assert (persons.person("CHỦ HỘ"), persons.person("CHU HỒ")) == ("", "CHU HỒ")


def test_a_telephone_that_lost_its_first_figure() -> None:
    assert letter.read(page.rows("Điện thoại: 708-741099"))["phone"].value == "0708741099"
    assert letter.read(page.rows("Điện thoại: 108-741099"))["phone"].value == "108741099"


def test_a_name_is_no_label_though_it_is_like_one() -> None:
    rest = "Chử Danh Bằng - Nhân viên"
    for row in (f"1. Ông {rest}, sinh năm 1994", f"1. Ông.{rest}", f"1. Êng {rest}, sinh năm 1994"):
        assert introduction.read(page.rows(row))["bearer"].value == "Chử Danh Bằng"


def test_a_city_s_name_is_no_label_of_a_person() -> None:
    rows = page.rows("CHI NHÁNH TẠI THÀNH PHỐ HỒ CHÍ\nMINH Hồ Chí Minh, ngày 20\nChị: Lường Thị Nga")
    assert introduction.read(rows)["bearer"].value == "Lường Thị Nga"


def test_a_commune_is_no_province() -> None:
    assert not contact.is_whole("Số 15 Ngõ 28 phố Mẫu, Xã Giáng")
    assert contact.is_whole("Số 15 Ngõ 28 phố Mẫu, Xã Giáng, tỉnh Đắk Lắk")
    assert contact.is_whole("Số 15 Ngõ 28 phố Mẫu, Xã Thử, Hà Giang")


def test_a_name_like_a_heading() -> None:
    rows = page.rows("5. Người đại diện theo pháp luật của công ty\nHọ và tên: CHỬ ĐĂNG NGHIỆP Giới tính: Nam")
    assert licence.read(rows)["representative"].value == "CHỬ ĐĂNG NGHIỆP"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("từ ngày 21/11/2026 đếri hết ngày 11/12/2026", "2026-12-11"),
        ("từ ngày 21/11/2026 đến hết ngày 11/12/2026", "2026-12-11"),
        ("từ ngày 21/11/2026", ""),
    ],
)
def test_the_last_day_behind_a_misread_word(text: str, day: str) -> None:
    assert introduction.last_date(text) == day


def test_a_bearer_whose_name_sounds_like_what_follows() -> None:
    rows = page.rows("1. Bà Lường Thị Nga - Nhân viên hành chính, sinh năm 1962")
    assert introduction.read(rows)["bearer"].value == "Lường Thị Nga"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("THÂN NHẬT BA. LÃM.", "THÂN NHẬT BA LÃM"),
        ("TẠ HẠNH THOA.LŨNG", "TẠ HẠNH THOA LŨNG"),
        ("Tạ Hạnh Thoa.Lũng", "Tạ Hạnh Thoa Lũng"),
        ("Tạ Hạnh.Thoa Lũng", "Tạ Hạnh Thoa Lũng"),
        ("Lê Văn Mẫu.Chức vụ: Giám đốc", "Lê Văn Mẫu"),
        ("LÊ VĂN MẪU. Giới tính: Nam", "LÊ VĂN MẪU"),
        ("Lê Văn Mẫu. Giám", "Lê Văn Mẫu"),
        ("UNG DANH-MẪU Giới tính: Nam", "UNG DANH MẪU"),
        ("LÊ VĂN MẪU - Giám đốc", "LÊ VĂN MẪU"),
    ],
)
def test_a_sign_of_dirt_in_a_name(text: str, name: str) -> None:
    assert persons.person(text) == name


@pytest.mark.parametrize(
    ("sure", "name"), [(0.0, "Công ty TNHH Mẫu Việt Nam"), (0.8, "Công ty TNHH Mẫu s Việt Nam")]
)
def test_a_letter_guessed_before_a_row_that_goes_on_is_a_speck(sure: float, name: str) -> None:
    words = ("Công", "ty", "TNHH", "Mẫu", "s", "Việt", "Nam")
    items = [
        Item(Word(text, sure if text == "s" else 0.9, (100 * index, 0, 100 * index + 90, 24)), int(index > 3))
        for index, text in enumerate(words)
    ]
    found = taken("company_name", items, lambda text: text)
    assert found and found.value == name


def test_an_unsure_syllable_with_a_mark_is_no_speck() -> None:
    (row,) = page.rows("Họ và tên: CẦM VÂN TƠ TƠ")
    unsure = replace(row.words[-1], confidence=0.14)
    assert identity.read([Line((*row.words[:-1], unsure))])["full_name"].value == "CẦM VÂN TƠ TƠ"


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("hau..94@mau.example", "hau.94@mau.example"),
        ("hanhchinhˆ77@mau.example", "hanhchinh_77@mau.example"),
        ("hanhchinh_ I I@mau.example", "hanhchinh_11@mau.example"),
        ("huan.7I@mau.example", "huan.71@mau.example"),
        ("hanhchinh_59@mail.mau:example", "hanhchinh_59@mail.mau.example"),
        ("hanhchinh_1!1@mau.example", ""),
    ],
)
def test_signs_in_an_address_of_e_mail(text: str, address: str) -> None:
    assert addresses.email(text) == address


def test_an_old_address_that_had_no_room_in_its_row() -> None:
    text = "Email van-thu@mau.example\nHiện đơn vị đã ngừng dùng email\nhanhchinh_48@cong-ty-giay-mau.com.example."
    wide = page.rows(f"{text}\n{'Đơn vị cam kết những điều trên đây là đúng' * 2}")
    found = letter.read(wide)["email"]
    assert (found.value, found.is_choice) == ("van-thu@mau.example", False)


def test_a_label_in_a_cell_leads_to_the_cell_beside_it() -> None:
    label, colon = Word("Email", 0.9, (160, 573, 220, 600)), Word(":", 0.9, (222, 573, 226, 600))
    value = Word("van-thu@mau.example", 0.9, (560, 573, 850, 600))
    found = letter.read([Line((label, colon, value), is_cell=True)])["email"]
    assert (found.value, found.is_choice) == ("van-thu@mau.example", False)


def test_what_no_reader_found_is_looked_for_at_a_larger_scale(monkeypatch: pytest.MonkeyPatch) -> None:
    head, foot = (
        page.rows("Kính gửi: Cục Hải quan\nMST: 0100112437"),
        page.rows(f"Trụ sở: {FOOT}\nTel: 024 3436 5358"),
    )
    white = np.full((1754, 1240, 3), 255, np.uint8)
    sheet = Sheet(1, 0, None, white, np.ascontiguousarray(white[:, :, 1]), head)
    monkeypatch.setattr(rereading, "enlarged", lambda sheet, below: [*head, *foot])
    found = gathering.gathered(sheet, head, Kind.REQUEST_LETTER)
    assert found.fields["address"].value == FOOT
    assert {"address", "phone", "tax_code"} <= found.first.keys()


@pytest.mark.parametrize(
    ("text", "number"),
    [("06-SCT/BS", ""), ("06 SCT/BS", ""), ("14368, quyển số 06-SCT/BS", "14368"), ("2421 1", "24211")],
)
def test_a_book_is_no_number_of_a_certification(text: str, number: str) -> None:
    assert certification.number(text) == number


@pytest.mark.parametrize("number", [":2)", "2\u2044", "2)"])
def test_the_next_item_s_number_is_none_of_a_company_s_name(number: str) -> None:
    rows = page.rows(f"1) Tên đơn vị: CÔNG TY TNHH KỸ THUẬT MẪU TOÀN CẦU\n{number} Mã số doanh nghiệp: 0100112437")
    assert letter.read(rows)["company_name"].value == "CÔNG TY TNHH KỸ THUẬT MẪU TOÀN CẦU"


@pytest.mark.parametrize("road", ["Quốc lộ B6", "Quốc lộ Mẫu"])
def test_a_main_road_without_a_number_is_looked_at(road: str) -> None:
    assert contact.is_clean("Số 44A Quốc lộ 66, thôn Mẫu, thành phố Hải Phòng")
    assert not contact.is_clean(f"Số 44A {road}, thôn Mẫu, thành phố Hải Phòng")


def test_an_address_glued_to_its_label_or_comma() -> None:
    rows = put_together(page.rows("Địa chỉ đăng ký kinh doanh:'55 Đường Thử,.tỉnh An Giang"))
    assert letter.read(rows)["address"].value == "55 Đường Thử, tỉnh An Giang"


def test_the_new_serial_stands_beside_one_that_nothing_calls_old() -> None:
    old, new = "54DE87B81E4C612078FB152AE8170871", "5432CF8086B89C0CFFFCF55E791ACBF4"
    rows = page.rows(f"Chứng thư số tũ có số sê-ri {old}; chứng thư số mới có\nsố sê-ri {new}, hiệu lực từ nay")
    found = letter.read(rows)["certificate_serial"]
    assert (found.value, found.is_choice) == (new, True)


def test_a_name_like_the_word_for_old_behind_an_address() -> None:
    said = "thư điện tử: ketoan@mau.example; người đại diện theo pháp luật: ông Cù Văn Mẫu"
    assert letter.read(page.rows(said))["email"].value == "ketoan@mau.example"
    assert "email" not in letter.read(page.rows("thư điện tử: ketoan@mau.example cũ"))


def test_commas_and_ones_in_an_address() -> None:
    assert (
        addresses.address("Khu Lạc,761 Số 9 Ngõ 5i phố Cổ,\u201aSố 6,„thôn Mẫu")
        == "Khu Lạc, 761 Số 9 Ngõ 51 phố Cổ, Số 6, thôn Mẫu"
    )


def test_a_private_enterprise_s_form_is_no_label_of_a_tax_certificate() -> None:
    rows = page.rows("2. Tên người nộp thuế: DOANH NGHIỆP TƯ NHÂN GIẤY MẪU")
    assert tax_certificate.read(rows)["company_name"].value == "DOANH NGHIỆP TƯ NHÂN GIẤY MẪU"


def test_a_named_representative_above_the_text_is_no_office() -> None:
    text = "Chúng tôi xin trình bày vào ngày 27 tháng 9 năm 2026 thiết bị của đơn vị"
    rows = page.rows(f"Người đại diện: Lã Thị Vẻ\n{text}\n{text}\nNơi nhận\nGIÁM ĐỐC\n\nLã Thị Vẻ\n\nTrụ sở")
    office = parties.office(Flow(rows))
    assert office is not None and office[1] == rows[4].box[1]
    above = parties.office(Flow([*rows[:4], *rows[5:]]))
    assert above is None


@pytest.mark.parametrize(
    ("before", "indented", "end"),
    [(120, 0, "TẠI TỈNH TÂY NINH"), (12, 0, "TẠI TỈNH TÂY NINH"), (12, 14, "TẠI TỈNH TÂY")],
    ids=["far", "left of the margin", "a bullet"],
)
def test_a_sign_far_before_a_row_is_no_bullet(before: int, indented: int, end: str) -> None:
    first, second = page.rows("Tên công ty viết bằng tiếng Việt: CHI NHÁNH CÔNG TY TNHH MẪU TẠI TỈNH TÂY\nNINH")
    left, top, right, bottom = second.words[0].box
    sign = Word("-", 0.6, (left + indented - before, top, left + indented - before + 8, bottom))
    rows = [first, Line((sign, replace(second.words[0], box=(left + indented, top, right + indented, bottom))))]
    assert licence.read(rows)["company_name"].value == f"CHI NHÁNH CÔNG TY TNHH MẪU {end}"


@pytest.mark.parametrize("text", ["Địa chỉ: BGĐ (để b/c)", "Địa chỉ: Như trên (để báo cáo)"])
def test_words_without_a_number_or_a_part_are_no_seat(text: str) -> None:
    assert "address" not in letter.read(page.rows(text))


@pytest.mark.parametrize(("sure", "is_choice"), [(0.02, False), (0.4, True)])
def test_what_the_engine_guessed_is_no_other_thing(sure: float, is_choice: bool) -> None:
    again = Found("email", "chuan.54@mau.example", tuple(page.rows("chuan.54@mau.example")))
    guess = Found("email", "noiti@oods.example", (Line((Word("noiti@oods.example", sure, (0, 0, 9, 9)),)),))
    assert preferring.chosen(again, guess).is_choice is is_choice


def test_a_title_is_no_representative_and_the_others_are_not_counted_from_it() -> None:
    people = "\n".join(
        f"Họ và tên: {name}\nSố định danh cá nhân: {number}"
        for name, number in (("TỐNG VÂN HIÊN", "048169268795"), ("ĐÈO THẾ TOẢN", "046059556201"))
    )
    rows = page.rows(f"5. Người đại diện theo pháp luật\nHọ tên: GIẤY CH ỨNG NHẬN\n{people}")
    found = licence.read(rows)
    assert [found[name].value for name in ("representative", "representative_2")] == [
        "TỐNG VÂN HIÊN",
        "ĐÈO THẾ TOẢN",
    ]
    assert found["representative_id_2"].value == "046059556201"
    assert "representative_3" not in found


def test_a_label_that_runs_into_an_address_of_e_mail() -> None:
    rows = put_together(page.rows("Email nhận kết quả: ketoan@mau.example;-Điện thoại: 0915512825."))
    found = letter.read(rows)
    assert (found["email"].value, found["phone"].value) == ("ketoan@mau.example", "0915512825")


def test_the_back_of_a_card_names_who_signed_it() -> None:
    back = "DẤU VẾT RIÊNG VÀ DỊ HÌNH\nSẹo chấm c 2 cm\nVĂN PHÒNG CÔNG CHỨNG\nTRẦN THỊ MẪU"
    assert "full_name" not in identity.read(page.rows(back))
    front = "GIẤY CHỨNG MINH NHÂN DÂN\nLÊ VĂN MẪU"
    assert identity.read(page.rows(f"{front}\n{back}"))["full_name"].value == "LÊ VĂN MẪU"


@pytest.mark.parametrize(
    ("read", "name"), [("Cấn Thị NụVẻ", "Cấn Thị Nụ Vẻ"), ("Lê ThịMẫu", "Lê Thị Mẫu"), ("Trần MạNh", "Trần MạNh")]
)
def test_two_short_words_of_a_name_that_were_read_as_one(read: str, name: str) -> None:
    assert persons.person(read) == name
