"""What a page is, by what it says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake import numbers
from intake.facts import Kind
from intake.text import fold, squeezed
from intake.words import Line

_ALIKE = 84.0
"""How like a phrase (0 to 100) some stretch of a page must be; the engine loses letters under seals."""
_ENOUGH = 3.0

SIGNS: Mapping[Kind, tuple[tuple[str, float], ...]] = {
    Kind.REQUEST_LETTER: (
        ("đề nghị cấp mật khẩu", 3), ("cấp lại mật khẩu", 3), ("cấp mới mật khẩu", 3), ("tài khoản quản trị", 2),
        ("thông tin chữ ký số", 2), ("cập nhật chữ ký số", 2), ("VNACCS", 1), ("chữ ký số", 1), ("Kính gửi", 1),
        ("Trung tâm Quản lý vận hành hệ thống công nghệ thông tin", 2), ("quản lý vận hành hệ thống CNTT", 2),
        ("quên mật khẩu", 1.5), ("xin chân thành cảm ơn", 0.5), ("chịu trách nhiệm trước pháp luật", 0.5),
        ("công văn đề nghị", 1.5), ("V/v đề nghị", 1), ("chứng thư số", 1.5), ("kính trình Quý cơ quan", 1),
        ("Cục Hải quan", 0.5), ("đăng ký lại chữ ký số", 2), ("USB token", 1), ("không nhớ mật khẩu", 1.5),
        ("mong Quý cơ quan", 0.5), ("cập nhật chứng thư số", 2), ("Email nhận kết quả", 2),
        ("chúng tôi xin được", 1),
    ),
    Kind.BUSINESS_LICENCE: (
        ("giấy chứng nhận đăng ký doanh nghiệp", 1), ("giấy chứng nhận đăng ký kinh doanh", 1),
        ("giấy chứng nhận đăng ký hộ kinh doanh", 1), ("phòng đăng ký kinh doanh", 2),
        ("Sở Kế hoạch và Đầu tư", 1.5), ("mã số doanh nghiệp", 1.5), ("vốn điều lệ", 1.5),
        ("đăng ký lần đầu", 1.5),
        ("đăng ký thay đổi lần thứ", 1.5), ("người đại diện theo pháp luật của công ty", 1.5),
        ("danh sách thành viên góp vốn", 2), ("tên công ty viết bằng tiếng Việt", 2),
        ("thông tin về chủ sở hữu", 1.5), ("mã số hộ kinh doanh", 2), ("mệnh giá cổ phần", 1.5),
        ("tên hộ kinh doanh", 1.5), ("vốn kinh doanh", 1),
        ("số giấy tờ pháp lý của cá nhân", 1.5), ("số giấy chứng thực cá nhân", 1.5), ("địa chỉ liên lạc", 0.5),
        ("địa chỉ thường trú", 0.5), ("loại giấy tờ pháp lý của cá nhân", 1), ("Sở Tài chính", 1),
        ("họ, chữ đệm và tên", 0.5),
        ("mã số chi nhánh", 2), ("thông tin về người đứng đầu", 1.5), ("chức danh", 0.5), ("quốc tịch", 0.5),
        ("dân tộc", 0.5),
        ("trưởng phòng", 0.75), ("chủ hộ kinh doanh", 1), ("ngành, nghề kinh doanh", 1),
        ("tên doanh nghiệp viết bằng tiếng Việt", 2),
    ),
    Kind.TAX_CERTIFICATE: (
        ("giấy chứng nhận đăng ký thuế", 1), ("tên người nộp thuế", 2.5), ("cơ quan thuế quản lý trực tiếp", 2.5),
        ("tổng cục thuế", 1), ("cục thuế", 0.5),
    ),
    Kind.IDENTITY: (
        ("căn cước công dân", 0.5), ("Citizen Identity Card", 3), ("identity card", 2), ("Place of origin", 2),
        ("Place of residence", 2), ("Date of expiry", 2), ("Full name", 1), ("giấy chứng minh nhân dân", 3),
        ("đặc điểm nhận dạng", 2.5), ("Personal identification", 2.5), ("ngón trỏ trái", 1.5),
        ("ngón trỏ phải", 1.5),
        ("Left index finger", 1.5), ("Right index finger", 1.5), ("cục trưởng cục cảnh sát", 1.5),
        ("số định danh cá nhân", 0.5), ("IDVNM", 3), ("P<VNM", 3), ("hộ chiếu passport", 3), ("Passport No", 2.5),
        ("Place of birth", 1.5), ("Ministry of Public Security", 2), ("dấu vết riêng và dị hình", 3),
        ("tôn giáo", 0.5), ("giám đốc CA", 0.5),
        ("nơi ĐKHK thường trú", 1.5), ("nguyên quán", 1), ("Date of birth", 1.5), ("Nationality", 1),
        ("Immigration Department", 1.5), ("nơi cư trú", 0.5), ("Date of issue", 1), ("Code Passport", 1),
    ),
    Kind.INTRODUCTION_LETTER: (
        ("giấy giới thiệu", 1), ("trân trọng giới thiệu", 2.5), ("được cử đến", 2), ("giấy này có giá trị", 2),
        ("có giá trị đến hết ngày", 1.5), ("hoàn thành nhiệm vụ", 1.5),
    ),
    Kind.SEPARATOR: (("trang phân cách", 5), ("tờ phân cách", 5), ("separator", 4), ("phân tách hồ sơ", 5)),
}  # fmt: skip
"""Phrases that speak for a kind, and how much."""

TITLES: Mapping[Kind, tuple[str, ...]] = {
    Kind.BUSINESS_LICENCE: (
        "giấy chứng nhận đăng ký doanh nghiệp", "giấy chứng nhận đăng ký kinh doanh",
        "giấy chứng nhận đăng ký hộ kinh doanh", "giấy chứng nhận đăng ký hoạt động chi nhánh",
        "giấy chứng nhận đăng ký kinh doanh và đăng ký thuế", "giấy chứng nhận đăng ký",
    ),
    Kind.TAX_CERTIFICATE: ("giấy chứng nhận đăng ký thuế", "thẻ mã số thuế cá nhân"),
    Kind.INTRODUCTION_LETTER: ("giấy giới thiệu",),
    Kind.REQUEST_LETTER: (
        "công văn", "công văn đề nghị", "giấy đề nghị", "đơn đề nghị", "tờ trình", "đơn xin đề nghị",
        "phiếu đề nghị",
    ),
    Kind.IDENTITY: ("căn cước công dân", "giấy chứng minh nhân dân", "căn cước", "hộ chiếu / passport", "hộ chiếu",
                    "passport"),
}  # fmt: skip
"""Titles that stand in a row of their own near the head of a paper's first page."""
STRANGERS = (
    "to khai hang hoa", "hoa don", "hop dong", "uy nhiem chi", "phieu thu", "phieu chi", "bien ban", "van don",
    "giay nop tien", "phieu gui", "bang ke", "bao gia", "quyet dinh", "phieu xuat kho", "phieu nhap kho",
    "commercial invoice", "packing list", "bill of lading", "giay uy quyen", "dieu le", "bien lai", "to khai thue",
    "sao ke", "phieu giao hang", "bang bao gia", "thong bao", "phieu chuyen phat", "su dung dich vu",
    "giay chung nhan su dung dich vu",
)  # fmt: skip
"""How the titles of papers begin that come along and are none of a dossier's, folded."""
REGISTRAR, _CLEAR_WORD, _WORDS_OF_SIGNATURE = "truongphong", 0.5, 24
"""Who signs a licence, and how many clear words at most stand on a page that holds the signature alone."""
_OFFICE, _WORDS_OF_SEAL = "phong", 8
"""What stands in the registrar's seal and above it, where hardly more can be read."""
_LAST_ITEMS = ("địa chỉ liên lạc", "địa chỉ thường trú")
_SCREEN = re.compile(r"^\W*\d\d/\d\d/\d{4}\s?[,.]\s?\d\d[:.]\d\d\b")
"""How the first row of a web page on paper begins: day and hour of printing."""
_OF_SCREENS = ("bản quyền thuộc", "đọc CKS", "ghi nhớ đăng nhập", "quên mật khẩu?", "nhập mã xác nhận")
_ASKED = "(*)"
"""What forms on screens mark a field with that has to be filled in."""
_ADDRESSED, _COPIES = "kính gửi", re.compile(r"nhukin\w{4}")
"""To whom a letter goes, and, squeezed, to whom copies go: "Như kính gửi" stands at its foot."""
_ARRIVED = re.compile(r"^\W*CÔNG VĂN ĐẾN\s+")
"""The head of an arrival stamp, which may stand beside a letter's title."""
_TITLE_ROWS = 14
_SCREEN_ROWS = 2
_LEAST_TITLE, _CAPITALS = 4, 0.7
_FILLERS, _FILLERS_OF_NEXT = 4, 2
"""So many "<" in one row, and in another, are a machine-readable zone."""
_TITLE_WEIGHT, _OWN_TITLE_WEIGHT = 8.0, 16.0
"""A letter's title says little ("CÔNG VĂN"); the others name their paper."""
_TO_SOMEBODY, _ADDRESSED_WEIGHT = "kinh gui", 4.0
"""To whom a letter goes, near its head: a household business names itself as often as a licence does."""
_TITLE_ALIKE, _GUESSED = 0.84, 0.3
_ALIKE_OF: Mapping[Kind, float] = {Kind.INTRODUCTION_LETTER: 0.77}
"""How like a title is that no other paper's is near: "GIẤÃY GIỨT THIỆU"."""
_FEW = 2
_WORDS_OF_HALF, _COUNTRY, _NATION = 50, "Cộng hòa xã hội chủ nghĩa Việt Nam", "viet nam"
"""Words at most of a card of which half was read, its head, and how its row "Quốc tịch / Nationality" ends."""
_CARD_WEIGHT, _WORDS_OF_CARD, _DAY = 3.0, 70, re.compile(r"\b\d\d/\d\d/(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The likeliest kind, its score in phrases, and how sure that is (0 to 1)."""

    kind: Kind
    score: float
    confidence: float


def judge(rows: Sequence[Line]) -> Verdict:
    """Return what a page with some words is; `Kind.OTHER` where no kind's phrases are there."""
    scores = {kind: _score(rows, signs) for kind, signs in SIGNS.items()}
    if has_zone(rows):
        scores[Kind.IDENTITY] += _TITLE_WEIGHT
    if _is_card(rows):
        scores[Kind.IDENTITY] += _CARD_WEIGHT
    titled = title(rows)
    if not titled and (is_stranger(rows) or is_screen(rows)):
        return Verdict(Kind.OTHER, 0.0, 0.9)
    if any(_TO_SOMEBODY in fold(row.text) for row in rows[:_TITLE_ROWS]):
        for letter in (Kind.REQUEST_LETTER, Kind.INTRODUCTION_LETTER):
            scores[letter] += _ADDRESSED_WEIGHT
    if titled:
        scores[titled] += _TITLE_WEIGHT if titled is Kind.REQUEST_LETTER else _OWN_TITLE_WEIGHT
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (kind, best), (_, second) = ranked[0], ranked[1]
    if best < _ENOUGH:
        return Verdict(Kind.OTHER, best, 0.9 if best < 1 else 0.6)
    return Verdict(kind, best, min(1.0, 0.5 + (best - second) / 8))


def has_zone(rows: Sequence[Line]) -> bool:
    """Say whether a page has the rows of a machine-readable zone."""
    fillers = sorted((row.text.count("<") for row in rows), reverse=True)
    return len(fillers) > 1 and fillers[0] >= _FILLERS and fillers[1] >= _FILLERS_OF_NEXT


def _is_card(rows: Sequence[Line]) -> bool:
    """Say whether a page of few words has a personal number almost alone in its row, and a day of its year.

    The labels of a card are so small that little is left of them. Under the country's name one of the two is
    enough, the day beside a row that ends with the holder's nation.
    """
    count = sum(len(row.words) for row in rows)
    if count > _WORDS_OF_CARD:
        return False
    days = [found[0] for row in rows if (found := _DAY.search(row.text))]
    own = [word for row in rows if len(words := _solid(row)) <= _FEW for word in words]
    if any(numbers.is_personal_number(one, born=day[-4:]) for one in own for day in days):
        return True
    is_headed = count <= _WORDS_OF_HALF and any(says(squeezed(row.text), _COUNTRY, 86) for row in rows[:_FEW])
    is_of_nation = any(fold(row.text).endswith(_NATION) and len(_solid(row)) > _FEW for row in rows[_FEW:])
    return is_headed and (any(map(numbers.is_personal_number, own)) or (bool(days) and is_of_nation))


def _solid(row: Line) -> list[str]:
    """Return the words of a row without the signs about them; a letter or two are dirt."""
    words = (word.text.strip(".,;:") for word in row.words)
    return [word for word in words if sum(map(str.isalnum, word)) > _FEW]


def title(rows: Sequence[Line]) -> Kind | None:
    """Return the kind whose title stands in a row of its own near the head of a page."""
    likeness = [
        (Levenshtein.normalized_similarity(squeezed(said), squeezed(wanted)), kind)
        for row in rows[:_TITLE_ROWS]
        for said in {row.text, _clear(row), _ARRIVED.sub("", row.text)}
        if _in_capitals(said)
        for kind, titles in TITLES.items()
        for wanted in titles
    ]
    best, kind = max(likeness, default=(0.0, Kind.OTHER))
    return kind if best >= _ALIKE_OF.get(kind, _TITLE_ALIKE) else None


def is_stranger(rows: Sequence[Line]) -> bool:
    """Say whether a row in capitals near the head is the title of a paper that is none of a dossier's."""
    return any(_in_capitals(row.text) and fold(row.text).startswith(STRANGERS) for row in rows[:_TITLE_ROWS])


def is_screen(rows: Sequence[Line]) -> bool:
    """Say whether a page shows a screen: as a browser prints one, or with what stands on the portal's forms."""
    if any(_SCREEN.match(row.text) for row in rows[:_SCREEN_ROWS]):
        return True
    whole = squeezed("".join(row.text for row in rows))
    asks = sum(_ASKED in row.text for row in rows) > 1
    return sum(says(whole, sign) for sign in _OF_SCREENS) + asks > 1


def is_signature(rows: Sequence[Line]) -> bool:
    """Say whether a page holds hardly more than the end of a licence: who signed it, or its last item."""
    clear = sum(word.confidence > _CLEAR_WORD for row in rows for word in row.words)
    text = squeezed("".join(row.text for row in rows))
    if clear <= _WORDS_OF_SEAL and _OFFICE in text:
        return True
    return clear <= _WORDS_OF_SIGNATURE and (REGISTRAR in text or any(says(text, item) for item in _LAST_ITEMS))


def _clear(row: Line) -> str:
    """Return a row's text without words that the engine guessed, as dirt beside a title makes it."""
    return " ".join(word.text for word in row.words if word.confidence >= _GUESSED)


def _in_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > _LEAST_TITLE and sum(map(str.isupper, letters)) > _CAPITALS * len(letters)


def is_addressed(text: str) -> bool:
    """Say whether a squeezed text says to whom a letter goes, and not only that a copy goes there."""
    return says(_COPIES.sub("", text), _ADDRESSED)


def score(rows: Sequence[Line], kind: Kind) -> float:
    """Return how much a page speaks for one kind."""
    return _score(rows, SIGNS[kind])


def says(text: str, phrase: str, alike: float = _ALIKE) -> bool:
    """Say whether a squeezed text holds something like a phrase."""
    wanted = squeezed(phrase)
    if len(wanted) <= 6 or len(text) < len(wanted):
        return wanted in text
    return fuzz.partial_ratio(wanted, text, score_cutoff=alike) >= alike


def _score(rows: Sequence[Line], signs: Sequence[tuple[str, float]]) -> float:
    texts = [squeezed(row.text) for row in rows]
    whole = "".join(texts)
    return sum(weight for phrase, weight in signs if says(whole, phrase))
