"""A mail comes to its case, and to no other; what it may do there; what a person does with the rest."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from casedesk import answering, checking
from casedesk.actions import CannotDo
from casedesk.incoming import deciding, papers
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import (
    Act,
    Case,
    Event,
    IncomingFile,
    IncomingMail,
    JoinedBy,
    MailFolder,
    MailKind,
    MailState,
    State,
    User,
)
from intake import records
from intake.models import Field, Scan
from letters.kinds import Kind
from letters.models import Message, MessageState
from letters.reply_to import reply_address
from tests import mails, make, paper
from tests.mails import STRANGER, mail, passed, sent, take

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.REPLY_TO = "hotro@casedesk.example"
    settings.INCOMING_MAIL = settings.INCOMING_MAIL | {"verifier": mails.OUR_SERVER}


@pytest.fixture
def clerk() -> User:
    return make.user("clerk")


@pytest.fixture
def waiting() -> Case:
    return make.case(State.SUPPLEMENT_REQUESTED)


def reply(case: Case, **more: object) -> bytes:
    """Write a reply to a letter of a case."""
    return mail(**({"In_Reply_To": sent(case).message_id} | more))  # type: ignore[arg-type]


PDF = ("cccd.pdf", paper.pdf(2))


def test_a_mail_is_kept_sealed_and_whole(waiting: Case) -> None:
    raw = reply(waiting, files=[PDF])
    row = take(raw)
    kept = IncomingMail.objects.get()
    assert kept.read_raw() == raw
    assert "xin gửi giấy tờ" in kept.texts["text"]
    with open(kept.raw.path, "rb") as sealed:  # noqa: PTH123
        assert b"In-Reply-To" not in sealed.read()
    assert (row.sender, row.subject) == (make.EMAIL, "Về hồ sơ của công ty")
    assert [(file.name, file.problem) for file in kept.files.all()] == [("cccd.pdf", "")]


def test_the_same_mail_twice_is_one(waiting: Case) -> None:
    raw = reply(waiting)
    first = take(raw, uid=7)
    again = take(b"Received: by mx.trungtam.example; again\r\n" + raw, uid=9)
    assert first.pk == again.pk
    assert IncomingMail.objects.count() == 1
    assert Event.objects.filter(act=Act.MAIL_ARRIVED).count() == 1
    assert MailFolder.objects.get().last_uid == 9


def test_another_mail_with_a_known_id_is_another(waiting: Case) -> None:
    take(mail(Date="Mon, 23 Nov 2026 10:00:00 +0700"))
    raw = mail(text="khác")
    known = IncomingMail.objects.get().message_id.encode()
    take(raw.replace(raw[raw.index(b"<") : raw.index(b">") + 1], known))
    assert IncomingMail.objects.filter(message_id=known.decode()).count() == 2


JOINS: dict[str, tuple[Callable[[Case], bytes], JoinedBy]] = {
    "in reply to": (lambda case: mail(In_Reply_To=sent(case).message_id), JoinedBy.REFERENCE),
    "references": (lambda case: mail(References=f"<la@x> {sent(case).message_id} <kia@y>"), JoinedBy.REFERENCE),
    "token": (lambda case: mail(to=f"Trung tâm <{reply_address(case.number)}>"), JoinedBy.TOKEN),
    "token, from elsewhere": (lambda case: mail(to=reply_address(case.number), sender=STRANGER), JoinedBy.TOKEN),
    "token in the copy": (lambda case: mail(Cc=reply_address(case.number).upper()), JoinedBy.TOKEN),
    "subject": (lambda case: mail(subject=f"Re: hồ sơ {case.number.lower()} bổ sung"), JoinedBy.SUBJECT),
}


@pytest.mark.parametrize("how", JOINS)
def test_a_mail_joins_its_case(how: str, waiting: Case) -> None:
    write, by = JOINS[how]
    make.case()
    row = take(write(waiting))
    assert (row.case, row.joined_by, row.state, row.kind) == (waiting, by, MailState.JOINED, MailKind.REPLY)
    (line,) = Event.objects.filter(case=waiting, act=Act.MAIL_ARRIVED)
    assert line.actor is None


QUESTIONS: dict[str, Callable[[Case], bytes]] = {
    "nothing": lambda case: mail(),
    "subject, another sender": lambda case: mail(subject=case.number, sender=STRANGER),
    "no such case": lambda case: mail(subject="G12.99.01-261123-9999"),
    "token that nobody made": lambda case: mail(to=reply_address(case.number)[:-20] + "a@casedesk.example"),
    "token of another mailbox": lambda case: mail(to=reply_address(case.number).replace("hotro", "khac")),
    "reference that is not ours": lambda case: mail(In_Reply_To="<la@x>"),
    "two cases in the subject": lambda case: mail(subject=f"{case.number} và {make.case().number}"),
    "letter of one, token of another": lambda case: mail(
        In_Reply_To=sent(case).message_id, to=reply_address(make.case().number)
    ),
    "letter of one, subject of another": lambda case: mail(
        In_Reply_To=sent(case).message_id, subject=make.case().number
    ),
    "letters of two": lambda case: mail(References=f"{sent(case).message_id} {sent(make.case()).message_id}"),
}


@pytest.mark.parametrize("why", QUESTIONS)
def test_what_fits_no_case_is_a_question(why: str, waiting: Case) -> None:
    row = take(QUESTIONS[why](waiting))
    assert (row.case, row.state) == (None, MailState.QUESTION)
    assert row.problems
    assert not Event.objects.filter(act=Act.MAIL_ARRIVED).exists()


def test_the_letter_answered_directly_counts_before_older_ones(waiting: Case) -> None:
    older = sent(make.case())
    row = take(mail(In_Reply_To=sent(waiting).message_id, References=older.message_id))
    assert row.case == waiting


def test_a_supplement_that_is_waited_for_is_read(waiting: Case) -> None:
    row = take(reply(waiting, files=[PDF, ("them.pdf", paper.pdf(1))]))
    assert row.owes_papers
    assert papers.bring_owed(NOW) == 1
    waiting.refresh_from_db()
    assert waiting.state == State.RECEIVED
    assert [file.scan.case for file in IncomingFile.objects.all() if file.scan] == [waiting, waiting]
    assert waiting.clocks.count() == 2
    lines = Event.objects.filter(case=waiting, act=Act.SUPPLEMENTED)
    assert [line.actor for line in lines] == [None, None]
    assert papers.bring_owed(NOW) == 0


STAYS_OUT: dict[str, Callable[[Case], bytes]] = {
    "a stranger, by the token": lambda case: mail(
        to=reply_address(case.number), sender=STRANGER, files=(PDF,), **passed("noikhac.example")
    ),
    "a stranger, by our letter": lambda case: reply(case, sender=STRANGER, files=(PDF,)),
    "a claim: subject and sender alone": lambda case: mail(subject=case.number, files=(PDF,)),
    "found to be forged": lambda case: reply(
        case, files=(PDF,), Authentication_Results=f"{mails.OUR_SERVER}; dmarc=fail header.from=mauthu.example"
    ),
    "an automatic reply": lambda case: reply(case, files=(PDF,), Auto_Submitted="auto-replied"),
    "several senders": lambda case: reply(case, sender=f"{make.EMAIL}, {STRANGER}", files=(PDF,)),
    "its name is the address": lambda case: reply(case, sender=f'"{make.EMAIL}" <{STRANGER}>', files=(PDF,)),
}


@pytest.mark.parametrize("why", STAYS_OUT)
def test_what_is_forged_does_not_get_to_act(why: str, waiting: Case) -> None:
    row = take(STAYS_OUT[why](waiting))
    papers.bring_owed(NOW)
    waiting.refresh_from_db()
    assert row.case == waiting
    assert (waiting.state, waiting.scans.count()) == (State.SUPPLEMENT_REQUESTED, 1)
    assert waiting.clocks.count() == 1


def test_a_sender_whom_our_server_vouches_for_may_supplement_by_subject(waiting: Case) -> None:
    row = take(mail(subject=waiting.number, files=(PDF,), **passed()))
    assert row.is_verified
    papers.bring_owed(NOW)
    assert waiting.scans.count() == 2


@pytest.mark.parametrize("state", [state for state in State if state != State.SUPPLEMENT_REQUESTED])
def test_a_case_that_waits_for_nothing_is_left_alone(state: State) -> None:
    case = make.case(state)
    take(reply(case, files=[PDF]))
    papers.bring_owed(NOW)
    case.refresh_from_db()
    assert (case.state, case.reply_address) == (state, make.EMAIL)
    assert not IncomingFile.objects.exclude(scan=None).exists()


def test_a_reply_address_that_came_by_mail_counts_when_confirmed(waiting: Case, clerk: User) -> None:
    take(reply(waiting, files=[PDF]))
    papers.bring_owed(NOW)
    scan = Scan.objects.latest("pk")
    other = make.facts()
    letter = other.documents[0]
    letter.fields["email"] = make.field("ke-gian@noikhac.example")  # type: ignore[index]
    records.record(scan, other, NOW)
    waiting.refresh_from_db()
    checking.run(waiting, NOW)
    assert waiting.reply_address == make.EMAIL
    email = Field.objects.get(document__scan=scan, name="email")
    email.confirmed_by, email.confirmed_at = clerk, NOW
    email.save()
    checking.run(waiting, NOW)
    assert waiting.reply_address == "ke-gian@noikhac.example"


def test_files_that_are_no_papers_are_told_and_the_rest_goes_on(waiting: Case) -> None:
    files = [
        ("a.zip", b"PK\x03\x04 nen"),
        ("b.exe", b"MZ chay"),
        ("trong.pdf", b""),
        ("../../c.pdf", paper.pdf(1)),
    ]
    take(reply(waiting, files=files))
    papers.bring_owed(NOW)
    found = list(IncomingFile.objects.values_list("name", "problem", "scan"))
    assert [name for name, _problem, _scan in found] == ["a.zip", "b.exe", "trong.pdf", "c.pdf"]
    assert [bool(problem) for _name, problem, _scan in found] == [True, True, True, False]
    assert waiting.scans.count() == 2


def test_a_file_that_another_case_has_is_told(waiting: Case) -> None:
    other = make.case(State.SUPPLEMENT_REQUESTED)
    take(reply(other, files=[PDF]))
    papers.bring_owed(NOW)
    take(reply(waiting, files=[PDF]))
    papers.bring_owed(NOW)
    assert other.number in IncomingFile.objects.latest("pk").problem
    assert waiting.scans.count() == 1


def test_a_mail_that_ends_the_process_is_given_to_a_person(waiting: Case) -> None:
    row = take(reply(waiting, files=[PDF]))
    IncomingMail.objects.filter(pk=row.pk).update(tries=papers.MOST_TRIES)
    papers.bring_owed(NOW)
    row.refresh_from_db()
    assert not row.owes_papers
    assert "bằng tay" in row.problems[-1]


def test_a_case_that_went_on_meanwhile_takes_nothing(waiting: Case) -> None:
    row = take(reply(waiting, files=[PDF]))
    other = make.case(State.CLOSED)
    IncomingMail.objects.filter(pk=row.pk).update(case=other)
    papers.bring_owed(NOW)
    row.refresh_from_db()
    assert not row.owes_papers
    assert other.number in row.problems[-1]


AUTOMATIC = {
    "auto-submitted": {"Auto_Submitted": "auto-replied"},
    "generated": {"Auto_Submitted": "auto-generated; x=y"},
    "precedence": {"Precedence": "bulk"},
    "x-autoreply": {"X_Autoreply": "yes"},
    "empty return path": {"Return_Path": "<>"},
    "a list": {"List_Id": "<tin.mauthu.example>"},
    "out of office": {"subject": "Tự động trả lời: Về hồ sơ"},
    "out of office, English": {"subject": "Automatic reply: hello"},
    "read receipt": {"Content_Type": "multipart/report; report-type=disposition-notification; boundary=x"},
}


@pytest.mark.parametrize("why", AUTOMATIC)
def test_an_automatic_reply_is_filed_and_nothing_goes_out(why: str, waiting: Case) -> None:
    headers = dict(AUTOMATIC[why])
    more: dict[str, Any] = {name: text for name, text in headers.items() if name != "Content_Type"}
    raw = mail(In_Reply_To=sent(waiting).message_id, **more)
    if "Content_Type" in headers:
        raw = raw.replace(
            b'Content-Type: text/plain; charset="utf-8"', b"Content-Type: " + headers["Content_Type"].encode()
        )
    before = Message.objects.count()
    row = take(raw)
    assert (row.kind, row.state, row.case) == (MailKind.AUTOMATIC, MailState.FILED, waiting)
    assert Message.objects.count() == before


def test_a_person_links_a_question(waiting: Case, clerk: User) -> None:
    row = take(mail(sender=STRANGER, files=(PDF,)))
    deciding.link(row.pk, f" {waiting.number.lower()} ", clerk, NOW)
    row.refresh_from_db()
    assert (row.case, row.state, row.joined_by, row.decided_by) == (
        waiting,
        MailState.JOINED,
        JoinedBy.PERSON,
        clerk,
    )
    assert Event.objects.get(act=Act.MAIL_LINKED).actor == clerk
    assert waiting.scans.count() == 1


def test_a_wrong_case_is_put_right_until_papers_are_in_it(waiting: Case, clerk: User) -> None:
    row, wrong = take(mail(files=(PDF,))), make.case(State.SUPPLEMENT_REQUESTED)
    deciding.link(row.pk, wrong.number, clerk, NOW)
    deciding.link(row.pk, waiting.number, clerk, NOW)
    file = IncomingFile.objects.get()
    (brought,) = deciding.bring(row.pk, {file.pk}, clerk, NOW)
    assert not brought.why_not
    assert waiting.scans.count() == 2
    with pytest.raises(CannotDo, match=waiting.number):
        deciding.link(row.pk, wrong.number, clerk, NOW)


def test_a_person_opens_a_case(clerk: User) -> None:
    row = take(mail(sender=STRANGER, files=(PDF, ("b.zip", b"PK\x03\x04"), ("c.pdf", paper.pdf(3)))))
    everything = {file.pk for file in row.files.all()}
    case = deciding.open_case(row.pk, everything, clerk, NOW)
    assert case.received_by == clerk
    assert sorted(case.scans.values_list("name", flat=True)) == ["c.pdf", "cccd.pdf"]
    row.refresh_from_db()
    assert (row.case, row.state) == (case, MailState.JOINED)
    with pytest.raises(CannotDo, match=case.number):
        deciding.open_case(row.pk, everything, clerk, NOW)


def test_a_case_that_was_opened_before_a_crash_is_linked(clerk: User) -> None:
    row = take(mail(files=(PDF,)))
    case = papers.open_case(row, row.files.all(), NOW, clerk)
    assert case
    with pytest.raises(CannotDo, match=case.number):
        deciding.link(row.pk, make.case().number, clerk, NOW)
    deciding.link(row.pk, case.number, clerk, NOW)
    row.refresh_from_db()
    assert row.case == case


def test_nothing_opens_no_case(clerk: User) -> None:
    row = take(mail(files=(("a.txt", b"khong"),)))
    with pytest.raises(CannotDo):
        deciding.open_case(row.pk, {file.pk for file in row.files.all()}, clerk, NOW)
    assert not Case.objects.exists()


def test_a_person_sets_aside_with_a_reason(clerk: User) -> None:
    row = take(mail(sender=STRANGER))
    with pytest.raises(CannotDo):
        deciding.set_aside(row.pk, "  ", clerk, NOW)
    deciding.set_aside(row.pk, "Quảng cáo", clerk, NOW)
    row.refresh_from_db()
    assert (row.state, row.reason) == (MailState.SET_ASIDE, "Quảng cáo")
    assert Event.objects.get(act=Act.MAIL_SET_ASIDE).case is None


def test_a_finished_case_takes_no_papers_by_hand(clerk: User) -> None:
    case = make.case(State.CLOSED)
    row = take(reply(case, files=[PDF]))
    with pytest.raises(NeedsPerson):
        deciding.bring(row.pk, {row.files.get().pk}, clerk, NOW)


def test_a_mail_that_is_too_large_is_told(waiting: Case) -> None:
    raw = reply(waiting)
    head = raw[: raw.index(b"\n\n") + 2]
    row = take(head, size=41 * 2**20, is_whole=False)
    assert row.case == waiting
    assert "41 MB" in row.problems[0]


def test_messages_stay_as_they_are(waiting: Case) -> None:
    take(reply(waiting))
    assert Message.objects.get().state == MessageState.SENT


def test_the_next_letter_answers_the_company_s_mail(waiting: Case) -> None:
    row = take(mail(In_Reply_To=sent(waiting).message_id))
    answering.order(waiting, Kind.REFUSAL, make.NOW, note="Không đủ giấy tờ.")
    assert answering.write_next(make.NOW)
    assert waiting.messages.latest("pk").references.split()[-1] == row.message_id
