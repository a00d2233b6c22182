"""Addresses of e-mail among the words of a letter: which is meant, and how dirt and rows part them."""

from dataclasses import replace

import pytest

from intake import mailbox_readings, mailboxes
from intake.fields import addresses, letter
from intake.words import Line
from tests.intake import page

BROKEN_AT_HYPHEN = """
Khi có kết quả, xin Quý cơ quan gửi thư về địa chỉ thư điện tử của đơn vị như sau: van-thu@thu-
nghiem.example hoặc gọi 024 3436 5358.
"""


def test_an_address_that_no_longer_works_is_not_the_one_for_the_answer() -> None:
    text = "Địa chỉ email cũ cu@thu.example đã đăng ký trên hệ thống hiện không còn sử dụng."
    assert "email" not in letter.read(page.rows(text))


def test_an_address_of_e_mail_with_a_colon_of_dirt() -> None:
    rows = page.rows("6) Địa chỉ thư điện tử nhận kết quả: office@mienbac: vn.example")
    assert letter.read(rows)["email"].value == "office@mienbac.vn.example"


def test_an_address_of_e_mail_whose_ending_a_gap_parts() -> None:
    rows = page.rows("Thư điện tử / E-mail info@greengreen-vn.e tample")
    assert letter.read(rows)["email"].value == "info@greengreen-vn.etample"


def test_a_usual_word_that_a_gap_parts_is_of_the_address() -> None:
    rows = page.rows("Email nhận mật khẩu hanhch nh_51@vietnam.com.example")
    assert letter.read(rows)["email"].value == "hanhch_nh_51@vietnam.com.example"


def test_a_comma_before_an_at_is_a_stop() -> None:
    rows = page.rows("Email nhận kết quả: xnk,ngan@khanhhoa.com.example")
    assert letter.read(rows)["email"].value == "xnk.ngan@khanhhoa.com.example"


def test_what_leads_to_an_address_is_no_part_of_it() -> None:
    assert addresses.email("về van-thu@toancau.com.example") == "van-thu@toancau.com.example"
    assert addresses.email("chỉ info@4qxa.example") == "info@4qxa.example"
    assert addresses.email("van thu@toancau.com.example") == "van_thu@toancau.com.example"


def test_an_address_of_e_mail_with_a_letter_read_twice() -> None:
    rows = page.rows("Email nhận kết quả / Email for reply :hanhchinh_57@mail.vietnam, m.example")
    assert letter.read(rows)["email"].value == "hanhchinh_57@mail.vietnam.example"


def test_an_address_of_e_mail_begins_with_no_dash() -> None:
    assert letter.read(page.rows("Email:-docs@thu.example"))["email"].value == "docs@thu.example"


def test_an_address_of_e_mail_parted_behind_its_dot() -> None:
    rows = page.rows("Email: tho. 50@thu.example")
    assert letter.read(rows)["email"].value == "tho.50@thu.example"


def test_an_address_of_e_mail_that_a_row_parts_behind_its_dot() -> None:
    rows = page.rows("""
    CÔNG TY TNHH THỬ NGHIỆM - MST: 0100112437; số ĐT: 0912345678; hòm thư điện tử: mau.
    59@thu.example; người đại diện theo pháp luật: ông Lê Văn Mẫu, chức vụ: Giám đốc
    """)
    found = letter.read(rows)["email"]
    assert (found.value, found.is_choice) == ("mau.59@thu.example", False)


@pytest.mark.parametrize(
    "old",
    [
        "Tài khoản hiện gắn với email cu@thu,example (đã hỏng).",
        "Email cu@mail.thu. ©xample khai báo khi đăng ký tài khoản đã bị khóa.",
    ],
)
def test_an_old_address_of_e_mail_is_never_taken_however_it_is_broken(old: str) -> None:
    assert "email" not in letter.read(page.rows(old))
    found = letter.read(page.rows(f"+ Email: moi@thu.example\nChúng tôi xin trình bày: mất thiết bị.\n{old}"))
    assert found["email"].value == "moi@thu.example"


