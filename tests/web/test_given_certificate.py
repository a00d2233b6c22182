"""A rebind's new certificate at review: added or taken from a signed PDF, judged, and there for the technician."""

import io
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfWriter

from casedesk import actions, attachments, checking, signed_papers
from casedesk.attachments import Upload
from casedesk.models import Act, Case, State
from casedesk.samples import certificates, signed_pdfs
from intake.facts import Kind, Request
from tests import make
from tests.web.conftest import SignedIn
from verification.certificates import authorities, reading
from verification.findings import Verdict
from verification.models import BrokenSignature, GivenCertificate, TrustedAuthority

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
NOW = timezone.now()
GOOD = certificates.make(make.COMPANY, make.TAX_CODE, NOW)
OTHER = certificates.make("CÔNG TY KHÁC", "0100000028", NOW)


@pytest.fixture
def case() -> Case:
    made = make.case(request=Request.REBIND_LOST)
    checking.run(made, make.NOW)
    return made


def url(case: Case, name: str) -> str:
    return reverse(f"web:{name}", args=[case.number])


def add(client: Client, case: Case, content: bytes = GOOD, name: str = "moi.cer", **data: str) -> HttpResponse:
    sent = {"certificate": SimpleUploadedFile(name, content)} | data
    return client.post(url(case, "add_certificate"), sent, headers=HTMX)  # type: ignore[return-value]


def outcome(case: Case) -> tuple[str, str]:
    row = case.findings.get(rule="certificate_acceptable")
    return row.outcome, row.why


def plain_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def signed_pdf(tax_code: str = make.TAX_CODE) -> bytes:
    """Return a PDF that a company signed with its new certificate."""
    return signed_pdfs.sign(plain_pdf(), make.COMPANY, tax_code, NOW)


def broken_pdf() -> bytes:
    """Return a PDF that was changed after the company had signed it."""
    content = signed_pdf()
    return content.replace(b"/MediaBox", b"/MediaBoy", 1)


