"""Papers vouch for one another: what becomes certain, and what does not."""

import pytest

from intake import assembling, slips, vouching, weighing
from intake.cards import Card
from intake.facts import Document, Facts, Kind, Page, Source
from intake.leaf import Candidate, Leaf
from intake.mrz import Zone

BOX = (0.1, 0.1, 0.5, 0.2)


def leaf(number: int, kind: Kind, **fields: list[str]) -> Leaf:
    candidates = {
        name: Candidate(name, tuple((text, 0.95) for text in readings), number, BOX)
        for name, readings in fields.items()
    }
    return Leaf(Page(number, kind, 0), "", candidates)


def facts(*leaves: Leaf) -> Facts:
    return vouching.facts(leaves, assembling.papers(leaves))


def only(read: Facts, kind: Kind) -> Document:
    (found,) = (document for _, document in read.of_kind(kind))
    return found


@pytest.mark.parametrize(
    ("readings", "certain"),
    [
        (["0100112437", "0100112437"], True),
        (["0100112437", "0100112438"], False),
        (["0100112437"], False),
    ],
    ids=["two readings and the check digit", "readings differ", "one reading"],
)
def test_tax_code_alone(readings: list[str], certain: bool) -> None:
    field = only(facts(leaf(1, Kind.REQUEST_LETTER, tax_code=readings)), Kind.REQUEST_LETTER).fields["tax_code"]
    assert (field.value, field.certain) == ("0100112437", certain)


def test_two_papers_with_one_tax_code() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, tax_code=["0100112437"]),
        leaf(2, Kind.BUSINESS_LICENCE, tax_code=["0100112437", "0100112437"]),
    )
    assert all(document.fields["tax_code"].certain for document in read.documents)


@pytest.mark.parametrize(
    ("misread", "value"),
    [("0100142437", "0100112437"), ("0100442438", "0100442438"), ("0100100008", "0100100008")],
    ids=["a figure wrong", "three wrong", "another company's"],
)
def test_a_code_that_its_check_digit_denies_is_another_paper_s(misread: str, value: str) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, tax_code=["0100112437", "0100112437"]),
        leaf(2, Kind.BUSINESS_LICENCE, tax_code=[misread, misread]),
    )
    field = only(read, Kind.BUSINESS_LICENCE).fields["tax_code"]
    assert (field.value, field.certain) == (value, False)


def test_name_in_the_code_gives_its_marks_to_the_licence() -> None:
    card = leaf(2, Kind.IDENTITY, full_name=["ĐẶNG THỊ ĐIỂM"])
    coded = Card("001181012346", "Đặng Thị Điềm", "1981-02-03", "F", "2022-01-01", (0, 0, 9, 9))
    card = Leaf(card.page, "", card.candidates, card=coded, card_box=BOX)
    read = facts(leaf(1, Kind.BUSINESS_LICENCE, representative=["ĐẶNG THỊ ĐIẾM", "ĐẶNG THỊ ĐIỂM"]), card)
    licence, identity = only(read, Kind.BUSINESS_LICENCE), only(read, Kind.IDENTITY)
    assert (licence.value("representative"), licence.fields["representative"].certain) == ("ĐẶNG THỊ ĐIỀM", True)
    assert identity.fields["full_name"].source is Source.QR


def test_name_cut_short_is_not_certain() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=["Lê Thanh", "Lê Thanh"]),
        leaf(2, Kind.BUSINESS_LICENCE, representative=["LÊ THANH HOA", "LÊ THANH HOA"]),
    )
    assert not only(read, Kind.REQUEST_LETTER).fields["representative"].certain


def test_repaired_zone_vouches_only_for_what_is_printed_alike() -> None:
    zone = Zone("001080012345", "", "LE VAN MAU", "1980-01-01", "M", "2040-01-01", valid=True, repaired=True)
    card = leaf(1, Kind.IDENTITY, id_number=["001080012345"] * 2, expiry=["2041-01-01"] * 2)
    read = facts(Leaf(card.page, "", card.candidates, zone=zone, zone_box=BOX))
    fields = only(read, Kind.IDENTITY).fields
    assert (fields["id_number"].source, fields["id_number"].certain) == (Source.MRZ, True)
    assert fields["expiry"].value == "2041-01-01"
    assert not fields["date_of_birth"].certain


def test_nothing_read_gives_no_field() -> None:
    assert only(facts(leaf(1, Kind.REQUEST_LETTER)), Kind.REQUEST_LETTER).fields == {}


