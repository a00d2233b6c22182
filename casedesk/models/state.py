"""Where a case can be, and the groups of states that the desk speaks of."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a case is: the participle says what was done last, the label what a person sees."""

    RECEIVED = "received", _("Đang đọc")
    CHECKED = "checked", _("Chờ kiểm tra")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Chờ bổ sung")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    ASSIGNED = "assigned", _("Chờ xử lý")
    PROPOSED = "proposed", _("Chờ duyệt")
    APPROVED = "approved", _("Đang thực hiện")
    FULFILLED = "fulfilled", _("Đã thực hiện")
    ANSWERED = "answered", _("Đang gửi trả lời")
    CLOSED = "closed", _("Đã kết thúc")
    REFUSED = "refused", _("Đã từ chối")
    WITHDRAWN = "withdrawn", _("Đã rút")
    STOPPED = "stopped", _("Đã dừng giải quyết")
    JOINED = "joined", _("Đã nhập vào hồ sơ khác")


FINAL_STATES = (State.CLOSED, State.REFUSED, State.WITHDRAWN, State.STOPPED, State.JOINED)
"""States in which nothing is owed any more; a supervisor can open each again."""
OPEN_STATES = tuple(state for state in State if state not in FINAL_STATES)
SUPPLEMENTABLE_STATES = (State.RECEIVED, State.CHECKED, State.SUPPLEMENT_REQUESTED)
TECHNICIANS_STATES = (State.ASSIGNED, State.PROPOSED, State.APPROVED, State.FULFILLED)
UNDECIDED_STATES = (*SUPPLEMENTABLE_STATES, State.ACCEPTED, State.ASSIGNED, State.PROPOSED)
"""States before a second person has approved: the company can still withdraw, a supervisor still stop."""
REOPENABLE_STATES = (State.CLOSED, State.REFUSED, State.WITHDRAWN, State.STOPPED)
