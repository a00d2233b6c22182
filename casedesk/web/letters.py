"""A case's letters: where each is, what the server said, its PDF, and a person's word where one is needed."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from casedesk import mailing
from casedesk.access import Act as Right
from casedesk.lib.compiled import Compiled
from casedesk.models import Act, Case, LetterOrder
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, attempt, screen
from letters.decisions import FOR_A_PERSON
from letters.models import Letter, Message, MessageState, SignedCopy

TONES = {
    MessageState.WAITING: "waiting",
    MessageState.SENDING: "waiting",
    MessageState.SENT: "done",
    MessageState.REFUSED: "failed",
    MessageState.UNKNOWN: "unsure",
}
_ORDERS = Compiled(
    lambda case: (
        LetterOrder.objects.filter(case=case)
        .select_related("letter__message__settled_by", "letter__words", "ordered_by")
        .annotate(has_copies=Exists(SignedCopy.objects.filter(letter=OuterRef("letter"))))
        .order_by("-id")
    )
)
_COPIES = Compiled(lambda case: SignedCopy.objects.filter(letter__case=case))
QUERIES = (_ORDERS, _COPIES)
"""All that `letters_of` and `copies_of` ask, by the key of a case."""


@dataclass(frozen=True, slots=True)
class LetterView:
    """One letter of a case: ordered, written or on its way."""

    order: LetterOrder
    letter: Letter | None
    message: Message | None
    words: str | Promise
    tone: str

    @property
    def is_draft(self) -> bool:
        """Whether it waits for a person before it is written."""
        return self.letter is None and self.order.is_held

    @property
    def can_retry(self) -> bool:
        """Whether it waits for a person's word to be tried again."""
        return bool(self.order.problem) or self.can_settle

    @property
    def can_settle(self) -> bool:
        """Whether a person may say that the company has it."""
        return self.message is not None and self.message.state in FOR_A_PERSON

    @property
    def is_unknown(self) -> bool:
        """Whether it may have arrived."""
        return self.message is not None and self.message.state == MessageState.UNKNOWN

    @property
    def was_never_tried(self) -> bool:
        """Whether it was stopped here, before any server was asked."""
        return self.can_settle and self.message is not None and not self.message.attempts


def letters_of(case: Case) -> Sequence[LetterView]:
    """Return all letters of a case, the newest first."""
    return [view_of(order) for order in _ORDERS(case.pk)]


def view_of(order: LetterOrder) -> LetterView:
    """Return an order as a letter on screen; its letter and message are read with it."""
    letter = order.letter
    if letter is None:
        return LetterView(order, None, None, *_unwritten(order))
    message: Message | None = getattr(letter, "message", None)
    if message is None:
        return LetterView(order, letter, None, _("chờ bản ký tay"), "unsure")
    return LetterView(order, letter, message, _words(message), TONES[MessageState(message.state)])


def _unwritten(order: LetterOrder) -> tuple[str | Promise, str]:
    if order.problem:
        return order.problem, "failed"
    if not order.is_held:
        return _("đang lập văn bản"), "waiting"
    return (_("chờ xem lại, rồi in và ký tay") if order.on_paper else _("chờ xem lại rồi gửi")), "unsure"


def copies_of(case: Case, letters: Sequence[LetterView]) -> dict[int, list[SignedCopy]]:
    """Return the scans of letters that were signed by hand, by letter; asks only where there are any."""
    found: dict[int, list[SignedCopy]] = {}
    if not any(getattr(view.order, "has_copies", False) for view in letters):
        return found
    for copy in _COPIES(case.pk):
        found.setdefault(copy.letter_id, []).append(copy)
    return found


def _words(message: Message) -> str | Promise:
    if message.settled_at and message.state == MessageState.SENT:
        return _("Đã giao bằng cách khác")
    if message.state == MessageState.REFUSED and not message.attempts:
        return _("Chưa gửi, cần người xem")
    return MessageState(message.state).label


@screen(Right.SEE)
def pdf(request: StaffRequest, pk: int) -> FileResponse:
    """Show a letter as it was written."""
    letter = get_object_or_404(Letter.objects.select_related("case"), pk=pk)
    looks.log(letter.case, request.user, timezone.now(), act=Act.LETTER_SEEN, subject=letter.reference)
    response = FileResponse(letter.pdf.open(), content_type="application/pdf", filename=letter.file_name)
    response["Cache-Control"] = "private, no-store"
    return response


@screen(Right.SEND, "POST")
def retry(request: StaffRequest, pk: int) -> HttpResponse:
    """Let a letter be tried again: written anew, or handed to the mail server once more."""
    order = get_object_or_404(LetterOrder.objects.select_related("case"), pk=pk)
    has_asked = request.POST.get("has_asked") == "yes"
    if attempt(request, lambda: mailing.try_again(order.pk, request.user, timezone.now(), has_asked=has_asked)):
        messages.success(request, _("Thư sẽ được thử lại ngay."))
    return _back(request, order)


@screen(Right.SEND, "POST")
def settle(request: StaffRequest, pk: int) -> HttpResponse:
    """Record that the company has a letter otherwise."""
    order = get_object_or_404(LetterOrder.objects.select_related("case"), pk=pk)
    because = request.POST.get("because", "")
    if attempt(request, lambda: mailing.settle(order.pk, because, request.user, timezone.now())):
        messages.success(request, _("Đã ghi nhận doanh nghiệp có thư."))
    return _back(request, order)


def _back(request: StaffRequest, order: LetterOrder) -> HttpResponse:
    """Return to the list that the act came from, or to the case."""
    back = request.POST.get("back", "")
    if back.startswith("/thu-di/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return redirect(back)
    return redirect("web:case", order.case.number)
