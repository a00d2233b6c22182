"""Postal addresses: where they begin and end, and what is dirt in them."""

import pytest

from intake import weighing
from intake.fields import addresses, contact
from intake.leaf import Candidate
from tests.intake.test_vouching import BOX


@pytest.mark.parametrize(
    ("address", "is_whole"),
    [
        ("Số 1 đường Mẫu, Phường Thử, tỉnh Lào Cai", True),
        ("Số 1 đường Mẫu, Phường Thử, Hà Nội", True),
        ("12 Mẫu, Phường Thử, TP. Hồ Chí Minh, Việt Nam", True),
        ("Số 1 đường Mẫu, Phường Thử", False),
        ("Số 1 đường Lào Cai", False),
        ("Số 1 đường Mẫu, Phường Thử, thành phố Đừ Nẵng", False),
    ],
)
def test_a_seat_ends_with_its_province(address: str, is_whole: bool) -> None:
    assert contact.is_whole(address, exact=True) is is_whole


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "È Căn N12-3 Khu đô thị Dĩ, „Phường Lã Vĩ, tỉnh Bắc Ninh",
            "Căn N12-3 Khu đô thị Dĩ, Phường Lã Vĩ, tỉnh Bắc Ninh",
        ),
        ("Số 5, Phường Cô, thành phố @ Hải Phòng", "Số 5, Phường Cô, thành phố Hải Phòng"),
        ("Số 5 (tầng 2) Phố A", "Số 5 (tầng 2) Phố A"),
        ("Ô 5 Khu A", "Ô 5 Khu A"),
        ("Lô. C3-3, Khu Đô Thị A", "Lô C3-3, Khu Đô Thị A"),
        ("1o N6-10, Khu công nghiệp Lộc, tỉnh Lào Cai", "Lô N6-10, Khu công nghiệp Lộc, tỉnh Lào Cai"),
        ("Căn K1-1 Khu đô thị Lộc,'223 Đường Mẫu", "Căn K1-1 Khu đô thị Lộc, 223 Đường Mẫu"),
        ("Căn K22:1 khủ 2đố, thị, Lộc, tỉnh-Lào Cai", "Căn K22-1 Khu đô thị Lộc, tỉnh Lào Cai"),
        ("Căn A4-1 Khu Đô Thị Lộc", "Căn A4-1 Khu Đô Thị Lộc"),
        ("Lô N5-I1, Tầng 2,T6a nhà Lộc", "Lô N5-11, Tầng 2, Tòa nhà Lộc"),
        ("đằng ký kihh doanh Cụm công nghiệp A", "Cụm công nghiệp A"),
        ("Số 7 Ngõ 36.phố Lộc", "Số 7 Ngõ 36 phố Lộc"),
        ("ố 716 Hẻm 7/7 đường Lộc", "Số 716 Hẻm 7/7 đường Lộc"),
        ("Số 7 Đường Bạp, Xã Nịt' Thẩu", "Số 7 Đường Bạp, Xã Nịt Thẩu"),
        ("Số 83A Quốclộ 53, thôn Mộc", "Số 83A Quốc lộ 53, thôn Mộc"),
        ("13-Quốc lộ 32, Đặc, khu Lộc", "13 Quốc lộ 32, Đặc khu Lộc"),
        ("Số*51A Ngõ 14 phố Lộc", "Số 51A Ngõ 14 phố Lộc"),
        ("Số 7 Quốc lộ 44, thôn-Sậy, Đặc khu-Lộc", "Số 7 Quốc lộ 44, thôn Sậy, Đặc khu Lộc"),
        ("638 Hêm 63/63 đường Vân", "638 Hẻm 63/63 đường Vân"),
        ("Số 802 Ngỗ 72 phố Thánh", "Số 802 Ngõ 72 phố Thánh"),
        ("Số 802 đường Ngỗ", "Số 802 đường Ngỗ"),
        ("Số 70A Hẻm80/80 đường Cẩm", "Số 70A Hẻm 80/80 đường Cẩm"),
        ("Lổ E13-5, Khu công nghiệp Lượt", "Lô E13-5, Khu công nghiệp Lượt"),
        ("Lô Kó-ó, Khu công nghiệp Vó", "Lô K6-6, Khu công nghiệp Vó"),
        ("Cần, A12-10 Khu đô thị Kiệu", "Căn A12-10 Khu đô thị Kiệu"),
        ("Số 7 Đường Rải Đặc khu Nhoài", "Số 7 Đường Rải, Đặc khu Nhoài"),
        ("Số 7 Đường Rải, Bạc khu Nhoài", "Số 7 Đường Rải, Đặc khu Nhoài"),
        ("cụm công nghiệp Xá Sậy", "Cụm công nghiệp Xá Sậy"),
        ("749-Phố Lạc Bồng", "749 Phố Lạc Bồng"),
        ("Số 877 Hẻm-19/19 đường Sắn Hạc", "Số 877 Hẻm 19/19 đường Sắn Hạc"),
        ("K1-5, Khu công nghiệp Níp", "Lô K1-5, Khu công nghiệp Níp"),
    ],
)
def test_dirt_is_no_part_of_an_address(text: str, clean: str) -> None:
    assert addresses.address(text) == clean


