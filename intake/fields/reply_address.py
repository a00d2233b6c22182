"""The address of e-mail for the answer: of those in a letter the one that is meant, and whether that is sure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from intake import lexicon, mailboxes
from intake.fields import addresses, contact
from intake.fields.flow import Flow, Item
from intake.fields.found import Found, labelled, lines_of
from intake.text import bare, fold

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
_LEADING = (
    "email",
    "e mail",
    "mail",
    "thu dien tu",
    "dien tu",
    "dia chi",
    "hop thu",
    "hom thu",
    "gui ve",
    "gui toi",
)
"""What an address follows at once."""
_LABEL_RUN = frozenset({"dientu", "thudientu"})
"""What an address follows in a row, with a stroke of dirt in it: "thư điện-tử hanhchinh_76@"."""
_LABELLED = re.compile(r"(?:dia chi )?(?:e ?mail|thu dien tu|hop thu|hom thu)\b")
"""How a row begins that is an item of its own: what the row above says is of something else ("đường Cữ")."""
_OF_LABELS = frozenset({"email", "mail", "reply", "address", "to", "contact"})
"""Small letters that a label ends with."""
_CONTEXT = 14
_LEAST_LOCAL, _COLUMN = 3, 6
_FULL_ROW = 0.8
"""Of the widest row: so far a row reaches that was broken for want of room."""
_LONGEST_SYLLABLE = 6
_CLEARLY_BETTER = 2.0
"""By so much an address must be meant more than another that is not an old one."""


def read(flow: Flow) -> Found | None:
    """Return the address for the answer: of several the one called new or for the answer, never an old one.

    It is a choice, which somebody has to look at, where another may be meant as well: one that is not called old,
    one that may be cut short, or one that is spoken of and not to be seen. So is one that a row parts before its
    @, unless a label leads to it.
    """
    seen = [*_addresses(flow), *_guessed(flow)]
    scored = [(_meant(flow, *one), one) for one in seen]
    if not scored:
        guessed = labelled("email", flow, flow.find({"email": EMAIL})["email"], [], addresses.guessed_email)
        return guessed or next(_broken(flow), None)
    score, (start, end, text) = max(scored, key=lambda one: (one[0], one[1]))
    if score < 0:
        return next(_broken(flow, known=[one[2] for one in seen]), None)
    others = [one for one, (_, _, other) in scored if other != text]
    is_choice = any(one > score - _CLEARLY_BETTER and one >= 0 for one in others)
    is_choice |= start > 0 and _may_lack_its_start(flow, start)
    is_choice |= start > 0 and _may_be_parted(flow, start - 1)
    is_choice |= _is_parted_in_doubt(flow, start, end)
    is_choice |= _may_go_on(flow, start, end)
    is_choice |= _may_be_cut(flow, start, text) or _is_one_unseen(flow, [one[0] for one in seen])
    return Found("email", text, lines_of(flow.items[start:end]), is_choice)


def _may_lack_its_start(flow: Flow, start: int) -> bool:
    """Say whether a hyphen or underline leads to an address; alone behind a label's colon it is dirt."""
    before = flow.items[start - 1].word.text
    is_alone = len(before) == 1 and flow.text(max(0, start - 2), start - 1).endswith(":")
    return before.endswith(("-", "_")) and not is_alone


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
    is_led = contact.holds(flow.before(start, 4), _LEADING) or flow.text(max(0, start - 1), start).endswith(":")
    return not is_led


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
    goes_on = start < len(flow.items) and re.match(r"[a-z©®]", flow.items[start].word.text)
    if start and flow.items[start - 1].word.text.endswith((".", ";")) and not goes_on:
        return start
    for index in range(start, min(len(flow.items), start + _CONTEXT)):
        text = flow.items[index].word.text
        is_new_row = index > 0 and flow.items[index].row != flow.items[index - 1].row
        if "@" in text or (is_new_row and not text[:1].islower()):
            return index
        if flow.items[index].word.text.endswith((".", ";")):
            return index + 1
    return min(len(flow.items), start + _CONTEXT)


def _guessed(flow: Flow) -> Iterator[tuple[int, int, str]]:
    """Yield addresses whose @ was taken for another sign: "hanhchinh_83(mail.congty.vn"."""
    for index, item in enumerate(flow.items):
        if "@" in item.word.text or "©" in item.word.text:
            continue
        whole = item.word.text + (flow.text(index + 1, index + 2) if item.word.text.endswith(".") else "")
        text = addresses.guessed_email(whole)
        if text:
            yield index, index + 1, text


def _broken(flow: Flow, known: Sequence[str] = ()) -> Iterator[Found]:
    """Yield what stands about an @ and is no address as it was read ("office@mienbac: vn.example")."""
    for index, item in enumerate(flow.items):
        beside = flow.items[index - 1 : index + 2] if index else []
        if item.word.text == "@" and len({one.row for one in beside}) == 1:
            text = addresses.email("".join(one.word.text for one in beside))
            if text and not any(text in one for one in known):
                yield Found("email", text, lines_of(beside), is_choice=True)
        if not re.search(r"\w@\w", item.word.text):
            continue
        after = flow.text(index + 1, index + 2)
        size = 2 if "." in after or after.rstrip(".,;") in mailboxes.ENDINGS else 1
        text = addresses.email(re.sub(r"[:;,]\s*", ".", flow.text(index, index + size).rstrip(" .,;:")))
        if not text or any(text in one or one in text for one in known):
            continue
        if _meant(flow, index, index + size, text) >= 0:
            yield Found("email", text, lines_of(flow.items[index : index + size]), is_choice=bool(known))


