"""Made-up people and companies of the held-out dossiers: many more names than the usual ones have."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from casedesk.samples import people
from casedesk.samples.held_out.syllables import GIVEN, MIDDLE, PROVINCES, SURNAMES, several, syllable
from casedesk.samples.people import Company, Person

FORMS = ("mtv", "2tv", "2tv", "ctcp", "ctcp", "household", "old", "branch", "both")
"""Legal forms; `both` has the licence of before 2010 that states the tax code too."""
_STYLES = {
    "mtv": ("CÔNG TY TNHH MỘT THÀNH VIÊN", "CÔNG TY TNHH MTV", "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN"),
    "2tv": ("CÔNG TY TNHH", "CÔNG TY TRÁCH NHIỆM HỮU HẠN"), "ctcp": ("CÔNG TY CỔ PHẦN", "CÔNG TY CỔ PHẦN TẬP ĐOÀN"),
    "old": ("CÔNG TY TNHH", "DOANH NGHIỆP TƯ NHÂN"), "both": ("CÔNG TY TNHH", "CÔNG TY CỔ PHẦN"),
    "household": ("HỘ KINH DOANH", "CƠ SỞ"), "branch": ("CÔNG TY TNHH", "CÔNG TY CỔ PHẦN"),
}  # fmt: skip
_TRADES = (
    "THƯƠNG MẠI VÀ DỊCH VỤ", "SẢN XUẤT VÀ XUẤT NHẬP KHẨU", "GIAO NHẬN KHO VẬN", "THỦY SẢN", "CHẾ BIẾN GỖ", "DƯỢC PHẨM",
    "VẬT LIỆU XÂY DỰNG", "HÓA CHẤT", "THỰC PHẨM", "NỘI THẤT", "PHỤ TÙNG Ô TÔ", "ĐIỆN TỬ VIỄN THÔNG", "DỆT NHUỘM", "CAO SU",
    "THỨC ĂN CHĂN NUÔI", "THIẾT BỊ Y TẾ", "KHOÁNG SẢN", "IN ẤN BAO BÌ", "GIÀY DA", "QUỐC TẾ", "ĐẦU TƯ PHÁT TRIỂN",
    "KỸ THUẬT LẠNH", "MÁY CÔNG NGHIỆP", "TM & DV", "TMDV XNK", "SX-TM", "NÔNG LÂM SẢN", "TƯ VẤN THIẾT KẾ", "",
)  # fmt: skip
_ENGLISH = ("GREEN", "BLUE", "OCEAN", "LEAF", "NORTH", "RIVER", "LOTUS", "STEEL", "WOOD", "FRESH", "TECH", "PACK", "TEXTILE",
            "LOGISTICS", "FOODS", "TRADING", "INDUSTRIES", "PLASTICS", "LINE", "BRIDGE")  # fmt: skip
_ENDS = ("", "", "", "", " VIỆT NAM", " (VIỆT NAM)", " MIỀN BẮC", " TOÀN CẦU")
_SITES = ("", "", "", "Lô {lot}, Khu công nghiệp {name}, ", "Tầng {n}, Tòa nhà {name}, ", "Cụm công nghiệp {name}, ",
          "Căn {lot} Khu đô thị {name}, ")  # fmt: skip
_HOSTS = ("{slug}.example", "{slug}.com.example", "{slug}-vn.example", "gmail.example", "mail.{slug}.example")
_BOXES = ("ketoan", "info", "xnk.{given}", "{given}", "hanhchinh_{n}", "office", "van-thu", "{given}.{n}", "docs")


_KEPT = frozenset(("TNHH", "MTV", "XNK", "TMDV", "TM", "DV", "SX-TM"))
_LOW = frozenset(
    (
        *[
            "TY",
            "PHẦN",
            "NHIỆM",
            "HỮU",
            "HẠN",
            "THÀNH",
            "VIÊN",
            "VÀ",
            "NHÁNH",
            "DOANH",
            "MẠI",
            "VỤ",
            "NHẬP",
            "KHẨU",
            "XUẤT",
            "SẢN",
            "BIẾN",
            "TRIỂN",
            "LIỆU",
            "TẠI",
            "PHỐ",
        ],
        "BÌ",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Firm(Company):
    """A company with what only held-out papers say of it."""

    others: tuple[Person, ...] = ()
    """The other legal representatives on the licence."""
    old_email: str = ""
    broker: tuple[str, str] = ("", "")
    """Name and tax code of the customs broker."""
    parent: tuple[str, str] = ("", "")
    """Name and tax code of the company whose branch this is."""


def full_name(chance: Random, sex: str) -> str:
    """Draw the name of a person of two to five syllables."""
    middle = [] if chance.random() < 0.06 else [chance.choice(MIDDLE[sex])]
    if chance.random() < 0.25:
        middle.append(chance.choice(GIVEN[chance.choice(("Nam", "Nữ"))]))
    last = chance.choice(GIVEN[sex]) if chance.random() < 0.8 else syllable(chance).capitalize()
    first = chance.choice(SURNAMES)
    return " ".join([first, *middle, last])


def person(chance: Random, received: date) -> Person:
    """Draw an adult whose card is valid on the day of receipt."""
    sex = chance.choice(("Nam", "Nữ"))
    born = date(chance.randint(1958, 1999), chance.randint(1, 12), chance.randint(1, 28))
    code, city, rank = chance.choice(PROVINCES)
    century = 2 * (born.year >= 2000) + (sex == "Nữ")
    number = f"{code}{century}{born.year % 100:02}{chance.randint(0, 999999):06}"
    issued = max(date(2021, 3, 1), received - timedelta(days=chance.randint(200, 1300)))
    home = chance.choice((
        f"Số {chance.randint(1, 180)} {street(chance)}, {ward(chance)}, {city}",
        f"Thôn {several(chance, 1, 2)}, Xã {several(chance, 2, 2)}, {city}",
        f"Tổ {chance.randint(1, 30)}, {ward(chance)}, {rank} {city}",
    ))  # fmt: skip
    return Person(
        full_name(chance, sex), sex, born, number, number, issued, people.expiry(born, received), city, home
    )


def street(chance: Random) -> str:
    """Draw a street."""
    kind = chance.choice(("Đường", "Phố", "đường", "Ngõ {n} phố", "Hẻm {n}/{n} đường", "Quốc lộ {n}, thôn"))
    return f"{kind.format(n=chance.randint(2, 90))} {several(chance, 2, 3)}"


def ward(chance: Random) -> str:
    """Draw a ward or commune."""
    return f"{chance.choice(('Phường', 'Phường', 'Xã', 'Đặc khu'))} {several(chance, 1, 2)}"


def address(chance: Random, rank: str, city: str) -> str:
    """Draw an address, some of which take two lines."""
    site = chance.choice(_SITES).format(
        lot=f"{chance.choice('ABCDEKN')}{chance.randint(1, 30)}-{chance.randint(1, 12)}", n=chance.randint(2, 24),
        name=several(chance, 1, 2),
    )  # fmt: skip
    number = chance.choice(
        (f"Số {chance.randint(1, 900)}", f"{chance.randint(1, 900)}", f"Số {chance.randint(1, 90)}A")
    )
    return f"{site}{number} {street(chance)}, {ward(chance)}, {rank} {city}"


def own_name(chance: Random) -> str:
    """Draw the part of a company's name that is its own."""
    letters = "ABCDGHKLMNPQSTVX"
    return chance.choice((
        lambda: several(chance, 2, 3).upper(), lambda: several(chance, 1, 2).upper(),
        lambda: f"VINA{several(chance, 1, 1).upper()}", lambda: f"{chance.choice(letters)}&{chance.choice(letters)}",
        lambda: f"{chance.randint(2, 9)}{chance.choice(letters)} {several(chance, 1, 1).upper()}",
        lambda: several(chance, 2, 2).upper().replace(" ", "-"),
        lambda: f"{chance.choice(_ENGLISH)} {chance.choice(_ENGLISH)}",
        lambda: f"{chance.choice(letters)}.{chance.choice(letters)}.{chance.choice(letters)} {several(chance, 1, 1).upper()}",
        lambda: f"{people.plain(several(chance, 1, 1)).upper()}{chance.choice(('TEX', 'CO', 'FOOD', 'MEX', 'LINK'))}",
    ))()  # fmt: skip


