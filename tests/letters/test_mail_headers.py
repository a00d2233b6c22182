"""What a mail says of itself: what it answers, whom to answer, that a machine wrote it; signed where asked."""

import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings

from letters import conversation
from letters.delivery import deliver
from letters.envelope import envelope
from letters.models import Message, MessageState
from letters.reply_to import case_number_in
from tests import make
from tests.letters.letter import mail_server, parsed, posted
from tests.letters.mail_servers import Moody, running
from tests.site import free_port

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.REPLY_TO = "casedesk@trungtam.example"


@pytest.fixture
def server(settings: Settings) -> Iterator[Moody]:
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    with running(Moody(settings.EMAIL_PORT)) as started:
        yield started


def written(message: Message, now: datetime = NOW) -> EmailMessage:
    return parsed(envelope(message, now).content)


def test_letters_of_a_case_are_one_chain() -> None:
    first = posted()
    second, other = posted(first.case), posted()
    third = posted(first.case)
    assert written(first)["References"] is None and written(first)["In-Reply-To"] is None
    assert written(second)["References"] == written(second)["In-Reply-To"] == first.message_id
    assert written(third)["References"] == f"{first.message_id} {second.message_id}"
    assert written(third)["In-Reply-To"] == second.message_id
    assert written(other)["References"] is None


def test_a_letter_answers_the_companys_own_mail_where_that_is_newer() -> None:
    first = posted()
    theirs = f"<{'A' * 90}@outlook.example>"
    received = [(NOW + timedelta(minutes=1), theirs), (NOW, "<x>\r\nBcc: <y@z.vn>"), (NOW, "không phải")]
    second = posted(first.case, now=NOW + timedelta(hours=1))
    Message.objects.filter(pk=second.pk).update(references=conversation.references(second.case_id, received[:1]))
    chain = conversation.references(first.case_id, received)
    assert chain.split() == [first.message_id, theirs, second.message_id], (
        "in time, and nothing that is no identity"
    )
    second.refresh_from_db()
    assert written(second)["References"].split()[:2] == [first.message_id, theirs]
    assert theirs.encode() in envelope(second, NOW).content, "whole, however long"


def test_a_long_chain_keeps_its_beginning_and_its_end() -> None:
    case = make.case()
    received = [(NOW + timedelta(minutes=n), f"<{n}@mauthu.example>") for n in range(50)]
    chain = conversation.references(case.id, received).split()
    assert len(chain) == conversation.MOST
    assert (chain[0], chain[-1]) == ("<0@mauthu.example>", "<49@mauthu.example>")


def test_headers_are_the_same_at_every_attempt_and_of_no_list() -> None:
    message = posted()
    posted(message.case)
    first, again = written(message), written(message, NOW + timedelta(days=1))
    for mail in (first, again):
        del mail["Content-Type"]  # its boundary is a new one each time
    assert first.items() == again.items()
    assert first["Auto-Submitted"] == "auto-generated"
    assert not [name for name in first if name.lower().startswith(("list-", "precedence", "bcc"))]


def test_replies_and_reports_come_to_an_address_that_names_the_case(server: Moody) -> None:
    message = posted()
    assert deliver(message.id, NOW) == MessageState.SENT
    assert case_number_in(str(server.got[0]["Reply-To"])) == message.case.number
    assert case_number_in(server.senders[0]) == message.case.number


def test_without_a_mailbox_both_come_to_who_sent_it(server: Moody, settings: Settings) -> None:
    settings.REPLY_TO = ""
    assert deliver(posted().id, NOW) == MessageState.SENT
    assert server.got[0]["Reply-To"] is None
    assert server.senders == ["hotro@casedesk.example"]


def test_every_byte_is_ascii_and_every_line_short() -> None:
    content = envelope(posted(), NOW).content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998


def key_pair(folder: Path, *, days: int = 30, key: rsa.RSAPrivateKey | None = None) -> rsa.RSAPrivateKey:
    own = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Trung tâm Mẫu")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(own.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(NOW - timedelta(days=60))
    made = made.not_valid_after(NOW + timedelta(days=days))
    signed = made.add_extension(
        x509.SubjectAlternativeName([x509.RFC822Name("hotro@casedesk.example")]), critical=False
    ).sign(own, hashes.SHA256())
    (folder / "cert.pem").write_bytes(signed.public_bytes(Encoding.PEM))
    encoded = (key or own).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (folder / "key.pem").write_bytes(encoded)
    return own


@pytest.fixture
def signing(settings: Settings, tmp_path: Path) -> Path:
    settings.SMIME_CERTIFICATE, settings.SMIME_KEY = str(tmp_path / "cert.pem"), str(tmp_path / "key.pem")
    key_pair(tmp_path)
    return tmp_path


def verified(mail: bytes, folder: Path) -> subprocess.CompletedProcess[bytes]:
    (folder / "mail.eml").write_bytes(mail)
    files = ["-in", str(folder / "mail.eml"), "-CAfile", str(folder / "cert.pem")]
    command = ["openssl", "smime", "-verify", *files]
    return subprocess.run([*command, "-purpose", "any", "-no_check_time"], capture_output=True, check=False)


def test_a_signed_mail_arrives_with_a_signature_that_holds(signing: Path, settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    message = posted()
    with mail_server(settings.EMAIL_PORT) as server:
        assert deliver(message.id, NOW) == MessageState.SENT
    mail = server.got[0]
    assert mail.get_content_type() == "multipart/signed"
    assert mail["Subject"].strip() == message.letter.subject and mail["Message-ID"] == message.message_id
    body, _signature = mail.iter_parts()
    assert isinstance(body, EmailMessage)
    (attached,) = body.iter_attachments()
    assert attached.get_payload(decode=True) == message.letter.read_pdf()
    checked = verified(envelope(message, NOW).content, signing)
    assert checked.returncode == 0, checked.stderr


def test_a_signature_does_not_hold_over_a_changed_mail(signing: Path) -> None:
    content = envelope(posted(), NOW).content
    at = content.index(b"application/pdf") + 400
    changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
    assert verified(changed, signing).returncode != 0


@pytest.mark.parametrize("fault", ["gone", "expired", "another key", "no PEM"])
def test_a_mail_that_cannot_be_signed_waits_and_never_goes_unsigned(
    fault: str, signing: Path, server: Moody
) -> None:
    if fault == "gone":
        (signing / "key.pem").unlink()
    elif fault == "no PEM":
        (signing / "cert.pem").write_bytes(b"khong phai")
    else:
        key_pair(signing, days=-1) if fault == "expired" else key_pair(signing, key=key_pair(signing))
    message = posted()
    assert deliver(message.id, NOW) == MessageState.WAITING
    message.refresh_from_db()
    assert "S/MIME" in message.last_error and message.is_held
    assert server.got == []
