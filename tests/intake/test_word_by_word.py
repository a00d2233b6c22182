"""Words that are none, told by another reading of the same place."""

import re

import pytest

from intake import slips, weighing, word_by_word
from intake.fields import addresses
from intake.leaf import Candidate

BOX = (0.1, 0.1, 0.5, 0.15)
SEAT = "831 Ngõ 66 phố Vạc Quấn, Phường Mễ Sào, tỉnh Lâm Đồng"
MISREAD = {
    "a letter": ("phố", "bhố"),
    "a figure": ("66", "6o"),
    "both figures": ("66", "óó"),
    "a figure of an alley's alley": ("66/56", "66/5o"),
    "a figure of a block": ("Lô K6-12", "Lô KG-12"),
    "a sign": ("Quấn", "Q$ấn"),
    "a letter that is not ours": ("Quấn", "Qšấn"),
    "a speck behind a number": ("66", "66."),
    "a number that is none": ("66/66", "1n"),
    "a figure before a letter": ("831A", "83LA"),
    "a capital": ("Phố Vạc", "Phố vạc"),
}


def seat(*readings: tuple[str, float]) -> str:
    return weighing.alone(Candidate("address", readings, 1, BOX)).value


@pytest.mark.parametrize(("meant", "read"), MISREAD.values(), ids=MISREAD)
def test_a_word_that_is_none_is_as_the_recogniser_has_it(meant: str, read: str) -> None:
    whole = SEAT.replace("831 Ngõ 66", meant) if "-" in meant else SEAT
    whole = whole.replace("66", meant) if "/" in meant else whole.replace("831", meant) if "A" in meant else whole
    whole = whole.replace("phố Vạc", meant) if meant.startswith("Phố") else whole
    dirty = whole.replace(meant, read)
    assert seat((dirty, 0.96), (whole, 0.91), (dirty, 0.95)) == whole


@pytest.mark.parametrize("lane", ["Ngõ 8 phố", "Hẻm 2/2 đường", "Quốc lộ 54, thôn"])
def test_a_number_that_one_reader_lost_behind_a_word_that_needs_it(lane: str) -> None:
    whole = f"Số 593 {lane} Ngọ Đồi, Đặc khu Tràm Bíu, tỉnh Lạng Sơn"
    lost = whole.replace(lane, lane.replace(re.findall(r" [\d/,]+", lane)[0], "", 1))
    assert seat((lost, 0.95), (whole, 0.86), (lost, 0.92)) == whole
    assert seat((whole, 0.95), (lost, 0.86), (lost, 0.92)) == whole


def test_a_number_that_only_one_reader_has_is_none_of_a_street_s_name() -> None:
    read, other = "Số 4 phố Mẫu, tỉnh Lào Cai", "Số 4 phố 8 Mẫu, tỉnh Lào Cai"
    assert word_by_word.mended(((read, 0.9), (other, 0.99)), is_seat=True)[0][0] == read


def test_a_first_letter_that_was_lost() -> None:
    whole = "Lô D28-10, Khu công nghiệp Dĩ, Số 46A Hẻm 67/67 đường Bích Khách, Phường Đăng Chiêu"
    assert seat((whole, 0.93), (whole[1:], 0.57), (whole[1:], 0.94)) == whole


@pytest.mark.parametrize(
    ("read", "other"),
    [
        ("Số 4A phố Mẫu, Phường Thử, tỉnh Lâm Đồng", "Số 46 phố Mẫu, Phường Thử, tỉnh Lâm Đồng"),
        ("Số 4 phố Mẫu, Phường Thử, tỉnh Lâm Đồng", "Số 4 phố Mậu, Phường Thử, tỉnh Lâm Đồng"),
        ("Số 4, Vinhomes, Phường Thử, tỉnh Lâm Đồng", "Số 4, Vinhome, Phường Thử, tỉnh Lâm Đồng"),
        ("Số 4, TP. Mẫu, Phường Thử, tỉnh Lâm Đồng", "Số 4, TP Mẫu, Phường Thử, tỉnh Lâm Đồng"),
    ],
)
def test_what_may_stand_there_stays(read: str, other: str) -> None:
    assert word_by_word.mended(((read, 0.9), (other, 0.99)), is_seat=True)[0][0] == read


def test_a_company_s_word_is_no_syllable_and_stays() -> None:
    read, other = "CÔNG TY TNHH BHỐ VINARẼ", "CÔNG TY TNHH PHỐ VINARẺ"
    assert word_by_word.mended(((read, 0.9), (other, 0.99)), is_seat=False)[0][0] == read


@pytest.mark.parametrize(("read", "other", "meant"), [("ÓL", "6L", "6L"), ("ÓC", "6C", "ÓC"), ("ÓL", "6M", "ÓL")])
def test_a_figure_before_a_letter_is_none_of_a_syllable(read: str, other: str, meant: str) -> None:
    name = "CÔNG TY TNHH MỘT THÀNH VIÊN {} THẼ"
    readings = ((name.format(read), 0.9), (name.format(other), 0.9))
    assert word_by_word.mended(readings, is_seat=False)[0][0] == name.format(meant)


