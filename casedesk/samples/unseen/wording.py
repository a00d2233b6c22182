"""What unseen letters say: subjects, reasons, requests and closing words, in the words of other writers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import long_date
from intake.facts import Request

CENTRES = (
    "Trung tâm Quản lý vận hành Hệ thống CNTT Hải quan - Cục Hải quan", "Cục Hải quan<br>(Ban Công nghệ thông tin và Thống kê hải quan)",
    "Trung tâm Quản lý vận hành hệ thống công nghệ thông tin Hải quan<br>(Lô E3 Dương Đình Nghệ, Yên Hòa, Hà Nội)",
    "Trung tâm QLVH hệ thống CNTT Hải quan",
)  # fmt: skip
SUBJECTS: Mapping[Request, tuple[str, ...]] = {
    Request.RESET_PASSWORD: (
        "xin cấp lại mật khẩu tài khoản quản trị VNACCS/VCIS", "hỗ trợ đặt lại mật khẩu tài khoản quản trị người khai hải quan",
        "đề nghị cấp mật khẩu mới cho tài khoản quản trị VNACCS do quên mật khẩu",
    ),
    Request.REBIND_LOST: (
        "đề nghị cập nhật chữ ký số mới do chữ ký số cũ bị hỏng", "xin thay thông tin chữ ký số trong tài khoản quản trị VNACCS do mất USB Token",
        "cập nhật lại chữ ký số cho tài khoản quản trị VNACCS do mất thiết bị chữ ký số",
    ),
    Request.REBIND_RENEWED: (
        "đề nghị cập nhật lại thông tin chữ ký số đã gia hạn", "hỗ trợ cập nhật chữ ký số gia hạn quá hạn vào tài khoản quản trị VNACCS",
        "cập nhật thông tin chữ ký số sau gia hạn trên tài khoản quản trị VNACCS",
    ),
}  # fmt: skip
ENGLISH: Mapping[Request, tuple[str, str]] = {
    Request.RESET_PASSWORD: (
        "request for a new password of the VNACCS administrator account",
        "We can no longer log in, as the password of the account is not known to us any more.",
    ),
    Request.REBIND_LOST: (
        "request to register a new digital signature on VNACCS because the old token is lost or damaged",
        "The old USB token can no longer be used, and we now have a new digital signature.",
    ),
    Request.REBIND_RENEWED: (
        "request to update the renewed digital signature on VNACCS",
        "Our digital signature expired and was renewed only after the date of expiry.",
    ),
}  # fmt: skip
"""Subject and reason as a letter in two languages adds them."""
ENDINGS = (
    "Kính mong Quý cơ quan sớm xem xét, hỗ trợ để hoạt động xuất nhập khẩu của đơn vị không bị gián đoạn.",
    "Chúng tôi cam kết những thông tin kê khai ở trên là chính xác, nếu sai xin hoàn toàn chịu trách nhiệm.",
    "Rất mong sớm nhận được phản hồi của Quý Trung tâm. Xin trân trọng cảm ơn!", "Xin chân thành cảm ơn sự hợp tác của Quý cơ quan./.",
)  # fmt: skip
_PROVIDERS = ("VINA-MẪU CA", "SAO MAI CA", "ANPHA-SIGN", "CA ĐẠI DƯƠNG")


@dataclass(frozen=True, slots=True)
class Asides:
    """Sentences beside the point, and the fax: each is empty where the letter has none."""

    token: str
    broker: str
    dead_mail: str
    hotline: str
    fax: str

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return those that are sentences."""
        return tuple(text for text in (self.token, self.dead_mail, self.broker, self.hotline) if text)


