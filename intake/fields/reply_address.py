"""The address of e-mail for the answer: of those in a letter the one that is meant, and whether that is sure."""

import re
from collections.abc import Iterator, Sequence

from intake.fields import addresses, at_signs, contact
from intake.fields.flow import Flow, Item
from intake.fields.found import Found, labelled, lines_of
from intake.text import SMALL, bare, fold

EMAIL = (
    "Email", "E-mail", "thư điện tử", "hộp thư", "địa chỉ thư điện tử", "hòm thư", "địa chỉ email",
    "hộp thư điện tử", "email liên hệ", "địa chỉ e-mail", "địa chỉ thư điện tử nhận kết quả",
    "email nhận kết quả", "hộp thư nhận trả lời", "email nhận mật khẩu", "thư điện tử / E-mail",
)  # fmt: skip
_OLD = ("cu", "khong con", "truoc day", "da mat", "ngung su dung", "khong su dung", "khong truy cap", "da dang ky",
        "bi khoa", "thay cho", "khong dung", "nghi viec", "het han", "dang ky truoc", "da hong",
        "hien gan voi", "gan voi email", "da khoa", "bi hong", "bi mat", "quen mat khau", "khong vao duoc",
        "khong hoat dong", "ngung", "khong gui", "dung gui", "luc dang ky", "khi dang ky")  # fmt: skip
_FORMER = _OLD[0]
_NEW = ("nhan ket qua", "tra ket qua", "nhan thong bao", "moi", "tra loi", "phan hoi", "lien he", "gui ket qua",
        "ket qua", "hien dang", "hien nay", "nhan mat khau", "thay bang", "doi thanh", "gui ve",
        "gui thu ve")  # fmt: skip
_LABELLED = re.compile(r"(?:dia chi )?(?:e ?mail|thu dien tu|hop thu|hom thu)\b")
"""How a row begins that is an item of its own: what the row above says is of something else ("đường Cữ")."""
_OF_LABELS = frozenset({"email", "mail", "reply", "address", "to", "for", "contact"})
"""Small letters that a label ends with."""
_LAST = (".vn.", ".example.", ".test.")
"""What a domain ends with, and a full stop: behind that nothing goes on."""
_LABEL_ENDS = re.compile(r"\b(?:e ?mail|dien tu|hop thu|hom thu)$")
_CONTEXT = 14
_LEAST_LOCAL, _COLUMN = 3, 6
_CLEARLY_BETTER = 2.0
"""By so much an address must be meant more than another that is not an old one."""


def read(flow: Flow, signer: str = "") -> Found | None:
    """Return the address for the answer: of several the one called new or for the answer, never an old one.

    It is a choice, which somebody has to look at, where another may be meant as well: one that is not called old,
    one that may be cut short, or one that is spoken of and not to be seen. So is one that a row parts before its
    @, unless a label leads to it. `signer` is the company's representative, whose name is short but whole before
    the @.
    """
    flow = at_signs.without_specks(flow)
    seen = at_signs.seen(flow)
    scored = [(_meant(flow, *one), one) for one in seen]
    if not scored:
        guessed = labelled("email", flow, flow.find({"email": EMAIL})["email"], [], addresses.guessed_email)
        return guessed or next(_broken(flow), None)
    score, (start, end, text) = max(scored, key=lambda one: (one[0], one[1]))
    if score < 0:
        return next(_broken(flow, known=[one[2] for one in seen]), None)
    others = [one for one, (_, _, other) in scored if other != text]
    is_choice = any(one > score - _CLEARLY_BETTER and one >= 0 for one in others)
    is_choice |= start > 0 and _may_be_parted(flow, start - 1)
    is_choice |= _is_parted_in_doubt(flow, start, end)
    is_choice |= _may_go_on(flow, start, end)
    is_choice |= _is_one_unseen(flow, [one[0] for one in seen])
    is_led_to = not is_choice and start > 0 and _may_lack_its_start(flow, start)
    is_short = _may_be_cut(flow, start, text, signer)
    is_doubtful, is_short = is_choice or is_led_to or is_short, is_short and not (is_choice or is_led_to)
    return Found("email", text, lines_of(flow.items[start:end]), is_doubtful, is_led_to and not is_short, is_short)


