"""The ends of addresses, of which there are few: provinces whose names were cut or lost their rank."""

import pytest

from intake import assembling, vouching
from intake.facts import Kind, Page
from intake.fields import addresses, contact, letter
from intake.fields.provinces import completed
from intake.leaf import Candidate, Leaf
from tests.intake import page

SEAT = "Số 12 đường Mẫu, Phường Thử"


@pytest.mark.parametrize(
    ("end", "whole"),
    [
        ("thành phố Cần", "thành phố Cần Thơ"),
        ("tỉnh Lâm Đồn", "tỉnh Lâm Đồng"),
        ("tỉh Cà Mau", "tỉnh Cà Mau"),
        ("tỉnh Phú Ọ", "tỉnh Phú Thọ"),
        ("tỉnh Phú O", "tỉnh Phú O"),
        ("tỉnh Gia L:ai", "tỉnh Gia Lai"),
        ("tỉnh Mẫu L:a", "tỉnh Mẫu L:a"),
        ("tỉnh Hà N", "tỉnh Hà N"),
        ("N Gia Lai", "tỉnh Gia Lai"),
        ("thành H Hải Phòng", "thành phố Hải Phòng"),
        ("tỉnh Bắc", "tỉnh Bắc"),
        ("thành phố Hà", "thành phố Hà"),
        ("thành phố Hải Dương", "thành phố Hải Dương"),
        ("TP Huế", "TP Huế"),
        ("T Huế", "T Huế"),
        ("Xã Lào Cai", "Xã Lào Cai"),
        ("Hà Nội", "Hà Nội"),
        ("thôn Gia Lai", "thôn Gia Lai"),
        ("tỉnh Mẫu", "tỉnh Mẫu"),
    ],
)
def test_a_province_is_completed_where_it_can_be_one_alone(end: str, whole: str) -> None:
    assert completed(f"{SEAT}, {end}") == f"{SEAT}, {whole}"


def test_what_was_completed_is_looked_at() -> None:
    readings = ((f"{SEAT}, thành phố Cần", 0.97),) * 3
    first = Leaf(Page(1, Kind.REQUEST_LETTER, 0), "", {"address": Candidate("address", readings, 1, (0, 0, 1, 1))})
    field = vouching.facts([first], assembling.papers([first])).documents[0].fields["address"]
    assert (field.value, field.certain) == (f"{SEAT}, thành phố Cần Thơ", False)


@pytest.mark.parametrize(
    ("read", "whole"),
    [
        (f"{SEAT}, tỉnh Bắc Nịnh", f"{SEAT}, tỉnh Bắc Ninh"),
        (f"{SEAT}, tỉnh Lào cai", f"{SEAT}, tỉnh Lào Cai"),
        (f"{SEAT.upper()}, TỈNH LÀO CAI", f"{SEAT.upper()}, TỈNH LÀO CAI"),
        (f"{SEAT}, tỉnh Hoà Bình", f"{SEAT}, tỉnh Hoà Bình"),
        (f"{SEAT}, thành phố Hồ", f"{SEAT}, thành phố Hồ Chí Minh"),
        (f"{SEAT}, tỉnh Khánhfdòa", f"{SEAT}, tỉnh Khánh Hòa"),
        (f"{SEAT}, tỉnh Quảng Tinh", f"{SEAT}, tỉnh Quảng Tinh"),
    ],
)
def test_a_mark_misread_in_a_province_s_name(read: str, whole: str) -> None:
    assert completed(read) == whole


