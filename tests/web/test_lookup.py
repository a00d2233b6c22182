"""The page behind a receipt's QR code: how far the case is, and nothing of whose it is."""

import io

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from casedesk import contents, lookup
from casedesk.models import LetterOrder, State
from letters import pictures
from letters.kinds import Kind
from letters.models import Letterhead
from letters.rendering import render
from tests import make

pytestmark = pytest.mark.django_db


def path_of(address: str) -> str:
    return "/" + address.split("/", 3)[3]


@pytest.mark.parametrize("state", State)
def test_every_state_has_its_words(state: State) -> None:
    assert lookup.STATE_WORDS[state]


def test_it_says_how_far_and_names_nobody() -> None:
    case = make.case(State.ASSIGNED, technician=make.user("technician"))
    page = Client().get(path_of(lookup.url_of(case))).content.decode()
    assert case.number in page and "Đang giải quyết" in page and "01/12/2026" in page
    assert make.COMPANY not in page and make.TAX_CODE not in page and str(case.technician) not in page


@pytest.mark.parametrize("change", ["token", "number"])
def test_an_address_that_is_not_ours_says_nothing(change: str) -> None:
    case, other = make.case(), make.case()
    address = path_of(lookup.url_of(case))
    address = address.replace(case.number, other.number) if change == "number" else address[:-3] + "00/"
    answer = Client().get(address)
    assert answer.status_code == 404 and "Mã hồ sơ" not in answer.content.decode()


def test_the_receipt_holds_the_address_as_a_code_that_is_read() -> None:
    case = make.case()
    order = LetterOrder(case=case, kind=Kind.RECEIPT)
    content = contents.content_of(order, make.NOW)
    pdf = render(Kind.RECEIPT, content, Letterhead.current(make.NOW.date()), 1, make.NOW.date()).pdf
    found = zxingcpp.read_barcodes(pictures.pages(pdf, 1240)[0])
    assert [code.text for code in found] == [lookup.url_of(case)]


def test_a_picture_is_small() -> None:
    assert len(pictures.as_png(Image.new("L", (620, 877), 255))) < 5000
    assert Image.open(io.BytesIO(pictures.as_png(Image.new("L", (10, 10))))).size == (10, 10)
