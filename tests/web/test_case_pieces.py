"""Whatever was drawn before, a case page is what it would be if it were drawn for the first time."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casedesk import same
from casedesk.accounts.models import Account
from casedesk.lib import drawn
from casedesk.models import (
    Attachment,
    Case,
    Event,
    IncomingFile,
    IncomingMail,
    LetterOrder,
    Link,
    Question,
    State,
    User,
)
from casedesk.templatetags import frame
from casedesk.web import case_pieces
from intake.facts import Kind
from intake.models import Document, Field, Page
from letters.models import Letter, Message, MessageState, SignedCopy
from tests import make
from tests.web.conftest import SignedIn
from tests.web.test_page_cost import MOST, full, url
from verification.findings import Outcome
from verification.models import Finding, Judgement

pytestmark = pytest.mark.django_db(transaction=True)
Change = Callable[[Case, User], object]
CHANGES: dict[str, Change] = {
    "nothing": lambda case, who: None,
    "a page is turned": lambda case, who: Page.objects.filter(number=1).update(rotation=90),
    "a page is out": lambda case, who: Page.objects.filter(number=1).update(is_out=True),
    "a page is doubtful": lambda case, who: Page.objects.update(confidence=0.1),
    "a paper is another": lambda case, who: Document.objects.filter(case=case).update(kind=Kind.OTHER),
    "a paper is superseded": lambda case, who: Document.objects.filter(case=case).update(is_superseded=True),
    "a seal is not sure": lambda case, who: Document.objects.filter(case=case).update(sealed=None),
    "a value is corrected": lambda case, who: Field.objects.filter(name="company_name").update(value="KHÁC"),
    "a value is confirmed": lambda case, who: Field.objects.update(confirmed_by=who),
    "a rule failed": lambda case, who: Finding.objects.filter(case=case).update(outcome=Outcome.FAIL),
    "a rule says why": lambda case, who: Finding.objects.filter(case=case).update(why="vì lẽ khác"),
    "one of two has judged": lambda case, who: judge(case, who),
    "the letter was refused": lambda case, who: Message.objects.update(
        state=MessageState.REFUSED, attempts=1, last_error="không nhận"
    ),
    "the letter's number": lambda case, who: Letter.objects.update(reference="99/KHÁC"),
    "the letter is signed by hand": lambda case, who: SignedCopy.objects.create(
        letter=Letter.objects.get(), name="ky.pdf", size=1, sha256="0" * 64, at=make.NOW, by=who
    ),
    "the letter has a problem": lambda case, who: LetterOrder.objects.update(problem="hỏng", letter=None),
    "a mail says another thing": lambda case, who: IncomingMail.objects.update(subject="chuyện khác"),
    "a mail's files": lambda case, who: IncomingFile.objects.update(scan=None),
    "an ended case": lambda case, who: Case.objects.filter(pk=case.pk).update(state=State.CLOSED),
    "a halted case": lambda case, who: Case.objects.filter(pk=case.pk).update(halted_because="vướng"),
    "the company's name": lambda case, who: Case.objects.filter(pk=case.pk).update(company_name="CÔNG TY KHÁC"),
    "the reply address": lambda case, who: Case.objects.filter(pk=case.pk).update(reply_address="a@b.example"),
    "the promised day": lambda case, who: Case.objects.filter(pk=case.pk).update(due_on="2031-01-06"),
    "who holds it": lambda case, who: Case.objects.filter(pk=case.pk).update(technician=who),
    "its holder's name": lambda case, who: User.objects.filter(cases=case).update(full_name="Tên Mới"),
    "who may be named": lambda case, who: make.user("clerk", full_name="Người Mới"),
    "an attachment": lambda case, who: Attachment.objects.update(why="để khác"),
    "no attachment": lambda case, who: Attachment.objects.all().delete(),
    "a question": lambda case, who: Question.objects.update(text="câu khác?"),
    "the account": lambda case, who: Account.objects.update(email="khac@mauthu.example", is_locked=True),
    "no account": lambda case, who: Account.objects.update(tax_code="0100000004"),
    "the case beside it": lambda case, who: Case.objects.exclude(pk=case.pk).update(state=State.CLOSED),
    "no case beside it": lambda case, who: Link.objects.all().delete(),
}
ALIKE = {"nothing"}
"""Changes that this page need not show."""


def judge(case: Case, who: User) -> None:
    """Let a doubt that needs two persons have been judged by one."""
    Finding.objects.filter(case=case).update(outcome=Outcome.UNSURE, persons=2, why="vì thế")
    for row in Finding.objects.filter(case=case):
        Judgement.objects.create(case=case, rule=row.rule, why="vì thế", note="đã gọi", by=who, at=make.NOW)
    Event.objects.create(case=case, at=make.NOW, actor=who, act="judged")


def letter(case: Case) -> None:
    """Let a case have a letter on its way."""
    made = Letter.objects.create(
        case=case, kind="receipt", year=2026, number=7, reference="7/GTN", subject="", file_name="a.pdf",
        size=1, sha256="0" * 64, created_at=make.NOW,
    )  # fmt: skip
    LetterOrder.objects.create(case=case, kind="receipt", ordered_at=make.NOW, letter=made)
    Message.objects.create(
        letter=made, case=case, to="a@b.example", message_id="<7@mauthu.example>", next_at=make.NOW
    )


def shown(client: Client, case: Case) -> str:
    """Return a case page without the tokens of its forms, which are others each time."""
    page = client.get(url(case)).content.decode()
    assert not any(hole in page for hole in HOLES)
    return re.sub(r'(csrfmiddlewaretoken" value=")\w+', r"\1", page)


HOLES = (drawn.TOKEN, case_pieces._PEOPLE, case_pieces._NUMBER, frame._PATH)


def forget() -> None:
    """Let go of all that was drawn."""
    same.forget()
    drawn.forget()


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_seen_at_once(name: str, signed_in: SignedIn) -> None:
    boss = make.user("supervisor", "technician", "clerk")
    client, other = signed_in(person=boss), make.user("clerk", full_name="Người Khác")
    case = full(State.ASSIGNED, boss, client)
    letter(case)
    client.get(url(case))
    before = shown(client, case)
    CHANGES[name](case, other)
    after = shown(client, case)
    forget()
    assert after == shown(client, case)
    assert (after == before) == (name in ALIKE)


@pytest.mark.parametrize("state", [State.CHECKED, State.ASSIGNED, State.SUPPLEMENT_REQUESTED, State.CLOSED])
def test_each_person_has_their_own_page(state: State, signed_in: SignedIn) -> None:
    """Each is shown what they are shown when nobody was there before them, in both languages."""
    boss = make.user("supervisor", "technician", "clerk", full_name="Lãnh Đạo")
    case = full(state, boss, signed_in(person=boss))
    people = [boss, case.technician, *(make.user(role) for role in ("clerk", "supervisor", "auditor"))]
    clients = [signed_in(person=one) for one in people]
    for language in ("vi", "en"):
        for client in clients:
            client.cookies["django_language"] = language
            client.get(url(case))
    pages = {}
    for language in ("vi", "en"):
        for at, client in enumerate(clients):
            client.cookies["django_language"] = language
            pages[language, at] = shown(client, case)
    for (language, at), page in pages.items():
        forget()
        clients[at].cookies["django_language"] = language
        assert page == shown(clients[at], case), (language, people[at])
    assert len(set(pages.values())) == len(pages)


def test_each_case_has_its_own_page(signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    cases = [make.case(State.SUPPLEMENT_REQUESTED, with_account=False, tax_code="") for _ in range(2)]
    for case, other in (cases, cases[::-1]):
        page = shown(client, case)
        assert case.number in page and other.number not in page


def test_a_form_that_was_drawn_for_another_takes_the_token_of_its_person() -> None:
    case = make.case()
    for name in ("first", "second"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(make.user("clerk", username=name))
        page = client.get(url(case)).content.decode()
        form = page.partition(f'action="{reverse("web:watch", args=[case.number])}"')[2]
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)', form)
        assert token
        sent = client.post(url(case, "watch"), {"act": "follow", "csrfmiddlewaretoken": token[1]})
        assert sent.status_code == 302
        assert (
            client.post(url(case, "watch"), {"act": "follow", "csrfmiddlewaretoken": "a" * 64}).status_code == 403
        )


def test_the_papers_are_asked_for_again_only_where_they_changed(signed_in: SignedIn) -> None:
    client, case = signed_in("clerk"), make.case()
    for _again in range(5):
        client.get(url(case))
    with CaptureQueriesContext(connection) as asked:
        client.get(url(case))
    are_read = any(query["sql"].startswith('SELECT "intake_page"') for query in asked)
    assert are_read == (connection.vendor != "postgresql")


def test_a_page_that_reads_its_papers_anew_is_cheap_as_well(signed_in: SignedIn) -> None:
    """Beside what it asks there is the transaction in which digest and papers are read."""
    boss = make.user("supervisor", "technician", "clerk")
    client = signed_in(person=boss)
    case = full(State.ASSIGNED, boss, client)
    letter(case)
    client.get(url(case))
    forget()
    with CaptureQueriesContext(connection) as asked:
        client.get(url(case))
    queries = [query["sql"] for query in asked if query["sql"].startswith(("SELECT", "(SELECT"))]
    assert len(queries) <= MOST, "\n".join(queries)
