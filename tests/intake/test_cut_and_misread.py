"""Values that a scratch, a big gap or a misread sign cut short or ran together, and what is done about it."""

from dataclasses import replace

import pytest

from intake import gathering, kinds, mrz, weighing
from intake.facts import Kind
from intake.fields import letter, licence, parties, persons
from intake.fields.flow import Flow
from intake.leaf import Candidate
from intake.words import Line
from tests.intake import page
from tests.intake.test_card_codes import TODAY
from tests.intake.test_vouching import BOX, facts, leaf

NAME = "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU XNK LÈN-NGHÉN TẠI TỈNH AN GIANG"
CUT = "CHI NHÁNH CÔNG TY TNHH GIẤY MẪU XNK"


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("VŨ BÁ SửuGiới tính", "VŨ BÁ Sửu"),
        ("VŨ BÁ SỬU GIỚI TÍNH", "VŨ BÁ SỬU"),
        ("NGUYỄN VĂN GIỚI", "NGUYỄN VĂN GIỚI"),
        ("THÁI SỸ THƯỞNG Gi", "THÁI SỸ THƯỞNG"),
        ("Pà Thái Thưởng", "Thái Thưởng"),
    ],
)
def test_the_label_of_the_sex_is_none_of_a_name(read: str, name: str) -> None:
    assert persons.person(read) == name


def test_an_ampersand_makes_no_label() -> None:
    rows = page.rows("Chúng tôi là CÔNG TY TNHH HÓA CHẤT V&V. Sau đây là thông tin của đơn vị:")
    assert letter.read(rows)["company_name"].value == "CÔNG TY TNHH HÓA CHẤT V&V"


def test_a_title_is_no_company_s_name() -> None:
    rows = page.rows(f"TÀI TINH DOANH NGHIỆP\nGIẤY CHỨNG NHẬN ĐĂNG KÝ\nTên chi nhánh viết bằng tiếng Việt: {CUT}")
    assert licence.read(rows)["company_name"].value == CUT


def test_a_full_stop_of_dirt_in_a_person_s_name() -> None:
    assert persons.person("DIỆP. THỤC NGỒN") == "DIỆP THỤC NGỒN"


def test_marks_that_two_papers_have_otherwise_are_looked_at() -> None:
    one, other = "CÔNG TY TNHH SX-TM VINAVŨ MIỀN BẮC", "CÔNG TY TNHH SX-TM VINẢVŨ MIỀN BẮC"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[one, one]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[other, other]),
    )
    assert not any(document.fields["company_name"].certain for document in read.documents)


def test_a_heading_that_lost_its_second_row_is_whole_in_a_sentence() -> None:
    rows = page.rows(f"{CUT}\n\nKính gửi: Trung tâm\n{NAME} xin gửi tới Quý cơ quan")
    found = parties.company(Flow(rows), {"company_name": []}, [])
    assert found is not None
    assert found.value == NAME


def test_a_heading_that_lost_words_amid_it_is_whole_in_a_sentence() -> None:
    whole = "Công ty Trách nhiệm hữu hạn TMDV XNK Vinamẫu Miền Bắc"
    head = whole.upper().replace("VINAMẪU MIỀN ", "")
    rows = page.rows(f"{head}\n\nKính gửi: Trung tâm\n{whole} xin gửi tới Quý cơ quan")
    found = parties.company(Flow(rows), {"company_name": []}, [])
    assert found is not None
    assert found.value == whole


def test_unsure_words_make_no_label_of_a_row() -> None:
    rows = page.rows("Tên công ty: CÔNG TY TNHH NỘI THẤT VÀ TRANG TRÍ NHÀ Ở CÁC LOẠI\nM&K : S2")
    unsure = [replace(word, confidence=0.2) for word in rows[1].words[1:]]
    dirty = [rows[0], Line((rows[1].words[0], *unsure))]
    assert letter.read(dirty)["company_name"].value.endswith("CÁC LOẠI M&K")


def test_a_name_that_another_paper_has_longer_is_looked_at() -> None:
    whole = [NAME, NAME.replace("TỈNH AN", "TINHAN"), CUT]
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[CUT, CUT]), leaf(2, Kind.BUSINESS_LICENCE, company_name=whole)
    )
    alone = facts(leaf(1, Kind.REQUEST_LETTER, company_name=[CUT, CUT]))
    assert read.documents[1].value("company_name") == NAME
    assert not read.documents[0].fields["company_name"].certain
    assert alone.documents[0].fields["company_name"].certain


def test_signs_that_all_readings_of_one_paper_have_stand_on_the_other() -> None:
    dotted, undotted = "CÔNG TY TNHH D.V.M MẪU", "CÔNG TY TNHH DV.M MẪU"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[undotted, dotted]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[dotted, dotted]),
    )
    assert read.documents[0].value("company_name") == dotted


