"""What stands beside a value is not taken for it: another column, another label, another row, a foot."""

from dataclasses import replace

import pytest

from intake import assembling, days, recogniser, rereading, slips, vouching, weighing
from intake.facts import Kind, Page
from intake.fields import addresses, certification, introduction, letter, serials
from intake.leaf import Candidate, Leaf
from intake.text import rows as put_together
from intake.words import Line, PixelBox, Word
from tests.intake import page
from tests.intake.test_recogniser import line

BOX = (0.1, 0.1, 0.5, 0.2)


def beside(rows: list[Line], index: int, text: str, left: int) -> list[Line]:
    """Return rows, one of them with words of another column behind its own."""
    (other,) = page.rows(text)
    height = rows[index].box[1] - other.box[1]
    step = left - other.box[0]
    moved = tuple(replace(word, box=_moved(word.box, step, height)) for word in other.words)
    return [replace(row, words=row.words + moved) if row is rows[index] else row for row in rows]


def _moved(box: PixelBox, across: int, down: int) -> PixelBox:
    return box[0] + across, box[1] + down, box[2] + across, box[3] + down


def test_the_day_of_the_paper_beside_a_stamp_is_not_the_stamp_s() -> None:
    stamp = page.rows("""
    CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH
    Số chứng thực: 27491; quyển số: 09 - SCT/BS
    Ngày 18 tháng 11 năm 2026
    """)
    rows = beside(stamp, 0, "Hà Nội, ngày 08 tháng 9 năm 2016", 800)
    assert certification.read(rows)["certification_date"].value == "2026-11-18"


def test_a_day_long_ago_is_none_of_a_stamp() -> None:
    assert days.read(recogniser.read(line("ngày 08 tháng 9 năm 2006")), 2015, 2026) is None


def test_the_number_of_a_stamp_whose_label_is_misread() -> None:
    rows = page.rows("""
    CHỨNG THỰC BẢN SAO
    ĐÚNG VỚI BẢN CHÍNH
    5ó chưng thưc; 5844
    Quyển số: 02/2026 - SCT/BS
    """)
    assert certification.read(rows, alone=True)["certification_number"].value == "5844"


def test_the_year_of_a_stamp_is_not_its_number() -> None:
    rows = page.rows("""
    CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH
    Ngày 05 tháng 11 năm 2026
    Quyển số: 02/2026 - SCT/BS
    """)
    assert "certification_number" not in certification.read(rows, alone=True)


def test_the_foot_of_a_page_signs_no_letter() -> None:
    body = "\n".join(
        ["Kính gửi: Cục Hải quan", "GIÁM ĐỐC", *["-"] * 20, "Tầng 5, Tòa nhà Mẫu, 148 Phó Tuế Trúc Hiển"]
    )
    assert "representative" not in letter.read(page.rows(body))


def test_words_that_go_on_from_the_left_are_no_signature() -> None:
    rows = page.rows("                                GIÁM ĐỐC\nxin gửi lời chào của Lê Văn Mẫu")
    office = replace(rows[0], words=tuple(replace(word, box=_moved(word.box, 300, 0)) for word in rows[0].words))
    assert "representative" not in letter.read([office, *rows[1:]])


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("số ĐT: 077o499/36, ía&: 028.3549.9771", None),
        ("Tel: 061 340 159 - Fax: 028.3274.9208", "061340159"),
        ("Điện thoại: 0912 345 678, Fax: 028.3274.9208", "0912345678"),
    ],
    ids=["the fax behind a broken number", "a figure lost", "both"],
)
def test_a_fax_is_never_the_telephone(said: str, number: str | None) -> None:
    found = letter.read(page.rows(said)).get("phone")
    assert (found.value if found else None) == number


def test_a_code_that_lost_its_zero_is_known_by_its_check_digit() -> None:
    found = letter.read(page.rows("Mã số thuế: 100112437"))["tax_code"]
    assert found.value == "0100112437"
    assert "tax_code" not in letter.read(page.rows("Mã số thuế: 100112438"))
    alone = Candidate("tax_code", ((found.value, 0.95), ("", 0.9)), 1, BOX)
    assert not weighing.alone(alone).certain


def test_a_telephone_whose_first_figure_was_misread_is_looked_at() -> None:
    assert letter.read(page.rows("Di động (9832) 22 2191"))["phone"].value == "9832222191"


@pytest.mark.parametrize("label", ["SỐĐT: ", "MST: 0100112437 Tel:-", "Tel:"])
def test_a_telephone_behind_a_label_that_words_run_into(label: str) -> None:
    rows = put_together(page.rows(f"{label}(0274) 321 2677"))
    assert letter.read(rows)["phone"].value == "02743212677"


def test_a_telephone_that_lacks_a_figure_is_looked_at() -> None:
    candidate = Candidate("phone", (("061340159", 0.95), ("061340159", 0.95)), 1, BOX)
    assert not weighing.alone(candidate).certain


def test_a_line_read_over_its_neighbour_keeps_its_own_words() -> None:
    own = Line((Word("Cụm", 0.9, (10, 20, 60, 40)), Word("công", 0.9, (70, 20, 130, 40))))
    neighbour = Line((Word("Hòa", 0.9, (65, 41, 110, 50)),))
    found = rereading._of_strip([neighbour, own], 20, 30)
    assert found is not None
    assert found.text == "Cụm công"


def test_a_serial_with_figures_taken_for_marked_letters() -> None:
    assert serials.serial("5425EB20C9óBD2878543C9óDD51COCC5") == "5425EB20C96BD2878543C96DD51C0CC5"
    assert serials.serial("5425EB20C9óBD2878543C9óDD51COCTT") == "5425EB20C96BD2878543C96DD51C0C11"
    assert serials.serial("6625EB20C9óBD2878543C9óDD51COCTT") == ""
    assert serials.serial("54A6AÄ39Đ88284Ẻ879FD073A87C0269D") == "54A6AA39D88284E879FD073A87C0269D"


