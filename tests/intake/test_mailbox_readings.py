"""Readings of one address of e-mail held against one another."""

import pytest

from intake import mailbox_readings, mailboxes, replying, weighing
from intake.leaf import Candidate
from tests.intake.test_replying import COMPANY, valued
from tests.intake.test_vouching import BOX


def test_an_address_cut_short_gives_way_whatever_the_domain_of_the_whole_one() -> None:
    assert mailbox_readings.whole({"xnk.ky@mienbac.ex", "ky@mienbac.vn"}) == {"xnk.ky@mienbac.ex"}
    found = valued("email", ("", 0.0), ("xnk.ky@mienbac.ex", 0.6), ("ky@mienbac.vn", 0.4), ("ky@mienbac.vn", 0.7))
    assert found.candidate is not None
    field = weighing.alone(found.candidate)
    assert (field.value, field.certain) == ("xnk.ky@mienbac.ex", False)


def test_an_address_that_is_another_cut_short_is_none_to_choose() -> None:
    assert mailbox_readings.whole({"xnk.ba@mau.example", "ba@mau.example"}) == {"xnk.ba@mau.example"}
    assert mailbox_readings.whole(dirty := {"ixnk@mau.ex", "i_xnk@mau.ex", "xnk@mau.ex"}) == dirty
    assert mailbox_readings.whole({"xnk@mau.com", "xnk@mau.com.example"}) == {"xnk@mau.com.example"}
    assert mailbox_readings.whole({"xnk@mau.com", "xnk@mau.company"}) == {"xnk@mau.com", "xnk@mau.company"}
    assert mailboxes.is_borne_out("xnk.ba@mauthu.example", ["CÔNG TY TNHH MẪU THỬ"], ["LÊ VĂN BA"])


def test_a_sign_is_as_most_readings_have_it() -> None:
    read = [f"{local}@toancau.vn" for local in ("vam-thu", "van_thu", "vam-thu", "vare-thu")]
    assert mailbox_readings.signed(read[1], read) == "van-thu@toancau.vn"
    assert mailbox_readings.signed(read[1], read[1:3]) == read[1]
    assert mailbox_readings.signed("xnk.an.1@toancau.vn", read) == "xnk.an.1@toancau.vn"
    values = [valued("company_name", (COMPANY, 0.9)), valued("email", *((one, 0.9) for one in read))]
    borne = replying.looked_at(values[1], values).field
    assert (borne.value, borne.certain) == ("van-thu@toancau.vn", False)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("xnk@mau.examnle", "xnk@mau.example"),
        ("xnk@mau.exmnle", ""),
        ("xnk@mua.examnle", ""),
        ("xnk@mau.shop", ""),
    ],
    ids=["a letter misread", "two", "another domain", "an ending of its own"],
)
def test_an_ending_that_is_none_is_as_another_reading_has_it(read: str, meant: str) -> None:
    assert mailbox_readings.ended(read, {read, "xnk@mau.example", "xnk@mau.com"}) == meant
    assert not mailbox_readings.ended("xnk@mau.cam", {"xnk@mau.com"})


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("xnk@mailmau.vn", "xnk@mail.mau.vn"),
        ("kho@mailmau.vn", ""),
        ("xnk@mail.mau.vn", ""),
    ],
)
def test_the_stop_behind_the_mail_of_a_domain_is_seen_by_others(read: str, meant: str) -> None:
    assert mailbox_readings.dotted(read, {read, "xnk@mail.mau.vn"}) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("xnk@thatgo0.com", "xnk@thatgoo.com"),
        ("xnk0@thatgoo.com", ""),
        ("xnk@thatg00.vn", ""),
        ("xnk@10soo.com", ""),
        ("xnk@thatgoo.com", ""),
    ],
    ids=["a nought", "before the @", "another ending", "a figure beside", "none"],
)
def test_a_nought_in_a_domain_is_the_letter_that_another_reading_has(read: str, meant: str) -> None:
    assert mailbox_readings.with_letter_o(read, {read, "xnk@thatgoo.com", "xnk@1osoo.com"}) == meant


def test_a_nought_that_the_second_reader_took_for_the_letter_denies_nothing() -> None:
    readings = (("xnk@soo.com", 0.82), ("xnk@so0.com", 0.7), ("xnk@soo.com", 0.9), ("xnk@soo.com", 0.92))
    found = weighing.alone(Candidate("email", readings, 1, BOX))
    assert (found.value, found.certain) == ("xnk@soo.com", True)


def test_a_lost_stop_is_no_other_sign() -> None:
    readings = (("xnk@mailmau.vn", 0.87), ("xnk@mail.mau.vn", 0.99), ("xnk@mail.mau.vn", 0.8))
    found = weighing.alone(Candidate("email", readings, 1, BOX))
    assert (found.value, found.certain) == ("xnk@mail.mau.vn", True)


@pytest.mark.parametrize(
    ("read", "meant"),
    [("suu.i@mau.vn", "suu.1@mau.vn"), ("suu.l@mau.vn", "suu.1@mau.vn"), ("suu.o@mau.vn", ""), ("i@mau.vn", "")],
)
def test_a_letter_alone_before_the_at_sign_is_the_one_that_another_reading_has(read: str, meant: str) -> None:
    assert mailbox_readings.with_figure(read, {read, "suu.1@mau.vn", "1@mau.vn"}) == meant
    assert not mailbox_readings.with_figure(read, {read})


def test_a_misread_usual_word_gives_way_to_a_usual_word_alone() -> None:
    others = {"in-thu@mau.vn", "tn-thu@mau.vn", "van-thu@mau.vn"}
    assert not mailbox_readings.usual("in-thu@mau.vn", others)
    assert (
        mailbox_readings.usual("hanhchlnh@mau.vn", {"hanhchinh@mau.vn", "hanhchnnh@mau.vn"}) == "hanhchinh@mau.vn"
    )


@pytest.mark.parametrize(
    ("read", "meant"),
    [("van-th_u@mau.vn", "van-thu@mau.vn"), ("va_n.thu@mau.vn", "van-thu@mau.vn"), ("van_thu@mau.vn", "")],
)
def test_a_sign_amid_a_word_is_none_where_another_reading_has_it_whole(read: str, meant: str) -> None:
    assert mailbox_readings.without_specks(read, {read, "van-thu@mau.vn", "van-thu@khac.vn"}) == meant
    assert not mailbox_readings.without_specks(read, {read, "van-thu@mau.vn", "vanthu@mau.vn"})
