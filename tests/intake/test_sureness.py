"""What two readers must have seen: marks told apart, whole numbers of stamps, addresses without dirt."""

from dataclasses import replace

import pytest

from intake import engine, readings, weighing, witness
from intake.fields import certification, serials
from intake.fields.found import Found
from intake.leaf import Candidate
from intake.words import Line, Word
from tests.intake import page
from tests.intake.test_vouching import BOX


@pytest.mark.parametrize(("other", "certain"), [(-0.7, False), (-6.0, True)], ids=["as like", "clearly less"])
def test_a_mark_as_like_as_another_has_no_second_witness(other: float, certain: bool) -> None:
    looks = ({"LÊ": 0.0}, {"VĂN": 0.0}, {"LẰN": 0.0, "LẲN": other})
    one = Candidate("representative", (("LÊ VĂN LẰN", 0.95),) * 2, 1, BOX, looks=looks)
    assert weighing.judged(one).has_witness is certain


@pytest.mark.parametrize(
    ("name", "certain"),
    [
        ("CÔNG TY TNHH S&S MẪU THỬ", True),
        ("CÔNG TY TNHH S8S MẪU THỬ", False),
        ("CÔNG TY TNHH M8 MẪU THỬ", False),
        ("CÔNG TY CỔ PHẦN XÂY LẮP SỐ 8", True),
        ("CÔNG TY TNHH MỘT THÀNH VIÊN", False),
    ],
)
def test_an_8_among_letters_may_be_an_ampersand_and_a_legal_form_is_no_name(name: str, certain: bool) -> None:
    assert weighing.is_whole("company_name", name) is certain


@pytest.mark.parametrize(
    ("readings", "certain"),
    [
        (("CÔNG TY TNHH VINAHÁNG", "CÔNG TY TNHH VINAHÁNG"), True),
        (("CÔNG TY TNHH NGAYFOOD", "CÔNG TY TNHH NGAYFOỔD", "CÔNG TY TNHH NGAYFOỔD"), False),
        (("CÔNG TY TNHH TM-& DV", "CÔNG TY TNHH TM & DV", "CÔNG TY TNHH TM-& DV"), False),
    ],
    ids=["a word of their own with its mark", "a mark that one lost or made up", "a hyphen of dirt"],
)
def test_signs_and_marks_that_one_reader_did_not_see(readings: tuple[str, ...], certain: bool) -> None:
    one = Candidate("company_name", tuple((text, 0.95) for text in readings), 1, BOX)
    assert weighing.judged(one).has_witness is certain


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (("MẪU THƯỢNG-TỬ", "MẪU THƯỢNG TỬ"), "THƯỢNG-TỬ"),
        (("MẪU THƯƠNG-TƯ", "MẪU THƯƠNG TƯ"), "THƯƠNG TƯ"),
        (("MẪU GÒ-TẦN", "MẪU GÒ TẦN", "MẪU GÒ TẦN"), "GÒ-TẦN"),
        (("MẪU GÒ-TẦN", "MẪU GÒ TẦN", "MẪU GÒ TẦN", "MẪU GÒ TẦN"), "GÒ TẦN"),
        (("MẪU ĐẦU TƯ-PHÁT TRIỂN", "MẪU ĐẦU TƯ PHÁT TRIỂN"), "ĐẦU TƯ PHÁT TRIỂN"),
    ],
    ids=["marked otherwise than words of forms", "words of forms", "one of three", "one of four", "two trades"],
)
def test_a_hyphen_that_only_some_readings_have(readings: tuple[str, ...], name: str) -> None:
    one = Candidate("company_name", tuple((f"CÔNG TY TNHH {text}", 0.95) for text in readings), 1, BOX)
    assert weighing.judged(one).value.endswith(name)


def test_a_last_word_that_two_of_three_saw_is_the_name_s() -> None:
    read = (("ĐẦU TƯ MỠV", 0.67), ("ĐẦU TƯ M&V", 0.92), ("ĐẦU TƯ", 0.95))
    one = Candidate("company_name", tuple((f"CÔNG TY TNHH {text}", sure) for text, sure in read), 1, BOX)
    assert (weighing.judged(one).value, weighing.alone(one).certain) == ("CÔNG TY TNHH ĐẦU TƯ M&V", False)
    dirt = replace(one, readings=(one.readings[2], one.readings[2], one.readings[1]))
    assert weighing.judged(dirt).value == "CÔNG TY TNHH ĐẦU TƯ"


def test_a_usual_word_misread_counts_as_what_another_reading_has() -> None:
    read = (("office", 0.32), ("offjce", 0.66), ("offjce", 0.48), ("office", 0.9))
    one = Candidate("email", tuple((f"{box}@mau.com.example", sure) for box, sure in read), 1, BOX, echo=2)
    assert (weighing.alone(one).value, weighing.alone(one).certain) == ("office@mau.com.example", True)


