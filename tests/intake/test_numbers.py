"""Numbers found in text: tax codes, personal numbers, telephones, e-mail, dates."""

import pytest

from intake import numbers


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mã số thuế: 0100112437", "0100112437"),
        ("MST 0100000010-001.", "0100000010-001"),
        ("0100000010 - 001", "0100000010-001"),
        ("01 0011 2437", "0100112437"),
        ("O10O112437", "0100112437"),
        ("030089600616", "030089600616"),
        ("0100112438", "0100112438"),
        ("41G8041815", ""),
        ("0979.885", ""),
        ("28002195549", ""),
    ],
)
def test_tax_code(text: str, code: str) -> None:
    assert numbers.tax_code(text) == code


@pytest.mark.parametrize(
    ("code", "valid"),
    [
        ("0100112437", True),
        ("0100112438", False),
        ("0100000010-001", True),
        ("001080012345", True),
        ("003080012345", False),
        ("001980012345", False),
    ],
)
def test_valid_tax_code(code: str, valid: bool) -> None:
    assert numbers.is_valid_tax_code(code) is valid


@pytest.mark.parametrize(
    ("born", "sex", "fits"),
    [("1980-05-01", "M", True), ("1981-05-01", "M", False), ("1980-05-01", "F", False), ("", "", True)],
)
def test_personal_number_against_birth_and_sex(born: str, sex: str, fits: bool) -> None:
    assert numbers.is_personal_number("001080012345", born, sex) is fits


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        ("Điện thoại: 024 3436 5358", ["02434365358"]),
        ("ĐT: 0912.345.678", ["0912345678"]),
        ("(+84) 912 345 678", ["0912345678"]),
        ("Fax: 12345", []),
        ("0564 745 57I", ["0564745571"]),
        ("(+84j 777 898-171", ["0777898171"]),
        ("0702 óó3 394", ["0702663394"]),
        ("0702 633 ó94", ["0702633694"]),
        ("2 ống 394", []),
        ("(0326) 1ó 1263", ["0326161263"]),
        ("(0913) ó5 3989", ["0913653989"]),
        ("0564 745 57Ivy", []),
    ],
)
def test_telephones(text: str, phones: list[str]) -> None:
    assert numbers.telephones(text) == phones


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31/12/2030", "2030-12-31"),
        ("ngày 05 tháng 9 năm 2026", "2026-09-05"),
        ("1-2-2027", "2027-02-01"),
        ("31/02/2030", ""),
        ("Ngày 13 tháng 1! năm 2026", "2026-11-13"),
        ("Ngày Ø8 tháng lÍ năm 2026", "2026-11-08"),
        ("ngày 05 tháng 1 1 năm 2026", "2026-11-05"),
        ("ngày 02 tháng 1xx năm 2026", ""),
        ("đến hết ngày 27/1 1/2026", "2026-11-27"),
        ("05I06/1995", "1995-06-05"),
        ("0510611995", ""),
        ("không thời hạn", ""),
    ],
)
def test_dates(text: str, day: str) -> None:
    assert numbers.iso_date(text) == day


def test_emails_are_in_small_letters() -> None:
    assert numbers.emails("Email: Ke.Toan_01@Cong-Ty.Example; gọi") == ["ke.toan_01@cong-ty.example"]


def test_boxed_digits_keep_what_was_read() -> None:
    assert numbers.boxed_digits("|0|1|0|0|1|1|2|4|3|7|") == "0100112437"
    assert numbers.boxed_digits("0100112437") == ""


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Hộ chiếu số: B§08921 I", "B8089211"),
        ("B80892§1", "B8089281"),
        ("Số B8089211", "B8089211"),
        ("B80892 11", ""),
    ],
)
def test_a_passport_s_number_with_specks(text: str, number: str) -> None:
    assert numbers.passport_number(text) == number


@pytest.mark.parametrize("text", ["0748054538 | Tel:.+84 254 3938 097", "0748054538 | Tel: 0254 3938 097"])
def test_a_telephone_behind_a_tax_code_is_none(text: str) -> None:
    assert numbers.tax_codes(text) == ["0748054538"]
