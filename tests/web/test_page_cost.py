"""No page asks the database more than fifteen times, however much a case holds."""

from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casedesk import actions, answering, checking, dossiers, linking, notes, overdue
from casedesk.models import Case, IncomingFile, IncomingMail, MailState, Question, Queue, State, User
from casedesk.samples import certificates
from casedesk.web import lists
from casedesk.web.filters import Filters
from intake import records
from intake.facts import Kind, Request, Source
from intake.models import Document, Field, Page
from letters.kinds import Kind as Letter
from tests import mails, make, paper
from tests.web.conftest import SignedIn
from verification.certificates import kept, offered

pytestmark = pytest.mark.django_db

MOST = 15
MOST_OF_A_BARE_CASE = 11


def cost(client: Client, url: str) -> Sequence[str]:
    """Return the queries of a page's second showing: the first writes down who looked."""
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return [query["sql"][:20] + query["sql"][query["sql"].find(" FROM ") :][:130] for query in asked]


def url(case: Case, name: str = "case") -> str:
    return reverse(f"web:{name}", args=[case.number])


@pytest.fixture
def boss() -> User:
    return make.user("supervisor", "technician", "clerk")


def full(state: State, boss: User, client: Client) -> Case:
    """Make a case that holds everything that a case can hold."""
    person = make.user("technician")
    other = make.case(State.CHECKED)
    case = make.case(state, technician=person, queue=Queue.objects.first())
    case.joined_into = other if state == State.JOINED else None
    case.save()
    checking.run(case, make.NOW)
    answering.order(case, Letter.RECEIPT, make.NOW)
    answering.write_next(make.NOW)
    notes.add(case, f"@{boss.username} xem giúp", person, make.NOW)
    linking.link(case.pk, other.pk, boss, make.NOW)
    Question.objects.create(case=case, asked_by=person, asked_of=boss, text="?", asked_at=make.NOW)
    file = SimpleUploadedFile("them.pdf", paper.pdf(3), "application/pdf")
    client.post(url(case, "attach"), {"file": file, "why": "để đối chiếu"})
    _with_mail(case)
    client.post(url(case, "watch"), {"act": "follow"})
    return case


def _with_mail(case: Case) -> None:
    """Let two mails come to a case, one with a paper that was taken in."""
    for number in range(2):
        row = mails.take(
            mails.mail(subject=f"{case.number} lần {number}", files=(("a.pdf", paper.pdf(number + 5)),))
        )
        IncomingMail.objects.filter(pk=row.pk).update(case=case, state=MailState.JOINED)
        IncomingFile.objects.filter(mail=row).update(scan=case.scans.first())


@pytest.mark.parametrize("state", list(State))
def test_the_case_page_is_cheap(state: State, boss: User, signed_in: SignedIn) -> None:
    client = signed_in(person=boss)
    asked = cost(client, url(full(state, boss, client)))
    assert len(asked) <= MOST, "\n".join(asked)


def test_nothing_is_asked_for_that_a_case_has_not(boss: User, signed_in: SignedIn) -> None:
    asked = cost(signed_in(person=boss), url(make.case()))
    assert len(asked) <= MOST_OF_A_BARE_CASE, "\n".join(asked)


def test_a_late_case_is_cheap(boss: User, signed_in: SignedIn) -> None:
    client = signed_in(person=boss)
    case = full(State.ASSIGNED, boss, client)
    Case.objects.filter(pk=case.pk).update(due_on="2026-01-05")
    page = client.get(url(case)).content.decode()
    assert 'data-test="overdue-reason"' in page
    asked = cost(client, url(case))
    assert len(asked) <= MOST, "\n".join(asked)


def test_the_review_is_cheap(boss: User, signed_in: SignedIn) -> None:
    client = signed_in(person=boss)
    asked = cost(client, url(full(State.CHECKED, boss, client), "review"))
    assert len(asked) <= MOST, "\n".join(asked)


def test_fulfilling_and_approving_are_cheap(boss: User, signed_in: SignedIn) -> None:
    case = full(State.ASSIGNED, boss, signed_in(person=boss))
    person = case.technician
    assert person is not None
    asked = cost(signed_in(person=person), url(case, "fulfil"))
    assert len(asked) <= MOST, "\n".join(asked)
    actions.propose(case.pk, None, "", person, make.NOW)
    asked = cost(signed_in(person=boss), url(case, "approve"))
    assert len(asked) <= MOST, "\n".join(asked)


