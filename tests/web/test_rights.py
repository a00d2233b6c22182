"""Every address of the site × every role: the table of who gets in; a new address without a row fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casedesk import access, attachments, checking, reception
from casedesk.accounts import loads, registering
from casedesk.accounts.declared import RegistrationKind
from casedesk.accounts.models import Account, Change, Operation
from casedesk.accounts.registering import Declared, DeclaredTerminal
from casedesk.attachments import Upload
from casedesk.models import (
    LOOKS,
    Absence,
    Attachment,
    Case,
    Clock,
    Event,
    Extension,
    IncomingFile,
    LetterOrder,
    Link,
    Mention,
    Note,
    OverdueReason,
    Question,
    Register,
    SavedFilter,
    State,
    User,
    Watch,
)
from casedesk.reception import Arrival
from intake.models import SetAside
from letters.kinds import Kind as Letter
from tests import mails, make, paper
from tests.web.conftest import SignedIn
from verification.findings import Channel

pytestmark = pytest.mark.django_db

PEOPLE: dict[str, tuple[str, ...]] = {
    "clerk": ("clerk",),
    "technician": ("technician",),
    "supervisor": ("supervisor",),
    "administrator": ("administrator",),
    "clerk and technician": ("clerk", "technician"),
    "auditor": ("auditor",),
    "no role": (),
}
CLERKS = {"clerk", "supervisor", "clerk and technician"}
TECHNICIANS = {"technician", "clerk and technician"}
APPROVERS = {"technician", "supervisor", "clerk and technician"}
STAFF = CLERKS | TECHNICIANS
READERS = STAFF | {"auditor"}
ACCOUNT_READERS = APPROVERS | {"auditor"}
OVERSEERS = {"supervisor", "auditor"}
EVERYBODY = set(PEOPLE)


@dataclass(frozen=True)
class Address:
    """An address: who gets in and with which status; everybody else gets 403, a visitor is asked to sign in.

    Where what it is about is the person's own, `own` is the status and `owners` get in, if they are others.
    """

    allowed: set[str]
    status: int
    arguments: Callable[[Case], tuple[object, ...]] = lambda case: ()
    data: dict[str, Any] | None = None
    state: str = State.CHECKED
    others: int = 403
    visitor: int = 302
    own: int | None = None
    owners: set[str] | None = None
    of: Callable[[Case, User], tuple[object, ...]] | None = None

    @property
    def has_object(self) -> bool:
        """Whether the address is about something that can be one person's or another's."""
        return self.of is not None or self.arguments is not Address.arguments


def by_number(*more: object) -> Callable[[Case], tuple[object, ...]]:
    return lambda case: (case.number, *more)


def by_late(case: Case) -> tuple[object, ...]:
    Case.objects.filter(pk=case.pk).update(due_on="2026-01-05")
    return (case.number,)


def by_page(case: Case) -> tuple[object, ...]:
    return (case.scans.get().pages.first().pk, 900)  # type: ignore[union-attr]


def by_review(part: str, name: str = "") -> Callable[[Case], tuple[object, ...]]:
    def arguments(case: Case) -> tuple[object, ...]:
        if part == "page":
            return (case.number, case.scans.get().pages.first().pk)  # type: ignore[union-attr]
        return (case.number, case.documents.first().pk, name)  # type: ignore[union-attr]

    return arguments


def by_aside(_case: Case) -> tuple[object, ...]:
    arrival = Arrival("thu.txt", b"khong phai giay to", Channel.POST, make.NOW.date())
    return (reception.set_aside(arrival, "Tệp không phải giấy tờ.", make.NOW).pk,)


def by_year(_case: Case) -> tuple[object, ...]:
    return (Register.objects.get_or_create(year=2025)[0].year,)


def by_order(case: Case) -> tuple[object, ...]:
    order = LetterOrder.objects.create(
        case=case, kind=Letter.RECEIPT, ordered_at=make.NOW, problem="Chưa có tiêu đề thư."
    )
    return (order.pk,)


def by_attachment(case: Case, who: User) -> tuple[object, ...]:
    by = who if access.may(who, access.Act.TAKE_PART) else make.user("clerk")
    return (case.number, attachments.add(case, Upload("thu.png", paper.png(), "để đối chiếu"), by, make.NOW).pk)


def by_filter(_case: Case, who: User) -> tuple[object, ...]:
    return (SavedFilter.objects.create(owner=who, name="Của tôi", query="muc=all").pk,)


def by_question(case: Case, who: User) -> tuple[object, ...]:
    asked = Question(case=case, asked_by=make.user("clerk"), asked_of=who, text="Đúng chưa?", asked_at=make.NOW)
    asked.save()
    return (case.number, asked.pk)


def by_absence(_case: Case, who: User) -> tuple[object, ...]:
    day = make.NOW.date()
    return (Absence.objects.create(person=who, first_day=day, last_day=day).pk,)


def by_account(*more: object) -> Callable[[Case], tuple[object, ...]]:
    return lambda case: (case.tax_code, *more)


def by_registration(case: Case) -> tuple[object, ...]:
    account = Account.objects.get(tax_code=case.tax_code)
    declared = Declared(terminals=(DeclaredTerminal("MAY01"),))
    by = make.user("technician")
    return (registering.enter(account, RegistrationKind.CHANGE, declared, "CV 1", by, make.NOW).pk,)


def by_load(_case: Case) -> tuple[object, ...]:
    content = "Loại,Mã số thuế,Tên\nTK,0100000028,CÔNG TY MẪU HAI\n".encode()
    load = loads.hand_in("so.csv", content, "CV 2", make.user("technician"), make.NOW)
    loads.work_next(make.NOW)
    return (load.pk,)


def by_mail(_case: Case) -> tuple[int]:
    return (mails.take(mails.mail(files=(("a.pdf", paper.pdf(1)),))).pk,)


def by_mailed_file(case: Case) -> tuple[object, ...]:
    file = IncomingFile.objects.get(mail=int(str(by_mail(case)[0])))
    return (file.mail_id, file.pk)


TABLE: dict[str, Address] = {
    "web:home": Address(EVERYBODY, 302),
    "web:sign_in": Address(EVERYBODY, 302, visitor=200),
    "web:sign_out": Address(EVERYBODY, 302, data={}),
    "web:inbox": Address(READERS, 200),
    "web:search": Address(READERS, 200),
    "web:register": Address(READERS, 200),
    "web:close_register": Address({"supervisor"}, 302, by_year, data={"confirmed": "yes"}),
    "web:export_register": Address(OVERSEERS, 200, by_year),
    "web:export_workbook": Address(OVERSEERS, 200, by_year),
    "web:slip": Address(READERS, 200, by_number()),
    "web:board": Address(OVERSEERS, 200),
    "web:board_cases": Address(OVERSEERS, 400),
    "web:explain_overdue": Address(
        {"supervisor"}, 302, by_late, data={"reason": "Thiếu người"}, state=State.ASSIGNED, owners=STAFF
    ),
    "web:move_case": Address({"supervisor"}, 200, by_number(), state=State.ASSIGNED),
    "web:move_case form": Address({"supervisor"}, 409, by_number(), data={}, state=State.ASSIGNED),
    "web:bulk": Address(STAFF, 409, data={"act": "print"}),
    "web:save_filter": Address(STAFF, 302, data={"name": "Của tôi", "query": "muc=all&nguoi=toi"}),
    "web:delete_filter": Address(STAFF, 404, of=by_filter, data={}, own=302),
    "web:intake": Address(CLERKS, 200),
    "web:original": Address(CLERKS, 200, by_aside),
    "web:dismiss": Address(CLERKS, 302, by_aside, data={"act": "dismiss"}),
    "web:case": Address(READERS, 200, by_number()),
    "web:supplement": Address(CLERKS, 302, by_number(), data={}),
    "web:resume": Address(APPROVERS, 302, by_number(), data={}, state=State.APPROVED),
    "web:reassign": Address({"supervisor"}, 404, by_number(), data={}, state=State.ASSIGNED),
    "web:take_over": Address({"supervisor"}, 409, by_number(), data={}, state=State.ASSIGNED),
    "web:withdraw": Address(CLERKS, 200, by_number()),
    "web:withdraw form": Address(CLERKS, 302, by_number(), data={"reason": "Công ty rút"}),
    "web:stop": Address({"supervisor"}, 200, by_number()),
    "web:stop form": Address({"supervisor"}, 302, by_number(), data={"reason": "Công ty giải thể"}),
    "web:reopen": Address({"supervisor"}, 200, by_number()),
    "web:reopen form": Address({"supervisor"}, 302, by_number(), data={"reason": "Nhầm"}, state=State.STOPPED),
    "web:join": Address(CLERKS, 404, by_number(), data={}),
    "web:separate": Address({"supervisor"}, 200, by_number()),
    "web:link": Address(CLERKS, 404, by_number(), data={}),
    "web:absences": Address({"supervisor"}, 200),
    "web:delete_absence": Address({"supervisor"}, 302, of=by_absence, data={}),
    "web:rebalance": Address({"supervisor"}, 200, lambda case: ("passwords",)),
    "web:add_note": Address(STAFF, 302, by_number(), data={"text": "Đã gọi điện."}),
    "web:attach": Address(STAFF, 409, by_number(), data={}),
    "web:attachment": Address(READERS, 200, of=by_attachment),
    "web:watch": Address(STAFF, 302, by_number(), data={"act": "follow"}),
    "web:extend": Address(
        {"supervisor"}, 302, by_number(), data={"to": "2099-01-05", "reason": "Chờ đơn vị khác"}
    ),
    "web:send_link_anew": Address(TECHNICIANS, 409, by_number(), data={"reason": ""}),
    "web:ask_address": Address(STAFF, 409, by_number(), data={"to": "sai", "reason": "gọi"}),
    "web:decide_address": Address(APPROVERS, 404, by_number(0), data={"act": "make"}),
    "web:calendar": Address({"supervisor"}, 200),
    "web:apply_calendar": Address({"supervisor"}, 302, data={"version": "0"}),
    "web:review": Address(CLERKS, 200, by_number()),
    "web:set_field": Address(CLERKS, 302, by_review("field", "phone"), data={"value": "0900000001"}),
    "web:set_bearer": Address(CLERKS, 409, by_number(), data={"bearer_name": "Trần Thị Bình"}),
    "web:set_mark": Address(CLERKS, 302, by_review("mark", "sealed"), data={"found": "yes"}),
    "web:set_page": Address(CLERKS, 302, by_review("page"), data={"kind": "other", "rotation": "90"}),
    "web:move_page": Address(CLERKS, 302, by_review("page"), data={"to": "identity"}),
    "web:throw_out_page": Address(CLERKS, 302, by_review("page"), data={}),
    "web:take_back_page": Address(CLERKS, 409, by_review("page"), data={}),
    "web:read_region": Address(CLERKS, 409, by_review("page"), data={"box": "0,0,2,1"}),
    "web:add_certificate": Address(CLERKS, 409, by_number(), data={}),
    "web:remove_certificate": Address(CLERKS, 409, by_number(), data={}),
    "web:judge": Address(CLERKS, 409, by_number("company_agrees"), data={"note": "đã xem"}),
    "web:accept": Address(CLERKS, 302, by_number(), data={}),
    "web:request_supplement": Address(CLERKS, 200, by_number()),
    "web:request_supplement form": Address(CLERKS, 302, by_number(), data={"note": "Bản rõ hơn."}),
    "web:refuse": Address(CLERKS, 200, by_number()),
    "web:refuse form": Address(CLERKS, 302, by_number(), data={"reason": "Sai nơi nhận"}),
    "web:presence": Address(CLERKS, 200, by_number(), data={}),
    "web:ask": Address(CLERKS, 200, by_number()),
    "web:answer": Address(STAFF, 403, of=by_question, data={"answer": "có"}, own=302),
    "web:fulfil": Address(TECHNICIANS, 200, by_number(), state=State.ASSIGNED),
    "web:fulfil form": Address(
        TECHNICIANS, 409, by_number(), data={"step": "propose"}, state=State.ASSIGNED, own=302
    ),
    "web:approve": Address(APPROVERS, 200, by_number(), state=State.PROPOSED),
    "web:approve form": Address(APPROVERS, 302, by_number(), data={}, state=State.PROPOSED, own=403),
    "web:send_back": Address(APPROVERS, 302, by_number(), data={"reason": "thiếu"}, state=State.PROPOSED),
    "web:by_hand": Address(TECHNICIANS, 302, by_number(), state=State.APPROVED),
    "web:by_hand_password": Address(TECHNICIANS, 409, by_number(), data={}, state=State.APPROVED),
    "web:undo": Address(TECHNICIANS, 200, by_number(), state=State.CLOSED),
    "web:password_again": Address(TECHNICIANS, 200, by_number(), state=State.CLOSED),
    "web:accounts": Address(ACCOUNT_READERS, 200),
    "web:account": Address(ACCOUNT_READERS, 200, by_account()),
    "web:access_key": Address(TECHNICIANS, 409, by_account("MAY01"), data={"reason": "hỏi"}),
    "web:export_accounts": Address(OVERSEERS, 200),
    "web:export_accounts_workbook": Address(OVERSEERS, 200),
    "web:enter_registration": Address(TECHNICIANS, 200, by_account()),
    "web:registration": Address(ACCOUNT_READERS, 200, by_registration),
    "web:approve_registration": Address(APPROVERS, 302, by_registration, data={}),
    "web:refuse_registration": Address(APPROVERS, 409, by_registration, data={}),
    "web:loads": Address(ACCOUNT_READERS, 200),
    "web:hand_in_load": Address(TECHNICIANS, 409, data={}),
    "web:load": Address(ACCOUNT_READERS, 200, by_load),
    "web:accept_load": Address(APPROVERS, 302, by_load, data={}),
    "web:refuse_load": Address(APPROVERS, 302, by_load, data={"reason": "nhầm"}),
    "web:picture": Address(READERS, 200, by_page),
    "web:letter": Address(READERS, 404, lambda case: (0,)),
    "web:file_copy": Address(CLERKS, 404, lambda case: (0,), data={}),
    "web:signed_copy": Address(READERS, 404, lambda case: (0,)),
    "web:preview_letter": Address(READERS, 200, by_order),
    "web:change_letter": Address(CLERKS, 409, by_order, data={"act": "release"}),
    "web:envelope": Address(READERS, 200, by_number()),
    "web:decline": Address({"supervisor"}, 200, by_number()),
    "web:register_sheet": Address(OVERSEERS, 200, by_year),
    "web:letter_texts": Address({"administrator"}, 200),
    "web:letter_text": Address({"administrator"}, 200, lambda case: ("stop",)),
    "web:preview_text": Address({"administrator"}, 200, lambda case: ("stop",), data={"title": "x"}),
    "web:set_handling": Address({"administrator"}, 302, lambda case: ("stop",), data={"handling": "paper"}),
    "web:letter_text_past": Address({"administrator"}, 200, lambda case: ("stop",)),
    "web:use_text_again": Address({"administrator"}, 409, lambda case: ("stop", 1), data={}),
    "web:retry": Address(STAFF, 302, by_order, data={}),
    "web:settle": Address(STAFF, 302, by_order, data={"because": "đã gọi"}),
    "web:outbox": Address(READERS, 200),
    "web:incoming": Address(READERS, 200),
    "web:incoming_mail": Address(READERS, 200, by_mail),
    "web:mail_frame": Address(READERS, 200, by_mail),
    "web:mail_file": Address(READERS, 200, by_mailed_file),
    "web:link_mail": Address(CLERKS, 302, by_mail, data={"number": "khong-co"}),
    "web:bring_mail": Address(CLERKS, 302, by_mail, data={}),
    "web:open_case_of_mail": Address(CLERKS, 302, by_mail, data={}),
    "web:set_mail_aside": Address(CLERKS, 302, by_mail, data={"reason": ""}),
    "web:trail": Address({"auditor"}, 200),
    "web:export_trail": Address({"auditor"}, 200),
    "web:mail": Address(READERS, 200),
    "web:mail_message": Address(READERS, 404, lambda case: ("khong-co",)),
    "web:mail_attachment": Address(READERS, 404, lambda case: ("khong-co", 0)),
    "public:password": Address(EVERYBODY, 200, lambda case: ("khong-co",), visitor=200),
    "public:lookup": Address(EVERYBODY, 404, lambda case: (case.number, "khong-co"), visitor=404),
    "set_language": Address(EVERYBODY, 302, data={"language": "en"}, visitor=302),
}
KEPT: tuple[Any, ...] = (
    *(Absence, Attachment, Case, Change, Clock, Extension, LetterOrder, Link, Mention, Note, OverdueReason),
    *(Question, Register, SavedFilter, SetAside, Watch),
)
COUNTED = "SELECT " + ", ".join(f"(SELECT COUNT(*) FROM {model._meta.db_table})" for model in KEPT)  # noqa: S608
INSIDE = {
    "user_password_change": 404,
    "admin:password_change": 200,
    "_change": 302,
    "_history": 302,
    "user_delete": 403,
    "queue_delete": 403,
    "revocationlist_add": 403,
    "letterhead_delete": 403,
    "signer_delete": 403,
    "_delete": 302,
    "autocomplete": 403,
    "logout": 405,
    "view_on_site": 404,
    "None": 404,
    "login": 302,
}
"""What an administrator meets in the admin site, by the end of the address's name; a row 0 does not exist."""


