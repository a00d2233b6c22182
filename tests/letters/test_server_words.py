"""What a mail server says becomes a sentence that tells a clerk what to do."""

import pytest

from letters.server_words import plain


@pytest.mark.parametrize(
    ("code", "said", "words"),
    [
        (550, "550 5.1.1 <a@b.vn> User unknown", "Hộp thư này không có"),
        (550, "550-5.1.1 The email account does not exist 550 5.1.1 Try again", "Hộp thư này không có"),
        (550, "550 5.1.2 Bad destination system", "Tên miền"),
        (550, "550 5.1.10 RESOLVER.ADR.RecipientNotFound", "Tên miền"),
        (550, "550 5.2.1 Account disabled", "bị khóa hoặc ngừng dùng"),
        (552, "552 5.2.2 Over quota", "đã đầy"),
        (452, "452 4.2.2 Mailbox full", "đã đầy"),
        (552, "552 5.3.4 Message too big", "lớn hơn mức"),
        (550, "550 5.4.1 Recipient address rejected: Access denied", "Không tìm được đường"),
        (554, "554 5.7.1 Rejected as spam", "theo quy định của bên nhận"),
        (550, "550 5.7.26 Unauthenticated mail", "SPF, DKIM, DMARC"),
        (535, "535 5.7.8 Authentication failed", "mật khẩu của trung tâm"),
        (451, "451 4.7.1 Greylisted", "hẹn gửi lại sau"),
        (421, "421 4.3.2 Shutting down", "bận hoặc đang bảo trì"),
        (450, "450 Requested action not taken", "hẹn gửi lại sau"),
        (550, "550 no status at all", "Máy chủ không giao được"),
        (550, "550 10.5.1.1 is an address and no status", "Máy chủ không giao được"),
        (599, "599 never heard of", "từ chối thư này"),
        (499, "499 never heard of", "chưa nhận thư này"),
        (0, "5.1.1", "Hộp thư này không có"),
        (250, "2.1.5 OK", "chưa nhận"),
    ],
)
def test_a_servers_answer_in_plain_words(code: int, said: str, words: str) -> None:
    assert words in plain(code, said)
