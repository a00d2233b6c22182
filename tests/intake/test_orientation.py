"""How a page lies, guessed from its ink."""

import cv2
import numpy as np
import pytest

from intake import cleaning, orientation, sheets
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


@pytest.mark.parametrize("fan", [0.0, 0.04], ids=["skewed", "fanned"])
def test_a_part_of_a_page_is_made_level_as_the_whole_of_it(fan: float) -> None:
    lying = orientation.levelled(page.drawn(LINES), -3.0)
    lie = orientation.Lie(0, 3.0, 1.0, fan)
    left, top, right, bottom = 150, 60, 900, 400
    part = orientation.flattened(lying, lie, (left, top, right, bottom))
    whole = orientation.flattened(lying, lie)[top:bottom, left:right]
    assert part.shape == whole.shape
    assert np.abs(part.astype(int) - whole).mean() < 1.0
    assert np.abs(part.astype(int) - lying[top:bottom, left:right]).mean() > 5.0


@pytest.mark.parametrize(("longest", "working"), [(3507, 1753), (3508, 1754), (2339, 1754), (1000, 1754)])
def test_a_page_that_is_nearly_twice_its_working_size_is_made_half_as_large(longest: int, working: int) -> None:
    picture = np.full((longest, round(longest / 1.414), 3), 255, np.uint8)
    size = sheets._size(picture)
    assert size[1] == working
    assert [one.shape[:2] for one in sheets._at_working_size(picture)] == [(working, size[0])] * 2


def test_letters_are_read_from_the_whole_area_of_each_pixel_whatever_colours_are_made_from() -> None:
    picture = np.random.default_rng(3).integers(0, 255, (2339, 1654, 3)).astype(np.uint8)
    colour, green = sheets._at_working_size(picture)
    careful = cv2.resize(cv2.extractChannel(picture, 1), (1240, 1754), interpolation=cv2.INTER_AREA)
    assert colour.shape == (1754, 1240, 3)
    assert np.array_equal(green, careful)
    assert np.array_equal(cleaning.printed(np.full_like(colour, 90), green), cleaning.evened(green))


def test_white_page_is_no_error() -> None:
    assert orientation.find(orientation.letters_of(np.full((1754, 1240), 255, np.uint8))).turn in (0, 90, 180, 270)


def test_rows_say_how_a_page_lies_where_the_edges_of_a_picture_are_sharper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sharp = iter([(2.0, 0.0), (1.0, 0.0)])
    monkeypatch.setattr(orientation, "_best_skew", lambda _ink: next(sharp, (1.0, 0.0)))
    upright = orientation.letters_of(page.drawn(["Số: 096191539011", "TRÀ QUỲNH VẺ", "22/11/1994"])[:, :, 1])
    assert orientation.find(np.ascontiguousarray(np.rot90(upright))).turn == 90


def test_a_blank_page_has_no_rows_that_say_how_it_lies() -> None:
    assert orientation.find(np.zeros((1754, 1240), np.uint8)).turn in (0, 180)
