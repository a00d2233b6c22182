"""A company's name whose last words were lost, and that its page says elsewhere."""

import pytest

from intake import assembling, vouching
from intake.facts import Kind, Page
from intake.leaf import Candidate, Leaf
from intake.text import squeezed
from tests.intake.test_vouching import facts
from tests.intake.test_vouching import leaf as named

WHOLE = "CÔNG TY CỔ PHẦN DỊCH VỤ DƯỢC PHẨM MẪU"
CUT = "CÔNG TY CỔ PHẦN DỊCH VỤ"
SAYS = f"{CUT} Mã số thuế 0100112437 {WHOLE} xin gửi tới Quý cơ quan"


def leaf(number: int, kind: Kind, text: str, *readings: str, is_sure: bool = False) -> Leaf:
    box = (0.1, 0.1, 0.5, 0.2)
    name = Candidate("company_name", tuple((one, 0.97) for one in readings), number, box, is_own_text=is_sure)
    return Leaf(Page(number, kind, 0), squeezed(text), {"company_name": name})


def letter_s(text: str, *licence: str, name: str = CUT) -> tuple[str, bool]:
    leaves = [
        leaf(1, Kind.REQUEST_LETTER, text, name, name),
        leaf(2, Kind.BUSINESS_LICENCE, WHOLE, *(licence or (WHOLE,)), is_sure=not licence),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves)).documents[0].fields["company_name"]
    return found.value, found.certain


def test_it_is_whole_where_the_page_says_it_whole() -> None:
    assert letter_s(SAYS) == (WHOLE, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [(CUT, CUT), (f"{CUT} xin gửi; DƯỢC PHẨM MẪU", CUT), (SAYS, "CÔNG TY TNHH DỊCH VỤ KHÁC")],
    ids=["said nowhere", "said in parts", "another name"],
)
def test_else_it_stays_as_it_was_read_and_is_looked_at(text: str, name: str) -> None:
    assert letter_s(text, name=name) == (name, False)


def test_a_name_that_ends_as_none_does_goes_on_as_another_paper_has_it() -> None:
    whole = "CƠ SỞ GIÀY DA ĐĂNG SẬY TRÚC MIỀN BẮC"
    leaves = [
        leaf(1, Kind.REQUEST_LETTER, "", *["CỢ SỞ GIÀY DA ĐĂNG SẬY TRÚC MIỀN"] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, whole, whole, is_sure=True),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves)).documents[0].fields["company_name"]
    assert (found.value, found.certain) == (whole, True)


def test_what_a_paper_unsure_of_its_marks_goes_on_with_is_looked_at() -> None:
    whole = "CÔNG TY TNHH SẢN XUẤT VÀ XUẤT NHẬP KHẨU DƯỢC PHẨM MẪU"
    leaves = [
        leaf(1, Kind.REQUEST_LETTER, "", *["CÔNG TY TNHH SẢN XUẤT VÀ XUẤT NHẬP"] * 2),
        leaf(2, Kind.BUSINESS_LICENCE, whole, whole.replace("SẢN", "SẲN"), whole),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves)).documents[0].fields["company_name"]
    assert (found.value, found.certain) == (whole, False)


def test_a_name_that_the_other_paper_has_not_surely_mends_none() -> None:
    assert letter_s(SAYS, WHOLE, "CÔNG TY CỔ PHẦN DỊCH VỤ DƯỢC PHẨM MẬU")[1] is False


def test_the_words_that_it_lost_are_written_like_its_own() -> None:
    name = "Công ty Cổ phần Dịch Vụ"
    assert letter_s(SAYS, name=name) == ("Công ty Cổ phần Dịch Vụ Dược Phẩm Mẫu", True)


def test_small_letters_are_as_a_paper_has_them_that_is_not_in_capitals_throughout() -> None:
    small = "Công ty Cổ phần Thương mại và Dịch vụ Mẫu Xanh"
    leaves = [
        leaf(1, Kind.REQUEST_LETTER, small, small, small, is_sure=True),
        leaf(2, Kind.INTRODUCTION_LETTER, small, "Công ty Cổ phần Thương", "Công ty Cổ phần Thương"),
        leaf(3, Kind.BUSINESS_LICENCE, small, small.upper(), small.upper(), is_sure=True),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves)).documents[1].fields["company_name"]
    assert (found.value, found.certain) == (small, True)


