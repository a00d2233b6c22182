"""An extension and a stop are told to the company: one letter each, ordered with the decision."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from pypdf import PdfReader

from casedesk import answering, contents, endings, extensions
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, LetterOrder, State, User
from casedesk.web import rows
from letters.kinds import Kind as Letter
from letters.models import Letterhead, Message
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

NEW_DAY = date(2026, 12, 8)
LAST_DAY = make.NOW + timedelta(days=7)
"""Monday 30 November: the last working day before the day that is due, 1 December."""


@pytest.fixture(autouse=True)
def signer() -> None:
    Letterhead.objects.update(signer="Người Ký Thử")


@pytest.fixture
def boss() -> User:
    return make.user("supervisor", full_name="Lê Thị Sếp")


def printed(order: LetterOrder) -> str:
    order.refresh_from_db()
    assert order.letter is not None
    pages = PdfReader(io.BytesIO(order.letter.pdf.open().read())).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def test_an_extension_apologises_with_the_old_day_and_the_new(boss: User) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    extensions.extend(case.pk, NEW_DAY, " Chờ cơ quan cấp chứng thư xác minh ", boss, make.NOW)
    order = LetterOrder.objects.get()
    assert (order.kind, order.note, order.ordered_by) == (
        Letter.EXTENSION,
        "Chờ cơ quan cấp chứng thư xác minh",
        boss,
    )
    assert answering.write_next(make.NOW)
    text = printed(order)
    for words in ("01/PXL", "ngày01tháng12năm2026", "ngày08tháng12năm2026", "cấpchứngthưxácminh"):
        assert words in text
    assert Message.objects.get().to == make.EMAIL
    assert case.events.filter(act=Act.LETTER_WRITTEN).count() == 1


def test_the_apology_keeps_its_day_when_the_calendar_moves_it_afterwards(boss: User) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    extensions.extend(case.pk, NEW_DAY, "Chờ xác minh", boss, make.NOW)
    case.clocks.update(due_on=date(2026, 12, 9))
    content = contents.content_of(LetterOrder.objects.get(), make.NOW)
    assert (content.due_on, content.promised_on) == (NEW_DAY, date(2026, 12, 1))


@pytest.mark.parametrize("state", [State.RECEIVED, State.CHECKED, State.ASSIGNED], ids=str)
def test_a_stop_is_told_with_its_reason(state: State, boss: User) -> None:
    case = make.case(state)
    endings.stop(case.pk, "Doanh nghiệp đã giải thể", boss, make.NOW)
    order = LetterOrder.objects.get()
    assert (order.kind, order.note) == (Letter.STOP, "Doanh nghiệp đã giải thể")
    assert answering.write_next(make.NOW)
    text = printed(order)
    assert "01/TBD" in text and "Doanhnghiệpđãgiảithể" in text
    assert Case.objects.get(pk=case.pk).state == State.STOPPED


def test_what_is_refused_tells_nothing(boss: User) -> None:
    case = make.case(State.CHECKED)
    with pytest.raises(CannotDo):
        extensions.extend(case.pk, date(2026, 12, 6), "Chủ nhật", boss, make.NOW)
    with pytest.raises(CannotDo):
        endings.stop(case.pk, " ", boss, make.NOW)
    assert not LetterOrder.objects.exists()


def test_every_letterhead_has_a_symbol_for_every_kind() -> None:
    assert all({kind.value for kind in Letter} <= set(head.symbols) for head in Letterhead.objects.all())


def why(case: Case, person: User, now: datetime) -> str:
    (row,) = rows.rows_of([Case.objects.get(pk=case.pk)], "all", person, now)
    return row.why


@pytest.mark.parametrize(
    ("now", "is_proposed"),
    [
        pytest.param(LAST_DAY - timedelta(days=3), False, id="Friday, two days before"),
        pytest.param(LAST_DAY - timedelta(days=1), False, id="Sunday, with the last day to come"),
        pytest.param(LAST_DAY, True, id="the last day"),
        pytest.param(LAST_DAY + timedelta(days=1), False, id="due today"),
        pytest.param(LAST_DAY + timedelta(days=2), False, id="late"),
    ],
)
def test_the_inbox_proposes_it_on_the_last_day_that_the_law_gives(
    now: datetime, is_proposed: bool, boss: User
) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    assert case.due_on == date(2026, 12, 1)
    assert ("ngày cuối để hẹn lại" in why(case, boss, now)) == is_proposed
    assert "ngày cuối để hẹn lại" not in why(case, make.user("clerk", "technician"), now)


def test_what_was_put_off_once_is_proposed_no_more(boss: User) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    extensions.extend(case.pk, NEW_DAY, "Chờ xác minh", boss, make.NOW)
    assert "ngày cuối để hẹn lại" not in why(case, boss, make.NOW + timedelta(days=14))


def test_what_waits_for_the_company_or_has_ended_is_not_proposed(boss: User) -> None:
    ended = make.case(State.CLOSED)
    waiting = make.case(State.SUPPLEMENT_REQUESTED)
    Case.objects.filter(pk=waiting.pk).update(due_on=None)
    assert "ngày cuối" not in why(ended, boss, LAST_DAY) + why(waiting, boss, LAST_DAY)


def test_the_pages_say_that_a_letter_goes_out(signed_in: SignedIn) -> None:
    case = make.case(State.CHECKED)
    page = signed_in("supervisor").get(reverse("web:stop", args=[case.number])).content.decode()
    assert "thông báo dừng giải quyết được gửi ngay" in page
