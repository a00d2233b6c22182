"""Every address of the site × every role: the table of who gets in; a new address without a row fails."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from casedesk import access, attachments, checking, reception
from casedesk.accounts.models import Change, Operation
from casedesk.attachments import Upload
from casedesk.models import Case, LetterOrder, Register, State, User
from casedesk.reception import Arrival
from letters.kinds import Kind as Letter
from tests import make, paper
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
OVERSEERS = {"supervisor", "auditor"}
EVERYBODY = set(PEOPLE)


@dataclass(frozen=True)
class Address:
    """An address: who gets in and with which status; everybody else gets 403, a visitor is asked to sign in."""

    allowed: set[str]
    status: int
    arguments: Callable[[Case], tuple[object, ...]] = lambda case: ()
    data: dict[str, Any] | None = None
    state: str = State.CHECKED
    others: int = 403
    visitor: int = 302


def by_number(*more: object) -> Callable[[Case], tuple[object, ...]]:
    return lambda case: (case.number, *more)


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


def by_attachment(case: Case) -> tuple[object, ...]:
    upload = Upload("thu.png", paper.png(), "thư của doanh nghiệp")
    return (case.number, attachments.add(case, upload, make.user("clerk"), make.NOW).pk)


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
    "web:explain_overdue": Address(STAFF, 409, by_number(), data={"reason": ""}),
    "web:bulk": Address(STAFF, 409, data={"act": "print"}),
    "web:save_filter": Address(STAFF, 302, data={"name": "Của tôi", "query": "muc=all&nguoi=toi"}),
    "web:delete_filter": Address(STAFF, 404, lambda case: (0,), data={}),
    "web:intake": Address(CLERKS, 200),
    "web:original": Address(CLERKS, 200, by_aside),
    "web:dismiss": Address(CLERKS, 302, by_aside, data={"act": "dismiss"}),
    "web:case": Address(READERS, 200, by_number()),
    "web:supplement": Address(CLERKS, 302, by_number(), data={}),
    "web:resume": Address(APPROVERS, 302, by_number(), data={}, state=State.APPROVED),
    "web:reassign": Address({"supervisor"}, 404, by_number(), data={}, state=State.ASSIGNED),
    "web:take_over": Address({"supervisor"}, 409, by_number(), data={}, state=State.ASSIGNED),
    "web:withdraw": Address(CLERKS, 200, by_number()),
    "web:stop": Address({"supervisor"}, 200, by_number()),
    "web:reopen": Address({"supervisor"}, 200, by_number()),
    "web:join": Address(CLERKS, 404, by_number(), data={}),
    "web:separate": Address({"supervisor"}, 200, by_number()),
    "web:link": Address(CLERKS, 404, by_number(), data={}),
    "web:absences": Address({"supervisor"}, 200),
    "web:delete_absence": Address({"supervisor"}, 404, lambda case: (0,), data={}),
    "web:rebalance": Address({"supervisor"}, 200, lambda case: ("passwords",)),
    "web:add_note": Address(STAFF, 302, by_number(), data={"text": "Đã gọi điện."}),
    "web:attach": Address(STAFF, 409, by_number(), data={}),
    "web:attachment": Address(READERS, 200, by_attachment),
    "web:watch": Address(STAFF, 302, by_number(), data={"act": "follow"}),
    "web:extend": Address(
        {"supervisor"}, 302, by_number(), data={"to": "2099-01-05", "reason": "Chờ đơn vị khác"}
    ),
    "web:send_link_anew": Address(TECHNICIANS, 409, by_number(), data={"reason": ""}),
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
    "web:refuse": Address(CLERKS, 200, by_number()),
    "web:presence": Address(CLERKS, 200, by_number(), data={}),
    "web:ask": Address(CLERKS, 200, by_number()),
    "web:answer": Address(STAFF, 404, by_number(0), data={"answer": "có"}),
    "web:fulfil": Address(TECHNICIANS, 200, by_number(), state=State.ASSIGNED),
    "web:approve": Address(APPROVERS, 200, by_number(), state=State.PROPOSED),
    "web:send_back": Address(APPROVERS, 302, by_number(), data={"reason": "thiếu"}, state=State.PROPOSED),
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
    "web:retry": Address(CLERKS, 302, by_order, data={}),
    "web:trail": Address({"auditor"}, 200),
    "web:export_trail": Address({"auditor"}, 200),
    "web:mail": Address(READERS, 200),
    "web:mail_message": Address(READERS, 404, lambda case: ("khong-co",)),
    "web:mail_attachment": Address(READERS, 404, lambda case: ("khong-co", 0)),
    "public:password": Address(EVERYBODY, 200, lambda case: ("khong-co",), visitor=200),
    "public:lookup": Address(EVERYBODY, 404, lambda case: (case.number, "khong-co"), visitor=404),
    "set_language": Address(EVERYBODY, 302, data={"language": "en"}, visitor=302),
}
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
    assert [name for name in ALL if not name.startswith("admin:")] == sorted(TABLE)


@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_visitor(name: str) -> None:
    row = TABLE[name]
    assert _open(Client(), name, row).status_code == row.visitor


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("name", sorted(TABLE))
def test_a_person(name: str, who: str, signed_in: SignedIn) -> None:
    row = TABLE[name]
    expected = row.status if who in row.allowed else row.others
    assert _open(signed_in(*PEOPLE[who]), name, row).status_code == expected


@pytest.mark.parametrize("who", [*PEOPLE, "visitor"])
@pytest.mark.parametrize("name", [name for name in ALL if name.startswith("admin:")])
def test_the_administrators_room(name: str, who: str, signed_in: SignedIn) -> None:
    client = Client() if who == "visitor" else signed_in(*PEOPLE[who])
    inside = next((status for end, status in INSIDE.items() if name.endswith(end)), 200)
    expected = {"administrator": inside, "visitor": 302}.get(who, 403)
    url = _administration(name)
    assert client.get(url).status_code == (302 if name == "admin:login" else expected)


ACTS_OF_EVERYBODY = {"web:sign_out", "set_language", "public:password"}


@pytest.mark.parametrize("name", sorted(set(TABLE) - ACTS_OF_EVERYBODY - {"web:home", "web:sign_in"}))
def test_an_auditor_changes_nothing(name: str, signed_in: SignedIn) -> None:
    row = TABLE[name]
    posted = Address(row.allowed, 0, row.arguments, row.data or {"note": "x"}, row.state)
    assert _open(signed_in("auditor"), name, posted).status_code in {403, 405}


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


def _open(client: Client, name: str, row: Address) -> HttpResponse:
    proposer = User.objects.filter(username="de-xuat").first() or make.user("technician", username="de-xuat")
    case = make.case(row.state, technician=proposer)
    checking.run(case, make.NOW)
    scan = case.scans.get()
    scan.file.save(scan.sha256, ContentFile(paper.pdf(pages=3)))
    if row.state == State.PROPOSED:
        Change.objects.create(
            case=case,
            operation=Operation.ISSUE_PASSWORD,
            tax_code=case.tax_code,
            proposed_by=proposer,
            proposed_at=make.NOW,
        )
    url = reverse(name, args=row.arguments(case))
    return client.get(url) if row.data is None else client.post(url, row.data)  # type: ignore[return-value]
