"""Reports of mail servers: the letter that they name is marked with what was said, and no other."""

import pytest

from casedesk.models import Act, Event, IncomingMail, MailKind, MailState, State
from letters import decisions
from letters.delivery import deliver
from letters.models import Message, MessageState
from tests import make
from tests.mails import mail, sent, take

pytestmark = pytest.mark.django_db
NOW = make.NOW

RFC_3464 = """\
From: MAILER-DAEMON@mx.mauthu.example (Mail Delivery System)
To: hotro@casedesk.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <bao-{action}@mx.mauthu.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

This is the mail system at host mx.mauthu.example.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mauthu.example

Final-Recipient: rfc822; ketoan@mauthu.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {said}

--b
Content-Type: {original}

From: hotro@casedesk.example
Message-ID: {id}
Subject: {subject}

--b--
"""
QMAIL = """\
From: MAILER-DAEMON@mx.mauthu.example
To: hotro@casedesk.example
Subject: failure notice
Return-Path: <>

Hi. This is the qmail-send program at mx.mauthu.example.
<ketoan@mauthu.example>: Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Message-ID: {id}
Subject: x
"""
EXIM = """\
From: Mail Delivery System <Mailer-Daemon@mx.mauthu.example>
To: hotro@casedesk.example
Subject: Mail delivery failed
X-Failed-Recipients: ketoan@mauthu.example
In-Reply-To: {id}
Auto-Submitted: auto-replied

A message that you sent could not be delivered: mailbox is full.
"""


def report(
    message: Message, action: str = "failed", *, status: str = "5.1.1", original: str = "text/rfc822-headers"
) -> bytes:
    """Write a delivery report about a message."""
    values = {"said": "550 5.1.1 User unknown", "subject": message.letter.reference, "id": message.message_id}
    return RFC_3464.format(action=action, status=status, original=original, **values).encode()


@pytest.fixture
def message() -> Message:
    return sent(make.case(State.SUPPLEMENT_REQUESTED))


@pytest.mark.parametrize("original", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_marks_its_letter(message: Message, original: str) -> None:
    row = take(report(message, original=original))
    message.refresh_from_db()
    assert message.state == MessageState.REFUSED
    assert "Địa chỉ không có ở máy chủ nhận." in message.last_error
    assert "550 5.1.1 User unknown" in message.last_error
    assert (row.kind, row.state, row.case, row.letter) == (
        MailKind.REPORT,
        MailState.FILED,
        message.case,
        message.letter,
    )
    assert "User unknown" in Event.objects.get(act=Act.LETTER_REFUSED).note


@pytest.mark.parametrize("bounce", [QMAIL, EXIM], ids=["qmail", "exim"])
def test_a_bounce_without_rules_marks_its_letter(message: Message, bounce: str) -> None:
    take(bounce.format(id=message.message_id).encode())
    message.refresh_from_db()
    assert message.state == MessageState.REFUSED


def test_a_person_sends_it_again(message: Message) -> None:
    take(report(message))
    assert decisions.retry(message.pk, make.user("clerk"), NOW)
    message.refresh_from_db()
    assert message.state == MessageState.WAITING


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("relayed", "2.0.0")]
)
def test_a_delay_or_a_delivery_is_filed(message: Message, action: str, status: str) -> None:
    row = take(report(message, action, status=status))
    message.refresh_from_db()
    assert (message.state, row.state, row.case) == (MessageState.SENT, MailState.FILED, message.case)


def test_a_report_of_nothing_of_ours_is_a_question_and_marks_nothing(message: Message) -> None:
    raw = report(message).replace(message.message_id.encode(), b"<la@casedesk.example>")
    row = take(raw)
    message.refresh_from_db()
    assert (message.state, row.state, row.case) == (MessageState.SENT, MailState.QUESTION, None)


def test_a_case_named_in_a_report_is_not_enough(message: Message) -> None:
    raw = report(message).replace(message.message_id.encode(), b"<la@casedesk.example>")
    row = take(raw.replace(b"Returned to Sender", message.case.number.encode()))
    assert row.case is None


def test_what_a_person_writes_about_a_failure_marks_nothing(message: Message) -> None:
    take(mail(subject="Undelivered Mail", text=f"Message-ID: {message.message_id}\n550 User unknown"))
    message.refresh_from_db()
    assert message.state == MessageState.SENT


def test_a_report_of_two_letters_marks_none(message: Message) -> None:
    other = sent(make.case())
    raw = report(message).replace(b"Subject: Undelivered", f"References: {other.message_id}\nSubject: X".encode())
    take(raw)
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}


def test_a_letter_on_its_way_again_is_not_marked(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(state=MessageState.WAITING)
    take(report(message))
    message.refresh_from_db()
    assert message.state == MessageState.WAITING


def test_the_same_report_twice_is_one_line(message: Message) -> None:
    take(report(message))
    take(report(message))
    assert Event.objects.filter(act=Act.LETTER_REFUSED).count() == 1
    assert IncomingMail.objects.count() == 1


def test_nothing_is_sent_for_a_report(message: Message) -> None:
    take(report(message))
    assert deliver(message.pk, NOW) is None
    assert Message.objects.count() == 1
