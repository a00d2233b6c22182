"""Fields of each kind of paper, found in text: lists, prose, and what must not be taken for them."""

import pytest

from intake.facts import FOREVER, Request
from intake.fields import (
    certification,
    identity,
    introduction,
    letter,
    licence,
    persons,
    tax_certificate,
)
from intake.fields.found import Found
from tests.intake import page

LIST = """
CÔNG TY TNHH THỬ NGHIỆM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 01/CV-2026 Hà Nội, ngày 21 tháng 11 năm 2026
Tên công ty: CÔNG TY TNHH THỬ NGHIỆM
Mã số thuế: 0100112437
Địa chỉ: Số 1 đường Mẫu, Phường Thử, Thành phố Hà Nội
Điện thoại: 024 3436 5358
Email cũ (không còn sử dụng): cu@thu.example
Email nhận kết quả: moi@thu.example
Người đại diện theo pháp luật: Lê Văn Mẫu - Giám đốc
Lý do: Công ty quên mật khẩu đăng nhập
"""
PROSE = """
CÔNG TY CỔ PHẦN THỬ NGHIỆM MIỀN BẮC VÀ CÁC TỈNH LÂN CẬN KHÁC NỮA, mã số thuế 0100112437; địa
chỉ: Số 1 đường Mẫu, Phường Thử Nghiệm Rất Dài Cho Hết Dòng, Quận Hai Bà Trưng, Thành phố Hà
Nội; điện thoại: 024 3436 5358; thư điện tử nhận kết quả: moi@thu.example; người đại diện theo
pháp luật: Lê Văn Mẫu, trình bày như sau.
"""
BROKER = """
Đại lý hải quan mã số thuế: 0100233488
Mã số thuế: 0100112437
"""
SIGNED = """
Công ty kính đề nghị Quý Trung tâm xem xét, giải quyết cho công ty trong thời gian sớm nhất có thể
GIÁM ĐỐC
(Ký, đóng dấu)
Lê Văn Mẫu
"""


def values(fields: dict[str, Found]) -> dict[str, str]:
    return {name: found.value for name, found in fields.items()}


def test_letter_as_a_list() -> None:
    assert values(letter.read(page.rows(LIST))) == {
        "tax_code": "0100112437",
        "company_name": "CÔNG TY TNHH THỬ NGHIỆM",
        "address": "Số 1 đường Mẫu, Phường Thử, Thành phố Hà Nội",
        "email": "moi@thu.example",
        "phone": "02434365358",
        "representative": "Lê Văn Mẫu",
    }


def test_letter_in_prose() -> None:
    assert values(letter.read(page.rows(PROSE))) == {
        "tax_code": "0100112437",
        "company_name": "CÔNG TY CỔ PHẦN THỬ NGHIỆM MIỀN BẮC VÀ CÁC TỈNH LÂN CẬN KHÁC NỮA",
        "address": "Số 1 đường Mẫu, Phường Thử Nghiệm Rất Dài Cho Hết Dòng, Quận Hai Bà Trưng, Thành phố Hà Nội",
        "email": "moi@thu.example",
        "phone": "02434365358",
        "representative": "Lê Văn Mẫu",
    }


def test_code_of_the_broker_is_not_the_company_s() -> None:
    assert values(letter.read(page.rows(BROKER)))["tax_code"] == "0100112437"


def test_name_under_the_signature() -> None:
    assert values(letter.read(page.rows(SIGNED)))["representative"] == "Lê Văn Mẫu"


@pytest.mark.parametrize(
    ("text", "request_kind"),
    [
        ("Công ty quên mật khẩu đăng nhập tài khoản quản trị", Request.RESET_PASSWORD),
        ("V/v đề nghị cấp lại mật khẩu", Request.RESET_PASSWORD),
        ("chữ ký số cũ của công ty bị mất, hỏng nên phải mua chữ ký số mới", Request.REBIND_LOST),
        ("chữ ký số hết hạn hiệu lực, công ty gia hạn sau thời điểm hết hạn", Request.REBIND_RENEWED),
    ],
)
def test_request(text: str, request_kind: Request) -> None:
    found = letter.request(text)
    assert found
    assert found[0] == request_kind


def test_letter_that_asks_for_nothing_known() -> None:
    assert letter.request("Công ty xin đăng ký tham dự hội thảo") is None


