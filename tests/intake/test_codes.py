"""A card's code tells until when the card is good by law."""

import io

import cv2
import numpy as np
import pytest
import segno
from PIL import Image

from intake import codes, orientation, pages, reader
from intake.facts import FOREVER
from tests.intake import page


@pytest.mark.parametrize(
    ("born", "issued", "expiry"),
    [
        ("06121978", "16082026", "2038-12-06"),
        ("05052000", "04052023", "2025-05-05"),
        ("05052000", "05052023", "2040-05-05"),
        ("05052000", "06052023", "2040-05-05"),
        ("27081966", "01012025", FOREVER),
        ("29022000", "01012020", ""),
        ("05052000", "", ""),
    ],
    ids=[
        "to sixty",
        "before two years",
        "within two years",
        "a day later",
        "without end",
        "no such day",
        "unknown",
    ],
)
def test_until_when_a_card_is_good(born: str, issued: str, expiry: str) -> None:
    card = codes.parsed(f"001078000001||Trần Văn Mẫu|{born}|Nam|Số 1, Hà Nội|{issued}")
    assert card is not None
    assert card.expiry == expiry


def test_where_a_code_stands_on_a_page_askew() -> None:
    """The box is the code's place on the page as it lies, not on the page made level."""
    lines = [
        "CĂN CƯỚC CÔNG DÂN",
        "Citizen Identity Card",
        "Số / No: 001080012345",
        "Họ và tên / Full name: LÊ THỊ MẪU",
    ]
    picture = page.drawn(lines * 3).copy()
    out = io.BytesIO()
    text = "001080012345||Lê Thị Mẫu|06121980|Nữ|Số 1, Hà Nội|16082026"
    segno.make(text, error="l", micro=False, encoding="utf-8").save(out, kind="png", scale=6, border=2)
    code = np.asarray(Image.open(out).convert("RGB"), np.uint8)
    side, left, top = code.shape[0], 900, 1300
    picture[top : top + side, left : left + side] = code
    askew = orientation.levelled(picture, -4.0)
    with pages.opened(page.encoded(askew)) as scan:
        leaf = reader.leaf(scan, 1, None)
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -4.0, 1.0)
    x, y = turn @ (left + side / 2, top + side / 2, 1.0)
    assert leaf.card and leaf.card_box
    box = leaf.card_box
    assert ((box[0] + box[2]) / 2 * width, (box[1] + box[3]) / 2 * height) == pytest.approx((x, y), abs=12)
