"""Fields of a request letter, as a list, a table or prose, and what it asks for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from intake import numbers
from intake.facts import Request
from intake.fields import (
    arrival,
    between,
    companies,
    contact,
    found,
    parties,
    persons,
    reply_address,
    serials,
    tax_codes,
)
from intake.fields.contact import is_ours
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, labelled, lines_of
from intake.kinds import says
from intake.text import fold, squeezed
from intake.words import Line, PixelBox

_TAX_CODE = (
    "mã số thuế", "MST", "mã số doanh nghiệp", "mã số hộ kinh doanh", "mã số thuế/mã số doanh nghiệp",
    "MST/Mã DN", "mã số người khai", "mã DN", "Tax code", "mã số thuế / Tax code", "mã số chi nhánh", "MSDN",
    "MST/MSDN", "mã số ĐKKD",
)  # fmt: skip
_PERSON = ("người đại diện theo pháp luật", "đại diện theo pháp luật", "đại diện pháp luật", "người đại diện",
           "người đại diện pháp luật", "do ông", "do bà", "do ông/bà", "=đại diện là ông", "=đại diện là bà",
           "=đại diện bởi ông", "=đại diện bởi bà", "=đại diện bởi", "người đứng đầu", "chủ hộ kinh doanh",
           "đại diện pháp luật / Representative", "Legal representative", "Representative", "=đại diện là",
           "người đại diện theo PL", "họ tên người đại diện", "=tôi là", "tôi tên là", "=chủ hộ",
           "=đại diện")  # fmt: skip
_NOW = "nay"
_OTHERS = (
    "fax", "website", "người liên hệ", "chức vụ", "chức danh", "lý do", "nội dung", "số tài khoản", "kính gửi",
    "làm đại diện", "số serial", "nhà cung cấp", "căn cứ", "ngành nghề", "kính đề nghị", "xin đề nghị", _NOW,
    "giấy chứng nhận đăng ký doanh nghiệp số", "số CCCD", "căn cước công dân số", "trân trọng", "V/v",
    "nguyên nhân", "số sê-ri", "nội dung đề nghị", "=đề nghị", "kính trình", "=Position", "=Reason",
)  # fmt: skip
_BEFORE_COLON = frozenset({"=đại diện", "nguyên nhân"})
"""Words that are labels before a colon alone."""
_ENTERPRISE = "=doanh nghiệp"
"""A label that is none as the beginning of a name: "Doanh nghiệp tư nhân …"."""

REQUESTS: tuple[tuple[Request, tuple[tuple[str, float], ...]], ...] = (
    (Request.RESET_PASSWORD, (
        ("cấp lại mật khẩu", 3), ("cấp mới mật khẩu", 3), ("cấp mật khẩu mới", 3), ("quên mật khẩu", 3),
        ("mất mật khẩu", 2.5), ("đặt lại mật khẩu", 3), ("không nhớ mật khẩu", 3), ("khôi phục mật khẩu", 3),
        ("thất lạc mật khẩu", 3),
    )),
    (Request.REBIND_LOST, (
        ("chữ ký số bị mất", 3), ("chữ ký số bị hỏng", 3), ("bị mất, hỏng", 3), ("mua chữ ký số mới", 2.5),
        ("USB token bị hỏng", 3), ("token bị mất", 3), ("token bị hỏng", 3), ("thất lạc chữ ký số", 2.5),
        ("mất thiết bị chữ ký số", 3),
        ("mất chữ ký số", 2.5), ("mất USB token", 3), ("chập cháy", 2), ("rơi vỡ", 2), ("lost or damaged", 2),
        ("chữ ký số cũ bị", 1.5), ("không sử dụng được nữa", 1), ("nhà cung cấp khác", 1), ("đánh mất", 1.5),
        ("bị thất lạc", 2), ("bị hư hỏng", 2), ("không sử dụng được chữ ký số cũ", 1),
        ("làm mất", 1.5), ("bị hỏng", 1.5), ("bị mất", 1.5),
    )),
    (Request.REBIND_RENEWED, (
        ("gia hạn sau thời điểm hết hạn", 3), ("chữ ký số hết hạn", 3), ("hết hạn hiệu lực", 2.5),
        ("gia hạn chữ ký số", 3), ("đã hết hạn", 2), ("gia hạn", 1.5), ("hết hiệu lực", 1.5), ("quá hạn", 1.5),
        ("sau gia hạn", 3), ("sau khi hết hạn", 3), ("sau ngày hết hạn", 3), ("gia hạn quá hạn", 3),
        ("mới làm thủ tục gia hạn", 3), ("của đơn vị hết hạn từ ngày", 3), ("chữ ký số gia hạn muộn", 3),
    )),
)  # fmt: skip
_COMPANY, _SENTENCE = re.compile(r"\b(?:cong ty|doanh nghiep|hop tac xa|ho kinh doanh)\b"), 14
_OURSELVES = ("chung", "toi", "don", "vi", "minh")
"""Words by which a company speaks of itself; and as many words before a label are looked at."""
_SHORT_PHRASE = 14
_CODE = r"\d{10}(?:-\d{3})?|\d{12}"
"""A company's tax code, a branch's, a household's."""
_END_OF_NAME = 12
"""Letters by which a row is told that ends with the company's name."""
_NEXT_ROW = 1.7
"""In heights of a row: how far below the middle of another one that of the next row is at most."""
_LONG_NAME = 30
"""Words before a code in brackets that may be the company's name."""
_BROKEN = 70
"""How like its label the words before a code must be that stands alone (0 to 100)."""


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return the fields of a letter's page."""
    flow = Flow(between.joined(arrival.without(rows)))
    places = flow.find(
        {"tax_code": _TAX_CODE, "company_name": parties.COMPANY, "address": contact.ADDRESS,
         "phone": contact.PHONE, "email": reply_address.EMAIL, "representative": _PERSON, "other": _OTHERS}
    )  # fmt: skip
    places = {
        group: [place for place in found_here if _is_label(flow, place)] for group, found_here in places.items()
    }
    places["other"] = [place for place in places["other"] if _is_clear(flow, place)]
    stops = [place for group in places.values() for place in group]
    company = parties.company(flow, places, stops)
    signer = labelled("representative", flow, places["representative"], stops, _person, 2) or _signed(
        parties.signature(flow, "representative"), company
    )
    options = (
        _tax_code(flow, places["tax_code"], stops, company),
        company,
        contact.address(flow, places["address"], stops),
        reply_address.read(flow, signer.value if signer else ""),
        contact.phone(flow, places["phone"], stops),
        signer,
        serials.read(flow),
    )
    return {option.name: option for option in options if option}