@pytest.mark.parametrize(("engine_s", "certain"), [("027763998509", True), ("027168998509", False), ("", False)])
def test_a_seven_of_no_personal_number_is_the_one_that_the_other_reader_saw(engine_s: str, certain: bool) -> None:
    one = Candidate("bearer_id", ((engine_s, 0.92), ("027163998509", 1.0), ("", 0.0)), 1, BOX)
    assert weighing.alone(one).certain is certain


@pytest.mark.parametrize(
    ("read", "is_cut"),
    [("0274390961", True), ("02743909619", False), ("0274390", False), ("0274390962", False), ("", False)],
)
def test_a_reading_whose_last_figure_a_box_cuts(read: str, is_cut: bool) -> None:
    assert witness.is_cut(read, "02743909619") is is_cut


def test_a_value_is_read_with_room_behind_its_last_word() -> None:
    line = Line((Word("0274", 0.9, (10, 20, 60, 40)), Word("3909619", 0.9, (66, 20, 120, 40))))
    wider = witness.wider(Found("phone", "02743909619", (line,)))
    assert (wider.box, wider.value) == ((10, 20, 138, 40), "02743909619")


@pytest.mark.parametrize(
    ("readings", "sure", "certain"),
    [
        (("Lò Nổi Văn", "Lò Nổi Văn"), 0.95, True),
        (("Lò Nổi Văn", "Lò Nổi Văn"), 0.8, False),
        (("Lò Nối Văn", "Lò Nổi Văn"), 0.95, False),
    ],
    ids=["alike and surely", "in doubt", "other marks"],
)
def test_an_unlikely_name_that_both_readers_spell_alike(
    readings: tuple[str, ...], sure: float, certain: bool
) -> None:
    one = Candidate("bearer", tuple(zip(readings, (0.75, sure), strict=True)), 1, BOX)
    assert weighing.alone(one).certain is certain


def test_a_day_is_no_number_of_a_stamp_however_often_it_is_read() -> None:
    read = (("20243", 0.96), ("20243", 0.97), ("08", 0.94), ("08", 1.0), ("08", 1.0))
    one = Candidate("certification_number", read, 1, BOX)
    assert (weighing.alone(one).value, weighing.alone(one).certain) == ("20243", False)


@pytest.mark.parametrize(
    ("seen", "read", "sure", "meant"),
    [
        ("van_ ", "van.", 0.9, "van-"),
        ("van-", "van-", 0.9, "van-"),
        ("Van", "van-", 0.9, "Van-"),
        ("Van", "van-", 0.5, "Van"),
        ("Van", "van", 0.9, "Van"),
    ],
    ids=["an underscore", "a hyphen", "none where the engine saw one", "in doubt", "none"],
)
def test_an_address_is_broken_at_a_hyphen(seen: str, read: str, sure: float, meant: str) -> None:
    assert readings._with_hyphen(seen, Line((Word(read, sure, (0, 0, 40, 20)),))) == meant


@pytest.mark.parametrize(
    ("sure", "certain"),
    [
        ((0.9, 0.95), True),
        ((0.35, 0.96), True),
        ((0.2, 0.999), False),
        ((0.96, 0.35), False),
        ((0.5, 0.8), False),
        ((0.2, 0.97, 0.5), True),
    ],
    ids=[
        "both sure",
        "the engine in doubt",
        "no more than a guess",
        "the recogniser in doubt",
        "both in doubt",
        "three alike",
    ],
)
def test_an_address_of_e_mail_needs_two_sure_readers_or_three(sure: tuple[float, ...], certain: bool) -> None:
    one = Candidate("email", tuple(("mau@thu.example", each) for each in sure), 1, BOX)
    assert weighing.alone(one).certain is certain


@pytest.mark.parametrize(
    ("name", "readings", "certain"),
    [
        ("number", (("4172", 1.0), ("4172", 0.85)), True),
        ("number", (("4172", 1.0), ("4172", 0.75)), False),
        ("book", (("05/2026-SCT/BS", 1.0), ("05/2026-SCT/BS", 0.4)), True),
        ("number", (("4172", 1.0), ("417", 0.9)), False),
        ("number", (("0785", 1.0), ("0785", 0.9)), False),
        ("number", (("1", 1.0), ("1", 0.9)), False),
        ("date", (("2026-11-04", 1.0), ("2026-11-04", 0.4)), False),
    ],
    ids=[
        "alike",
        "unclear to one",
        "a book",
        "cut short",
        "its first figure lost",
        "all but one lost",
        "a day in doubt",
    ],
)
def test_what_both_readers_see_of_a_stamp_is_certain(
    name: str, readings: tuple[tuple[str, float], ...], certain: bool
) -> None:
    one = Candidate(f"certification_{name}", readings, 1, BOX)
    assert weighing.alone(one).certain is certain


