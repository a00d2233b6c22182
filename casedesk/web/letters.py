"""A case's letters: where each is, what the server said, its PDF, and another try where a person must decide."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from casedesk import answering, history, pipeline
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, LetterOrder
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, attempt, screen
from letters import outbox
from letters.models import Letter, Message, MessageState, SignedCopy

TONES = {
    MessageState.WAITING: "waiting",
    MessageState.SENDING: "waiting",
    MessageState.SENT: "done",
    MessageState.REFUSED: "failed",
    MessageState.UNKNOWN: "unsure",
}
FOR_A_PERSON = frozenset({MessageState.REFUSED, MessageState.UNKNOWN})


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter of a case: ordered, written or on its way."""

    order: LetterOrder
    letter: Letter | None
    message: Message | None
    words: str | Promise
    tone: str

    copies: Sequence[SignedCopy] = ()

    @property
    def is_draft(self) -> bool:
        """Whether it waits for a person before it is written."""
        return self.letter is None and self.order.is_held

    @property
    def can_retry(self) -> bool:
        """Whether it waits for a person's word to be tried again."""
        return bool(self.order.problem) or (self.message is not None and self.message.state in FOR_A_PERSON)


def letters_of(case: Case) -> Sequence[LetterView]:
    """Return all letters of a case, the newest first."""
    orders = LetterOrder.objects.filter(case=case).select_related("letter__message", "ordered_by", "letter__words")
    return [_view(order) for order in orders.prefetch_related("letter__signed_copies").order_by("-id")]


@screen(Right.SEE)
def pdf(request: StaffRequest, pk: int) -> FileResponse:
    """Show a letter as it was written."""
    letter = get_object_or_404(Letter.objects.select_related("case"), pk=pk)
    looks.log(letter.case, request.user, timezone.now(), act=Act.LETTER_SEEN, subject=letter.reference)
    response = FileResponse(letter.pdf.open(), content_type="application/pdf", filename=letter.file_name)
    response["Cache-Control"] = "private, no-store"
    return response


@screen(Right.REVIEW, "POST")
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a letter be tried again: written anew, or handed to the mail server once more."""
    order = get_object_or_404(LetterOrder.objects.select_related("case", "letter__message"), pk=pk)
    if attempt(request, lambda: _try_again(request, order)):
        messages.success(request, _("Thư sẽ được thử lại ngay."))
    return redirect("web:case", order.case.number)


def _try_again(request: StaffRequest, order: LetterOrder) -> None:
    if order.letter is None:
        answering.rewrite(order.pk, request.user, timezone.now())
    else:
        _send_again(request, order.case, order.letter)


def _send_again(request: StaffRequest, case: Case, letter: Letter) -> None:
    now = timezone.now()
    with transaction.atomic():
        if not outbox.retry(letter.message.pk, request.user, now):
            raise CannotDo(_("Thư này không còn chờ người quyết định: hãy tải lại trang."))
        history.add(case, Act.RESUMED, now, by=request.user, note=letter.reference)
        pipeline.wake()


def _view(order: LetterOrder) -> LetterView:
    letter = order.letter
    if letter is None:
        return LetterView(order, None, None, *_unwritten(order))
    message: Message | None = getattr(letter, "message", None)
    copies = list(letter.signed_copies.all())
    if message is None:
        return LetterView(order, letter, None, _("chờ bản ký tay"), "unsure", copies)
    state = MessageState(message.state)
    return LetterView(order, letter, message, state.label, TONES[state], copies)


def _unwritten(order: LetterOrder) -> tuple[str, str]:
    if order.problem:
        return order.problem, "failed"
    if not order.is_held:
        return _("đang lập văn bản"), "waiting"
    return (_("chờ xem lại, rồi in và ký tay") if order.on_paper else _("chờ xem lại rồi gửi")), "unsure"
