"""Addresses of e-mail that the names in a dossier bear out."""

from dataclasses import replace

import pytest

from intake import mailboxes, replying
from intake.facts import Field, Kind, Source
from intake.leaf import Candidate
from intake.value import Value
from tests.intake.test_vouching import BOX

COMPANY, PERSON = "CÔNG TY TNHH THỨC ĂN MẪU-TÌ TOÀN CẦU", "Phùng Văn Hào"


@pytest.mark.parametrize(
    ("address", "is_borne_out"),
    [
        ("docs@toancau-vn.example", True),
        ("docs@mauti.com.vn", True),
        ("hao@mail.toancau.vn", True),
        ("van-hao@toancau.vn", True),
        ("hoa@toancau.vn", False),
        ("docs@toancau-vn.exahple", False),
        ("docs@toancan.vn", False),
        ("docs@toan.toancau.vn", False),
        ("docs_31@toancau.vn", False),
        ("docs@tnhh.vn", True),
        ("vanhao@gmail.com", True),
        ("vanhao@gmai1.com", False),
        ("vanhoa@gmail.com", False),
        ("docs@vn", False),
        ("docs@toancau", False),
        ("docs", False),
    ],
)
def test_each_part_is_a_name_or_a_word_for_a_mailbox(address: str, is_borne_out: bool) -> None:
    assert mailboxes.is_borne_out(address, [COMPANY], [PERSON]) is is_borne_out


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


@pytest.mark.parametrize(
    ("address", "may_be"),
    [
        ("hanhchinh_11@ramvi.vn", True),
        ("hanhchinh_i1@ramvi.vn", False),
        ("van.1o@ramvi.vn", False),
        ("tuli2@ramvi.vn", True),
        ("loi@ramvi.vn", True),
        ("van@ramvi.exarnple", False),
        ("0.43@ramvi.vn", False),
        ("o.430@ramvi.vn", True),
    ],
)
def test_no_letter_stands_for_a_figure(address: str, may_be: bool) -> None:
    assert mailboxes.may_be(address) is may_be


@pytest.mark.parametrize(
    ("address", "mended"),
    [
        ("docs@toahcau-vn.vn", ""),
        ("docs@toahcau.vn", "docs@toancau.vn"),
        ("hqo@toancau.vn", "hao@toancau.vn"),
        ("hqo@toahcau.vn", ""),
        ("docs@khacten.vn", ""),
        ("docs@mal.toancau.vn", "docs@mail.toancau.vn"),
    ],
)
def test_a_letter_that_is_wrong_in_a_name_is_mended(address: str, mended: str) -> None:
    assert mailboxes.mended(address, [COMPANY], [PERSON]) == mended


def test_a_mended_address_is_shown_and_looked_at() -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", ("docs@toahcau.vn", 0.9))]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == ("docs@toancau.vn", False)


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("docs.54@toahcau-vn.vn", "docs.54@toancau-vn.vn"),
        ("docs.54@toancau-vn.vn", ""),
        ("docs.54@tohhcau.vn", ""),
        ("docs.54@toaricau.vn", "docs.54@toancau.vn"),
        ("docs.54@qmail.com", "docs.54@gmail.com"),
        ("docs.54@gmail.com", ""),
        ("docs.54@bmail.khac.vn", ""),
    ],
)
def test_a_letter_that_is_wrong_in_a_company_s_domain(address: str, named: str) -> None:
    assert mailboxes.at_company(address, [COMPANY]) == named


def test_an_address_at_the_company_is_shown_so_and_looked_at() -> None:
    values = [
        valued("company_name", (COMPANY, 0.9)),
        valued("email", ("docs.54@toancam.vn", 0.5), ("ddocs.54@toancau.vn", 0.9), ("docs.54@toancam.vn", 0.7)),
    ]
    found = replying.looked_at(values[1], values).field
    assert (found.value, found.certain) == ("docs.54@toancau.vn", False)


@pytest.mark.parametrize(
    ("address", "slip"),
    [
        ("offiee@mau.example", True),
        ("hanhchlnh_48@mau.example", True),
        ("office@mau.example", False),
        ("van-thu@mau.example", False),
        ("hien.12@mau.example", False),
    ],
)
def test_a_usual_word_with_one_letter_wrong(address: str, slip: bool) -> None:
    assert mailboxes.is_slip(address) is slip


