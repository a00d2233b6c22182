"""What a person can do on a case now: one step, or a sentence that says whose turn it is."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from casedesk import access, by_hand
from casedesk.access import Act as Right
from casedesk.models import Case, State, User
from casedesk.web.reasons import progress


@dataclass(frozen=True, slots=True)
class Step:
    """The main step: `url` is empty where there is nothing for this person to do; `hook` names the control."""

    words: str
    label: str = ""
    url: str = ""
    hook: str = ""
    is_post: bool = False


def next_step(case: Case, user: User) -> Step:
    """Return the main step of a case for a person."""
    if case.halted_because:
        return _halted(case, user)
    return _STEPS.get(State(case.state), _none)(case, user)


def _halted(case: Case, user: User) -> Step:
    if case.state == State.APPROVED and by_hand.waiting(case):
        return _by_hand(case, user)
    can_resume = case.state in {State.ACCEPTED, State.APPROVED, State.FULFILLED}
    if not can_resume or not access.may(user, Right.APPROVE):
        return Step(case.halted_because)
    url = reverse("web:resume", args=[case.number])
    return Step(case.halted_because, _("Cho chạy tiếp"), url, "resume", is_post=True)


def _by_hand(case: Case, user: User) -> Step:
    if not access.may(user, Right.FULFIL):
        return Step(case.halted_because)
    return Step(case.halted_because, _("Làm tay"), reverse("web:by_hand", args=[case.number]), "by-hand")


def _reading(case: Case, _user: User) -> Step:
    return Step(_("Máy đang đọc giấy tờ: %(progress)s.") % {"progress": progress(case)})


def _checked(case: Case, user: User) -> Step:
    words = _("Giấy tờ đã đọc xong, chờ văn thư kiểm tra.")
    if not access.may(user, Right.REVIEW):
        return Step(words)
    return Step(words, _("Kiểm tra hồ sơ"), reverse("web:review", args=[case.number]), "review")


def _waiting(case: Case, user: User) -> Step:
    words = _("Đã yêu cầu bổ sung; đồng hồ dừng đến khi doanh nghiệp nộp thêm.")
    if not access.may(user, Right.RECEIVE):
        return Step(words)
    return Step(words, _("Nhận giấy tờ bổ sung"), "#bo-sung", "to-supplement")


def _assigned(case: Case, user: User) -> Step:
    if case.technician_id != user.pk:
        return Step(_("Chờ %(name)s xử lý.") % {"name": case.technician})
    url = reverse("web:fulfil", args=[case.number])
    return Step(_("Hồ sơ đang chờ bạn xử lý."), _("Xử lý"), url, "fulfil")


def _proposed(case: Case, user: User) -> Step:
    url = reverse("web:approve", args=[case.number])
    if case.technician_id == user.pk:
        words = _("Bạn đã đề xuất; người thứ hai phải duyệt, người đề xuất không được tự duyệt.")
        return Step(words, _("Xem lại đề xuất"), url, "see-proposal")
    if not access.may(user, Right.APPROVE):
        return Step(_("Chờ người thứ hai duyệt."))
    return Step(_("Đề xuất đang chờ người thứ hai duyệt."), _("Xem và duyệt"), url, "to-approve")


def _none(case: Case, _user: User) -> Step:
    words = {
        State.ACCEPTED: _("Hồ sơ đã tiếp nhận, đang được giao."),
        State.APPROVED: _("Đã duyệt; máy đang thực hiện trên hệ thống tài khoản."),
        State.FULFILLED: _("Tài khoản đã thay đổi; máy đang lập văn bản trả lời."),
        State.ANSWERED: _("Văn bản trả lời đang được gửi."),
        State.CLOSED: _("Hồ sơ đã kết thúc, không còn việc gì phải làm."),
        State.REFUSED: _("Hồ sơ đã bị từ chối, không còn việc gì phải làm."),
        State.WITHDRAWN: _("Doanh nghiệp đã rút hồ sơ, không còn việc gì phải làm."),
        State.JOINED: _("Giấy tờ đã nhập vào hồ sơ %(number)s; mọi việc tiếp theo ở hồ sơ đó.")
        % {"number": case.joined_into or "…"},
        State.STOPPED: _("Đã dừng giải quyết hồ sơ, không còn việc gì phải làm."),
    }
    return Step(words.get(State(case.state), ""))


_STEPS = {
    State.RECEIVED: _reading,
    State.CHECKED: _checked,
    State.SUPPLEMENT_REQUESTED: _waiting,
    State.ASSIGNED: _assigned,
    State.PROPOSED: _proposed,
}
