"""A person's word on a letter: sent again, called settled; an address is changed by two, and never by one."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from casedesk import answering, checking, mailing, readdressing
from casedesk.holding import CannotDo, Overtaken
from casedesk.models import Act, AddressChange, Case, LetterOrder, State, User
from intake.models import Field
from letters import outbox
from letters.kinds import Kind as Letter
from letters.models import Message, MessageState
from tests import mails, make

pytestmark = pytest.mark.django_db
NOW = make.NOW
NEW = "giamdoc@mauthu.example"
REASON = "Doanh nghiệp gọi từ số trên tài khoản: hộp thư cũ đã đóng."


def letter(case: Case, state: MessageState) -> LetterOrder:
    order = answering.order(case, Letter.RECEIPT, NOW)
    answering.write_next(NOW)
    Message.objects.filter(letter__order=order).update(state=state, attempts=1)
    return order


def state_of(order: LetterOrder) -> str:
    return str(Message.objects.get(letter__order=order).state)


@pytest.mark.parametrize("role", ["clerk", "technician", "supervisor"])
def test_who_works_here_may_send_a_refused_letter_again(role: str) -> None:
    case = make.case(State.ASSIGNED)
    order = letter(case, MessageState.REFUSED)
    person = make.user(role)
    mailing.try_again(order.pk, person, NOW)
    assert state_of(order) == MessageState.WAITING
    line = case.events.get(act=Act.LETTER_RETRIED)
    assert line.actor == person and make.EMAIL in line.note


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_nobody_else_may(role: str) -> None:
    order = letter(make.case(State.ASSIGNED), MessageState.REFUSED)
    with pytest.raises(PermissionDenied):
        mailing.try_again(order.pk, make.user(role), NOW)
    with pytest.raises(PermissionDenied):
        mailing.settle(order.pk, "đã nhận", make.user(role), NOW)
    assert state_of(order) == MessageState.REFUSED


def test_an_unknown_letter_goes_again_only_after_the_company_was_asked() -> None:
    order, clerk = letter(make.case(State.ASSIGNED), MessageState.UNKNOWN), make.user("clerk")
    with pytest.raises(CannotDo, match="hỏi doanh nghiệp"):
        mailing.try_again(order.pk, clerk, NOW)
    assert state_of(order) == MessageState.UNKNOWN
    mailing.try_again(order.pk, clerk, NOW, has_asked=True)
    assert state_of(order) == MessageState.WAITING


@pytest.mark.parametrize("state", [MessageState.WAITING, MessageState.SENDING, MessageState.SENT])
def test_a_letter_that_waits_for_nobody_is_left(state: MessageState) -> None:
    order, clerk = letter(make.case(State.ASSIGNED), state), make.user("clerk")
    with pytest.raises(CannotDo):
        mailing.try_again(order.pk, clerk, NOW, has_asked=True)
    with pytest.raises(CannotDo):
        mailing.settle(order.pk, "đã nhận", clerk, NOW)
    assert state_of(order) == state


def test_an_answer_that_came_otherwise_closes_its_case() -> None:
    case = make.case(State.ANSWERED)
    order = letter(make.case(State.ASSIGNED), MessageState.REFUSED)
    LetterOrder.objects.filter(pk=order.pk).update(case=case, kind=Letter.ANSWER)
    Message.objects.update(case=case)
    order.refresh_from_db()
    assert order.letter is not None
    type(order.letter).objects.update(case=case, kind=Letter.ANSWER)
    mailing.settle(order.pk, "Trao tận tay tại quầy.", make.user("technician"), NOW)
    case = Case.objects.get(pk=case.pk)
    assert case.state == State.CLOSED
    assert case.events.get(act=Act.LETTER_SETTLED).note.endswith("Trao tận tay tại quầy.")
    assert outbox.due(NOW) == []


@pytest.mark.parametrize("because", ["", "  ", "x" * 401])
def test_a_letter_is_called_settled_with_a_reason(because: str) -> None:
    order = letter(make.case(State.ASSIGNED), MessageState.UNKNOWN)
    with pytest.raises(CannotDo):
        mailing.settle(order.pk, because, make.user("clerk"), NOW)
    assert state_of(order) == MessageState.UNKNOWN


@pytest.fixture
def case() -> Case:
    made = make.case(State.ASSIGNED, technician=make.user("technician"))
    checking.run(made, NOW)
    return made


def asked(case: Case, by: User | None = None) -> AddressChange:
    return readdressing.ask(case.pk, NEW, REASON, by or make.user("clerk"), NOW)


def address(case: Case) -> str:
    return Case.objects.get(pk=case.pk).reply_address


def test_one_asks_another_makes_it_and_what_had_not_arrived_goes_there(case: Case) -> None:
    refused, sent = letter(case, MessageState.REFUSED), letter(case, MessageState.SENT)
    unknown = letter(case, MessageState.UNKNOWN)
    clerk, boss = make.user("clerk"), make.user("supervisor")
    change = asked(case, clerk)
    assert address(case) == make.EMAIL
    assert readdressing.make(change.pk, boss, NOW) == 1
    assert address(case) == NEW
    to = [Message.objects.get(letter__order=one).to for one in (refused, sent, unknown)]
    assert to == [NEW, make.EMAIL, make.EMAIL]
    assert (state_of(refused), state_of(unknown)) == (MessageState.WAITING, MessageState.UNKNOWN)
    wanted, made = (case.events.get(act=act) for act in (Act.ADDRESS_ASKED, Act.ADDRESS_CHANGED))
    assert (wanted.actor, made.actor) == (clerk, boss)
    assert REASON in wanted.note and f"{make.EMAIL} → {NEW}" in made.note


def test_the_next_letter_goes_to_the_new_address(case: Case) -> None:
    readdressing.make(asked(case).pk, make.user("supervisor"), NOW)
    assert Message.objects.get(letter__order=letter(case, MessageState.WAITING)).to == NEW


def test_nobody_makes_their_own_change(case: Case) -> None:
    person = make.user("technician")
    change = asked(case, person)
    with pytest.raises(PermissionDenied):
        readdressing.make(change.pk, person, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressChange.objects.filter(pk=change.pk).update(decided_by=person, decided_at=NOW, is_made=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        AddressChange.objects.filter(pk=change.pk).update(is_made=True)
    assert address(case) == make.EMAIL


@pytest.mark.parametrize("role", ["clerk", "auditor", "administrator"])
def test_who_approves_nothing_makes_no_change(role: str, case: Case) -> None:
    change = asked(case)
    for act in (readdressing.make, lambda pk, by, now: readdressing.keep(pk, "không", by, now)):
        with pytest.raises(PermissionDenied):
            act(change.pk, make.user(role), NOW)
    assert address(case) == make.EMAIL


def test_the_second_person_leaves_it_as_it_is_and_then_it_can_be_asked_again(case: Case) -> None:
    change, boss = asked(case), make.user("supervisor")
    with pytest.raises(CannotDo):
        readdressing.keep(change.pk, " ", boss, NOW)
    readdressing.keep(change.pk, "Số điện thoại không phải của công ty.", boss, NOW)
    assert address(case) == make.EMAIL
    assert "không phải của công ty" in case.events.get(act=Act.ADDRESS_KEPT).note
    with pytest.raises(Overtaken):
        readdressing.make(change.pk, boss, NOW)
    asked(case)


@pytest.mark.parametrize("columns", [{"state": State.CHECKED}, {"reply_address": "khac@mauthu.example"}])
def test_a_change_that_the_case_has_left_behind_is_not_made_but_put_away(
    columns: dict[str, str], case: Case
) -> None:
    change, boss = asked(case), make.user("supervisor")
    for name, value in columns.items():
        Case.objects.filter(pk=case.pk).update(**{name: value})
    before = address(case)
    with pytest.raises(Overtaken):
        readdressing.make(change.pk, boss, NOW)
    readdressing.keep(change.pk, "Hồ sơ đã mở lại.", boss, NOW)
    assert address(case) == before
    Case.objects.filter(pk=case.pk).update(state=State.ASSIGNED)
    asked(case)


def test_one_change_waits_at_a_time(case: Case) -> None:
    asked(case)
    with pytest.raises(CannotDo, match="đang chờ người thứ hai"):
        asked(case)


@pytest.mark.parametrize(
    ("to", "reason"),
    [("sai", REASON), ("a@b", REASON), ("", REASON), (make.EMAIL.upper(), REASON), (NEW, " "), (NEW, "x" * 401)],
)
def test_what_cannot_be_asked(to: str, reason: str, case: Case) -> None:
    with pytest.raises(CannotDo):
        readdressing.ask(case.pk, to, reason, make.user("clerk"), NOW)
    assert not AddressChange.objects.exists()


def test_a_new_address_that_looks_mistyped_is_asked_about(case: Case) -> None:
    clerk = make.user("clerk")
    with pytest.raises(CannotDo, match="gmail"):
        readdressing.ask(case.pk, "a@gmial.com", REASON, clerk, NOW)
    assert readdressing.ask(case.pk, "a@gmial.com", REASON, clerk, NOW, is_meant=True).to == "a@gmial.com"


@pytest.mark.parametrize("state", [State.RECEIVED, State.CHECKED, State.JOINED])
def test_before_the_papers_are_decided_on_the_paper_is_corrected(state: State) -> None:
    with pytest.raises(Overtaken):
        asked(make.case(state))


def test_the_change_holds_when_the_checklist_runs_again_and_until_the_papers_say_otherwise(case: Case) -> None:
    readdressing.make(asked(case).pk, make.user("supervisor"), NOW)
    checking.run(Case.objects.get(pk=case.pk), NOW)
    assert address(case) == NEW
    Field.objects.filter(document__case=case, name="email").update(value="bo-sung@mauthu.example")
    checking.run(Case.objects.get(pk=case.pk), NOW)
    assert address(case) == "bo-sung@mauthu.example"


def test_the_new_address_is_found_and_another_companys_is_told_of(case: Case) -> None:
    other = make.case(State.ASSIGNED, tax_code="0100000028", company_name="CÔNG TY KHÁC", reply_address=NEW)
    asked(case)
    told = readdressing.asked([case.events.get(act=Act.ADDRESS_ASKED)])
    assert told and told.shared == (f"CÔNG TY KHÁC ({other.number})",) and not told.is_slip


def test_a_letter_answers_what_the_company_wrote_and_no_machine() -> None:
    case = make.case(State.ASSIGNED)
    first = Message.objects.get(letter__order=letter(case, MessageState.SENT))
    wrote = mails.take(mails.mail(subject=f"Hỏi về {case.number}"))
    machine = mails.take(mails.mail(subject=f"Hỏi về {case.number}", Auto_Submitted="auto-replied"))
    assert wrote.case == machine.case == case
    second = Message.objects.get(letter__order=letter(case, MessageState.WAITING))
    assert second.references.split() == [first.message_id, wrote.message_id]