def request(text: str) -> tuple[Request, float] | None:
    """Return what a letter asks for, and how sure that is (0 to 1); None where it does not say."""
    whole = squeezed(text)
    scores = {kind: sum(weight for phrase, weight in signs if _says(whole, phrase)) for kind, signs in REQUESTS}
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    (kind, best), (_, second) = ranked[0], ranked[1]
    if best < 1.5:
        return None
    return kind, min(0.99, 0.5 + (best - second) / (2 * best))


def _says(whole: str, phrase: str) -> bool:
    """Say whether a letter holds a phrase; of a short one all: «nhật chữ ký số» is not «mất chữ ký số»."""
    return says(whole, phrase, 95 if len(squeezed(phrase)) < _SHORT_PHRASE else 88)


def _signed(person: Found | None, company: Found | None) -> Found | None:
    """Return who signed, where that is no part of the company's name that stands there too."""
    return None if person and company and parties.is_of_company(person, company.value) else person


def _is_label(flow: Flow, place: Place) -> bool:
    """Say whether a place is a label, and no part of a sentence or of a name ("Nguyễn Nhân", "Vũ Thị Này")."""
    if place.label == _NOW:
        return flow.items[place.start].word.text.lower() == _NOW
    if parties.begins_name(flow, place, _ENTERPRISE):
        return False
    return place.label not in _BEFORE_COLON or flow.items[place.end - 1].word.text.endswith(":")


def _is_clear(flow: Flow, place: Place) -> bool:
    """Say whether a label that only ends values is clear: "đường Sò Tại Hoằng" is no "số tài khoản"."""
    begins = place.start == 0 or flow.items[place.start - 1].row != flow.items[place.start].row
    text = flow.text(place.start, place.end)
    return begins or text.endswith(":") or squeezed(text) == squeezed(place.label)


