"""A password letter enciphered to the bound certificate: its holder reads it, who cannot is sent a link."""

import subprocess
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casedesk import actions, fulfilment, handing_over
from casedesk.accounts import recipients
from casedesk.accounts.gateway import AccountRecord, Answer, gateway
from casedesk.accounts.handover import Look
from casedesk.accounts.models import Account, Binding, Change, Handover, Operation
from casedesk.holding import CannotDo
from casedesk.lib import sealing
from casedesk.models import Case, State, User
from casedesk.samples import certificates as made_up
from letters import enciphering
from letters.models import Letter
from tests import make
from tests.casedesk.test_handing_over import answered, leaks, token_in
from tests.letters.letter import MailServer
from tests.verification.test_certificates import issued as issued_by_a_test
from verification import certificates

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(65537, 2048)


def bound(pem: bytes | None = None, *, days: int = 365) -> AccountRecord:
    """Make an account whose certificate Casedesk has bound, and return it as the gateway tells it."""
    now = timezone.now()
    account = make.account(now=now)
    pem = pem or made_up.make(make.COMPANY, make.TAX_CODE, now, days, key=KEY)
    new = certificates.parse(pem)
    Change.objects.create(
        case=make.case(State.CLOSED), operation=Operation.BIND_CERTIFICATE, tax_code=make.TAX_CODE,
        certificate=pem, serial=new.serial, proposed_by=make.user("technician"), proposed_at=now,
        answer=Answer.DONE, answered_at=now,
    )  # fmt: skip
    Binding.objects.create(
        account=account, serial=new.serial, issuer=new.issuer, subject=new.company,
        not_before=new.not_before, not_after=new.not_after, bound_at=now,
    )  # fmt: skip
    record = gateway().find(make.TAX_CODE)
    assert record
    return record


def issued(technician: User) -> Case:
    case, now = make.case(State.ASSIGNED, technician=technician), timezone.now()
    actions.propose(case.pk, None, "Đã gọi.", technician, now, is_enciphered=True)
    actions.approve(case.pk, make.user("supervisor"), now)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    answered()
    return Case.objects.get(pk=case.pk)


def enclosed(mail: EmailMessage) -> EmailMessage:
    """Return the mail within a mail."""
    (found,) = (part for part in mail.walk() if part.get_content_type() == "message/rfc822")
    inner = found.get_payload(0)
    assert isinstance(inner, EmailMessage)
    return inner


def opened(mail: EmailMessage, key: rsa.RSAPrivateKey, folder: Path) -> str:
    """Read an enciphered mail as a mail program would: by OpenSSL, with the holder's key."""
    secret = folder / "key.pem"
    secret.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    command = ["openssl", "cms", "-decrypt", "-inform", "SMIME", "-inkey", str(secret)]
    done = subprocess.run(command, input=mail.as_bytes(), capture_output=True, check=False)
    if done.returncode:
        return ""
    return str(message_from_bytes(done.stdout, policy=policy.default).get_content())


def test_only_the_holder_of_the_token_reads_the_password(
    server: MailServer, technician: User, tmp_path: Path
) -> None:
    bound()
    case = issued(technician)
    password = sealing.unseal(bytes(Handover.objects.get().sealed_password or b"")).decode()
    (mail,) = server.got
    inner = enclosed(mail)
    assert (case.state, inner["To"], inner.get_content_type()) == (
        State.CLOSED,
        make.EMAIL,
        "application/pkcs7-mime",
    )
    assert inner.get_param("smime-type") == "enveloped-data"
    assert password in opened(inner, KEY, tmp_path)
    assert opened(inner, rsa.generate_private_key(65537, 2048), tmp_path) == ""
    assert "/mat-khau/" not in mail.as_string()
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "mat-khau.eml" in text and "nhập mã PIN" in text
    assert leaks(password, mail.as_string()) == []


def test_who_cannot_open_it_is_sent_a_link(server: MailServer, technician: User) -> None:
    bound()
    case, now = issued(technician), timezone.now()
    client = Client()
    client.force_login(technician)
    assert "thư mã hóa" in client.get(reverse("web:case", args=[case.number])).content.decode()
    where = handing_over.standing(handing_over.with_standing(Case.objects.filter(pk=case.pk)).get(), now)
    assert where and where.look == Look.ENCIPHERED
    handing_over.send_link_anew(case.pk, "Không mở được tệp.", technician, now)
    answered()
    assert token_in(Letter.objects.latest("id").text)
    assert Letter.objects.latest("id").enclosures == ()


def test_a_technician_cannot_choose_what_nobody_could_open(technician: User) -> None:
    make.account(now=timezone.now())
    case = make.case(State.ASSIGNED, technician=technician)
    with pytest.raises(CannotDo, match="giao bằng đường dẫn"):
        actions.propose(case.pk, None, "Đã gọi.", technician, timezone.now(), is_enciphered=True)
    assert not Change.objects.exists()


def test_the_bound_certificate_is_the_recipient_while_it_can_be() -> None:
    record, now = bound(), timezone.now()
    found = recipients.recipient(record, now)
    assert found and record.certificate and found.serial == record.certificate.serial
    assert recipients.recipient(record, now + timedelta(days=366)) is None
    Change.objects.update(answer=Answer.REFUSED)
    assert recipients.recipient(record, now) is None


def test_another_company_s_or_an_unknown_authority_s_certificate_is_no_recipient() -> None:
    now = timezone.now()
    assert recipients.recipient(bound(made_up.make(make.COMPANY, make.TAX_CODE, now)), now)
    assert recipients.recipient(bound(made_up.make(make.COMPANY, "0100000028", now)), now) is None
    other = made_up.authority("CA Lạ")
    assert recipients.recipient(bound(made_up.make(make.COMPANY, make.TAX_CODE, now, by=other)), now) is None


def test_what_a_key_may_not_or_cannot_open_is_not_enciphered() -> None:
    def certificate(**changes: object) -> x509.Certificate:
        return x509.load_pem_x509_certificate(issued_by_a_test(**changes))  # type: ignore[arg-type]

    assert enciphering.can_encipher(certificate(signs=False))
    assert not enciphering.can_encipher(certificate())
    assert not enciphering.can_encipher(certificate(key=ec.generate_private_key(ec.SECP256R1()), signs=False))


def test_an_account_without_a_certificate_has_no_recipient() -> None:
    bound()
    Binding.objects.all().delete()
    Account.objects.update(company_name="Công ty")
    record = gateway().find(make.TAX_CODE)
    assert record and recipients.recipient(record, timezone.now()) is None
