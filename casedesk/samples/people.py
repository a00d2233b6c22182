"""Made-up people and companies, drawn from a seeded chance: no real person or company is meant."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from unicodedata import combining, normalize

from intake.facts import FOREVER

SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô",
            "Dương", "Lý", "Đinh", "Trịnh")  # fmt: skip
GIVEN = {
    "Nam": ("Văn An", "Quốc Bình", "Đức Cường", "Hữu Dũng", "Minh Đạt", "Xuân Hải", "Gia Huy", "Trung Kiên",
            "Thành Long", "Hoàng Nam", "Anh Quân", "Ngọc Sơn", "Tiến Thắng", "Thế Vinh", "Khắc Tuấn"),
    "Nữ": ("Thị Ánh", "Thu Hà", "Thị Hồng", "Thanh Hương", "Ngọc Lan", "Khánh Linh", "Thị Mai", "Bích Ngọc",
           "Thùy Dương", "Phương Thảo", "Thị Thủy", "Kim Tuyến", "Hải Yến", "Mỹ Duyên"),
}  # fmt: skip
PLACES = (
    ("001", "Hà Nội", "thành phố", ("Phường Cầu Giấy", "Phường Ba Đình", "Xã Gia Lâm")),
    ("031", "Hải Phòng", "thành phố", ("Phường Hồng Bàng", "Phường Ngô Quyền", "Phường An Hải")),
    ("048", "Đà Nẵng", "thành phố", ("Phường Hải Châu", "Phường Sơn Trà", "Phường Thanh Khê")),
    ("079", "Hồ Chí Minh", "thành phố", ("Phường Bến Thành", "Phường Tân Định", "Phường Thủ Đức")),
    ("027", "Bắc Ninh", "tỉnh", ("Phường Kinh Bắc", "Phường Từ Sơn", "Xã Yên Phong")),
    ("022", "Quảng Ninh", "tỉnh", ("Phường Hạ Long", "Phường Bãi Cháy", "Phường Móng Cái 1")),
    ("075", "Đồng Nai", "tỉnh", ("Phường Biên Hòa", "Phường Long Bình", "Xã Long Thành")),
    ("037", "Ninh Bình", "tỉnh", ("Phường Hoa Lư", "Phường Nam Định", "Phường Phủ Lý")),
)
STREETS = ("Phố Mẫu", "Đường Thử Nghiệm", "Đường Hoa Giấy", "Phố Bàng Lăng", "Đường Sông Trăng", "Đường Mây Trắng",
           "Phố Lúa Vàng", "Đường Cây Gạo")  # fmt: skip
TRADES = ("THƯƠNG MẠI", "XUẤT NHẬP KHẨU", "SẢN XUẤT", "DỊCH VỤ VẬN TẢI", "LOGISTICS", "CÔNG NGHỆ", "MAY MẶC",
          "NÔNG SẢN", "THIẾT BỊ", "ĐẦU TƯ", "BAO BÌ", "CƠ KHÍ")  # fmt: skip
NAMES = ("MẪU XANH", "GIẢ TƯỞNG", "HOA GIẤY", "TRĂNG NON", "BÌNH MINH MẪU", "SAO BIỂN THỬ", "MÂY TRẮNG MẪU",
         "GIÓ ĐỒNG THỬ", "LÚA VÀNG MẪU", "ĐÁ CUỘI", "CẦU VỒNG MẪU", "HẠT TIÊU GIẤY")  # fmt: skip
LATIN = ("MAU XANH", "GIA TUONG", "HOA GIAY", "TRANG NON", "BINH MINH MAU", "SAO BIEN THU", "MAY TRANG MAU",
         "GIO DONG THU", "LUA VANG MAU", "DA CUOI", "CAU VONG MAU", "HAT TIEU GIAY")  # fmt: skip
FORMS = {"mtv": "CÔNG TY TNHH MỘT THÀNH VIÊN", "2tv": "CÔNG TY TNHH", "ctcp": "CÔNG TY CỔ PHẦN",
         "old": "CÔNG TY TNHH", "household": "HỘ KINH DOANH"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One made-up person with the paper that shows who it is."""

    name: str
    sex: str
    born: date
    number: str
    personal_number: str
    issued: date
    expires: str
    province: str
    home: str

    @property
    def honorific(self) -> str:
        """Return how a letter addresses the person."""
        return "Ông" if self.sex == "Nam" else "Bà"


