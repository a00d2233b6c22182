"""The texts that letters are written from: one for each thing that the centre tells a company."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from letters.content import Content
from letters.kinds import Kind


class Form(StrEnum):
    """A text of its own; several may be letters of one kind, which share its numbers. Codes are stable."""

    RECEIPT = "receipt"
    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    EXTENSION = "extension"
    STOP = "stop"
    CERTIFICATE = "answer_certificate"
    PASSWORD = "answer_password"  # noqa: S105 (a code, no secret)
    NOT_GRANTED = "answer_not_granted"


LABELS = {
    Form.RECEIPT: _("Giấy tiếp nhận và hẹn trả"),
    Form.SUPPLEMENT: _("Phiếu yêu cầu bổ sung"),
    Form.REFUSAL: _("Phiếu từ chối"),
    Form.EXTENSION: _("Văn bản xin lỗi và gia hạn"),
    Form.STOP: _("Thông báo dừng giải quyết"),
    Form.CERTIFICATE: _("Công văn trả lời: cập nhật chữ ký số"),
    Form.PASSWORD: _("Công văn trả lời: cấp mật khẩu"),
    Form.NOT_GRANTED: _("Công văn trả lời: không chấp thuận"),
}
KIND_OF = {
    Form.RECEIPT: Kind.RECEIPT,
    Form.SUPPLEMENT: Kind.SUPPLEMENT,
    Form.REFUSAL: Kind.REFUSAL,
    Form.EXTENSION: Kind.EXTENSION,
    Form.STOP: Kind.STOP,
    Form.CERTIFICATE: Kind.ANSWER,
    Form.PASSWORD: Kind.ANSWER,
    Form.NOT_GRANTED: Kind.ANSWER,
}
ANSWERS = frozenset({Form.CERTIFICATE, Form.PASSWORD, Form.NOT_GRANTED})
"""Official letters on A4 (NĐ 30/2020); the others are forms on A5 (TT 01/2018/TT-VPCP Art 9)."""
SIGNED_FOR_THE_BODY = ANSWERS | {Form.EXTENSION, Form.STOP}
"""Who signs these signs for the body; the clerk's name stands under the others."""
RESET = "reset_password"


def form_of(kind: Kind, request_kind: str, *, is_granted: bool = True) -> Form:
    """Return the text that a letter of a kind is written from."""
    if kind != Kind.ANSWER:
        return Form(kind.value)
    if not is_granted:
        return Form.NOT_GRANTED
    return Form.PASSWORD if request_kind == RESET else Form.CERTIFICATE


def form_of_content(kind: Kind, content: Content) -> Form:
    """Return the text that a letter with this content is written from."""
    return form_of(kind, content.request_kind, is_granted=content.is_granted)
