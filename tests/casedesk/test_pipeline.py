"""What the machine does next: one worker a case, lost work found again, failures visible."""

import io
from datetime import timedelta

import pytest
from django.db.models.signals import post_save
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from pytest_django.fixtures import Settings

from casedesk import actions, answering, pipeline
from casedesk.accounts.gateway import AccountRecord, Answer, BoundCertificate, Result
from casedesk.accounts.registry import EmbeddedRegistry
from casedesk.lib.outcomes import TryAgain
from casedesk.models import Act, Case, LetterOrder, State
from intake import drafts
from intake.leaf import unreadable
from intake.models import Draft
from letters.models import Letterhead
from tests import make
from tests.intake import page

pytestmark = pytest.mark.django_db


class Silent(EmbeddedRegistry):
    """A gateway that does the work and then says nothing."""

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Change nothing that anyone can read back."""
        return Result(Answer.UNKNOWN)


class Late(EmbeddedRegistry):
    """A gateway that does the work, but whose answer is lost on the way."""

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Do it, and lose the answer."""
        super().issue_password(tax_code, password, key)
        return Result(Answer.UNKNOWN)


class Away(EmbeddedRegistry):
    """A gateway that does not answer."""

    def outcome_of(self, key: str) -> Result | None:
        """Not answer."""
        raise TryAgain("hệ thống tài khoản không trả lời")

    def find(self, tax_code: str) -> AccountRecord | None:
        """Not answer."""
        raise TryAgain("hệ thống tài khoản không trả lời")

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Not answer."""
        raise TryAgain("hệ thống tài khoản không trả lời")


def approved() -> Case:
    make.account()
    Letterhead.objects.update(signer="Người Ký Thử")
    technician = make.user("technician")
    case = make.case(State.ASSIGNED, technician=technician)
    actions.propose(case.id, None, "", technician, make.NOW)
    actions.approve(case.id, make.user("supervisor"), make.NOW)
    return Case.objects.get(pk=case.pk)


def run() -> Case:
    case = pipeline.claim(timezone.now())
    assert case is not None
    pipeline.step(case)
    case.refresh_from_db()
    return case


def test_of_two_workers_one_gets_the_case() -> None:
    make.case(State.RECEIVED)
    now = timezone.now()
    assert pipeline.claim(now) is not None
    assert pipeline.claim(now) is None


def test_a_case_whose_worker_was_killed_is_found_again_within_a_minute() -> None:
    make.case(State.RECEIVED)
    now = timezone.now()
    pipeline.claim(now)
    assert pipeline.claim(now + timedelta(seconds=60)) is not None


def test_a_scan_that_kills_its_worker_again_and_again_goes_to_the_clerk() -> None:
    case = make.case(State.RECEIVED)
    make.scan(case)
    for minutes in range(pipeline.MAX_ATTEMPTS):
        pipeline.claim(timezone.now() + timedelta(minutes=minutes - 10))
    read = run()
    assert read.state == State.CHECKED
    assert "3 lần" in read.events.get(act=Act.UNREADABLE).note


def test_a_scan_that_cannot_be_read_goes_to_the_clerk_with_its_reason() -> None:
    case = make.case(State.RECEIVED)
    make.scan(case, content=b"%PDF-1.4 hong")
    read = run()
    assert (read.state, read.verdict) == (State.CHECKED, "unsure")
    assert read.events.filter(act=Act.UNREADABLE).exists()


@pytest.mark.ocr
def test_a_dossier_whose_worker_was_killed_goes_on_where_it_was() -> None:
    case = make.case(State.RECEIVED)
    scan = make.scan(case, content=three_pages())
    drafts.begin(scan, 1)
    drafts.keep(scan, unreadable(1, "Đã đọc trước khi máy dừng."))
    drafts.begin(scan, 2)
    begun: list[int] = []

    def look(instance: Draft, created: bool, **_: object) -> None:
        if created and not instance.content:
            begun.append(instance.number)

    post_save.connect(look, Draft)
    try:
        read = run()
    finally:
        post_save.disconnect(look, Draft)
    assert read.state == State.CHECKED
    assert begun == [3]
    assert [one.problem for one in scan.pages.all()] == ["Đã đọc trước khi máy dừng.", "", ""]
    assert not Draft.objects.exists()


@pytest.mark.ocr
def test_a_page_that_kills_its_worker_again_and_again_is_set_aside_alone() -> None:
    case = make.case(State.RECEIVED)
    scan = make.scan(case, content=three_pages())
    for _ in range(drafts.MOST_ATTEMPTS):
        drafts.begin(scan, 1)
    run()
    first, *others = [one.problem for one in scan.pages.all()]
    assert "Trang 1" in first
    assert others == ["", ""]


def three_pages() -> bytes:
    """Return a scan of three pages with a line each."""
    sheets = [Image.fromarray(page.drawn([f"Trang số {number}"])) for number in (1, 2, 3)]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    return out.getvalue()


def test_what_the_gateway_did_but_did_not_say_is_read_back(settings: Settings) -> None:
    settings.ACCOUNT_GATEWAY = f"{__name__}.Late"
    approved()
    assert run().state == State.FULFILLED


def test_an_unknown_outcome_stops_the_case_for_a_person(settings: Settings) -> None:
    settings.ACCOUNT_GATEWAY = f"{__name__}.Silent"
    approved()
    case = run()
    assert (case.state, "Chưa rõ" in case.halted_because) == (State.APPROVED, True)
    assert pipeline.claim(timezone.now() + timedelta(hours=1)) is None


def test_a_gateway_that_is_away_is_tried_later(settings: Settings) -> None:
    case = approved()
    settings.ACCOUNT_GATEWAY = f"{__name__}.Away"
    run()
    settings.ACCOUNT_GATEWAY = "casedesk.accounts.registry.EmbeddedRegistry"
    assert pipeline.claim(timezone.now()) is None
    again = pipeline.claim(timezone.now() + timedelta(seconds=31))
    assert again == case


def test_the_answer_is_written_and_the_case_waits_for_the_mail() -> None:
    approved()
    case = run()
    assert answering.write_next(timezone.now())
    case.refresh_from_db()
    letter = case.letters.get()
    assert (case.state, letter.kind, letter.message.to) == (State.ANSWERED, "answer", make.EMAIL)
    assert "/mat-khau/" in letter.text


def test_an_answer_is_written_once_however_often_it_is_tried() -> None:
    approved()
    case = run()
    answering.write_next(timezone.now())
    assert not answering.write_next(timezone.now() + timedelta(hours=1))
    assert case.letters.count() == 1


def test_a_letter_that_cannot_be_written_stands_with_its_reason() -> None:
    Letterhead.objects.all().delete()
    approved()
    run()
    answering.write_next(timezone.now())
    assert "tiêu đề thư" in LetterOrder.objects.get().problem
    assert not answering.waiting(timezone.now() + timedelta(hours=1))


def test_the_watcher_wakes_a_worker_only_while_something_waits() -> None:
    pipeline.recover(timezone.now())
    assert not DBTaskResult.objects.exists()
    make.case(State.RECEIVED)
    pipeline.recover(timezone.now())
    assert DBTaskResult.objects.count() == 1


def test_what_a_person_must_do_is_left_to_the_person() -> None:
    for state in State:
        if state not in pipeline.MACHINE_STATES:
            make.case(state)
    assert pipeline.claim(timezone.now()) is None


def test_a_side_that_stays_away_is_told_to_a_person(settings: Settings) -> None:
    case = approved()
    settings.ACCOUNT_GATEWAY = f"{__name__}.Away"
    Case.objects.filter(pk=case.pk).update(attempts=pipeline.MOST_TRIES - 1)
    case = run()
    assert (case.state, case.halted_because) == (State.APPROVED, "hệ thống tài khoản không trả lời")
