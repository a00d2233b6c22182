"""A change made by hand on a console: by two persons, recorded, read back, never tried blindly."""

from datetime import timedelta
from functools import cache

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from casedesk import actions, by_hand, pipeline
from casedesk.accounts.gateway import Answer
from casedesk.accounts.models import Account, AppliedKey, Binding, ByHand, Change, Handover
from casedesk.by_hand import Said
from casedesk.holding import CannotDo
from casedesk.lib import sealing
from casedesk.models import Act, Case, Event, LetterOrder, State, User
from casedesk.samples import certificates as made_up
from casedesk.web import lists
from casedesk.web.filters import Filters
from intake.facts import Request
from tests import make

pytestmark = pytest.mark.django_db
DONE, REFUSED, UNKNOWN = Answer.DONE, Answer.REFUSED, Answer.UNKNOWN


@pytest.fixture(autouse=True)
def hands(settings: Settings) -> None:
    settings.ACCOUNT_GATEWAY = by_hand.BY_HAND


@pytest.fixture
def technician() -> User:
    return make.user("technician")


@pytest.fixture
def approver() -> User:
    return make.user("technician")


@cache
def new_certificate() -> bytes:
    """Return the company's new certificate, made once: a key takes a while."""
    return made_up.make(make.COMPANY, make.TAX_CODE, timezone.now(), serial="54AC")


def waiting(technician: User, approver: User, request: Request = Request.REBIND_LOST) -> Case:
    """Bring a case to where its change waits for somebody's hands."""
    now = timezone.now()
    case = make.case(State.ASSIGNED, technician=technician, request=request)
    new = None
    if request != Request.RESET_PASSWORD:
        new = new_certificate()
    actions.propose(case.pk, new, "", technician, now)
    actions.approve(case.pk, approver, now)
    return run(case)


def run(case: Case) -> Case:
    pipeline.step(Case.objects.get(pk=case.pk))
    return Case.objects.get(pk=case.pk)


def record(case: Case, answer: Answer, by: User, serial: str = "", words: str = "Hệ thống báo vậy") -> None:
    by_hand.record(case.pk, Said(answer, words, serial), by, timezone.now())


