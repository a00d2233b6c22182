"""A password on its way: who sees where it is, a fresh link for one that is still sealed, no trace of it."""

import base64
import binascii
import io
import logging
import quopri
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from casedesk import actions, answering, fulfilment, handing_over
from casedesk.accounts import handover
from casedesk.accounts.handover import Look
from casedesk.accounts.models import Handover
from casedesk.holding import CannotDo
from casedesk.lib import sealing
from casedesk.models import Act, Case, Event, LetterOrder, State, User
from letters import outbox
from letters.models import Letter
from tests import make
from tests.letters.letter import MailServer

pytestmark = pytest.mark.django_db
EXPORTS = ("export_accounts", "export_accounts_workbook")
HOME = "198.51.100.7"


def issued(technician: User) -> Case:
    """Bring a case from a proposal to an answer that is in the outbox."""
    case = make.case(State.ASSIGNED, technician=technician)
    now = timezone.now()
    actions.propose(case.pk, None, "Đã gọi.", technician, now)
    actions.approve(case.pk, make.user("supervisor"), now)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    answered()
    return Case.objects.get(pk=case.pk)


def answered() -> None:
    while answering.write_next(timezone.now()):
        pass
    for message in outbox.due(timezone.now()):
        answering.send(message, timezone.now())


def token_in(mail: str) -> str:
    return str(re.findall(r"/mat-khau/([\w-]{40,})/", mail)[0])


def test_a_fresh_link_goes_out_and_the_old_one_is_dead(server: MailServer, technician: User) -> None:
    case, now = issued(technician), timezone.now()
    old = token_in(Letter.objects.get(kind="answer").text)
    handing_over.send_link_anew(case.pk, "Công ty không nhận được thư.", technician, now)
    answered()
    new = token_in(Letter.objects.filter(kind="answer").latest("id").text)
    case.refresh_from_db()
    assert (case.state, len(server.got)) == (State.CLOSED, 2)
    assert handover.reveal(old, make.TAX_CODE, case.number, HOME, now).look == Look.WRONG
    assert handover.reveal(new, make.TAX_CODE, case.number, HOME, now).look == Look.OPEN
    assert Event.objects.get(act=Act.LINK_RENEWED).note == "Công ty không nhận được thư."


@pytest.mark.parametrize("role", ["clerk", "supervisor", "administrator"])
def test_only_a_technician_sends_a_link(server: MailServer, technician: User, role: str) -> None:
    case = issued(technician)
    with pytest.raises(PermissionDenied):
        handing_over.send_link_anew(case.pk, "Lý do", make.user(role), timezone.now())


def test_a_reason_is_asked_for(server: MailServer, technician: User) -> None:
    case = issued(technician)
    with pytest.raises(CannotDo, match="vì sao"):
        handing_over.send_link_anew(case.pk, " ", technician, timezone.now())
    assert LetterOrder.objects.filter(kind="answer").count() == 1


def test_two_clicks_are_one_link(server: MailServer, technician: User) -> None:
    case, now = issued(technician), timezone.now()
    handing_over.send_link_anew(case.pk, "Lý do", technician, now)
    with pytest.raises(CannotDo, match="đang được gửi"):
        handing_over.send_link_anew(case.pk, "Lý do", technician, now)


@pytest.mark.parametrize("end", ["seen", "destroyed"])
def test_what_was_seen_or_destroyed_needs_two_persons_again(
    server: MailServer, technician: User, end: str
) -> None:
    case, now = issued(technician), timezone.now()
    if end == "seen":
        token = token_in(Letter.objects.get(kind="answer").text)
        handover.reveal(token, make.TAX_CODE, case.number, HOME, now)
    else:
        handover.tidy(now + timedelta(days=30))
    with pytest.raises(CannotDo, match="hai người"):
        handing_over.send_link_anew(case.pk, "Lý do", technician, now)


