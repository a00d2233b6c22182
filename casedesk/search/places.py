"""What a place of the search is called."""

from functools import cache

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from casedesk.search.entries import (
    BEARER,
    BEARER_ID,
    BOUND,
    COMPANY,
    MAIL,
    MAIL_SENDER,
    NUMBER,
    REPLY_ADDRESS,
    SCAN,
    SERIAL,
    TAX_CODE,
)
from intake.facts import Kind
from intake.models import FIELD_LABELS, KIND_LABELS

_OF_CASE = {
    NUMBER: gettext_lazy("Mã hồ sơ"),
    COMPANY: gettext_lazy("Công ty"),
    TAX_CODE: gettext_lazy("Mã số thuế"),
    REPLY_ADDRESS: gettext_lazy("Thư điện tử nhận trả lời"),
    BEARER: gettext_lazy("Người nộp tại quầy"),
    BEARER_ID: gettext_lazy("Số giấy tờ của người nộp"),
    SERIAL: gettext_lazy("Chứng thư đề xuất gắn"),
    BOUND: gettext_lazy("Chứng thư gắn với tài khoản"),
    SCAN: gettext_lazy("Tên tệp quét"),
    MAIL: gettext_lazy("Tiêu đề thư đến"),
    MAIL_SENDER: gettext_lazy("Người gửi thư đến"),
}


def label_of(place: str) -> str:
    """Name a place: "Giấy phép đăng ký kinh doanh · Người đại diện theo pháp luật"."""
    return _label(place, get_language())


@cache
def _label(place: str, _language: str | None) -> str:
    kind, dot, name = place.partition(".")
    if not dot:
        return str(_OF_CASE[place])
    root, underscore, ordinal = name.rpartition("_")
    if underscore and ordinal.isdecimal() and root in FIELD_LABELS:
        label = _("%(label)s (thứ %(ordinal)s)") % {"label": FIELD_LABELS[root], "ordinal": ordinal}
    else:
        label = str(FIELD_LABELS.get(name, name))
    return f"{KIND_LABELS[Kind(kind)]} · {label}"
