"""What a mail server's answer means, in words for a clerk; the server's own words are kept beside them."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")

_NO_MAILBOX = gettext_lazy("Hộp thư này không có ở máy chủ của doanh nghiệp: kiểm tra lại địa chỉ.")
_NO_DOMAIN = gettext_lazy("Tên miền của địa chỉ không có hoặc không nhận thư: kiểm tra phần sau dấu @.")
_FULL = gettext_lazy("Hộp thư của doanh nghiệp đã đầy.")
_TOO_LARGE = gettext_lazy("Thư lớn hơn mức máy chủ nhận.")
_POLICY = gettext_lazy("Máy chủ từ chối theo quy định của bên nhận (chống thư rác hoặc phân quyền).")
_SIGN_IN = gettext_lazy("Máy chủ thư không nhận tên đăng nhập hoặc mật khẩu của trung tâm: báo người quản trị.")
_BUSY = gettext_lazy("Máy chủ thư đang bận hoặc đang bảo trì, hẹn gửi lại sau.")
_LATER = gettext_lazy("Máy chủ bên nhận hẹn gửi lại sau (thường là cách chống thư rác); máy tự gửi lại.")
_NO_WAY = gettext_lazy("Không tìm được đường tới máy chủ của doanh nghiệp.")
_NOT_VOUCHED = gettext_lazy(
    "Bên nhận không xác nhận được thư là của trung tâm (SPF, DKIM, DMARC): báo người quản trị."
)

BY_ENHANCED: dict[str, str | Promise] = {
    "1.1": _NO_MAILBOX,
    "1.2": _NO_DOMAIN,
    "1.3": gettext_lazy("Máy chủ cho rằng địa chỉ viết sai."),
    "1.6": gettext_lazy("Hộp thư này đã chuyển đi, không còn nhận thư ở địa chỉ cũ."),
    "1.8": gettext_lazy("Máy chủ không nhận địa chỉ gửi của trung tâm: báo người quản trị."),
    "1.10": _NO_DOMAIN,
    "2.1": gettext_lazy("Hộp thư của doanh nghiệp đang bị khóa hoặc ngừng dùng."),
    "2.2": _FULL,
    "2.3": _TOO_LARGE,
    "3.4": _TOO_LARGE,
    "4.7": gettext_lazy("Đã hết thời gian thử giao thư tới máy chủ của doanh nghiệp."),
    "7.8": _SIGN_IN,
    "7.20": _NOT_VOUCHED,
    "7.21": _NOT_VOUCHED,
    "7.22": _NOT_VOUCHED,
    "7.23": _NOT_VOUCHED,
    "7.25": _NOT_VOUCHED,
    "7.26": _NOT_VOUCHED,
}
"""Subject and detail of a status (RFC 3463, RFC 7372); the class says whether it is for good."""
BY_SUBJECT: dict[str, tuple[str | Promise, str | Promise]] = {
    "1": (_NO_MAILBOX, gettext_lazy("Máy chủ chưa kiểm tra được địa chỉ này.")),
    "2": (gettext_lazy("Hộp thư của doanh nghiệp không nhận thư này."), _LATER),
    "3": (gettext_lazy("Máy chủ thư không nhận được thư này."), _BUSY),
    "4": (_NO_WAY, _NO_WAY),
    "5": (gettext_lazy("Hai máy chủ không hiểu nhau: báo người quản trị."), _BUSY),
    "6": (gettext_lazy("Máy chủ không nhận nội dung hoặc tệp kèm của thư."), _BUSY),
    "7": (_POLICY, _LATER),
}
"""By the subject alone: for good, and for now."""
BY_REPLY: dict[int, str | Promise] = {
    421: _BUSY,
    450: _LATER,
    451: _LATER,
    452: gettext_lazy("Máy chủ thư hết chỗ tạm thời, hẹn gửi lại sau."),
    454: gettext_lazy("Máy chủ thư chưa mã hóa được đường truyền (TLS)."),
    530: _SIGN_IN,
    534: _SIGN_IN,
    535: _SIGN_IN,
    538: _SIGN_IN,
    550: gettext_lazy("Máy chủ không giao được tới hộp thư này: kiểm tra lại địa chỉ."),
    551: _NO_MAILBOX,
    552: _TOO_LARGE,
    553: gettext_lazy("Máy chủ cho rằng địa chỉ viết sai."),
    554: _POLICY,
    556: _NO_DOMAIN,
}
"""By the reply code, where no status stands beside it (RFC 5321)."""


def plain(code: int, said: str) -> str:
    """Say what an answer means; `said` may hold an enhanced status, and so may a delivery report's `Status`."""
    found = _ENHANCED.search(said)
    if found and found[1] != "2":
        for_good = found[1] == "5"
        exact = BY_ENHANCED.get(f"{found[2]}.{found[3]}")
        if exact:
            return str(exact)
        if found[2] in BY_SUBJECT:
            return str(BY_SUBJECT[found[2]][0 if for_good else 1])
    if code in BY_REPLY:
        return str(BY_REPLY[code])
    return _("Máy chủ từ chối thư này.") if 500 <= code < 600 else _("Máy chủ chưa nhận thư này.")
