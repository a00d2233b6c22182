"""Print that the engine passed over, found by its ink and read by the recogniser."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import engine, gathering, inked, preferring, rereading, second_rows, weighing
from intake.facts import Kind
from intake.fields.found import Found
from intake.leaf import Candidate
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.words import Line, Word
from tests.intake import page
from tests.intake.test_vouching import BOX

LABEL, VALUE, CUT = "Email:", "office@giay.example", "trân"
BOX_OF_NAME = (110, 80, 400, 110)


def sheet(*, is_scribbled: bool = False) -> Sheet:
    """Return a page on which the engine read a label, none of the value behind it, and half of a word below."""
    image = Image.new("RGB", (900, 300), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 26)
    draw.text((110, 80), LABEL, fill="black", font=font)
    draw.text((300, 80), VALUE, fill="black", font=font)
    draw.text((110, 160), "trân trọng", fill="black", font=font)
    draw.line((90, 130, 820, 130), fill="black", width=2)
    if is_scribbled:
        draw.line([(620 + 9 * at, 190 + 25 * (at % 2)) for at in range(20)], fill="black", width=3)
    colour = np.asarray(image, np.uint8)
    known = [
        Line((Word(LABEL, 0.95, (110, 86, round(110 + draw.textlength(LABEL, font=font)), 112)),)),
        Line((Word(CUT, 0.95, (110, 166, round(110 + draw.textlength(CUT, font=font)), 192)),)),
    ]
    return Sheet(1, 0, None, colour, np.ascontiguousarray(colour[:, :, 1]), known)


def rows_of(one: Sheet) -> list[Line]:
    return second_rows.rows(one, second_rows.passed_over(one))


def test_what_the_engine_passed_over_joins_its_row() -> None:
    assert rows_of(sheet())[0].text == f"{LABEL} {VALUE}"


def test_a_rule_is_no_print_and_what_touches_no_word_is_a_place_of_its_own() -> None:
    places = second_rows.passed_over(sheet())
    assert len(places) == 2
    assert places[0][0] == pytest.approx(300, abs=6)


def test_a_scribble_is_no_word() -> None:
    rows = rows_of(sheet(is_scribbled=True))
    assert {word.text for row in rows for word in row.words} <= {LABEL, VALUE, "trân", "trọng"}


def test_a_page_with_nothing_passed_over_keeps_its_rows() -> None:
    whole = sheet()
    words = [Word(VALUE, 0.95, (296, 80, 620, 118)), Word("trân trọng", 0.95, (105, 160, 260, 200))]
    whole.rows = [Line((whole.rows[0].words[0], words[0])), Line((words[1],))]
    assert rows_of(whole) == whole.rows


def found_in(value: str, left: int, sure: float = 0.95) -> Found:
    return Found("email", value, (Line((Word(value, sure, (left, 80, left + 300, 110)),)),))


@pytest.mark.parametrize(
    ("again", "choice"),
    [
        ("office@giay.example", False),
        ("offlce@giay.exampie.mau-thu.example", False),
        ("offlce@giay.exampic.mau-thu.example", False),
        ("khac@mau-thu.example", True),
    ],
    ids=["the same misread", "the same broken off", "broken off in a letter", "another"],
)
def test_another_thing_than_the_engine_took_for_a_value_is_a_choice(again: str, choice: bool) -> None:
    assert preferring.chosen(found_in(again, 300), found_in("offlce@giay.exampie", 300)).is_choice is choice


@pytest.mark.parametrize(("left", "choice"), [(300, False), (700, True)], ids=["in its place", "elsewhere"])
def test_figures_in_the_place_of_others_are_no_other_number(left: int, choice: bool) -> None:
    again, first = found_in("044189239032", left), found_in("044125252", 300, sure=0.5)
    assert preferring.chosen(again, first).is_choice is choice


@pytest.mark.parametrize(("sure", "choice"), [(0.3, False), (0.5, True)])
def test_an_address_where_the_engine_hardly_saw_one_is_no_other(sure: float, choice: bool) -> None:
    again, first = found_in("khac@mau.example", 300), found_in("offilc@tisoisuvan.example", 300, sure=sure)
    assert preferring.chosen(again, first).is_choice is choice


def test_a_row_passed_over_below_a_company_s_name_may_go_on_with_it() -> None:
    name = replace(found_in("CÔNG TY TNHH MẪU", 300), name="company_name")
    assert gathering._is_unsure(name, [(100, 116, 180, 140)])
    assert not gathering._is_unsure(name, [(100, 150, 180, 174)])
    assert not gathering._is_unsure(found_in(VALUE, 300), [(100, 116, 180, 140)])


def test_a_part_of_a_domain_that_the_recogniser_lost_is_no_doubt() -> None:
    lost, whole = found_in("office@mail.example", 300), found_in("office@mail.giay.example", 300)
    assert preferring.chosen(lost, whole) == whole
    assert preferring.chosen(found_in("khac@mail.example", 300), whole).is_choice


@pytest.mark.parametrize(("seen", "is_choice"), [(VALUE, False), (f"xnk-{VALUE}", True)])
def test_a_sign_before_an_address_that_the_recogniser_does_not_see_is_dirt(seen: str, is_choice: bool) -> None:
    led_to = replace(found_in(VALUE, 300), is_choice=True, is_led_to=True)
    assert preferring.not_led_to(led_to, found_in(seen, 300)).is_choice is is_choice
    assert preferring.not_led_to(replace(led_to, is_led_to=False), found_in(seen, 300)).is_choice
    assert preferring.not_led_to(led_to, None).is_choice


@pytest.mark.parametrize(("named", "found"), [(set(), False), ({"certificate_serial"}, True)])
def test_all_of_a_page_is_read_anew_for_what_it_names(
    named: set[str], found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def reader(rows: Sequence[Line]) -> dict[str, Found]:
        email = {"email": found_in(VALUE, 300)}
        return email | (
            {"certificate_serial": Found("certificate_serial", "5404", email["email"].lines)} if rows else {}
        )

    monkeypatch.setattr(
        second_rows, "rows", lambda sheet, places, anew=False, near=None: [Line(())] if anew else []
    )
    gathered = gathering._both(sheet(), reader, {}, lacks=True, named=named)
    assert ("certificate_serial" in gathered.fields) is found


@pytest.mark.parametrize(
    ("kind", "known", "text", "lacks"),
    [
        (Kind.BUSINESS_LICENCE, {"company_name", "representative", "representative_id"}, "", set()),
        (Kind.BUSINESS_LICENCE, {"company_name"}, "", set()),
        (Kind.BUSINESS_LICENCE, {"company_name"}, "Mã số hộ kinh doanh: (5618", {"tax_code"}),
        (Kind.BUSINESS_LICENCE, {"tax_code", "representative"}, "", {"company_name", "representative_id"}),
        (Kind.REQUEST_LETTER, {"tax_code", "company_name", "address", "phone"}, "Kính gửi", {"email"}),
        (Kind.REQUEST_LETTER, {"tax_code", "company_name", "address", "email"}, "GIÁM ĐỐC", {"phone"}),
    ],
    ids=[
        "without a code",
        "persons on the next page",
        "its code misread",
        "half of them",
        "signed on the next page",
        "signed below its seal",
    ],
)
def test_what_may_stand_elsewhere_is_not_expected_of_a_first_page(
    kind: Kind, known: set[str], text: str, lacks: set[str]
) -> None:
    assert gathering._expected(kind, page.rows(text) if text else [], known) - known == lacks


@pytest.mark.parametrize(("expected", "found"), [({"email"}, False), ({"email", "tax_code"}, True)])
def test_a_page_is_read_anew_where_it_lacks_what_is_expected_of_it(
    expected: set[str], found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = {"email": found_in(VALUE, 300)}
    monkeypatch.setattr(
        second_rows, "rows", lambda sheet, places, anew=False, near=None: [Line(())] if anew else []
    )
    code = {"tax_code": Found("tax_code", "0100112437", first["email"].lines)}
    more = {"representative": Found("representative", "Lê Mẫu", first["email"].lines)}
    gathered = gathering._both(
        sheet(), lambda rows: first | (code if rows else more), first, lacks=True, expected=expected
    )
    assert ("tax_code" in gathered.fields) is found


def test_the_foot_of_a_page_alone_is_read_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def read(picture: Picture) -> list[Line]:
        asked.append(picture.shape[0])
        return []

    monkeypatch.setattr(engine, "read_page", read)
    one = sheet()
    assert rereading.enlarged(one) == rereading.enlarged(one, below=0.6) == []
    assert asked[1] < asked[0]
    assert rereading.enlarged(one, below=0.9) == []
    assert len(asked) == 2


@pytest.mark.parametrize(("shown", "asked"), [("", [False]), ("Họ và tên: LÊ VĂN MẪU", [False, True])])
def test_a_card_that_shows_nothing_larger_is_not_read_row_by_row(
    shown: str, asked: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    ways: list[bool] = []

    def enlarged(_sheet: Sheet, *, scattered: bool = False) -> list[Line]:
        ways.append(scattered)
        return page.rows(shown)

    monkeypatch.setattr(rereading, "enlarged", enlarged)
    one = sheet()
    one.rows = page.rows("CĂN CƯỚC CÔNG DÂN\nSố: 001085012345")
    gathering._larger(one, {}, frozenset())
    assert ways == asked


@pytest.mark.parametrize(
    ("value", "whole", "lost"),
    [
        ("Số 59 đường Dĩ tỉnh Mẫu", "Số 59 đường Dĩ Ngạnh, Đặc khu Liếp, tỉnh Mẫu", True),
        ("Số 59 đường Dĩ tỉnh Mẫu", "Số 58 đường Dĩ Ngạnh, tỉnh Mẫu", False),
        ("Doãn Ái Đoan", "Doãn Ái", False),
    ],
)
def test_a_value_that_lost_words_is_known(value: str, whole: str, lost: bool) -> None:
    assert preferring.has_lost(value, whole) is lost


def test_print_beside_a_value_makes_it_unsure() -> None:
    beside, far = (604, 82, 700, 108), (604, 282, 700, 308)
    assert gathering._is_unsure(found_in(VALUE, 300), [beside])
    assert not gathering._is_unsure(found_in(VALUE, 300), [far])
    assert gathering._is_unsure(found_in(VALUE, 300, sure=0.5), [])


def test_a_guess_beside_a_value_makes_it_unsure() -> None:
    seat, company = (replace(found_in(VALUE, 300), name=name) for name in ("address", "company_name"))
    beside, far = (604, 82, 640, 108), (604, 282, 640, 308)
    assert gathering._is_unsure(seat, [], [beside])
    assert not gathering._is_unsure(seat, [], [far])
    assert not gathering._is_unsure(company, [], [beside])


@pytest.mark.parametrize(
    ("reread", "certain"),
    [((("3i@thu.example", 0.63), ("van_31@thu.example", 0.84)), True), ((("", 0.5), ("", 0.7)), False)],
    ids=["the engine reads it too", "it does not"],
)
def test_what_the_recogniser_alone_found_needs_the_engine(
    reread: tuple[tuple[str, float], ...], certain: bool
) -> None:
    own = gathering.Gathered({"email": found_in("van_31@thu.example", 300)}).readings("email")
    assert weighing.alone(Candidate("email", (*own, *reread), 1, BOX)).certain is certain


def test_lines_in_a_cell_of_a_table_stay_one_below_the_other() -> None:
    white = np.full((300, 900, 3), 255, np.uint8)
    upper, lower = Word("CAO", 0.95, (300, 80, 400, 110)), Word("SU", 0.95, (310, 160, 360, 190))
    words = (Word(LABEL, 0.95, (110, 80, 200, 112)), upper, lower, Word("MẪU", 0.95, (370, 160, 420, 190)))
    cells = Line(words, True)
    assert rows_of(Sheet(1, 0, None, white, np.ascontiguousarray(white[:, :, 1]), [cells])) == [cells]
    assert [line.text for line in second_rows._lines(cells)] == [f"{LABEL} CAO", "SU MẪU"]


def test_a_row_that_the_engine_broke_off_is_read_to_its_end() -> None:
    one = sheet()
    label, begun = one.rows[0].words[0], Word("officc", 0.5, (300, 86, 384, 112))
    one.rows = [Line((label, begun)), one.rows[1]]
    far = (440, 86, 620, 112)
    assert second_rows.rows(one, [far])[0].text == f"{LABEL} {VALUE}"
    sure = Line((label, Word("office", 0.95, begun.box)))
    assert second_rows._goes_on_from(far, one.rows[0])
    assert not second_rows._goes_on_from(far, sure)


def test_a_rule_between_cells_is_no_part_of_the_print_beside_it() -> None:
    picture = page.drawn([VALUE], width=600, height=400)[:, :, 1].copy()
    picture[115:161, 100:102] = 0
    (place,) = inked.places(picture, [], 24)
    assert place[0] == pytest.approx(110, abs=4)


def test_a_cell_is_read_anew_as_far_as_the_rule_beside_it() -> None:
    ruled = sheet()
    colour = ruled.colour.copy()
    colour[84:114, 285:287] = 0
    label, value = Word(LABEL, 0.4, (106, 80, 200, 116)), Word("officegiay.examnle", 0.5, (300, 84, 620, 112))
    cells = Line((label, value, Word("79", 0.6, (300, 113, 600, 116))), True)
    one = Sheet(1, 0, None, colour, np.ascontiguousarray(colour[:, :, 1]), [cells])
    boxes = [label.box, value.box]
    assert second_rows._parts(one, boxes) == [[label.box], [value.box]]
    near = [(106, 80, 290, 116), value.box]
    assert second_rows._parts(sheet(), near) == [near]
    assert rows_of(one)[0].text.startswith(f"{LABEL} {VALUE}")


@pytest.mark.parametrize(
    ("count", "unclear", "is_kept"), [(12, 1, True), (12, 2, False), (4, 1, False), (4, 0, True)]
)
def test_of_a_whole_row_that_the_engine_passed_over_one_word_may_be_unclear(
    count: int, unclear: int, is_kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [Word("mẫu", 0.4 if at < unclear else 0.9, (60 * at, 80, 60 * at + 50, 110)) for at in range(count)]
    monkeypatch.setattr(second_rows, "_words", lambda _sheet, _boxes: words)
    assert second_rows._clear(sheet(), (0, 80, 60 * count, 110)) == (words if is_kept else [])


def test_of_rows_that_are_near_no_unsure_value_none_is_read() -> None:
    one = sheet()
    places = second_rows.passed_over(one)
    top, bottom = ([row.box] for row in one.rows)
    assert [row.text for row in second_rows.rows(one, places, near=top)] == [f"{LABEL} {VALUE}", CUT]
    assert VALUE not in " ".join(row.text for row in second_rows.rows(one, places, near=[(0, 260, 90, 270)]))
    assert second_rows.rows(one, places, near=bottom)[1].text != CUT


@pytest.mark.parametrize(
    ("kind", "unsure", "asked"),
    [
        (Kind.BUSINESS_LICENCE, False, []),
        (Kind.BUSINESS_LICENCE, True, ["near"]),
        (Kind.REQUEST_LETTER, False, ["passed over", "all"]),
    ],
    ids=["a licence that may name no code", "that and a value in doubt", "a letter without its telephone"],
)
def test_rows_are_read_where_something_lacks_that_a_page_should_show(
    kind: Kind, unsure: bool, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_anew: list[str] = []

    def read(
        _sheet: Sheet, _places: object, *, anew: bool = False, near: Sequence[object] | None = None
    ) -> list[Line]:
        read_anew.append("all" if anew else "passed over" if near is None else "near")
        return []

    lines = (Line((Word("Công ty TNHH Mẫu", 0.5 if unsure else 0.95, BOX_OF_NAME),)),)
    letter = ("tax_code", "company_name", "address", "email", "representative")
    names = letter if kind is Kind.REQUEST_LETTER else ("company_name",)
    first = {name: Found(name, "một", lines) for name in names}
    monkeypatch.setattr(second_rows, "rows", read)
    monkeypatch.setattr(second_rows, "passed_over", lambda sheet: [])
    monkeypatch.setitem(gathering.READERS, kind, lambda rows: first if rows else {})
    title = "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP" if kind is Kind.BUSINESS_LICENCE else "Kính gửi: Cục Hải quan"
    rows = page.rows(title)
    one = sheet()
    one.rows = rows
    gathering.gathered(one, rows, kind)
    assert read_anew == asked
