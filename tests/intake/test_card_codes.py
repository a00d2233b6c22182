"""What a zone of which only parts are right, and the law, bear out of what is printed on a card."""

from collections.abc import Set
from datetime import date

import numpy as np
import pytest

from intake import assembling, codes, gathering, leaves, mrz, vouching, zones
from intake.cards import Card, is_lawful
from intake.facts import Field, Kind, Page
from intake.fields import identity
from intake.leaf import Candidate, Leaf
from intake.mrz import Zone
from intake.sheets import Sheet
from tests.intake import page

TODAY = date(2026, 11, 23)
BOX = (0.1, 0.1, 0.5, 0.2)


def read(
    *,
    zone: Zone | None = None,
    proven: dict[str, str] | None = None,
    agreed: tuple[str, ...] = (),
    **printed: tuple[str, ...],
) -> dict[str, Field]:
    """Return a card's values, each by its readings; the last day stands behind no label."""
    candidates = {
        name: Candidate(name, tuple((one, 0.9) for one in texts), 1, BOX, is_choice=name == "expiry")
        for name, texts in printed.items()
    }
    card = Leaf(
        Page(1, Kind.IDENTITY, 0),
        "",
        candidates,
        zone=zone,
        zone_box=BOX if zone else None,
        proven=proven or {},
        agreed=agreed,
    )
    return dict(vouching.facts([card], assembling.papers([card])).documents[0].fields)


@pytest.mark.parametrize(
    ("born", "expiry", "lawful"),
    [
        ("2000-05-05", "2025-05-05", True),
        ("2000-05-05", "2040-05-05", True),
        ("1990-05-05", "2050-05-05", True),
        ("1990-05-05", "2049-05-05", False),
        ("1990-05-05", "2050-05-06", False),
    ],
)
def test_a_card_ends_on_a_birthday(born: str, expiry: str, lawful: bool) -> None:
    assert is_lawful(born, expiry) is lawful
    fields = read(date_of_birth=(born, born), expiry=(expiry, expiry))
    assert fields["date_of_birth"].certain
    assert fields["expiry"].certain is lawful


def test_a_birthday_in_doubt_bears_out_no_last_day() -> None:
    assert not read(date_of_birth=("1990-05-05", "1998-05-05"), expiry=("2050-05-05",) * 2)["expiry"].certain


@pytest.mark.parametrize(("printed", "certain"), [("2033-01-01", True), ("2033-01-07", False)])
def test_a_day_in_the_zone_bears_out_the_printed_one(printed: str, certain: bool) -> None:
    field = read(expiry=(printed,), proven={"expiry": "2033-01-01"})["expiry"]
    assert (field.value, field.certain) == (printed, certain)


def test_a_repaired_zone_is_shown_where_what_is_printed_is_in_doubt() -> None:
    zone = Zone("C1234567", "", "LE VAN MAU", "1980-01-01", "M", "2033-01-01", valid=True, repaired=True)
    shown = read(zone=zone, id_number=("662345671",))["id_number"]
    assert (shown.value, shown.certain) == ("C1234567", False)


@pytest.mark.parametrize(
    ("agreed", "printed", "certain"),
    [(("expiry",), (), True), ((), (), False), (("expiry",), ("2033-01-07",), False)],
    ids=["seen by both", "seen by one", "printed otherwise"],
)
def test_a_repaired_zone_is_sure_of_what_both_readers_saw_with_its_check_digit(
    agreed: tuple[str, ...], printed: tuple[str, ...], certain: bool
) -> None:
    zone = Zone("C1234567", "", "LE VAN MAU", "1980-01-01", "M", "2033-01-01", valid=True, repaired=True)
    read_too = {"expiry": printed} if printed else {}
    shown = read(zone=zone, proven={"expiry": "2033-01-01"}, agreed=agreed, **read_too)["expiry"]
    assert (shown.value, shown.certain) == ("2033-01-01", certain)


@pytest.mark.parametrize(
    ("line", "values"),
    [
        (
            "._X51C1234567<0VNM8001014M3301018001080012345<<88",
            {"id_number": "C1234567", "date_of_birth": "1980-01-01", "expiry": "2033-01-01"},
        ),
        ("C1234567<0VNM8001014M3301078", {"id_number": "C1234567", "date_of_birth": "1980-01-01"}),
        ("C12345670VNM8001014M3301078S", {"id_number": "C1234567", "date_of_birth": "1980-01-01"}),
        ("9991014M4001016VNM<<<<<<<<<<<0", {"expiry": "2040-01-01"}),
        ("IDVNM0800123457001080012345<<8", {"id_number": "001080012345"}),
        ("IDVNM0800123457001080012346<<8", {}),
    ],
    ids=[
        "dirt before a passport's",
        "its last day misread",
        "its filler unseen",
        "a card's birthday misread",
        "number",
        "another number",
    ],
)
def test_values_with_their_own_check_digit(line: str, values: dict[str, str]) -> None:
    assert mrz.proven([line], TODAY) == values


def test_a_passport_s_number_that_is_not_printed_where_it_can_be_read_is_its_zone_s() -> None:
    shown = read(full_name=("LE VAN MAU",) * 2, proven={"id_number": "C1234567"})["id_number"]
    assert (shown.value, shown.certain) == ("C1234567", False)


