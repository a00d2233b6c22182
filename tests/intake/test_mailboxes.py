"""Addresses of e-mail that the names in a dossier bear out."""

import pytest

from intake import mailboxes

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


@pytest.mark.parametrize(
    ("address", "slip"),
    [
        ("offiee@mau.example", True),
        ("hanhchlnh_48@mau.example", True),
        ("office@mau.example", False),
        ("van-thu@mau.example", False),
        ("hien.12@mau.example", False),
        ("locs@mau.example", True),
        ("85@mau.example", True),
        ("0912345678@mau.example", False),
        ("kinh@mau.example", False),
        ("dong@mau.example", False),
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


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("docs@qmail.com", "docs@gmail.com"),
        ("docs@toaricau-vn.vn", "docs@toancau-vn.vn"),
        ("docs@mail.toaricau.vn", "docs@mail.toancau.vn"),
        ("docs@toancau.vn", "docs@toancau.vn"),
        ("docs@toahcau.vn", "docs@toahcau.vn"),
        ("qoc@mautigroup.vn", "qoc@mautigroup.vn"),
        ("docs@gmiail.com", "docs@gmail.com"),
        ("docs@maiil.toancau.vn", "docs@mail.toancau.vn"),
        ("docs@maiil.vn", "docs@maiil.vn"),
        ("docs@maii.toancau.vn", "docs@mail.toancau.vn"),
        ("docs@maii.vn", "docs@maii.vn"),
    ],
)
def test_letters_that_look_like_others_in_a_known_domain(address: str, named: str) -> None:
    assert mailboxes.as_named(address, [COMPANY]) == named


def test_a_company_may_be_called_as_what_a_provider_s_name_looks_like() -> None:
    assert mailboxes.as_named("docs@qmail.com", ["CÔNG TY TNHH QMAIL"]) == "docs@qmail.com"


@pytest.mark.parametrize(
    ("address", "usual"),
    [
        ("ketoah@mau.vn", "ketoan@mau.vn"),
        ("mfo_9@mau.vn", "info_9@mau.vn"),
        ("mh@mau.vn", "mh@mau.vn"),
        ("hanhchlnh_48@mau.vn", "hanhchinh_48@mau.vn"),
        ("expert@mau.vn", "expert@mau.vn"),
        ("offices@mau.vn", "offices@mau.vn"),
        ("loan@mau.vn", "loan@mau.vn"),
        ("ketoah@gmail.com", "ketoah@gmail.com"),
        ("yan-thu@mau.vn", "van-thu@mau.vn"),
        ("lan-thu@mau.vn", "lan-thu@mau.vn"),
    ],
    ids=[
        "a letter",
        "two letters as one",
        "no word alike",
        "beside figures",
        "an English word",
        "a letter more",
        "a name",
        "anybody's at a provider",
        "in two syllables",
        "two names",
    ],
)
def test_a_long_usual_word_but_for_a_letter_is_that(address: str, usual: str) -> None:
    assert mailboxes.as_usual(address) == usual