def test_a_company_s_word_that_one_reader_saw_has_one_witness() -> None:
    read, meant = "Công ty TNHH Kho Vận Tảo |t Toàn Cầu", "Công ty TNHH Kho Vận Tảo Ịt Toàn Cầu"
    found = weighing.alone(Candidate("company_name", ((read, 0.95), (meant, 0.9), (read, 0.95)), 1, BOX))
    assert (found.value, found.certain) == (meant, False)


def test_a_capital_among_others_is_the_sure_recogniser_s() -> None:
    read, meant = "Công ty TNHH Mẫu Toàn cầu", "Công ty TNHH Mẫu Toàn Cầu"

    def value(sure: float) -> str:
        return weighing.alone(Candidate("company_name", ((read, 0.94), (meant, sure)), 1, BOX)).value

    assert (value(0.99), value(0.8)) == (meant, read)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("141 Ngõ 44 phổ Tràm Lạc, Đặc khu Hồn", "141 Ngõ 44 phố Tràm Lạc, Đặc khu Hồn"),
        ("580 Phố Cỡ.Ớn, Đặc khu Hào", "580 Phố Cỡ Ớn, Đặc khu Hào"),
        ("Số 5 phố Mẫu, TP.Huế", "Số 5 phố Mẫu, TP.Huế"),
        ("+ Số 85A Quốc lộ 9, thôn Nghiệp ˆ Cần", "Số 85A Quốc lộ 9, thôn Nghiệp Cần"),
    ],
)
def test_a_mark_or_stop_in_a_seat_that_both_readers_saw(read: str, meant: str) -> None:
    assert addresses.address(read) == meant


def test_a_hyphen_of_dirt_makes_no_capital() -> None:
    assert slips.as_written("XUẤT NHẬP KHẨU TẤP", "xuất nhập khẩu-Tấp") == "xuất nhập khẩu Tấp"


def test_a_word_misread_with_capitals_amid_it_is_written_as_those_beside_it() -> None:
    assert slips.as_written("TRÁCH NHIỆM HỮU HẠN MẪU", "Trách nhiệm EữỮu hạn Mẫu") == "Trách nhiệm hữu hạn Mẫu"
    assert slips.as_written("TRÁCH NHIỆM HỮU HẠN MẪU", "Trách nhiệm h 7u hạn Mẫu") == "Trách nhiệm hữu hạn Mẫu"
    assert slips.as_written("CÔNG TY VINMẪU THỬ", "Công ty VinMẫu Thử") == "Công ty VinMẫu Thử"
    assert slips.as_written("CÔNG TY CỔ PHẦN MẪU", "Cộng ty. Cố phần M ẫu") == "Công ty Cổ phần Mẫu"


def test_what_is_short_for_words_keeps_its_capitals() -> None:
    assert slips.as_written("ĐIỆN TỬ TM & DV CÚNG", "Điện Tử T9 DV Cúng") == "Điện Tử TM & DV Cúng"


def test_a_hyphen_that_is_left_of_two_readings_is_none() -> None:
    whole = "Số 42A Hẻm 16/16 đường Hòa Trúc Bỡn, Xã Lũng, tỉnh Phú Thọ"
    dirty = whole.replace("42A ", "42A:-").replace("16/16", "16/1o")
    assert seat((dirty, 0.88), (whole, 0.96), (whole, 0.87)) == whole


def test_a_person_s_name_has_no_letter_that_is_none_of_ours() -> None:
    readings = (("Kpă Nhật Diễn", 0.7), ("Kpnă Nhật Diễn", 0.7), ("Kpš Nhật Diễn", 0.83))
    found = weighing.alone(Candidate("bearer", readings, 1, (0.1, 0.1, 0.5, 0.2)))
    assert (found.value, found.certain) == ("Kpă Nhật Diễn", False)


def test_a_letter_of_a_syllable_is_no_figure() -> None:
    whole = "106 Quốc lộ 85, thôn Lĩnh Đăm, Xã Cấm, thành phố Hà Nội"
    assert seat((whole, 0.94), (whole.replace("Nội", "NÔ1"), 0.6), (whole.replace("Nội", "NỘ1"), 0.9)) == whole


@pytest.mark.parametrize(
    ("read", "other", "meant"),
    [("NGQ-QUẾ", "NGỌ-QUẾ", "NGỌ-QUẾ"), ("NGQ", "NGỌ", "NGQ"), ("NHQ-TRÚC", "NHÀ-TRÚC", "NHQ-TRÚC")],
    ids=["a Q without a U", "initials", "another letter"],
)
def test_an_o_with_a_dot_below_is_no_q(read: str, other: str, meant: str) -> None:
    readings = ((f"CÔNG TY {read}", 0.92), (f"CÔNG TY {other}", 0.99))
    assert word_by_word.mended(readings, is_seat=False)[0][0] == f"CÔNG TY {meant}"
