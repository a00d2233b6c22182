"""What held-out letters say, in other words than the usual ones."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import long_date
from intake.facts import Request

CENTRES = (
    "Trung tâm Quản lý vận hành hệ thống CNTT Hải quan", "Ban Công nghệ thông tin và Thống kê hải quan - Cục Hải quan",
    "Trung tâm Quản lý vận hành hệ thống công nghệ thông tin Hải quan", "Cục Hải quan - Bộ phận hỗ trợ VNACCS",
)  # fmt: skip
ABOUT: Mapping[Request, tuple[str, ...]] = {
    Request.RESET_PASSWORD: (
        "cấp lại mật khẩu đăng nhập tài khoản quản trị VNACCS", "khôi phục mật khẩu tài khoản quản trị trên hệ thống VNACCS",
        "cấp mới mật khẩu quản trị do không còn nhớ mật khẩu đang dùng",
    ),
    Request.REBIND_LOST: (
        "đăng ký lại chữ ký số do thiết bị cũ bị hỏng", "thay đổi chữ ký số trên tài khoản quản trị VNACCS vì mất USB token",
        "cập nhật chứng thư số mới thay cho chứng thư số bị mất",
    ),
    Request.REBIND_RENEWED: (
        "cập nhật chứng thư số đã gia hạn vào tài khoản quản trị VNACCS", "cập nhật chữ ký số gia hạn muộn trên hệ thống VNACCS",
        "đăng ký lại thông tin chữ ký số sau khi hết hạn và gia hạn",
    ),
}  # fmt: skip


def reason(chance: Random, request: Request, received: date) -> str:
    """Return why, in a sentence or two, at times with days that are none of the letter's."""
    first = received - timedelta(days=chance.randint(50, 110))
    second = received - timedelta(days=chance.randint(15, 45))
    return chance.choice({
        Request.RESET_PASSWORD: (
            "Nhân sự trước đây quản lý tài khoản đã thôi việc và không bàn giao mật khẩu, nay chúng tôi không nhớ mật khẩu để đăng nhập.",
            f"Từ ngày {first:%d/%m/%Y} đơn vị đăng nhập sai nhiều lần, chức năng \"Quên mật khẩu\" trên cổng không gửi được thư xác nhận.",
            "Do lâu ngày không sử dụng nên đơn vị đã quên mật khẩu tài khoản quản trị.",
        ),
        Request.REBIND_LOST: (
            f"Ngày {first:%d/%m/%Y} USB token chứa chữ ký số bị hỏng, máy tính không nhận thiết bị; đơn vị đã mua chữ ký số mới.",
            "Trong quá trình chuyển văn phòng, nhân viên làm mất USB token; đơn vị đã đăng ký chứng thư số mới của nhà cung cấp khác.",
            "Thiết bị lưu khóa bị hư hỏng không thể khôi phục, chúng tôi phải mua chữ ký số mới.",
        ),
        Request.REBIND_RENEWED: (
            f"Chữ ký số của đơn vị hết hạn từ {long_date(first)}, đến {long_date(second)} mới làm thủ tục gia hạn.",
            f"Chứng thư số đã hết hiệu lực ngày {first:%d/%m/%Y} và được gia hạn sau thời điểm hết hạn, tài khoản quản trị không nhận.",
            "Do sơ suất, đơn vị gia hạn chữ ký số sau thời điểm hết hạn nên không tự cập nhật được trên cổng.",
        ),
    }[request])  # fmt: skip


def token(chance: Random, request: Request, received: date) -> str:
    """Return a sentence on the old and the new certificate, or nothing where only a password is asked for."""
    if request is Request.RESET_PASSWORD or chance.random() < 0.3:
        return ""
    old, new = ("54" + "".join(chance.choice("0123456789ABCDEF") for _ in range(30)) for _ in range(2))
    since = received - timedelta(days=chance.randint(3, 15))
    return (f"Chứng thư số cũ có số sê-ri {old.lower() if chance.random() < 0.3 else old}; chứng thư số mới có số sê-ri {new}, "
            f"hiệu lực từ {since:%d/%m/%Y} đến {since.replace(year=since.year + 3, day=min(since.day, 28)):%d/%m/%Y}.")  # fmt: skip


def broker(one: Firm) -> str:
    """Return a sentence that names the customs broker and its tax code."""
    return (f"Đơn vị đang ủy thác cho đại lý hải quan {escape(one.broker[0])} (mã số thuế đại lý: {one.broker[1]}) "
            "làm thủ tục thông quan.")  # fmt: skip


def dead_mail(chance: Random, one: Firm) -> str:
    """Return a sentence on the address that no longer works."""
    return chance.choice((
        f"Địa chỉ email cũ {one.old_email} đã đăng ký trên hệ thống hiện không còn sử dụng.",
        f"Hộp thư {one.old_email} trước đây do nhân viên đã nghỉ việc giữ, nay không truy cập được.",
        f"Xin lưu ý: email đã đăng ký là {one.old_email} không còn hiệu lực.",
    ))  # fmt: skip


ENDINGS = (
    "Rất mong Quý cơ quan quan tâm giải quyết để hàng hóa của chúng tôi kịp thông quan. Xin chân thành cảm ơn!",
    "Đơn vị cam đoan các nội dung nêu trên là đúng và hoàn toàn chịu trách nhiệm trước pháp luật.",
    "Kính mong nhận được sự giúp đỡ của Quý cơ quan./.", "Trân trọng kính chào./.",
)  # fmt: skip
