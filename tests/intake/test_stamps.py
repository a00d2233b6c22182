"""Stamps pressed aslant over print, and names under seals, cut out and read for themselves."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import engine, seals, signing, stamp_values, stamp_views, stamps
from intake.cleaning import printed
from intake.fields import certification
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import parted, rows
from intake.words import Line, Word
from tests.intake import page

pytestmark = pytest.mark.ocr
FONT = "DejaVuSerif.ttf"
BOX = (0, 0, 1, 1)
STAMP = (
    "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
    "Số chứng thực: 4172; quyển số: 02/2026 - SCT/BS",
    "Ngày 05/11/2026",
)


def sheet(picture: Picture) -> Sheet:
    """Return a page at working size with what the engine reads on it."""
    grey = printed(picture)
    return Sheet(1, 0, None, picture, grey, rows(engine.read_page(grey)))


def as_read(level: Picture) -> stamp_values.Stamp:
    """Return what a picture shows as a stamp."""
    view = stamp_values.checked(stamp_values.seen(level, (0, 0, 1, 1)))
    return stamp_values.borne_out(view) or stamp_values.by_both(view)


def stamped(colour: tuple[int, int, int], angle: float) -> Picture:
    """Return a licence's page with a stamp and its round seal pressed aslant in some ink."""
    lines = ["Số giấy chứng thực cá nhân: 031092000123", "Ngày cấp: 20/05/2014", "Nơi cấp: Công an tỉnh"]
    base = page.drawn(lines)
    ink = Image.new("RGB", (1240, 1754), "white")
    draw, font = ImageDraw.Draw(ink), ImageFont.truetype(FONT, 19)
    for index, line in enumerate(STAMP):
        draw.text((180, 900 + 32 * index), line, fill=colour, font=font)
    draw.ellipse((280, 1020, 460, 1200), outline=colour, width=4)
    draw.ellipse((306, 1046, 434, 1174), outline=colour, width=2)
    turned = ink.rotate(angle, center=(400, 1000), fillcolor="white", resample=Image.Resampling.BICUBIC)
    return np.minimum(base, np.asarray(turned, np.uint8))


@pytest.mark.parametrize("colour", [(200, 30, 40), (36, 57, 154), (40, 40, 40)], ids=["red", "blue", "black"])
@pytest.mark.parametrize("angle", [0, 4, -4])
def test_a_stamp_is_read_whatever_its_ink_and_its_slant(colour: tuple[int, int, int], angle: float) -> None:
    found = stamps.read(sheet(stamped(colour, angle)))
    assert found
    told = {name: {value for value, _ in seen} for name, seen in found.values.items()}
    assert "4172" in told["certification_number"]
    assert "02/2026-SCT/BS" in told["certification_book"]
    assert told["certification_date"] == {"2026-11-05"}


def test_a_line_that_the_edge_of_a_stamp_s_picture_cuts_tells_nothing() -> None:
    cut, whole = (Line((Word("958", 0.9, (left, 40, left + 60, 60)),)) for left in (12, 40))
    assert stamp_values.whole([cut, whole]) == [whole]


@pytest.mark.parametrize(
    ("above", "is_further"),
    [
        ("Điện thoại", True),
        ("CHỨNG THỰC BẢN SAO", False),
        ("BẢN SAO ĐÚNG VỚI BẢN CHÍNH", True),
        ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", False),
    ],
)
def test_a_stamp_is_cut_out_further_left_where_its_right_side_alone_was_read(above: str, is_further: bool) -> None:
    (row,), (first,) = page.rows("Quyển số: 08/2026-SCT/BS"), page.rows(above)
    book, title = (
        Line(
            tuple(replace(word, box=(word.box[0] + 500, top, word.box[2] + 500, top + 20)) for word in line.words)
        )
        for line, top in ((row, 1000), (first, 960))
    )
    blank = np.full((1754, 1240, 3), 255, np.uint8)
    (_, box), *_ = stamp_views.levels(Sheet(1, 0, None, blank, blank[:, :, 0], [title, book]))
    assert (box[0] < book.box[0] - 300) is is_further


def test_a_page_without_a_stamp_shows_none() -> None:
    lines = ["Số giấy chứng thực cá nhân: 031092000123", "Ngày cấp: 20/05/2014", "SAO Y BẢN CHÍNH"]
    assert stamps.read(sheet(page.drawn(lines))) is None


