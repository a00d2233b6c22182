"""Fields of a request letter, as a list, a table or prose, and what it asks for."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from intake import numbers
from intake.facts import Request
from intake.fields import found
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, is_company, labelled, lines_of, taken, trimmed
from intake.kinds import says
from intake.text import bare, fold, squeezed
from intake.words import Line, Word

_TAX_CODE = ("mã số thuế", "MST", "mã số doanh nghiệp", "mã số hộ kinh doanh", "mã số thuế/mã số doanh nghiệp")
_COMPANY = (
    "tên công ty", "tên doanh nghiệp", "tên đơn vị", "tên tổ chức", "tên người khai hải quan", "tên hộ kinh doanh",
    "công ty chúng tôi là", "chúng tôi là", "tên người nộp thuế", "đơn vị đề nghị", "doanh nghiệp đề nghị",
)  # fmt: skip
_ADDRESS = ("địa chỉ", "địa chỉ trụ sở", "địa chỉ trụ sở chính", "địa chỉ công ty", "trụ sở chính", "trụ sở",
            "có trụ sở tại", "có trụ sở chính tại", "địa chỉ tại", "địa chỉ liên hệ", "trụ sở chính đặt tại",
            "trụ sở tại", "địa chỉ trụ sở chính tại", "trụ sở đặt tại")  # fmt: skip
_PHONE = ("điện thoại", "số điện thoại", "điện thoại liên hệ", "số điện thoại liên hệ", "ĐT", "SĐT", "Tel",
          "di động",
          "điện thoại di động", "số ĐT", "Hotline", "Phone")  # fmt: skip
_EMAIL = ("Email", "E-mail", "thư điện tử", "hộp thư", "địa chỉ thư điện tử", "hòm thư", "địa chỉ email",
          "hộp thư điện tử")  # fmt: skip
_PERSON = ("người đại diện theo pháp luật", "đại diện theo pháp luật", "đại diện pháp luật", "người đại diện",
           "người đại diện pháp luật", "do ông", "do bà", "do ông/bà", "đại diện là ông", "đại diện là bà",
           "đại diện bởi ông", "đại diện bởi bà", "đại diện bởi")  # fmt: skip
_OTHERS = (
    "fax", "website", "người liên hệ", "chức vụ", "chức danh", "lý do", "nội dung", "số tài khoản", "kính gửi",
    "làm đại diện", "số serial", "nhà cung cấp", "căn cứ", "ngành nghề", "kính đề nghị", "xin đề nghị", "nay",
    "giấy chứng nhận đăng ký doanh nghiệp số", "số CCCD", "căn cước công dân số", "trân trọng", "V/v",
)  # fmt: skip
_NOT_OURS = ("dai ly", "moi gioi", "uy thac", "dai ly hai quan", "don vi khai thue", "ben ban", "nha cung cap",
             "broker", "trung tam", "tong dai")  # fmt: skip
_OLD = ("cu", "khong con", "truoc day", "da mat", "ngung su dung", "khong su dung", "khong truy cap", "da dang ky",
        "bi khoa", "thay cho", "khong dung")  # fmt: skip
_NEW = ("nhan ket qua", "tra ket qua", "nhan thong bao", "moi", "tra loi", "phan hoi", "lien he", "gui ket qua",
        "ket qua", "hien dang", "hien nay", "nhan mat khau")  # fmt: skip
_MOTTOES = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
_HOTLINE = frozenset({"19009299", "02439440833"})
_HEADS = ("giam doc", "tong giam doc", "chu tich", "nguoi dai dien", "chu ho", "dai dien", "chu doanh nghiep",
          "truong phong", "pho giam doc")  # fmt: skip

REQUESTS: tuple[tuple[Request, tuple[tuple[str, float], ...]], ...] = (
    (Request.RESET_PASSWORD, (
        ("cấp lại mật khẩu", 3), ("cấp mới mật khẩu", 3), ("cấp mật khẩu mới", 3), ("quên mật khẩu", 3),
        ("mất mật khẩu", 2.5), ("đặt lại mật khẩu", 3), ("không nhớ mật khẩu", 3), ("khôi phục mật khẩu", 3),
        ("thất lạc mật khẩu", 3),
    )),
    (Request.REBIND_LOST, (
        ("chữ ký số bị mất", 3), ("chữ ký số bị hỏng", 3), ("bị mất, hỏng", 3), ("mua chữ ký số mới", 2.5),
        ("USB token bị hỏng", 3), ("token bị mất", 3), ("token bị hỏng", 3), ("thất lạc chữ ký số", 2.5),
        ("đánh mất", 1.5), ("bị thất lạc", 2), ("bị hư hỏng", 2), ("không sử dụng được chữ ký số cũ", 1),
        ("làm mất", 1.5), ("bị hỏng", 1.5), ("bị mất", 1.5),
    )),
    (Request.REBIND_RENEWED, (
        ("gia hạn sau thời điểm hết hạn", 3), ("chữ ký số hết hạn", 3), ("hết hạn hiệu lực", 2.5),
        ("gia hạn chữ ký số", 3), ("đã hết hạn", 2), ("gia hạn", 1.5), ("hết hiệu lực", 1.5),
    )),
)  # fmt: skip


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return the fields of a letter's page."""
    flow = Flow(rows)
    places = flow.find(
        {"tax_code": _TAX_CODE, "company_name": _COMPANY, "address": _ADDRESS, "phone": _PHONE, "email": _EMAIL,
         "representative": _PERSON, "other": _OTHERS}
    )  # fmt: skip
    stops = [place for group in places.values() for place in group]
    options = (
        _tax_code(flow, places["tax_code"], stops),
        _company(flow, places, stops),
        labelled("address", flow, [p for p in places["address"] if _is_ours(flow, p)], stops, _address, 3),
        _email(flow),
        _phone(flow, places["phone"], stops),
        _representative(flow, places["representative"], stops),
    )
    return {option.name: option for option in options if option}


