"""After the end: the former certificate bound again, a password issued anew; new changes, by two persons each."""

from datetime import timedelta
from functools import cache

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from casedesk import actions, again, answering, endings, handing_over, pipeline
from casedesk.accounts import handover
from casedesk.accounts.declared import RegistryPolicy
from casedesk.accounts.gateway import Answer
from casedesk.accounts.handover import Look
from casedesk.accounts.models import Account, Binding, Change, Handover
from casedesk.holding import CannotDo
from casedesk.models import Act, Case, Event, State, User
from casedesk.samples import certificates as made_up
from intake.facts import Request
from letters import outbox
from letters.models import Letter
from tests import make
from tests.casedesk.test_handing_over import token_in
from tests.letters.letter import MailServer

pytestmark = pytest.mark.django_db
OLD = "5401ABCD"


@pytest.fixture
def approver() -> User:
    return make.user("supervisor")


@cache
def new_certificate() -> bytes:
    """Return the company's new certificate, made once: a key takes a while."""
    return made_up.make(make.COMPANY, make.TAX_CODE, timezone.now(), serial="54AC")


def go(case: Case) -> Case:
    """Let the machine do all that it has to do."""
    for _ in range(6):
        found = pipeline.claim(timezone.now())
        if found:
            pipeline.step(found)
        while answering.write_next(timezone.now()):
            pass
        for message in outbox.due(timezone.now()):
            answering.send(message, timezone.now())
    return Case.objects.get(pk=case.pk)


def ended(technician: User, approver: User, request: Request = Request.REBIND_LOST) -> Case:
    case, now = make.case(State.ASSIGNED, technician=technician, request=request), timezone.now()
    is_password = request == Request.RESET_PASSWORD
    new = None if is_password else new_certificate()
    actions.propose(case.pk, new, "", technician, now)
    actions.approve(case.pk, approver, now)
    case = go(case)
    assert case.state == State.CLOSED
    return case


def bound() -> str:
    return str(Binding.objects.filter(account__tax_code=make.TAX_CODE)[0].serial)


def test_the_former_certificate_is_bound_again_and_the_company_told(
    server: MailServer, technician: User, approver: User
) -> None:
    case = ended(technician, approver)
    again.undo(case.pk, "Gắn nhầm chứng thư.", technician, timezone.now())
    case.refresh_from_db()
    assert (case.state, case.closed_at, bound()) == (State.PROPOSED, None, "54AC")
    actions.approve(case.pk, approver, timezone.now())
    case = go(case)
    assert (case.state, bound(), Binding.objects.count(), len(server.got)) == (State.CLOSED, OLD, 3, 2)
    text = Letter.objects.filter(kind="answer").latest("id").text
    assert "đã được đưa về chữ ký số trước đó" in text and "5401 ABCD" in text
    acts = [Act.ASKED_AGAIN, Act.APPROVED, Act.FULFILLED]
    assert set(acts) <= set(Event.objects.filter(case=case).values_list("act", flat=True))
    assert Change.objects.filter(case=case, answer=Answer.DONE).count() == 2


def test_a_new_password_ends_the_old_link(server: MailServer, technician: User, approver: User) -> None:
    case, now = ended(technician, approver, Request.RESET_PASSWORD), timezone.now()
    old = token_in(Letter.objects.get(kind="answer").text)
    again.password(case.pk, "Công ty báo có người khác mở thư.", technician, now)
    actions.approve(case.pk, approver, now)
    case = go(case)
    new = token_in(Letter.objects.filter(kind="answer").latest("id").text)
    first, second = (handover.reveal(one, make.TAX_CODE, case.number, "198.51.100.7", now) for one in (old, new))
    assert (case.state, first.look, second.look) == (State.CLOSED, Look.EXPIRED, Look.OPEN)
    assert Account.objects.get().password_changed_at is not None
    assert Handover.objects.filter(sealed_password=None).count() == 2


def test_a_password_that_was_seen_can_be_issued_anew(server: MailServer, technician: User, approver: User) -> None:
    case, now = ended(technician, approver, Request.RESET_PASSWORD), timezone.now()
    token = token_in(Letter.objects.get(kind="answer").text)
    handover.reveal(token, make.TAX_CODE, case.number, "198.51.100.7", now)
    with pytest.raises(CannotDo, match="Cấp lại mật khẩu"):
        handing_over.send_link_anew(case.pk, "Lý do", technician, now)
    client = Client()
    client.force_login(technician)
    assert 'data-test="to-password-again"' in client.get(reverse("web:case", args=[case.number])).content.decode()
    client.post(reverse("web:password_again", args=[case.number]), {"reason": "Người khác đã xem."})
    assert Case.objects.get(pk=case.pk).state == State.PROPOSED