@pytest.mark.parametrize(
    ("address", "is_seat"),
    [
        ("Số 1 đường Mẫu, Phường Thử, Thành phố Hà Nội", True),
        ("Nhược, Phường Hộp, tỉnh Hưng Yên", False),
        ("Lô B2, Khu công nghiệp Mẫu, tỉnh Hưng Yên", True),
        ("60 đường Mẫu, Phường Thử, thành hố Cần Thơ", True),
        ("60 đường Mẫu, Phường Thử, thành hố", False),
    ],
)
def test_a_seat_begins_with_a_number_or_a_place(address: str, is_seat: bool) -> None:
    assert contact.is_seat(address) == is_seat


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("Số.81 Đường Mẫu", "Số 81 Đường Mẫu"),
        ("Số 42. Đường Mẫu", "Số 42 Đường Mẫu"),
        ("Đặc khu. Thử, tỉnh Lào Cai", "Đặc khu Thử, tỉnh Lào Cai"),
        ("Phố Mẫu; Phường Thử", "Phố Mẫu, Phường Thử"),
        ("+....... Số 358 Đường Mẫu", "Số 358 Đường Mẫu"),
        ("Xã-Thử, TP. Huế", "Xã Thử, TP. Huế"),
        ("Phường Thử, thành hố Cần Thơ", "Phường Thử, thành phố Cần Thơ"),
        ("Đường Lũng, Đặc khu 0án, tỉnh Hưng Yên", "Đường Lũng, Đặc khu Oán, tỉnh Hưng Yên"),
        ("Căn c3-2 Khu đô thị Đẵng", "Căn C3-2 Khu đô thị Đẵng"),
        ("Căn B28 6 Khu đô thị Rích", "Căn B28-6 Khu đô thị Rích"),
        ("Căn K18-5.Khu đô thị Mai", "Căn K18-5 Khu đô thị Mai"),
        ("Số 67A.Phố Hội Đoài", "Số 67A Phố Hội Đoài"),
        ("238:Phố Hiển Mễ", "238 Phố Hiển Mễ"),
        ("490 Quốc lộ 74..thôn Khăn Trúc", "490 Quốc lộ 74, thôn Khăn Trúc"),
        ("Cụm công nghiệp-Thuế", "Cụm công nghiệp Thuế"),
        ("Phường Suối-Nhuế, tỉnh Bà Rịa-Vũng Tàu", "Phường Suối Nhuế, tỉnh Bà Rịa-Vũng Tàu"),
        ("Phường I.ộc, tỉnh Vĩnh I-ong", "Phường Lộc, tỉnh Vĩnh Long"),
        ("Căn NỊ-2 Khu đô thị Nhần", "Căn N1-2 Khu đô thị Nhần"),
        ("Căn B7-2 Khu đô th Rạch", "Căn B7-2 Khu đô thị Rạch"),
        ("Lô A5-5, Khucông nghiệp Hào", "Lô A5-5, Khu công nghiệp Hào"),
        ("Đặc khu Cạo Tênh tỉnh An Giang", "Đặc khu Cạo Tênh, tỉnh An Giang"),
        ("Phường Thử, Thị xã Mẫu, tỉnh An Giang", "Phường Thử, Thị xã Mẫu, tỉnh An Giang"),
        ("Số 5 Mẫu Hùng. Phường Thử", "Số 5 Mẫu Hùng, Phường Thử"),
    ],
)
def test_dirt_in_an_address(read: str, address: str) -> None:
    assert addresses.address(read) == address


@pytest.mark.parametrize(
    ("seen", "sure", "meant"),
    [
        ("Lô D18-10, đường Lộc", 0.94, "Lô D18-10, đường Lộc"),
        ("Lô D18-10, đường Lộc", 0.6, "Lô D18-19, đường Lộc"),
        ("Lô D18-1, đường Lộc", 0.94, "Lô D18-19, đường Lộc"),
    ],
    ids=["clear", "unclear", "a figure lost"],
)
def test_figures_that_the_second_reader_clearly_saw(seen: str, sure: float, meant: str) -> None:
    readings = (("Lô D18-19, đường Lộc", 0.93), (seen, sure), ("Lô D18-19, đường Lộc", 0.93))
    assert weighing.alone(Candidate("address", readings, 1, BOX)).value == meant
