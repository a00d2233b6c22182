"""The inbox's lists by name: who sees each, and what it says when it is empty."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casedesk.access import Act as Right

ALL_MINE = "now"


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of the inbox; `is_work` where its first row is something to do now, `is_news` where it counts
    what is unread."""

    code: str
    label: str | Promise
    right: Right
    empty: str | Promise
    is_work: bool = False
    is_news: bool = False


LISTS = (
    Listing(
        ALL_MINE,
        _("Việc của tôi"),
        Right.TAKE_PART,
        _("Mọi việc đang chờ bạn sẽ vào đây, việc gấp nhất ở dòng đầu. Hiện không có việc nào."),
    ),
    Listing(
        "review",
        _("Cần kiểm tra"),
        Right.REVIEW,
        _("Hồ sơ đọc xong sẽ vào đây để kiểm tra. Đưa bản quét vào thư mục quét hoặc tải lên ở «Tiếp nhận»."),
        is_work=True,
    ),
    Listing(
        "mine",
        _("Chờ tôi xử lý"),
        Right.FULFIL,
        _("Hồ sơ được giao cho bạn sẽ vào đây ngay khi văn thư chấp nhận."),
        is_work=True,
    ),
    Listing(
        "approve",
        _("Chờ duyệt"),
        Right.APPROVE,
        _("Đề xuất của đồng nghiệp sẽ vào đây để bạn duyệt; đề xuất của chính bạn do người khác duyệt."),
        is_work=True,
    ),
    Listing(
        "asked",
        _("Hỏi tôi"),
        Right.TAKE_PART,
        _("Câu hỏi của đồng nghiệp về một hồ sơ sẽ vào đây, đến khi bạn trả lời."),
        is_work=True,
    ),
    Listing(
        "mentioned",
        _("Nhắc tôi"),
        Right.TAKE_PART,
        _("Hồ sơ mà đồng nghiệp nhắc tên bạn trong ghi chú sẽ vào đây, đến khi bạn mở hồ sơ."),
        is_work=True,
    ),
    Listing(
        "watched",
        _("Tôi theo dõi"),
        Right.TAKE_PART,
        _("Bấm «Theo dõi» ở một hồ sơ để thấy nó ở đây; hồ sơ đổi bước thì được đánh dấu mới."),
        is_news=True,
    ),
    Listing(
        "mail",
        _("Có thư mới"),
        Right.TAKE_PART,
        _("Hồ sơ có thư của doanh nghiệp mà chưa ai mở sẽ vào đây, đến khi thư được mở."),
        is_news=True,
    ),
    Listing(
        "reading",
        _("Đang đọc"),
        Right.SEE,
        _("Không có hồ sơ nào đang đọc. Máy đọc ngay khi có bản quét mới, mỗi trang chừng một giây."),
    ),
    Listing(
        "supplement",
        _("Chờ bổ sung"),
        Right.RECEIVE,
        _("Hồ sơ đã gửi phiếu yêu cầu bổ sung sẽ nằm ở đây, đồng hồ dừng, đến khi doanh nghiệp nộp thêm."),
    ),
    Listing(
        "letters",
        _("Thư chưa gửi được"),
        Right.SEE,
        _("Mọi thư đều đã đi. Thư bị máy chủ thư từ chối hoặc chậm sẽ hiện ở đây kèm lý do."),
    ),
    Listing(
        "halted",
        _("Dừng lại"),
        Right.SEE,
        _("Không có hồ sơ nào bị dừng. Hồ sơ mà máy không tự làm tiếp được sẽ hiện ở đây kèm lý do."),
    ),
    Listing(
        "all",
        _("Tất cả hồ sơ mở"),
        Right.SEE,
        _("Chưa có hồ sơ nào. Đưa bản quét vào thư mục quét hoặc tải lên ở «Tiếp nhận»."),
    ),
    Listing(
        "closed",
        _("Đã kết thúc"),
        Right.SEE,
        _("Hồ sơ đã trả lời xong hoặc đã từ chối sẽ được giữ ở đây."),
    ),
)
