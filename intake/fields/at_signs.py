"""Addresses of e-mail among the words of a letter: each with the words that belong to it, however they stand."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from intake import lexicon, mailboxes
from intake.fields import addresses
from intake.fields.flow import Flow
from intake.text import bare, fold
from intake.words import Line

Place = tuple[int, int, str]
"""The first word of an address, the one past its last, and the address."""
LEADING = (
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
_FIGURES = re.compile(r"[\dIl]\d{0,3}@")
"""The number of a mailbox."""
_LABEL_END = re.compile(r"(?:mail|tu|thu)\W*$")
"""How a label of an address ends, whose colon is its own."""
_FULL_ROW = 0.8
"""Of the widest row: so far a row reaches that was broken for want of room."""
_LONGEST_SYLLABLE = 6


def without_specks(flow: Flow) -> Flow:
    """Return the rows without the signs at their edges that part an address: "van-" and "-", "." and "thu@"."""
    rows = [_without_first(_without_last(row)) for row in flow.rows]
    return Flow([row for row in rows if row.words]) if rows != list(flow.rows) else flow


def _without_last(row: Line) -> Line:
    """Return a row without a sign behind the hyphen that it ends with: "van-" and "-", or "van-."."""
    is_parted = len(row.words) > 1 and re.search(r"[a-z0-9]-$", row.words[-2].text) is not None
    if is_parted and _is_sign(row.words[-1].text):
        return replace(row, words=row.words[:-1])
    if not row.words:
        return row
    *words, last = row.words
    is_parted = re.search(r"[a-z0-9]-$", last.text[:-1]) is not None and _is_sign(last.text[-1])
    return replace(row, words=(*words, replace(last, text=last.text[:-1]))) if is_parted else row


def _without_first(row: Line) -> Line:
    """Return a row without a sign before the small letters of an address that it begins with."""
    is_begun = len(row.words) > 1 and re.match(r"[a-z0-9._-]+@", row.words[1].text) is not None
    return replace(row, words=row.words[1:]) if is_begun and _is_sign(row.words[0].text) else row


def _is_sign(text: str) -> bool:
    return len(text) == 1 and text in ".,'`:;-·"


def seen(flow: Flow) -> list[Place]:
    """Return the addresses of a letter, those in which the @ was taken for another sign last."""
    return [*_addresses(flow), *_guessed(flow)]


def _addresses(flow: Flow) -> Iterator[Place]:
    """Yield the addresses with their words: what stands close before the @ belongs to it ("van phong_vn@")."""
    for index, item in enumerate(flow.items):
        if "@" not in item.word.text and "©" not in item.word.text:
            continue
        start, end = _start(flow, index), index + 1
        while end < len(flow.items) and _is_of_domain(flow, index, end):
            end += 1
        text = addresses.email(_with_letters(flow.text(start, end)))
        if text:
            yield start, end, text


def _start(flow: Flow, index: int) -> int:
    """Return the first of the words that belong to an address before the one with its @."""
    while index > 0 and _is_local(flow, index - 1) and _is_joined(flow, index - 1):
        index -= 1
    return index


def _with_letters(text: str) -> str:
    """Return an address with the letter for a sign behind its @ that stands for one: "mau.com. ©xample"."""
    local, at, domain = text.partition("@")
    return f"{local}{at}{re.sub('[©®]', 'e', domain)}"


def _guessed(flow: Flow) -> Iterator[Place]:
    """Yield addresses whose @ was taken for another sign: "hanhchinh_83(mail.congty.vn"."""
    for index, item in enumerate(flow.items):
        if "@" in item.word.text or "©" in item.word.text:
            continue
        whole = item.word.text + (flow.text(index + 1, index + 2) if item.word.text.endswith(".") else "")
        text = addresses.guessed_email(whole)
        if text:
            yield index, index + 1, text


def broken(flow: Flow, known: Sequence[str] = ()) -> Iterator[Place]:
    """Yield what stands about an @ and is no address as it was read ("office@mau: vn.example"), but none known."""
    for index, item in enumerate(flow.items):
        beside = flow.items[index - 1 : index + 2] if index else []
        if item.word.text == "@" and len({one.row for one in beside}) == 1:
            text = addresses.email("".join(one.word.text for one in beside))
            if text and not any(text in one for one in known):
                yield index - 1, index + 2, text
        if not re.search(r"\w@\w", item.word.text):
            continue
        after = flow.text(index + 1, index + 2)
        size = 2 if "." in after or after.rstrip(".,;") in mailboxes.ENDINGS else 1
        start = _start(flow, index) if _FIGURES.match(item.word.text) else index
        text = addresses.email(re.sub(r"[:;,]\s*", ".", flow.text(start, index + size).rstrip(" .,;:")))
        if text and not any(text in one or one in text for one in known):
            yield start, index + size, text


def _is_joined(flow: Flow, left: int) -> bool:
    """Say whether a word belongs to an address behind it: it stands close, or is no syllable ("hanhchinh 77@").

    A word with its marks right ("về", "chỉ.") is none of an address.
    """
    one, other = flow.items[left], flow.items[left + 1]
    if one.row != other.row:
        return _is_broken(flow, left)
    text = _plain(one.word.text)
    if fold(text).replace(" ", "") in _LABEL_RUN:
        return False
    is_before_figures = text.endswith((".", ":")) and _FIGURES.match(other.word.text) is not None
    if text == "_" or is_before_figures or (text.endswith(".") and _is_no_word(one.word.text)):
        return other.word.box[0] - one.word.box[2] < max(
            item.word.box[3] - item.word.box[1] for item in (one, other)
        )
    word = one.word.text.lower().rstrip(".")
    if text.rstrip(".") != word and lexicon.is_syllable(word):
        return False
    strange = not lexicon.is_syllable(text) and (len(text) > _LONGEST_SYLLABLE or mailboxes.begins_one(text))
    near = other.word.box[0] - one.word.box[2] < max(item.word.box[3] - item.word.box[1] for item in (one, other))
    return _is_close(flow, left) or (strange and near)


def _is_no_word(text: str) -> bool:
    """Say whether letters before a full stop are no word that ends a sentence: "xnk." is a part of an address."""
    word = text.lower().rstrip(".")
    return word.isascii() and word.isalpha() and not lexicon.is_syllable(word) and word not in LEADING


def _is_local(flow: Flow, index: int) -> bool:
    """Say whether a word is of letters that stand before an @; a speck behind it is none: "hanhchinh, _75@"."""
    text, after = _plain(flow.items[index].word.text), flow.items[index + 1].word.text
    if re.match(r"[._]\w", after) or (_FIGURES.match(after) and not _LABEL_END.search(text)):
        text = text.rstrip(",:;")
    return re.fullmatch(r"[a-z0-9._-]+", text) is not None


def _plain(text: str) -> str:
    """Return a word without the colon of a label before it and without marks, which no address has."""
    return bare(text.lstrip(":"))


def _is_of_domain(flow: Flow, start: int, index: int) -> bool:
    """Say whether a word belongs to the domain before it, whose @ is in the word at the start."""
    before, after = flow.items[index - 1], flow.items[index]
    is_stopped = before.row == after.row and re.search(r"\w[,;:]$", before.word.text) is not None
    text = mailboxes.with_letters(after.word.text.rstrip(".,;"))
    if is_stopped and (text in mailboxes.LAST_PARTS or _has_twice(before.word.text, text)):
        return True
    if _is_cut_in_its_ending(flow, index):
        return True
    return _is_near(flow, index - 1) and _goes_on(flow.text(start, index), flow, index)


def _is_cut_in_its_ending(flow: Flow, index: int) -> bool:
    """Say whether a word near a domain is the rest of its ending, which a gap parts: "mau-vn.e tample"."""
    before, after = flow.items[index - 1], flow.items[index]
    begun = re.search(r"@.*\w\.([a-z]{1,2})$", before.word.text)
    if begun is None or before.row != after.row or begun[1] in mailboxes.ENDINGS:
        return False
    near = after.word.box[0] - before.word.box[2] < before.word.box[3] - before.word.box[1]
    return near and re.fullmatch(r"[a-z]{2,6}[.,;]?", after.word.text) is not None


def _has_twice(before: str, after: str) -> bool:
    """Say whether the last letter before a sign stands again before the end of a domain: "vietnam, m.example"."""
    letter, stop, ending = after.partition(".")
    return bool(stop) and letter == before[-2] and ending in mailboxes.LAST_PARTS


def _goes_on(text: str, flow: Flow, index: int) -> bool:
    """Say whether the domain of an address lacks what follows: a part after a dot, or before one.

    A word of the sentence, with its marks, goes on with none that has two parts: "mau.example. hoặc".
    """
    after = flow.items[index].word.text
    if not re.fullmatch(r"[©®]?[.\w-]*\w[.,;]?", bare(after)):
        return False
    word = after.rstrip(".,;").lower()
    if word != bare(word) and lexicon.is_syllable(word) and "." in text.rpartition("@")[2].strip("."):
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
    if fold(text) in LEADING:
        return False
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