def test_a_name_under_a_seal_is_read_from_the_darkest_ink() -> None:
    seal = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.circle(seal, (190, 265), 90, (225, 120, 125), 3)
    cv2.putText(seal, "CONG TY TNHH", (115, 285), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (225, 120, 125), 2)
    signed = np.minimum(page.drawn(["GIÁM ĐỐC", "", "", "Nguyễn Thị Mẫu"]), seal)
    found = signing.read(sheet(signed), "representative").name
    assert found
    assert found.value == "Nguyễn Thị Mẫu"


def test_what_the_company_is_called_is_no_name_under_its_seal() -> None:
    signed = sheet(page.drawn(["GIÁM ĐỐC", "", "Mai Mẫu", "", "Nguyễn Thị Mẫu"]))
    below = sheet(page.drawn(["GIÁM ĐỐC", "", "Mai Mẫu"]))
    found, none = (signing.read(one, "representative", "CÔNG TY TNHH MAI MẪU").name for one in (signed, below))
    assert found and found.value == "Nguyễn Thị Mẫu"
    assert none is None


def test_number_book_and_day_tell_a_stamp_whose_title_print_runs_through() -> None:
    lines = ["P<VNMMAU<<THI<THU<<<<<<<", "Số CT: 23385", "Quyển số: 07-SCT/BS", "Ngày 05 tháng 11 năm 2026"]
    level = np.asarray(cv2.cvtColor(page.drawn(lines, height=500), cv2.COLOR_RGB2GRAY), np.uint8)
    assert as_read(level).is_certification
    assert not as_read(level[:220]).is_certification


def test_a_label_is_parted_from_the_value_that_runs_into_it() -> None:
    words = tuple(Word(text, 0.9, (100 * at, 0, 100 * at + 90, 20)) for at, text in enumerate(("Quyển", "số:-08")))
    assert parted(Line(words)).text == "Quyển số: 08"


def test_the_number_of_a_house_above_a_stamp_is_not_its_own() -> None:
    lines = page.rows("Địa chỉ liên lạc: Số 123 Phố Mẫu\nQuyển số: 01-SCT/BS\nNgày 17 tháng 11 năm 2026")
    found = certification.read(lines, alone=True)
    assert {name: one.value for name, one in found.items()} == {
        "certification_book": "01-SCT/BS",
        "certification_date": "2026-11-17",
    }


@pytest.mark.parametrize(
    ("row", "number", "book"),
    [
        ("Số: 15204,quyển số: 03-SCT/BS", "15204", "03-SCT/BS"),
        ("Số chứng thực: 34 Quyển số: 05/2026 SCT/BS", "34", "05/2026-SCT/BS"),
        ("Số: 2306 l quyến số: 02/2026-SCT/BS", "23061", "02/2026-SCT/BS"),
        ("chứng thực 8704 n SO 05/2026 SCT/BS", "8704", "05/2026-SCT/BS"),
        ("Số: 7218, quyển số: 0 5/2026-SCT/BS", "7218", "05/2026-SCT/BS"),
    ],
)
def test_a_row_that_was_misread_still_tells_number_and_book(row: str, number: str, book: str) -> None:
    found = certification.read(page.rows(f"{STAMP[0]}\n{row}"), alone=True)
    told = {name: one.value for name, one in found.items()}
    assert told == {"certification_number": number, "certification_book": book}


def test_a_day_that_runs_into_its_book_is_told() -> None:
    rows = page.rows(f"{STAMP[0]}\nSố chứng thực 1535 quyển số 10-SCT/BS,ngày 13-11-2026\nTUQ. CHỦ TỊCH")
    assert {name: one.value for name, one in certification.read(rows).items()} == {
        "certification_number": "1535",
        "certification_book": "10-SCT/BS",
        "certification_date": "2026-11-13",
    }


def test_a_column_beside_a_title_in_two_rows_is_left_out() -> None:
    lines = ["CHỨNG THỰC BẢN SAO", "ĐÚNG VỚI BẢN CHÍNH", "Số CT: 14949"]
    beside = ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Số 2"]
    both = [
        Line((*own.words, *(_moved(word, 900) for word in other.words)))
        for own, other in zip(page.rows("\n".join(lines)), page.rows("\n".join(beside)), strict=True)
    ]
    assert [row.text for row in certification.beside_title(both)] == lines


def _moved(word: Word, by: int) -> Word:
    left, top, right, bottom = word.box
    return Word(word.text, word.confidence, (left + by, top, right + by, bottom))


def test_pale_figures_that_stand_apart_are_seen_as_one_number() -> None:
    lines = [STAMP[0], "Số chứng thực:  1470  1", "Quyển số: 02/2026 - SCT/BS", "Ngày 05/11/2026"]
    level = np.asarray(cv2.cvtColor(page.drawn(lines, height=500), cv2.COLOR_RGB2GRAY), np.uint8)
    pale = (255 - (255 - level.astype(np.float32)) * 0.24).astype(np.uint8)
    found = as_read(pale)
    assert found.values["certification_number"][0][0] == "14701"


