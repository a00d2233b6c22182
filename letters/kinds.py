"""The kinds of letter, their names on paper, and their names on screens."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What a letter is. Numbers run by kind, so a code is never reused."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    ANSWER = "answer"
    EXTENSION = "extension"
    STOP = "stop"


LABELS = {
    Kind.RECEIPT: _("Giấy tiếp nhận và hẹn trả"),
    Kind.SUPPLEMENT: _("Phiếu yêu cầu bổ sung"),
    Kind.REFUSAL: _("Phiếu từ chối"),
    Kind.ANSWER: _("Công văn trả lời"),
    Kind.EXTENSION: _("Phiếu xin lỗi và hẹn lại ngày trả"),
    Kind.STOP: _("Thông báo dừng giải quyết"),
}
"""For screens, in the reader's language."""

TITLES = {
    Kind.RECEIPT: "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    Kind.SUPPLEMENT: "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
    Kind.REFUSAL: "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
    Kind.ANSWER: "Công văn trả lời",
    Kind.EXTENSION: "Phiếu xin lỗi và hẹn lại ngày trả kết quả",
    Kind.STOP: "Thông báo dừng giải quyết hồ sơ",
}
"""As printed (TT 01/2018/TT-VPCP, forms 01 to 04; TT 03/2025/TT-VPCP, form 05, for the stop): letters are
Vietnamese, whatever the reader's screen is."""

FILE_NAMES = {
    Kind.RECEIPT: "giay-tiep-nhan",
    Kind.SUPPLEMENT: "phieu-bo-sung",
    Kind.REFUSAL: "phieu-tu-choi",
    Kind.ANSWER: "cong-van-tra-loi",
    Kind.EXTENSION: "phieu-xin-loi-hen-lai",
    Kind.STOP: "thong-bao-dung-giai-quyet",
}
