"""A letter before it goes: looked at, added to, let go, signed on paper; and why it is not written."""

import io
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from casedesk import answering, endings, letter_drafts
from casedesk.actions import CannotDo
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, LetterOrder, State
from intake.facts import Request
from letters import delivery, versions
from letters.forms import Form
from letters.kinds import Kind
from letters.models import FormHandling, Letter, Letterhead, Message, MessageState, Signer, SignerAbsence
from letters.versions import Handling
from tests import make, paper
from tests.letters.letter import mail_server
from tests.site import free_port

pytestmark = pytest.mark.django_db
NOW = make.NOW


@pytest.fixture(autouse=True)
def signed() -> None:
    Letterhead.objects.update(signer="Người Ký Thử")


def stopped(handling: Handling, **columns: Any) -> tuple[Case, LetterOrder]:
    FormHandling.objects.create(form=Form.STOP, handling=handling)
    case = make.case(**columns)
    endings.stop(case.pk, "Doanh nghiệp đã giải thể", make.user("supervisor"), NOW)
    return case, case.letter_orders.get()


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def write() -> None:
    while answering.write_next(NOW):
        pass


def test_a_letter_goes_at_once_unless_its_form_says_otherwise() -> None:
    _case, order = stopped(Handling.SEND)
    write()
    order.refresh_from_db()
    assert order.letter is not None and order.letter.message.state == MessageState.WAITING


def test_a_held_letter_is_not_written_and_has_no_number() -> None:
    _case, order = stopped(Handling.REVIEW)
    write()
    assert order.is_held and not Letter.objects.exists()
    text = text_of(letter_drafts.preview(order, NOW))
    assert "……/TBD" in text and "Doanh nghiệp đã giải thể" in text and "BẢN XEM TRƯỚC" in text


def test_its_free_part_is_printed_once_it_is_let_go() -> None:
    case, order = stopped(Handling.REVIEW)
    clerk = make.user("clerk")
    letter_drafts.change(order.pk, "Ghi thêm\r\n  một điều", clerk, NOW)
    letter_drafts.release(order.pk, clerk, NOW)
    write()
    letter = Letter.objects.get()
    assert "01/TBD" in text_of(letter.read_pdf()) and "Ghi thêm một điều" in text_of(letter.read_pdf())
    assert "Ghi thêm\nmột điều" in letter.text and letter.message.to == make.EMAIL
    assert {Act.LETTER_CHANGED, Act.LETTER_RELEASED} <= set(case.events.values_list("act", flat=True))


def test_what_is_let_go_cannot_be_changed_any_more() -> None:
    _case, order = stopped(Handling.REVIEW)
    clerk = make.user("clerk")
    letter_drafts.release(order.pk, clerk, NOW)
    with pytest.raises(CannotDo, match="không còn chờ"):
        letter_drafts.change(order.pk, "muộn", clerk, NOW)
    with pytest.raises(CannotDo):
        letter_drafts.release(order.pk, clerk, NOW)


@pytest.mark.parametrize("role", ["technician", "auditor", "administrator"])
def test_only_who_reviews_lets_letters_go(role: str) -> None:
    _case, order = stopped(Handling.PAPER)
    with pytest.raises(PermissionDenied):
        letter_drafts.release(order.pk, make.user(role), NOW)
    with pytest.raises(PermissionDenied):
        letter_drafts.file_copy(0, "ban-ky.png", paper.png(), make.user(role), NOW)


def test_a_letter_on_paper_goes_out_with_the_scan_of_the_signed_sheet(settings: Any) -> None:
    case, order = stopped(Handling.PAPER)
    clerk = make.user("clerk")
    letter_drafts.release(order.pk, clerk, NOW)
    write()
    letter = Letter.objects.get()
    assert letter.on_paper and not Message.objects.exists()
    copy = letter_drafts.file_copy(letter.pk, "ban-ky.png", paper.png(), clerk, NOW)
    assert copy.read() == paper.png() and case.events.filter(act=Act.COPY_FILED).exists()
    settings.EMAIL_PORT = free_port()
    with mail_server(settings.EMAIL_PORT) as server:
        assert delivery.deliver(Message.objects.get().pk, NOW) == MessageState.SENT
    names = [part.get_filename() for part in server.got[0].iter_attachments()]
    assert names == [letter.file_name, "ban-da-ky-1.png"]


