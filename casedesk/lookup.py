"""The page on which a company sees how far its case is, by the QR code of its receipt; nobody else is told.

The address holds a keyed digest of the case's number, so that it cannot be guessed, and the page names no company.
"""

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from casedesk.models import Case, State

_SALT = "casedesk.lookup"
_LENGTH = 24
STATE_WORDS = {
    State.RECEIVED: _("Đã tiếp nhận, đang kiểm tra giấy tờ"),
    State.CHECKED: _("Đã tiếp nhận, đang kiểm tra giấy tờ"),
    State.SUPPLEMENT_REQUESTED: _("Chờ doanh nghiệp bổ sung giấy tờ"),
    State.ACCEPTED: _("Đang giải quyết"),
    State.ASSIGNED: _("Đang giải quyết"),
    State.PROPOSED: _("Đang giải quyết"),
    State.APPROVED: _("Đang giải quyết"),
    State.FULFILLED: _("Đã có kết quả, đang gửi văn bản trả lời"),
    State.ANSWERED: _("Đã có kết quả, đang gửi văn bản trả lời"),
    State.CLOSED: _("Đã trả kết quả qua thư điện tử"),
    State.REFUSED: _("Không được tiếp nhận giải quyết; lý do ở văn bản đã gửi"),
    State.WITHDRAWN: _("Doanh nghiệp đã rút hồ sơ"),
    State.STOPPED: _("Đã dừng giải quyết; lý do ở văn bản đã gửi"),
    State.JOINED: _("Đã nhập vào hồ sơ trước của doanh nghiệp"),
}
"""What a company is told; it is not told who does what."""


def url_of(case: Case) -> str:
    """Return the address of a case's page, as its receipt's QR code holds it."""
    return settings.SITE_URL + reverse("public:lookup", args=[case.number, _token(case.number)])


def found(number: str, token: str) -> Case | None:
    """Return the case of an address that we made; None for any other."""
    if not constant_time_compare(token, _token(number)):
        return None
    return Case.objects.filter(number=number).first()


def _token(number: str) -> str:
    return salted_hmac(_SALT, number, algorithm="sha256").hexdigest()[:_LENGTH]