def _tax_code(flow: Flow, places: Sequence[Place], stops: Sequence[Place], company: Found | None) -> Found | None:
    """Return the company's own code: behind a label, else the only valid one that stands in brackets or alone.

    One that its own label does not name, or beside another one that does, is a choice: another paper must have it.
    """
    own = [place for place in places if is_ours(flow, place)]
    others = [place for place in stops if place not in own]
    sure = [place for place in own if not _is_of_another(flow, place, company)]
    options = list(found.every("tax_code", flow, sure, others, tax_codes.tax_code))
    if options:
        return tax_codes.likeliest_code(options)
    alone = (
        found.labelled("tax_code", flow, own, others, tax_codes.tax_code)
        or next(_in_brackets(flow), None)
        or next(_behind_broken_label(flow), None)
        or next(_behind_initial(flow), None)
        or next(_in_brackets(flow, company), None)
        or (next(_below_name(flow, company), None) if company else None)
    )
    return replace(alone, is_choice=True) if alone else None


def _is_of_another(flow: Flow, place: Place, company: Found | None) -> bool:
    """Say whether a label stands right behind the name of a company that is not the letter's."""
    parts = _COMPANY.split(flow.before(place.start, _SENTENCE))
    named = companies.own_words(parts[-1]) if len(parts) > 1 else set()
    if company is None or not named:
        return False
    return named.isdisjoint({*companies.own_words(company.value), *_OURSELVES})


def _behind_broken_label(flow: Flow) -> Iterator[Found]:
    """Yield the valid codes that stand alone behind what may have been their label ("M#$ố đ6'nh nghiệp:")."""
    for row in flow.rows:
        said, colon, rest = row.text.partition(":")
        code = rest.strip(" .;,")
        if colon and _is_code(code) and says(squeezed(said), "doanh nghiệp", _BROKEN):
            yield Found("tax_code", code, (Line(tuple(word for word in row.words if code in word.text)),))


def _behind_initial(flow: Flow) -> Iterator[Found]:
    """Yield the valid codes in front of which stands what is left of "MST" ("M5 0100112437 | Tel: …")."""
    for index, item in enumerate(flow.items[1:], start=1):
        label, code = flow.items[index - 1], item.word.text.strip(" .;,|")
        is_label = label.row == item.row and re.fullmatch(r"M\w{1,2}:?", label.word.text)
        is_valid = re.fullmatch(r"\d{10}(?:-\d{3})?", code) and numbers.is_valid_tax_code(code)
        if is_label and is_valid and not contact.holds(flow.before(index, 12), contact.NOT_OURS):
            yield Found("tax_code", code, lines_of([item]))


def _is_code(text: str) -> bool:
    """Say whether a text is a valid tax code and nothing else."""
    return re.fullmatch(_CODE, text) is not None and numbers.is_valid_tax_code(text)


def _below_name(flow: Flow, company: Found) -> Iterator[Found]:
    """Yield the valid codes that end the row below the company's name: a stamp of arrival lies on their label."""
    end = squeezed(company.value)[-_END_OF_NAME:]
    names = [company.lines[-1].box, *(row.box for row in flow.rows if squeezed(row.text).endswith(end))]
    for row in flow.rows:
        is_next = any(_is_next(row.box, box) for box in names)
        if not is_next or contact.holds(fold(row.text), contact.NOT_OURS):
            continue
        words = [word for word in row.words if any(map(str.isalnum, word.text))]
        code = words[-1].text.strip(" .;,|") if words else ""
        if _is_code(code):
            yield Found("tax_code", code, (Line((words[-1],)),))


def _is_next(box: PixelBox, name: PixelBox) -> bool:
    """Say whether a row stands right below another one."""
    below = (box[1] + box[3] - name[1] - name[3]) / 2
    return 0 < below < _NEXT_ROW * (name[3] - name[1])


def _in_brackets(flow: Flow, company: Found | None = None) -> Iterator[Found]:
    """Yield the valid codes that stand in brackets behind the name of nobody else: "Công ty … (0101234567)".

    Right behind the name of the letter's own company a misread one counts as well: it is to be read again.
    """
    for index, item in enumerate(flow.items):
        match = re.match(rf"\(\D{{0,6}}({_CODE})\)", item.word.text)
        if match is None or contact.holds(flow.before(index, 12), contact.NOT_OURS):
            continue
        is_own = company and squeezed(flow.before(index, _LONG_NAME)).endswith(squeezed(company.value))
        if is_own or numbers.is_valid_tax_code(match[1]):
            yield Found("tax_code", match[1], lines_of([item]))


def _person(text: str) -> str:
    person = persons.person(text)
    return person if persons.is_likely_person(person) else ""
