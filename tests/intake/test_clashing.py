"""Whose a value is: another person's, another company's, or one that other papers bear out."""

import pytest

from intake.facts import Kind
from intake.fields import identity, introduction, letter, licence
from intake.leaf import Leaf
from intake.mrz import Zone
from tests.intake import page
from tests.intake.test_vouching import BOX, facts, leaf, only

OURS, THEIRS = "0100112437", "0100109106"
MAU, THU = ["LÊ VĂN NAM"] * 2, ["TRẦN THỊ HOA"] * 2


def test_who_stands_on_a_licence_s_second_page_follows_those_of_the_first() -> None:
    read = facts(
        leaf(1, Kind.BUSINESS_LICENCE, representative=["LÊ VĂN NAM"], representative_id=["001080012345"]),
        leaf(2, Kind.BUSINESS_LICENCE, representative=THU, representative_id=["001181012346"] * 2),
    )
    licence = only(read, Kind.BUSINESS_LICENCE)
    assert (licence.value("representative"), licence.value("representative_2")) == ("LÊ VĂN NAM", "TRẦN THỊ HOA")
    assert licence.value("representative_id_2") == "001181012346"


@pytest.mark.parametrize("again", ["LÊ VĂN NAM", "LÊ VĂN NÂM", "LÊ VẶN NAM"])
def test_who_stands_there_again_is_counted_once(again: str) -> None:
    read = facts(
        leaf(1, Kind.BUSINESS_LICENCE, representative=MAU),
        leaf(2, Kind.BUSINESS_LICENCE, representative=[again] * 2),
    )
    assert set(only(read, Kind.BUSINESS_LICENCE).fields) == {"representative"}


def test_a_code_that_no_other_paper_has_is_not_certain() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, tax_code=[THEIRS] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, tax_code=[OURS] * 2),
        leaf(3, Kind.TAX_CERTIFICATE, tax_code=[OURS] * 2),
    )
    certain = [document.fields["tax_code"].certain for document in read.documents]
    assert certain == [False, True, True]


@pytest.mark.parametrize(
    ("signer", "certain"),
    [(MAU, True), (THU, False), (["ĐỖ MẠNH KHÁC"] * 2, False)],
    ids=["alike", "a wife", "else"],
)
def test_a_signer_whom_no_other_paper_names_is_not_certain(signer: list[str], certain: bool) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=signer), leaf(2, Kind.BUSINESS_LICENCE, representative=MAU)
    )
    assert [document.fields["representative"].certain for document in read.documents] == [certain] * 2


def test_of_several_representatives_one_signs() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=THU),
        leaf(2, Kind.BUSINESS_LICENCE, representative=MAU, representative_2=THU),
    )
    assert all(field.certain for document in read.documents for field in document.fields.values())


@pytest.mark.parametrize(
    ("name", "certain"),
    [
        ("CÔNG TY TNHH THỬ NGHIỆM MẪU", True),
        ("CÔNG TY TRÁCH NHIỆM HỮU HẠN THỬ NGHIỆM MẪU", True),
        ("CÔNG TY NGƯỜI", False),
    ],
)
def test_a_company_like_no_other_paper_s_is_not_certain(name: str, certain: bool) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[name] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=["CÔNG TY TNHH THỬ NGHIỆM MẪU"] * 2),
    )
    assert only(read, Kind.REQUEST_LETTER).fields["company_name"].certain is certain


def card(names: str, *printed: str) -> Leaf:
    """Return a passport's page whose zone is valid."""
    page = leaf(3, Kind.IDENTITY, **({"full_name": list(printed)} if printed else {}))
    zone = Zone("B1234567", "", names, "1980-01-01", "M", "2040-01-01", valid=True)
    return Leaf(page.page, "", page.candidates, zone=zone, zone_box=BOX)


@pytest.mark.parametrize(
    ("names", "printed"),
    [
        ("LE VAN NAM", ["VŨ LẦN", "VU LAN"]),
        ("LE VAN NAM", ["LÊ VĂN NĂM"]),
        ("LE VAN NAH", []),
        ("LEC VANK NAMK K", []),
        ("LE VAN NAM", ["CẦM HUỆ", "CẦM HUỆ"]),
    ],
    ids=[
        "an official's was read",
        "other marks were read",
        "the zone by one letter off",
        "fillers for letters",
        "a stamp's signer was read by both",
    ],
)
def test_a_card_s_zone_bears_out_the_name_that_two_papers_have(names: str, printed: list[str]) -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=MAU),
        leaf(2, Kind.BUSINESS_LICENCE, representative=MAU, representative_id=["B1234567"] * 2),
        card(names, *printed),
    )
    field = only(read, Kind.IDENTITY).fields["full_name"]
    assert (field.value, field.certain) == ("LÊ VĂN NAM", True)