def test_the_case_page_says_where_the_password_is(server: MailServer, technician: User) -> None:
    case = issued(technician)
    client = Client()
    client.force_login(technician)
    url = reverse("web:case", args=[case.number])
    assert "Chưa ai xem; đường dẫn có hiệu lực đến" in client.get(url).content.decode()
    Handover.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    assert "đã hết hạn lúc" in client.get(url).content.decode()
    Handover.objects.update(sealed_password=None, destroyed_at=timezone.now())
    page = client.get(url).content.decode()
    assert "mật khẩu đã hủy" in page
    assert 'data-test="send-anew"' not in page


def forms_of(secret: str) -> list[bytes]:
    """Return a secret as it may lie about: plain, in base 64 at any offset, quoted-printable, hexadecimal."""
    raw = secret.encode()
    shifted = [base64.b64encode(b"\0" * start + raw)[4 if start else 0 : -4] for start in range(3)]
    return [raw, *shifted, quopri.encodestring(raw), binascii.hexlify(raw), raw[::-1]]


def everywhere() -> Iterator[tuple[str, bytes]]:
    """Yield all that is kept: every value of every table, and every file of the storage."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (a name of our own tables)
            for row in cursor.fetchall():
                for value in row:
                    yield table, bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    for path in Path(configured.SEALED_ROOT).rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def leaks(secret: str, *said: str) -> list[str]:
    places = [*everywhere(), *((f"said {number}", text.encode()) for number, text in enumerate(said))]
    return [where for where, value in places if any(form in value for form in forms_of(secret))]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger says, debugging included, as the server's log would say it."""
    root = logging.getLogger()
    (console,) = (one for one in root.handlers if isinstance(one, logging.StreamHandler) and one.filters)
    said, usual, level = io.StringIO(), console.stream, root.level
    console.setStream(said)
    root.setLevel(logging.DEBUG)
    yield said
    root.setLevel(level)
    console.setStream(usual)


def test_the_search_for_leaks_finds_one(server: MailServer, technician: User) -> None:
    case = issued(technician)
    for number, form in enumerate(forms_of("Abc#2345efgh@#")[:3]):
        Case.objects.filter(pk=case.pk).update(assigned_because=f"xx{number}" + form.decode())
        assert leaks("Abc#2345efgh@#"), number


def test_neither_password_nor_link_is_left_anywhere(
    server: MailServer, technician: User, log: io.StringIO
) -> None:
    case = issued(technician)
    password = sealing.unseal(bytes(Handover.objects.get().sealed_password or b"")).decode()
    mail = Letter.objects.get(kind="answer")
    token, pdf = token_in(mail.text), PdfReader(io.BytesIO(mail.read_pdf()))
    client, supervisor, auditor = Client(), Client(), Client()
    auditor.force_login(make.user("auditor"))
    client.raise_request_exception = False
    supervisor.force_login(make.user("supervisor", "technician"))
    link, right = f"/mat-khau/{token}/", {"tax_code": make.TAX_CODE, "case_number": case.number}
    sealed = bytes(Handover.objects.get().sealed_password or b"")
    Handover.objects.update(sealed_password=sealed[:-9])
    broken = client.post(link, right)
    Handover.objects.update(sealed_password=sealed)
    pages = [supervisor.get(reverse(f"web:{name}", args=[case.number])) for name in ("case", "slip")]
    kept = [
        *(page.extract_text() for page in pdf.pages),
        *(page.content.decode("utf-8", "replace") for page in pages),
        supervisor.get(reverse("web:register")).content.decode(),
        supervisor.get(reverse("web:search"), {"q": case.number}).content.decode(),
        supervisor.get(reverse("web:account", args=[make.TAX_CODE])).content.decode(),
        *(b"".join(supervisor.get(reverse(f"web:{name}"))).decode("utf-8", "replace") for name in EXPORTS),
        b"".join(auditor.get(reverse("web:export_trail"))).decode(),
        broken.content.decode(),
        mail.text.replace(token, ""),
    ]
    shown = client.post(link, right).content.decode()
    assert broken.status_code == 500
    assert password in shown or password.replace("&", "&amp;") in shown
    assert leaks(password, *kept, log.getvalue()) == []
    assert leaks(token, *kept, log.getvalue()) == []
