"""How a page lies, guessed from its ink."""

import numpy as np
import pytest

from intake import orientation
from tests.intake import page

LINES = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Kính gửi: Trung tâm Quản lý vận hành hệ thống",
    "Công ty đề nghị cấp lại mật khẩu tài khoản quản trị",
    "Địa chỉ: số 1 đường Thử Nghiệm, phường Mẫu, Hà Nội",
    "Điện thoại liên hệ và thư điện tử nhận kết quả",
    "Chúng tôi cam kết các thông tin trên là đúng sự thật",
] * 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [-4.0, 0.0, 2.5])
def test_turn_and_skew(turn: int, skew: float) -> None:
    grey = np.ascontiguousarray(page.drawn(LINES)[:, :, 0])
    lying = np.ascontiguousarray(np.rot90(orientation.levelled(grey, -skew), turn // 90))
    lie = orientation.find(orientation.letters_of(lying))
    assert lie.turn == turn
    assert lie.skew == pytest.approx(skew, abs=0.4)


def test_a_stamp_aslant_does_not_fan_a_page_out() -> None:
    grey = np.ascontiguousarray(page.drawn(LINES)[:, :, 0])
    foot = grey.shape[0] - 420
    stamp = np.ascontiguousarray(page.drawn(LINES[:4])[:400, :, 0])
    grey[foot : foot + 400] = orientation.levelled(stamp, 3.0)
    assert abs(orientation.find(orientation.letters_of(grey)).fan) < 0.02


def test_white_page_is_no_error() -> None:
    assert orientation.find(orientation.letters_of(np.full((1754, 1240), 255, np.uint8))).turn in (0, 90, 180, 270)