def request(text: str) -> tuple[Request, float] | None:
    """Return what a letter asks for, and how sure that is (0 to 1); None where it does not say."""
    whole = squeezed(text)
    scores = {kind: sum(weight for phrase, weight in signs if says(whole, phrase, 88)) for kind, signs in REQUESTS}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (kind, best), (_, second) = ranked[0], ranked[1]
    if best < 1.5:
        return None
    return kind, min(0.99, 0.5 + (best - second) / (2 * best))


def _tax_code(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    own = [place for place in places if _is_ours(flow, place)]
    options = list(found.every("tax_code", flow, own, _others(stops, places), found.tax_code))
    return next((one for one in options if numbers.is_valid_tax_code(one.value)), options[0] if options else None)


def _others(stops: Sequence[Place], own: Sequence[Place]) -> list[Place]:
    return [place for place in stops if place not in own]


def _company(flow: Flow, places: Mapping[str, Sequence[Place]], stops: Sequence[Place]) -> Found | None:
    return (
        labelled("company_name", flow, places["company_name"], stops, labelled_company, 3)
        or _in_prose(flow, places["tax_code"])
        or heading(flow)
    )


def labelled_company(text: str) -> str:
    """Return a company's name where a text begins with one, else an empty string."""
    name = found.company(text)
    return name if is_company(name) else ""


def _in_prose(flow: Flow, codes: Sequence[Place]) -> Found | None:
    """Return the name before "…, mã số thuế" in a sentence that begins with it."""
    for place in codes:
        row = flow.items[place.start].row
        for start in range(place.start - 1, max(-1, place.start - 40), -1):
            item = flow.items[start]
            if item.row < row - 2:
                break
            begins = start == 0 or flow.items[start - 1].row != item.row
            if (
                begins
                and is_company(flow.text(start, place.start))
                and flow.text(start, place.start).rstrip()[-1] in ",;(-–"
            ):
                return taken("company_name", flow.items[start : place.start], labelled_company)
    return None


def heading(flow: Flow) -> Found | None:
    """Return the company's name at the head of a page: the left one of two columns."""
    kept: list[tuple[int, tuple[Word, ...]]] = []
    for index, row in enumerate(flow.rows[:8]):
        words = _left_column(row)
        text = found.company(Line(words).text) if words else ""
        if not kept and is_company(text):
            kept = [(index, words)]
        elif kept and index == kept[-1][0] + 1 and words and _is_heading_more(text):
            kept.append((index, words))
        elif kept:
            break
    if not kept:
        return None
    lines = tuple(Line(words) for _, words in kept)
    return Found("company_name", found.company(" ".join(line.text for line in lines)), lines)


def _left_column(row: Line) -> tuple[Word, ...]:
    """Return the words before the country's name or its motto, or before the widest gap where there is one."""
    likeness, cut = max(
        (Levenshtein.normalized_similarity(squeezed(Line(row.words[index:]).text), motto), index)
        for index in range(len(row.words))
        for motto in _MOTTOES
    )
    if likeness > 0.75:
        return trimmed(row.words[:cut])
    gaps = [
        (right.box[0] - left.box[2], index) for index, (left, right) in enumerate(pairwise(row.words), start=1)
    ]
    gap, index = max(gaps, default=(0, 0))
    return row.words[:index] if gap > 0.9 * (row.box[3] - row.box[1]) else row.words


def _is_heading_more(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    plain = fold(text)
    return (
        bool(letters)
        and sum(map(str.isupper, letters)) > 0.8 * len(letters)
        and not plain.startswith(
            (
                "so ",
                "mst",
                "ma so",
                "dia chi",
                "doc lap",
                "giay gioi",
                "giay de",
                "giay uy",
                "cong van",
                "kinh gui",
            )
        )
    )


def _address(text: str) -> str:
    return found.address(text) if len(text) >= 12 else ""


def _email(flow: Flow) -> Found | None:
    """Return the address for the answer: of several the one that is called new or for the answer, not the old."""
    scored = []
    for start, end, address in _addresses(flow):
        context = flow.before(start, 14)
        after = fold(flow.text(end, end + 8))
        score = 2.0 * _holds(context, _NEW) - 3.0 * _holds(context, _OLD) - 2.0 * _holds(after, _OLD)
        scored.append((score - 4.0 * _holds(context, _NOT_OURS), start, end, address))
    if not scored:
        return labelled("email", flow, flow.find({"email": _EMAIL})["email"], [], found.guessed_email)
    _, start, end, address = max(scored, key=lambda one: (one[0], one[1]))
    return Found("email", address, lines_of(flow.items[start:end]))


def _addresses(flow: Flow) -> Iterator[tuple[int, int, str]]:
    """Yield the addresses with their words: what stands close before the @ belongs to it ("van phong_vn@")."""
    for index, item in enumerate(flow.items):
        if "@" not in item.word.text and "©" not in item.word.text:
            continue
        start, end = index, index + 1
        while (
            start > 0
            and _is_close(flow, start - 1, start)
            and re.fullmatch(r"[a-z0-9._-]+", bare(flow.items[start - 1].word.text))
        ):
            start -= 1
        while (
            end < len(flow.items)
            and _is_close(flow, end - 1, end)
            and re.match(r"[.\w-]*\w", flow.items[end].word.text)
        ):
            end += 1
        address = found.email(flow.text(start, end))
        if address:
            yield start, end, address


def _is_close(flow: Flow, left: int, right: int) -> bool:
    """Say whether two words stand nearer to each other than words do."""
    one, other = flow.items[left], flow.items[right]
    height = one.word.box[3] - one.word.box[1]
    return one.row == other.row and -height < other.word.box[0] - one.word.box[2] < 0.62 * height


def _phone(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    own = [place for place in places if _is_ours(flow, place)]
    return labelled("phone", flow, own, _others(stops, places), _telephone, 2)


def _telephone(text: str) -> str:
    return next((one for one in numbers.telephones(text) if one not in _HOTLINE), "")


def _representative(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    return labelled("representative", flow, places, stops, found.person, 2) or signature(flow, "representative")


def signature(flow: Flow, name: str) -> Found | None:
    """Return the name under a signature: the last rows below the head's office that are a name."""
    heads = [
        index
        for index, row in enumerate(flow.rows)
        if any(head in fold(row.text) for head in _HEADS) and len(row.words) <= 9
    ]
    if not heads:
        return None
    for row in reversed(flow.rows[heads[-1] + 1 :]):
        middle = (flow.rows[heads[-1]].words[-1].box[0]) * 0.6
        words = tuple(word for word in row.words if word.box[0] > middle)
        person = found.person(Line(words).text) if words else ""
        if person:
            return Found(name, person, (Line(words),))
    return None


def _is_ours(flow: Flow, place: Place) -> bool:
    return not _holds(flow.before(place.start, 9), _NOT_OURS)


def _holds(text: str, phrases: Sequence[str]) -> bool:
    padded = f" {text} "
    return any(f" {phrase} " in padded for phrase in phrases)
