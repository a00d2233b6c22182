"""Files kept with a case for colleagues: sealed, with who and why, and refused as scans are."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from casedesk.models import Act, Attachment, Case, Event
from intake.models import Scan
from tests import make, paper
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make.case()


def attach(
    client: Client, case: Case, content: bytes, name: str = "thu.pdf", why: str = "thư hỏi"
) -> HttpResponse:
    data = {"file": SimpleUploadedFile(name, content), "why": why}
    return client.post(reverse("web:attach", args=[case.number]), data)  # type: ignore[return-value]


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.mark.parametrize("content", [paper.pdf(1), paper.png()], ids=["pdf", "png"])
def test_a_file_is_kept_sealed_and_comes_back_whole(content: bytes, case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    assert attach(clerk, case, content).status_code == 302
    kept = Attachment.objects.get()
    assert content[:200] not in Path(kept.file.path).read_bytes()
    page = clerk.get(reverse("web:case", args=[case.number])).content.decode()
    assert "thu.pdf" in page
    assert "thư hỏi" in page
    response = clerk.get(reverse("web:attachment", args=[case.number, kept.pk]))
    assert body(response) == content
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Cache-Control"] == "private, no-store"


def test_it_is_no_paper_of_the_dossier(case: Case, signed_in: SignedIn) -> None:
    before = Scan.objects.count()
    attach(signed_in("clerk"), case, paper.pdf(1))
    assert Scan.objects.count() == before
    assert Case.objects.get(pk=case.pk).state == case.state


def test_who_attached_and_who_looked_is_on_record(case: Case, signed_in: SignedIn) -> None:
    attach(signed_in("clerk"), case, paper.pdf(1))
    assert Event.objects.get(act=Act.ATTACHED).note == "thu.pdf: thư hỏi"
    looker = make.user("technician")
    signed_in(person=looker).get(reverse("web:attachment", args=[case.number, Attachment.objects.get().pk]))
    assert Event.objects.filter(act=Act.FILE_SEEN, actor=looker, subject="thu.pdf").count() == 1


def test_its_seal_is_rotated_with_the_others(case: Case, signed_in: SignedIn) -> None:
    attach(signed_in("clerk"), case, paper.pdf(1))
    path = Path(Attachment.objects.get().file.path)
    before = path.read_bytes()
    call_command("rotate_keys")
    assert path.read_bytes() != before


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng"),
        (b"PK\x03\x04 word/document", "không phải bản quét"),
        (b"MZ chuong trinh", "Đây là chương trình"),
        (paper.pdf(1)[:-200], "Tệp PDF"),
        (b"<script>alert(1)</script>", "HTML"),
    ],
    ids=["empty", "word", "program", "cut", "html"],
)
def test_a_bad_file_is_refused_with_the_sentence(
    content: bytes, sentence: str, case: Case, signed_in: SignedIn
) -> None:
    response = attach(signed_in("clerk"), case, content)
    page = response.content.decode()
    assert response.status_code == 409
    assert sentence in page
    assert "thư hỏi" in page
    assert not Attachment.objects.exists()


@pytest.mark.parametrize("why", ["", "  ", "a" * 301], ids=["empty", "blank", "long"])
def test_it_is_said_why(why: str, case: Case, signed_in: SignedIn) -> None:
    assert attach(signed_in("clerk"), case, paper.pdf(1), why=why).status_code == 409
    assert not Attachment.objects.exists()


def test_no_file_is_said(case: Case, signed_in: SignedIn) -> None:
    response = signed_in("clerk").post(reverse("web:attach", args=[case.number]), {"why": "x"})
    assert "Hãy chọn một tệp" in response.content.decode()


def test_the_same_file_is_kept_once_a_case(case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    statuses = [attach(clerk, of, paper.pdf(1)).status_code for of in (case, case, make.case())]
    assert statuses == [302, 409, 302]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\u202efdp.exe", "x" * 300 + ".pdf"], ids=["path", "rtl", "long"]
)
def test_a_hostile_name_is_made_plain(name: str, case: Case, signed_in: SignedIn) -> None:
    assert attach(signed_in("clerk"), case, paper.pdf(1), name=name).status_code == 302
    kept = Attachment.objects.get().name
    assert kept.isprintable()
    assert len(kept) <= 255
    assert "/" not in kept


def test_a_file_of_another_case_is_not_found(case: Case, signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    attach(clerk, case, paper.pdf(1))
    address = reverse("web:attachment", args=[make.case().number, Attachment.objects.get().pk])
    assert clerk.get(address).status_code == 404


def test_an_administrator_gets_no_file(case: Case, signed_in: SignedIn) -> None:
    attach(signed_in("clerk"), case, paper.pdf(1))
    address = reverse("web:attachment", args=[case.number, Attachment.objects.get().pk])
    assert signed_in("administrator").get(address).status_code == 403
    assert not Event.objects.filter(actor__is_administrator=True).exists()