OF_BRANCH = "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU TẠI TỈNH LÀO CAI"


@pytest.mark.parametrize(
    ("whole", "read", "name"),
    [
        (OF_BRANCH, OF_BRANCH.removeprefix("CHI NHÁNH "), OF_BRANCH),
        (OF_BRANCH, "TNHH Giấy Mẫu tại Tỉnh Lào Cai", "Chi nhánh Công ty TNHH Giấy Mẫu tại Tỉnh Lào Cai"),
        ("CÔNG TY CỔ PHẦN TẬP ĐOÀN MẪU", "Tập Đoàn Mẫu", "Công ty Cổ phần Tập Đoàn Mẫu"),
        ("CHI NHÁNH CÔNG TY TNHH GIẤY MẪU", "CÔNG TY TNHH GIẤY MẪU", "CÔNG TY TNHH GIẤY MẪU"),
        ("CÔNG TY TNHH GIẤY MẪU", "GIẤY MẪU", "CÔNG TY TNHH GIẤY MẪU"),
        ("CÔNG TY TNHH GIẤY GIẤY MẪU", "GIẤY MẪU", "GIẤY MẪU"),
    ],
    ids=["a branch", "a branch's form", "a group's", "another company", "all of a form", "words of its own"],
)
def test_a_name_that_lost_its_first_words_has_them_as_another_paper(whole: str, read: str, name: str) -> None:
    found = facts(
        named(1, Kind.REQUEST_LETTER, company_name=[read, read]),
        named(2, Kind.BUSINESS_LICENCE, company_name=[whole, whole]),
    )
    field = found.documents[0].fields["company_name"]
    assert (field.value, field.certain) == (name, False)


BRANCH = "CHI NHÁNH CÔNG TY TNHH MẪU TẠI THÀNH PHỐ ĐÀ NẴNG"


@pytest.mark.parametrize(
    ("read", "name"),
    [(BRANCH[:-4], BRANCH), (BRANCH[:-8], BRANCH), ("CÔNG TY TNHH MẪU TẠI N", "CÔNG TY TNHH MẪU TẠI N")],
    ids=["amid its province", "before it", "no province"],
)
def test_a_branch_s_name_that_ends_amid_its_province_goes_on_as_another_paper_has_it(read: str, name: str) -> None:
    leaves = [
        leaf(1, Kind.REQUEST_LETTER, read, read, read),
        leaf(2, Kind.BUSINESS_LICENCE, BRANCH, BRANCH, is_sure=True),
    ]
    assert vouching.facts(leaves, assembling.papers(leaves)).documents[0].fields["company_name"].value == name


@pytest.mark.parametrize(
    ("read", "card", "name"),
    [
        ("LÊ THỊ HỢI T", "LÊ THỊ HỢI TẠO", ("LÊ THỊ HỢI TẠO", False)),
        ("LÊ THỊ HỢI T", "", ("LÊ THỊ HỢI T", False)),
        ("LÊ THỊ HỢI", "", ("LÊ THỊ HỢI", True)),
    ],
    ids=["another paper's", "said nowhere", "whole"],
)
def test_a_person_s_name_that_ends_amid_a_syllable_is_another_paper_s_or_a_doubt(
    read: str, card: str, name: tuple[str, bool]
) -> None:
    def paper(number: int, kind: Kind, field: str, text: str) -> Leaf:
        seen = Candidate(field, ((text, 0.97), (text, 0.97)), number, (0.1, 0.1, 0.5, 0.2))
        return Leaf(Page(number, kind, 0), squeezed(text), {field: seen} if text else {})

    leaves = [
        paper(1, Kind.BUSINESS_LICENCE, "representative", read),
        paper(2, Kind.IDENTITY, "full_name", card),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves)).documents[0].fields["representative"]
    assert (found.value, found.certain) == name
