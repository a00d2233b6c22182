"""Names of companies and persons: the same, close, or different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification import names
from verification.names import Match

SAME, CLOSE, DIFFERENT = Match.SAME, Match.CLOSE, Match.DIFFERENT

COMPANIES = [
    ("CÔNG TY TNHH MẪU THỬ", "Công ty Trách nhiệm hữu hạn Mẫu Thử", SAME),
    ("CÔNG TY CP MẪU THỬ", "CÔNG TY CỔ PHẦN MẪU THỬ", SAME),
    ("CTCP MẪU THỬ", "CÔNG TY CỔ PHẦN MẪU THỬ", SAME),
    ("CÔNG TY CÔ PHÀN MAU THU", "CÔNG TY CỔ PHẦN MẪU THỬ", SAME),
    ("CÔNG TY TNHH MTV MẪU THỬ", "CÔNG TY TNHH MỘT THÀNH VIÊN MẪU THỬ", SAME),
    ("CÔNG TY TNHH MỘT THÀNH VIÊN MẪU THỬ", "CÔNG TY TNHH 1 THÀNH VIÊN MẪU THỬ", SAME),
    ("CTY TNHH TM-DV MẪU THỬ", "CÔNG TY TNHH THƯƠNG MẠI VÀ DỊCH VỤ MẪU THỬ", SAME),
    ("CÔNG TY TNHH TMDV MẪU THỬ", "CÔNG TY TNHH THƯƠNG MẠI & DỊCH VỤ MẪU THỬ", SAME),
    ("CÔNG TY TNHH XNK ĐẠI VIỆT", "Công ty TNHH Xuất Nhập Khẩu Đại Việt", SAME),
    ("CÔNG TY TNHH SX TM MẪU THỬ VN", "CÔNG TY TNHH SẢN XUẤT THƯƠNG MẠI MẪU THỬ VIỆT NAM", SAME),
    ("Công ty TNHH “Mẫu Thử”.", "CÔNG TY TNHH MẪU THỬ", SAME),
    ("CÔNG TY TNHH A&B", "CÔNG TY TNHH A & B", SAME),
    ("CÔNG TY TNHH H.C.V MẪU", "CÔNG TY TNHH H.CV MẪU", SAME),
    ("CÔNG TY TNHH TM.DV MẪU", "CÔNG TY TNHH TM-DV MẪU", SAME),
    ("CÔNG TY TNHH MẪU THỬ", "CÔNG TY TNHH MẪU THỨC", CLOSE),
    ("CÔNG TY TNHH MINH LONG", "CÔNG TY TNHH MINH LQNG", CLOSE),
    ("CÔNG TY TNHH AN PHÁT", "CÔNG TY TNHH ANPHÁT", CLOSE),
    ("CÔNG TY TNHH MẪU THỬ", "CÔNG TY TNHH MTV MẪU THỬ", CLOSE),
    ("CÔNG TY TNHH MẪU THỬ", "Công ty Mẫu Thử", CLOSE),
    ("???", "…", CLOSE),
    ("CÔNG TY TNHH MẪU THỬ", "CÔNG TY CỔ PHẦN MẪU THỬ", DIFFERENT),
    ("CÔNG TY TNHH MẪU THỬ", "CHI NHÁNH CÔNG TY TNHH MẪU THỬ", DIFFERENT),
    ("CÔNG TY TNHH THÀNH CÔNG", "CÔNG TY TNHH THÀNH ĐẠT", DIFFERENT),
    (
        "CÔNG TY TNHH SẢN XUẤT THƯƠNG MẠI DỊCH VỤ XUẤT NHẬP KHẨU HOÀNG LONG",
        "CÔNG TY TNHH SẢN XUẤT THƯƠNG MẠI DỊCH VỤ XUẤT NHẬP KHẨU HOÀNG HƯNG",
        DIFFERENT,
    ),
    ("CÔNG TY TNHH MẪU THỬ", "CÔNG TY TNHH MẪU THỬ MIỀN NAM", DIFFERENT),
    ("CÔNG TY TNHH MẪU THỬ 1", "CÔNG TY TNHH MẪU THỬ 2", CLOSE),
    ("CÔNG TY TNHH", "CÔNG TY TNHH MẪU THỬ", DIFFERENT),
]
PERSONS = [
    ("Nguyễn Văn An", "NGUYEN VAN AN", SAME),
    ("Ông Nguyễn Văn An", "Nguyễn Văn An", SAME),
    ("Ông/Bà: Nguyễn Văn An", "NGUYỄN VĂN AN", SAME),
    ("Ông Ích Mẫu", "ÔNG ÍCH MẪU", SAME),
    ("Đặng Thị Đào", "DANG THI DAO", SAME),
    ("Nguyễn Văn An", "Nguyễn Văn Anh", CLOSE),
    ("JOHN SAMPLE", "SAMPLE JOHN", CLOSE),
    ("Nguyễn VănAn", "Nguyễn Văn An", CLOSE),
    ("Nguyễn Văn An", "Nguyễn Thị An", DIFFERENT),
    ("Nguyễn Văn An", "Trần Thị Bình", DIFFERENT),
    ("Nguyễn An", "Nguyễn Văn An", DIFFERENT),
    ("", "Nguyễn Văn An", CLOSE),
]


@pytest.mark.parametrize(("one", "other", "match"), COMPANIES, ids=[f"{a} | {b}" for a, b, _ in COMPANIES])
def test_two_company_names_compare(one: str, other: str, match: Match) -> None:
    assert names.compare_companies(one, other) is match
    assert names.compare_companies(other, one) is match


@pytest.mark.parametrize(("one", "other", "match"), PERSONS, ids=[f"{a} | {b}" for a, b, _ in PERSONS])
def test_two_persons_compare(one: str, other: str, match: Match) -> None:
    assert names.compare_persons(one, other) is match
    assert names.compare_persons(other, one) is match


@given(st.text(), st.text())
def test_any_two_texts_compare_both_ways_alike(one: str, other: str) -> None:
    assert names.compare_companies(one, other) is names.compare_companies(other, one)
    assert names.compare_persons(one, other) is names.compare_persons(other, one)