def _may_go_on(flow: Flow, start: int, end: int) -> bool:
    """Say whether a full stop ends an address in a row that a label begins: the rest may be lost."""
    is_stopped = re.search(r"[a-z0-9]\.$", flow.items[end - 1].word.text) is not None
    row = flow.items[start].row
    first = next(index for index, item in enumerate(flow.items) if item.row == row)
    first += not any(map(str.isalnum, flow.items[first].word.text))  # a bullet
    return is_stopped and any(place.start == first for place in flow.find({"email": EMAIL})["email"])


def _may_be_cut(flow: Flow, start: int, text: str) -> bool:
    """Say whether so little stands before the @ that some may be missing, where no label ends right before it."""
    is_labelled = start > 0 and flow.items[start - 1].word.text.endswith(":")
    local = text.partition("@")[0]
    return (len(local) < _LEAST_LOCAL or local.isdigit()) and not is_labelled


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


def _addresses(flow: Flow) -> Iterator[tuple[int, int, str]]:
    """Yield the addresses with their words: what stands close before the @ belongs to it ("van phong_vn@")."""
    for index, item in enumerate(flow.items):
        if "@" not in item.word.text and "©" not in item.word.text:
            continue
        start, end = index, index + 1
        while start > 0 and _is_local(flow.items[start - 1].word.text) and _is_joined(flow, start - 1):
            start -= 1
        while end < len(flow.items) and _is_near(flow, end - 1) and _goes_on(flow.text(index, end), flow, end):
            end += 1
        text = addresses.email(flow.text(start, end))
        if text:
            yield start, end, text


def _is_joined(flow: Flow, left: int) -> bool:
    """Say whether a word belongs to an address behind it: it stands close, or is no syllable ("hanhchinh 77@").

    A word with its marks right ("về") is none of an address.
    """
    one, other = flow.items[left], flow.items[left + 1]
    if one.row != other.row:
        return _is_broken(flow, left)
    text = _plain(one.word.text)
    if fold(text).replace(" ", "") in _LABEL_RUN:
        return False
    if text.endswith(".") and (re.match(r"\d{1,4}@", other.word.text) or _is_no_word(one.word.text)):
        return other.word.box[0] - one.word.box[2] < max(
            item.word.box[3] - item.word.box[1] for item in (one, other)
        )
    if text != one.word.text.lower() and lexicon.is_syllable(one.word.text.lower()):
        return False
    strange = len(text) > _LONGEST_SYLLABLE and not lexicon.is_syllable(text)
    near = other.word.box[0] - one.word.box[2] < max(item.word.box[3] - item.word.box[1] for item in (one, other))
    return _is_close(flow, left) or (strange and near)


def _is_no_word(text: str) -> bool:
    """Say whether letters before a full stop are no word that ends a sentence: "xnk." is a part of an address."""
    word = text.lower().rstrip(".")
    return word.isascii() and word.isalpha() and not lexicon.is_syllable(word) and word not in _LEADING


def _is_local(text: str) -> bool:
    return re.fullmatch(r"[a-z0-9._-]+", _plain(text)) is not None


def _plain(text: str) -> str:
    """Return a word without the colon of a label before it and without marks, which no address has."""
    return bare(text.lstrip(":"))


def _goes_on(text: str, flow: Flow, index: int) -> bool:
    """Say whether the domain of an address lacks what follows: a part after a dot, or before one."""
    after = flow.items[index].word.text
    if not re.fullmatch(r"[.\w-]*\w[.,;]?", bare(after)):
        return False
    return after.startswith(".") or text.rstrip().endswith((".", "-", "@")) or "." not in text.rpartition("@")[2]


def _is_near(flow: Flow, left: int) -> bool:
    """Say whether a word may go on with the domain before it: behind its @ even at some distance."""
    if flow.items[left].row != flow.items[left + 1].row:
        return _is_broken(flow, left)
    is_cut = flow.items[left].word.text.endswith(("@", "©"))
    return is_cut or _is_close(flow, left)


def _is_broken(flow: Flow, left: int) -> bool:
    """Say whether a full row breaks an address: at a hyphen, as word processors do, or a dot before figures."""
    row = flow.items[left].row
    ends_row = flow.items[left + 1].row == row + 1 and flow.rows[row].box[2] >= _FULL_ROW * flow.right
    text, after = flow.items[left].word.text, flow.items[left + 1].word.text
    is_parted = re.search(r"[a-z0-9]-$", text) or (re.search(r"[a-z]\.+$", text) and re.match(r"\d+@", after))
    return ends_row and is_parted is not None


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