@pytest.mark.parametrize(
    ("text", "email", "choice"),
    [
        ("Email: xnk. mau@thu.example", "xnk.mau@thu.example", False),
        ("Email: nam. mau@thu.example", "mau@thu.example", True),
        ("Kết quả gửi về địa chỉ sau. mau@thu.example", "mau@thu.example", True),
        ("Email: hoach. I3@thu.example", "hoach.i3@thu.example", False),
    ],
    ids=["no word", "a syllable", "a sentence's end", "a figure taken for a letter"],
)
def test_a_part_and_its_full_stop_before_an_address(text: str, email: str, choice: bool) -> None:
    found = letter.read(page.rows(text))["email"]
    assert (found.value, found.is_choice) == (email, choice)


def test_an_address_that_a_row_breaks_at_its_hyphen() -> None:
    assert letter.read(page.rows(BROKEN_AT_HYPHEN))["email"].value == "van-thu@thu-nghiem.example"


@pytest.mark.parametrize("before", ["về", "chỉ."])
def test_a_word_with_its_marks_is_no_part_of_an_address(before: str) -> None:
    (row,) = page.rows(f"Kết quả xin gửi {before} office@thu.example trong giờ làm việc")
    address = row.words[5]
    close = replace(address, box=(row.words[4].box[2] + 2, *address.box[1:]))
    rows = [Line((*row.words[:5], close, *row.words[6:]))]
    assert letter.read(rows)["email"].value == "office@thu.example"


@pytest.mark.parametrize(
    ("row", "is_choice"),
    [
        ("Email nhận kết quả: vanthu@mau.com. `", True),
        ("Email nhận kết quả: vanthu@mau.com_.", False),
        ("Email nhận kết quả: vanthu@mau.com.vn.", False),
        ("* Email: vanthu@mau.com.", True),
        ("Kết quả xin gửi về email vanthu@mau.com.", False),
        ("0919.278.665, thư điện tử vanthu@mau.com.", False),
    ],
    ids=[
        "a stop behind a label's",
        "dirt",
        "behind a whole one",
        "behind a bullet",
        "a sentence's",
        "a sentence's last row",
    ],
)
def test_an_address_behind_a_label_has_no_full_stop(row: str, is_choice: bool) -> None:
    found = letter.read(page.rows(f"{row}\nNgười đại diện: Lê Văn Mẫu"))["email"]
    assert (found.value.removesuffix(".vn"), found.is_choice) == ("vanthu@mau.com", is_choice)


@pytest.mark.parametrize(
    ("before", "is_choice"), [("van:", True), ("van.", True), ("email:", False), ("for:", False), ("tử", False)]
)
def test_what_stands_close_before_an_address_may_belong_to_it(before: str, is_choice: bool) -> None:
    found = letter.read(page.rows(f"Xin liên hệ điện thoại 024 31199175, thư điện tử {before} thu@mau.example"))
    assert (found["email"].value, found["email"].is_choice) == ("thu@mau.example", is_choice)


@pytest.mark.parametrize(
    ("label", "is_choice"),
    [
        ("kết quả: - ", False),
        ("kết quả - ", True),
        ("kết quả: xnk- ", True),
        ("kết quả _ :", False),
        ("kết quả thư điện tử. - ", False),
        ("kết quả thư điện tử xnk- ", True),
    ],
)
def test_a_hyphen_alone_behind_a_colon_is_no_address_s(label: str, is_choice: bool) -> None:
    found = letter.read(page.rows(f"-Email nhận {label}ketoan@mau.example, Điện thoại: 024 31199175"))["email"]
    assert found.is_choice is is_choice