LICENCE = """
Mã số doanh nghiệp: 0100112437
Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH THỬ NGHIỆM
Tên công ty viết bằng tiếng nước ngoài: THU NGHIEM CO., LTD
4. Thông tin về chủ sở hữu
Họ và tên: TRẦN THỊ CHỦ
5. Người đại diện theo pháp luật của công ty
* Họ và tên: LÊ VĂN MẪU Giới tính: Nam
Số giấy tờ pháp lý của cá nhân: 001080012345
* Họ và tên: PHẠM THỊ HAI Giới tính: Nữ
Số giấy tờ pháp lý của cá nhân: 001181012346
TRƯỞNG PHÒNG
Đỗ Văn Ký
"""


def test_licence_of_two_representatives() -> None:
    assert values(licence.read(page.rows(LICENCE))) == {
        "company_name": "CÔNG TY TNHH THỬ NGHIỆM",
        "tax_code": "0100112437",
        "representative": "LÊ VĂN MẪU",
        "representative_id": "001080012345",
        "representative_2": "PHẠM THỊ HAI",
        "representative_id_2": "001181012346",
    }


def test_tax_certificate() -> None:
    text = """
    Tên người nộp thuế: CÔNG TY TNHH THỬ NGHIỆM
    Mã số thuế: 0100112437
    Cơ quan thuế quản lý trực tiếp: Chi cục Thuế khu vực
    """
    assert values(tax_certificate.read(page.rows(text))) == {
        "tax_code": "0100112437",
        "company_name": "CÔNG TY TNHH THỬ NGHIỆM",
    }


@pytest.mark.parametrize(
    ("until", "expiry"), [("01/02/2030", "2030-02-01"), ("Không thời hạn", FOREVER)], ids=["day", "forever"]
)
def test_card(until: str, expiry: str) -> None:
    text = f"""
    CĂN CƯỚC CÔNG DÂN
    Số / No.: 001080012345
    Họ và tên / Full name:
    LÊ VĂN MẪU
    Ngày sinh / Date of birth: 03/04/1980
    Có giá trị đến / Date of expiry: {until}
    """
    assert values(identity.read(page.rows(text))) == {
        "id_number": "001080012345",
        "full_name": "LÊ VĂN MẪU",
        "date_of_birth": "1980-04-03",
        "expiry": expiry,
    }


def test_introduction_letter() -> None:
    text = """
    CÔNG TY TNHH THỬ NGHIỆM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    GIẤY GIỚI THIỆU
    Trân trọng giới thiệu: Ông/Bà: Đỗ Thị Mang
    Chức vụ: Nhân viên
    CCCD số: 001181012346 cấp ngày 01/02/2022
    Giấy này có giá trị từ ngày 01/11/2026 đến hết ngày 31/12/2026
    """
    assert values(introduction.read(page.rows(text))) == {
        "company_name": "CÔNG TY TNHH THỬ NGHIỆM",
        "bearer": "Đỗ Thị Mang",
        "bearer_id": "001181012346",
        "valid_until": "2026-12-31",
    }


STAMP = """
Số giấy chứng thực cá nhân: 031092000123
CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH
Số chứng thực: 4172 quyển số: 02/2026 - SCT/BS
Ngày 05 tháng 11 năm 2026
CÔNG CHỨNG VIÊN
"""


def test_stamp_of_a_certified_copy() -> None:
    assert values(certification.read(page.rows(STAMP))) == {
        "certification_number": "4172",
        "certification_book": "02/2026-SCT/BS",
        "certification_date": "2026-11-05",
    }


@pytest.mark.parametrize("label", ["Số", "Số CT", "Số chứng thực"])
def test_short_words_for_a_stamp_s_number(label: str) -> None:
    text = STAMP.replace("Số chứng thực: 4172 quyển", f"{label}: 4172, quyển")
    assert values(certification.read(page.rows(text)))["certification_number"] == "4172"


@pytest.mark.parametrize(("month", "day"), [("1", ""), ("01", "2026-01-05"), ("11", "2026-11-05")])
def test_half_a_month_is_no_month(month: str, day: str) -> None:
    assert certification.day(f"Ngày 05 tháng {month} năm 2026") == day


