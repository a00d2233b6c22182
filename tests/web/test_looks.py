"""Which pages write down that somebody looked: every one that shows a dossier, an account or a personal datum."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from casedesk import answering, attachments, reception, register
from casedesk.attachments import Upload
from casedesk.models import Act, Case, Event, State, User
from casedesk.reception import Arrival
from casedesk.web import looks
from intake.models import Scan
from letters.kinds import Kind as Letter
from letters.models import Letter as Written
from tests import mails, make, paper
from tests.web.conftest import SignedIn
from verification.findings import Channel

pytestmark = pytest.mark.django_db


def by_case(name: str) -> Callable[[Case], str]:
    return lambda case: reverse(f"web:{name}", args=[case.number])


def picture(case: Case) -> str:
    scan = Scan.objects.get(case=case)
    scan.file.save(scan.sha256, ContentFile(paper.pdf(3)))
    page = scan.pages.first()
    assert page
    return reverse("web:picture", args=[page.pk, 160])


def attachment(case: Case) -> str:
    kept = attachments.add(case, Upload("thu.png", paper.png(), "thư"), make.user("clerk"), make.NOW)
    return reverse("web:attachment", args=[case.number, kept.pk])


def letter(case: Case) -> str:
    answering.order(case, Letter.RECEIPT, make.NOW)
    answering.write_next(make.NOW)
    return reverse("web:letter", args=[Written.objects.get().pk])


def incoming(_case: Case) -> str:
    return reverse("web:incoming_mail", args=[mails.take(mails.mail(subject="bổ sung")).pk])


def mailed_file(_case: Case) -> str:
    row = mails.take(mails.mail(files=(("cccd.pdf", paper.pdf(1)),)))
    return reverse("web:mail_file", args=[row.pk, row.files.get().pk])


def original(_case: Case) -> str:
    arrival = Arrival("thu.txt", b"khong phai giay to", Channel.POST, make.NOW.date())
    return reverse("web:original", args=[reception.set_aside(arrival, "Tệp không phải giấy tờ.", make.NOW).pk])


def book(case: Case) -> str:
    register.enter(case)
    return reverse("web:register")


def table(case: Case) -> str:
    register.enter(case)
    return reverse("web:export_register", args=[2026])


TABLE: dict[str, tuple[str, Callable[[Case], str], Act, str]] = {
    "case page": ("clerk", by_case("case"), Act.PAPER_SEEN, ""),
    "review": ("clerk", by_case("review"), Act.PAPER_SEEN, ""),
    "picture": ("technician", picture, Act.PAPER_SEEN, ""),
    "attachment": ("technician", attachment, Act.FILE_SEEN, "thu.png"),
    "set aside": ("clerk", original, Act.FILE_SEEN, "thu.txt"),
    "letter": ("technician", letter, Act.LETTER_SEEN, "/"),
    "incoming mail": ("technician", incoming, Act.MAIL_SEEN, "bổ sung"),
    "file of a mail": ("clerk", mailed_file, Act.FILE_SEEN, "cccd.pdf"),
    "slip": ("clerk", by_case("slip"), Act.SLIP_SEEN, ""),
    "account": ("technician", by_case("fulfil"), Act.ACCOUNT_SEEN, make.TAX_CODE),
    "search": ("clerk", lambda _case: reverse("web:search") + "?q=mau+thu", Act.SEARCHED, "mau thu"),
    "register": ("clerk", book, Act.REGISTER_SEEN, "2026"),
    "register's table": ("supervisor", table, Act.REGISTER_EXPORTED, "2026"),
    "trail": ("auditor", lambda _case: reverse("web:trail"), Act.TRAIL_SEEN, ""),
    "trail's table": ("auditor", lambda _case: reverse("web:export_trail"), Act.TRAIL_EXPORTED, ""),
}
EVERY_TIME = {"register's table", "trail's table"}
"""Taken away: each time is one."""


@pytest.mark.parametrize("page", TABLE)
def test_a_look_is_written_down_once_a_visit(page: str, signed_in: SignedIn) -> None:
    role, address_of, act, subject = TABLE[page]
    person = make.user(role)
    case = make.case(State.ASSIGNED if page == "account" else State.CHECKED, technician=person)
    address, client = address_of(case), signed_in(person=person)
    for _time in range(2):
        assert client.get(address, REMOTE_ADDR="192.0.2.7").status_code == 200
    lines = Event.objects.filter(act=act, actor=person)
    assert len(lines) == (2 if page in EVERY_TIME else 1)
    assert lines[0].address == "192.0.2.7"
    assert subject in lines[0].subject


@pytest.mark.parametrize("name", ["inbox", "search", "intake", "incoming"])
def test_lists_are_no_looks(name: str, signed_in: SignedIn) -> None:
    make.case()
    signed_in("clerk").get(reverse(f"web:{name}"))
    assert Event.objects.exclude(act=Act.RECEIVED).count() == 0


@pytest.fixture
def person() -> User:
    return make.user("clerk")


def test_another_visit_thing_or_person_is_another_look(person: User) -> None:
    case, other = make.case(), make.user("clerk")
    assert looks.log(case, person, make.NOW)
    assert not looks.log(case, person, make.NOW + timedelta(minutes=29))
    assert looks.log(case, person, make.NOW + timedelta(minutes=31))
    assert looks.log(case, other, make.NOW)
    assert looks.log(case, person, make.NOW, act=Act.FILE_SEEN, subject="a.pdf")
    assert looks.log(case, person, make.NOW, act=Act.FILE_SEEN, subject="b.pdf")
    assert not looks.log(case, person, make.NOW, act=Act.FILE_SEEN, subject="b.pdf")
    assert looks.log(None, person, make.NOW, act=Act.SEARCHED, subject="a" * 300)
    assert not looks.log(None, person, make.NOW, act=Act.SEARCHED, subject="a" * 300)


FORWARDED = {
    "no proxy, no header": (False, "", "192.0.2.7"),
    "no proxy: a header is a lie": (False, "198.51.100.1", "192.0.2.7"),
    "proxy": (True, "198.51.100.1", "198.51.100.1"),
    "proxy: only its own word counts": (True, "203.0.113.9, 198.51.100.1", "198.51.100.1"),
    "proxy, sixth version": (True, "2001:DB8::1", "2001:db8::1"),
    "proxy that says nothing": (True, "", "192.0.2.7"),
    "proxy that says nonsense": (True, "198.51.100.1, <script>", "192.0.2.7"),
}


@pytest.mark.parametrize("how", FORWARDED)
def test_from_where(how: str, person: User, settings: Settings) -> None:
    settings.BEHIND_PROXY, header, expected = FORWARDED[how]
    client = Client(REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": header} if header else None)
    client.force_login(person)
    client.get(reverse("web:search") + "?q=mau+thu")
    assert Event.objects.get(act=Act.SEARCHED).address == expected


def test_the_machine_has_no_address() -> None:
    assert make.case().events.get().address == ""
