"""A company's seat stands on its licence too: what the letter's readers lost, or misread, the licence has."""

from collections.abc import Sequence

import pytest

from intake import assembling, recogniser, seats, traces, vouching
from intake.facts import Field, Kind, Page
from intake.fields import licence
from intake.leaf import Candidate, Leaf
from intake.traces import Trace
from tests.intake import page
from tests.intake.test_recogniser import line

BOX = (0.1, 0.1, 0.5, 0.2)
SEAT = "Số 12 đường Xoẹ Nhảm, Phường Thử, tỉnh Lào Cai"
LICENCE = """
    GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP
    Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH THỬ
    2. Địa chỉ trụ sở chính
    Số 12 đường Xoẹ Nhảm, Phường Thử, tỉnh Lào Cai, Việt Nam
    Điện thoại: Fax:
    3. Vốn điều lệ 9.900.000.000 đồng
    Họ, chữ đệm và tên: LÊ VĂN MẪU
    Địa chỉ liên lạc: Số 99 đường Khác, Xã Khác, tỉnh Cà Mau, Việt Nam
"""


def kept(*lines: str) -> tuple[Trace, ...]:
    return tuple(traces.kept(recogniser.read(line(text))) for text in lines)


def seen(readings: Sequence[str], number: int, printed: str = SEAT, sure: float = 0.9) -> Candidate:
    half = printed.rfind(" ", 0, len(printed) // 2)
    lines = kept(printed[:half], printed[half + 1 :])
    return Candidate("address", tuple((text, sure) for text in readings), number, BOX, traces=lines)


def licence_of(readings: Sequence[str], printed: str = SEAT) -> Leaf:
    return Leaf(Page(2, Kind.BUSINESS_LICENCE, 0), "", seat=seen(readings, 2, printed))


def letter_of(readings: Sequence[str], printed: str = SEAT) -> Leaf:
    return Leaf(Page(1, Kind.REQUEST_LETTER, 0), "", {"address": seen(readings, 1, printed)})


def seat_of(*leaves: Leaf) -> Field | None:
    found = vouching.facts(leaves, assembling.papers(leaves))
    return found.documents[0].fields.get("address")


@pytest.mark.parametrize(
    ("text", "seat"),
    [
        (LICENCE, f"{SEAT}, Việt Nam"),
        (LICENCE.replace("2. Địa chỉ trụ sở chính", "2. Địa chỉ chi nhánh:"), f"{SEAT}, Việt Nam"),
        ("\n".join(LICENCE.splitlines()[7:]), ""),
        (LICENCE.replace("Địa chỉ trụ sở chính", "Vốn").replace("Số 12", "Số"), ""),
    ],
    ids=["a company's", "a branch's", "a further page's is a person's", "none but a person's"],
)
def test_the_seat_on_a_licence_is_its_first_address(text: str, seat: str) -> None:
    found = licence.seat(page.rows(text))
    assert (found.value if found else "") == seat
    assert "address" not in licence.read(page.rows(text))


@pytest.mark.parametrize(
    ("readings", "theirs"),
    [
        ([SEAT.replace("Nhảm", "Nhằm"), SEAT], [f"{SEAT}, Việt Nam"] * 2),
        ([SEAT.replace("Nhảm", "Nhầm")] * 2, [SEAT] * 2),
        ([SEAT.replace("đường Xoẹ", "đường-Xoẽ")] * 2, [SEAT, SEAT.replace("Thử", "Thừ")]),
        ([SEAT.replace("Phường", "Ph 31")] * 2, [SEAT] * 2),
        ([SEAT.replace("12 đường", "12đường")] * 2, [SEAT] * 2),
        ([SEAT.replace("Xoẹ", "xoẹ"), SEAT], [SEAT] * 2),
        ([SEAT.replace("Xoẹ Nhảm", "Xoet Nhảm")] * 2, [SEAT.replace("Xoẹ", "Xoẹt"), SEAT]),
    ],
    ids=[
        "one reader's mark",
        "both readers' mark",
        "a hyphen and a mark",
        "a word in two",
        "no space behind a number",
        "a capital",
        "no tone before a stop",
    ],
)
def test_a_misread_word_is_as_both_pictures_show_it(readings: Sequence[str], theirs: Sequence[str]) -> None:
    printed = f"{SEAT}, Việt Nam" if theirs[0].endswith("Nam") else SEAT
    field = seat_of(letter_of(readings), licence_of(theirs, printed))
    assert field is not None
    assert (field.value, field.certain) == (SEAT, False)


def test_another_seat_that_is_printed_stays() -> None:
    other = "Số 12 đường Xoẹ Nhảm, Phường Thử, tỉnh Lạng Sơn"
    field = seat_of(letter_of([other] * 2, other), licence_of([SEAT] * 2))
    assert field is not None
    assert field.value == other


def test_a_comma_that_the_licence_has_was_lost() -> None:
    field = seat_of(letter_of([SEAT.replace("Nhảm,", "Nhảm")] * 2), licence_of([SEAT] * 2))
    assert field is not None
    assert field.value == SEAT


@pytest.mark.parametrize("left", [", tỉ", ", tỉnh", ""])
def test_a_seat_that_lost_its_province_goes_on_as_the_licence_s(left: str) -> None:
    cut = SEAT.replace(", tỉnh Lào Cai", left)
    field = seat_of(letter_of([cut] * 2, cut), licence_of([SEAT.replace("Xoẹ", "Xoe"), SEAT]))
    assert field is not None
    assert (field.value, field.certain) == (SEAT, False)


@pytest.mark.parametrize(
    ("letter", "licensed", "certain"),
    [
        ([SEAT] * 2, [f"{SEAT}, Việt Nam"] * 2, True),
        ([SEAT], [SEAT] * 2, False),
        ([SEAT] * 2, [SEAT.replace("Nhảm", "Nhằm"), SEAT], False),
    ],
    ids=["both readers on both papers", "one reader of the letter", "one reader saw another mark"],
)
def test_only_what_both_readers_saw_on_both_papers_is_vouched_for(
    letter: list[str], licensed: list[str], certain: bool
) -> None:
    printed = f"{SEAT}, Việt Nam" if licensed[0].endswith("Nam") else SEAT
    field = seat_of(letter_of(letter), licence_of(licensed, printed))
    assert field is not None
    assert (field.value, field.certain) == (SEAT, certain)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("đớngtạiso12duongxoenhamphuongthutinhlaocaixingui", SEAT),
        ("dongtaiso12duongxoenhamphuong7hutinhlaocaixingui", SEAT),
        ("dongtaiso77duongkhacxakhactinhcamauxinguitoiquycoquanloichao", None),
    ],
    ids=["all its letters", "but for one", "another seat"],
)
def test_a_seat_whose_label_was_misread_is_in_the_letter_s_text(text: str, named: str | None) -> None:
    letter = Leaf(Page(1, Kind.REQUEST_LETTER, 0), text)
    field = seat_of(letter, licence_of([SEAT] * 2))
    assert (field.value if field else None) == named
    assert field is None or (field.page == 1 and not field.certain)


def test_of_many_licences_the_first_few_are_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def as_read(own: str, letter: Candidate, seat: Candidate, texts: Sequence[str]) -> str:
        asked.append(seat.page)
        return own

    monkeypatch.setattr(seats, "_as_both_show", as_read)
    licences = [
        Leaf(Page(at, Kind.BUSINESS_LICENCE, 0), "", seat=Candidate("address", ((SEAT, at / 100),), at, BOX))
        for at in (2, 3, 4, 5, 6)
    ]
    seat_of(letter_of([SEAT] * 2), *licences)
    assert asked == [2, 3, 4]
