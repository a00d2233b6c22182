"""What a person may do, step by step, and who may not."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django.fixtures import Settings

from casedesk import actions, checking, fulfilment, pages, pipeline, review
from casedesk.accounts.gateway import Answer
from casedesk.accounts.models import Account, Change, Handover
from casedesk.accounts.registry import EmbeddedRegistry
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, Event, LetterOrder, Queue, State, User
from casedesk.samples import certificates as made_up
from intake import records
from intake.facts import Kind, Request
from intake.models import Document
from tests import make
from verification.certificates import NotACertificate

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture
def clerk() -> User:
    return make.user("clerk")


@pytest.fixture
def technician() -> User:
    return make.user("technician")


@pytest.fixture
def supervisor() -> User:
    return make.user("supervisor")


def checked(case: Case) -> Case:
    """Run the checklist on a case as the machine does."""
    checking.run(case, NOW)
    return Case.objects.get(pk=case.pk)


def acts(case: Case) -> list[str]:
    return list(Event.objects.filter(case=case).values_list("act", flat=True))


def proposed(technician: User, request: Request = Request.RESET_PASSWORD) -> Case:
    make.account()
    case = make.case(State.ASSIGNED, technician=technician, request=request)
    new = made_up.make(make.COMPANY, make.TAX_CODE, NOW) if request != Request.RESET_PASSWORD else None
    actions.propose(case.id, new, "", technician, NOW)
    return Case.objects.get(pk=case.pk)


def test_a_complete_dossier_is_accepted_routed_and_receipted(clerk: User, technician: User) -> None:
    case = checked(make.case())
    actions.accept(case.id, clerk, NOW)
    case.refresh_from_db()
    assert (case.state, case.technician) == (State.ASSIGNED, technician)
    assert case.queue == Queue.objects.get(code="passwords")
    assert LetterOrder.objects.get(case=case).kind == "receipt"
    assert acts(case)[-2:] == [Act.ACCEPTED, Act.ASSIGNED]


def test_a_certificate_case_goes_to_its_own_queue(clerk: User, technician: User) -> None:
    case = checked(make.case(request=Request.REBIND_LOST))
    actions.accept(case.id, clerk, NOW)
    case.refresh_from_db()
    assert case.queue == Queue.objects.get(code="certificates")


def test_the_technician_with_the_fewest_open_cases_gets_it(clerk: User) -> None:
    busy, free = make.user("technician"), make.user("technician")
    make.case(State.ASSIGNED, technician=busy, tax_code="0100000028", reply_address="khac@mauthu.example")
    case = checked(make.case())
    actions.accept(case.id, clerk, NOW)
    case.refresh_from_db()
    assert case.technician == free


def test_with_nobody_in_the_queue_the_case_stands_still_visibly_and_goes_on_later(
    clerk: User, supervisor: User
) -> None:
    case = checked(make.case())
    actions.accept(case.id, clerk, NOW)
    case.refresh_from_db()
    assert (case.state, "không có kỹ thuật viên" in case.halted_because) == (State.ACCEPTED, True)
    technician = make.user("technician")
    actions.resume(case.id, supervisor, NOW)
    case.refresh_from_db()
    assert (case.state, case.technician, case.halted_because) == (State.ASSIGNED, technician, "")


@pytest.mark.parametrize("missing", [Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE, Kind.IDENTITY])
def test_an_incomplete_dossier_is_not_accepted(clerk: User, missing: Kind) -> None:
    case = checked(make.case(reading=make.facts(without=(missing,))))
    with pytest.raises(CannotDo, match="chưa đạt"):
        actions.accept(case.id, clerk, NOW)
    assert Case.objects.get(pk=case.pk).state == State.CHECKED


def test_a_supplement_asks_for_everything_at_once_and_stops_the_clock(clerk: User) -> None:
    case = checked(make.case(reading=make.facts(without=(Kind.BUSINESS_LICENCE, Kind.IDENTITY))))
    actions.request_supplement(case.id, "", clerk, NOW)
    case.refresh_from_db()
    assert (case.state, case.due_on) == (State.SUPPLEMENT_REQUESTED, None)
    assert case.clocks.get().stopped_at == NOW
    asked = Event.objects.get(case=case, act=Act.SUPPLEMENT_REQUESTED).data["asked"]
    assert asked == ["Giấy phép đăng ký kinh doanh", "Giấy tờ của người đại diện"]


def test_a_supplement_that_asks_for_nothing_is_refused(clerk: User) -> None:
    case = checked(make.case())
    with pytest.raises(CannotDo, match="điều cần bổ sung"):
        actions.request_supplement(case.id, " ", clerk, NOW)


def test_a_refusal_needs_its_reason(clerk: User) -> None:
    case = checked(make.case())
    with pytest.raises(CannotDo, match="lý do từ chối"):
        actions.refuse(case.id, " ", clerk, NOW)
    actions.refuse(case.id, "Không thuộc thẩm quyền.", clerk, NOW)
    case.refresh_from_db()
    assert (case.state, case.due_on, case.closed_at) == (State.REFUSED, None, NOW)


def test_a_corrected_value_runs_the_rules_again(clerk: User) -> None:
    case = checked(make.case())
    licence = Document.objects.get(case=case, kind=Kind.BUSINESS_LICENCE)
    review.set_field(case.id, licence.id, "tax_code", "0100000028", clerk, NOW)
    case.refresh_from_db()
    assert case.verdict == "incomplete"
    assert case.findings.get(rule="tax_code_agrees").outcome == "fail"
    field = licence.fields.get(name="tax_code")
    assert (field.value, field.read_value, field.source, field.confirmed_by) == (
        "0100000028",
        make.TAX_CODE,
        "person",
        clerk,
    )


def test_a_malformed_value_is_told_and_nothing_changes(clerk: User) -> None:
    case = checked(make.case())
    licence = Document.objects.get(case=case, kind=Kind.BUSINESS_LICENCE)
    with pytest.raises(CannotDo, match="10 chữ số"):
        review.set_field(case.id, licence.id, "tax_code", "chưa rõ", clerk, NOW)
    assert licence.fields.get(name="tax_code").value == make.TAX_CODE


def test_a_mark_that_a_person_denies_fails_its_rule(clerk: User) -> None:
    case = checked(make.case())
    letter = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    review.set_mark(case.id, letter.id, "sealed", False, clerk, NOW)
    assert Case.objects.get(pk=case.pk).findings.get(rule="request_letter_sealed").outcome == "fail"


def test_a_page_given_another_kind_founds_its_document(clerk: User) -> None:
    case = checked(make.case(reading=make.facts(without=(Kind.IDENTITY,))))
    page = case.scans.get().pages.get(number=2)
    pages.set_page(case.id, page.id, Kind.IDENTITY, 90, clerk, NOW)
    kinds = set(Document.objects.filter(case=case).values_list("kind", flat=True))
    assert kinds == {Kind.REQUEST_LETTER, Kind.IDENTITY}
    page.refresh_from_db()
    assert page.rotation == 90


def test_only_a_doubt_is_judged_and_only_while_it_reads_the_same(clerk: User) -> None:
    case = checked(make.case())
    letter = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    letter.sealed = records.mark_as_json(make.mark(certain=False))
    letter.save()
    case = checked(case)
    assert case.verdict == "unsure"
    with pytest.raises(CannotDo, match="lý do"):
        actions.judge(case.id, "request_letter_sealed", " ", clerk, NOW)
    actions.judge(case.id, "request_letter_sealed", "Đã xem bản giấy.", clerk, NOW)
    assert Case.objects.get(pk=case.pk).verdict == "complete"
    with pytest.raises(CannotDo, match="chưa chắc"):
        actions.judge(case.id, "licence_present", "Đạt.", clerk, NOW)


def test_a_warning_about_the_account_takes_two_persons(clerk: User) -> None:
    case = make.case()
    make.account(email="nguoi-khac@mauthu.example")
    case = checked(case)
    finding = case.findings.get(rule="contact_on_record")
    assert (finding.outcome, finding.persons) == ("unsure", 2)
    with pytest.raises(CannotDo):
        actions.accept(case.id, clerk, NOW)
    actions.judge(case.id, "contact_on_record", "Đã gọi số trên tài khoản.", clerk, NOW)
    assert Case.objects.get(pk=case.pk).verdict == "unsure"
    with pytest.raises(CannotDo, match="người khác"):
        actions.judge(case.id, "contact_on_record", "Vẫn là tôi.", clerk, NOW)
    actions.judge(case.id, "contact_on_record", "Tôi cũng đã gọi.", make.user("supervisor"), NOW)
    assert Case.objects.get(pk=case.pk).verdict == "complete"
    actions.accept(case.id, clerk, NOW)


def test_a_second_request_and_an_address_of_another_company_are_warnings(clerk: User) -> None:
    first = make.case(arrived_on=NOW.date() - timedelta(days=30))
    other = make.case(tax_code="0100000028", company_name="CÔNG TY KHÁC")
    case = checked(make.case())
    said = dict(case.findings.filter(persons=2).values_list("rule", "why"))
    assert first.number in said["request_once"]
    assert f"CÔNG TY KHÁC ({other.number})" in said["address_own"]
    make.case(arrived_on=NOW.date() - timedelta(days=31))
    old = Case.objects.get(pk=first.pk)
    assert checked(old).findings.get(rule="request_once").outcome == "pass"


def test_a_proposed_change_is_approved_by_another_and_carried_out_once(technician: User) -> None:
    case = proposed(technician, Request.REBIND_LOST)
    second = make.user("technician")
    actions.approve(case.id, second, NOW)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    case.refresh_from_db()
    change = Change.objects.get()
    assert (case.state, change.answer, change.approved_by) == (State.FULFILLED, Answer.DONE, second)
    bound = EmbeddedRegistry().find(make.TAX_CODE)
    assert bound is not None
    assert bound.certificate is not None
    assert bound.certificate.serial == change.serial
    assert LetterOrder.objects.filter(case=case, kind="answer").count() == 1


def test_a_password_is_issued_and_sealed(technician: User, supervisor: User) -> None:
    case = proposed(technician)
    actions.approve(case.id, supervisor, NOW)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    assert Handover.objects.get().sealed_password is not None


def test_nobody_approves_their_own_proposal_whatever_their_roles(technician: User) -> None:
    case = proposed(technician)
    technician.is_supervisor = True
    technician.save()
    with pytest.raises(PermissionDenied):
        actions.approve(case.id, technician, NOW)
    assert Case.objects.get(pk=case.pk).state == State.PROPOSED


def test_a_returned_proposal_goes_back_with_its_reason(technician: User, supervisor: User) -> None:
    case = proposed(technician)
    with pytest.raises(CannotDo, match="lý do trả lại"):
        actions.return_proposal(case.id, "", supervisor, NOW)
    actions.return_proposal(case.id, "Chưa gọi lại doanh nghiệp.", supervisor, NOW)
    case.refresh_from_db()
    assert (case.state, Change.objects.get().returned_because) == (State.ASSIGNED, "Chưa gọi lại doanh nghiệp.")


def test_what_the_gateway_refuses_goes_back_to_the_technician(technician: User, supervisor: User) -> None:
    case = proposed(technician)
    Account.objects.update(is_locked=True)
    actions.approve(case.id, supervisor, NOW)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    case.refresh_from_db()
    assert (case.state, "khóa" in Change.objects.get().reason) == (State.ASSIGNED, True)
    assert not LetterOrder.objects.exists()


@pytest.mark.parametrize(
    ("tax_code", "days", "why"),
    [("0100000028", 700, "khác mã số thuế"), (make.TAX_CODE, -0, "hết hạn")],
    ids=["other company", "expired"],
)
def test_a_certificate_that_does_not_fit_is_not_proposed(
    technician: User, tax_code: str, days: int, why: str
) -> None:
    make.account()
    case = make.case(State.ASSIGNED, technician=technician, request=Request.REBIND_LOST)
    wrong = made_up.make(make.COMPANY, tax_code, NOW - timedelta(minutes=1), days=days)
    with pytest.raises(CannotDo, match=why):
        actions.propose(case.id, wrong, "", technician, NOW)


def test_garbage_is_no_certificate(technician: User) -> None:
    make.account()
    case = make.case(State.ASSIGNED, technician=technician, request=Request.REBIND_LOST)
    with pytest.raises(NotACertificate):
        actions.propose(case.id, b"rac", "", technician, NOW)
    assert Case.objects.get(pk=case.pk).state == State.ASSIGNED


def test_a_company_without_account_is_told_at_once(technician: User) -> None:
    case = make.case(State.ASSIGNED, technician=technician, with_account=False)
    with pytest.raises(CannotDo, match="Không có tài khoản"):
        actions.propose(case.id, None, "", technician, NOW)


def test_another_technician_does_not_propose(technician: User) -> None:
    make.account()
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    with pytest.raises(CannotDo, match="đang giao cho"):
        actions.propose(case.id, None, "", technician, NOW)


def test_a_supervisor_gives_the_case_to_another(technician: User, supervisor: User) -> None:
    case = proposed(technician)
    other = make.user("technician")
    actions.reassign(case.id, other, supervisor, NOW)
    case.refresh_from_db()
    assert (case.state, case.technician) == (State.ASSIGNED, other)


def test_a_step_that_came_too_late_is_told_where_the_case_is(clerk: User) -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED)
    with pytest.raises(CannotDo, match="Chờ bổ sung"):
        actions.accept(case.id, clerk, NOW)


@pytest.mark.parametrize("role", ["technician", "administrator"])
def test_only_clerks_and_supervisors_review(role: str) -> None:
    case = checked(make.case())
    with pytest.raises(PermissionDenied):
        actions.accept(case.id, make.user(role), NOW)
    with pytest.raises(PermissionDenied):
        actions.refuse(case.id, "không", make.user(role), NOW)


@pytest.mark.parametrize("role", ["clerk", "administrator"])
def test_a_clerk_changes_no_account(technician: User, role: str) -> None:
    case = proposed(technician)
    with pytest.raises(PermissionDenied):
        actions.approve(case.id, make.user(role), NOW)


def test_a_person_who_left_may_do_nothing(clerk: User) -> None:
    case = checked(make.case())
    clerk.is_active = False
    with pytest.raises(PermissionDenied):
        actions.accept(case.id, clerk, NOW)


def test_a_halted_change_waits_for_a_person(technician: User, supervisor: User) -> None:
    case = proposed(technician)
    actions.approve(case.id, supervisor, NOW)
    pipeline._stop(Case.objects.get(pk=case.pk), "Chưa rõ.")
    assert not pipeline.waiting(NOW).exists()
    actions.resume(case.id, supervisor, NOW)
    assert pipeline.waiting(NOW).get() == case


def test_a_gateway_that_is_away_is_told_and_nothing_changes(technician: User, settings: Settings) -> None:
    settings.ACCOUNT_GATEWAY = "tests.casedesk.test_pipeline.Away"
    case = make.case(State.ASSIGNED, technician=technician)
    with pytest.raises(CannotDo, match="không trả lời"):
        actions.propose(case.id, None, "", technician, NOW)
    assert not Change.objects.exists()
