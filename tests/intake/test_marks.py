"""Vietnamese marks restored towards what words there are, and never invented."""

import pytest

from intake import lexicon, marks, weighing
from intake.leaf import Candidate
from intake.marks import Reading


@pytest.mark.parametrize(
    ("read", "company"),
    [
        (["CÔNG TY CÔ PHÀN"], "CÔNG TY CỔ PHẦN"),
        (["CÔNG TY CỎ PHẢN ĐÀU TƯ"], "CÔNG TY CỔ PHẦN ĐẦU TƯ"),
        (["HỘ KINH DOANH SÁN XUÁT", "HỘ KINH DOANH SẢN XUẤT"], "HỘ KINH DOANH SẢN XUẤT"),
        (["CÔNG TY TNHH XYZ VINAQT"], "CÔNG TY TNHH XYZ VINAQT"),
        (["Công ty cổ phần", "Công ty Cổ phần", "Công ty Cổ phần"], "Công ty Cổ phần"),
        (["Công ty cổ phần", "Công ty Cổ phần"], "Công ty cổ phần"),
        (["Điện Tử Viễn Thông", "Điện Tử viễn Thông", "Điện Tử viễn Thông"], "Điện Tử Viễn Thông"),
        (["CÔNG ty Mẫu", "công ty Mẫu", "công ty Mẫu"], "CÔNG ty Mẫu"),
    ],
)
def test_companies(read: list[str], company: str) -> None:
    assert marks.restore([Reading(text) for text in read], lexicon.companies()).text == company


@pytest.mark.parametrize(
    ("read", "person"),
    [
        (["NGUYÊN VĂN MẪU"], "NGUYỄN VĂN MẪU"),
        (["LẺ QUÓC THỬ", "LÊ QUỐC THỬ"], "LÊ QUỐC THỬ"),
        (["Trân Thị Mẫu"], "Trần Thị Mẫu"),
    ],
)
def test_persons(read: list[str], person: str) -> None:
    readings = [Reading(text) for text in read]
    assert marks.restore(readings, lexicon.persons(), is_person=True).text == person


def test_unlikely_but_clear_word_stays() -> None:
    assert marks.restore([Reading("TRẦN VĂN ĐỔI")] * 2, lexicon.persons(), is_person=True).text == "TRẦN VĂN ĐỔI"


@pytest.mark.parametrize(
    ("readings", "word"),
    [
        (["Vẫng", "Vẫng"], "Vẫng"),
        (["Vẫng", "Vầng"], "Vầng"),
        (["Loẵng", "Loẵng", "Loẵng"], "Loẵng"),
        (["Hoằng", "Hoằng"], "Hoằng"),
    ],
    ids=["both", "one of them", "three times", "of a district's name"],
)
def test_a_syllable_that_no_list_holds_stays_where_both_readers_saw_it(readings: list[str], word: str) -> None:
    assert marks.restore([Reading(one, 0.9) for one in readings], lexicon.addresses()).text == word


@pytest.mark.parametrize(("read", "word"), [("NÓRTH RÌVER", "NORTH RIVER"), ("Lơtus Fresh", "Lotus Fresh")])
def test_english_words_of_companies_have_no_marks(read: str, word: str) -> None:
    assert marks.restore([Reading(read, 0.9)] * 2, lexicon.companies()).text == word


@pytest.mark.parametrize(
    ("readings", "looks", "given"),
    [
        ((("THẢNG", 0.9), ("THẮNG", 0.8)), {}, "THẮNG"),
        ((("HƯỚNG", 0.95), ("HƯNG", 0.5), ("HƯƠNG", 0.86)), {"HƯƠNG": 0.0, "HƯỚNG": -3.2}, "HƯƠNG"),
        ((("CHẨN", 0.75), ("CHẨN", 0.95)), {}, "CHẨN"),
    ],
    ids=["a name and none", "one that more bear", "seen alike and surely"],
)
def test_of_marks_in_doubt_those_stand_that_more_bear(
    readings: tuple[tuple[str, float], ...], looks: dict[str, float], given: str
) -> None:
    seen = [Reading(f"VŨ VĂN {text}", sure, ({}, {}, looks)) for text, sure in readings[:1]]
    seen += [Reading(f"VŨ VĂN {text}", sure) for text, sure in readings[1:]]
    assert marks.restore(seen, lexicon.persons(), is_person=True).text == f"VŨ VĂN {given}"


