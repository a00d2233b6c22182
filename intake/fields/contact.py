"""How a company is reached, as its letter says: seat, telephone, and the address of e-mail for the answer."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from rapidfuzz.distance import Levenshtein

from intake import lexicon, numbers
from intake.fields import found
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, labelled, lines_of
from intake.text import bare, fold

ADDRESS = (
    "địa chỉ", "địa chỉ trụ sở", "địa chỉ trụ sở chính", "địa chỉ công ty", "trụ sở chính", "trụ sở",
    "có trụ sở tại", "có trụ sở chính tại", "địa chỉ tại", "địa chỉ liên hệ", "trụ sở chính đặt tại",
    "trụ sở tại", "địa chỉ trụ sở chính tại", "trụ sở đặt tại", "Đ/c", "Đ/chỉ", "Add", "Address", "=đóng tại",
    "nơi đặt trụ sở", "địa chỉ đăng ký kinh doanh", "địa chỉ kinh doanh", "địa chỉ đăng ký", "nơi đóng trụ sở",
    "địa chỉ doanh nghiệp", "địa điểm trụ sở", "trụ sở công ty", "Registered address", "địa chỉ / Address",
    "Head office", "trụ sở giao dịch", "có địa chỉ tại", "địa chỉ hoạt động",
)  # fmt: skip
PHONE = (
    "điện thoại", "số điện thoại", "điện thoại liên hệ", "số điện thoại liên hệ", "ĐT", "SĐT", "Tel", "di động",
    "điện thoại di động", "số ĐT", "Hotline", "Phone", "điện thoại liên lạc", "số máy liên hệ", "=số máy",
    "điện thoại / Tel", "ĐT / Tel", "ĐTDĐ", "=Mobile", "=Telephone", "điện thoại bàn", "số liên hệ",
    "=liên hệ số", "ĐT liên hệ", "Zalo", "Cell", "Tel/Zalo", "=hoặc gọi", "=xin gọi", "=gọi số",
)  # fmt: skip
EMAIL = (
    "Email", "E-mail", "thư điện tử", "hộp thư", "địa chỉ thư điện tử", "hòm thư", "địa chỉ email",
    "hộp thư điện tử", "email liên hệ", "địa chỉ e-mail", "địa chỉ thư điện tử nhận kết quả",
    "email nhận kết quả", "hộp thư nhận trả lời", "email nhận mật khẩu", "thư điện tử / E-mail",
)  # fmt: skip
NOT_OURS = ("dai ly", "moi gioi", "uy thac", "dai ly hai quan", "don vi khai thue", "ben ban", "nha cung cap",
            "broker", "trung tam", "tong dai", "doi tac", "khach hang", "ngan hang", "don vi cung cap",
            "nguoi ban", "nguoi xuat khau", "to chuc chung thuc", "hotline")  # fmt: skip
_NO_PHONE = (
    "fax", "mst", "ma so", "cccd", "cmnd", "can cuoc", "tai khoan", "so to khai", "serial", "seri", "so hieu",
    "dinh danh", "ho chieu", "stk",
)  # fmt: skip
_OLD = ("cu", "khong con", "truoc day", "da mat", "ngung su dung", "khong su dung", "khong truy cap", "da dang ky",
        "bi khoa", "thay cho", "khong dung", "nghi viec", "het han", "dang ky truoc", "da hong",
        "hien gan voi", "gan voi email", "da khoa", "bi hong", "bi mat", "quen mat khau", "khong vao duoc",
        "khong hoat dong")  # fmt: skip
_NEW = ("nhan ket qua", "tra ket qua", "nhan thong bao", "moi", "tra loi", "phan hoi", "lien he", "gui ket qua",
        "ket qua", "hien dang", "hien nay", "nhan mat khau", "thay bang", "doi thanh", "gui ve",
        "gui thu ve")  # fmt: skip
_HOTLINE = frozenset({"19009299", "02439440833"})
_SHORT = frozenset({"hcm", "tphcm", "tp hcm", "tp ho chi minh", "hn", "brvt", "vt"})
_RANKS = frozenset({"tinh", "pho", "tp"})
_LEAST_ADDRESS = 12
_ROWS = 4
_CONTEXT = 14
_CLEARLY_BETTER = 2.0
"""By so much an address must be meant more than another that is not an old one."""
_LONGEST_SYLLABLE = 6
_COUNTRY = "viet nam"


def address(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    """Return the seat: behind a label, over as many rows as it takes to the name of a province."""
    own = [place for place in places if is_ours(flow, place)]
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
                return option
    return labelled("address", flow, own, stops, _address, 3)


def is_whole(text: str, *, exact: bool = False) -> bool:
    """Say whether a text ends with the name of a province, after the word for one or a comma."""
    plain = re.sub(r",?\s*viet nam$", "", bare(text).lower().rstrip(" .,;:"))
    words = fold(plain).split()
    if len(words) < 4 or text[-1:] == "-":
        return False
    for size in range(1, min(5, len(words))):
        led = words[-size - 1] in _RANKS or re.search(rf"[,;.–-]\s*{words[-size]}\b[^,;]*$", plain)
        if led and _is_province(" ".join(words[-size:]), exact):
            return True
    return False


def is_clean(address: str) -> bool:
    """Say whether an address holds nothing but what addresses are written with."""
    return re.fullmatch(r"[\w\s,./()&-]+", address) is not None and not re.search(
        r"\.\s|\s\W\s", f"{address} ".replace(" - ", " ")
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
    return found.address(text) if len(text) >= _LEAST_ADDRESS else ""


def email(flow: Flow) -> Found | None:
    """Return the address for the answer: of several the one called new or for the answer, never an old one."""
    scored = []
    for start, end, text in _addresses(flow):
        context = f"{flow.over(start)} {flow.before(start, _words_since(flow, start))}"
        after = fold(flow.text(end, end + 8))
        score = 2.0 * holds(context, _NEW) - 3.0 * holds(context, _OLD) - 2.0 * holds(after, _OLD)
        scored.append((score - 4.0 * holds(context, NOT_OURS), start, end, text))
    if not scored:
        return labelled("email", flow, flow.find({"email": EMAIL})["email"], [], found.guessed_email)
    score, start, end, text = max(scored, key=lambda one: (one[0], one[1]))
    if score < 0:
        return None
    others = [one for one, _, _, other in scored if other != text]
    is_choice = any(one > score - _CLEARLY_BETTER and one >= 0 for one in others)
    return Found("email", text, lines_of(flow.items[start:end]), is_choice)


def _words_since(flow: Flow, start: int) -> int:
    """Return how many words before an address are about it: those since the address before, or fourteen."""
    for back in range(1, min(_CONTEXT, start) + 1):
        if "@" in flow.items[start - back].word.text:
            return back - 1
    return _CONTEXT


def _addresses(flow: Flow) -> Iterator[tuple[int, int, str]]:
    """Yield the addresses with their words: what stands close before the @ belongs to it ("van phong_vn@")."""
    for index, item in enumerate(flow.items):
        if "@" not in item.word.text and "©" not in item.word.text:
            continue
        start, end = index, index + 1
        while start > 0 and _is_local(flow.items[start - 1].word.text) and _is_joined(flow, start - 1):
            start -= 1
        while end < len(flow.items) and _is_close(flow, end - 1) and _goes_on(flow.text(index, end), flow, end):
            end += 1
        text = found.email(flow.text(start, end))
        if text:
            yield start, end, text


def _is_joined(flow: Flow, left: int) -> bool:
    """Say whether a word belongs to an address behind it: it stands close, or is no syllable ("hanhchinh 77@")."""
    one, other = flow.items[left], flow.items[left + 1]
    if one.row != other.row:
        return False
    text = one.word.text
    strange = len(text) > _LONGEST_SYLLABLE and text.isascii() and not lexicon.is_syllable(text)
    near = other.word.box[0] - one.word.box[2] < one.word.box[3] - one.word.box[1]
    return _is_close(flow, left) or (strange and near)


def _is_local(text: str) -> bool:
    return re.fullmatch(r"[a-z0-9._-]+", text) is not None


def _goes_on(text: str, flow: Flow, index: int) -> bool:
    """Say whether the domain of an address lacks what follows: a part after a dot, or before one."""
    after = flow.items[index].word.text
    if not re.fullmatch(r"[.\w-]*\w[.,;]?", bare(after)):
        return False
    return after.startswith(".") or text.rstrip().endswith((".", "-", "@")) or "." not in text.rpartition("@")[2]


def _is_close(flow: Flow, left: int) -> bool:
    """Say whether a word stands nearer to the next than words of its row do."""
    one, other = flow.items[left], flow.items[left + 1]
    if one.row != other.row:
        return False
    height = one.word.box[3] - one.word.box[1]
    words = flow.rows[one.row].words
    gaps = [after.box[0] - before.box[2] for before, after in pairwise(words)]
    usual = median(gaps) if len(gaps) > 3 else 0.5 * height
    return -height < other.word.box[0] - one.word.box[2] < min(0.62 * height, 0.7 * usual)


def phone(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    """Return the company's telephone: no fax, no hotline of the customs or of a provider."""
    own = [place for place in places if is_ours(flow, place)]
    return labelled("phone", flow, own, [place for place in stops if place not in own], _telephone, 2)


def _telephone(text: str) -> str:
    if holds(fold(text[:14]), _NO_PHONE):
        return ""
    return next((one for one in numbers.telephones(text) if one not in _HOTLINE), "")


def is_ours(flow: Flow, place: Place) -> bool:
    """Say whether nothing in or before a label says that it is about somebody else."""
    return not holds(f"{flow.before(place.start, 9)} {fold(flow.text(place.start, place.end))}", NOT_OURS)


def holds(text: str, phrases: Sequence[str]) -> bool:
    """Say whether a folded text holds one of some phrases as whole words."""
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)