def test_no_stamp_no_number() -> None:
    assert certification.read(page.rows("Số giấy chứng thực cá nhân: 031092000123\nNgày cấp: 05/11/2021")) == {}


def test_company_that_introduces_where_its_heading_is_cut() -> None:
    found = introduction.read(
        page.rows(
            "CÔNG TY TNHH SẢN XUẤT MẪU\nGIẤY GIỚI THIỆU\nCÔNG TY TNHH SẢN XUẤT MẪU XANH trân trọng giới thiệu:\n"
            "Ông: Trần Hữu Dũng"
        )
    )
    assert found["company_name"].value == "CÔNG TY TNHH SẢN XUẤT MẪU XANH"


UNLABELLED = """
CÔNG VĂN ĐỀ NGHỊ
Kính gửi: Trung tâm Quản lý vận hành hệ thống CNTT Hải quan
Lời đầu tiên, CÔNG TY TNHH DƯỢC PHẨM MẪU (0100112437), đóng tại Số 7 Ngõ 20 phố Thử, Phường Mẫu, tỉnh Đồng
Nai xin gửi tới Quý cơ quan lời chào trân trọng. Công ty đã quên mật khẩu đăng nhập tài khoản quản trị.
Đơn vị đang ủy thác cho đại lý hải quan CÔNG TY CỔ PHẦN ĐẠI LÝ THỬ (mã số thuế đại lý: 0100233488) làm thủ tục.
Xin lưu ý: email đã đăng ký là cu@thu.example không còn hiệu lực.
Khi có kết quả, xin Quý cơ quan gửi thư về moi@thu.example hoặc gọi 02434365358.
GIÁM ĐỐC
Lê Văn Mẫu
"""
TABLE = """
Đơn vị đề nghị: Công ty Cổ phần Thử Nghiệm A.B.C
MST/Mã DN: 0100112437
Trụ sở chính: Căn A2-1 Khu đô thị Mẫu, Phường Thử, thành phố Hà Nội
Hộp thư nhận trả lời: moi@thu.example
Số máy liên hệ: 0243 436 5358
Người đứng đầu: Lê Văn Mẫu
"""


def test_letter_without_labels() -> None:
    assert values(letter.read(page.rows(UNLABELLED))) == {
        "tax_code": "0100112437",
        "company_name": "CÔNG TY TNHH DƯỢC PHẨM MẪU",
        "address": "Số 7 Ngõ 20 phố Thử, Phường Mẫu, tỉnh Đồng Nai",
        "email": "moi@thu.example",
        "phone": "02434365358",
        "representative": "Lê Văn Mẫu",
    }


def test_letter_with_other_words_for_its_labels() -> None:
    assert values(letter.read(page.rows(TABLE))) == {
        "tax_code": "0100112437",
        "company_name": "Công ty Cổ phần Thử Nghiệm A.B.C",
        "address": "Căn A2-1 Khu đô thị Mẫu, Phường Thử, thành phố Hà Nội",
        "email": "moi@thu.example",
        "phone": "02434365358",
        "representative": "Lê Văn Mẫu",
    }


@pytest.mark.parametrize(
    "office",
    [
        "CHỦ TỊCH HỘI ĐỒNG",
        "GIÁM ĐỐC",
        "TY Giám",
        "TI TT TT N",
        "Lê",
        "Hà N",
        "PHẦN ĐẠI LÝ HẢI QUAN",
        "Hồ Chí Minh",
    ],
)
def test_an_office_and_a_scrap_are_no_person(office: str) -> None:
    assert not persons.is_likely_person(office)


def test_the_sex_behind_a_name_is_not_part_of_it() -> None:
    assert persons.person("LÊ HỒNG MẪU Nam") == "LÊ HỒNG MẪU"
    assert persons.person("LÊ HỒNG NAM") == "LÊ HỒNG NAM"


def test_a_tax_code_ends_where_the_next_word_begins() -> None:
    text = """
    Tên người nộp thuế: CÔNG TY TNHH THỬ NGHIỆM
    Mã số thuế 0100112437
    Số giấy phép 4502895714
    """
    assert values(tax_certificate.read(page.rows(text)))["tax_code"] == "0100112437"