@pytest.mark.parametrize(
    ("word", "again", "certain"),
    [("NHẼO", "NHÈO", False), ("NHÈO", "NHÈO", True), ("DỤNG", "DỰNG", True)],
    ids=["no list has it", "seen alike", "a list has it"],
)
def test_a_word_of_a_company_that_two_readers_mark_otherwise(word: str, again: str, certain: bool) -> None:
    readings = (f"CÔNG TY TNHH XÂY {word} MẪU", 0.9), (f"CÔNG TY TNHH XÂY {again} MẪU", 0.9)
    other = {} if word == again else {word: -9.0}
    looks: tuple[dict[str, float], ...] = ({}, {}, {}, {}, {again: 0.0} | other, {})
    one = Candidate("company_name", readings, 1, (0.1, 0.1, 0.5, 0.2), looks=looks)
    assert (weighing.alone(one).value, weighing.alone(one).certain) == (f"CÔNG TY TNHH XÂY {again} MẪU", certain)


@pytest.mark.parametrize(("again", "certain"), [("Sản", False), ("sản", True)])
def test_a_capital_of_a_company_that_one_reader_saw(again: str, certain: bool) -> None:
    readings = ("Công ty TNHH sản xuất Mẫu", 0.86), (f"Công ty TNHH {again} xuất Mẫu", 0.92)
    one = Candidate("company_name", readings, 1, (0.1, 0.1, 0.5, 0.2))
    assert weighing.alone(one).certain is certain


def test_doubt_lowers_the_probability() -> None:
    alike = marks.restore([Reading("LÊ THỊ HẰNG")] * 2, lexicon.persons(), is_person=True)
    unlike = marks.restore([Reading("LÊ THỊ HẰNG"), Reading("LÊ THỊ HẢNG")], lexicon.persons(), is_person=True)
    assert alike.probability > unlike.probability


def test_nothing_read() -> None:
    assert marks.restore([], lexicon.persons()) == marks.Restored("", 0.0)


def test_capitals_part_no_readings_of_a_word_with_a_hyphen() -> None:
    readings = [
        Reading("NỘI THẤT LĂN-CÁO", 0.9),
        Reading("Nội Thất Lãn-Cáo", 0.9),
        Reading("Nội Thất Lãn-Cáo", 0.8),
    ]
    assert marks.restore(readings, lexicon.companies()).text.upper() == "NỘI THẤT LÃN-CÁO"


def test_a_hyphen_that_one_reader_saw_stays() -> None:
    readings = [Reading("CÔNG TY GIÀY DA XÁ-TÚI MIỀN BẮC", 0.9), Reading("CÔNG TY GIÀY DA XÁ TÚI MIỀN BẮC", 0.99)]
    assert marks.restore(readings, lexicon.companies()).text == "CÔNG TY GIÀY DA XÁ-TÚI MIỀN BẮC"


@pytest.mark.parametrize(
    ("other", "text"),
    [("TẬP ĐOÀN SẢN XUẤT MẪU", "TẬP ĐOÀN SẢN XUẤT MẪU"), ("TẬP ĐOÀN-SẢN XUẤT MẪU", "TẬP ĐOÀN-SẢN XUẤT MẪU")],
    ids=["one saw it", "both saw it"],
)
def test_a_hyphen_between_usual_words_is_dirt_unless_all_saw_it(other: str, text: str) -> None:
    readings = [Reading("CÔNG TY CỔ PHẦN TẬP ĐOÀN-SẢN XUẤT MẪU", 0.94), Reading(f"CÔNG TY CỔ PHẦN {other}", 0.9)]
    assert marks.restore(readings, lexicon.companies()).text == f"CÔNG TY CỔ PHẦN {text}"


def test_a_hyphen_within_a_trade_is_dirt() -> None:
    readings = [Reading("CÔNG TY TNHH DƯỢC-PHẨM Q&B", 0.94), Reading("CÔNG TY TNHH DƯỢC PHẨM Q&B", 0.9)]
    assert marks.restore(readings, lexicon.companies()).text == "CÔNG TY TNHH DƯỢC PHẨM Q&B"