def test_a_zone_of_somebody_else_bears_out_nobody() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=MAU),
        leaf(2, Kind.BUSINESS_LICENCE, representative=MAU),
        card("TRAN THI HOA", "LÊ VĂN NĂM"),
    )
    assert not only(read, Kind.IDENTITY).fields["full_name"].certain


def test_one_slip_on_a_third_paper_is_no_doubt_of_two() -> None:
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, representative=MAU),
        leaf(2, Kind.BUSINESS_LICENCE, representative=MAU),
        leaf(3, Kind.IDENTITY, full_name=["LÊ VĂN NÁO", "LÊ VĂN NÁC"]),
    )
    assert [document.fields["representative"].certain for document in read.documents[:2]] == [True, True]


def test_a_stamp_s_day_is_not_a_card_s_last() -> None:
    rows = page.rows("""
    1DVNM9632461369046663246136<<7
    CHỨNG THỰC BẢN SAO
    ĐÚNG VỚI BẢN CHÍNH
    Số CT: 22085
    Ngàn: 09/11/2056
    """)
    assert "expiry" not in identity.read(rows)


def test_a_card_s_last_day_without_its_label_is_a_choice() -> None:
    assert identity.read(page.rows("CĂN CƯỚC CÔNG DÂN\n09/11/2056"))["expiry"].is_choice
    assert not identity.read(page.rows("CĂN CƯỚC CÔNG DÂN\nCó giá trị đến: 09/11/2056"))["expiry"].is_choice


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Mã số thuế: 0100112437", False),
        ("CÔNG TY TNHH THỬ NGHIỆM (0100112437)", True),
        ("Mã số thuế: 0100112437\nMã số doanh nghiệp: 0100109106", True),
    ],
    ids=["its label", "brackets alone", "two that have it"],
)
def test_a_code_that_its_label_does_not_name_alone_is_a_choice(text: str, choice: bool) -> None:
    found = letter.read(page.rows(text))["tax_code"]
    assert (found.value, found.is_choice) == (OURS, choice)


def test_a_code_alone_at_the_head_is_a_choice() -> None:
    assert licence.read(page.rows("GIẤY CHỨNG NHẬN\n0100112437"))["tax_code"].is_choice


def test_on_whose_behalf_somebody_signs_is_no_name_of_a_company() -> None:
    rows = page.rows("""
    Kính gửi: Cục Hải quan
    Xin cảm ơn
    (Đóng dấu) T/M CÔNG TY
    Người đại diện pháp luật
    """)
    assert "company_name" not in letter.read(rows)


def test_a_company_at_the_head_whose_name_a_sentence_says_too_is_a_choice() -> None:
    text = """
    CÔNG TY TNHH THỬ NGHIỆM MẪU
    GIẤY GIỚI THIỆU
    {} Thử Nghiệm Mẫu trân trọng giới thiệu
    Ông: Lê Văn Nam
    """
    broken, whole = (introduction.read(page.rows(text.format(form))) for form in ("NHH", "Công ty TNHH"))
    assert broken["company_name"].is_choice and not whole["company_name"].is_choice
    assert whole["company_name"].value == "Công ty TNHH Thử Nghiệm Mẫu"


def test_a_longer_name_on_a_third_paper_is_a_doubt_of_two() -> None:
    short, whole = ["CÔNG TY TNHH CAO SU"] * 2, ["CÔNG TY TNHH CAO SU K&S"] * 2
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=whole),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=short),
        leaf(3, Kind.TAX_CERTIFICATE, company_name=short),
    )
    assert not any(document.fields["company_name"].certain for document in read.documents[1:])


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("Các lô hàng trước do CÔNG TY TNHH XÊU VÓI (mã số thuế: 0100112437) mở tờ khai", True),
        ("Hiện CÔNG TY TNHH THỬ NGHIỆM (mã số thuế: 0100112437) quên mật khẩu", False),
        ("Đơn vị, công ty của chúng tôi có mã số thuế: 0100112437.", False),
    ],
    ids=["another's", "ours", "we"],
)
def test_a_code_behind_another_company_s_name_is_a_choice(said: str, choice: bool) -> None:
    found = letter.read(page.rows(f"CÔNG TY TNHH THỬ NGHIỆM\nKính gửi: Cục Hải quan\n{said}"))["tax_code"]
    assert (found.value, found.is_choice) == (OURS, choice)


