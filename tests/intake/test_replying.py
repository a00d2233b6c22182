"""The address for the answer, held against the names in its dossier."""

from dataclasses import replace

import pytest

from intake import mailboxes, replying, weighing
from intake.facts import Field, Kind, Source
from intake.leaf import Candidate
from intake.value import Value
from tests.intake.test_vouching import BOX

COMPANY, PERSON = "CÔNG TY TNHH THỨC ĂN MẪU-TÌ TOÀN CẦU", "Phùng Văn Hào"


def valued(name: str, *readings: tuple[str, float], is_choice: bool = False) -> Value:
    candidate = Candidate(name, readings, 1, BOX, is_choice=is_choice)
    return Value(0, Kind.REQUEST_LETTER, name, candidate, Field(readings[0][0], 0.5, False, 1, BOX, Source.OCR))


MISREAD, RIGHT = ("docs@toancau-vn.exarhple", 0.7), "docs@toancau-vn.example"


@pytest.mark.parametrize(
    ("readings", "value", "certain"),
    [
        ((MISREAD, (RIGHT, 0.7)), RIGHT, True),
        ((MISREAD, (RIGHT, 0.3)), RIGHT, True),
        ((("docs@toahcau.example", 0.6), ("docs@toancau.example", 0.3)), "docs@toancau.example", True),
        ((MISREAD, (RIGHT, 0.3), (RIGHT, 0.3)), RIGHT, True),
        ((("", 0.0), ("xnk_15@toancaa.vn", 0.7), ("xnk_15@toancau.vn", 0.5)), "xnk_15@toancau.vn", True),
        ((("", 0.0), ("xnk_16@toancaa.vn", 0.7), ("xnk_15@toancau.vn", 0.5)), "", False),
        (((RIGHT, 0.9), ("docs@mauti.example", 0.9)), RIGHT, False),
        ((("docs@toancau-vn.exrhp", 0.7),), "docs@toancau-vn.exrhp", False),
        (
            (("xnk.docs@toancau.vn", 0.8), ("xnkdocs@toancau.vn", 0.6), *(("xnk.docs@toancau.vn", 0.8),) * 2),
            "xnk.docs@toancau.vn",
            True,
        ),
        (
            (("xnk.docs@toancau.vn", 0.8), ("xnkdocs@toancau.vn", 0.6), ("xnk.docs@toancau.vn", 0.8)),
            "xnk.docs@toancau.vn",
            False,
        ),
        (
            (("khac.1@toancau.vn", 0.7), ("khec.1@toancau.vn", 0.9), *(("khac.1@toancau.vn", 0.9),) * 2),
            "khac.1@toancau.vn",
            True,
        ),
        ((("khacinfo@toancau.vn", 0.7), *(("khac_info@toancau.vn", 0.9),) * 3), "khac_info@toancau.vn", False),
        (
            (
                ("o.43@toancau.vn", 0.6),
                ("0.43@toancau.vn", 0.9),
                ("o.43@toancau.vm", 0.7),
                ("0.43@toancau.vn", 0.9),
            ),
            "o.43@toancau.vn",
            False,
        ),
    ],
    ids=[
        "seen clearly",
        "seen unclearly, but for its ending twice",
        "seen but for a letter",
        "seen twice",
        "its box by both",
        "its box by one",
        "two that may be",
        "none",
        "a sign that one look of four lost",
        "a sign that one look of three lost",
        "its box but for one look",
        "a sign that three have and nobody's name",
        "a figure for a letter",
    ],
)
def test_the_reading_that_is_borne_out_stands(
    readings: tuple[tuple[str, float], ...], value: str, certain: bool
) -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", *readings)]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == (value, certain)


def test_a_slip_that_two_readings_share_gives_way_to_the_one_that_is_borne_out() -> None:
    slip, right = "hao@toahcau.vn", "hao@toancau.vn"
    values = [
        valued("company_name", (COMPANY, 0.9)),
        valued("representative", (PERSON, 0.9)),
        valued("email", (slip, 0.91), (right, 0.45), (slip, 0.92)),
    ]
    sure = replace(values[2], field=replace(values[2].field, certain=True))
    found = replying.looked_at(sure, values).field
    assert (found.value, found.certain) == (right, True)


def test_a_choice_is_left_to_a_person() -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", (RIGHT, 0.9), is_choice=True)]
    assert not replying.looked_at(values[1], values).field.certain


def test_a_mended_address_is_shown_and_looked_at() -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", ("docs@toahcau.vn", 0.9))]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == ("docs@toancau.vn", False)


def test_an_address_at_the_company_is_shown_so_and_looked_at() -> None:
    values = [
        valued("company_name", (COMPANY, 0.9)),
        valued("email", ("docs.54@toancam.vn", 0.5), ("ddocs.5@toancau.vn", 0.9), ("docs.54@toancam.vn", 0.7)),
    ]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == ("docs.54@toancau.vn", False)


@pytest.mark.parametrize(("sure", "certain"), [(0.75, True), (0.5, False)])
def test_a_usual_word_that_one_reader_saw_stands(sure: float, certain: bool) -> None:
    values = [valued("email", *(("locs@thu.vn", 0.6),) * 3, ("docs@thu.vn", sure))]
    found = replying.looked_at(values[0], values).field
    assert (found.value, found.certain) == ("docs@thu.vn", certain)