@dataclass(frozen=True, slots=True)
class Company:
    """One made-up company or household business."""

    form: str
    name: str
    latin: str
    tax_code: str
    address: str
    city: str
    is_city: bool
    email: str
    phone: str
    founded: date
    head: Person
    title: str


def plain(text: str) -> str:
    """Return a text without Vietnamese marks."""
    letters = normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not combining(letter))


def person(chance: Random, received: date) -> Person:
    """Return an adult whose card is valid on the day of receipt."""
    sex = chance.choice(("Nam", "Nữ"))
    born = date(chance.randint(1958, 1999), chance.randint(1, 12), chance.randint(1, 28))
    code, city, _, wards = chance.choice(PLACES)
    number = f"{code}{int(sex == 'Nữ')}{born.year % 100:02}{chance.randint(0, 999999):06}"
    issued = max(date(2021, 3, 1), received - timedelta(days=chance.randint(200, 1300)))
    return Person(
        f"{chance.choice(SURNAMES)} {chance.choice(GIVEN[sex])}", sex, born, number, number, issued,
        expiry(born, received), city, f"Số {chance.randint(1, 180)} {chance.choice(STREETS)}, {wards[0]}, {city}",
    )  # fmt: skip


def expiry(born: date, received: date) -> str:
    """Return the last day of a card: the birthday of 40 or 60 years that comes next, or never."""
    for age in (40, 60):
        day = born.replace(year=born.year + age)
        if (day - received).days > 30:
            return day.isoformat()
    return FOREVER


def with_expiry(one: Person, expires: date, issued: date) -> Person:
    """Return the person with a card of other days."""
    return replace(one, issued=issued, expires=expires.isoformat())


def tax_code(chance: Random) -> str:
    """Return a tax code of ten digits with the right check digit."""
    while True:
        digits = f"0{chance.randint(1, 9)}{chance.randint(1, 9999999):07}"
        if (check := check_digit(digits)) is not None:
            return f"{digits}{check}"


def check_digit(digits: str) -> int | None:
    """Return the tenth digit of a tax code, None where there is no such number."""
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, (31, 29, 23, 19, 17, 13, 7, 5, 3), strict=True)
    )
    check = 10 - total % 11
    return check if check < 10 else None


def company(chance: Random, form: str, head: Person, received: date) -> Company:
    """Return a company of a legal form with its head."""
    code, city, rank, wards = chance.choice(PLACES)
    index = chance.randrange(len(NAMES))
    trade = chance.choice(TRADES)
    name = f"{FORMS[form]} {NAMES[index]}" if form == "household" else f"{FORMS[form]} {trade} {NAMES[index]}"
    address = f"Số {chance.randint(1, 399)} {chance.choice(STREETS)}, {chance.choice(wards)}, {rank} {city}"
    slug = LATIN[index].lower().replace(" ", "")
    email = f"{chance.choice(('ketoan', 'info', 'hanhchinh', 'xnk'))}@{slug}.example"
    phone = chance.choice((f"0{chance.choice((24, 28, 225, 236))}3{chance.randint(100000, 9999999):07}"[:11],
                           f"09{chance.randint(10000000, 99999999)}"))  # fmt: skip
    founded = date(2009, 1, 5) if form == "old" else date(received.year - chance.randint(2, 5), 1, 8)
    code = head.personal_number if form == "household" else tax_code(chance)
    titles = {"household": "Chủ hộ", "ctcp": chance.choice(("Tổng giám đốc", "Chủ tịch Hội đồng quản trị"))}
    return Company(
        form, name, f"{LATIN[index]} COMPANY LIMITED", code, address, city, rank == "thành phố", email, phone,
        founded + timedelta(days=chance.randint(0, 340)), head, titles.get(form, "Giám đốc"),
    )  # fmt: skip
