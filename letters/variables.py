"""The values that a text may name, each with what it means: plain words, never an object of ours."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from letters import parts
from letters.content import Content
from letters.forms import ANSWERS, Form
from letters.models import Letterhead
from letters.templatetags.wording import day, grouped, moment, short_day

MAIL = "mail"
_ALL = frozenset(Form)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a letter is written from beside its content."""

    content: Content
    head: Letterhead
    reference: str
    title: str
    today: date


@dataclass(frozen=True, slots=True)
class Variable:
    """One value: its name in texts, what it means, how it is made, and which forms have it.

    `only_in_mail`: it must not be printed (a secret link); `is_table`: it stands on a line of its own.
    """

    name: str
    meaning: str | Promise
    make: Callable[[Setting], str | bool]
    forms: frozenset[Form] = _ALL
    only_in_mail: bool = False
    is_table: bool = False
    is_yes_no: bool = False


def _received(at: Setting) -> str:
    """Return the hour too where the dossier came in on the day that is stamped on it."""
    hour, on = at.content.received_at, at.content.received_on
    return moment(hour) if hour and timezone.localdate(hour) == on else day(on)


def _account(at: Setting) -> str:
    name = f" – {at.content.account_name}" if at.content.account_name else ""
    return (at.content.account_tax_code or at.content.tax_code) + name


_CERTIFICATE, _PASSWORD = frozenset({Form.CERTIFICATE}), frozenset({Form.PASSWORD})
_REASONED = frozenset({Form.REFUSAL, Form.EXTENSION, Form.STOP, Form.NOT_GRANTED})
_BY_MAIL = _("Chỉ dùng trong thư điện tử: bí mật, không được in")

