"""What to send instead, one sentence a rule, for the letter that asks a company for a supplement."""

from django.utils.translation import gettext_lazy as _

_REMEDIES = {
    "request_letter_present": _(
        "Đề nghị gửi công văn đề nghị cấp mật khẩu mới hoặc cập nhật lại thông tin chữ ký số, nêu rõ lý do."
    ),
    "request_letter_sealed": _("Đề nghị gửi lại công văn có chữ ký của lãnh đạo công ty và đóng dấu của công ty."),
    "request_letter_contact": _(
        "Đề nghị gửi lại công văn ghi đầy đủ địa chỉ công ty, thư điện tử và số điện thoại liên hệ."
    ),
    "licence_present": _(
        "Đề nghị gửi bản sao được chứng thực hoặc công chứng của giấy phép đăng ký kinh doanh "
        "(giấy chứng nhận đăng ký doanh nghiệp)."
    ),
    "licence_certified": _(
        "Đề nghị gửi bản sao giấy phép đăng ký kinh doanh được chứng thực hoặc công chứng; "
        "bản do công ty tự đóng dấu “sao y” không thay thế được."
    ),
    "tax_certificate_present": _(
        "Đề nghị gửi bản sao được chứng thực hoặc công chứng của giấy chứng nhận đăng ký thuế, "
        "vì giấy phép đăng ký kinh doanh không ghi mã số thuế."
    ),
    "tax_certificate_certified": _(
        "Đề nghị gửi bản sao giấy chứng nhận đăng ký thuế được chứng thực hoặc công chứng; "
        "bản do công ty tự đóng dấu “sao y” không thay thế được."
    ),
    "identity_present": _(
        "Đề nghị gửi bản sao được chứng thực hoặc công chứng của thẻ căn cước công dân, thẻ căn cước "
        "hoặc hộ chiếu của người đại diện theo pháp luật."
    ),
    "identity_certified": _(
        "Đề nghị gửi bản sao thẻ căn cước công dân, thẻ căn cước hoặc hộ chiếu của người đại diện theo "
        "pháp luật được chứng thực hoặc công chứng, đủ cả hai mặt."
    ),
    "identity_valid": _(
        "Đề nghị gửi bản sao được chứng thực hoặc công chứng của thẻ căn cước công dân, thẻ căn cước hoặc "
        "hộ chiếu còn hạn của người đại diện theo pháp luật, đủ cả hai mặt."
    ),
    "introduction_present": _("Đề nghị gửi giấy giới thiệu của công ty cho người trực tiếp mang hồ sơ tới."),
    "introduction_valid": _(
        "Đề nghị gửi giấy giới thiệu còn giá trị, ghi rõ họ tên và số giấy tờ tùy thân của người được "
        "giới thiệu, có đóng dấu của công ty."
    ),
    "bearer_agrees": _("Đề nghị người có tên trong giấy giới thiệu trực tiếp nộp, hoặc gửi giấy giới thiệu khác."),
    "tax_code_valid": _("Đề nghị kiểm tra lại mã số thuế và gửi lại giấy tờ ghi đúng mã số thuế."),
    "tax_code_agrees": _(
        "Đề nghị gửi lại giấy tờ ghi đúng mã số thuế của công ty, thống nhất trên công văn, giấy phép "
        "đăng ký kinh doanh và giấy chứng nhận đăng ký thuế."
    ),
    "company_agrees": _(
        "Đề nghị gửi lại giấy tờ ghi đúng tên công ty như trên giấy phép đăng ký kinh doanh hiện hành."
    ),
    "representative_agrees": _(
        "Đề nghị gửi giấy tờ tùy thân của đúng người đại diện theo pháp luật ghi trên giấy phép đăng ký kinh "
        "doanh, hoặc giấy phép đã cập nhật người đại diện; công văn do người đại diện đó ký."
    ),
    "account_known": _(
        "Đề nghị đăng ký tài khoản quản trị VNACCS trước khi đề nghị cấp mật khẩu hoặc cập nhật chữ ký số."
    ),
    "contact_on_record": _(
        "Đề nghị xác nhận địa chỉ thư điện tử và số điện thoại của công ty bằng văn bản có đóng dấu."
    ),
    "request_once": _("Đề nghị cho biết lý do công ty gửi nhiều yêu cầu trong 30 ngày."),
    "address_own": _("Đề nghị dùng địa chỉ thư điện tử của riêng công ty để nhận kết quả."),
    "certificate_acceptable": _(
        "Đề nghị gửi tệp chứng thư số mới của công ty (.cer, .crt, .pem, .p7b hoặc PDF đã ký số), còn hiệu lực, "
        "ghi đúng mã số thuế và số sê-ri như trong công văn."
    ),
}


def remedy(rule: str) -> str:
    """Return what a company should send when a rule failed; raises KeyError for a code that is no rule's."""
    return str(_REMEDIES[rule])