def test_signs_on_which_no_two_readings_agree_are_as_the_other_paper_has_them() -> None:
    dotted, run_together = "CÔNG TY TNHH K.X.B LOẠNG", "CÔNG TY TNHH KXBLOẠNG"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=["", run_together, "CÔNG TY TNHH K.XB LOẠNG"]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[dotted, dotted]),
    )
    assert read.documents[0].value("company_name") == dotted


def test_signs_that_only_some_readings_have_are_a_doubt() -> None:
    dotted, undotted = "Công ty TNHH L.S.N Xẹt", "Công ty TNHH LS.N Xẹt"
    read = facts(
        leaf(1, Kind.INTRODUCTION_LETTER, company_name=[dotted, undotted, dotted]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[undotted.upper(), undotted.upper()]),
    )
    assert not read.documents[0].fields["company_name"].certain
    alike = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=["Công ty TNHH LSN Xẹt", undotted, undotted]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[undotted.upper(), undotted.upper()]),
    )
    assert not alike.documents[0].fields["company_name"].certain


def test_an_eight_is_the_ampersand_of_another_paper() -> None:
    right, misread = "CÔNG TY CỔ PHẦN GIẤY B&Q", "CÔNG TY CỔ PHẦN GIẤY B8Q"

    def licensed(letter: str) -> str:
        one = leaf(1, Kind.REQUEST_LETTER, company_name=[letter, letter])
        two = leaf(2, Kind.BUSINESS_LICENCE, company_name=[misread, misread])
        return facts(one, two).documents[1].value("company_name")

    assert (licensed(right), licensed(misread)) == (right, misread)


def test_a_figure_that_the_recogniser_saw_counts_on_every_paper() -> None:
    right, misread = "CÔNG TY TNHH MỘT THÀNH VIÊN 6L THẾ", "CÔNG TY TNHH MỘT THÀNH VIÊN ÓL THẾ"
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[misread, right, misread]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[right, right]),
        leaf(3, Kind.INTRODUCTION_LETTER, company_name=[misread, right, misread]),
    )
    assert [document.value("company_name") for document in read.documents] == [right] * 3


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Chi nránh Công ty TNHH Mẫu tại Tỉnh Thử", "Chi nhánh Công ty TNHH Mẫu tại Tỉnh Thử"),
        ("chỉ NHÁNH CÔNG TY TNHH MẪU TẠI TỈNH THỬ", "CHI NHÁNH CÔNG TY TNHH MẪU TẠI TỈNH THỬ"),
        ("ChLnhánh Công ty TNHH Mẫu tại Tỉnh Thử", "Chi nhánh Công ty TNHH Mẫu tại Tỉnh Thử"),
    ],
)
def test_a_branch_s_form_misread_begins_its_name(read: str, name: str) -> None:
    rows = page.rows(f"Kính gửi: Trung tâm\n\n{read}, MST 0101243150-001, đại diện là")
    found = parties.company(Flow(rows), {"company_name": []}, [])
    assert found is not None
    assert found.value == name


@pytest.mark.parametrize(("read", "certain"), [("CÔNG TY TNHH 2D GẬP", True), ("CÔNG TY TNHH 2n GẬP", False)])
def test_a_small_letter_beside_a_figure_in_capitals_is_a_doubt(read: str, certain: bool) -> None:
    assert weighing.alone(Candidate("company_name", ((read, 0.95), (read, 0.95)), 1, BOX)).certain is certain


def test_a_number_clearly_read_whole_goes_before_two_that_were_cut() -> None:
    def value(sure: float) -> str:
        readings = (("28", 1.0), ("2840", sure), ("28", 0.97))
        return weighing.alone(Candidate("certification_number", readings, 1, BOX)).value

    assert (value(0.99), value(0.5)) == ("2840", "28")


def test_a_number_of_twelve_digits_was_cut_to_nine() -> None:
    read = weighing.alone(
        Candidate("bearer_id", (("019167739558", 0.93), ("019167739", 0.94), ("019167739", 0.66)), 1, BOX)
    )
    assert (read.value, read.certain) == ("019167739558", False)


def test_a_name_in_small_letters_stays_so_where_another_paper_mends_it() -> None:
    small = "Doanh Nghiệp Tư Nhân Kỹ Thuật Lạnh Xáo Tầng Yểu"
    dirty = small.replace("Yểu", "qw Yếu")
    read = facts(
        leaf(1, Kind.REQUEST_LETTER, company_name=[dirty, small.replace("Yểu", "zx Yểu"), dirty]),
        leaf(2, Kind.BUSINESS_LICENCE, company_name=[small.upper(), small.upper()]),
    )
    assert read.documents[0].value("company_name") == small