def test_a_city_s_broken_rank_ends_an_address() -> None:
    assert contact.is_whole("Số 12 đường Mẫu, Phường Thử, thành H Hải Phòng")
    assert not contact.is_whole("Số 12 đường Mẫu, Phường Thử, thành phố")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("12 đườn g Mẫu Thử, Đặc khu Mẫu", "12 đường Mẫu Thử, Đặc khu Mẫu"),
        ("Số 12 thôn Mẫu,:Đặc khu Thử", "Số 12 thôn Mẫu, Đặc khu Thử"),
        ("Số 12, Xã Mẫu, g, th thành phố Hà Nội", "Số 12, Xã Mẫu, thành phố Hà Nội"),
        ("Số 72 Quốc lộ 63, thộn Mẫu, Xã Thử", "Số 72 Quốc lộ 63, thôn Mẫu, Xã Thử"),
        ("Lô C25--8, Khu công nghiệp Mẫu", "Lô C25-8, Khu công nghiệp Mẫu"),
        ("Lô C25- 8, Khu công nghiệp Mẫu", "Lô C25-8, Khu công nghiệp Mẫu"),
        ("Số 5, tổ 3, tp Huế", "Số 5, tổ 3, tp Huế"),
        ("Số 5 đường Mẫu,-Xã Thử", "Số 5 đường Mẫu, Xã Thử"),
        ("Số 90A-Phố Mẫu, Xã Thử", "Số 90A Phố Mẫu, Xã Thử"),
        ("Số 65O đường Mẫu, Xã Thử", "Số 650 đường Mẫu, Xã Thử"),
        ("Lô.K12-8, Khu công nghiệp Mẫu", "Lô K12-8, Khu công nghiệp Mẫu"),
        ("174.Quốc lộ 17, Xã Thử", "174 Quốc lộ 17, Xã Thử"),
        ("Tầng 4, Tòa nhà-Mẫu, Xã Thử", "Tầng 4, Tòa nhà Mẫu, Xã Thử"),
        ("89 Quốc lỘ 55, Xã Thử", "89 Quốc lộ 55, Xã Thử"),
        ("Số 62A đường Mẫu,, Đặc khu Hào", "Số 62A đường Mẫu, Đặc khu Hào"),
        ("Tầng, 18, Tòa nhà Mẫu,. Số 859 Phố Thử", "Tầng 18, Tòa nhà Mẫu, Số 859 Phố Thử"),
        ("Số 78A Ngõ, 46 phố Mẫu, Quốc lộ.77, Xã Thử", "Số 78A Ngõ 46 phố Mẫu, Quốc lộ 77, Xã Thử"),
        ("Số 46A Phố Mẫu, tỉnh Tây Ninh,:số", "Số 46A Phố Mẫu, tỉnh Tây Ninh"),
        ("Số 781 đường Mẫu, 2hường Thử", "Số 781 đường Mẫu, Phường Thử"),
        ("Số 54A. Quốc lộ 22, thôn Mẫu", "Số 54A Quốc lộ 22, thôn Mẫu"),
        ("Cụm công ghiệp Mẫu, 721 đường Thử", "Cụm công nghiệp Mẫu, 721 đường Thử"),
        ("Số 5, thôn Khoan.Rõ, Xã Thử", "Số 5, thôn Khoan Rõ, Xã Thử"),
        ("Tầng 2;Tòa nhà Mẫu, Xã Thử", "Tầng 2, Tòa nhà Mẫu, Xã Thử"),
    ],
)
def test_dirt_in_an_address(text: str, address: str) -> None:
    assert addresses.address(text) == address


def test_figures_alone_are_no_address() -> None:
    assert "address" not in letter.read(page.rows("Địa chỉ trụ sở\n(+84) 917 152 547\nĐiện thoại"))


def test_a_part_of_a_heading_is_no_label() -> None:
    rows = page.rows(
        "CÔNG TY TNHH THƯƠNG MẠI VÀ DỊC VỤ MẪU\nMAU TRADING CO., LTD 19\n" + f"Địa chỉ: {SEAT}, tỉnh An Giang"
    )
    assert letter.read(rows)["address"].value == f"{SEAT}, tỉnh An Giang"


@pytest.mark.parametrize(("label", "is_found"), [("1:", True), ("Fax:", False), ("Hotline CSKH:", False)])
def test_a_telephone_at_the_foot_whose_label_was_misread(label: str, is_found: bool) -> None:
    found = letter.read(page.rows(f"{label} 024-35430415 - MST: 0100112437 - Website: www.mau.example")).get(
        "phone"
    )
    assert (found is not None) is is_found
    assert found is None or (found.value, found.is_choice) == ("02435430415", True)
