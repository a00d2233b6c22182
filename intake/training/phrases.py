"""What made-up lines say: syllables of every kind, names, addresses, numbers and addresses of e-mail.

Syllables are drawn evenly, not as often as they are used, so that the recogniser looks and does not guess.
"""

import unicodedata
from collections.abc import Callable
from functools import cache
from random import Random

from intake import lexicon
from intake.text import bare

_LABELS = (
    "Tên công ty", "Mã số thuế", "Địa chỉ", "Điện thoại", "Email", "Thư điện tử", "Người đại diện theo pháp luật",
    "Họ và tên", "Chức vụ", "Số", "Kính gửi", "Ông", "Bà", "Số CCCD", "Ngày cấp", "Nơi cấp", "Tên doanh nghiệp",
    "Mã số doanh nghiệp", "Tel",
)  # fmt: skip
_ENGLISH = (
    "logistics", "trading", "service", "vina", "tech", "group", "export", "import", "global", "steel", "food",
    "green",
    "pacific", "asia", "sun", "star", "viet", "nam", "saigon", "home", "plus", "one", "max", "pro", "auto",
    "bio", "eco",
    "smart", "power", "solar", "textile", "garment", "wood", "pack", "print",
)  # fmt: skip
_NUMBERS = (
    "##########", "############", "##########-###", "#########", "0###.###.###", "0### ### ###", "##/##/19##",
    "##/##/20##", "ngày ## tháng ## năm 20##", "(0##) #### ####", "###/CV-CT", "###/CV-XNK", "###.###.### đồng",
    "# # # # # # # # # #", "+84 #########", "Số ####, quyển số ##-SCT/BS", "#### #### ####",
)  # fmt: skip
"""Shapes of numbers, # for any digit."""
_STARTS = ("b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
           "qu", "r",
           "s", "t", "th", "tr", "v", "x")  # fmt: skip
_ENDS = ("", "", "n", "ng", "nh", "m", "c", "t", "p", "i", "o", "u", "a")
_FORMS = ("CÔNG TY TNHH", "CÔNG TY CỔ PHẦN", "CÔNG TY TNHH MỘT THÀNH VIÊN", "DOANH NGHIỆP TƯ NHÂN",
          "HỘ KINH DOANH", "Công ty TNHH", "Công ty Cổ phần", "CHI NHÁNH CÔNG TY CỔ PHẦN",
    "CÔNG TY TNHH MTV")  # fmt: skip
_TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_VOWELS = "aăâeêioôơuưy"


def draw(chance: Random) -> str:
    """Return the text of one line."""
    kinds: tuple[tuple[Callable[[Random], str], int], ...] = (
        (_syllables, 34), (_formed, 8), (_company, 14), (_person, 10), (_address, 10), (_number, 14),
        (_mail, 6), (_latin, 4),
    )  # fmt: skip
    make = chance.choices([one for one, _ in kinds], [weight for _, weight in kinds])[0]
    text = make(chance)
    if chance.random() < 0.2:
        text = f"{chance.choice(_LABELS)}{chance.choice((': ', ': ', ' : ', ' '))}{text}"
    return unicodedata.normalize("NFC", _punctuated(text, chance))


def _syllables(chance: Random) -> str:
    return _cased(" ".join(chance.choice(_attested()) for _ in range(chance.randint(1, 6))), chance)


def _formed(chance: Random) -> str:
    """Return syllables that no list holds, so that every mark stands over every vowel."""
    made = []
    for _ in range(chance.randint(1, 5)):
        vowel = unicodedata.normalize("NFC", chance.choice(_VOWELS) + chance.choice(_TONES))
        made.append(chance.choice(_STARTS) + vowel + chance.choice(_ENDS))
    return _cased(" ".join(made), chance)


def _company(chance: Random) -> str:
    words = [
        chance.choice(
            (
                chance.choice(_known()),
                chance.choice(_attested()),
                chance.choice(_ENGLISH) if chance.random() < 0.3 else chance.choice(_known()),
            )
        )
        for _ in range(chance.randint(1, 5))
    ]
    name = " ".join(words)
    form = chance.choice(_FORMS)
    return f"{form} {name.upper() if form.isupper() else name.title()}"