def test_nobody_approves_what_they_asked_for_again(server: MailServer, technician: User, approver: User) -> None:
    case, both = ended(technician, approver), make.user("technician", "supervisor")
    again.undo(case.pk, "Gắn nhầm.", both, timezone.now())
    with pytest.raises(PermissionDenied):
        actions.approve(case.pk, both, timezone.now())
    with pytest.raises(PermissionDenied):
        again.undo(case.pk, "Gắn nhầm.", make.user("supervisor"), timezone.now())


def test_what_is_sent_back_leaves_the_case_ended(server: MailServer, technician: User, approver: User) -> None:
    case = ended(technician, approver)
    again.undo(case.pk, "Gắn nhầm.", technician, timezone.now())
    with pytest.raises(CannotDo, match="không giao lại"):
        actions.reassign(case.pk, make.user("technician"), approver, timezone.now())
    for end in (endings.withdraw, endings.stop):
        with pytest.raises(CannotDo, match="chưa đủ điều kiện"):
            end(case.pk, "Rút", make.user("clerk", "supervisor"), timezone.now())
    actions.return_proposal(case.pk, "Chưa gọi công ty.", approver, timezone.now())
    case.refresh_from_db()
    assert (case.state, case.due_on, bound(), case.closed_at is not None) == (State.CLOSED, None, "54AC", True)
    again.undo(case.pk, "Đã gọi.", technician, timezone.now())


def test_what_the_account_refuses_leaves_the_case_ended(
    server: MailServer, technician: User, approver: User
) -> None:
    case = ended(technician, approver)
    again.undo(case.pk, "Gắn nhầm.", technician, timezone.now())
    actions.approve(case.pk, approver, timezone.now())
    Account.objects.update(is_locked=True)
    case = go(case)
    assert (case.state, bound(), len(server.got)) == (State.CLOSED, "54AC", 1)
    assert "đang bị khóa" in Event.objects.get(act=Act.AGAIN_DROPPED).note


def _later(case: Case) -> None:
    Change.objects.update(answered_at=timezone.now() - timedelta(days=31))


def _strict(case: Case) -> None:
    RegistryPolicy.objects.create(effective_from="2026-01-01", undo_days=0)


def _elsewhere(case: Case) -> None:
    found = Binding.objects.all()[0]
    found.pk, found.serial = None, "54AD"
    found.save()


def _unknown(case: Case) -> None:
    Change.objects.update(former=None)


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [(_later, "trong 30 ngày"), (_strict, "trong 0 ngày"), (_elsewhere, "không còn gắn"), (_unknown, "chưa gắn")],
    ids=["late", "by the rules", "bound since", "nothing before"],
)
def test_the_limits_are_told(
    meanwhile: object, said: str, server: MailServer, technician: User, approver: User
) -> None:
    case = ended(technician, approver)
    meanwhile(case)  # type: ignore[operator]
    with pytest.raises(CannotDo, match=said):
        again.undo(case.pk, "Gắn nhầm.", technician, timezone.now())
    client = Client()
    client.force_login(technician)
    assert said in client.get(reverse("web:undo", args=[case.number])).content.decode()


def test_an_undo_is_not_undone_and_no_password_is_taken_back(
    server: MailServer, technician: User, approver: User
) -> None:
    case = ended(technician, approver)
    again.undo(case.pk, "Gắn nhầm.", technician, timezone.now())
    actions.approve(case.pk, approver, timezone.now())
    go(case)
    with pytest.raises(CannotDo, match="không có lần gắn"):
        again.undo(case.pk, "Lại", technician, timezone.now())
    with pytest.raises(CannotDo, match="không cấp mật khẩu"):
        again.password(case.pk, "Lại", technician, timezone.now())


def test_what_is_bound_anew_before_it_is_carried_out_stops_it(
    server: MailServer, technician: User, approver: User
) -> None:
    case = ended(technician, approver)
    again.undo(case.pk, "Gắn nhầm.", technician, timezone.now())
    actions.approve(case.pk, approver, timezone.now())
    _elsewhere(case)
    assert (go(case).state, bound()) == (State.CLOSED, "54AD")


def test_the_pages_show_both_certificates(server: MailServer, technician: User, approver: User) -> None:
    case, client, boss = ended(technician, approver), Client(), Client()
    client.force_login(technician)
    boss.force_login(approver)
    page = client.get(reverse("web:undo", args=[case.number])).content.decode()
    assert f'data-copy="{OLD}"' in page and 'data-copy="54AC"' in page and 'data-test="expired"' in page
    client.post(reverse("web:undo", args=[case.number]), {"reason": "Gắn nhầm."})
    page = boss.get(reverse("web:approve", args=[case.number])).content.decode()
    assert f'data-copy="{OLD}"' in page and "Gắn lại chứng thư trước" in page and "Gắn nhầm." in page