@pytest.mark.parametrize(
    ("readings", "echo", "certain"),
    [
        (["mau@thu.example", "mau@thn.example", "mau@thu.example"], 2, False),
        (["mau@thu.example", "mau@thu.example", "mau@thu.example"], 2, True),
        (["mau@thu.example", "mau@thn.example", "mau@thu.example"], 0, False),
    ],
    ids=["its own echo", "another reader too", "the second reader denies it"],
)
def test_one_reader_twice_is_no_witness(readings: list[str], echo: int, certain: bool) -> None:
    page = leaf(1, Kind.REQUEST_LETTER)
    seen = Candidate("email", tuple((text, 0.99) for text in readings), 1, BOX, echo=echo)
    read = facts(Leaf(page.page, "", {"email": seen}))
    field = only(read, Kind.REQUEST_LETTER).fields["email"]
    assert (field.value, field.certain) == ("mau@thu.example", certain)


@pytest.mark.parametrize(
    ("letter", "licence", "certain"),
    [
        (["CÔNG TY TNHH LÂM TUỴ"] * 2, ["CÔNG TY TNHH LÂM TUỴ"] * 2, True),
        (
            ["CÔNG TY TNHH LÂM TUY", "CÔNG TY TNHH LÂM TUỴ"],
            ["CÔNG TY TNHH LÂM TUY", "CÔNG TY TNHH LÂM TUỴ"],
            False,
        ),
        (["CÔNG TY TNHH LÂM-ĐÀO"] * 2, ["CÔNG TY TNHH LÂM ĐÀO"] * 2, False),
    ],
    ids=["all alike", "the second reader saw other marks", "a hyphen on one"],
)
def test_two_papers_vouch_for_a_name(letter: list[str], licence: list[str], certain: bool) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=letter), leaf(2, Kind.BUSINESS_LICENCE, company_name=licence)
    )
    assert all(document.fields["company_name"].certain is certain for document in read.documents)


@pytest.mark.parametrize(
    ("letter", "certain"),
    [
        (["Chi nhánh Công ty TNHH Tài Lộc"] * 2, True),
        (["Chi Nhánh Công ty TNHH Tài Lộc", "CHI NHÁNH CÔNG TY TNHH TÀI LỘC"], False),
    ],
    ids=["the papers write it so", "one reader alone"],
)
def test_capitals_of_one_paper_are_a_doubt_where_one_reader_alone_saw_them(
    letter: list[str], certain: bool
) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=letter),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=["CHI NHÁNH CÔNG TY TNHH TÀI LỘC"] * 2),
    )
    assert only(read, Kind.REQUEST_LETTER).fields["company_name"].certain is certain
    assert only(read, Kind.BUSINESS_LICENCE).fields["company_name"].certain


@pytest.mark.parametrize(("rank", "is_whole"), [("Đặc khu", True), ("Đặo khu", False)])
def test_a_seat_is_looked_at_and_one_with_an_impossible_word_is_not_whole(rank: str, is_whole: bool) -> None:
    text = f"Số 7 đường Mẫu, {rank} Thử, tỉnh Lào Cai"
    read = facts(leaf(1, Kind.REQUEST_LETTER, address=[text] * 3))
    assert not only(read, Kind.REQUEST_LETTER).fields["address"].certain
    assert weighing.is_whole("address", text) is is_whole


@pytest.mark.parametrize(("printed", "certain"), [("2040-05-05", True), ("2046-05-05", False)])
def test_a_card_ends_when_the_law_says(printed: str, certain: bool) -> None:
    coded = Card("001200012346", "Đặng Thị Mẫu", "2000-05-05", "F", "2024-01-01", (0, 0, 9, 9))
    card = leaf(1, Kind.IDENTITY, expiry=[printed])
    read = facts(Leaf(card.page, "", card.candidates, card=coded, card_box=BOX))
    field = only(read, Kind.IDENTITY).fields["expiry"]
    assert (field.value, field.certain) == (printed, certain)


@pytest.mark.parametrize(
    ("kind", "name", "value", "certain"),
    [
        (Kind.REQUEST_LETTER, "email", "mau@thu.example", True),
        (Kind.REQUEST_LETTER, "email", "mau@thu.exarnple", False),
        (Kind.BUSINESS_LICENCE, "representative_id", "001080012345", True),
        (Kind.BUSINESS_LICENCE, "representative_id", "01080012345", False),
        (Kind.BUSINESS_LICENCE, "representative_id", "012345678", True),
        (Kind.BUSINESS_LICENCE, "representative_id", "B1234567", True),
    ],
)
def test_what_cannot_be_is_not_certain(kind: Kind, name: str, value: str, certain: bool) -> None:
    page = leaf(1, kind)
    seen = Candidate(name, ((value, 0.99), (value, 0.99)), 1, BOX)
    read = facts(Leaf(page.page, "", {name: seen}))
    assert only(read, kind).fields[name].certain is certain


