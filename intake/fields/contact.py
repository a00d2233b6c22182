"""How a company is reached, as its letter says: seat and telephone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake import lexicon, numbers
from intake.fields import addresses, found
from intake.fields.flow import Flow, Item, Place
from intake.fields.found import Found, labelled
from intake.text import bare, fold, squeezed
from intake.words import Line

ADDRESS = (
    "địa chỉ", "địa chỉ trụ sở", "địa chỉ trụ sở chính", "địa chỉ công ty", "trụ sở chính", "trụ sở",
    "có trụ sở tại", "có trụ sở chính tại", "địa chỉ tại", "địa chỉ liên hệ", "trụ sở chính đặt tại",
    "trụ sở tại", "địa chỉ trụ sở chính tại", "trụ sở đặt tại", "Đ/c", "=Đíc", "=Đ/œ", "=Đ/x",
    "Đ/chỉ", "Add", "Address",
    "=đóng tại", "nơi đặt trụ sở", "địa chỉ đăng ký kinh doanh", "địa chỉ kinh doanh", "địa chỉ đăng ký",
    "nơi đóng trụ sở",
    "địa chỉ doanh nghiệp", "địa điểm trụ sở", "trụ sở công ty", "Registered address", "địa chỉ / Address",
    "Head office", "trụ sở giao dịch", "có địa chỉ tại", "địa chỉ hoạt động",
)  # fmt: skip
PHONE = (
    "điện thoại", "số điện thoại", "điện thoại liên hệ", "số điện thoại liên hệ", "ĐT", "SĐT", "Tel", "di động",
    "điện thoại di động", "số ĐT", "Hotline", "Phone", "điện thoại liên lạc", "số máy liên hệ", "=số máy",
    "điện thoại / Tel", "ĐT / Tel", "ĐTDĐ", "=Mobile", "=Telephone", "điện thoại bàn", "số liên hệ",
    "=liên hệ số", "ĐT liên hệ", "Zalo", "Cell", "Tel/Zalo", "=hoặc gọi", "=xin gọi", "=gọi số", "=cơ quan gọi",
    "SốĐT",
)  # fmt: skip
NOT_OURS = ("dai ly", "moi gioi", "uy thac", "dai ly hai quan", "don vi khai thue", "ben ban", "nha cung cap",
            "broker", "trung tam", "tong dai", "doi tac", "khach hang", "ngan hang", "don vi cung cap",
            "nguoi ban", "nguoi xuat khau", "to chuc chung thuc", "hotline", "thu tuc hai quan cua")  # fmt: skip
_NO_PHONE = (
    "fax", "mst", "ma so", "cccd", "cmnd", "can cuoc", "tai khoan", "so to khai", "serial", "seri", "so hieu",
    "dinh danh", "ho chieu", "stk",
)  # fmt: skip
_NAMES_PHONE = re.compile(r"\b(?:dien thoai|(?:so |s|so)?dt|tel|phone)\b")
_HOTLINE = frozenset({"19009299", "02439440833"})
_NEXT_LABEL = re.compile(r"[,;|-]\s*[^\s\d:]+\s*:")
"""What ends a number: the label of another one, however it was read ("ía&:")."""
_TEL = "tel"
_FOOT = re.compile(
    r"^\W*(\S{1,4}):\s*([\d(+][\d\s().+-]{8,16}\d)\s*-\s*(?:MST|Fax|Website|Email)\b", re.IGNORECASE
)
"""A row at the foot of a letter: a label of a few letters, a number, and another label."""
_MISREAD_PHONE = re.compile(r"\W*\d(?:[\s().–-]{0,2}\d){7,10}\W*$")
"""Figures alone behind the label of a telephone, too few or too many: somebody has to look at them."""
_SHORT = frozenset({"hcm", "tphcm", "tp hcm", "tp ho chi minh", "hn", "brvt", "vt"})
_RANKS = frozenset({"tinh", "tp"})
_LOWER_RANKS = frozenset({"xa", "phuong"})
"""What no province's name begins with: "Xã Giáng" is not "Hà Giang"."""
_FIRST = re.compile(
    r"(\d+|so|lo|tang|can|cum|khu|kcn|thon|xom|to|duong|pho|ngo|ngach|hem|km|nha|toa|quoc lo|ap|khoi|phong|villa|"
    r"o|thua|ban|doi|lau|kiot|shop|so nha|p|tieu khu|dai lo)\b"
)
"""What an address begins with."""
_LED_ON = frozenset(
    {"so", "ngo", "ngach", "hem", "duong", "pho", "phuong", "xa", "quan", "huyen", "thon", "khu", "tinh"}
)
"""Words of a seat behind which its next row goes on."""
_LEAST_ADDRESS, _PARTED, _WORD = 12, re.compile(r"[\d,]"), re.compile(r"[^\W\d_]{2}")
"""An address is so long, has a number or more than one part, and words, which a telephone has not."""
_SEAT, _BROKEN, _NO_COLON = ("truso", "diachi", "trusochinh"), 65, 80
"""Labels of a seat, and how like one of them a misread one is at least (0 to 100), with its colon and without."""
_HALF_CITY = re.compile(r"thành h[ôốồ]$")
"""A city's rank at the end of a row that lost a letter, and not Thanh Hóa."""
_UNSURE = 0.4
_ROWS = 4
_NEAR = 3
_SENT = re.compile(r"\b(gui|tra loi|phan hoi)( \w+)? (ve|den|toi|vao|qua)$")
_COUNTRY = "viet nam"


