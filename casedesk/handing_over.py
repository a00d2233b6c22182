"""What staff may do about a password on its way to the company: see where it is, and send a fresh link."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casedesk import answering, history, pipeline
from casedesk.access import Act as Right
from casedesk.accounts import handover
from casedesk.accounts.handover import Look, Standing
from casedesk.holding import CannotDo, locked
from casedesk.models import Act, Case, State, User
from letters.kinds import Kind as Letter

_STATES = (State.ANSWERED, State.CLOSED)


def with_standing(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Annotate cases for `standing`."""
    return rows.annotate(**handover.standings())


def standing(case: Case, now: datetime) -> Standing | None:
    """Say where the newest password of an answered case is; None where it has none."""
    return handover.standing(case, now) if case.state in _STATES else None


def send_link_anew(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Send the company a fresh link to the password that is still sealed; the old link is dead from then on.

    A password that was seen or destroyed needs a new change, which two persons make again.
    """
    if not reason.strip():
        raise CannotDo(_("Hãy ghi vì sao gửi đường dẫn mới."))
    with locked(case_id, by, Right.FULFIL, *_STATES, seen_state=seen_state) as case:
        where = standing(with_standing(Case.objects.filter(pk=case.pk)).get(), now)
        if where is None or where.look == Look.SEEN or not where.is_sealed:
            raise CannotDo(_("Mật khẩu đã được xem hoặc đã hủy: hãy chọn «Cấp lại mật khẩu», hai người cùng làm."))
        if case.letter_orders.filter(kind=Letter.ANSWER, letter=None).exists():
            raise CannotDo(_("Đường dẫn mới đang được gửi."))
        history.add(case, Act.LINK_RENEWED, now, by=by, note=reason.strip())
        answering.order(case, Letter.ANSWER, now, by=by)
        pipeline.wake()
