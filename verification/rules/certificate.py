"""The rule on the new certificate of a rebind, where one came with the dossier."""

from django.utils.translation import gettext as _

from intake.facts import Request
from verification.findings import Dossier, Finding
from verification.judging import Judge

REBINDS = frozenset({Request.REBIND_LOST, Request.REBIND_RENEWED})


def certificate_acceptable(dossier: Dossier) -> Finding:
    """The new certificate may be bound to the account; without one the technician adds it later."""
    judge, new = Judge("certificate_acceptable"), dossier.certificate
    asked = dossier.facts.request
    if asked is None or asked.value not in REBINDS:
        return judge.not_needed(_("Không xét vì hồ sơ không xin cập nhật chữ ký số."))
    if new is None:
        return judge.not_needed(_("Chưa có chứng thư mới; kỹ thuật viên thêm được khi xử lý."))
    good = _("Chứng thư mới đúng mã số thuế, còn hiệu lực, nơi cấp tin cậy, khác chứng thư đang gắn.")
    return judge.finds(new.failures, new.doubts, good)