def _goes_on_small(flow: Flow, index: int) -> bool:
    """Say whether a small letter follows, as none does on a sentence's end: "trước. đây" has a speck in it."""
    return index < len(flow.items) and re.match(rf"[{SMALL}©®]", flow.items[index].word.text) is not None


def _broken(flow: Flow, known: Sequence[str] = ()) -> Iterator[Found]:
    """Yield the broken addresses that may be meant; a choice beside others, or where its @ stands alone.

    One that the second reader sees whole is none for the others alone.
    """
    for start, end, text in at_signs.broken(flow, known):
        is_alone = any(item.word.text == "@" for item in flow.items[start:end])
        if is_alone or _meant(flow, start, end, text) >= 0:
            is_parted = is_alone or (start > 0 and _may_be_parted(flow, start - 1))
            is_led_to = bool(known) and not is_parted
            yield Found("email", text, lines_of(flow.items[start:end]), is_parted or is_led_to, is_led_to)


def _may_lack_its_start(flow: Flow, start: int) -> bool:
    """Say whether a hyphen or underline leads to an address; alone behind a label it is dirt, or a dash.

    So it is at the start of the cell beside a label's.
    """
    before, own = flow.items[start - 1].word.text, flow.items[start].word.text
    said = flow.text(max(0, start - 3), start - 1)
    is_labelled = said.endswith(":") or _LABEL_ENDS.search(fold(said)) is not None
    if flow.rows[flow.items[start].row].is_cell:
        is_labelled |= any(place.end == start - 1 for place in flow.find({"email": EMAIL})["email"])
    is_alone = len(before) == 1 and is_labelled
    return before.endswith(("-", "_")) and not is_alone and not own.startswith(":")


def _may_be_parted(flow: Flow, left: int) -> bool:
    """Say whether a word without marks and a stop or colon stand close before an address, and may belong to it."""
    one, other = flow.items[left], flow.items[left + 1]
    is_part = re.fullmatch(r"[a-z0-9]+[.:;,]", one.word.text) and one.word.text[:-1] not in _OF_LABELS
    if one.row != other.row or not is_part:
        return False
    return other.word.box[0] - one.word.box[2] < one.word.box[3] - one.word.box[1]


def _is_parted_in_doubt(flow: Flow, start: int, end: int) -> bool:
    """Say whether a row parts an address so that its first part may be another word.

    A hyphen at the end of the row is the address's own: no word processor parts Vietnamese words.
    """
    rows = [item.row for item in flow.items[start:end]]
    first = flow.items[start : start + rows.count(rows[0])]
    if rows[0] == rows[-1] or any("@" in item.word.text for item in first):
        return False
    if flow.text(max(0, start - 1), start).endswith(":"):
        return False
    return not contact.holds(flow.before(start, 4), at_signs.LEADING)


def _meant(flow: Flow, start: int, end: int, _text: str) -> float:
    """Return how much the words around an address say that the answer is to go there."""
    said = min(_words_since(flow, start), _words_of_item(flow, start))
    near = min(said, _words_of_sentence(flow, start))
    context = _without_names(flow, start, near, f"{flow.over(start)} {flow.before(start, near)}")
    owner = f"{flow.over(start)} {flow.before(start, said)}"
    last = _sentence_end(flow, end)
    after = _without_names(flow, last, last - end, fold(flow.text(end, last)))
    score = (
        2.0 * contact.holds(context, _NEW) - 3.0 * contact.holds(context, _OLD) - 2.0 * contact.holds(after, _OLD)
    )
    return score - 4.0 * contact.holds(owner, contact.NOT_OURS)


def _sentence_end(flow: Flow, start: int) -> int:
    """Return where what is said of an address ends: at a full stop, another address, or a row with a capital."""
    if start and flow.items[start - 1].word.text.endswith((".", ";")) and not _goes_on_small(flow, start):
        return start
    for index in range(start, min(len(flow.items), start + _CONTEXT)):
        text = flow.items[index].word.text
        is_new_row = index > 0 and flow.items[index].row != flow.items[index - 1].row
        if "@" in text or (is_new_row and not text[:1].islower()):
            return index
        if text.endswith(";") or (text.endswith(".") and not _goes_on_small(flow, index + 1)):
            return index + 1
    return min(len(flow.items), start + _CONTEXT)