def test_a_clerk_adds_it_and_the_technician_finds_it(case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    assert outcome(case)[0] == "not_needed"
    page = add(clerk, case).content.decode()
    assert 'data-test="given-remove"' in page
    assert outcome(case)[0] == "pass"
    technician = make.user("technician")
    Case.objects.filter(pk=case.pk).update(state=State.ASSIGNED, technician=technician)
    client = signed_in(person=technician)
    shown = client.get(url(case, "fulfil")).content.decode()
    assert 'data-test="from-review"' in shown
    assert 'data-test="certificate-ok"' in shown
    client.post(url(case, "fulfil"), {"step": "propose"})
    assert case.changes.get().serial == reading.parse(GOOD).serial


def test_one_of_another_company_fails_the_dossier_until_it_is_taken_away(case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    page = add(clerk, case, OTHER).content.decode()
    assert outcome(case)[0] == "fail"
    assert "khác mã số thuế của hồ sơ" in page
    assert Case.objects.get(pk=case.pk).verdict == Verdict.INCOMPLETE
    clerk.post(url(case, "remove_certificate"))
    assert outcome(case)[0] == "not_needed"
    acts = list(case.events.values_list("act", flat=True))[-2:]
    assert acts == [Act.CERTIFICATE_ADDED, Act.CERTIFICATE_REMOVED]


def test_an_authority_that_is_not_on_file_is_a_doubt(case: Case, signed_in: SignedIn) -> None:
    TrustedAuthority.objects.all().delete()
    add(signed_in("clerk"), case)
    assert outcome(case)[0] == "unsure"


@pytest.mark.parametrize(
    ("days", "said"), [(5, "2 ngày trước"), (-1, "Danh sách đã quá hạn")], ids=["new", "stale"]
)
def test_the_age_of_the_list_of_revoked_ones_is_shown(
    days: int, said: str, case: Case, signed_in: SignedIn
) -> None:
    authority, clerk = certificates.authority(), signed_in("clerk")
    made = x509.CertificateRevocationListBuilder().issuer_name(authority.certificate.subject)
    made = made.last_update(NOW - timedelta(days=2)).next_update(NOW + timedelta(days=days))
    authorities.add(made.sign(authority.key, hashes.SHA256()).public_bytes(Encoding.DER), NOW)
    assert said in add(clerk, case).content.decode()


def test_a_corrected_tax_code_is_judged_at_once(case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    add(clerk, case)
    for kind in (Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE):
        document = case.documents.get(kind=kind)
        address = reverse("web:set_field", args=[case.number, document.pk, "tax_code"])
        clerk.post(address, {"value": "0100000028"})
    assert outcome(case)[0] == "fail"


@pytest.mark.parametrize(
    ("content", "said", "code"),
    [
        (b"rac", "Không đọc được chứng thư số", "unreadable"),
        (b"", "Tệp trống|Hãy chọn tệp", ""),
        (plain_pdf(), "chưa được ký số", "unsigned"),
        (broken_pdf(), "không còn như khi ký", "signature_broken"),
    ],
    ids=["garbage", "empty", "a PDF that nobody signed", "a PDF changed since"],
)
def test_a_file_that_is_none_is_said_and_changes_nothing(
    content: bytes, said: str, code: str, case: Case, signed_in: SignedIn
) -> None:
    response = add(signed_in("clerk"), case, content)
    assert response.status_code == 409
    page = response.content.decode()
    assert any(one in page for one in said.split("|"))
    assert (f'data-test="problem-{code}">(mã {code})' in page) == bool(code)
    assert not GivenCertificate.objects.exists()


def test_a_password_needs_none(signed_in: SignedIn) -> None:
    case, clerk = make.case(), signed_in("clerk")
    checking.run(case, make.NOW)
    assert 'id="certificate"' not in clerk.get(url(case, "review")).content.decode()
    assert add(clerk, case).status_code == 409


def test_the_later_of_two_is_told(case: Case, signed_in: SignedIn) -> None:
    first, second = signed_in("clerk"), signed_in("clerk")
    version = second.get(url(case, "review")).context["given"].version
    add(first, case, seen=version)
    assert add(second, case, OTHER, seen=version).status_code == 409
    assert GivenCertificate.objects.get().serial == reading.parse(GOOD).serial


def test_a_pdf_that_the_company_signed_is_taken_from_its_papers(case: Case, signed_in: SignedIn) -> None:
    make.scan(case, content=signed_pdf(), name="congvan.pdf")
    signed_papers.propose(case, NOW)
    row = GivenCertificate.objects.get()
    assert (row.has_signed, row.added_by, row.source) == (True, None, "congvan.pdf")
    page = signed_in("clerk").get(url(case, "review")).content.decode()
    assert 'data-test="given-signed"' in page
    assert "máy lấy từ tệp PDF đã ký số" in page


def test_a_signed_attachment_is_taken_and_never_the_place_of_another(case: Case, signed_in: SignedIn) -> None:
    upload = Upload("gui-kem.pdf", signed_pdf(), "doanh nghiệp gửi")
    attachments.add(case, upload, make.user("clerk"), NOW)
    first = GivenCertificate.objects.get()
    assert outcome(case)[0] == "pass"
    attachments.add(case, Upload("khac.pdf", signed_pdf(), "gửi lại"), make.user("clerk"), NOW)
    assert GivenCertificate.objects.get().serial == first.serial


def test_what_others_signed_is_passed_over(case: Case) -> None:
    make.scan(case, content=signed_pdf("0100000028"), name="notary.pdf")
    signed_papers.propose(case, NOW + timedelta(minutes=1))
    assert not GivenCertificate.objects.exists()
    assert outcome(case)[0] == "not_needed"


def test_a_signature_that_does_not_hold_is_a_doubt_until_the_company_signs_again(
    case: Case, signed_in: SignedIn
) -> None:
    make.scan(case, content=broken_pdf(), name="sua.pdf")
    signed_papers.propose(case, NOW)
    assert not GivenCertificate.objects.exists()
    found, why = outcome(case)
    assert (found, "«sua.pdf» không còn nguyên vẹn. Hãy yêu cầu" in why) == ("unsure", True)
    assert "«sua.pdf»" in add(signed_in("clerk"), case).content.decode()
    assert outcome(case)[0] == "unsure", "a certificate is public: it proves nothing"
    GivenCertificate.objects.all().delete()
    attachments.add(case, Upload("lai.pdf", signed_pdf(), "gửi lại"), make.user("clerk"), NOW)
    assert outcome(case)[0] == "pass"


def test_a_clerk_settles_the_doubt_once(case: Case) -> None:
    clerk = make.user("clerk")
    attachments.add(case, Upload("sua.pdf", broken_pdf(), "doanh nghiệp gửi"), clerk, NOW)
    actions.judge(case.pk, "certificate_acceptable", "Đã gọi công ty, chờ tệp mới.", clerk, NOW)
    signed_papers.propose(case, NOW)
    assert outcome(case)[0] == "pass"


@pytest.mark.parametrize("content", [plain_pdf(), plain_pdf() + b"% /ByteRange"], ids=["plain", "word alone"])
def test_a_pdf_that_nobody_signed_is_no_doubt(content: bytes, case: Case) -> None:
    make.scan(case, content=content)
    signed_papers.propose(case, NOW)
    assert outcome(case)[0] == "not_needed"


def test_a_signed_pdf_that_cannot_be_read_is_a_doubt(case: Case) -> None:
    make.scan(case, content=b"%PDF-1.7 /ByteRange", name="hong.pdf")
    signed_papers.propose(case, NOW)
    assert "Không kiểm tra được chữ ký số trên tệp «hong.pdf»" in outcome(case)[1]


def test_a_request_for_a_password_is_not_asked_about_signatures() -> None:
    case = make.case()
    make.scan(case, content=broken_pdf())
    checking.run(case, make.NOW)
    signed_papers.propose(case, NOW)
    assert not BrokenSignature.objects.exists()