def test_what_both_readers_saw_in_a_zone_is_certain_and_stands_against_the_print() -> None:
    proven = {"expiry": "2033-01-01", "date_of_birth": "1980-01-01"}
    agreed = ("expiry", "date_of_birth")
    alone = read(proven=proven, agreed=agreed)
    against = read(proven=proven, agreed=agreed, date_of_birth=("1980-01-07",) * 2)
    assert (alone["expiry"].value, alone["expiry"].certain) == ("2033-01-01", True)
    assert not read(proven=proven)["expiry"].certain
    assert (against["date_of_birth"].value, against["date_of_birth"].certain) == ("1980-01-07", False)


def test_a_page_with_a_passport_s_zone_has_no_card_s_number() -> None:
    zone = "P<VNMLE<<VAN<MAU<<<<<<<<<\nC1234567<0VNM8001014M3301018001080012345<<88"
    assert "id_number" not in identity.read(page.rows(f"Số ĐDCN: 001080012345\n{zone}"))
    assert identity.read(page.rows(f"Số: C1234567\n{zone}"))["id_number"].value == "C1234567"
    assert identity.read(page.rows(f"Số: C12345ó7\n{zone}"))["id_number"].value == "C1234567"


def test_a_digit_too_many_is_left_out() -> None:
    lines = ["IDVNM0800123457001080012345<<8", "80801014M4001016VNM<<<<<<<<<<<0", "NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<"]
    zone = mrz.read(lines, TODAY)
    assert zone
    assert (zone.date_of_birth, zone.expiry, zone.valid, zone.repaired) == ("1980-01-01", "2040-01-01", True, True)


def test_the_names_of_a_passport_may_have_lost_their_fillers() -> None:
    zone = mrz.read(["P<VNMLE<<VAN<MAU<<<<", "C1234567<0VNM8001014M3301018001080012345<<88"], TODAY)
    assert zone
    assert (zone.names, zone.valid) == ("LE VAN MAU", True)


def _zone(*, valid: bool) -> Zone:
    return Zone("034092003218", "", "NGUYEN THI MAU", "1992-03-05", "F", "2032-03-05", valid)


@pytest.mark.parametrize(
    ("has_code", "zone", "agreed", "told"),
    [
        (True, None, (), {"id_number", "full_name", "date_of_birth"}),
        (True, _zone(valid=True), (), {"id_number", "full_name", "date_of_birth", "expiry"}),
        (True, _zone(valid=False), ("expiry",), {"id_number", "full_name", "date_of_birth", "expiry"}),
        (False, _zone(valid=False), ("expiry",), {"expiry"}),
        (False, _zone(valid=False), (), set()),
    ],
    ids=["a code", "and a zone", "and a part of one", "a part alone", "a zone misread"],
)
def test_a_card_is_read_larger_for_what_neither_its_code_nor_its_zone_tells(
    has_code: bool, zone: Zone | None, agreed: tuple[str, ...], told: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    card = Card("034092003218", "Nguyễn Thị Mẫu", "1992-03-05", "F", "2022-03-05", (0, 0, 9, 9))
    monkeypatch.setattr(codes, "cards", lambda picture, *, thorough=False: [card] if has_code else [])
    monkeypatch.setattr(zones, "of", lambda sheet: zones.Seen(zone, None, {}, agreed))
    asked: list[set[str]] = []

    def gathered(sheet: Sheet, rows: object, kind: Kind, told: Set[str]) -> gathering.Gathered:
        asked.append(set(told))
        return gathering.Gathered()

    monkeypatch.setattr(gathering, "gathered", gathered)
    rows = page.rows("CĂN CƯỚC CÔNG DÂN\nHọ và tên: Nguyễn Thị Mẫu\nQuê quán: Hà Nội\nQuốc tịch: Việt Nam")
    blank = np.full((200, 300), 255, np.uint8)
    leaves.of(Sheet(1, 0, None, np.dstack([blank] * 3), blank, rows), None)
    assert asked == [told]


@pytest.mark.parametrize(("title", "thorough"), [("CĂN CƯỚC CÔNG DÂN", True), ("HỘ CHIẾU / PASSPORT", False)])
def test_no_thorough_look_is_taken_for_the_code_of_a_passport(
    title: str, thorough: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []

    def cards(_picture: object, *, thorough: bool) -> list[Card]:
        asked.append(thorough)
        return []

    monkeypatch.setattr(codes, "cards", cards)
    monkeypatch.setattr(zones, "of", lambda sheet: zones.Seen())
    monkeypatch.setattr(gathering, "gathered", lambda *given: gathering.Gathered())
    rows = page.rows(
        f"{title}\nHọ và tên: Nguyễn Thị Mẫu\nNơi sinh: Hà Nội\nQuốc tịch: Việt Nam\nP<VNMMAU<<THI<THU<<<<"
    )
    blank = np.full((200, 300), 255, np.uint8)
    leaves.of(Sheet(1, 0, None, np.dstack([blank] * 3), blank, rows if not thorough else rows[:-1]), None)
    assert asked == [thorough]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Eull NGÔ THẾ MẪU", "NGÔ THẾ MẪU"),
        ("NGÔ THẾ MẪU Nam", "NGÔ THẾ MẪU"),
        ("Eull NGÔ THẾ BẢN", "Eull NGÔ THẾ BẢN"),
    ],
    ids=["before it", "behind it", "another name"],
)
def test_a_name_s_zone_says_what_is_dirt_beside_it(printed: str, name: str) -> None:
    zone = Zone("B1234567", "", "NGO THE MAU", "1990-05-05", "M", "2030-05-05", valid=True, repaired=False)
    assert read(zone=zone, full_name=(printed, printed))["full_name"].value == name