def test_the_own_code_goes_before_another_s() -> None:
    rows = page.rows("""
    CÔNG TY TNHH THỬ NGHIỆM
    Kính gửi: Cục Hải quan
    Các lô hàng trước do CÔNG TY TNHH XÊU VÓI (mã số thuế: 0100112437) mở tờ khai
    Mã số thuế: 0100109106
    """)
    found = letter.read(rows)["tax_code"]
    assert (found.value, found.is_choice) == (THEIRS, False)


def test_a_letterhead_whose_name_a_broken_sentence_says_too_is_a_choice() -> None:
    rows = page.rows("""
    DOANH NGHIỆP TƯ NHÂN CHẾ BIẾN GỖ MẪU
    Kính gửi: Cục Hải quan
    doanh Nghiệp Tư Nhân Chế biến Gỗ Mẫu xin gửi tới Quý cơ quan lời chào
    """)
    assert letter.read(rows)["company_name"].is_choice


@pytest.mark.parametrize(
    ("dirty", "meant"),
    [
        (["CÔNG TY TNHH THƯƠNG XS N MẠI MẪU", "CÔNG TY TNHH THƯƠNG 2 R MẠI MẪU"], True),
        (["CÔNG TY TNHH THƯƠNG XS N MẠI MẪU"] * 2, False),
        (
            [
                "CÔNG TY TNHH THƯƠNG NAM MẠI MẪU",
                "CÔNG TY TNHH THƯƠNG NẮM MẠI MẪU",
                "CÔNG TY TNHH THƯƠNG 2 MẠI MẪU",
            ],
            False,
        ),
        (["CÔNG TY TNHH THƯƠNG MẠI MẪU", *(f"CÔNG TY TNHH THƯƠNG MẠI MẪU {end}" for end in ("TR", "TRÍ"))], True),
        (["CÔNG TY TNHH THƯƠNG MẠI MẪU", *["CÔNG TY TNHH THƯƠNG MẠI MẪU TRÍ"] * 2], False),
        ([f"CÔNG TY TNHH THƯƠNG MẠI MẪU {tail}" for tail in ("L— LU", "Q CH", "1+ TẬN TÂM")], True),
        ([f"CÔNG TY TNHH THƯƠNG MẠI MẪU {tail}" for tail in ("G8P", "GSP", "CP")], False),
    ],
    ids=[
        "scraps",
        "both readers saw the same",
        "a word",
        "half a word behind",
        "a word behind that two saw",
        "another thing each time",
        "initials",
    ],
)
def test_scraps_of_dirt_among_the_words_of_a_company(dirty: list[str], meant: bool) -> None:
    name = "CÔNG TY TNHH THƯƠNG MẠI MẪU"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[name] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[name] * 2),
        leaf(3, Kind.TAX_CERTIFICATE, company_name=dirty),
    )
    field = only(read, Kind.TAX_CERTIFICATE).fields["company_name"]
    assert (field.value == name, field.certain) == (meant, meant)


@pytest.mark.parametrize(
    ("looks", "name"),
    [
        (("VỚT N6Q TOÀN", "VỚT NGO TOÀI", "VƠI _NGỌ TOÀN"), "VỚT NGỌ TOÀN"),
        (("VỚT N6Q TOÀN", "VỚT NGA TOÀI"), "VỚT N6Q TOÀN"),
        (("VỚT N6Q 2", "VƠI NGỌ 2", "VƠI NGA 1"), "VỚT N6Q 2"),
    ],
    ids=["each word seen", "one not", "another figure"],
)
def test_a_name_whose_words_are_seen_each_in_some_look(looks: tuple[str, ...], name: str) -> None:
    form, other = "CÔNG TY TNHH GIẤY", "VỚT NGỌ 1" if name.endswith("2") else "VỚT NGỌ TOÀN"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[f"{form} {look}" for look in looks]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[f"{form} {other}"] * 2),
    )
    assert read.documents[0].value("company_name") == f"{form} {name}"


@pytest.mark.parametrize(
    ("day", "book", "shown", "certain"),
    [
        ("2025-11-20", "02/2026-SCT/BS", "2026-11-20", False),
        ("2026-11-20", "02/2026-SCT/BS", "2026-11-20", True),
        ("2025-11-20", "02-SCT/BS", "2025-11-20", True),
        ("2024-02-29", "02/2025-SCT/BS", "2024-02-29", False),
    ],
    ids=["another year", "the same", "a book without a year", "no day of that year"],
)
def test_a_stamp_s_day_is_of_its_book_s_year(day: str, book: str, shown: str, certain: bool) -> None:
    page = leaf(1, Kind.BUSINESS_LICENCE, certification_date=[day] * 2, certification_book=[book] * 2)
    field = only(facts(page), Kind.BUSINESS_LICENCE).fields["certification_date"]
    assert (field.value, field.certain) == (shown, certain)
