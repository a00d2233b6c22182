"""What staff may do about a letter that could not be sent, or of which nobody knows whether it arrived."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, answering, history, pipeline
from casedesk.access import Act as Right
from casedesk.holding import CannotDo
from casedesk.models import Act, Case, LetterOrder, User
from letters import decisions
from letters.models import Message, MessageState


def try_again(order_id: int, by: User, now: datetime, *, has_asked: bool = False) -> None:
    """Have a letter written anew that could not be written, or sent again that was refused or is unknown.

    One that may have arrived is sent again only where the person `has_asked` the company.
    """
    _check(by)
    order = LetterOrder.objects.select_related("letter__message").get(pk=order_id)
    if order.letter is None:
        answering.rewrite(order.pk, by, now)
        pipeline.wake()
        return
    with transaction.atomic():
        case, message = _held(order)
        if message.state == MessageState.UNKNOWN and not has_asked:
            raise CannotDo(_("Thư có thể đã tới: hãy hỏi doanh nghiệp, rồi đánh dấu là đã hỏi."))
        if not decisions.retry(message.pk, by, now):
            raise CannotDo(_moved_on())
        history.add(case, Act.LETTER_RETRIED, now, by=by, note=f"{message.letter.reference} → {message.to}")
        pipeline.wake()


def settle(order_id: int, because: str, by: User, now: datetime) -> None:
    """Record that the company has a letter: it says so, or the letter was handed over or posted on paper."""
    _check(by)
    because = because.strip()
    if not because or len(because) > decisions.LONGEST_REASON:
        raise CannotDo(
            _("Hãy ghi doanh nghiệp nhận thư bằng cách nào, nhiều nhất %(most)d chữ.")
            % {"most": decisions.LONGEST_REASON}
        )
    order = LetterOrder.objects.select_related("letter__message").get(pk=order_id)
    if order.letter is None:
        raise CannotDo(_("Văn bản này chưa lập xong."))
    with transaction.atomic():
        case, message = _held(order)
        if not decisions.settle(message.pk, because, by, now):
            raise CannotDo(_moved_on())
        history.add(case, Act.LETTER_SETTLED, now, by=by, note=f"{message.letter.reference}. {because}")
        answering.end(case, message.letter.kind, now)


def _check(by: User) -> None:
    if not access.may(by, Right.SEND):
        raise PermissionDenied


def _held(order: LetterOrder) -> tuple[Case, Message]:
    case = Case.objects.select_for_update().get(pk=order.case_id)
    return case, Message.objects.select_related("letter").get(letter=order.letter_id)


def _moved_on() -> str:
    return _("Thư này không còn chờ người quyết định: hãy tải lại trang.")