def test_the_number_of_another_row_is_no_tax_code() -> None:
    text = """
    Mã số thuế [0J[2]s [s
    Số hiệu 4502895714
    """
    assert "tax_code" not in values(tax_certificate.read(page.rows(text)))


def test_of_two_addresses_that_may_both_be_meant_somebody_has_to_choose() -> None:
    text = "Thư điện tử: mot@thu.example\nEmail: hai@thu.example"
    assert letter.read(page.rows(text))["email"].is_choice
    clear = "Email cũ, không còn sử dụng: mot@thu.example\nEmail nhận kết quả: hai@thu.example"
    assert not letter.read(page.rows(clear))["email"].is_choice


@pytest.mark.parametrize(
    ("text", "address", "is_choice"),
    [
        ("Hiện đơn vị đã ngừng dùng email cu@thu.example.", None, False),
        ("Email cu@thu.example khai báo khi đăng ký tài khoản đã khóa, đề nghị không gửi vào đó.", None, False),
        ("Tài khoản gắn với email cu@thu.example (đã hỏng).\nEmail: moi@thu.example", "moi@thu.example", False),
        ("Email: moi@thu.example\nChúng tôi trình bày: chữ ký số hết hạn", "moi@thu.example", False),
        ("Email nhận kết quả: mơi thu vn\nGhi chú: khac@thu.example", "khac@thu.example", True),
        ("Kết quả gửi về moi(thu.example.vn", "moi@thu.example.vn", False),
        ("Kết quả gửi về\na@thu.example", "a@thu.example", True),
        ("Email: tu@thu.example", "tu@thu.example", False),
        ("điện thoại 02543789940, thư điện tử tu@thu.example.", "tu@thu.example", False),
        ("điện thoại 02543789940, thư điện tử . tu@thu.example.", "tu@thu.example", True),
        ("Người đại diện: Lê Văn Tú, Giám đốc\nKết quả gửi qua tu@thu.example", "tu@thu.example", False),
        ("Người đại diện: Lê Văn Tá, Giám đốc\nKết quả gửi qua tu@thu.example", "tu@thu.example", True),
        ("Email nhận kết quả / Email for reply :hanhchịnh 28@thu.example", "hanhchinh_28@thu.example", False),
        ("Email: van-thu@ congty.example", "van-thu@congty.example", False),
    ],
    ids=["given up", "not to be used", "old and new", "next row is another matter", "label without", "no @ seen",
         "too short", "short behind its label", "close behind it", "dirt between", "a person's", "nobody's",
         "lost underscore", "gap behind the @"],
)  # fmt: skip
def test_address_for_the_answer(text: str, address: str | None, is_choice: bool) -> None:
    found_here = letter.read(page.rows(text)).get("email")
    assert (found_here.value if found_here else None) == address
    assert not found_here or found_here.is_choice == is_choice


def test_a_wrong_code_does_not_hide_behind_the_owner_s() -> None:
    text = """
    Mã số doanh nghiệp: 0100112438
    Thông tin về chủ sở hữu
    Tên tổ chức: CÔNG TY MẸ
    Mã số doanh nghiệp/Quyết định thành lập số: 0101234567
    """
    assert values(licence.read(page.rows(text)))["tax_code"] == "0100112438"
    twice = "Mã số doanh nghiệp: 0100112438\nMã số thuế: 0100112437"
    assert values(licence.read(page.rows(twice)))["tax_code"] == "0100112437"


def test_a_passport_s_number_on_a_licence() -> None:
    text = "Người đại diện theo pháp luật\nHọ và tên: LÊ VĂN MẪU\nHộ chiếu số: B5909056"
    assert values(licence.read(page.rows(text)))["representative_id"] == "B5909056"


@pytest.mark.parametrize("title", ["ông", "Ông", "bà", "Bà", "Ông/Bà", "Mr."])
def test_titles_are_no_part_of_a_name(title: str) -> None:
    assert persons.person(f"{title} Lê Văn Mẫu, chức vụ: Giám đốc") == "Lê Văn Mẫu"


@pytest.mark.parametrize(
    ("name", "is_person"),
    [("Nguyễn Việt Nam", True), ("Việt Nam", False), ("Mại Và Dịch Vụ", False), ("Mai Thị Việt", True)],
)
def test_words_of_companies_are_no_person(name: str, is_person: bool) -> None:
    assert persons.is_likely_person(name) == is_person


