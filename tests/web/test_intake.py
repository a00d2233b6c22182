"""The intake desk: each file of a batch is told what became of it, and nothing set aside is lost."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casedesk import reception
from casedesk.models import Case
from casedesk.reception import Arrival
from intake.models import SetAside
from tests import make, paper
from tests.web.conftest import SignedIn
from verification.findings import Channel

pytestmark = pytest.mark.django_db


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def batch(
    *files: SimpleUploadedFile, arrived_on: str = "23/11/2026", channel: str = "walk_in"
) -> dict[str, object]:
    return {"channel": channel, "arrived_on": arrived_on, "files": list(files)}


def aside() -> SetAside:
    arrival = Arrival("<b>thu</b>.txt", b"khong phai giay to", Channel.POST, make.NOW.date())
    return reception.set_aside(arrival, "Tệp không phải giấy tờ.", make.NOW)


def test_a_batch_becomes_cases(signed_in: SignedIn) -> None:
    data = batch(upload("001.pdf", paper.pdf(1)), upload("002.pdf", paper.pdf(2)))
    page = signed_in("clerk").post("/tiep-nhan/", data).content.decode()
    assert Case.objects.filter(channel=Channel.WALK_IN).count() == 2
    assert all(case.number in page for case in Case.objects.all())


def test_the_same_file_again_names_its_case(signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    client.post("/tiep-nhan/", batch(upload("001.pdf", paper.pdf(1))))
    page = client.post("/tiep-nhan/", batch(upload("khac.pdf", paper.pdf(1)))).content.decode()
    assert Case.objects.count() == 1
    assert "đã nằm trong hồ sơ" in page


def test_a_file_that_is_no_dossier_is_set_aside_with_its_reason(signed_in: SignedIn) -> None:
    page = signed_in("clerk").post("/tiep-nhan/", batch(upload("x.pdf", b"khong phai"))).content.decode()
    assert Case.objects.count() == 0
    assert SetAside.objects.get().reason in page


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-11-20", 200), ("20/11/2026", 200), ("01/01/2999", 422), ("31/02/2026", 422), ("", 422)],
    ids=["iso", "as-people-write", "future", "no-day", "empty"],
)
def test_the_day_of_arrival(day: str, status: int, signed_in: SignedIn) -> None:
    data = batch(upload("001.pdf", paper.pdf(1)), arrived_on=day)
    assert signed_in("clerk").post("/tiep-nhan/", data).status_code == status
    assert Case.objects.count() == (1 if status == 200 else 0)


def test_a_batch_without_files_is_asked_for_one(signed_in: SignedIn) -> None:
    response = signed_in("clerk").post("/tiep-nhan/", batch())
    assert response.status_code == 422
    assert "Hãy chọn ít nhất một tệp" in response.content.decode()


def test_the_scan_folders_are_named(signed_in: SignedIn) -> None:
    page = signed_in("clerk").get("/tiep-nhan/").content.decode()
    assert "scans/buu-dien" in page
    assert "scans/truc-tiep" in page


def test_the_original_is_saved_and_never_shown(signed_in: SignedIn) -> None:
    response = signed_in("clerk").get(f"/tiep-nhan/tep/{aside().pk}/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response.streaming_content) == b"khong phai giay to"  # type: ignore[attr-defined]


def test_a_file_is_dismissed_and_brought_back(signed_in: SignedIn) -> None:
    kept, client = aside(), signed_in("clerk")
    client.post(f"/tiep-nhan/tep/{kept.pk}/bo/", {"act": "dismiss"})
    assert SetAside.objects.get().dismissed_by is not None
    client.post(f"/tiep-nhan/tep/{kept.pk}/bo/", {"act": "restore"})
    assert SetAside.objects.get().dismissed_at is None


def test_a_file_name_is_text(signed_in: SignedIn) -> None:
    aside()
    assert "<b>thu" not in signed_in("clerk").get("/tiep-nhan/").content.decode()