def test_it_waits_and_stands_in_the_technician_s_list(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    assert (case.state, "làm tay" in case.halted_because) == (State.APPROVED, True)
    mine = next(one for one in lists.LISTS if one.code == "mine")
    assert list(lists.cases(mine, technician, Filters(), make.NOW.date())) == [case]
    assert not lists.cases(mine, approver, Filters(), make.NOW.date())
    assert not Binding.objects.filter(serial="54AC").exists()


@pytest.mark.parametrize("serial", ["54AC", "54:ac", " 0054 AC "])
def test_what_the_console_shows_ends_it(technician: User, approver: User, serial: str) -> None:
    case = waiting(technician, approver)
    record(case, DONE, technician, serial)
    case = run(case)
    assert (case.state, case.halted_because) == (State.FULFILLED, "")
    assert Binding.objects.filter(serial="54AC").count() == AppliedKey.objects.count() == 1
    assert LetterOrder.objects.filter(kind="answer").count() == 1
    assert Event.objects.get(act=Act.BY_HAND_NOTED).actor == technician


def test_another_serial_than_was_approved_is_not_taken_for_done(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    with pytest.raises(CannotDo, match="khác số phải gắn"):
        record(case, DONE, technician, "5401ABCD")
    assert (AppliedKey.objects.count(), ByHand.objects.get().is_settled) == (0, False)


def test_a_refusal_gives_the_case_back_with_its_reason(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    record(case, REFUSED, technician, words="Tài khoản bị khóa")
    case = run(case)
    assert case.state == State.ASSIGNED
    assert Event.objects.get(act=Act.GATEWAY_REFUSED).note == "Tài khoản bị khóa"
    assert not LetterOrder.objects.filter(kind="answer").exists()


def test_what_is_unclear_is_read_back_before_anyone_tries_again(technician: User, approver: User) -> None:
    case = waiting(technician, approver, Request.RESET_PASSWORD)
    record(case, UNKNOWN, technician, words="Mất kết nối")
    with pytest.raises(CannotDo, match="tra lại"):
        by_hand.password(case.pk, technician, timezone.now())
    actions.resume(case.pk, approver, timezone.now())
    case = run(case)
    assert (case.state, "Chưa rõ" in case.halted_because) == (State.APPROVED, True)
    by_hand.look_again(case.pk, Said(UNKNOWN, "Mật khẩu đổi lần cuối năm ngoái"), technician, timezone.now())
    assert by_hand.password(case.pk, technician, timezone.now())
    record(case, DONE, technician)
    assert run(case).state == State.FULFILLED


def test_a_look_that_shows_the_new_certificate_is_no_reason_to_try_again(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    record(case, UNKNOWN, technician)
    with pytest.raises(CannotDo, match="ghi là đã xong"):
        by_hand.look_again(case.pk, Said(UNKNOWN, "thấy", "54AC"), technician, timezone.now())
    record(case, DONE, technician, "54AC")
    assert run(case).state == State.FULFILLED


def test_the_approver_does_not_do_it(technician: User, approver: User) -> None:
    case = waiting(technician, approver, Request.RESET_PASSWORD)
    for act in (lambda: record(case, DONE, approver), lambda: by_hand.password(case.pk, approver, timezone.now())):
        with pytest.raises(PermissionDenied, match="đã duyệt"):
            act()


@pytest.mark.parametrize("role", ["clerk", "supervisor", "auditor"])
def test_only_a_technician_does_it(technician: User, approver: User, role: str) -> None:
    case = waiting(technician, approver)
    with pytest.raises(PermissionDenied):
        record(case, DONE, make.user(role), "54AC")


def test_the_password_is_shown_while_it_is_needed_and_never_written_down(technician: User, approver: User) -> None:
    case = waiting(technician, approver, Request.RESET_PASSWORD)
    client = Client()
    client.force_login(technician)
    show, page = reverse("web:by_hand_password", args=[case.number]), reverse("web:by_hand", args=[case.number])
    password = sealing.unseal(bytes(Handover.objects.get().sealed_password or b"")).decode()
    response = client.post(show)
    shown = response.content.decode()
    assert password in shown or password.replace("&", "&amp;") in shown
    assert response["Cache-Control"] == "no-store"
    assert Event.objects.get(act=Act.PASSWORD_TAKEN).actor == technician
    assert password not in client.get(page).content.decode()
    record(case, DONE, technician)
    assert client.post(show).status_code == 409
    run(case)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name of our own tables)
            assert password not in str(cursor.fetchall()), table


def test_a_password_is_not_taken_down_with_the_console_s_words(technician: User, approver: User) -> None:
    case = waiting(technician, approver, Request.RESET_PASSWORD)
    password = by_hand.password(case.pk, technician, timezone.now())
    for answer in (DONE, UNKNOWN):
        with pytest.raises(CannotDo, match="Đừng ghi mật khẩu"):
            record(case, answer, technician, words=f"Đã đặt {password} xong")
    assert not Event.objects.filter(act=Act.BY_HAND_NOTED).exists()


def test_what_speaks_against_it_by_now_is_told_before_it_is_done(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    old = made_up.make(make.COMPANY, make.TAX_CODE, timezone.now() - timedelta(days=900), 800, serial="54AC")
    Change.objects.update(certificate=old)
    task = by_hand.waiting(case)
    assert task is not None
    assert "hết hạn" in by_hand.obstacle(task, case, timezone.now())
    User.objects.filter(pk=approver.pk).update(is_active=False)
    task = by_hand.waiting(case)
    assert task is not None
    assert "không còn quyền" in by_hand.obstacle(task, case, timezone.now())


def test_what_our_registry_cannot_take_is_told_and_nothing_is_half_done(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    Account.objects.update(is_locked=True)
    with pytest.raises(CannotDo, match="không ghi được"):
        record(case, DONE, technician, "54AC")
    assert (AppliedKey.objects.count(), ByHand.objects.get().is_settled) == (0, False)


def test_a_file_that_brought_the_certificate_meanwhile_is_no_obstacle(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    bound = Binding.objects.get()
    bound.pk, bound.serial, bound.origin = None, "54AC", "load 7"
    bound.save()
    record(case, DONE, technician, "54AC")
    assert (run(case).state, Binding.objects.count()) == (State.FULFILLED, 2)


def test_the_page_leads_through_the_steps(technician: User, approver: User) -> None:
    case = waiting(technician, approver)
    url = reverse("web:by_hand", args=[case.number])
    client, other = Client(), Client()
    client.force_login(technician)
    other.force_login(approver)
    page = client.get(url).content.decode()
    assert 'data-copy="54AC"' in page and f'data-copy="{make.TAX_CODE}"' in page
    assert "BEGIN CERTIFICATE" in page
    assert 'data-test="why-not"' in other.get(url).content.decode()
    assert url in client.get(reverse("web:case", args=[case.number])).content.decode()
    refused = client.post(url, {"answer": "done", "serial": "5401", "words": "Cập nhật thành công"})
    assert (refused.status_code, "Cập nhật thành công" in refused.content.decode()) == (409, True)
    done = client.post(url, {"answer": "done", "serial": "54AC", "words": "Cập nhật thành công"})
    assert done["Location"] == reverse("web:case", args=[case.number])
