"""Fields printed on cards and passports, however little of their labels is left."""

import pytest

from intake.fields import identity
from tests.intake import page


def values(text: str) -> dict[str, str]:
    return {name: one.value for name, one in identity.read(page.rows(text)).items()}


def test_who_signed_a_stamp_alone_is_no_holder() -> None:
    stamp = "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố chứng thực: 26\nNgày 9\nPHÔ CHỦ :ỊCH UBND"
    assert identity.read(page.rows(stamp)).keys() == set()
    assert values(f"CĂN CƯỚC CÔNG DÂN\nLÊ VĂN MẪU\n{stamp}")["full_name"] == "LÊ VĂN MẪU"


def test_days_of_a_card_whose_labels_are_too_small_to_read() -> None:
    read = values("CĂN CƯỚC CÔNG DÂN\n033072555879\n23I12I1972\nNữ\n23/12I2099")
    assert (read["date_of_birth"], read["expiry"]) == ("1972-12-23", "2099-12-23")
    stamp = "Đặc điểm nhận dạng\nCHỨNG THỰC BẢN SAO\nNgày 25 tháng 10 năm 2096"
    assert "expiry" not in identity.read(page.rows(stamp))
    assert values("CĂN CƯỚC CÔNG DÂN\nKHÔNG THỜI HẠN")["expiry"] == "9999-12-31"


def test_a_passport_s_name_is_found_by_its_zone() -> None:
    rows = page.rows("""
    -99sut</ na sec DOÃN THIỆN XƯỞNG.
    Cục Quản lý xuất nhập cảnh
    P<VNMDOAN<<THIEN<XU0NG<<<<<<<<<<<<<<
    """)
    assert identity.read(rows)["full_name"].value == "DOÃN THIỆN XƯỞNG"


def test_a_passport_s_name_goes_on_where_its_zone_is_misread() -> None:
    rows = page.rows("oiatên/£ơtsane: SÂM DUY MẪU GẮNG\nP<VNMSAM<<DUY<MAU<fAN8S<<<<<<<<<<<<<<<")
    assert identity.read(rows)["full_name"].value == "SÂM DUY MẪU GẮNG"


def test_a_scrap_of_an_office_is_no_holder() -> None:
    assert "full_name" not in identity.read(page.rows("Ú TỊCH\nPHƯỜNG MẪU"))


def test_a_stamp_s_day_is_no_last_day_of_a_card() -> None:
    assert identity.expiry("Ngày 09 tháng 11 năm 2026") == ""


@pytest.mark.parametrize(("printed", "name"), [("TỐNG LỆ MẪU", "TỐNG LỆ MẪU"), ("VŨ LỆ MẪU", None)])
def test_a_passport_s_name_begins_with_the_surname_of_its_zone(printed: str, name: str | None) -> None:
    zone = "P<VNMTONG<< _ E<MAU<<<<<<<<<<<<"
    rows = page.rows(f"HỘ CHIẾU / PASSPOR— CỘNG HòA XÃ HộI\nÌ __ Xsawe/nssss {printed}.\n{zone}")
    read = identity.read(rows).get("full_name")
    assert (read.value if read else None) == name


def test_half_of_a_label_is_no_part_of_a_name() -> None:
    rows = page.rows(
        "HỌ CHIẾU / PASSPORT\n/ Ầ ˆ Họ và tên / Full TRIỆU THỊ MẪU\nNơi sinh / Place of birth: ĐỒNG THÁP"
    )
    assert identity.read(rows)["full_name"].value == "TRIỆU THỊ MẪU"


def test_a_short_label_of_a_card_misread() -> None:
    rows = page.rows("GIẤY CHỨNG MINH NHÂN DÂN\nSỐ 297156286\noto: LÊ VĂN MẪU -\nSinh ngày: 16-05-1981")
    assert identity.read(rows)["full_name"].value == "LÊ VĂN MẪU"


@pytest.mark.parametrize("label", ["Full name:", "full", "Ful", "Họ và tên / Ful"])
def test_what_is_left_of_a_label_in_english_is_no_name(label: str) -> None:
    assert identity._name(f"{label} LÊ THỊ MẪU") == "LÊ THỊ MẪU"
