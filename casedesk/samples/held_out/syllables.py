"""What held-out names are made of: the syllables of the Vietnamese dictionary, and lists of their own."""

from functools import cache
from pathlib import Path
from random import Random

_DICTIONARY = Path("/usr/share/hunspell/vi_VN.dic")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SURNAMES = _words(
    "Nguyễn Trần Lê Phạm Hoàng Vũ Đặng Bùi Đỗ Ngô Tạ Đoàn Mai Triệu Kiều Doãn Khổng Nghiêm Khuất Phùng Quách Mạc Tống "
    "Ngụy Lã Nhữ Giang Đào Lương Lưu Chử Cấn Vi Nông Bế Lường Cầm Lò Quàng Tòng Vàng Giàng Thào Sùng Hứa Thạch Diệp "
    "Châu La Trương Ninh Cao Tôn Thái Viên Ứng Đới Thân Trà Ung Văn Phí Ma Cù Sầm Đèo Rơ Siu Kpă"
)
MIDDLE = {
    "Nam": _words(
        "Văn Đức Hữu Công Đình Bá Sỹ Duy Nhật Vĩnh Huy Đăng Khắc Thế Viết Xuân Trọng Phúc Tuấn Hồng Doãn Cảnh Danh "
        "Thiện Chí Mạnh"
    ),
    "Nữ": _words(
        "Thị Thị Thị Ngọc Thu Kim Diệu Bảo Hoài Tuyết Mộng Lệ Như Quỳnh Vân Tường Hạnh Ái Thục Uyển Cẩm Bạch "
        "Nguyệt Đan"
    ),
}
GIVEN = {
    "Nam": _words(
        "Khuê Thịnh Luật Nghĩa Thuyên Hoạch Chuẩn Tuynh Điệp Khoát Vượng Lãm Quýnh Thưởng Giáp Ước Tứ Bằng Khôi "
        "Trác Huân Diễn Toản Lượng Phiên Sửu Tỵ Oánh Thuật Hiệp Lân Nghị Cương Tuyển Thụ Điền Xướng Chiểu Ngạn "
        "Ba Út Nghiệp Tạo Dĩnh Hoành Kỷ"
    ),
    "Nữ": _words(
        "Nhài Thoa Quyên Sen Lụa Huệ Xoan Nụ Thắm Tươi Chiên Oanh Ngoan Diễm Gấm Vẻ Hoạt Thơ Ngát Miên Duyệt "
        "Tơ Khuyên Hợi Liễu Đượm Thêu Mận Nhàn Ngần Đoan Uyên Dậu Lài Thêm Ước Phiến Trúc Cúc Nga Loan Sáu "
        "Thúy Hiên Xuyến"
    ),
}
_OWN = _words(
    "an bích bồng cẩm chiêu cổ cúc danh diên dĩ duệ đài đăng điền đoài đông đồi gò giáng hạc hào hiển hòa hoằng hộ "
    "khê khoan kiệu kỳ lạc lam lĩnh lộc lũng mai mễ mộc nghi ngọ nham nhuế ô phú phượng quán quế rạch sào sậy "
    "suối tảo thạch thoan thượng tía tràm trúc tử vạc vân vĩ vũ xá xuyên yên"
)
_SHUNNED = frozenset(
    _words("đĩ đéo địt cặc lồn buồi đụ dái cứt ỉa đái ngu điếm dâm chó chết mả ma quỷ giết hiếp bựa đít vú tù")
)
"""Syllables that no company would have in its name."""
PROVINCES = (
    ("001", "Hà Nội", "thành phố"), ("046", "Huế", "thành phố"), ("092", "Cần Thơ", "thành phố"),
    ("079", "Hồ Chí Minh", "thành phố"), ("031", "Hải Phòng", "thành phố"), ("048", "Đà Nẵng", "thành phố"),
    ("020", "Lạng Sơn", "tỉnh"), ("025", "Phú Thọ", "tỉnh"), ("010", "Lào Cai", "tỉnh"), ("038", "Thanh Hóa", "tỉnh"),
    ("040", "Nghệ An", "tỉnh"), ("042", "Hà Tĩnh", "tỉnh"), ("044", "Quảng Trị", "tỉnh"), ("056", "Khánh Hòa", "tỉnh"),
    ("066", "Đắk Lắk", "tỉnh"), ("068", "Lâm Đồng", "tỉnh"), ("072", "Tây Ninh", "tỉnh"), ("080", "Tây Ninh", "tỉnh"),
    ("033", "Hưng Yên", "tỉnh"), ("086", "Vĩnh Long", "tỉnh"), ("087", "Đồng Tháp", "tỉnh"), ("091", "An Giang", "tỉnh"),
    ("096", "Cà Mau", "tỉnh"), ("052", "Gia Lai", "tỉnh"), ("019", "Thái Nguyên", "tỉnh"), ("027", "Bắc Ninh", "tỉnh"),
)  # fmt: skip


@cache
def dictionary() -> tuple[str, ...]:
    """Return the syllables of the dictionary that have a mark, or the list of its own where there is none."""
    if not _DICTIONARY.exists():
        return _OWN
    words = (line.split("/")[0].strip() for line in _DICTIONARY.read_text("utf-8").splitlines()[1:])
    kept = [word for word in words if word.islower() and word.isalpha() and 2 <= len(word) <= 6]
    return tuple(sorted({word for word in kept if not word.isascii()} - _SHUNNED))


def syllable(chance: Random) -> str:
    """Draw one syllable: as often from the dictionary as from the list of its own."""
    return chance.choice(dictionary() if chance.random() < 0.5 else _OWN)


def several(chance: Random, least: int, most: int) -> str:
    """Draw some syllables as a name, each with a capital."""
    return " ".join(syllable(chance).capitalize() for _ in range(chance.randint(least, most)))
