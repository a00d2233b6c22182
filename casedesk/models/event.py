"""The case's history: rows that are added and never changed."""

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _

from casedesk.lib.labels import label


class AppendOnly(models.QuerySet["Event"]):
    """Refuses to change or delete; the database refuses changes too (migration `append_only`)."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("An event is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("An event is never deleted.")


class Act(models.TextChoices):
    """What happened; codes are stable and never reused."""

    RECEIVED = "received", _("Tiếp nhận hồ sơ")
    READ = "read", _("Đọc xong giấy tờ")
    UNREADABLE = "unreadable", _("Không đọc được giấy tờ")
    CHECKED = "checked", _("Kiểm tra theo danh mục")
    CORRECTED = "corrected", _("Sửa thông tin")
    CONFIRMED = "confirmed", _("Xác nhận thông tin")
    JUDGED = "judged", _("Kết luận điểm chưa chắc")
    PAGE_CHANGED = "page_changed", _("Sửa trang")
    PAGE_MOVED = "page_moved", _("Chuyển trang sang giấy tờ khác")
    PAGE_OUT = "page_out", _("Bỏ trang")
    PAGE_BACK = "page_back", _("Lấy lại trang")
    CERTIFICATE_ADDED = "certificate_added", _("Thêm chứng thư mới")
    CERTIFICATE_REMOVED = "certificate_removed", _("Bỏ chứng thư mới")
    BEARER_NOTED = "bearer_noted", _("Ghi người nộp tại quầy")
    QUESTION_ASKED = "question_asked", _("Hỏi đồng nghiệp")
    QUESTION_ANSWERED = "question_answered", _("Trả lời đồng nghiệp")
    NOTED = "noted", _("Ghi chú nội bộ")
    ATTACHED = "attached", _("Đính kèm tệp nội bộ")
    ACCEPTED = "accepted", _("Chấp nhận hồ sơ")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Yêu cầu bổ sung")
    SUPPLEMENTED = "supplemented", _("Nhận giấy tờ bổ sung")
    REFUSED = "refused", _("Từ chối hồ sơ")
    ASSIGNED = "assigned", _("Giao xử lý")
    PROPOSED = "proposed", _("Đề xuất thực hiện")
    RETURNED = "returned", _("Trả lại đề xuất")
    APPROVED = "approved", _("Duyệt thực hiện")
    FULFILLED = "fulfilled", _("Đã thay đổi tài khoản")
    ASKED_AGAIN = "asked_again", _("Đề xuất làm lại trên tài khoản")
    AGAIN_DROPPED = "again_dropped", _("Không làm lại")
    BY_HAND_NOTED = "by_hand_noted", _("Ghi kết quả làm tay")
    PASSWORD_TAKEN = "password_taken", _("Xem mật khẩu để đặt bằng tay")
    GATEWAY_REFUSED = "gateway_refused", _("Hệ thống tài khoản từ chối")
    HALTED = "halted", _("Dừng lại, cần người xử lý")
    RESUMED = "resumed", _("Cho chạy tiếp")
    LETTER_WRITTEN = "letter_written", _("Lập văn bản")
    LETTER_SENT = "letter_sent", _("Đã gửi thư")
    LETTER_DELAYED = "letter_delayed", _("Thư chưa gửi được")
    LETTER_REFUSED = "letter_refused", _("Thư bị từ chối")
    LETTER_UNKNOWN = "letter_unknown", _("Không rõ thư đã gửi chưa")
    LETTER_CHANGED = "letter_changed", _("Sửa phần ghi thêm của văn bản")
    LETTER_RELEASED = "letter_released", _("Cho phát hành văn bản")
    COPY_FILED = "copy_filed", _("Lưu bản đã ký của văn bản")
    TEXT_SAVED = "text_saved", _("Sửa mẫu thư")
    HANDLING_SET = "handling_set", _("Đổi cách phát hành mẫu thư")
    LETTER_RETRIED = "letter_retried", _("Gửi lại thư")
    LETTER_SETTLED = "letter_settled", _("Ghi nhận thư đã tới")
    ADDRESS_ASKED = "address_asked", _("Đề nghị sửa địa chỉ trả lời")
    ADDRESS_CHANGED = "address_changed", _("Sửa địa chỉ trả lời")
    ADDRESS_KEPT = "address_kept", _("Không sửa địa chỉ trả lời")
    MAIL_ARRIVED = "mail_arrived", _("Nhận thư đến")
    MAIL_LINKED = "mail_linked", _("Xếp thư đến vào hồ sơ")
    MAIL_SET_ASIDE = "mail_set_aside", _("Để riêng thư đến")
    PASSWORD_SEEN = "password_seen", _("Doanh nghiệp đã xem mật khẩu")
    LINK_RENEWED = "link_renewed", _("Gửi đường dẫn mật khẩu mới")
    PAPER_SEEN = "paper_seen", _("Xem giấy tờ")
    OVERDUE_EXPLAINED = "overdue_explained", _("Ghi lý do quá hạn")
    EXTENDED = "extended", _("Hẹn lại ngày trả")
    DUE_MOVED = "due_moved", _("Dời ngày hẹn trả theo lịch làm việc")
    DUE_COUNTED = "due_counted", _("Tính lại ngày hẹn trả theo loại hồ sơ")
    CLOSED = "closed", _("Kết thúc hồ sơ")
    WITHDRAWN = "withdrawn", _("Doanh nghiệp rút hồ sơ")
    STOPPED = "stopped", _("Dừng giải quyết")
    REOPENED = "reopened", _("Mở lại hồ sơ")
    JOINED = "joined", _("Nhập vào hồ sơ khác")
    SEPARATED = "separated", _("Tách hồ sơ đã nhập")
    LINKED = "linked", _("Liên kết hồ sơ")
    UNLINKED = "unlinked", _("Bỏ liên kết hồ sơ")
    FILE_SEEN = "file_seen", _("Mở tệp")
    LETTER_SEEN = "letter_seen", _("Xem văn bản")
    MAIL_SEEN = "mail_seen", _("Xem thư đến")
    SLIP_SEEN = "slip_seen", _("Xem phiếu kiểm soát")
    ACCOUNT_SEEN = "account_seen", _("Xem tài khoản")
    SEARCHED = "searched", _("Tra cứu")
    REGISTER_SEEN = "register_seen", _("Xem sổ theo dõi")
    REGISTER_EXPORTED = "register_exported", _("Xuất sổ theo dõi")
    REGISTER_CLOSED = "register_closed", _("Khóa sổ theo dõi")
    TRAIL_SEEN = "trail_seen", _("Xem nhật ký kiểm tra")
    TRAIL_EXPORTED = "trail_exported", _("Xuất nhật ký kiểm tra")
    REGISTRATION_ENTERED = "registration_entered", _("Nhập bản đăng ký")
    REGISTRATION_APPROVED = "registration_approved", _("Duyệt bản đăng ký")
    REGISTRATION_REFUSED = "registration_refused", _("Không duyệt bản đăng ký")
    ACCESS_KEY_SEEN = "access_key_seen", _("Xem khóa truy cập máy trạm")
    ACCOUNTS_SEARCHED = "accounts_searched", _("Tra cứu tài khoản")
    ACCOUNTS_EXPORTED = "accounts_exported", _("Xuất danh sách tài khoản")
    LOAD_HANDED_IN = "load_handed_in", _("Nộp tệp tài khoản chờ duyệt")
    LOAD_ACCEPTED = "load_accepted", _("Duyệt nhập tệp tài khoản")
    LOAD_APPLIED = "load_applied", _("Nhập tệp tài khoản")
    LOAD_REFUSED = "load_refused", _("Bỏ tệp tài khoản")
    SIGNED_IN = "signed_in", _("Đăng nhập")
    SIGN_IN_FAILED = "sign_in_failed", _("Đăng nhập không thành công")
    SIGNED_OUT = "signed_out", _("Đăng xuất")


LOOKS = (
    Act.PAPER_SEEN,
    Act.FILE_SEEN,
    Act.LETTER_SEEN,
    Act.MAIL_SEEN,
    Act.SLIP_SEEN,
    Act.ACCOUNT_SEEN,
    Act.SEARCHED,
    Act.REGISTER_SEEN,
    Act.TRAIL_SEEN,
    Act.ACCOUNTS_SEARCHED,
)
"""Acts that change nothing: somebody looked."""


MOVES = (
    Act.RECEIVED,
    Act.CHECKED,
    Act.UNREADABLE,
    Act.ACCEPTED,
    Act.SUPPLEMENT_REQUESTED,
    Act.SUPPLEMENTED,
    Act.REFUSED,
    Act.ASSIGNED,
    Act.PROPOSED,
    Act.ASKED_AGAIN,
    Act.AGAIN_DROPPED,
    Act.RETURNED,
    Act.APPROVED,
    Act.GATEWAY_REFUSED,
    Act.FULFILLED,
    Act.CLOSED,
    Act.WITHDRAWN,
    Act.STOPPED,
    Act.REOPENED,
    Act.JOINED,
    Act.SEPARATED,
    Act.HALTED,
    Act.RESUMED,
)
"""Acts that bring a case to another state or another pair of hands."""


class Event(models.Model):
    """Who did or looked at what, and when; `actor` is None for the machine, `case` where it is about none.

    `place` and `digest` link the row into the chain (`casedesk.chain`): they are set once, shortly afterwards.
    """

    case = models.ForeignKey("casedesk.Case", models.PROTECT, null=True, related_name="events")
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=30, choices=Act.choices)
    subject = models.CharField(max_length=200, blank=True, default="", db_default="")
    address = models.CharField(max_length=45, blank=True, default="", db_default="")
    note = models.TextField(blank=True)
    data = models.JSONField(default=dict)
    place = models.BigIntegerField(null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True, default="", db_default="")

    objects = AppendOnly.as_manager()
    _get_FIELD_display = label  # noqa: N815 (Django asks it by this name)

    class Meta:
        indexes = [
            models.Index(fields=["act", "at", "case"], name="event_act_at"),
            models.Index(fields=["id"], name="event_unlinked", condition=models.Q(place=None)),
            models.Index(fields=["actor", "id"], name="event_actor_id"),
            models.Index(fields=["act", "id"], name="event_act_id"),
            models.Index(fields=["subject", "id"], name="event_subject", condition=~models.Q(subject="")),
        ]
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.act}"


class Chain(models.Model):
    """Up to where the events are linked: the row that is locked while more are; what a check last found."""

    THE_ONE = 1

    place = models.BigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    linked_at = models.DateTimeField(null=True)
    verified_at = models.DateTimeField(null=True)
    verified_place = models.BigIntegerField(default=0)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.place} {self.digest}"
