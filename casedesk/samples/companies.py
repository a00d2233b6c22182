"""Made-up companies: names, tax codes with a right check digit, addresses of the old and the new style."""

from dataclasses import dataclass
from random import Random

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
FORMS = {
    "mtv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN",
    "2tv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN",
    "tnhh": "CÔNG TY TNHH",
    "ctcp": "CÔNG TY CỔ PHẦN",
    "household": "HỘ KINH DOANH",
}
TRADES = (
    "THƯƠNG MẠI", "SẢN XUẤT", "XUẤT NHẬP KHẨU", "DỊCH VỤ VẬN TẢI", "THƯƠNG MẠI VÀ DỊCH VỤ", "ĐẦU TƯ PHÁT TRIỂN",
    "CÔNG NGHỆ", "DỆT MAY", "CƠ KHÍ CHÍNH XÁC", "THỦY SẢN", "NÔNG SẢN", "THIẾT BỊ Y TẾ", "VẬT LIỆU XÂY DỰNG", "BAO BÌ",
    "GIAO NHẬN QUỐC TẾ", "ĐIỆN TỬ", "NHỰA KỸ THUẬT", "HÓA CHẤT", "ĐỒ GỖ NỘI THẤT", "THỰC PHẨM", "KỸ THUẬT SỐ",
    "THƯƠNG MẠI DỊCH VỤ XUẤT NHẬP KHẨU",
)  # fmt: skip
NAMES = (
    "HOA PHƯỢNG ĐỎ", "SAO MAI", "BÌNH MINH", "ĐẠI PHÁT", "TÂN HƯNG THỊNH", "VẠN XUÂN", "SÔNG HỒNG", "TRƯỜNG THÀNH",
    "AN KHÁNH", "HẢI LONG", "PHÚ QUÝ", "ĐÔNG Á", "MINH ĐỨC", "THIÊN LỘC", "NGỌC BÍCH", "THÁI DƯƠNG", "KIM NGƯU",
    "LẠC HỒNG", "HƯƠNG GIANG", "QUỲNH ANH", "BẮC TRUNG NAM", "ĐỨC THẮNG", "GIA HUY", "TÍN NGHĨA", "VIỆT ÚC",
    "MỸ PHƯỚC", "HỢP NHẤT", "PHƯƠNG NAM", "TOÀN CẦU", "ĐẤT VIỆT", "THUẬN BUỒM", "CỬU LONG", "NGUYỆT QUẾ",
)  # fmt: skip
STREETS = (
    "Lê Lợi",
    "Trần Hưng Đạo",
    "Nguyễn Trãi",
    "Điện Biên Phủ",
    "Hai Bà Trưng",
    "Lý Thường Kiệt",
    "Quang Trung",
)
WARDS = (
    "Phường Tân Bình",
    "Phường Hòa Khánh",
    "Phường An Phú",
    "Xã Đông Thạnh",
    "Phường Minh Khai",
    "Phường Thới Hòa",
)
DISTRICTS = ("Quận Hai Bà Trưng", "Quận Bình Thạnh", "Huyện Thủy Nguyên", "Thành phố Biên Hòa", "Quận Hải Châu")
CITIES = ("Thành phố Hà Nội", "Thành phố Hồ Chí Minh", "Thành phố Hải Phòng", "Thành phố Đà Nẵng", "Tỉnh Đồng Nai")


@dataclass(frozen=True, slots=True)
class Company:
    """A company as its licence names it."""

    form: str
    name: str
    tax_code: str
    address: str
    email: str
    phone: str


def company(chance: Random, form: str = "") -> Company:
    """Make a company; a household has its owner's number as tax code, given later."""
    form = form or chance.choice(("mtv", "2tv", "tnhh", "ctcp", "ctcp"))
    trade = chance.choice(TRADES)
    own = chance.choice(NAMES)
    own += f" {chance.randint(2, 99)}" if chance.random() < 0.1 else ""
    name = f"{FORMS[form]} {own}" if form == "household" else f"{FORMS[form]} {trade} {own}"
    host = "".join(chance.choices("abcdeghiklmnopstuvxy", k=8))
    return Company(
        form, name, tax_code(chance), address(chance), f"{mailbox(chance)}@{host}.example", phone(chance)
    )


def tax_code(chance: Random) -> str:
    """Return ten digits with a right check digit."""
    while True:
        digits = f"{chance.randint(1, 63):02d}{chance.randint(1, 9_999_999):07d}"
        rest = sum(int(sign) * weight for sign, weight in zip(digits, WEIGHTS, strict=True)) % 11
        if rest:
            return digits + str(10 - rest)


def address(chance: Random) -> str:
    """Return an address, with a district as before July 2025 or without."""
    parts = [f"Số {chance.randint(1, 399)} đường {chance.choice(STREETS)}", chance.choice(WARDS)]
    if chance.random() < 0.4:
        parts.append(chance.choice(DISTRICTS))
    return ", ".join([*parts, chance.choice(CITIES)])


def mailbox(chance: Random) -> str:
    """Return the part of an address before the sign."""
    return chance.choice(("ketoan", "info", "vanphong", "xnk", "hanhchinh")) + chance.choice(
        ("", "01", ".cty", "_vn")
    )


def phone(chance: Random) -> str:
    """Return a telephone number in one of the usual ways of writing."""
    if chance.random() < 0.5:
        return f"09{chance.randint(10, 99)} {chance.randint(100, 999)} {chance.randint(100, 999)}"
    return f"024 3{chance.randint(100, 999)} {chance.randint(1000, 9999)}"