@pytest.mark.parametrize(
    ("seen", "sure", "certain"),
    [("05", 1.0, False), ("05", 0.8, True), ("13", 1.0, True)],
    ids=["sure", "not", "a one"],
)
def test_a_day_that_the_sure_recogniser_denies_is_a_doubt(seen: str, sure: float, certain: bool) -> None:
    readings = (("2026-12-03", 0.9), (f"2026-12-{seen}", sure), ("2026-12-03", 0.84))
    assert weighing.alone(Candidate("valid_until", readings, 1, BOX)).certain is certain


@pytest.mark.parametrize(
    ("readings", "value", "certain"),
    [
        ((("", 0.0), ("2026-12-21", 0.99), ("", 0.28)), "2026-12-21", True),
        ((("", 0.0), ("2026-12-21", 0.9), ("", 0.28)), "2026-12-21", False),
        ((("", 0.0), ("2026-12-03", 0.99), ("2026-11-18", 0.92)), "2026-12-03", True),
        ((("", 0.0), ("2026-12-05", 1.0), ("2026-12-03", 0.84), ("2026-12-03", 0.27)), "2026-12-05", True),
    ],
    ids=["the engine passed it over", "not clear", "the letter's own day", "the engine guesses"],
)
def test_a_last_day_that_the_recogniser_saw_clearly_needs_no_other(
    readings: tuple[tuple[str, float], ...], value: str, certain: bool
) -> None:
    found = weighing.alone(Candidate("valid_until", readings, 1, BOX))
    assert (found.value, found.certain) == (value, certain)


@pytest.mark.parametrize(("sure", "certain"), [(0.86, False), (0.92, True)])
def test_the_day_of_a_stamp_is_vouched_for_where_both_saw_it_clearly(sure: float, certain: bool) -> None:
    readings = (("2026-11-06", sure), ("2026-11-06", sure))
    assert weighing.alone(Candidate("certification_date", readings, 1, BOX)).certain is certain


def test_three_readings_of_an_address_that_were_hardly_seen_are_a_doubt() -> None:
    readings = (("ketoan@aca.example", 0.4), ("ketoan@aca.example", 0.37), ("ketoan@aca.example", 0.78))
    assert not weighing.alone(Candidate("email", readings, 1, BOX)).certain


def test_a_book_s_year_was_not_added() -> None:
    readings = (("10/2026-SCT/BS", 0.67), ("10-SCT/BS", 0.57), ("10-SCT/BS", 0.46))
    assert weighing.alone(Candidate("certification_book", readings, 1, BOX)).value == "10/2026-SCT/BS"


@pytest.mark.parametrize(
    ("book", "sure", "certain"),
    [("08-SCT/BS", 0.75, False), ("08-SCT/BS", 0.85, True), ("08/2026-SCT/BS", 0.75, True)],
)
def test_a_book_without_a_year_may_have_lost_it(book: str, sure: float, certain: bool) -> None:
    readings = ((book, sure), (book, 0.72))
    assert weighing.alone(Candidate("certification_book", readings, 1, BOX)).certain is certain


@pytest.mark.parametrize(
    ("first", "second", "certain"), [(0.79, 0.57, False), (0.79, 0.7, True), (0.4, 0.95, True)]
)
def test_a_serial_is_certain_where_it_was_seen_clearly(first: float, second: float, certain: bool) -> None:
    serial = "543252F350F41F90CD8931FBDEADD0FE"
    one = Candidate("certificate_serial", ((serial, first), (serial, second)), 1, BOX)
    assert weighing.alone(one).certain is certain


@pytest.mark.parametrize(("number", "certain"), [("17", False), ("270", True), ("17679", True)])
def test_of_a_stamp_s_number_of_two_figures_a_seal_may_hide_some(number: str, certain: bool) -> None:
    one = Candidate("certification_number", ((number, 0.99), (number, 0.96)), 1, BOX)
    assert weighing.alone(one).certain is certain


def test_a_serial_of_fewer_octets_than_usual_is_looked_at() -> None:
    one = Candidate(
        "certificate_serial", (("543252F350F41F90CD8931", 0.95), ("543252F350F41F90CD8931", 0.99)), 1, BOX
    )
    assert not weighing.alone(one).certain


