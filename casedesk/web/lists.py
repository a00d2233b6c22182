"""The inbox's lists: what is in each, who sees it, what it says when it is empty, and its cheap count."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.models import OPEN_STATES, Case, LetterOrder, Question, State, User
from intake.models import SetAside
from letters.models import Message, MessageState

STUCK = Q(state__in=[MessageState.REFUSED, MessageState.UNKNOWN]) | Q(
    state__in=[MessageState.WAITING, MessageState.SENDING], attempts__gt=0
)
"""Messages that have not gone out although they should have."""


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the inbox; `is_work` where its first row is something to do now."""

    code: str
    label: str | Promise
    right: Right
    empty: str | Promise
    is_work: bool = False


LISTS = (
    Listing(
        "review",
        _("Cần kiểm tra"),
        Right.REVIEW,
        _("Hồ sơ đọc xong sẽ vào đây để kiểm tra. Đưa bản quét vào thư mục quét hoặc tải lên ở «Tiếp nhận»."),
        is_work=True,
    ),
    Listing(
        "mine",
        _("Chờ tôi xử lý"),
        Right.FULFIL,
        _("Hồ sơ được giao cho bạn sẽ vào đây ngay khi văn thư chấp nhận."),
        is_work=True,
    ),
    Listing(
        "approve",
        _("Chờ duyệt"),
        Right.APPROVE,
        _("Đề xuất của đồng nghiệp sẽ vào đây để bạn duyệt; đề xuất của chính bạn do người khác duyệt."),
        is_work=True,
    ),
    Listing(
        "asked",
        _("Hỏi tôi"),
        Right.SEE,
        _("Câu hỏi của đồng nghiệp về một hồ sơ sẽ vào đây, đến khi bạn trả lời."),
        is_work=True,
    ),
    Listing(
        "reading",
        _("Đang đọc"),
        Right.SEE,
        _("Không có hồ sơ nào đang đọc. Máy đọc ngay khi có bản quét mới, mỗi trang chừng một giây."),
    ),
    Listing(
        "supplement",
        _("Chờ bổ sung"),
        Right.RECEIVE,
        _("Hồ sơ đã gửi phiếu yêu cầu bổ sung sẽ nằm ở đây, đồng hồ dừng, đến khi doanh nghiệp nộp thêm."),
    ),
    Listing(
        "letters",
        _("Thư chưa gửi được"),
        Right.SEE,
        _("Mọi thư đều đã đi. Thư bị máy chủ thư từ chối hoặc chậm sẽ hiện ở đây kèm lý do."),
    ),
    Listing(
        "halted",
        _("Dừng lại"),
        Right.SEE,
        _("Không có hồ sơ nào bị dừng. Hồ sơ mà máy không tự làm tiếp được sẽ hiện ở đây kèm lý do."),
    ),
    Listing(
        "all",
        _("Tất cả hồ sơ mở"),
        Right.SEE,
        _("Chưa có hồ sơ nào. Đưa bản quét vào thư mục quét hoặc tải lên ở «Tiếp nhận»."),
    ),
    Listing(
        "closed",
        _("Đã kết thúc"),
        Right.SEE,
        _("Hồ sơ đã trả lời xong hoặc đã từ chối sẽ được giữ ở đây."),
    ),
)


def seen_by(user: User) -> list[Listing]:
    """Return the lists that a person sees, in their order."""
    return [listing for listing in LISTS if access.may(user, listing.right)]


def chosen(user: User, code: str | None, counts: Mapping[str, int]) -> Listing | None:
    """Return the list of a code, or without one the first with work in it; None for an unknown code."""
    seen = seen_by(user)
    if code:
        return next((listing for listing in seen if listing.code == code), None)
    busy = (listing for listing in seen if listing.is_work and counts.get(listing.code))
    return next(busy, seen[0])


def cases(listing: Listing, user: User) -> QuerySet[Case]:
    """Return a list's cases, the most pressing first."""
    rows = Case.objects.filter(_condition(listing.code, user)).select_related("queue", "technician")
    if listing.code == "closed":
        return rows.order_by("-closed_at", "-id")
    return rows.order_by(F("due_on").asc(nulls_last=True), "id")


def counts(user: User) -> dict[str, int]:
    """Count the lists of open cases in one query, and the others in one each."""
    codes = [listing.code for listing in seen_by(user) if listing.code not in {"letters", "asked", "closed"}]
    counted = {code: Count("pk", filter=_condition(code, user)) for code in codes}
    found = Case.objects.filter(state__in=OPEN_STATES).aggregate(**counted)
    found["asked"] = Case.objects.filter(_condition("asked", user)).count()
    found["letters"] = Case.objects.filter(_condition("letters", user)).count()
    if access.may(user, Right.RECEIVE):
        found["set_aside"] = SetAside.objects.filter(dismissed_at=None).count()
    return found


def _condition(code: str, user: User) -> Q:
    return {
        "review": Q(state=State.CHECKED),
        "mine": Q(state=State.ASSIGNED, technician=user),
        "approve": Q(state=State.PROPOSED) & ~Q(technician=user),
        "asked": Q(pk__in=Question.objects.filter(asked_of=user, answered_at=None).values("case")),
        "reading": Q(state=State.RECEIVED),
        "supplement": Q(state=State.SUPPLEMENT_REQUESTED),
        "letters": Q(pk__in=Message.objects.filter(STUCK).values("case"))
        | Q(pk__in=LetterOrder.objects.exclude(problem="").values("case")),
        "halted": Q(state__in=OPEN_STATES) & ~Q(halted_because=""),
        "all": Q(state__in=OPEN_STATES),
        "closed": Q(state__in=[State.CLOSED, State.REFUSED]),
    }[code]