def test_the_number_of_a_notary_s_office_is_not_the_stamp_s() -> None:
    rows = page.rows("""
    PHÒNG CÔNG CHỨNG SỐ 4
    CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN
    Số chứng thực: 6365 Quyển số: 03-SCT/BS
    Ngày 15/11/2026
    """)
    assert certification.read(rows, alone=True)["certification_number"].value == "6365"


def test_a_reading_of_a_stamp_takes_the_ink_beside_it() -> None:
    grey = page.drawn(["Số: 19432"])[:, :, 0].copy()
    (word,) = (one for one in engine.read_page(grey)[0].words if "19432" in one.text)
    left, top, right, bottom = word.box
    cut = Line((Word("1943", 0.9, (left, top, right - (right - left) // 5, bottom)),))
    whole = witness.reaching(grey, Found("certification_number", "1943", (cut,)), [cut])
    assert abs(whole.box[2] - right) <= 3


@pytest.mark.parametrize(
    ("seen", "certain"),
    [("Số 7/2 đường Mẫu, Phường Thử, tỉnh Lào Cai", True), ("Số 72 đường Mẫu, Phường Thử, tỉnh Lào Cai", False)],
)
def test_a_stroke_in_an_address_counts(seen: str, certain: bool) -> None:
    one = Candidate("address", (("Số 7/2 đường Mẫu, Phường Thử, tỉnh Lào Cai", 0.95), (seen, 0.95)), 1, BOX)
    assert weighing.judged(one).has_witness is certain


@pytest.mark.parametrize(
    ("label", "number"),
    [("Số:", "24211"), ("5ó chưng thưc;", "24211"), ("Số: 12", "")],
    ids=["labelled", "misread", "two"],
)
def test_the_last_figure_of_a_stamp_s_number_that_stands_apart(label: str, number: str) -> None:
    (title, said) = page.rows(f"CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\n{label} 2421 1, quyển số: 08/2026 - SCT/BS")
    unsure = tuple(replace(word, confidence=0.3) if word.text == "1," else word for word in said.words)
    found = certification.read([title, Line(unsure)]).get("certification_number")
    assert (found.value if found else "") == number


@pytest.mark.parametrize(
    ("row", "number"),
    [("6€ đT: 8960", "8960"), ("ố CT: 8960", "8960"), ("Tổ 12: 8960", ""), ("Ngày cấp: 8960", "")],
)
def test_a_stamp_s_number_above_its_book_where_print_runs_through_its_title(row: str, number: str) -> None:
    rows = page.rows(f"P<VNMMA<<LIEU<<<<<<\n{row}\nQuyển số: 03/2026 -SCT/BS\nNgày: 04/11/2026")
    found = certification.read(rows).get("certification_number")
    assert (found.value if found else "") == number


@pytest.mark.parametrize(
    ("name", "whole"),
    [("Lê Hoa", True), ("Lê Thị", False), ("Lê Văn", False), ("Lê Hoàng Thị", False), ("Lê Thị Hoa", True)],
)
def test_a_person_s_name_that_ends_before_the_given_one_is_not_whole(name: str, whole: bool) -> None:
    assert weighing.is_whole("bearer", name) is whole


@pytest.mark.parametrize(("day", "certain"), [("2031-05-02", True), ("1962-08-14", False)])
def test_no_card_ended_before_it_was_born(day: str, certain: bool) -> None:
    assert weighing.alone(Candidate("expiry", ((day, 0.95),) * 2, 1, BOX)).certain is certain


@pytest.mark.parametrize(("sure", "certain"), [((0.33, 0.47), False), ((0.33, 0.97), True)])
def test_a_day_of_birth_that_no_reader_saw_well(sure: tuple[float, ...], certain: bool) -> None:
    one = Candidate("date_of_birth", tuple(("1956-10-16", each) for each in sure), 1, BOX)
    assert weighing.alone(one).certain is certain


@pytest.mark.parametrize(("name", "is_whole"), [("QUÁN MẪU VIỆT", False), ("QUÁN MẪU VIỆT NAM", True)])
def test_a_company_s_name_that_may_go_on_needs_another_paper(name: str, is_whole: bool) -> None:
    one = Candidate("company_name", ((f"CÔNG TY CỔ PHẦN GIẤY {name}", 0.97),) * 3, 1, BOX)
    assert weighing.judged(one).has_witness is is_whole


@pytest.mark.parametrize(
    ("readings", "name"),
    [
        (("LÊ HỮU MẪU Á", "LÊ HỮU MẪU"), "LÊ HỮU MẪU"),
        (("LÊ HỮU MẪU Á", "LÊ HỮU MẪU Á"), "LÊ HỮU MẪU Á"),
        (("LÊ HỮU AN", "LÊ HỮU"), "LÊ HỮU AN"),
        (("LÊ HỮU MẪU S", "LÊ HỮU MẪU 2"), "LÊ HỮU MẪU"),
    ],
    ids=["one alone has it", "both have it", "a word", "each another"],
)
def test_a_letter_of_dirt_behind_a_name(readings: tuple[str, ...], name: str) -> None:
    one = Candidate("representative", tuple((text, 0.9) for text in readings), 1, BOX)
    assert weighing.judged(one).value == name


def test_a_name_that_a_sentence_has_in_small_letters_keeps_them_beside_a_heading() -> None:
    heading = "CÔNG TY TNHH GIẤY MẪU MIỀN BẮC"
    one = Candidate(
        "company_name", (("Công ty TNHH Giẩy Mẫu Miền Bắc", 0.8), (heading, 0.9), (heading, 0.9)), 1, BOX
    )
    assert weighing.judged(one).value == "Công ty TNHH Giấy Mẫu Miền Bắc"
    one = Candidate("company_name", (("CÔNG TY Cổ PHẦN GIẤY MẪU", 0.8), ("CÔNG TY CỔ PHẦN GIẤY MẪU", 0.9)), 1, BOX)
    assert weighing.judged(one).value == "CÔNG TY CỔ PHẦN GIẤY MẪU"


@pytest.mark.parametrize(
    ("read", "number"), [("266S7", "26657"), ("2663>", ""), ("266", "266"), ("266 Quyển", "266")]
)
def test_a_letter_among_the_figures_of_a_stamp_s_number(read: str, number: str) -> None:
    assert certification.number(read) == number


def test_serials_that_all_differ_are_put_together_digit_by_digit() -> None:
    whole = "5452AD7FD13F0828D93F0EC72DF36BF8"
    readings = ("3" + whole[1:], whole[:21] + "0" + whole[21:], whole[:-2] + "E8")
    field = weighing.alone(Candidate("certificate_serial", tuple((one, 0.5) for one in readings), 1, BOX))
    assert (field.value, field.certain) == (whole, False)
    assert serials.voted([(one, 0.5) for one in (whole, whole[:8] + whole[9:], whole[:-1] + "0")]) == whole
    unlike = ((f"{whole[:-1]}E", 0.45), (whole, 0.98), (f"{whole[:-1]}5", 0.22))
    assert serials.voted(unlike) == whole


def test_a_serial_that_is_a_part_of_another_reading_was_cut_short() -> None:
    whole = "54EDA2A7801B55E5B7D561A1C21ADB69"
    one = Candidate("certificate_serial", ((whole[:22], 0.86), ("", 0.7), (whole, 0.51)), 1, BOX)
    assert weighing.judged(one).value == whole


@pytest.mark.parametrize(
    ("engine", "sure", "is_seen"),
    [(0.73, 0.99, True), (0.85, 0.99, False), (0.73, 0.9, False)],
    ids=["clear against unsure", "the engine is sure as well", "the recogniser is not sure"],
)
def test_a_serial_that_the_recogniser_clearly_saw(engine: float, sure: float, is_seen: bool) -> None:
    whole = "5444AE5E18F7EEAE7AA452865CE980C6"
    other = whole.replace("80C6", "8066")
    one = Candidate("certificate_serial", ((other, engine), (whole, sure), (other, 0.65)), 1, BOX)
    assert (weighing.alone(one).value, weighing.alone(one).certain) == (whole if is_seen else other, False)


@pytest.mark.parametrize(("other", "certain"), [("8387772788", True), ("8387772789", False)])
def test_a_telephone_s_number_begins_with_a_nought(other: str, certain: bool) -> None:
    found = weighing.alone(Candidate("phone", ((other, 0.93), ("0387772788", 0.95)), 1, BOX))
    assert (found.value, found.certain) == ("0387772788", certain)


@pytest.mark.parametrize(
    ("name", "sure", "certain"),
    [
        ("NGÔ BẠCH TY THÊU", 0.88, True),
        ("NGÔ BẠCH TY THÊU", 0.78, False),
        ("NGÔ BẠCH DỔI NỐI", 0.88, False),
    ],
    ids=["likely", "the recogniser is unsure", "unlikely"],
)
def test_a_likely_name_that_both_readers_spell_alike(name: str, sure: float, certain: bool) -> None:
    assert weighing.alone(Candidate("bearer", ((name, 0.94), (name, sure)), 1, BOX)).certain is certain