def test_a_rebind_is_cheap_too(boss: User, signed_in: SignedIn) -> None:
    person, now = make.user("technician"), timezone.now()
    case = make.case(State.ASSIGNED, technician=person, request=Request.REBIND_LOST)
    new = certificates.make(make.COMPANY, make.TAX_CODE, now)
    kept.keep(case.pk, offered(new), "moi.cer", boss.pk, now)
    checking.run(case, now)
    asked = cost(signed_in(person=person), url(case, "fulfil"))
    assert len(asked) <= MOST, "\n".join(asked)
    actions.propose(case.pk, new, "", person, now)
    asked = cost(signed_in(person=boss), url(case, "approve"))
    assert len(asked) <= MOST, "\n".join(asked)


def test_a_mail_is_cheap(boss: User, signed_in: SignedIn) -> None:
    client = signed_in(person=boss)
    full(State.CHECKED, boss, client)
    asked = cost(client, reverse("web:incoming_mail", args=[IncomingMail.objects.latest("pk").pk]))
    assert len(asked) <= MOST, "\n".join(asked)


def test_pages_of_many_cases_are_cheap(boss: User, signed_in: SignedIn) -> None:
    client = signed_in(person=boss)
    for state in State:
        full(state, boss, client)
    for name in ("inbox", "search", "board", "intake", "incoming", "absences", "calendar"):
        query = {"inbox": "?muc=all", "search": "?q=mau+thu"}.get(name, "")
        asked = cost(client, reverse(f"web:{name}") + query)
        assert len(asked) <= MOST, "\n".join([name, *asked])


def test_the_papers_gathered_are_those_that_count() -> None:
    case = make.case()
    licence, identity = (Document.objects.get(kind=kind) for kind in (Kind.BUSINESS_LICENCE, Kind.IDENTITY))
    page = identity.pages.get()
    Page.objects.filter(pk=page.pk).update(document=licence, is_out=True)
    identity.fields.update(document=licence)
    older = Document.objects.create(case=case, scan=licence.scan, kind=Kind.IDENTITY, is_superseded=True)
    Field.objects.create(document=older, name="id_number", value="001080012345", source=Source.OCR)
    Page.objects.create(scan=licence.scan, number=9, kind=Kind.IDENTITY, document=older)
    gathered = dossiers.gather(case)
    assert shown(gathered.documents) == shown(
        [paper for paper in records.documents_of(case.pk) if paper != identity]
    )
    assert [row.pk for row in gathered.pages] == list(Page.objects.values_list("pk", flat=True))


def test_the_last_reason_for_lateness_is_known(boss: User) -> None:
    case = make.case(State.ASSIGNED, technician=boss)
    Case.objects.filter(pk=case.pk).update(due_on="2026-01-05")
    overdue.explain(case.pk, "Hệ thống ngừng", boss, make.NOW)
    case.refresh_from_db()
    assert not overdue.is_asked(case, boss, make.NOW, case.events.all())


def shown(documents: Sequence[Document]) -> list[object]:
    return [
        (row.pk, [page.pk for page in records.pages_of(row)], [(one.name, one.value) for one in row.fields.all()])
        for row in documents
    ]


def test_ended_cases_are_listed_by_their_index(boss: User) -> None:
    listing = next(one for one in lists.LISTS if one.code == "closed")
    found = lists.cases(listing, boss, Filters(), make.NOW.date())[:50]
    assert "case_closed_at" in plan(found)


def plan(rows: QuerySet[Case]) -> str:
    """Return by what the database would go; PostgreSQL scans a small table whole unless it is told not to."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return rows.explain()


def test_letters_that_wait_are_counted_without_going_through_all_that_were_ordered() -> None:
    rows = Case.objects.filter(pk__in=lists._with_stuck_letters())
    assert list(rows) == []
    if connection.vendor == "sqlite":
        plan = [line for line in rows.explain().splitlines() if "SCAN" in line]
        assert not any("U0" in line and "address_change" not in line for line in plan), plan