def company_name(chance: Random, form: str) -> str:
    """Draw the whole name of a company, at times so long that it takes two lines."""
    trades = [chance.choice(_TRADES)]
    if chance.random() < 0.25:
        trades.append(chance.choice(_TRADES))
    if form == "household":
        trades = trades[:1] if chance.random() < 0.4 else []
    words = (chance.choice(_STYLES[form]), *dict.fromkeys(trades), own_name(chance) + chance.choice(_ENDS))
    return " ".join(word for word in words if word)


def spelled(chance: Random, name: str) -> str:
    """Return the name of a company in capitals, or as many letters write it: "Công ty TNHH Thương mại Vinakhê"."""
    if chance.random() < 0.6:
        return name
    written = " ".join(_word(word) for word in name.split())
    return written[:1].upper() + written[1:]


def _word(word: str) -> str:
    bare = word.strip("()")
    if (
        bare in _KEPT
        or not bare.replace("-", "").isalpha()
        or (bare.isascii() and len(bare) < 3 and bare not in _LOW)
    ):
        return word
    return word.lower() if bare in _LOW else word.title()


def company(chance: Random, form: str, head: Person, received: date) -> Firm:
    """Draw a company of a legal form with its head, its broker and, for a branch, the company behind it."""
    code, city, rank = chance.choice(PROVINCES)
    name, code = company_name(chance, form), people.tax_code(chance)
    parent = (name, code) if form == "branch" else ("", "")
    if form == "branch":
        name, code = f"CHI NHÁNH {name} TẠI {rank.upper()} {city.upper()}", f"{code}-{chance.randint(1, 40):03}"
    if form == "household":
        code = head.personal_number
    email, old = _emails(chance, name, head)
    start = {"old": 2006, "both": 2009}.get(form, received.year - chance.randint(2, 8))
    others = tuple(
        person(chance, received) for _ in range(chance.choice((0, 0, 1, 1, 2)) if form in ("2tv", "ctcp") else 0)
    )
    titles = {"household": ("Chủ hộ",), "branch": ("Giám đốc chi nhánh", "Trưởng chi nhánh"),
              "ctcp": ("Tổng giám đốc", "Chủ tịch Hội đồng quản trị", "Giám đốc điều hành"),
              "mtv": ("Giám đốc", "Chủ tịch công ty kiêm Giám đốc"), "2tv": ("Giám đốc", "Chủ tịch Hội đồng thành viên")}  # fmt: skip
    return Firm(
        form=form, name=name, latin=people.plain(name.split(" ", 2)[-1]).upper() + " CO., LTD", tax_code=code,
        address=address(chance, rank, city), city=city, is_city=rank == "thành phố", email=email, phone=_phone(chance),
        founded=date(start, 1, 8) + timedelta(days=chance.randint(0, 340)), head=head,
        title=chance.choice(titles.get(form, ("Giám đốc",))), others=others, old_email=old, parent=parent,
        broker=(f"CÔNG TY {chance.choice(('TNHH', 'CỔ PHẦN'))} ĐẠI LÝ HẢI QUAN {own_name(chance)}", people.tax_code(chance)),
    )  # fmt: skip


def _emails(chance: Random, name: str, head: Person) -> tuple[str, str]:
    """Draw the address for the answer, and an older one that no longer works."""
    letters = people.plain("".join(name.split()[-2:])).lower()
    slug = "".join(letter for letter in letters if letter.isalnum())[:18]
    given = people.plain(head.name.split()[-1]).lower()
    drawn: list[str] = []
    while len(drawn) < 2:
        box = chance.choice(_BOXES).format(given=given, n=chance.randint(1, 99))
        one = f"{box}@{chance.choice(_HOSTS).format(slug=slug)}"
        drawn += [one] if one not in drawn else []
    return drawn[0], drawn[1]


def _phone(chance: Random) -> str:
    return chance.choice((f"0{chance.choice((24, 28, 203, 225, 254, 274))}{chance.randint(3100000, 3999999)}".ljust(11, "5"),
                          f"0{chance.choice((32, 38, 56, 70, 77, 83, 91, 96))}{chance.randint(1000000, 9999999)}"))  # fmt: skip