def test_to_renew_is_not_to_lose() -> None:
    for text in (
        "cập nhật chữ ký số gia hạn quá hạn vào tài khoản quản trị VNACCS",
        "Chữ ký số của đơn vị hết hạn từ ngày 15 tháng 8, đến ngày 2 tháng 10 mới làm thỦ tục gia lận.",
    ):
        assert letter.request(text) and letter.request(text)[0] is Request.REBIND_RENEWED  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "serial"),
    [
        ("Số serial 5424BE8491085693AD21, thời hạn sử dụng", "5424BE8491085693AD21"),
        ("Số sê-ri: 54 04 ff 01 23 45 67 89 có hiệu lực", "5404FF0123456789"),
        ("Chữ ký số cũ số serial 5404FF0123456789", ""),
        ("Chữ ký số mới: số serial S4O4FF0123456789", "5404FF0123456789"),
        ("số serial 54230E136268DFA193D6A7: 2EF332A32F, thời hạn", "54230E136268DFA193D6A72EF332A32F"),
        ("có số sê-r- 54230E136268DFA193D6A72EF332A32F, hiệu", "54230E136268DFA193D6A72EF332A32F"),
        ("số serial 54230E136268DFA193D6A72EF332A32F. 11/2026", "54230E136268DFA193D6A72EF332A32F"),
        ("Số serial 0123456789", ""),
        ("Số serial: chưa có", ""),
    ],
    ids=[
        "plain",
        "in groups",
        "the old one",
        "misread",
        "parted",
        "a label cut",
        "behind it",
        "too short",
        "none",
    ],
)
def test_serial_of_the_new_certificate(text: str, serial: str) -> None:
    assert values(letter.read(page.rows(text))).get("certificate_serial", "") == serial


@pytest.mark.parametrize(("said", "count"), [("số serial", 1), ("số serial", 2), ("số hiệu", 1)])
def test_a_serial_whose_row_is_not_the_next_that_was_read_is_looked_at(said: str, count: int) -> None:
    numbers = "\n".join(f"5423{at}E136268DFA193D6A72EF332A32F, hiệu lực" for at in range(count))
    found = letter.read(page.rows(f"nhà cung cấp MẪU CA, {said}\nThông tin chữ ký số mới\n{numbers}"))
    one = found.get("certificate_serial")
    assert (one is not None and one.is_choice) is (said == "số serial" and count == 1)


def test_of_two_serials_somebody_has_to_choose() -> None:
    text = "Số serial 5404FF0123456789\nSố serial 5404FF0123456700"
    assert letter.read(page.rows(text))["certificate_serial"].is_choice


def test_a_name_that_was_cut_short_is_read_where_it_is_whole() -> None:
    text = """
    Chúng tôi là Công ty TNHH Thử Nghiệm . Sau đây là
    thông tin của đơn vị:
    - Tên công ty: Công ty TNHH Thử Nghiệm Mẫu Xanh
    """
    assert values(letter.read(page.rows(text)))["company_name"] == "Công ty TNHH Thử Nghiệm Mẫu Xanh"


def test_the_code_of_an_agent_in_the_row_above_is_not_ours() -> None:
    text = """
    Đại lý làm thủ tục hải quan của đơn vị: CÔNG TY TNHH ĐẠI LÝ HẢI QUAN MẪU,
    MST 0100112437.
    MST: 0100109106
    """
    assert values(letter.read(page.rows(text)))["tax_code"] == "0100109106"


def test_where_the_answer_goes_is_no_seat() -> None:
    text = "Kết quả xin gửi về địa chỉ mau@thu.example.\nTrụ sở: Số 1 đường Mẫu, Phường Thử, tỉnh Lào Cai"
    assert values(letter.read(page.rows(text)))["address"] == "Số 1 đường Mẫu, Phường Thử, tỉnh Lào Cai"


def test_a_representative_behind_a_short_label() -> None:
    assert values(letter.read(page.rows("4. Đại diện: Nguyễn Tuấn Mẫu")))["representative"] == "Nguyễn Tuấn Mẫu"
    assert "representative" not in values(letter.read(page.rows("Nay đại diện Nguyễn Tuấn Mẫu trình bày")))
