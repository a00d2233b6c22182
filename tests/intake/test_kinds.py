"""What a page is, by what it says."""

from dataclasses import replace

import pytest

from intake import kinds, leaves
from intake.facts import Kind, Page
from intake.leaf import Leaf, last_printed
from intake.text import squeezed
from intake.words import Line
from tests.intake import page

LETTER = """
CÔNG TY TNHH THỬ NGHIỆM
V/v đề nghị cấp mật khẩu mới tài khoản quản trị VNACCS
Kính gửi: Trung tâm Quản lý vận hành hệ thống CNTT Hải quan
"""
LICENCE = """
SỞ KẾ HOẠCH VÀ ĐẦU TƯ
GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP
Mã số doanh nghiệp: 0100112437
Đăng ký lần đầu: ngày 01 tháng 02 năm 2020
"""
LICENCE_2 = """
4. Người đại diện theo pháp luật của công ty
* Họ và tên: LÊ VĂN MẪU Giới tính: Nam
Loại giấy tờ pháp lý của cá nhân: Thẻ căn cước công dân
Số giấy tờ pháp lý của cá nhân: 001080012345
Nơi cấp: Cục Cảnh sát quản lý hành chính về trật tự xã hội
Địa chỉ liên lạc: Số 1
"""
TAX = """
TỔNG CỤC THUẾ
GIẤY CHỨNG NHẬN ĐĂNG KÝ THUẾ
Tên người nộp thuế: CÔNG TY TNHH THỬ NGHIỆM
Số, ngày, tháng, năm của giấy chứng nhận đăng ký kinh doanh: 01/02/2020
Cơ quan thuế quản lý trực tiếp: Chi cục Thuế
"""
CARD = """
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
CĂN CƯỚC CÔNG DÂN
Citizen Identity Card
Họ và tên / Full name:
"""
BACK = """
Đặc điểm nhận dạng / Personal identification: Nốt ruồi
CỤC TRƯỞNG CỤC CẢNH SÁT
IDVNM0800123457001080012345<<8
"""
PASSPORT = """
HỘ CHIẾU / PASSPORT
Loại / Type: P Mã số / Code: VNM Số hộ chiếu / Passport No: C1234567
Nơi sinh / Place of birth: HÀ NỘI
"""
INTRODUCTION = """
GIẤY GIỚI THIỆU
Kính gửi: Trung tâm Quản lý vận hành hệ thống CNTT Hải quan
Trân trọng giới thiệu: Ông Lê Văn Mẫu
Được cử đến: Trung tâm
Về việc: đề nghị cấp mật khẩu mới tài khoản quản trị VNACCS
Giấy này có giá trị đến hết ngày 01/02/2027
"""
OTHER = """
HỢP ĐỒNG MUA BÁN HÀNG HÓA
Bên A và bên B thống nhất giá bán như sau
Điều 1. Hàng hóa và số lượng
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (LETTER, Kind.REQUEST_LETTER),
        (LICENCE, Kind.BUSINESS_LICENCE),
        (LICENCE_2, Kind.BUSINESS_LICENCE),
        (TAX, Kind.TAX_CERTIFICATE),
        (CARD, Kind.IDENTITY),
        (BACK, Kind.IDENTITY),
        (PASSPORT, Kind.IDENTITY),
        (INTRODUCTION, Kind.INTRODUCTION_LETTER),
        (OTHER, Kind.OTHER),
    ],
    ids=["letter", "licence", "licence p. 2", "tax", "card", "back", "passport", "introduction", "other"],
)
def test_kind(text: str, kind: Kind) -> None:
    assert kinds.judge(page.rows(text)).kind == kind


def test_lost_marks_do_not_matter() -> None:
    assert kinds.judge(page.rows(LICENCE.replace("Ấ", "Á").replace("Ậ", "Ạ"))).kind == Kind.BUSINESS_LICENCE


def test_page_without_words() -> None:
    assert kinds.judge([]).kind == Kind.OTHER


@pytest.mark.parametrize(
    "title", ["BIÊN BẢN BÀN GIAO THIẾT BỊ CHỮ KÝ SỐ", "TỜ KHAI HÀNG HÓA NHẬP KHẨU", "HÓA ĐƠN GIÁ TRỊ GIA TĂNG"]
)
def test_a_paper_that_comes_along_is_no_letter_though_it_speaks_of_the_token(title: str) -> None:
    text = f"{title}\nCông ty giao USB token kèm chứng thư số, chữ ký số VNACCS, Cục Hải quan"
    assert kinds.judge(page.rows(text)).kind is Kind.OTHER
    assert kinds.judge(page.rows(text.replace(title, "CÔNG VĂN"))).kind is Kind.REQUEST_LETTER


def test_what_a_provider_of_signatures_certifies_goes_on_with_no_licence() -> None:
    text = """
    CÔNG TY CỔ PHẦN DỊCH VỤ CHỨNG THỰC MẪU
    GIẤY CHỨNG Ni
    SỬ DỤNG DỊCH VỤ CHỨNG THỰC CHỮ KÝ SỐ CÔNG CỘNG
    Mã số thuế/Mã định danh 0100112437
    """
    assert kinds.is_stranger(page.rows(text))


@pytest.mark.parametrize("title", ["GIẤY GIỚI THIỆU", "GIẤÃY GIỨT THIỆU"], ids=["clear", "misread"])
def test_a_title_weighs_more_than_what_a_paper_speaks_of(title: str) -> None:
    text = f"""
    {title}
    Kính gửi: Trung tâm Quản lý vận hành hệ thống công nghệ thông tin Hải quan
    nộp hồ sơ cấp lại mật khẩu tài khoản quản trị VNACCS
    """
    assert kinds.judge(page.rows(text)).kind is Kind.INTRODUCTION_LETTER


SCREEN = """
Cập nhật thông tin chữ kí số của tài khoản quản trị
Mã số thuế (*) 0100112437
Email (*) cu@thu.example
Chứng thư số Đọc CKS
Bản quyền thuộc cơ quan hải quan 1/1
"""


def test_a_screen_of_the_portal_is_no_letter() -> None:
    printed = "06/11/2026, 10:32 Đăng ký/cập nhật tài khoản quản trị VNACCS\n" + SCREEN.replace("Đọc CKS", "")
    assert kinds.judge(page.rows(SCREEN)).kind is Kind.OTHER
    assert kinds.judge(page.rows(printed)).kind is Kind.OTHER
    assert kinds.judge(page.rows(f"CÔNG VĂN\nKính gửi: Cục Hải quan\n{SCREEN}")).kind is Kind.REQUEST_LETTER


@pytest.mark.parametrize(
    ("born", "more", "kind"),
    [("12/12/1961", "", Kind.IDENTITY), ("12/12/1971", "", Kind.OTHER), ("12/12/1961", "chữ " * 70, Kind.OTHER)],
    ids=["the number's year", "another year", "many words"],
)
def test_a_card_whose_labels_are_too_small_to_read(born: str, more: str, kind: Kind) -> None:
    rows = page.rows(f"seUsr\n040061817944. HỒN\nHọ cứ đệm\nKIỀU VĂN MẪU\ndoe [bac {born}.\n{more}")
    assert kinds.judge(rows).kind is kind


HEAD = "'CỌNG HÒA XÃ HỌI CHỦ NGHĨA VIỆT NAM."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f'{HEAD}\n"key từng nàn snh 20/04/1958.\nGuốc teh/ Mesesso. Việt Nam.', Kind.IDENTITY),
        (f"{HEAD}\ntặc Bọ- 0 VẤT AM\n068070215910", Kind.IDENTITY),
        (f"{HEAD}\ntặc Bọ- 0 VẤT AM\n20/04/1958", Kind.OTHER),
        ("tặc Bọ- 0 VẤT AM\n068070215910", Kind.OTHER),
        (f"{HEAD}\nHà Nội, 20/04/2026\nKính thưa quý khách hàng\n{'chữ ' * 50}\ntại nước Việt Nam", Kind.OTHER),
    ],
    ids=["day and nation", "number", "a day alone", "no head", "many words"],
)
def test_a_card_of_which_half_was_read(text: str, kind: Kind) -> None:
    assert kinds.judge(page.rows(text)).kind is kind


def test_the_rest_of_a_representative_goes_on_with_a_licence() -> None:
    text = "Dân tộc:\nQuốc tịch: Việt Nam\nSố định danh cá nhân: 044199249031\nĐịa chỉ liên lạc: Số 9 Đường Mẫu"
    before = Leaf(Page(1, Kind.BUSINESS_LICENCE, 0), "nguoidaidientheophapluat")
    assert leaves._goes_on(page.rows(text), before)


def test_a_blank_page_ends_no_paper() -> None:
    licence, blank = (Leaf(Page(at, kind, 0)) for at, kind in enumerate((Kind.BUSINESS_LICENCE, Kind.BLANK), 1))
    assert last_printed([licence, blank]) is licence
    assert last_printed([blank]) is None


def test_dirt_beside_a_title_is_none_of_it() -> None:
    (row,) = page.rows("GIẤY GIỚI THIỆU si Ñ orz")
    dirty = [*row.words[:3], *(replace(word, confidence=0.1) for word in row.words[3:])]
    assert kinds.title([row]) is None
    assert kinds.title([Line(tuple(dirty))]) is Kind.INTRODUCTION_LETTER


@pytest.mark.parametrize(
    ("row", "is_addressed"),
    [
        ("Kính gửt / To: Trung tâm Mẫu", True),
        ("Kính gửi: Quý cơ quan", True),
        ("Như kính gửi; Lưu: VT", False),
        ("Như kinh gủi;", False),
        ("Kính chào", False),
    ],
)
def test_to_whom_a_letter_goes(row: str, is_addressed: bool) -> None:
    assert kinds.is_addressed(squeezed(row)) is is_addressed


def test_a_form_on_a_screen_is_no_letter() -> None:
    text = """
    Cập nhật thông tin chữ kí số của tài khoản quản trị VNACCS
    Mã sô thuê (*) 0100112437
    Email (*) cu@thu.example
    Hưng Yên - Bản quyền thuộc cơ quan hải quan
    """
    assert kinds.judge(page.rows(text)).kind is Kind.OTHER
    assert kinds.judge(page.rows(text.replace("(*)", ""))).kind is Kind.REQUEST_LETTER


def test_a_letter_whose_addressee_a_stamp_covers() -> None:
    text = """
    CÔNG TY TNHH MẪU
    Số: 175/2026/CV
    Trong quá trình chuyển văn phòng, nhân viên làm mất USB token.
    Chúng tôi xin được cập nhật chứng thư số mới thay cho chứng thư số bị mất.
    Đơn vị hoàn toàn chịu trách nhiệm trước pháp luật.
    Email nhận kết quả: vanthu@mau.example
    """
    assert kinds.score(page.rows(text), Kind.REQUEST_LETTER) >= 6
    assert kinds.judge(page.rows(text)).kind is Kind.REQUEST_LETTER


def test_a_title_beside_an_arrival_stamp() -> None:
    assert kinds.title(page.rows("CÔNG VĂN ĐẾN ĐƠN ĐỀ NGHỊ")) is Kind.REQUEST_LETTER
    assert kinds.title(page.rows("CÔNG VĂN ĐẾN HÓA ĐƠN")) is None


@pytest.mark.parametrize(
    ("to", "is_letter"), [("QLVH hệ thống CNTT Hải quan", True), ("hỗ trợ khách hàng", False)]
)
def test_a_letter_to_the_centre_by_its_short_name(to: str, is_letter: bool) -> None:
    rows = page.rows(f"""
    Chuyển: ...... gửi: Trung tâm {to}
    Đơn vị không nhớ mật khẩu tài khoản quản trị VNACCS.
    Kính mong Quý cơ quan sớm xem xét.
    """)
    assert leaves._is_letter(rows, None) is is_letter


def test_a_household_s_letter_is_no_licence() -> None:
    text = """
    HỘ KINH DOANH MẪU (VIỆT NAM)
    Số: 04/CV-26
    Kính gửi: Cục Hải quan
    HỘ KINH DOANH MẪU (VIỆT NAM) - MST: 086193184850; địa chỉ: Số 7 đường Mẫu, tỉnh Lạng Sơn; số ĐT:
    0254 320 6745; người đại diện theo pháp luật: bà Trần Thị Mẫu, chức vụ: Chủ hộ.
    Để thuận tiện cho công việc, hộ kinh doanh chúng tôi kính đề nghị Quý cơ quan hỗ trợ cập
    nhật lại thông tin chữ ký số đã gia hạn.
    Các lô hàng trước đây do CÔNG TY TNHH ĐẠI LÝ MẪU (mã số thuế 0100112437) mở tờ khai.
    """
    assert kinds.judge(page.rows(text)).kind is Kind.REQUEST_LETTER


def test_a_household_s_signature_on_the_next_page_is_of_the_letter() -> None:
    letter = Leaf(Page(1, Kind.REQUEST_LETTER, 0), "kinhguinoidungdenghicapnhatlaichukyso")
    rows = page.rows("Lạng Sơn, ngày 15 tháng 11 năm 2026\nTM. HỘ KINH DOANH\nCHỦ HỘ\nđóng dấu)")
    assert leaves._goes_on(rows, letter)
    assert not leaves._goes_on(page.rows("Lạng Sơn, ngày 15 tháng 11 năm 2026\nHỘ KINH DOANH MẪU"), letter)
    rows = page.rows("ĐẠI DIỆN HỘ KINH DOANH\nFor and on behdlƒ oƒ the compdny\n—Chủ hộ _.")
    assert leaves._goes_on(rows, letter)