def test_a_bearer_s_number_whose_label_is_broken() -> None:
    rows = page.rows("""
    CÔNG TY TNHH MẪU (MST: 0100112437) cử ông Lê Văn Mẫu, mang tăn cước công
    dân số 001080012345 do Cục Cảnh sát cấp
    """)
    assert introduction.read(rows)["bearer_id"].value == "001080012345"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Số 889 Quốc lộ 67, thôn- Tía Mẫu, Phường Thử", "Số 889 Quốc lộ 67, thôn Tía Mẫu, Phường Thử"),
        ("Tâng 13, Tòa nhà Mẫu, Số 725 Phố Thử", "Tầng 13, Tòa nhà Mẫu, Số 725 Phố Thử"),
        ("Số 73 phố BỬng Quế, KCN Mẫu", "Số 73 phố Bửng Quế, KCN Mẫu"),
    ],
    ids=["a hyphen of dirt", "a storey", "a capital inside"],
)
def test_dirt_in_an_address(read: str, meant: str) -> None:
    assert addresses.address(read) == meant


@pytest.mark.parametrize(
    ("led", "choice"), [("hòm thư:", False), ("gửi cho bộ phận", True)], ids=["behind a label", "behind a word"]
)
@pytest.mark.parametrize("parted", ["mau@viet-\nnam.thu.example;", "mau-\nviet@thu.example;"])
def test_a_hyphen_at_the_end_of_a_row_is_the_address_s_own(led: str, choice: bool, parted: str) -> None:
    rows = page.rows(f"""
    CÔNG TY TNHH THỬ NGHIỆM - MST: 0100112437; số ĐT: 0912345678; {led} {parted}
    người đại diện theo pháp luật: ông Lê Văn Mẫu, chức vụ: Giám đốc
    """)
    found = letter.read(rows)["email"]
    assert found.value == parted.replace("\n", "").strip(";")
    assert found.is_choice is (choice and parted.startswith("mau-"))


def test_copies_go_as_addressed_and_begin_no_letter() -> None:
    first = Leaf(Page(1, Kind.REQUEST_LETTER, 0), "kinhguicuchaiquan")
    last = Leaf(Page(2, Kind.REQUEST_LETTER, 0), "noinhannhukinhguigiamdoc")
    assert len(assembling.papers([first, last])) == 1


def test_a_heading_in_capitals_that_the_text_cuts_short_is_a_choice() -> None:
    rows = page.rows("""
    CHI NHÁNH CÔNG TY TNHH THỬ NGHIỆM
    Số: 20/CV-26
    V/v cập nhật chữ ký số
    Kính gửi: Cục Hải quan
    20B§ nhánh Công ty TNHH Thử Nghiệm - MST: 0100112437; xin báo cáo
    """)
    assert letter.read(rows)["company_name"].is_choice


def test_a_choice_of_names_stays_one_beside_another_paper() -> None:
    readings = (("CÔNG TY TNHH THỬ NGHIỆM", 0.95), ("CÔNG TY TNHH THỬ NGHIỆM", 0.95))
    chosen = Candidate("company_name", readings, 1, BOX, is_choice=True)
    other = Candidate("company_name", readings, 2, BOX)
    leaves = [
        Leaf(Page(1, Kind.REQUEST_LETTER, 0), "", {"company_name": chosen}),
        Leaf(Page(2, Kind.BUSINESS_LICENCE, 0), "", {"company_name": other}),
    ]
    found = vouching.facts(leaves, assembling.papers(leaves))
    assert [document.fields["company_name"].certain for document in found.documents] == [False, True]


@pytest.mark.parametrize(("name", "is_whole"), [("Bùi Khuyên", True), ("Văn Tỵ", False), ("Khuyên Mẫu", False)])
def test_a_name_in_two_words(name: str, is_whole: bool) -> None:
    assert weighing.is_whole("bearer", name) is is_whole


def test_a_bracket_keeps_its_word_s_capital() -> None:
    assert slips.as_written("(VIỆT NAM)", "Việt Nam)") == "(Việt Nam)"


def test_the_second_reader_may_deny_what_the_engine_read_twice() -> None:
    readings = (
        ("qam@thu.example", 0.3),
        ("gam@thu.example", 0.98),
        ("qam@thu.example", 0.9),
        ("qam@thu.example", 0.5),
    )
    assert not weighing.alone(Candidate("email", readings, 1, BOX, echo=2)).certain


def test_a_word_of_capitals_in_an_address_is_looked_at() -> None:
    assert weighing.is_whole("address", "Cụm công nghiệp Mẫu, 526 Phố Tử Trúc, thành phố Cần Thơ")
    assert not weighing.is_whole("address", "Cụm công nghiệp Mẫu, 526 Phố TỬ Trúc, thành phố Cần Thơ")
    assert not weighing.is_whole("address", "Cụm công nghiệp Mẫu, 526 phố BỬng Quế, thành phố Cần Thơ")


@pytest.mark.parametrize("stamp", ["Chuyến:", "Chuyển: .........", "Chuyên: .."])
def test_an_arrival_stamp_between_the_words_of_a_label(stamp: str) -> None:
    text = f"""
    CÔNG TY TNHH MẪU - MST: 0100112437; địa
    {stamp} .chỉ: Số 7 đường Mẫu, Phường Thử, tỉnh Lạng Sơn; số ĐT: 028 32653605;
    """
    assert letter.read(page.rows(text))["address"].value == "Số 7 đường Mẫu, Phường Thử, tỉnh Lạng Sơn"