def reason(chance: Random, request: Request, received: date) -> str:
    """Return why, in a sentence or two."""
    then = received - timedelta(days=chance.randint(40, 120))
    later = received - timedelta(days=chance.randint(14, 35))
    return chance.choice({
        Request.RESET_PASSWORD: (
            "Do thay đổi kế toán, việc bàn giao không đầy đủ nên hiện nay đơn vị bị thất lạc mật khẩu của tài khoản quản trị.",
            f"Ngày {then:%d/%m/%Y}, đơn vị cài lại máy tính và làm mất file lưu mật khẩu, đã thử nhiều lần nhưng không đăng nhập được.",
            "Bộ phận xuất nhập khẩu không nhớ mật khẩu tài khoản quản trị, nên không thêm được người sử dụng mới.",
        ),
        Request.REBIND_LOST: (
            f"Vào {long_date(then)}, USB Token của đơn vị bị rơi vỡ, không đọc được dữ liệu. Đơn vị đã đăng ký mua chữ ký số mới.",
            "USB Token bị thất lạc khi gửi chuyển phát, nhà cung cấp đã thu hồi chứng thư số cũ và cấp chữ ký số mới cho đơn vị.",
            "Thiết bị chữ ký số cũ bị chập cháy không sử dụng được nữa; nay đơn vị dùng chữ ký số mới mua của nhà cung cấp khác.",
        ),
        Request.REBIND_RENEWED: (
            f"Chữ ký số của đơn vị hết hạn ngày {then:%d/%m/%Y}, do sơ ý nên đến ngày {later:%d/%m/%Y} đơn vị mới gia hạn.",
            "Đơn vị gia hạn chữ ký số sau ngày hết hạn, vì vậy hệ thống không cho tự cập nhật thông tin chữ ký số mới gia hạn.",
            f"Từ {long_date(then)} chữ ký số đã hết hiệu lực; sau khi gia hạn, đơn vị đăng nhập thì hệ thống báo không hợp lệ.",
        ),
    }[request])  # fmt: skip


def asides(chance: Random, one: Firm, request: Request, received: date, omit: str | None) -> Asides:
    """Draw what else a letter says; without an address or a number for the answer it also gives no other of the company's."""
    provider = chance.choice(_PROVIDERS)
    return Asides(
        token=_token(chance, provider, received) if request is not Request.RESET_PASSWORD and chance.random() < 0.6 else "",
        broker=chance.choice((
            f"Đại lý làm thủ tục hải quan của đơn vị: {escape(one.broker[0])}, MST {one.broker[1]}.",
            f"Các lô hàng trước đây do {escape(one.broker[0])} (mã số thuế {one.broker[1]}) mở tờ khai.",
        )) if chance.random() < 0.3 else "",
        dead_mail=chance.choice((
            f"Email {one.old_email} khai báo khi đăng ký tài khoản đã bị khóa, đề nghị không gửi vào địa chỉ này.",
            f"Hiện đơn vị đã ngừng dùng email {one.old_email}.", f"Tài khoản hiện gắn với email {one.old_email} (đã hỏng).",
        )) if chance.random() < 0.35 and omit != "email" else "",
        hotline=f"Đơn vị đã gọi tổng đài hỗ trợ của nhà cung cấp {provider} (1900{chance.randint(2000, 9899)}) nhưng chưa khắc phục được."
        if chance.random() < 0.3 else "",
        fax=f"0{chance.choice((24, 28))}.3{chance.randint(200, 999)}.{chance.randint(1000, 9999)}"
        if chance.random() < 0.4 and omit != "phone" else "",
    )  # fmt: skip


def _token(chance: Random, provider: str, received: date) -> str:
    serial = "54" + "".join(chance.choice("0123456789ABCDEF") for _ in range(30))
    since = received - timedelta(days=chance.randint(12, 25))
    until = since.replace(year=since.year + 3, day=min(since.day, 28))
    return (f"Thông tin chữ ký số mới: nhà cung cấp {provider}, số serial {serial}, thời hạn sử dụng từ ngày {since:%d/%m/%Y} "
            f"đến ngày {until:%d/%m/%Y}.")  # fmt: skip
