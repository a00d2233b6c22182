"""Changing the account: proposed by one person with everything in sight, approved by another."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from casedesk.models import Case, State, User
from casedesk.samples import certificates
from intake.facts import Kind, Request, Source
from intake.models import Document, Field
from tests import make
from tests.web.conftest import SignedIn
from verification.certificates import authorities, kept, reading
from verification.models import TrustedAuthority

pytestmark = pytest.mark.django_db


@pytest.fixture
def technician() -> User:
    make.account()
    return make.user("technician")


def url(case: Case, name: str) -> str:
    return reverse(f"web:{name}", args=[case.number])


def certificate(tax_code: str = make.TAX_CODE) -> SimpleUploadedFile:
    return SimpleUploadedFile("moi.cer", certificates.make(make.COMPANY, tax_code, timezone.now()))


def assigned(technician: User, request: Request = Request.RESET_PASSWORD) -> Case:
    return make.case(State.ASSIGNED, technician=technician, request=request)


def proposed(technician: User, signed_in: SignedIn) -> Case:
    case = assigned(technician)
    signed_in(person=technician).post(url(case, "fulfil"), {"step": "propose", "note": "Đã gọi hỏi."})
    return case


def test_a_password_is_proposed(technician: User, signed_in: SignedIn) -> None:
    case = proposed(technician, signed_in)
    assert Case.objects.get(pk=case.pk).state == State.PROPOSED


def test_a_certificate_is_looked_at_and_then_proposed(technician: User, signed_in: SignedIn) -> None:
    case, client = assigned(technician, Request.REBIND_LOST), signed_in(person=technician)
    look = client.post(url(case, "fulfil"), {"step": "look", "note": "ghi chú", "certificate": certificate()})
    page = look.content.decode()
    assert 'data-test="certificate-ok"' in page
    assert "ghi chú" in page
    client.post(url(case, "fulfil"), {"step": "propose", "kept": look.context["offered"].kept})
    assert Case.objects.get(pk=case.pk).state == State.PROPOSED


def test_a_certificate_of_another_company_is_refused_and_the_note_stays(
    technician: User, signed_in: SignedIn
) -> None:
    case = assigned(technician, Request.REBIND_LOST)
    data = {"step": "propose", "note": "ghi chú dài", "certificate": certificate("0101248141")}
    response = signed_in(person=technician).post(url(case, "fulfil"), data)
    page = response.content.decode()
    assert response.status_code == 409
    assert 'data-test="problem-tax_code"' in page
    assert "ghi chú dài" in page


def test_a_file_that_is_no_certificate_is_refused(technician: User, signed_in: SignedIn) -> None:
    case = assigned(technician, Request.REBIND_LOST)
    data = {"step": "propose", "certificate": SimpleUploadedFile("x.cer", b"khong phai")}
    response = signed_in(person=technician).post(url(case, "fulfil"), data)
    assert response.status_code == 409
    page = response.content.decode()
    assert "Không đọc được chứng thư số" in page
    assert 'data-test="problem-unreadable">(mã unreadable)' in page


def test_a_contact_that_differs_from_the_account_is_said(technician: User, signed_in: SignedIn) -> None:
    case = assigned(technician)
    Field.objects.filter(document__case=case, name="email").update(value="la@khac.example")
    page = signed_in(person=technician).get(url(case, "fulfil")).content.decode()
    assert "khác liên hệ trên tài khoản" in page


def test_another_technician_can_only_look(technician: User, signed_in: SignedIn) -> None:
    page = signed_in("technician").get(url(assigned(technician), "fulfil")).content.decode()
    assert 'data-test="not-mine"' in page
    assert 'data-test="propose"' not in page


def test_the_second_person_sees_what_the_first_did_and_approves(technician: User, signed_in: SignedIn) -> None:
    case, client = proposed(technician, signed_in), signed_in("supervisor")
    assert "Đã gọi hỏi." in client.get(url(case, "approve")).content.decode()
    client.post(url(case, "approve"))
    assert Case.objects.get(pk=case.pk).state == State.APPROVED


def test_the_proposer_sees_why_he_may_not_approve(technician: User, signed_in: SignedIn) -> None:
    case, client = proposed(technician, signed_in), signed_in(person=technician)
    page = client.get(url(case, "approve")).content.decode()
    assert 'data-test="own-proposal"' in page
    assert 'data-test="approve"' not in page
    assert client.post(url(case, "approve")).status_code == 403


def test_a_proposal_goes_back_with_a_reason(technician: User, signed_in: SignedIn) -> None:
    case, client = proposed(technician, signed_in), signed_in("supervisor")
    assert client.post(url(case, "send_back"), {"reason": " "}).status_code == 409
    client.post(url(case, "send_back"), {"reason": "Chưa gọi hỏi số trên tài khoản"})
    assert Case.objects.get(pk=case.pk).state == State.ASSIGNED
    page = signed_in(person=technician).get(url(case, "fulfil")).content.decode()
    assert "Chưa gọi hỏi số trên tài khoản" in page


def test_approving_twice_changes_nothing(technician: User, signed_in: SignedIn) -> None:
    case, client = proposed(technician, signed_in), signed_in("supervisor")
    client.post(url(case, "approve"))
    assert client.post(url(case, "approve")).status_code == 409


@pytest.mark.parametrize(
    ("change", "certain", "refused"),
    [(0, True, False), (2, True, False), (12, True, True), (12, False, False)],
    ids=["the same", "as good as misread", "another", "another, unsure"],
)
def test_the_serial_in_the_letter(
    change: int, certain: bool, refused: bool, technician: User, signed_in: SignedIn
) -> None:
    case, file = assigned(technician, Request.REBIND_LOST), certificate()
    serial = reading.chosen(reading.bundle(file.read())).certificate.serial
    file.seek(0)
    other = "".join("0" if one != "0" else "1" for one in serial[:change]) + serial[change:]
    letter = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    Field.objects.create(
        document=letter, name="certificate_serial", value=other, certain=certain, source=Source.OCR
    )
    page = signed_in(person=technician).post(url(case, "fulfil"), {"step": "look", "certificate": file})
    assert ('data-test="problem-serial"' in page.content.decode()) == refused


@pytest.mark.parametrize("is_signed", [True, False], ids=["signed PDF", "bare certificate"])
def test_the_second_person_sees_who_stands_behind_a_certificate(
    is_signed: bool, technician: User, signed_in: SignedIn
) -> None:
    now = timezone.now()
    authority = certificates.authority()
    made = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    made = made.last_update(now - timedelta(days=3)).next_update(now + timedelta(days=4))
    authorities.add(made.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER), now)
    case, pem = assigned(technician, Request.REBIND_LOST), certificates.make(make.COMPANY, make.TAX_CODE, now)
    kept.keep(case.pk, replace(reading.chosen(reading.bundle(pem)), has_signed=is_signed), "cv.pdf", None, now)
    signed_in(person=technician).post(url(case, "fulfil"), {"step": "propose"})
    page = signed_in("technician").get(url(case, "approve")).content.decode()
    assert "Demo CA" in page.split('data-test="chain"')[1].split("</p>")[0]
    assert "3 ngày trước. Không có chứng thư này trong danh sách." in page
    assert 'data-test="certificate-ok"' in page
    assert ('data-test="possession"' in page, 'data-test="no-possession"' in page) == (is_signed, not is_signed)


def test_the_second_person_sees_what_spoke_against_it_since(technician: User, signed_in: SignedIn) -> None:
    case = assigned(technician, Request.REBIND_LOST)
    signed_in(person=technician).post(url(case, "fulfil"), {"step": "propose", "certificate": certificate()})
    TrustedAuthority.objects.all().delete()
    page = signed_in("technician").get(url(case, "approve")).content.decode()
    assert 'data-test="problem-incomplete"' in page