def test_an_address_in_pieces_is_looked_at() -> None:
    found = letter.read(page.rows("* Email: | 1.21 @ thu2.example"))["email"]
    assert (found.value, found.is_choice) == ("1.21@thu2.example", True)


def test_an_address_of_e_mail_with_a_comma_for_its_dot() -> None:
    rows = page.rows("Email nhận kết quả: dien@vietnam, example")
    assert letter.read(rows)["email"].value == "dien@vietnam.example"


def test_a_broken_address_is_read_beside_one_that_no_longer_works() -> None:
    rows = page.rows("""
        Email: van-thu@mau,example
        Hộp thư cu@thu.example trước đây do nhân viên đã nghỉ việc giữ, nay không truy cập được.
    """)
    found = letter.read(rows)["email"]
    assert (found.value, found.is_choice) == ("van-thu@mau.example", True)
    assert "email" not in letter.read(rows[1:])


@pytest.mark.parametrize(
    ("read", "address"),
    [
        ("hoat .15@mau.example", "hoat.15@mau.example"),
        ("diep.5 1@mau.example", "diep.51@mau.example"),
        ("van phong_vn@mau.example", "van_phong_vn@mau.example"),
        ("docs@mau-vn example", "docs@mau-vn.example"),
        ("docs@mau vn.example", "docs@mauvn.example"),
        ("docs@mau.com, vn", "docs@mau.com.vn"),
        ("docs@mau.com, in", "docs@mau.com"),
        ("docs@mau--vn.example", "docs@mau-vn.example"),
        ("docs@xn--mu-7ka.example", "docs@xn--mu-7ka.example"),
        ("docs@mau.com. examp1e", "docs@mau.com.example"),
        ("docs@mau.v1", "docs@mau.v1"),
        ("Email_docs_2@mau.vn", "docs_2@mau.vn"),
        ("reply_docs_2@mau.vn", "docs_2@mau.vn"),
        ("emails@mau.vn", "emails@mau.vn"),
    ],
    ids=[
        "before a sign",
        "between figures",
        "an underscore lost",
        "a dot lost",
        "in the domain",
        "a comma for a dot",
        "a comma",
        "a hyphen read twice",
        "a name in other letters",
        "a figure for a letter of its end",
        "a figure in an end that is none",
        "its label",
        "the end of its label",
        "no label",
    ],
)
def test_gaps_in_an_address_of_e_mail(read: str, address: str) -> None:
    assert addresses.email(read) == address


def test_what_stands_over_an_address_in_a_sentence_is_not_about_it() -> None:
    rows = page.rows("""
        Chữ ký số cũ đã bị hỏng. Mọi trao đổi xin liên hệ bộ phận xuất nhập khẩu, thư điện tử
        info@mau.example.
    """)
    assert letter.read(rows)["email"].value == "info@mau.example"


def test_a_stroke_of_an_at_sign_is_none_of_an_address() -> None:
    assert addresses.email("khoi@®thu.example") == "khoi@thu.example"


@pytest.mark.parametrize(
    ("read", "email"),
    [
        ("xin gửi kết quả về hòm thư điện tử của đơn vị: van- -\nthu@mau.example; điện thoại: 024 3436 5358",
         "van-thu@mau.example"),
        ("xin gửi kết quả về hòm thư điện tử của đơn vị: van-.\nthu@mau.example; điện thoại: 024 3436 5358",
         "van-thu@mau.example"),
        ("xin gửi kết quả về hòm thư điện tử của đơn vị: van-\n. thu@mau.example; điện thoại: 024 3436 5358",
         "van-thu@mau.example"),
        ("Email: xnk@mau.com, example\nĐiện thoại: 024 3436 5358", "xnk@mau.com.example"),
        ("Email: xnk@mau.com, in ấn\nĐiện thoại: 024 3436 5358", "xnk@mau.com"),
    ],
    ids=["a sign at a row's end", "a sign behind its hyphen", "a sign at a row's beginning",
         "a comma for a full stop", "a comma"],
)  # fmt: skip
def test_signs_of_dirt_that_part_an_address(read: str, email: str) -> None:
    assert letter.read(page.rows(read))["email"].value == email