def test_a_name_of_more_words_than_were_read_keeps_its_own_capitals() -> None:
    read = "Công ty TNHH MTV Nông Lâm sản G. Ạ. B Mại"
    assert (
        slips.as_written("CÔNG TY TNHH MTV NÔNG LÂM SẢN G.A.B MAI", read)
        == "Công ty TNHH MTV Nông Lâm sản G.A.B Mai"
    )


def test_a_name_whose_lines_were_read_in_another_order_is_a_slip() -> None:
    assert slips.may_be_slip("doanh nghiep tu viet nam nhan cao su", "doanh nghiep tu nhan cao su viet nam")
    assert not slips.may_be_slip("le van mau", "tran thi thu")


def test_a_reading_of_another_papers_letters_has_its_signs_too() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=["Công ty TNHH S TM 5V Xèn", "Công ty TNHH SXTM 5V Xèn"]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=["CÔNG TY TNHH SX-TM 5V XÈN", "CÔNG TY TNHH SX-TM 5V XÈN"]),
    )
    assert only(read, Kind.REQUEST_LETTER).fields["company_name"].value == "Công ty TNHH SX-TM 5V Xèn"


@pytest.mark.parametrize(
    ("number", "certain"), [("033073110105", False), ("033075110105", True), ("044198214745", True)]
)
def test_a_number_that_differs_from_another_papers_in_a_figure_is_looked_at(number: str, certain: bool) -> None:
    read = facts(
        leaf(1, Kind.BUSINESS_LICENCE, representative_id=[number, number]),
        leaf(2, Kind.IDENTITY, id_number=["033075110105", "033075110105"]),
    )
    assert only(read, Kind.BUSINESS_LICENCE).fields["representative_id"].certain is certain


def test_three_initials_of_which_one_stop_was_seen_have_the_other_and_are_looked_at() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=["CƠ SỞ K.TQ MẪU", "CƠ SỞ K.TQ MẪU"]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=["CƠ SỞ K.T.Q MẪU", "CƠ SỞ K.T.Q MẪU"]),
    )
    letter, licence = (
        only(read, kind).fields["company_name"] for kind in (Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE)
    )
    assert (letter.value, licence.value) == ("CƠ SỞ K.T.Q MẪU", "CƠ SỞ K.T.Q MẪU")
    assert not letter.certain and not licence.certain


def test_rows_of_a_cell_in_another_order_are_as_another_paper_has_them() -> None:
    whole = "CÔNG TY CỔ PHẦN TẬP ĐOÀN THỰC PHẨM MẪU MIỀN BẮC"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=["CÔNG TY CỔ PHẦN TẬP ĐOÀN MIỀN BẮC THỰC PHẨM MẪU"] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[whole] * 2),
    )
    assert only(read, Kind.REQUEST_LETTER).fields["company_name"].value == whole


@pytest.mark.parametrize(("second", "certain"), [("LÊ VĂN NAM", True), ("LÊ VĂN NAM BA", False)])
def test_dirt_behind_a_name_on_a_third_paper_is_no_longer_name(second: str, certain: bool) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=["LÊ VĂN NAM"] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, representative=["LÊ VĂN NAM"] * 2),
        leaf(3, Kind.IDENTITY, full_name=["LÊ VĂN NAM Ỉ QUÊ" if certain else "LÊ VĂN NAM BA", second]),
    )
    assert only(read, Kind.BUSINESS_LICENCE).fields["representative"].certain is certain


@pytest.mark.parametrize(
    ("zone", "shown"),
    [("LE VAN TRANK", "LÊ VĂN TRÂN"), ("LE VAN TRANG", "LE VAN TRANG"), ("LE VAN TRAN", "LÊ VĂN TRÂN")],
    ids=["a filler read as K", "another letter", "whole"],
)
def test_zone_s_name_is_spelled_as_another_paper_s(zone: str, shown: str) -> None:
    said = Zone("001080012345", "", zone, "1980-01-01", "M", "2040-01-01", valid=True)
    card = Leaf(leaf(1, Kind.IDENTITY).page, "", {}, zone=said, zone_box=BOX)
    read = facts(card, leaf(2, Kind.BUSINESS_LICENCE, representative=["LÊ VĂN TRÂN"] * 2))
    assert only(read, Kind.IDENTITY).fields["full_name"].value == shown