def test_a_number_that_one_reader_does_not_see_is_told_as_unseen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamp_values, "by_ink", lambda level: page.rows("Quyển số: 02/2026 - SCT/BS"))
    level = np.asarray(cv2.cvtColor(page.drawn(list(STAMP), height=500), cv2.COLOR_RGB2GRAY), np.uint8)
    assert as_read(level).values["certification_number"][0] == ("", 0.0)


def test_a_view_in_which_the_readers_differ_gives_way_to_one_in_which_they_agree(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def values(number: str) -> dict[str, tuple[tuple[str, float], ...]]:
        return dict.fromkeys(certification.NORMAL, (("1", 0.9), (number, 0.9)))

    views = iter(
        [stamp_values.Stamp(True, values("7"), (0, 0, 1, 1)), stamp_values.Stamp(True, values("1"), (0, 0, 1, 1))]
    )
    monkeypatch.setattr(stamp_values, "borne_out", lambda view: next(views))
    found = stamps.read(sheet(stamped((200, 30, 40), 0)))
    assert found and found.values == values("1")


def test_a_title_in_two_rows_is_a_stamps_however_it_was_misread() -> None:
    assert all(map(seals.is_stamp_row, page.rows("CHỨNG TH € BẢN SÀO\nĐUNG VỚI BẢN CHINH")))
    assert not any(map(seals.is_stamp_row, page.rows("SAO Y BẢN CHÍNH\nSố giấy chứng thực cá nhân: 12")))


def test_a_day_that_a_seal_covers_is_looked_for_without_its_rings(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, covered = (
        np.asarray(cv2.cvtColor(page.drawn(list(lines), height=500), cv2.COLOR_RGB2GRAY), np.uint8)
        for lines in (STAMP, STAMP[:2])
    )
    asked = []

    def levels(
        sheet: Sheet, *, freed: bool = False, wide: bool = False
    ) -> list[tuple[Picture, tuple[int, int, int, int]]]:
        asked.append("freed" if freed else "wide" if wide else "")
        return [(whole if freed else covered, (0, 0, 1, 1))]

    monkeypatch.setattr(stamp_views, "levels", levels)
    found = stamps.read(sheet(page.drawn([])))
    assert found and {value for value, _ in found.values["certification_date"]} == {"2026-11-05"}
    assert asked == ["", "wide", "freed"]


@pytest.mark.parametrize(("sure", "day"), [(0.98, "2026-11-11"), (0.8, "2026-11-01")])
def test_a_day_in_doubt_is_looked_for_without_the_rings_too(
    monkeypatch: pytest.MonkeyPatch, sure: float, day: str
) -> None:
    freed = [("2026-11-11", sure)] * (2 if sure > 0.9 else 1)
    seen: dict[str, tuple[tuple[str, float], ...]] = {certification.DATE: (("2026-11-01", 0.77),)}
    monkeypatch.setattr(stamp_views, "levels", lambda sheet, **asked: [(np.zeros((9, 9), np.uint8), BOX)])
    monkeypatch.setattr(stamp_values, "by_both", lambda view: stamp_values.Stamp(True, seen, view.box))
    monkeypatch.setattr(stamps, "_freed_day", lambda level: tuple(freed))
    monkeypatch.setattr(seals, "rows_of_stamp", lambda sheet: page.rows(STAMP[0]))
    found = stamps.read(sheet(page.drawn([])))
    assert found and found.values[certification.DATE][0][0] == day


def test_the_last_view_of_a_stamp_is_without_a_red_seal_on_it() -> None:
    pressed = stamped((36, 57, 154), 0)
    image = Image.fromarray(pressed)
    ImageDraw.Draw(image).ellipse((200, 940, 420, 1160), outline=(200, 30, 40), width=6)
    views = [level for level, _ in stamp_views.levels(sheet(np.asarray(image, np.uint8)))]
    clean = [level for level, _ in stamp_views.levels(sheet(pressed))]
    assert abs(float((views[-1] < 150).sum()) / float((clean[-1] < 150).sum()) - 1) < 0.1


def test_number_book_and_day_of_another_register_make_no_certification() -> None:
    lines = ["TRÍCH LỤC KHAI SINH", "Số: 4172, quyển số: 02/2026", "Ngày 05/11/2026"]
    level = np.asarray(cv2.cvtColor(page.drawn(lines, height=500), cv2.COLOR_RGB2GRAY), np.uint8)
    assert not as_read(level).is_certification
