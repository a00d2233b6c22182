"""An approved change against a side that answers badly: done once, told clearly, never guessed."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import Settings

from casedesk import actions, pipeline
from casedesk.accounts.gateway import AccountRecord, Answer, BoundCertificate, Result
from casedesk.accounts.models import Account, AppliedKey, Binding, Change
from casedesk.accounts.registry import EmbeddedRegistry
from casedesk.models import Act, Case, Event, LetterOrder, State, User
from casedesk.samples import certificates as made_up
from intake.facts import Request
from tests import make
from tests.letters.letter import needs_threads
from verification.models import TrustedAuthority

pytestmark = pytest.mark.django_db


@dataclass
class Line:
    """A line to the embedded registry on which answers get lost; `told` is what it was told, in order."""

    loses: int = 0
    is_deaf: bool = False
    is_unsure: bool = False
    binds_another: bool = False
    told: list[str] = field(default_factory=list)


LINE = Line()


class BadLine(EmbeddedRegistry):
    """The registry behind a bad line."""

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Bind, and lose the answer."""
        LINE.told.append(key)
        if LINE.binds_another:
            certificate = BoundCertificate(
                "5499", "CA", "Công ty khác", certificate.not_before, certificate.not_after
            )
        return self._answer(lambda: super(BadLine, self).bind_certificate(tax_code, certificate, key))

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Set a password, and lose the answer."""
        LINE.told.append(key)
        return self._answer(lambda: super(BadLine, self).issue_password(tax_code, password, key))

    def outcome_of(self, key: str) -> Result | None:
        """Read back, where the side can say."""
        return Result(Answer.UNKNOWN) if LINE.is_unsure else super().outcome_of(key)

    def _answer(self, change: Callable[[], Result]) -> Result:
        if LINE.is_deaf:
            return Result(Answer.UNKNOWN)
        result = change()
        LINE.loses -= 1
        return Result(Answer.UNKNOWN) if LINE.loses >= 0 else result


@pytest.fixture(autouse=True)
def bad_line(settings: Settings) -> Line:
    settings.ACCOUNT_GATEWAY = f"{__name__}.BadLine"
    LINE.__init__()  # type: ignore[misc]
    return LINE


def approved(request: Request = Request.RESET_PASSWORD, *, days: int = 1095) -> Case:
    technician, now = make.user("technician"), timezone.now()
    case = make.case(State.ASSIGNED, technician=technician, request=request)
    new = None
    if request != Request.RESET_PASSWORD:
        new = made_up.make(make.COMPANY, make.TAX_CODE, now, days)
    actions.propose(case.pk, new, "", technician, now)
    actions.approve(case.pk, make.user("supervisor"), now)
    return Case.objects.get(pk=case.pk)


def run(case: Case) -> Case:
    pipeline.step(Case.objects.get(pk=case.pk))
    return Case.objects.get(pk=case.pk)


def resumed(case: Case) -> Case:
    actions.resume(case.pk, make.user("supervisor"), timezone.now())
    return run(case)


@pytest.mark.parametrize("request_kind", [Request.RESET_PASSWORD, Request.REBIND_LOST])
def test_a_lost_answer_is_read_back_and_not_asked_again(bad_line: Line, request_kind: Request) -> None:
    bad_line.loses = 1
    case = run(approved(request_kind))
    assert (case.state, len(bad_line.told)) == (State.FULFILLED, 1)
    assert AppliedKey.objects.count() == 1
    assert LetterOrder.objects.filter(kind="answer").count() == 1


def test_what_never_arrived_is_sent_once_more_with_the_same_key(bad_line: Line) -> None:
    bad_line.is_deaf = True
    case = run(approved())
    assert (case.state, bool(case.halted_because), AppliedKey.objects.count()) == (State.APPROVED, True, 0)
    bad_line.is_deaf = False
    assert resumed(case).state == State.FULFILLED
    assert len(bad_line.told) == 2
    assert len(set(bad_line.told)) == 1


def test_a_side_that_is_unsure_itself_is_not_asked_to_do_it_again(bad_line: Line) -> None:
    bad_line.is_unsure = True
    case = run(approved())
    assert "Chưa rõ" in case.halted_because
    assert "Chưa rõ" in resumed(case).halted_because
    assert bad_line.told == []


def test_another_certificate_than_was_approved_is_told(bad_line: Line) -> None:
    bad_line.binds_another = True
    case = run(approved(Request.REBIND_LOST))
    assert case.state == State.APPROVED
    assert "tra lại thì thấy 5499" in case.halted_because
    assert not LetterOrder.objects.filter(kind="answer").exists()


def _lose_right(case: Case) -> None:
    User.objects.filter(is_supervisor=True).update(is_supervisor=False)


def _leave(case: Case) -> None:
    User.objects.filter(is_technician=True).update(is_active=False)


def _end_trust(case: Case) -> None:
    TrustedAuthority.objects.all().delete()


def _lock(case: Case) -> None:
    Account.objects.update(is_locked=True)


def _vanish(case: Case) -> None:
    Binding.objects.all().delete()
    Account.objects.all().delete()


def _expire(case: Case) -> None:
    old = made_up.make(make.COMPANY, make.TAX_CODE, timezone.now() - timedelta(days=900), 800, serial="54AC")
    Change.objects.update(certificate=old, serial="54AC")


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [
        (_lose_right, "không còn quyền"),
        (_leave, "không còn quyền"),
        (_end_trust, ""),
        (_lock, "đang bị khóa"),
        (_vanish, "Không có tài khoản"),
        (_expire, "hết hạn"),
    ],
    ids=["approver lost the right", "proposer left", "trust ended", "account locked", "account gone", "expired"],
)
def test_what_changed_between_approval_and_binding_gives_the_case_back(
    meanwhile: Callable[[Case], None], said: str
) -> None:
    case = approved(Request.REBIND_LOST)
    before = Binding.objects.count()
    meanwhile(case)
    before = min(before, Binding.objects.count())
    case = run(case)
    told = Event.objects.get(case=case, act=Act.GATEWAY_REFUSED).note
    assert case.state == State.ASSIGNED
    assert told
    assert said in told
    assert Binding.objects.count() == before
    assert not LetterOrder.objects.filter(kind="answer").exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["bind", "password"])
def test_one_key_ten_times_at_once_changes_the_account_once(what: str) -> None:
    needs_threads()
    make.account()
    now, answers, failures = timezone.now(), list[Result](), list[Exception]()
    new = BoundCertificate("54AB", "CA", make.COMPANY, now - timedelta(days=1), now + timedelta(days=700))
    together = threading.Barrier(10)

    def ask() -> None:
        try:
            together.wait()
            side = EmbeddedRegistry()
            if what == "bind":
                answers.append(side.bind_certificate(make.TAX_CODE, new, "k"))
            else:
                answers.append(side.issue_password(make.TAX_CODE, "Abc#2345efgh", "k"))
        except Exception as failure:  # noqa: BLE001
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [answer.answer for answer in answers] == [Answer.DONE] * 10
    assert AppliedKey.objects.count() == 1
    assert Binding.objects.filter(serial="54AB").count() == (1 if what == "bind" else 0)


def test_an_unknown_account_is_not_found() -> None:
    assert EmbeddedRegistry().find("0100000028") is None
    assert isinstance(EmbeddedRegistry().find(make.account().tax_code), AccountRecord)