@pytest.mark.parametrize(
    ("readings", "certain"),
    [
        ((("xnk+mau@thu.example", 0.78), ("xnk_mau@thu.example", 0.94), ("xnk_mau@thu.example", 0.74)), False),
        ((("", 0.0), ("kho-8@thu.example", 0.86), ("kho-8@thu.example", 0.83), ("kho-8@thu.example", 0.5)), False),
        ((("", 0.0), ("van-thu@t.example", 0.9), ("van-thu@t.example", 0.85), ("van-thu@t.example", 0.9)), True),
        ((("ho@t--vn.example", 0.91), ("ho@t-vn.example", 0.97), ("ho@t-vn.example", 0.92)), True),
        ((("3i@thu.example", 0.63), ("van_31@thu.example", 0.95), ("van_31@thu.example", 0.84)), True),
    ],
    ids=["another sign", "a hyphen that was hidden", "a word's hyphen", "a sign twice", "cut short"],
)
def test_signs_of_an_address_that_readers_see_otherwise(
    readings: tuple[tuple[str, float], ...], certain: bool
) -> None:
    assert weighing.alone(Candidate("email", readings, 1, BOX)).certain is certain


def test_a_longer_number_that_was_hardly_seen_was_not_cut() -> None:
    def value(sure: float) -> str:
        readings = (("10451", 1.0), ("10451", 1.0), ("104517", sure), ("104517", sure))
        return weighing.alone(Candidate("certification_number", readings, 1, BOX)).value

    assert (value(0.6), value(0.18)) == ("104517", "10451")


def test_a_passport_s_number_begins_with_a_letter() -> None:
    def is_valid(number: str) -> bool:
        parts = [f"{number}<", "800101", "330101", "001080012345<<"]
        checked = [part + mrz.check_digit(part) for part in parts]
        line = f"{checked[0]}VNM{checked[1]}M{checked[2]}{checked[3]}"
        zone = mrz._passport(f"P<VNMLE<<VAN<MAU{'<' * 29}", line + mrz.check_digit("".join(checked)), TODAY)
        return zone is not None and zone.valid

    assert is_valid("C1234567")
    assert not is_valid("41234567")


def test_a_card_with_dirt_beside_its_number_is_one() -> None:
    rows = page.rows("BH CĂN CƯỚC\n| ê) 042082193940.\nNgày sinh: 05/07/1982")
    assert kinds.judge(rows).kind is Kind.IDENTITY


def test_a_registrar_s_seal_alone_ends_a_licence() -> None:
    assert kinds.is_signature(page.rows("PHÓ TẾ PHÒNG\nHữu Phiên"))
    assert not kinds.is_signature(page.rows("Hữu Phiên"))


def test_what_a_letter_shows_for_certain() -> None:
    assert gathering._named(page.rows("thư điện tử info@toancau¬ -vn.example.")) == {"email"}
    assert gathering._named(page.rows("số serial 5404")) == {"certificate_serial"}
    assert gathering._named(page.rows("Xã Mẫu; số ĐT: 0254-3758C91")) == {"phone"}
    assert not gathering._named(page.rows("Số: 12/CV-ĐTM; fax: 0254 375 8091"))


def test_who_is_known_by_a_number_alone_has_a_name_on_the_page() -> None:
    found = ("representative_id", "representative_2", "representative_id_2", "representative_id_3", "tax_code")
    assert gathering._nameless(found) == {"representative", "representative_3"}
    assert not gathering._nameless(("representative_id_0", "representative_2"))


@pytest.mark.parametrize(("sure", "certain"), [(0.55, True), (0.65, False)])
def test_an_unsure_second_reading_denies_nothing(sure: float, certain: bool) -> None:
    readings = (
        ("info@danang.vn", 0.88),
        ("info@daqnang.vn", sure),
        ("info@danang.vn", 0.9),
        ("info@danang.vn", 0.9),
    )
    assert weighing.alone(Candidate("email", readings, 1, BOX)).certain is certain


@pytest.mark.parametrize("label", ["điện-tử", "điện tử", "điện·tử"])
def test_a_label_with_dirt_in_it_is_none_of_an_address(label: str) -> None:
    rows = page.rows(f"điện thoại 0203-3694250, thư {label} hanhchinh_76@mail.mau.example.")
    assert letter.read(rows)["email"].value == "hanhchinh_76@mail.mau.example"


def test_a_person_cut_short_where_the_page_says_the_name_whole() -> None:
    licence = leaf(1, Kind.BUSINESS_LICENCE, representative=["TRẦN NHẬT", "TRẦN NHẬT"])
    licence = replace(licence, text="hovatentrannhatminh")
    card = leaf(2, Kind.IDENTITY, full_name=["TRẦN NHẬT MINH"] * 2)
    signer = leaf(3, Kind.REQUEST_LETTER, representative=["Trần Nhật Minh"] * 2)
    found = facts(licence, card, signer).documents[0].fields["representative"]
    assert (found.value, found.certain) == ("TRẦN NHẬT MINH", True)