def test_a_copy_is_filed_once_and_is_not_what_the_machine_made() -> None:
    stopped(Handling.SEND)
    write()
    letter, clerk = Letter.objects.get(), make.user("clerk")
    letter_drafts.file_copy(letter.pk, "a.png", paper.png(), clerk, NOW)
    with pytest.raises(CannotDo, match="được lưu với văn bản này rồi"):
        letter_drafts.file_copy(letter.pk, "b.png", paper.png(), clerk, NOW)
    with pytest.raises(CannotDo, match="chưa có chữ ký tay"):
        letter_drafts.file_copy(letter.pk, "c.pdf", letter.read_pdf(), clerk, NOW)
    with pytest.raises(CannotDo):
        letter_drafts.file_copy(letter.pk, "d.txt", b"khong phai anh", clerk, NOW)
    assert Message.objects.count() == 1 and letter.signed_copies.count() == 1
    assert letter.enclosures == (), "a copy that is filed later does not change what was sent"


@pytest.mark.parametrize("request_", [Request.RESET_PASSWORD, Request.REBIND_LOST], ids=str)
def test_a_request_that_is_not_granted_gets_an_official_answer(request_: Request) -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"), request=request_)
    endings.decline(case.pk, "Chứng thư của doanh nghiệp khác", make.user("supervisor"), NOW)
    write()
    case.refresh_from_db()
    letter = case.letters.get()
    assert case.state == State.REFUSED and not case.clocks.filter(stopped_at=None).exists()
    text = text_of(letter.read_pdf())
    assert letter.kind == Kind.ANSWER and letter.reference == "01/CNTT-VHHT"
    assert "Chứng thư của doanh nghiệp khác" in text and "không chấp thuận" in text and "Người Ký Thử" in text


def test_only_a_supervisor_does_not_grant() -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    with pytest.raises(PermissionDenied):
        endings.decline(case.pk, "lý do", make.user("clerk"), NOW)
    with pytest.raises(CannotDo, match="lý do không chấp thuận"):
        endings.decline(case.pk, " ", make.user("supervisor"), NOW)


def test_the_look_at_an_answer_makes_no_link() -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    order = letter_drafts.planned(case, Kind.ANSWER, make.user("technician"))
    assert "liên kết dùng một lần" in text_of(letter_drafts.preview(order, NOW))
    assert not case.letter_orders.exists()


def test_the_deputy_signs_while_the_head_is_away() -> None:
    head = Signer.objects.create(order=1, name="Lê Thị Giám", title="GIÁM ĐỐC", effective_from="2025-03-01")
    Signer.objects.create(
        order=2, name="Trần Văn Phó", title="PHÓ GIÁM ĐỐC", authority="KT. GIÁM ĐỐC", effective_from="2025-03-01"
    )
    SignerAbsence.objects.create(signer=head, first_day=NOW.date(), last_day=NOW.date())
    stopped(Handling.SEND)
    write()
    assert "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC" in text_of(Letter.objects.get().read_pdf())


def broken_text() -> None:
    row = versions.kept(Form.STOP, versions.current(Form.STOP))
    row.body, row.by, row.version, row.pk = "{% if ly_do %}", make.user("administrator"), 2, None
    row._state.adding = True
    row.save()


def no_signer() -> None:
    Letterhead.objects.update(signer="")


def everybody_away() -> None:
    head = Signer.objects.create(name="Lê Thị Giám", title="GIÁM ĐỐC", effective_from="2025-03-01")
    SignerAbsence.objects.create(signer=head, first_day=NOW.date(), last_day=NOW.date())


@pytest.mark.parametrize(
    ("breaks", "company", "words"),
    [
        (broken_text, make.COMPANY, "Mẫu thư bị lỗi"),
        (no_signer, make.COMPANY, "thiếu họ tên người ký"),
        (everybody_away, make.COMPANY, "Không có người ký nào có mặt"),
        (lambda: None, "CÔNG TY 🂡", "Phông chữ trên máy chủ thiếu ký tự «🂡»"),
    ],
    ids=["text", "signer", "away", "sign"],
)
def test_a_letter_that_cannot_be_written_stands_with_its_reason_and_the_rest_goes_on(
    breaks: Any, company: str, words: str
) -> None:
    _case, order = stopped(Handling.SEND, company_name=company)
    other = make.case()
    answering.order(other, Kind.RECEIPT, NOW, by=make.user("clerk"))
    breaks()
    write()
    order.refresh_from_db()
    assert words in order.problem and order.letter is None
    assert other.letters.get().reference == "01/TNHS"


def test_a_reason_mended_lets_the_letter_go_with_the_next_number() -> None:
    no_signer()
    _case, order = stopped(Handling.SEND)
    write()
    Letterhead.objects.update(signer="Người Ký Thử")
    answering.rewrite(order.pk, make.user("clerk"), NOW)
    write()
    assert Letter.objects.get().reference == "01/TBD"


def test_a_look_at_what_could_not_be_written_says_why() -> None:
    no_signer()
    _case, order = stopped(Handling.REVIEW)
    with pytest.raises(NeedsPerson, match="thiếu họ tên người ký"):
        letter_drafts.preview(order, NOW)
