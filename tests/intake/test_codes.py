"""A card's code tells until when the card is good by law."""

import pytest

from intake import codes
from intake.facts import FOREVER


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