def test_a_speck_in_a_sentence_does_not_end_what_it_says_of_an_address() -> None:
    rows = page.rows(
        "Email: moi@mau.example\nHộp thư cu@mau.example trước. đây do nhân viên đã nghỉ việc giữ, nay đã khóa"
    )
    assert letter.read(rows)["email"].value == "moi@mau.example"
    assert not letter.read(rows)["email"].is_choice


def test_a_label_with_a_hyphen_at_a_row_s_end_is_none_of_an_address() -> None:
    rows = page.rows("Khi có kết quả xin Quý cơ quan gửi thư trả lời về địa chỉ email-\ninfo@mau.example hoặc gọi")
    assert letter.read(rows)["email"].value == "info@mau.example"


@pytest.mark.parametrize(
    ("behind", "address"),
    [
        ("mau.com. ©xample. hoặc gọi", "van-thu@mau.com.example"),
        ("mau.com. hoặc gọi", "van-thu@mau.com"),
        ("mau. hoac.example", "van-thu@mau.hoac.example"),
    ],
    ids=["a sign for a letter", "a word of the sentence", "a part like a word"],
)
def test_an_address_goes_on_behind_a_stop_where_a_domain_does(behind: str, address: str) -> None:
    """The words stand close, as in a crowded row."""
    (row,) = page.rows(f"Xin gửi thư về van-thu@{behind}")
    words, left = [], 0
    for word in row.words:
        width = 10 * len(word.text)
        words.append(replace(word, box=(left, word.box[1], left + width, word.box[3])))
        left += width + (2 if "@" in word.text or "©" in word.text else 6)
    assert letter.read([Line(tuple(words))])["email"].value == address


@pytest.mark.parametrize(
    ("behind", "is_choice"),
    [("-<xample :", True), ("xanple", True), ("hoặc gọi", False), ("Xin cảm ơn", False)],
    ids=["signs and letters", "letters", "a word with its marks", "a sentence"],
)
def test_an_address_before_a_stop_and_a_scrap_may_be_cut(behind: str, is_choice: bool) -> None:
    found = letter.read(page.rows(f"Khi có kết quả, xin gửi thư về van-thu@mau.com. {behind}"))["email"]
    assert (found.value, found.is_choice) == ("van-thu@mau.com", is_choice)


def test_a_speck_before_an_underline_is_none_of_an_address() -> None:
    rows = page.rows("Địa chỉ thư điện tử nhận kết quả: hanhchinh, _75@mau-vn.example")
    assert letter.read(rows)["email"].value == "hanhchinh_75@mau-vn.example"


@pytest.mark.parametrize(
    ("address", "other", "one"),
    [
        ("i_duyet@mau.example", "duyet@mau.example", "duyet@mau.example"),
        ("of_fice@mau.example", "office@mau.example", "office@mau.example"),
        ("of_fice@mau.example", "offi@mau.example", ""),
        ("van-thu@mau.example", "vanthu@mau.example", ""),
        ("i_duyet@mau.example", "duyet@khac.example", ""),
        ("h_duyet@mau.example", "duyet@mau.example", ""),
    ],
)
def test_a_speck_makes_no_sign_of_a_mailbox(address: str, other: str, one: str) -> None:
    assert mailbox_readings.without_specks(address, {address, other}) == one


@pytest.mark.parametrize(
    ("address", "one"),
    [("a@mau.exaniple", "a@mau.example"), ("a@mau.exarnple", "a@mau.example"), ("a@mau.vm", "a@mau.vm"), ("", "")],
)
def test_a_long_ending_is_known_but_for_a_letter_or_two(address: str, one: str) -> None:
    assert mailboxes.with_ending(address) == one