def _person(chance: Random) -> str:
    words = [chance.choice(sorted(lexicon.surnames()))]
    words += [
        chance.choice((chance.choice(_given()), chance.choice(_attested()))) for _ in range(chance.randint(1, 3))
    ]
    return " ".join(words).upper() if chance.random() < 0.6 else " ".join(words).title()


def _address(chance: Random) -> str:
    def name() -> str:
        words = [
            chance.choice((chance.choice(_known()), chance.choice(_attested())))
            for _ in range(chance.randint(1, 3))
        ]
        return " ".join(words).title()

    parts = [
        f"{chance.choice(('Số ', 'Số nhà ', 'Lô ', ''))}{chance.randint(1, 999)}"
        f"{chance.choice(('', '/2', 'A', '-B'))} "
        f"{chance.choice(('đường', 'Đường', 'phố', 'Phố', 'ngõ'))} {name()}",
        f"{chance.choice(('Phường', 'Xã', 'phường', 'xã', 'Thị trấn', 'KCN', 'thôn', 'Tổ'))} {name()}",
        f"{chance.choice(('quận', 'huyện', 'Quận', 'TP.', 'thị xã'))} {name()}",
        f"{chance.choice(('tỉnh', 'Tỉnh', 'thành phố', 'Thành phố', 'TP'))} {name()}",
        "Việt Nam",
    ]
    start = chance.randrange(4)
    text = ", ".join(parts[start : start + chance.randint(1, 3)])
    return text.upper() if chance.random() < 0.1 else text


def _number(chance: Random) -> str:
    shape = chance.choice(_NUMBERS)
    return "".join(chance.choice("0123456789") if letter == "#" else letter for letter in shape)


def _mail(chance: Random) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"

    def word() -> str:
        if chance.random() < 0.5:
            return bare(chance.choice(_attested()))
        return "".join(chance.choice(letters) for _ in range(chance.randint(2, 7)))

    local = chance.choice(("", ".", "_", "-", "")).join(word() for _ in range(chance.randint(1, 3)))
    if chance.random() < 0.3:
        local += str(chance.randint(0, 999))
    return f"{local}@{word()}{word()}.{chance.choice(('vn', 'com', 'com.vn', 'net', 'example', 'gov.vn', 'org'))}"


def _latin(chance: Random) -> str:
    text = " ".join(
        "".join(
            chance.choice("bcdfghjklmnpqrstvwxz") + chance.choice("aeiouy") for _ in range(chance.randint(1, 3))
        )
        + chance.choice(("", "n", "s", "x", "l", "w"))
        for _ in range(chance.randint(1, 3))
    )
    return _cased(text, chance)


def _punctuated(text: str, chance: Random) -> str:
    draw = chance.random()
    if draw < 0.06:
        return f"{text}{chance.choice('.,;:')}"
    if draw < 0.09:
        return f"({text})"
    if draw < 0.11:
        return f'"{text}"'
    if draw < 0.13:
        return f"- {text}"
    if draw < 0.15:
        return text.replace(" ", chance.choice((" - ", " & ", "/", " – ")), 1)
    return text


def _cased(text: str, chance: Random) -> str:
    draw = chance.random()
    if draw < 0.5:
        return text.upper()
    if draw < 0.75:
        return text.title()
    return text[:1].upper() + text[1:] if draw < 0.85 else text


@cache
def _attested() -> tuple[str, ...]:
    return tuple(sorted(word for words in lexicon.syllables().values() for word in words))


@cache
def _known() -> tuple[str, ...]:
    found = {
        word
        for words in (lexicon.companies(), lexicon.addresses())
        for group in words.words.values()
        for word in group
    }
    return tuple(sorted(found))


@cache
def _given() -> tuple[str, ...]:
    return tuple(sorted(word for group in lexicon.persons().words.values() for word in group))