def addresses(patterns: list[Any], prefix: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


ALL = sorted(set(addresses(get_resolver().url_patterns)))


def test_every_address_has_a_row() -> None:
    assert {name for name in ALL if not name.startswith("admin:")} == {name.split()[0] for name in TABLE}


@pytest.mark.parametrize("name", sorted(TABLE))
def test_everybody_at_an_address(name: str, signed_in: SignedIn) -> None:
    row, about = TABLE[name], _case(TABLE[name].state)
    found, expected = {"visitor": _answer(Client(), name, row, about, None)}, {"visitor": row.visitor}
    for who, roles in PEOPLE.items():
        person = make.user(*roles)
        client = signed_in(person=person)
        found[who] = _answer(client, name, row, about, None)
        expected[who] = row.status if who in row.allowed else row.others
        if row.has_object:
            found[f"{who}: own"] = _answer(client, name, row, about, person)
            may = who in (row.owners or row.allowed)
            expected[f"{who}: own"] = (row.own or row.status) if may else row.others
    assert found == expected


@pytest.mark.parametrize("who", [*PEOPLE, "visitor"])
def test_the_administrators_room(who: str, signed_in: SignedIn) -> None:
    client = Client() if who == "visitor" else signed_in(*PEOPLE[who])
    found, expected = {}, {}
    for name in (name for name in ALL if name.startswith("admin:")):
        inside = next((status for end, status in INSIDE.items() if name.endswith(end)), 200)
        found[name] = client.get(_administration(name)).status_code
        allowed = {"administrator": inside, "visitor": 302}.get(who, 403)
        expected[name] = 302 if name == "admin:login" else allowed
    assert len(found) > 50
    assert found == expected


ACTS_OF_EVERYBODY = {"web:sign_out", "set_language", "public:password"}


@pytest.mark.parametrize("state", sorted({row.state for row in TABLE.values()}))
def test_an_auditor_changes_nothing(state: str, signed_in: SignedIn) -> None:
    client, about = signed_in("auditor"), _case(state)
    posted = {
        name: _answer(client, name, replace(row, data=row.data or {"note": "x"}), about, None)
        for name, row in TABLE.items()
        if row.state == state and name not in ACTS_OF_EVERYBODY | {"web:home", "web:sign_in"}
    }
    assert {name: status for name, status in posted.items() if status not in {403, 405}} == {}


def test_an_auditor_has_no_other_role() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make.user("auditor", "clerk")


def test_nobody_may_do_anything_unknown() -> None:
    assert not any(access.may(AnonymousUser(), right) for right in access.Act)


def _administration(name: str) -> str:
    if name == "admin:None":
        return "/quan-tri/khong-co/"
    places = {"admin:app_list": ("casedesk",), "admin:view_on_site": (0, 0)}
    needs_row = name.endswith(("_change", "_history", "_delete")) and name != "admin:password_change"
    return reverse(name, args=places.get(name, ("0",) if needs_row else ()))


def _answer(client: Client, name: str, row: Address, about: Case, owner: User | None) -> int:
    """Open an address about its owner's case, or somebody else's; return the status, and undo what it did.

    What refuses changes nothing.
    """
    with transaction.atomic():
        if owner:
            Case.objects.filter(pk=about.pk).update(technician=owner)
            Change.objects.filter(case=about).update(proposed_by=owner)
        case = Case.objects.select_related("technician").get(pk=about.pk)
        whose = owner or case.technician
        assert whose is not None
        url = reverse(name.split()[0], args=row.of(case, whose) if row.of else row.arguments(case))
        before = _standing(case)
        answer = client.get(url) if row.data is None else client.post(url, row.data)
        if answer.status_code >= 400:
            assert _standing(case) == before, (name, answer.status_code)
        transaction.set_rollback(True)
    return answer.status_code


def _case(state: str) -> Case:
    """Make a case of a technician that nobody here is."""
    technician = make.user("technician")
    case = make.case(state, technician=technician)
    checking.run(case, make.NOW)
    scan = case.scans.get()
    scan.file.save(scan.sha256, ContentFile(paper.pdf(pages=3)))
    if state == State.PROPOSED:
        Change.objects.create(
            case=case,
            operation=Operation.ISSUE_PASSWORD,
            tax_code=case.tax_code,
            proposed_by=technician,
            proposed_at=make.NOW,
        )
    return case


def _standing(case: Case) -> object:
    """Return all that an act could change, less the lines that say who looked."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        counted = cursor.fetchone()
    done = Event.objects.exclude(act__in=LOOKS).count()
    return Case.objects.filter(pk=case.pk).values().get(), done, counted