def _may_go_on(flow: Flow, start: int, end: int) -> bool:
    """Say whether a full stop ends an address that goes on: the rest is lost but behind "vn".

    So it is in a row that a label begins, and before what begins no sentence: "mau.com. -<xample".
    """
    text = flow.items[end - 1].word.text
    if not re.search(r"[a-z0-9]\.$", text) or text.endswith(_LAST):
        return False
    behind = [item for item in flow.items[end : end + 1] if item.row == flow.items[end - 1].row]
    if any(_begins_no_sentence(item.word.text) for item in behind):
        return True
    row = flow.items[start].row
    first = next(index for index, item in enumerate(flow.items) if item.row == row)
    first += not any(map(str.isalnum, flow.items[first].word.text))  # a bullet
    return any(place.start == first for place in flow.find({"email": EMAIL})["email"])


def _begins_no_sentence(text: str) -> bool:
    """Say whether a word begins with a small letter, whatever signs stand before it, and has no marks."""
    word = re.sub(r"^\W+|\W+$", "", text)
    return re.match(rf"[{SMALL}]", word) is not None and bare(word) == word


def _may_be_cut(flow: Flow, start: int, text: str, signer: str) -> bool:
    """Say whether so little stands before the @ that some may be missing, where no label ends right before it.

    A name of the representative's is whole: "ut@…" of Thái Sỹ Út.
    """
    local = text.partition("@")[0]
    is_short = len(local) < _LEAST_LOCAL and local not in fold(signer).split()[-1:]
    return (is_short or local.isdigit()) and not (start > 0 and _is_labelled(flow, start))


def _is_labelled(flow: Flow, start: int) -> bool:
    """Say whether a label ends right before a word: a colon, or with no room for another ("thư điện tử ba@…")."""
    if flow.items[start - 1].word.text.endswith(":"):
        return True
    before, word = flow.items[start - 1].word.box, flow.items[start].word.box
    is_close = flow.items[start - 1].row == flow.items[start].row and word[0] - before[2] < before[3] - before[1]
    return is_close and any(place.end == start for place in flow.find({"email": EMAIL})["email"])


def _is_one_unseen(flow: Flow, starts: Sequence[int]) -> bool:
    """Say whether behind a label for an address stands something else: an address that could not be read."""
    rows = {flow.items[start].row for start in starts}
    for place in flow.find({"email": EMAIL})["email"]:
        row = flow.items[place.end - 1].row
        behind = list(_beside(flow, place.end, row))
        is_last = not any(letter.isalnum() for item in behind for letter in item.word.text)
        if flow.items[place.end - 1].word.text.endswith(":") and row + is_last not in rows:
            return True
    return False


def _beside(flow: Flow, start: int, row: int) -> Iterator[Item]:
    """Yield the words of a row from one on, as far as they stand close: beyond a gap another column begins.

    In a table's row it is the cell beside.
    """
    before = flow.items[start - 1].word.box
    for item in flow.items[start:]:
        is_far = item.word.box[0] - before[2] > _COLUMN * (before[3] - before[1])
        if item.row != row or (is_far and not flow.rows[row].is_cell):
            return
        yield item
        before = item.word.box


def _words_of_sentence(flow: Flow, start: int) -> int:
    """Return how many words before an address belong to its sentence."""
    for back in range(1, start + 1):
        if flow.items[start - back].word.text.endswith((".", ";")):
            return back - 1
    return start


def _without_names(flow: Flow, start: int, words: int, context: str) -> str:
    """Return what is said before a place without names that fold to "cũ": "anh Cù Quýnh", "đường Cữ"."""
    seen = [item.word.text for item in flow.items[max(0, start - words) : start]]
    is_said = any(fold(text) == _FORMER and text[:1].islower() for text in seen)
    return context if is_said else " ".join(word for word in context.split() if word != _FORMER)


def _words_of_item(flow: Flow, start: int) -> int:
    """Return how many words before an address are of its row, where a label begins that; else all of them."""
    row = flow.items[start].row
    first = next(index for index in range(start + 1) if flow.items[index].row == row)
    return start - first if _LABELLED.match(fold(flow.text(first, start + 1))) else start


def _words_since(flow: Flow, start: int) -> int:
    """Return how many words before an address are about it: those since the address before, or fourteen."""
    for back in range(1, min(_CONTEXT, start) + 1):
        if "@" in flow.items[start - back].word.text:
            return back - 1
    return _CONTEXT