@pytest.mark.parametrize(
    ("address", "slip"),
    [
        ("chieu@5qdai-vn.example", True),
        ("chieu@5gdai-vn.example", False),
        ("chieu@gmail.com", False),
        ("chieu@qmail.com", True),
        ("chieu@vnm.com", False),
        ("chieu@5gclai.example", True),
    ],
)
def test_a_domain_that_is_a_letter_off_the_company_s_name_is_looked_at(address: str, slip: bool) -> None:
    assert mailboxes.is_slip_of_name(address, ["CÔNG TY TNHH 5G ĐẠI"]) is slip


@pytest.mark.parametrize(("sure", "certain"), [(0.75, True), (0.5, False)])
def test_a_usual_word_that_one_reader_saw_stands(sure: float, certain: bool) -> None:
    values = [valued("email", *(("offiee@thu.vn", 0.6),) * 3, ("office@thu.vn", sure))]
    found = replying.looked_at(values[0], values).field
    assert (found.value, found.certain) == ("office@thu.vn", certain)


@pytest.mark.parametrize(
    ("address", "certain"),
    [("chi.docs@toancau.vn", False), ("docs@toancau.vn", True), ("chi.hao@toancau.vn", True)],
)
def test_a_word_that_leads_to_an_address_is_looked_at(address: str, certain: bool) -> None:
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", (address, 0.95), (address, 0.99))]
    assert replying.looked_at(values[1], values).field.certain is certain


def test_a_company_s_name_begins_with_a_word_in_a_domain() -> None:
    company = ["CÔNG TY TNHH AN MIỀN BẮC"]
    assert mailboxes.is_borne_out("info@mienbac.vn", company, [])
    assert not mailboxes.is_borne_out("info@nmienbac.vn", company, [])


def test_the_second_half_of_a_mailbox_is_looked_at_unless_somebody_is_called_so() -> None:
    assert mailboxes.is_slip("thu@mau.example")
    assert mailboxes.is_slip("thu@mau.example", ["LÊ VĂN BA"])
    assert not mailboxes.is_slip("thu@mau.example", ["LÊ THỊ THU"])
    assert not mailboxes.is_slip("van-thu@mau.example")


@pytest.mark.parametrize(
    ("address", "slip"),
    [
        ("hchinh_96@mau.vn", True),
        ("thchinh_58@mau.vn", True),
        ("phongketoan@mau.vn", False),
        ("nh_51@mau.vn", True),
        ("hanhchinh_96@mau.vn", False),
        ("minh@mau.vn", False),
        ("oanh_3@mau.vn", False),
    ],
)
def test_the_end_of_a_usual_word_is_a_slip_but_for_a_name(address: str, slip: bool) -> None:
    assert mailboxes.is_slip(address) is slip


def test_what_is_left_of_a_usual_word_is_not_borne_out() -> None:
    cut = f"hchinh_96@{RIGHT.partition('@')[2]}"
    readings = (("", 0.0), (cut, 0.78), (cut, 0.49))
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", *readings)]
    assert not replying.looked_at(values[1], values).field.certain


@pytest.mark.parametrize(
    ("address", "is_cut"),
    [
        ("kho@mau.examp", True),
        ("kho@mau.e", True),
        ("kho@mau.com", False),
        ("kho@mau.xyz", False),
        ("kho@mau.in", False),
    ],
)
def test_an_address_that_ends_amid_its_ending(address: str, is_cut: bool) -> None:
    assert mailboxes.ends_amid(address) is is_cut


@pytest.mark.parametrize(("local", "certain"), [("xnk.tuvnh", False), ("xnk.tuynh", True), ("xnk.hoa", True)])
def test_a_letter_that_is_wrong_in_a_person_s_name_is_a_doubt(local: str, certain: bool) -> None:
    address = f"{local}@khac.example"
    values = [valued("representative", ("Lê Văn Tuýnh", 0.9)), valued("email", (address, 0.97), (address, 0.95))]
    values[1] = replace(values[1], field=replace(values[1].field, certain=True))
    assert replying.looked_at(values[1], values).field.certain is certain


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("docs@qmail.com", "docs@gmail.com"),
        ("docs@toaricau-vn.vn", "docs@toancau-vn.vn"),
        ("docs@mail.toaricau.vn", "docs@mail.toancau.vn"),
        ("docs@toancau.vn", "docs@toancau.vn"),
        ("docs@toahcau.vn", "docs@toahcau.vn"),
        ("qoc@mautigroup.vn", "qoc@mautigroup.vn"),
    ],
)
def test_letters_that_look_like_others_in_a_known_domain(address: str, named: str) -> None:
    assert mailboxes.as_named(address, [COMPANY]) == named


def test_a_company_may_be_called_as_what_a_provider_s_name_looks_like() -> None:
    assert mailboxes.as_named("docs@qmail.com", ["CÔNG TY TNHH QMAIL"]) == "docs@qmail.com"


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