@pytest.mark.parametrize(
    ("address", "certain"),
    [("chi.docs@toancau.vn", False), ("docs@toancau.vn", True), ("chi.hao@toancau.vn", True)],
)
def test_a_word_that_leads_to_an_address_is_looked_at(address: str, certain: bool) -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", (address, 0.95), (address, 0.99))]
    assert replying.looked_at(values[1], values).field.certain is certain


def test_what_is_left_of_a_usual_word_is_not_borne_out() -> None:
    cut = f"hchinh_96@{RIGHT.partition('@')[2]}"
    readings = (("", 0.0), (cut, 0.78), (cut, 0.49))
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", *readings)]
    assert not replying.looked_at(values[1], values).field.certain


@pytest.mark.parametrize(("local", "certain"), [("xnk.tuvnh", False), ("xnk.tuynh", True), ("xnk.hoa", True)])
def test_a_letter_that_is_wrong_in_a_person_s_name_is_a_doubt(local: str, certain: bool) -> None:
    address = f"{local}@khac.example"
    values = [valued("representative", ("Lê Văn Tuýnh", 0.9)), valued("email", (address, 0.97), (address, 0.95))]
    values[1] = replace(values[1], field=replace(values[1].field, certain=True))
    assert replying.looked_at(values[1], values).field.certain is certain


@pytest.mark.parametrize("seen", ["info@qmail.com", "info@toaricau.vn"])
def test_what_all_looks_took_for_a_known_domain_s_letters_is_no_doubt(seen: str) -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", *((seen, 0.9),) * 3, ("", 0.3))]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == (mailboxes.as_named(seen, [COMPANY]), True)


@pytest.mark.parametrize(
    "other",
    ["info_9@toancauvn.vn", "info_9@imalltoancau.vn", "info_4@toancau-vn.vn"],
    ids=["a hyphen lost", "a stop lost", "a figure misread"],
)
def test_an_address_that_three_of_four_looks_saw_stands(other: str) -> None:
    values = [
        valued("company_name", (COMPANY, 0.9)),
        valued("email", (other, 0.7), *(("info_9@toancau-vn.vn", 0.9),) * 3),
    ]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == ("info_9@toancau-vn.vn", True)


@pytest.mark.parametrize(("sure", "certain"), [(0.99, False), (0.8, True)])
def test_an_underscore_that_a_rule_may_have_taken_with_it_is_a_doubt(sure: float, *, certain: bool) -> None:
    stop = ("info.9@toancau-vn.vn", 0.9)
    values = [
        valued("company_name", (COMPANY, 0.9)),
        valued("email", stop, ("info_9@toancau-vn.vn", sure), stop, stop),
    ]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == ("info.9@toancau-vn.vn", certain)


@pytest.mark.parametrize(("sure", "value"), [(0.95, "docs@triennn.vn"), (0.8, "docs@triennd.vn")])
def test_a_domain_that_both_readers_saw_clearly_is_not_made_the_name_s(sure: float, value: str) -> None:
    values = [
        valued("company_name", ("CÔNG TY CỔ PHẦN PHÁT TRIỂN NĐN", 0.9)),
        valued("email", *(("docs@triennn.vn", sure),) * 2),
    ]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == (value, False)


def test_what_both_readers_took_for_a_usual_word_s_letter_is_no_doubt() -> None:
    value = valued("email", ("ketoah@toancau.vn", 0.9), ("ketoah@toancau.vn", 0.8))
    assert value.candidate is not None
    seen = replace(value, field=weighing.alone(value.candidate))
    found = replying.looked_at(seen, [valued("company_name", (COMPANY, 0.9)), seen]).field
    assert (found.value, found.certain) == ("ketoan@toancau.vn", True)


HALVES = (
    ("hhao.12@gmail.vn", 0.4),
    ("hlao.12@gmail.vn", 0.7),
    ("hao.12@smail.vn", 0.6),
    ("hhao.12@gmail.vn", 0.5),
)


@pytest.mark.parametrize(
    ("readings", "value", "certain"),
    [
        (HALVES, "hao.12@gmail.vn", True),
        ((*HALVES[:3], ("hhao.72@gmail.vn", 0.5)), "hhao.12@gmail.vn", False),
        ((*HALVES[:2], ("hbo.12@smail.vn", 0.6), HALVES[3]), "hhao.12@gmail.vn", False),
    ],
    ids=["somebody's name in one", "other figures in one", "nobody's name in any"],
)
def test_the_halves_of_two_readings_that_are_borne_out_make_one(
    readings: tuple[tuple[str, float], ...], value: str, *, certain: bool
) -> None:
    values = [valued("representative", (PERSON, 0.9)), valued("email", *readings)]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == (value, certain)


@pytest.mark.parametrize("address", ["info@qmail.com", "ketoah@toancau.vn", "docs@toahcau.vn", "docs@toancau.vn"])
def test_an_address_in_a_page_s_own_text_stands_as_it_is_written(address: str) -> None:
    value = valued("email", (address, 0.99))
    assert value.candidate is not None
    own = replace(value.candidate, is_own_text=True)
    written = replace(value, candidate=own, field=weighing.alone(own))
    found = replying.looked_at(written, [valued("company_name", (COMPANY, 0.9)), written]).field
    assert (found.value, found.certain) == (address, address == "docs@toancau.vn")