@pytest.mark.parametrize(
    ("read", "name"),
    [("LÊ QUÓC MẪU", "LÊ QUỐC MẪU"), ("LÊ ĐẮC ĐIỀM", "LÊ ĐẮC ĐIỀM")],
    ids=["names have another of its letters", "no name has its letters"],
)
def test_a_syllable_that_no_list_holds_in_the_name_of_a_person(read: str, name: str) -> None:
    looks: tuple[dict[str, float], ...] = ({}, {}, {})
    last = read.split()[2]
    if last == "ĐIỀM":
        looks = ({}, {}, {"ĐIỀM": 0.0, "ĐIỂM": -6.3, "ĐIẾM": -9.9, "ĐIỆM": -10.8, "ĐIỄM": -11.1})
    readings = [Reading(read, 0.95, looks), Reading(read, 0.88)]
    assert marks.restore(readings, lexicon.persons(), is_person=True).text == name


@pytest.mark.parametrize(
    ("read", "again", "meant"),
    [
        ("CHOLIMEX", "CHỖLIMEX", "CHOLIMEX"),
        ("VINASAO", "VINASÀO", "VINASÀO"),
        ("CHỢ", "CHỢ", "CHỢ"),
    ],
)
def test_a_word_that_no_syllables_make_has_no_marks(read: str, again: str, meant: str) -> None:
    looks = ({read: -7.0, again: 0.0},)
    readings = [marks.Reading(read, 0.78, looks), marks.Reading(again, 0.46)]
    assert marks.restore(readings, lexicon.companies()).text == meant


@pytest.mark.parametrize(
    ("readings", "text"),
    [
        (
            ("Công ty Trách nhiệm Hữu hạn Lăn Mẫu", "Công ty Trách nhiệm hữu hạn Lăn Mẫu"),
            "Công ty Trách nhiệm hữu hạn Lăn Mẫu",
        ),
        (("Công ty Trách nhiệm HỮU hạn Mẫu",) * 2, "Công ty Trách nhiệm hữu hạn Mẫu"),
        (("Công ty Trách nhiệm Hữu hạn Mẫu",) * 2, "Công ty Trách nhiệm Hữu hạn Mẫu"),
        (("Công ty Thương mại và Dịch vụ Mẫu",) * 2, "Công ty Thương mại và Dịch vụ Mẫu"),
        (("Công ty VinalỘc Mẫu", "Công ty Vinalộc Mẫu"), "Công ty Vinalộc Mẫu"),
    ],
    ids=["seen unlike", "in capitals alone", "seen alike", "of a trade", "a capital inside"],
)
def test_a_capital_that_its_neighbours_have_not(readings: tuple[str, str], text: str) -> None:
    seen = [Reading(one, 0.95) for one in readings]
    assert marks.restore(seen, lexicon.companies()).text == text


def test_of_two_spellings_as_likely_it_is_the_same_in_whatever_order_they_come(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = set()
    for options in (["chối", "chổi"], ["chổi", "chối"]):
        monkeypatch.setattr(marks, "_options", lambda *_, options=options: options)
        told.add(marks.restore([Reading("Vi Duy Chôi")], lexicon.persons(), is_person=True).text.split()[-1])
    assert len(told) == 1


@pytest.mark.parametrize(
    ("word", "is_toned"),
    [
        ("khut", False),
        ("khụt", True),
        ("khút", True),
        ("khùt", False),
        ("lach", False),
        ("lan", True),
        ("đi", True),
    ],
)
def test_before_a_stop_a_syllable_has_one_of_two_tones(word: str, is_toned: bool) -> None:
    assert lexicon.is_toned(word) is is_toned


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("HỨA QUYẾT THANG", "HỨA QUYÉT THẢNG"), "HỨA QUYẾT THẮNG"),
        (("HỨA QUYẾT THĂNG", "HỨA QUYẾT THĂNG"), "HỨA QUYẾT THĂNG"),
        (("HỨA MẪU THANG", "HỨA MẪU THẢNG"), "HỨA MẪU THANG"),
    ],
    ids=["in doubt", "clear", "another name before it"],
)
def test_two_names_that_often_stand_together(texts: tuple[str, str], name: str) -> None:
    readings = [marks.Reading(text, weight) for text, weight in zip(texts, (0.7, 0.9), strict=True)]
    assert marks.restore(readings, lexicon.persons(), is_person=True).text == name
