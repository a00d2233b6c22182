"""Addresses of e-mail of which so little stands before the @ that some may be lost: whole where it is a name."""

import pytest

from intake import assembling, vouching
from intake.facts import Kind, Page
from intake.fields import letter
from intake.leaf import Candidate, Leaf
from tests.intake import page


@pytest.mark.parametrize(
    ("address", "is_short", "certain"),
    [
        ("ba@mauthu.example", True, True),
        ("ba@mauthu.example", False, False),
        ("hi@mauthu.example", True, False),
        ("ba@khac.example", True, False),
    ],
    ids=["of a person's name", "a choice for something else", "of nobody's", "of another domain"],
)
def test_a_short_mailbox_is_whole_where_it_is_somebody_s_name(address: str, is_short: bool, certain: bool) -> None:
    box = (0.1, 0.1, 0.5, 0.2)
    mail = Candidate("email", ((address, 0.9), (address, 1.0)), 1, box, is_choice=True, is_short=is_short)
    names = {
        "email": mail,
        "company_name": Candidate("company_name", (("CÔNG TY TNHH MẪU THỬ", 0.9),) * 2, 1, box),
    }
    pages = [
        Leaf(Page(1, Kind.REQUEST_LETTER, 0), "", names),
        Leaf(
            Page(2, Kind.BUSINESS_LICENCE, 0),
            "",
            {"representative": Candidate("representative", (("DOÃN HUY BA", 0.95),) * 2, 2, box)},
        ),
    ]
    field = vouching.facts(pages, assembling.papers(pages)).documents[0].fields["email"]
    assert (field.value, field.certain) == (address, certain)


def test_what_is_short_alone_is_told_from_other_choices() -> None:
    rows = page.rows("xin gửi thư về ba@mauthu.example hoặc gọi")
    found = letter.read(rows)["email"]
    assert (found.is_choice, found.is_short) == (True, True)
    rows = page.rows("xin gửi thư về ba@mauthu.example hoặc\nEmail:\nTrân trọng kính chào")
    found = letter.read(rows)["email"]
    assert (found.is_choice, found.is_short) == (True, False)


@pytest.mark.parametrize(("before", "is_led_to"), [("", True), ("h. ", False)], ids=["alone", "parted as well"])
def test_one_broken_beside_an_old_one_is_a_choice_for_that_alone(before: str, is_led_to: bool) -> None:
    rows = page.rows(
        f"Hộp thư nhận trả lời {before}xuong.40@bivinaven-vn. example\n"
        "Xin lưu ý: email đã đăng ký là hanhchinh_7@gmail.example không còn hiệu lực."
    )
    found = letter.read(rows)["email"]
    assert (found.is_choice, found.is_led_to) == (True, is_led_to)