def address(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    """Return the seat: behind a label, over as many rows as it takes to the name of a province."""
    own = [
        place
        for place in places
        if is_ours(flow, place) and not _is_of_mail(flow, place) and not _is_scrap(flow, place)
    ] or list(_broken_labels(flow))
    for place in own:
        items = flow.column(place.end, [one for one in stops if one.start >= place.end], _ROWS)
        end = next(
            (
                size
                for size in range(3, len(items) + 1)
                if is_whole(" ".join(one.word.text for one in items[:size]))
            ),
            0,
        )
        if end:
            end += _with_country([one.word.text for one in items[end : end + 3]])
            option = found.taken("address", items[:end], _address)
            if option:
                return replace(option, is_choice=True) if _is_out_of_order(items[end:]) else option
        led = _led_on(items)
        option = found.taken("address", led, _address) if led and led[0].row != led[-1].row else None
        if option:
            return option
    return labelled("address", flow, own, stops, _address, 3)


def _led_on(items: Sequence[Item]) -> list[Item]:
    """Return the words of a column's rows as long as what ends a row leads on to the next."""
    said = [item for item in items if any(map(str.isalnum, item.word.text))]
    for index, (item, after) in enumerate(pairwise(said)):
        if item.row != after.row and not _leads_on(item):
            return said[: index + 1]
    return said


def _leads_on(item: Item) -> bool:
    """Say whether a seat goes on behind a word: a comma, what another word belongs to, or a number ("Số 756")."""
    return item.word.text.endswith(",") or item.word.text.isdigit() or fold(item.word.text) in _LED_ON


def _is_scrap(flow: Flow, place: Place) -> bool:
    """Say whether two or three letters that were not read clearly are taken for a label ("Đ/c").

    Nor are capitals without a colon one, in a row of capitals: "THƯƠNG MẠI VÀ DỊC H VỤ".
    """
    words = [item.word for item in flow.items[place.start : place.end]]
    if len(squeezed(place.label)) > _NEAR:
        return False
    is_in_name = flow.rows[flow.items[place.start].row].text.isupper() and words[-1].text[-1:].isalpha()
    return is_in_name or min(word.confidence for word in words) < _UNSURE


def _broken_labels(flow: Flow) -> Iterator[Place]:
    """Yield what may have been labels of a seat at the beginning of a row: "Tụ sỞ: Lô K2-5", "Trụ xở: Số 9".

    One without a colon is one where a whole seat stands behind it: "Địa thỉ Số 9 …, thành phố Hà Nội".
    """
    for index, item in enumerate(flow.items):
        if index == 0 or flow.items[index - 1].row != item.row:
            yield from _without_colon(flow, index)
        said, colon, _ = flow.rows[item.row].text.partition(":")
        if not colon or not item.word.text.endswith(":") or item.word.text.rstrip(":") not in said:
            continue
        start = index - len(said.split()) + 1
        is_first = start >= 0 and flow.items[start].row == item.row
        is_alike = max(fuzz.ratio(squeezed(said), label) for label in _SEAT) >= _BROKEN
        if is_first and is_alike and _FIRST.match(fold(flow.text(index + 1, index + 4))):
            yield Place(start, index + 1, "trụ sở")


def _without_colon(flow: Flow, start: int) -> Iterator[Place]:
    """Yield the two words that begin a row where they are like a label and a whole seat follows in the row."""
    end = start + 2
    while end < len(flow.items) and not any(map(str.isalnum, flow.items[end].word.text)):
        end += 1
    rest = [item.word.text for item in flow.items[end:] if item.row == flow.items[start].row]
    is_alike = max(fuzz.ratio(squeezed(flow.text(start, start + 2)), label) for label in _SEAT) >= _NO_COLON
    if is_alike and _FIRST.match(fold(" ".join(rest[:3]))) and is_whole(" ".join(rest)):
        yield Place(start, end, "trụ sở")


def _is_out_of_order(rest: Sequence[Item]) -> bool:
    """Say whether behind a province stands what belongs before it: rows of a cell were read in another order."""
    ahead = fold(" ".join(one.word.text for one in rest[:2]))
    return ahead in ("thanh pho", "tinh") or ahead.startswith("thanh pho ")


def _is_of_mail(flow: Flow, place: Place) -> bool:
    """Say whether an address is where an answer is to be sent, by e-mail: "xin gửi về địa chỉ …"."""
    ahead = flow.text(place.end, place.end + _NEAR)
    return "@" in ahead or "©" in ahead or _SENT.search(flow.before(place.start, 4)) is not None


def is_whole(text: str, *, exact: bool = False) -> bool:
    """Say whether a text ends with the name of a province, after the word for one or a comma."""
    plain = re.sub(r",?\s*viet nam$", "", bare(text).lower().rstrip(" .,;:")).replace("thanh ho ", "thanh pho ")
    words = fold(plain).split()
    if len(words) < 4 or text[-1:] == "-" or _HALF_CITY.search(text):
        return False
    for size in range(1, min(5, len(words))):
        if words[-size] in _LOWER_RANKS:
            continue
        led = _is_rank(words[: len(words) - size]) or re.search(rf"[,;.–-]\s*{words[-size]}\b[^,;]*$", plain)
        if led and _is_province(" ".join(words[-size:]), exact):
            return True
    return False


def _is_rank(words: Sequence[str]) -> bool:
    """Say whether some words end with what a province is called by, broken or not; "phố" alone is a street."""
    is_city = words[-2:-1] == ["thanh"] and (words[-1] == "pho" or len(words[-1]) < _NEAR)
    return words[-1] in _RANKS or is_city


def is_seat(address: str) -> bool:
    """Say whether a text is an address from its number or place to its province, with no dirt in between."""
    return bool(_FIRST.match(fold(address))) and is_whole(address, exact=True) and is_clean(address)


def is_clean(address: str) -> bool:
    """Say whether an address holds nothing but what addresses are written with; a main road has a number."""
    if re.search(r"Quốc lộ (?!\d)", address):
        return False
    return re.fullmatch(r"[\w\s,./()&-]+", address) is not None and not re.search(
        r"\.\s|\s\W\s|\w-\s", f"{address} ".replace(" - ", " ")
    )


def _is_province(name: str, exact: bool) -> bool:
    known = lexicon.provinces()
    if name in known or name in _SHORT:
        return True
    return (
        not exact and len(name) > 6 and any(Levenshtein.distance(name, one, score_cutoff=1) <= 1 for one in known)
    )


def _with_country(ahead: Sequence[str]) -> int:
    """Return how many words ahead are the country's name."""
    return 2 if fold(" ".join(ahead[:2])) == _COUNTRY else 0


def _address(text: str) -> str:
    text = re.sub(r"^(?:/\s*)?Address\s*:?\s*", "", text)
    is_one = len(text) >= _LEAST_ADDRESS and _PARTED.search(text) and _WORD.search(text)
    return addresses.address(text) if is_one else ""


def names_telephone(rows: Sequence[Line]) -> bool:
    """Say whether a letter's rows name a telephone, whoever's."""
    return any(_NAMES_PHONE.search(fold(row.text)) for row in rows)


def phone(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    """Return the company's telephone: no fax, no hotline of the customs or of a provider."""
    own = [place for place in places if is_ours(flow, place)]
    found_here = labelled("phone", flow, own, [place for place in stops if place not in own], _telephone, 2)
    return found_here or next(_at_the_foot(flow), None)


def _at_the_foot(flow: Flow) -> Iterator[Found]:
    """Yield a number in the small print at a letter's foot whose label was misread ("1: 024…").

    It is a choice where more than a letter of "Tel" is wrong.
    """
    for row in flow.rows:
        begun = _FOOT.match(row.text)
        number = _telephone(begun[2]) if begun and not holds(fold(begun[1]), _NO_PHONE) else ""
        if begun and number:
            is_choice = Levenshtein.distance(fold(begun[1]), _TEL) > 1
            yield Found("phone", number, (row,), is_choice)


def _telephone(text: str) -> str:
    if holds(fold(text[:14]), _NO_PHONE):
        return ""
    text = _NEXT_LABEL.split(text)[0]
    found = next((one for one in numbers.telephones(text) if one not in _HOTLINE), "")
    return found or (_first_lost(numbers.digits_of(text)) if _MISREAD_PHONE.match(text) else "")


def _first_lost(digits: str) -> str:
    """Return figures behind the label of a telephone, with the 0 that all begin with where that is lost."""
    whole = f"0{digits}"
    return whole if numbers.is_telephone(whole) else digits


def is_ours(flow: Flow, place: Place) -> bool:
    """Say whether nothing in or before a label says that it is about somebody else."""
    return not holds(f"{flow.before(place.start, 9)} {fold(flow.text(place.start, place.end))}", NOT_OURS)


def holds(text: str, phrases: Sequence[str]) -> bool:
    """Say whether a folded text holds one of some phrases as whole words."""
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)
