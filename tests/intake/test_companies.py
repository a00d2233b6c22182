"""Names of companies: what stands before them, dirt and misread letters in them, where they end, what is one."""

import pytest

from intake.fields import companies, letter
from tests.intake import page

FORM = {
    "what is left of a label": ("(đơn vj) CƠ SỞ P.C.B MẪU (VIỆT NAM)", "CƠ SỞ P.C.B MẪU (VIỆT NAM)"),
    "end of another word": ("IỆT: CÔNG TY TNHH HÓA CHẤT V&V", "CÔNG TY TNHH HÓA CHẤT V&V"),
    "first word misread": ("NUNG TY CỔ PHẦN GIẤY MẪU", "CÔNG TY CỔ PHẦN GIẤY MẪU"),
    "first word lost": ("TY CỔ PHẦN GIẤY MẪU", "CÔNG TY CỔ PHẦN GIẤY MẪU"),
    "household misread": ("HỘ KINH ĐOANI NHÀ HÀNG MẪU", "HỘ KINH DOANH NHÀ HÀNG MẪU"),
    "household in small letters": ("Hộ kinh Doanh Quán Mẫu", "Hộ kinh doanh Quán Mẫu"),
    "branch with a mark": ("Chí nhánh Công ty TNHH Giấy Mẫu", "Chi nhánh Công ty TNHH Giấy Mẫu"),
    "branch with a capital": ("Chi Nhánh Công ty TNHH Giấy Mẫu", "Chi nhánh Công ty TNHH Giấy Mẫu"),
    "branch with a mark, capitals": ("CHỈ NHÁNH CÔNG TY TNHH GIẤY MẪU", "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU"),
    "a mark that makes a capital": ("Công ty TNHH VinalỘc Mẫu", "Công ty TNHH Vinalộc Mẫu"),
    "a capital amid a name": ("Công ty TNHH VinaMẫu NamÁ", "Công ty TNHH VinaMẫu NamÁ"),
    "no space": ("Công tyTNHH Giấy Mẫu", "Công ty TNHH Giấy Mẫu"),
    "a speck for its space": ("CÔNG TY'CỔ PHẦN D'MẪU", "CÔNG TY CỔ PHẦN D'MẪU"),
    "a speck behind TNHH": ("Công ty TNHH'Giấy Mẫu", "Công ty TNHH Giấy Mẫu"),
    "a stop behind TNHH": ("CÔNG TY TNHH.6A MẪU", "CÔNG TY TNHH 6A MẪU"),
    "a stop behind its words": ("Doanh nghiệp. Tư Nhân Giấy Mẫu", "Doanh nghiệp Tư Nhân Giấy Mẫu"),
    "second word misread": ("Công iy.TNHH Giấy Mẫu", "Công ty TNHH Giấy Mẫu"),
    "a branch with two letters misread": ("Chi nránh Công ty TNHH Giấy Mẫu", "Chi nhánh Công ty TNHH Giấy Mẫu"),
    "the end of another word before a branch": (
        "VI CHI NHÁNH CÔNG TY TNHH GIẤY MẪU",
        "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU",
    ),
    "a comma for its space": ("Công ty,TNHH Giấy Mẫu", "Công ty TNHH Giấy Mẫu"),
    "a branch's two words read as one": ("ChLnhánh Công ty TNHH Giấy Mẫu", "Chi nhánh Công ty TNHH Giấy Mẫu"),
    "a branch's first letter": ("GHI NHÁNH CÔNG TY TNHH GIẤY MẪU", "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU"),
    "shares misread": ("CÔNG TY GỔ PHẦN GIẤY MẪU", "CÔNG TY CỔ PHẦN GIẤY MẪU"),
    "a private enterprise's, half of it a label": ("TƯ NHÂN GIẤY MẪU", "DOANH NGHIỆP TƯ NHÂN GIẤY MẪU"),
    "long, with a hyphen": ("CÔNG TY TRÁCH -NHIỆM HỮU HẠN GIẤY MẪU", "CÔNG TY TRÁCH NHIỆM HỮU HẠN GIẤY MẪU"),
    "long, with a letter": ("CÔNG TY TRÁCH H NHIỆM HỮU HẠNHÓA MẪU", "CÔNG TY TRÁCH NHIỆM HỮU HẠN HÓA MẪU"),
    "long, with a gap": (
        "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH V IÊN MẪU",
        "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN MẪU",
    ),
}
DIRT = {
    "a sentence's first word": ("Cơ Sở Đầu Tư C.N.D Trẫm trân", "Cơ Sở Đầu Tư C.N.D Trẫm"),
    "a name like it": ("Công ty TNHH Ngọc Trân", "Công ty TNHH Ngọc Trân"),
    "an initial's stop": ("CÔNG TY CỔ PHẦN D.H:V MẪU", "CÔNG TY CỔ PHẦN D.H.V MẪU"),
    "a letter for an ampersand": ("CÔNG TY TNHH QỠA (VIỆT NAM)", "CÔNG TY TNHH Q&A (VIỆT NAM)"),
    "a syllable like one": ("CÔNG TY TNHH HỠI VIỆT NAM", "CÔNG TY TNHH HỠI VIỆT NAM"),
    "a mark alone": ("Công ty TNHH Xáo Tầng ˆ Yểu", "Công ty TNHH Xáo Tầng Yểu"),
    "a comma before a bracket that was lost": ("CÔNG TY TNHH GIẤY VIN, NAM)", "CÔNG TY TNHH GIẤY VIN NAM)"),
    "a sign for the letter behind an ampersand": ("CÔNG TY CỔ PHẦN BAO BÌ V&$", "CÔNG TY CỔ PHẦN BAO BÌ V&S"),
    "a hyphen behind what a place is": (
        "CHI NHÁNH CÔNG TY TNHH L&V TẠI TỈNH-ĐỒNG THÁP",
        "CHI NHÁNH CÔNG TY TNHH L&V TẠI TỈNH ĐỒNG THÁP",
    ),
    "marks where none are": ("Công ty TNHH Vìnạmẫu", "Công ty TNHH Vinamẫu"),
    "the same in capitals": ("CÔNG TY TNHH VỊNAMẪU VỊN", "CÔNG TY TNHH VINAMẪU VỊN"),
    "a stroke": ("Công| ty TNHH Giấy Mẫu", "Công ty TNHH Giấy Mẫu"),
    "a sign for an ampersand": ("CÔNG TY TNHH THỦY SẢN N#G", "CÔNG TY TNHH THỦY SẢN N&G"),
    "a small letter for an ampersand": ("Công ty Cổ phần Nội Thất TeQ", "Công ty Cổ phần Nội Thất T&Q"),
    "a sign for a figure": ("CÔNG TY TNHH §C LẸN", "CÔNG TY TNHH 8C LẸN"),
    "a letter's zeros": ("CÔNG TY TNHH W00D T0ÀN CẦU", "CÔNG TY TNHH WOOD TOÀN CẦU"),
    "a stop before a word of one letter": ("HỘ KINH DOANH PHỤ TÙNG.Ô TÔ MẪU", "HỘ KINH DOANH PHỤ TÙNG Ô TÔ MẪU"),
    "a comma before its reach": ("Hộ kinh doanh Mẫu-Tông, Toàn Cầu", "Hộ kinh doanh Mẫu-Tông Toàn Cầu"),
    "the end of a label of two rows": (
        "Chi nhánh Công ty TNHH Kỹ Thuật Lạnh | vị) Nhamco tại Tỉnh Lạng Sơn",
        "Chi nhánh Công ty TNHH Kỹ Thuật Lạnh Nhamco tại Tỉnh Lạng Sơn",
    ),
    "a figure for a car": ("CÔNG TY TNHH PHỤ TÙNG 6 TÔ MẪU", "CÔNG TY TNHH PHỤ TÙNG Ô TÔ MẪU"),
    "a colon in a car": (
        "CÔNG TY TNHH PHỤ TÙNG Ô:TÔ MẪU. Saư đây là thông tin",
        "CÔNG TY TNHH PHỤ TÙNG Ô TÔ MẪU",
    ),
    "a rank that lost its first letters": (
        "CHI NHÁNH CÔNG TY TNHH MẪU TẠI NH LÀO CAI",
        "CHI NHÁNH CÔNG TY TNHH MẪU TẠI TỈNH LÀO CAI",
    ),
    "two words run together": ("CÔNG TY TNHH INẤN BAO BÌ L&P", "CÔNG TY TNHH IN ẤN BAO BÌ L&P"),
    "a hyphen before brackets": ("CÔNG TY TNHH MẪU - (VIỆT NAM)", "CÔNG TY TNHH MẪU (VIỆT NAM)"),
    "a stop behind &": ("CÔNG TY TNHH H&A. TẠI MẪU", "CÔNG TY TNHH H&A TẠI MẪU"),
    "an L behind &": ("CÔNG TY TNHH V&I. MẪU", "CÔNG TY TNHH V&L MẪU"),
    "a hyphen that two words share": ("CÔNG TY TNHH MẪU SỰNG- -NGỌ", "CÔNG TY TNHH MẪU SỰNG-NGỌ"),
    "a word that runs into initials": ("CÔNG TY TNHH GIÀY DAT.C.G MẪU", "CÔNG TY TNHH GIÀY DA T.C.G MẪU"),
    "letters that are none": ("CÔNG TY TNHH SXT.C.G MẪU", "CÔNG TY TNHH SXT.C.G MẪU"),
    "a hyphen before &": ("CÔNG TY TNHH TM-& DV GIẤY", "CÔNG TY TNHH TM & DV GIẤY"),
    "a letter for services": ("Công ty TNHH TM & Đv Giấy", "Công ty TNHH TM & DV Giấy"),
    "a code behind it": ("CÔNG TY TNHH SỈ VĨ TOÀN CẦU - MST 0931215424", "CÔNG TY TNHH SỈ VĨ TOÀN CẦU"),
    "the label of a code behind it": ("CÔNG TY TNHH MẪU - -MST", "CÔNG TY TNHH MẪU"),
    "a figure for an ampersand": ("CÔNG TY CỔ PHẦN TM 8 DV MẪU", "CÔNG TY CỔ PHẦN TM & DV MẪU"),
    "a form in small letters": ("Công ty Tnhh Mẫu", "Công ty TNHH Mẫu"),
    "a gap behind a hyphen": ("CÔNG TY TNHH GÒ- TẦN", "CÔNG TY TNHH GÒ-TẦN"),
    "a gap before a hyphen": ("CÔNG TY CỔ PHẦN NGÁCH -TỬ MẪU", "CÔNG TY CỔ PHẦN NGÁCH-TỬ MẪU"),
    "a stop and a ring": ("CÔNG TY TNHH MỘT THÀNH VIÊN. THỬ ° NGHIỆM", "CÔNG TY TNHH MỘT THÀNH VIÊN THỬ NGHIỆM"),
    "a stop behind a marked word": ("CÔNG TY TNHH IN ẤN. BAO BÌ MẪU", "CÔNG TY TNHH IN ẤN BAO BÌ MẪU"),
    "a stop behind a number": ("CÔNG TY TNHH PHỤ TÙNG 8A. MẪU", "CÔNG TY TNHH PHỤ TÙNG 8A MẪU"),
    "a stop behind three capitals": ("CÔNG TY TNHH BAO. BÌ MẪU", "CÔNG TY TNHH BAO BÌ MẪU"),
    "a stop for a space": ("CÔNG TY TNHH GIẤY.MẪU", "CÔNG TY TNHH GIẤY MẪU"),
    "a colon behind a word": ("CÔNG TY TNHH GIẤY: MẪU", "CÔNG TY TNHH GIẤY MẪU"),
    "a colon for itself": ("CÔNG TY TNHH GIẤY : MẪU", "CÔNG TY TNHH GIẤY MẪU"),
    "a hyphen run into brackets": ("CÔNG TY TNHH MẪU-(VIỆT NAM)", "CÔNG TY TNHH MẪU (VIỆT NAM)"),
    "a comma among capitals": ("CÔNG TY TNHH DỊCH VỤ NỘI, THẤT MẪU", "CÔNG TY TNHH DỊCH VỤ NỘI THẤT MẪU"),
    "signs in brackets": ("CÔNG TY CỔ PHẦN LOTUS (VIỆT, ` NAM) tv", "CÔNG TY CỔ PHẦN LOTUS (VIỆT NAM)"),
    "a scrap with a sign": ("CÔNG TY TNHH MẪU T# (VIỆT NAM)", "CÔNG TY TNHH MẪU (VIỆT NAM)"),
}
END = {
    "a code in brackets": ("HỘ KINH DOANH MẪU (MÃ-SỐ NH 056080664513)", "HỘ KINH DOANH MẪU"),
    "a label of a code": ("CÔNG TY TNHH THỬ NGHIỆM (mã số thuế: 0100112437)", "CÔNG TY TNHH THỬ NGHIỆM"),
    "a number below": ("CÔNG TY TNHH MẪU Š Số 2602165842", "CÔNG TY TNHH MẪU"),
    "a label behind dirt": ("Công ty Cổ phần Gỗ N.V.G Tăng 2/ Mã số", "Công ty Cổ phần Gỗ N.V.G Tăng"),
    "a comma": ("Công ty TNHH Nội Thất Mẫu, địa chỉ: số 1", "Công ty TNHH Nội Thất Mẫu"),
    "what it asks": ("CÔNG TY TNHH THỬ NGHIỆM xin gửi tới Quý cơ quan", "CÔNG TY TNHH THỬ NGHIỆM"),
    "where it is": ("CÔNG TY TNHH THỬ NGHIỆM có trụ sở tại Huế", "CÔNG TY TNHH THỬ NGHIỆM"),
    "a sentence": ("CÔNG TY TNHH THỬ NGHIỆM. Sau đây là thông tin của đơn vị", "CÔNG TY TNHH THỬ NGHIỆM"),
    "whom it sends": ("CÔNG TY TNHH THỬ NGHIỆM CỬ ÔNG", "CÔNG TY TNHH THỬ NGHIỆM"),
    "a sentence misread": ("CÔNG TY TNHH GIẤY 9P MẪU. Sảu đây là thông tin của", "CÔNG TY TNHH GIẤY 9P MẪU"),
    "the state's name beside it": (
        "CHI NHÁNH CÔNG TY CỔ PHẦN_-CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM TM & DV XÌ XOẸT",
        "CHI NHÁNH CÔNG TY CỔ PHẦN TM & DV XÌ XOẸT",
    ),
    "dirt behind what names end with": (
        "Công ty TNHH Tư Vấn Mẫu Miền Bắc. ế Sir Ĩây thông tin của",
        "Công ty TNHH Tư Vấn Mẫu Miền Bắc",
    ),
    "other marks over its form": ("CÔNG TY CÓ PHẢN CUNG ỨNG MẪU", "CÔNG TY CỔ PHẦN CUNG ỨNG MẪU"),
    "the same said of a company": ("Công ty có phản ứng mẫu", "Công ty có phản ứng mẫu"),
    "a sentence run into it": ("Công ty TNHH Ô Tô Mẫu-Sau đây là tF ông tin của", "Công ty TNHH Ô Tô Mẫu"),
    "a sentence behind a dash": ("Công ty TNHH Ô Tô Mẫu - Sau đây gọi là", "Công ty TNHH Ô Tô Mẫu"),
    "a hyphen in a name": ("Công ty TNHH Mẫu-Sậu", "Công ty TNHH Mẫu-Sậu"),
    "a sentence broken": (
        "CHI NHÁNH N&D TẠI TỈNH KHÁNH HÒA. Sau Chuyên ... là",
        "CHI NHÁNH N&D TẠI TỈNH KHÁNH HÒA",
    ),
    "a day stamped beside it": ("CÔNG TY CỔ PHẦN MẪU GÒ-DIÊN 23/11/2026", "CÔNG TY CỔ PHẦN MẪU GÒ-DIÊN"),
    "figures behind where a branch is": (
        "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU TẠI TỈNH ĐỒNG THÁP 2",
        "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU TẠI TỈNH ĐỒNG THÁP",
    ),
    "figures that are its own": ("CÔNG TY TNHH GIẤY MẪU 2", "CÔNG TY TNHH GIẤY MẪU 2"),
    "a part of a day stamped below it": ("CÔNG TY CỔ PHẦN GIẤY MẪU NGÀY. 23", "CÔNG TY CỔ PHẦN GIẤY MẪU"),
    "the word before such a day": ("CÔNG TY CỔ PHẦN GIẤY MẪU Ngày.", "CÔNG TY CỔ PHẦN GIẤY MẪU"),
    "that word misread": ("CÔNG TY TNHH SỐ MẪU 3ày", "CÔNG TY TNHH SỐ MẪU"),
    "its day too": ("CÔNG TY TNHH SỐ MẪU Đày 23/11/202", "CÔNG TY TNHH SỐ MẪU"),
    "a name of small letters that ends so": ("Công ty TNHH SX-TM Nay", "Công ty TNHH SX-TM Nay"),
    "a name like it": ("CÔNG TY TNHH MẪU MỖI NGÀY", "CÔNG TY TNHH MẪU MỖI NGÀY"),
    "the next row, its label misread": (
        "Công ty TNHH Giấy Mẫu Đ) Mãisố nHnghiệp 0507544737-004",
        "Công ty TNHH Giấy Mẫu",
    ),
    "initials, one of them small": ("Công ty TNHH Giấy V&v", "Công ty TNHH Giấy V&V"),
    "a bracket that was not closed": ("CÔNG TY TNHH GIẤY MẪU (VIỆT NAM", "CÔNG TY TNHH GIẤY MẪU (VIỆT NAM)"),
    "a scrap behind a bracket": ("Công ty TNHH Giấy Mẫu (Việt Nam) ị", "Công ty TNHH Giấy Mẫu (Việt Nam)"),
}
CASE = {
    "words of a form": ("Công TY CỔ phần Mẫu (việt Nam)", "Công ty Cổ phần Mẫu (Việt Nam)"),
    "a form beside initials": ("Công TY TNHH TMDV XNK M.M.Q Hộ", "Công ty TNHH TMDV XNK M.M.Q Hộ"),
    "small letters that look large": ("Công ty Cổ phần Điện TỬ MẪU", "Công ty Cổ phần Điện Tử MẪU"),
    "a second letter that looks large": (
        "Công ty TNHH Giấy Mẫu tại TỈnh Thái Nguyên",
        "Công ty TNHH Giấy Mẫu tại Tỉnh Thái Nguyên",
    ),
    "short words of a trade": ("Công ty TNHH Tm & Dv Giấy Mẫu", "Công ty TNHH TM & DV Giấy Mẫu"),
    "a hyphen before its end": ("CÔNG TY TNHH SACCO-MIỀN BẮC", "CÔNG TY TNHH SACCO MIỀN BẮC"),
    "a hyphen of its own": ("CÔNG TY TNHH LẶN-MỄ TOÀN CẦU", "CÔNG TY TNHH LẶN-MỄ TOÀN CẦU"),
    "a city's rank": (
        "Chi nhánh Công ty TNHH Giấy Mẫu tại thanh phố Huế",
        "Chi nhánh Công ty TNHH Giấy Mẫu tại thành phố Huế",
    ),
    "what stands before where it is": (
        "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU ẠI TỈNH CÀ MAU",
        "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU TẠI TỈNH CÀ MAU",
    ),
    "its first letter": ("công ty TNHH Giấy Mẫu", "Công ty TNHH Giấy Mẫu"),
    "a trade's": ("Công ty TNHH sản Xuất và xuất nhập khẩu Mẫu", "Công ty TNHH sản xuất và xuất nhập khẩu Mẫu"),
    "small letters among capitals": (
        "CÔNG TY TNHH FRESH LOgistics GIẤY mẪU",
        "CÔNG TY TNHH FRESH LOGISTICS GIẤY MẪU",
    ),
}


