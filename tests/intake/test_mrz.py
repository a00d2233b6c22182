"""Machine-readable zones: cards and passports, every check digit, what is misread."""

from datetime import date

import pytest

from intake import mrz
from intake.facts import FOREVER

TODAY = date(2026, 11, 23)
CARD = ["IDVNM0800123457001080012345<<8", "8001014M4001016VNM<<<<<<<<<<<0", "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"]
PASSPORT = ["P<VNMNGUYEN<<VAN<AN<<<<<<<<<<<<<<<<<<<<<<<<<", "C1234567<0VNM8001014M3301018001080012345<<88"]


def test_card() -> None:
    zone = mrz.read(CARD, TODAY)
    assert zone
    assert zone == mrz.Zone("001080012345", "", "NGUYEN VAN AN", "1980-01-01", "M", "2040-01-01", True)


def test_passport() -> None:
    zone = mrz.read(PASSPORT, TODAY)
    assert zone
    assert (zone.number, zone.personal_number, zone.expiry, zone.valid) == (
        "C1234567",
        "001080012345",
        "2033-01-01",
        True,
    )


@pytest.mark.parametrize(
    ("line", "place", "letter"),
    [(0, 5, "X"), (0, 14, "2"), (0, 29, "2"), (1, 1, "2"), (1, 6, "5"), (1, 9, "7"), (1, 29, "4")],
    ids=["number", "number's check", "optional's check", "birth", "birth's check", "expiry", "composite"],
)
def test_one_wrong_letter_is_never_passed_as_read(line: int, place: int, letter: str) -> None:
    lines = list(CARD)
    lines[line] = lines[line][:place] + letter + lines[line][place + 1 :]
    zone = mrz.read(lines, TODAY)
    assert zone
    assert not zone.valid or zone.repaired


def test_likely_misreading_is_undone_and_said_so() -> None:
    lines = [CARD[0].replace("001080012345", "001030012345"), *CARD[1:]]
    zone = mrz.read(lines, TODAY)
    assert zone
    assert (zone.number, zone.valid, zone.repaired) == ("001080012345", True, True)


@pytest.mark.parametrize("digits", ["<<<<<<", "991231"])
def test_card_without_end(digits: str) -> None:
    check = mrz.check_digit(digits)
    second = f"8001014M{digits}{check}VNM<<<<<<<<<<<"
    whole = CARD[0][5:] + second[:7] + second[8:15] + second[18:29]
    zone = mrz.read([CARD[0], second + mrz.check_digit(whole), CARD[2]], TODAY)
    assert zone
    assert (zone.expiry, zone.valid) == (FOREVER, True)


@pytest.mark.parametrize("lines", [[], ["NGUYEN VAN AN"], CARD[:2], ["<" * 30] * 3], ids=str)
def test_no_zone(lines: list[str]) -> None:
    assert mrz.read(lines, TODAY) is None


def test_names_that_lost_their_fillers() -> None:
    lines = ["IDVNM1696100364037169610036<<0", "6911111F2911113VNM<<<<<<<<<<<0", "HO<<THI<ANH<<<<<<"]
    found = mrz.read(lines, date(2026, 11, 23))
    assert found
    assert (found.valid, found.number, found.names) == (True, "037169610036", "HO THI ANH")


def test_a_number_with_its_own_check_digit_is_not_changed_to_make_another_right() -> None:
    lines = [
        "IDVNM1866237443066186623744<<7 Z",
        "8612216F4612218VNM<<<<<<<<<<<4",
        "LUONG<<HOAI<DIEM<<<<<<<<<<<<<<",
    ]
    zone = mrz.read(lines, TODAY)
    assert zone
    assert (zone.number, zone.valid) == ("066186623744", False)
    assert mrz.proven(lines, TODAY)["id_number"] == "066186623744"
