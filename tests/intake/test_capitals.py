"""Which letters of a name are large: what one reader saw, what a mark only makes look so, stops of initials."""

import pytest

from intake import capitals, slips, weighing
from intake.leaf import Candidate
from tests.intake.test_vouching import BOX


@pytest.mark.parametrize(
    ("read", "seen", "name"),
    [
        ("Trắc xơ (Việt Nam)", "Trắc Xơ (Việt Nam)", "Trắc Xơ (Việt Nam)"),
        ("Trắc xơ (Việt Nam)", "Trắc xơ (Việt Nam)", "Trắc xơ (Việt Nam)"),
        ("trắc xơ (Việt Nam)", "Trắc Xơ (Việt Nam)", "trắc xơ (Việt Nam)"),
        ("Và Mẫu", "Và Mẫu", "Và Mẫu"),
    ],
)
def test_a_capital_that_one_reader_saw_among_others(read: str, seen: str, name: str) -> None:
    form = "Công ty TNHH Phụ Tùng "
    found = Candidate("company_name", ((form + read, 0.95), (form + seen, 0.86)), 1, BOX)
    assert weighing._with_capital(found, form + read) == form + name


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("Lò Bá TỬ", "Lò Bá Tử"),
        ("Thái KỶ", "Thái Kỷ"),
        ("LÒ BÁ TỬ", "LÒ BÁ TỬ"),
        ("LÒ BÁ Tử", "LÒ BÁ Tử"),
        ("Y Bion Niê", "Y Bion Niê"),
        ("", ""),
    ],
)
def test_a_mark_makes_no_capitals_of_a_word_of_a_name(read: str, name: str) -> None:
    assert capitals.of_person(read) == name


@pytest.mark.parametrize(
    ("initials", "shown", "certain"),
    [("L.SN", "L.S.N", False), ("LS.N", "L.S.N", False), ("L.S.N", "L.S.N", True), ("LSN", "LSN", True)],
)
def test_initials_of_which_one_stop_was_seen_have_both(initials: str, shown: str, certain: bool) -> None:
    form = "CÔNG TY TNHH GIẤY"
    found = Candidate("company_name", ((f"{form} {initials} MẪU", 0.95), (f"{form} {initials} MẪU", 0.99)), 1, BOX)
    judged = weighing.judged(found)
    assert (judged.value, judged.has_witness) == (f"{form} {shown} MẪU", certain)


@pytest.mark.parametrize(
    ("like", "name"),
    [
        ("Công ty TNHH sản xuất và xuất", "Công ty TNHH sản xuất và xuất nhập khẩu Hến-Lạc"),
        ("Công ty TNHH Sản Xuất", "Công ty TNHH Sản Xuất và Xuất Nhập Khẩu Hến-Lạc"),
    ],
)
def test_the_rest_of_a_name_has_the_capitals_of_its_beginning(like: str, name: str) -> None:
    whole = "CÔNG TY TNHH SẢN XUẤT VÀ XUẤT NHẬP KHẨU HẾN-LẠC"
    assert slips.as_written(whole, like).replace("Và", "và") == name


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("CÔNG TY TNHH TMDV XNK 9L DĨ", "Công ty TNHH TMDV XNK 9L Dĩ", False),
        ("CÔNG TY TNHH TMDV XNK 9L DĨ", "CÔNG TY TNHH TMDV XNK 9L dĩ", True),
        ("CÔNG TY TNHH TMDV XNK 9L DĨ", "CÔNG TY TNHH TmDV XNK 9L DĨ", True),
        ("Công ty TNHH TMDV XNK 9L Dĩ", "Công ty TNHH TMDV XNK 9L Dĩ", True),
        ("CÔNG TY MẪU", "Công ty Mẫu", False),
    ],
)
def test_what_is_short_for_words_makes_no_name_one_in_capitals(one: str, other: str, alike: bool) -> None:
    assert capitals.are_alike([one, other]) is alike