VARIABLES: tuple[Variable, ...] = (
    Variable("ten_cong_ty", _("Tên doanh nghiệp"), lambda at: at.content.company_name),
    Variable("ma_so_thue", _("Mã số thuế"), lambda at: at.content.tax_code),
    Variable("ma_ho_so", _("Mã hồ sơ"), lambda at: at.content.case_number),
    Variable("yeu_cau", _("Nội dung yêu cầu giải quyết"), lambda at: at.content.request),
    Variable("thoi_gian_nhan", _("Ngày (và giờ, nếu nộp trong ngày) nhận hồ sơ"), _received),
    Variable("ngay_nhan", _("Ngày nhận hồ sơ"), lambda at: day(at.content.received_on)),
    Variable("han_tra", _("Ngày hẹn trả kết quả"), lambda at: day(at.content.due_on)),
    Variable("so_ngay", _("Số ngày làm việc theo quy định"), lambda at: f"{at.content.working_days:02d}"),
    Variable("hinh_thuc_nop", _("Hình thức nộp (bưu điện, trực tiếp…)"), lambda at: at.content.channel),
    Variable("thu_dien_tu", _("Thư điện tử nhận kết quả"), lambda at: at.content.email),
    Variable("nguoi_dai_dien", _("Người đại diện theo pháp luật"), lambda at: at.content.representative),
    Variable("ghi_them", _("Phần ghi thêm của người lập văn bản"), lambda at: at.content.note),
    Variable("ly_do", _("Lý do, do người quyết định ghi"), lambda at: at.content.reason, _REASONED),
    Variable("hom_nay", _("Ngày của văn bản"), lambda at: day(at.today)),
    Variable("so_van_ban", _("Số, ký hiệu của văn bản"), lambda at: at.reference),
    Variable("ten_van_ban", _("Tên văn bản (dòng tiêu đề hoặc trích yếu)"), lambda at: at.title),
    Variable("co_quan", _("Cơ quan ban hành"), lambda at: at.head.body),
    Variable("bo_phan", _("Bộ phận tiếp nhận và trả kết quả"), lambda at: at.head.one_stop_unit),
    Variable("dia_chi_co_quan", _("Địa chỉ của cơ quan"), lambda at: at.head.address),
    Variable("dien_thoai_co_quan", _("Điện thoại của cơ quan"), lambda at: at.head.phone),
    Variable("tra_cuu", _("Địa chỉ tra cứu hồ sơ (cũng là mã QR)"), lambda at: at.content.lookup_url),
    Variable(
        "bang_giay_to",
        _("Bảng thành phần hồ sơ đã nộp"),
        lambda at: parts.papers(at.content),
        frozenset({Form.RECEIPT}),
        is_table=True,
    ),
    Variable(
        "bang_bo_sung",
        _("Bảng những điều cần bổ sung; trong thư điện tử là danh sách"),
        lambda at: parts.defects(at.content),
        frozenset({Form.SUPPLEMENT}),
        is_table=True,
    ),
    Variable(
        "bang_khong_dat",
        _("Bảng những điều không đạt; trong thư điện tử là danh sách"),
        lambda at: parts.failures(at.content),
        frozenset({Form.REFUSAL}),
        is_table=True,
    ),
    Variable(
        "ngay_hen_cu",
        _("Ngày hẹn trả đã hứa trước đó"),
        lambda at: day(at.content.promised_on),
        frozenset({Form.EXTENSION}),
    ),
    Variable("tai_khoan", _("Tài khoản quản trị đã thay đổi"), _account, ANSWERS),
    Variable(
        "bang_chung_thu",
        _("Bảng thông tin chữ ký số đã cập nhật"),
        lambda at: parts.certificate(at.content),
        _CERTIFICATE,
        is_table=True,
    ),
    Variable(
        "so_se_ri",
        _("Số sê-ri của chứng thư số"),
        lambda at: grouped(_certificate_serial(at.content)),
        _CERTIFICATE | _PASSWORD,
    ),
    Variable(
        "hieu_luc_den",
        _("Chứng thư số có hiệu lực đến ngày nào"),
        lambda at: short_day(at.content.certificate.valid_to) if at.content.certificate else "",
        _CERTIFICATE,
    ),
    Variable(
        "da_khoi_phuc",
        _("Có hay không: tài khoản trở về chữ ký số trước đó"),
        lambda at: at.content.is_restored,
        _CERTIFICATE,
        is_yes_no=True,
    ),
    Variable(
        "da_mat_hong",
        _("Có hay không: chữ ký số trước bị mất, hỏng"),
        lambda at: at.content.request_kind == "rebind_lost",
        _CERTIFICATE,
        is_yes_no=True,
    ),
    Variable(
        "da_gia_han",
        _("Có hay không: gia hạn sau khi hết hạn"),
        lambda at: at.content.request_kind == "rebind_renewed",
        _CERTIFICATE,
        is_yes_no=True,
    ),
    Variable(
        "to_chuc_cap", _("Tổ chức cấp chứng thư số"), lambda at: _issuer(at.content), _CERTIFICATE | _PASSWORD
    ),
    Variable(
        "co_tep_ma_hoa",
        _("Có hay không: mật khẩu nằm trong tệp mã hóa kèm thư"),
        lambda at: at.content.enciphered is not None,
        _PASSWORD,
        is_yes_no=True,
    ),
    Variable("ten_tep", _("Tên tệp mã hóa"), lambda at: _file_name(at.content), _PASSWORD),
    Variable(
        "lien_ket_den",
        _("Liên kết xem mật khẩu có hiệu lực đến lúc nào"),
        lambda at: moment(at.content.reveal.until) if at.content.reveal else "",
        _PASSWORD,
    ),
    Variable(
        "lien_ket",
        _BY_MAIL,
        lambda at: at.content.reveal.url if at.content.reveal else "",
        _PASSWORD,
        only_in_mail=True,
    ),
)


def of(form: Form) -> tuple[Variable, ...]:
    """Return the values that a form's text may name."""
    return tuple(variable for variable in VARIABLES if form in variable.forms)


def printed(form: Form, at: Setting) -> dict[str, Any]:
    """Return the values for what is printed: secrets left out."""
    return {one.name: one.make(at) for one in of(form) if not one.only_in_mail}


def mailed(form: Form, at: Setting) -> dict[str, Any]:
    """Return the values for a mail: its tables are lists of lines."""
    return {one.name: _as_lines(one, at) for one in of(form)}


def _as_lines(variable: Variable, at: Setting) -> str | bool:
    return parts.LINES[variable.name](at.content) if variable.is_table else variable.make(at)


def _certificate_serial(content: Content) -> str:
    told = content.certificate or content.enciphered
    return told.serial if told else ""


def _issuer(content: Content) -> str:
    told = content.certificate or content.enciphered
    return told.issuer if told else ""


def _file_name(content: Content) -> str:
    return content.enciphered.enclosure.name if content.enciphered else ""


def shown(values: Mapping[str, Any]) -> dict[str, str]:
    """Return values for the list beside a text: a table in a word, "Có" or "Không" for a yes or no."""
    return {name: _shown(value) for name, value in values.items()}


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    return str(_("(bảng)")) if isinstance(value, SafeString) else str(value)
