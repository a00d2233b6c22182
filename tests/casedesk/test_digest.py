"""The daily digest: to each what is theirs, once a person and day, nothing when there is nothing."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from casedesk import digest, mailcatcher
from casedesk.management.commands import watch
from casedesk.models import CalendarDay, Case, DigestSent, State, User
from tests import make
from tests.site import free_port

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 11, 23)


def due(day: date | None, technician: User | None = None, state: str = State.ASSIGNED) -> Case:
    """Make an open case that is due on a day."""
    case = make.case(state, technician=technician, with_account=False)
    Case.objects.filter(pk=case.pk).update(due_on=day)
    return case


def person(role: str, name: str) -> User:
    return make.user(role, email=f"{name}@casedesk.example")


def test_each_is_told_what_is_theirs() -> None:
    one, other = person("technician", "mot"), person("technician", "hai")
    person("clerk", "van-thu"), person("supervisor", "lanh-dao")
    late, today = due(date(2026, 11, 20), one), due(TODAY, other)
    risky, unread = due(date(2026, 11, 25), one), due(date(2026, 11, 19), None, State.CHECKED)
    assert digest.send(make.NOW) == 4
    told = {message.to[0].split("@")[0]: message for message in mail.outbox}
    assert _numbers(told["mot"].body) == [late.number, risky.number]
    assert _numbers(told["hai"].body) == [today.number]
    assert _numbers(told["van-thu"].body) == [unread.number]
    assert _numbers(told["lanh-dao"].body) == [unread.number, late.number, today.number, risky.number]
    assert told["mot"].subject == "Hồ sơ cần chú ý ngày 23/11/2026: 1 quá hạn, 0 hẹn hôm nay, 1 có nguy cơ"
    assert told["lanh-dao"].body.strip().endswith("/bang-theo-doi/")


def test_the_text_holds_numbers_companies_and_days_only() -> None:
    one = person("technician", "mot")
    late, risky = due(date(2026, 11, 20), one), due(date(2026, 11, 25), one)
    digest.send(make.NOW)
    (message,) = mail.outbox
    words = "thứ 2 trong hàng, chưa đo được nhịp, tạm tính 5 ngày 1 hồ sơ: xong 08/12, hẹn 25/11"
    assert f"- {risky.number} {make.COMPANY}: {words}" in message.body
    assert message.body.splitlines()[:2] == ["Quá hạn (1)", f"- {late.number} {make.COMPANY}, hẹn 20/11"]
    for secret in (make.TAX_CODE, make.EMAIL, make.PERSON, str(one)):
        assert secret not in message.body


def test_once_a_person_and_day() -> None:
    due(TODAY, person("technician", "mot"))
    assert [digest.send(make.NOW), digest.send(make.NOW + timedelta(hours=5))] == [1, 0]
    new = person("supervisor", "moi")
    assert digest.send(make.NOW) == 1
    assert mail.outbox[-1].to == [new.email]
    assert digest.send(make.NOW + timedelta(days=2)) == 2
    assert DigestSent.objects.count() == 4


def test_of_two_senders_at_once_one_sends(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.casedesk.test_digest.Overtaken"
    due(TODAY, person("technician", "mot"))
    assert digest.send(make.NOW) == 0
    assert mail.outbox == []


def test_nothing_when_there_is_nothing() -> None:
    one = person("technician", "mot")
    due(date(2026, 12, 30), one)
    due(None, one)
    assert digest.send(make.NOW) == 0
    due(TODAY, one)
    assert digest.send(make.NOW) == 0
    assert mail.outbox == []
    assert DigestSent.objects.get().cases == 0


@pytest.mark.parametrize(
    "columns",
    [
        {"email": ""},
        {"is_active": False},
        {"is_technician": False},
        {"is_administrator": True, "is_technician": False},
    ],
    ids=["no address", "left", "no role", "administrator"],
)
def test_who_gets_none(columns: dict[str, object]) -> None:
    one = person("technician", "mot")
    User.objects.filter(pk=one.pk).update(**columns)
    due(TODAY, one)
    assert digest.send(make.NOW) == 0


def test_a_long_list_is_cut_and_says_so() -> None:
    one = person("technician", "mot")
    for _number in range(digest.MOST_LINES + 2):
        due(TODAY, one)
    digest.send(make.NOW)
    assert "Hẹn trả hôm nay (32)" in mail.outbox[0].body
    assert "… và 2 hồ sơ nữa" in mail.outbox[0].body
    assert len(_numbers(mail.outbox[0].body)) == digest.MOST_LINES


@pytest.mark.parametrize(
    ("now", "is_time"),
    [
        (datetime(2026, 11, 23, 0, 29, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 0, 30, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 16, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 3, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 22, 3, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 28, 3, 0, tzinfo=UTC), True),
    ],
    ids=["07:29", "07:30", "23:59", "a holiday", "Sunday", "a Saturday worked"],
)
def test_the_hour_of_the_digest(now: datetime, is_time: bool) -> None:
    CalendarDay.objects.create(day=date(2026, 11, 28), is_worked=True, notice="thử")
    assert digest.is_time(now) is is_time


def test_the_command_sends_a_days_digest() -> None:
    due(date(2026, 11, 20), person("technician", "mot"))
    said = StringIO()
    for _turn in range(2):
        call_command("digest", "--on", "2026-11-23", stdout=said)
    assert said.getvalue().splitlines() == ["Đã gửi 1 thư.", "Đã gửi 0 thư."]
    assert "2026-11-20" not in mail.outbox[0].body
    assert DigestSent.objects.get().day == TODAY


@pytest.mark.parametrize(
    ("turn", "day", "sent"),
    [(0, 23, 1), (watch.DIGEST_EVERY, 23, 1), (1, 23, 0), (0, 24, 0)],
    ids=["at the start", "every few minutes", "between", "a holiday"],
)
def test_the_watcher_sends_it(turn: int, day: int, sent: int) -> None:
    due(date(2026, 11, 20), person("technician", "mot"))
    for _again in range(2):
        watch.daily(turn, make.NOW.replace(day=day))
    assert len(mail.outbox) == sent


def test_the_watcher_waits_for_the_server(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    smtp(settings)
    due(TODAY, person("technician", "mot"))
    watch.daily(0, make.NOW)
    assert "the mail server is away" in caplog.text
    assert DigestSent.objects.count() == 0


def test_a_real_server_takes_it(settings: Settings) -> None:
    smtp(settings)
    due(TODAY, person("technician", "mot"))
    server = mailcatcher.controller(settings.EMAIL_HOST, settings.EMAIL_PORT)
    server.start()
    assert digest.send(make.NOW) == 1
    server.stop()
    (caught,) = mailcatcher.messages()
    assert "Hẹn trả hôm nay (1)" in caught.text


def test_without_a_server_nobody_is_marked(settings: Settings) -> None:
    smtp(settings)
    due(TODAY, person("technician", "mot"))
    with pytest.raises(CommandError, match="máy chủ thư"):
        call_command("digest", "--on", "2026-11-23")
    assert DigestSent.objects.count() == 0


def test_a_refused_mail_holds_up_nobody_and_is_tried_again(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.casedesk.test_digest.Refusing"
    due(TODAY, person("technician", "tu-choi"))
    person("supervisor", "lanh-dao")
    assert digest.send(make.NOW) == 1
    assert [row.person.email for row in DigestSent.objects.all()] == ["lanh-dao@casedesk.example"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert digest.send(make.NOW) == 1


class Refusing(locmem.EmailBackend):
    """A server that refuses one person."""

    def send_messages(self, email_messages: Sequence[mail.EmailMessage]) -> int:
        """Refuse who bears it in the name."""
        if "tu-choi" in email_messages[0].to[0]:
            raise OSError("550 no such user")
        return int(super().send_messages(email_messages))


class Overtaken(locmem.EmailBackend):
    """A server that is so slow to answer that another sender has done it all by then."""

    def open(self) -> bool:
        """Let the other one mark everybody."""
        for each in User.objects.all():
            DigestSent.objects.create(person=each, day=TODAY, at=make.NOW, cases=1)
        return True


def smtp(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()


def _numbers(body: object) -> list[str]:
    return [line.split()[1].rstrip(":,") for line in str(body).splitlines() if line.startswith("- G12")]
