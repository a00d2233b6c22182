"""Made-up people: names, numbers, days of birth; none of them lives."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FAMILIES = (
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương",
    "Lý", "Đinh", "Trịnh", "Mai", "Tạ", "Đoàn", "Lương", "Quách", "Thái", "Cao", "Tô", "Châu", "Kiều", "Nghiêm", "Lưu",
)  # fmt: skip
MIDDLES_MALE = (
    "Văn",
    "Đức",
    "Minh",
    "Quang",
    "Hữu",
    "Công",
    "Xuân",
    "Thanh",
    "Quốc",
    "Ngọc",
    "Việt",
    "Mạnh",
    "Bá",
    "Thế",
)
MIDDLES_FEMALE = (
    "Thị",
    "Thị Thu",
    "Ngọc",
    "Thị Mỹ",
    "Thanh",
    "Thị Hồng",
    "Kim",
    "Phương",
    "Thị Bích",
    "Thùy",
    "Khánh",
)
GIVEN_MALE = (
    "Hùng", "Dũng", "Tuấn", "Cường", "Thắng", "Bình", "Đạt", "Khoa", "Long", "Phúc", "Sơn", "Thịnh", "Trường", "Vượng",
    "Hiếu", "Kiên", "Lộc", "Nghĩa", "Quyết", "Tiến", "Tưởng", "Định", "Hưởng", "Thưởng", "Khôi", "Huấn", "Thuận",
)  # fmt: skip
GIVEN_FEMALE = (
    "Hạnh", "Hương", "Lan", "Nga", "Phượng", "Thảo", "Trang", "Yến", "Uyên", "Nhung", "Quỳnh", "Thủy", "Tuyết", "Vân",
    "Ngân", "Oanh", "Hằng", "Huyền", "Liễu", "Mỹ", "Nguyệt", "Diễm", "Thuận", "Tường Vy", "Hảo", "Điệp",
)  # fmt: skip
PROVINCES = {
    "001": "Hà Nội", "031": "Hải Phòng", "038": "Thanh Hóa", "040": "Nghệ An", "048": "Đà Nẵng", "079": "Hồ Chí Minh",
    "074": "Bình Dương", "075": "Đồng Nai", "027": "Bắc Ninh", "036": "Nam Định", "034": "Thái Bình", "092": "Cần Thơ",
    "022": "Quảng Ninh", "052": "Bình Định", "080": "Long An", "030": "Hải Dương",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: the name as written, the personal number, the older card's number."""

    name: str
    is_male: bool
    born: date
    number: str
    old_number: str
    passport: str
    province: str
    issued: date
    expiry: date

    @property
    def shouted(self) -> str:
        """The name in capitals, as on a card."""
        return self.name.upper()


def person(chance: Random, today: date) -> Person:
    """Make somebody between 25 and 62 years old with a valid card."""
    male = chance.random() < 0.6
    middle = chance.choice(MIDDLES_MALE if male else MIDDLES_FEMALE)
    given = chance.choice(GIVEN_MALE if male else GIVEN_FEMALE)
    born = today - timedelta(days=chance.randint(25 * 365, 62 * 365))
    code = chance.choice(sorted(PROVINCES))
    century = (0 if male else 1) if born.year < 2000 else (2 if male else 3)
    number = f"{code}{century}{born:%y}{chance.randint(0, 999_999):06d}"
    return Person(
        name=f"{chance.choice(FAMILIES)} {middle} {given}",
        is_male=male,
        born=born,
        number=number,
        old_number=f"{chance.randint(10_000_000, 399_999_999):09d}",
        passport=f"{chance.choice('BCN')}{chance.randint(1_000_000, 9_999_999)}",
        province=PROVINCES[code],
        issued=today - timedelta(days=chance.randint(200, 1500)),
        expiry=today + timedelta(days=chance.randint(400, 5000)),
    )