@pytest.mark.parametrize(("read", "name"), FORM.values(), ids=FORM)
def test_a_legal_form_and_what_stands_before_it(read: str, name: str) -> None:
    assert companies.company(read) == name


@pytest.mark.parametrize(("read", "name"), DIRT.values(), ids=DIRT)
def test_dirt_in_a_name(read: str, name: str) -> None:
    assert companies.company(read) == name


@pytest.mark.parametrize(("read", "name"), END.values(), ids=END)
def test_where_a_name_ends(read: str, name: str) -> None:
    assert companies.company(read) == name


@pytest.mark.parametrize(("read", "name"), CASE.values(), ids=CASE)
def test_the_case_of_its_letters(read: str, name: str) -> None:
    assert companies.company(read) == name


@pytest.mark.parametrize(
    "name",
    [
        "CHI NHÁNH CÔNG TY TNHH MẪU",
        "Chi nhánh Công ty TNHH Mẫu",
        "TỔNG CÔNG TY CỔ PHẦN MẪU",
        "CÔNG TY TNHH TM. DV. MẪU",
        "CÔNG TY TNHH 30 THÁNG 4",
        "CÔNG TY TNHH TMDV XNK M.M.Q HỘ",
        "CÔNG TY TNHH THỰC PHẨM 6A Đồi",
        "Công ty cổ phần Sản xuất và thương mại Mẫu",
    ],
    ids=[
        "a branch",
        "a branch in small letters",
        "a corporation",
        "stops of short words",
        "figures",
        "initials",
        "a place's capital",
        "a trade behind a form",
    ],
)
def test_what_is_no_dirt_stays(name: str) -> None:
    assert companies.company(name) == name


@pytest.mark.parametrize(
    ("text", "is_company"),
    [
        ("TRUNG TÂM NGOẠI NGỮ MẪU", True),
        ("Trung tâm Quản lý vận hành Hệ thống CNTT Hải quan - Cục Hải quan", False),
    ],
    ids=["a centre", "the customs' own"],
)
def test_the_customs_are_no_company(text: str, is_company: bool) -> None:
    assert companies.is_company(text) is is_company


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Ả TY CỔ PHẦN TẬP ĐOÀN MẪU", "CÔNG TY CỔ PHẦN TẬP ĐOÀN MẪU"),
        ("(đơn vj).. công ty Cổ phần Tập Đoàn Mẫu", "Công ty Cổ phần Tập Đoàn Mẫu"),
        ("Tập Đoàn Mẫu Thử", "Tập Đoàn Mẫu Thử"),
    ],
    ids=["its first word misread", "a small letter", "a group alone"],
)
def test_the_form_of_a_company_before_a_group_belongs_to_its_name(said: str, name: str) -> None:
    rows = page.rows(f"Kính gửi: Cục Hải quan\nTên người nộp hồ sơ {said}\nMã số thuế: 0100112437")
    assert letter.read(rows)["company_name"].value == name
