"""Made-up scans read with the real engine, from the file to the facts."""

import io
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import numpy as np
import pypdf
import pytest
from PIL import Image

from casedesk.samples import dossiers
from intake import reader
from intake.facts import Facts, Kind
from intake.files import Refused
from tests.intake import page

pytestmark = pytest.mark.ocr
RECEIVED = date(2026, 11, 23)
LETTER = [
    "CÔNG TY TNHH THỬ NGHIỆM",
    "V/v đề nghị cấp mật khẩu mới tài khoản quản trị VNACCS",
    "Kính gửi: Trung tâm Quản lý vận hành hệ thống CNTT Hải quan",
    "Mã số thuế: 0100112437",
    "Điện thoại: 024 3436 5358",
    "Lý do: Công ty quên mật khẩu đăng nhập tài khoản quản trị",
]


PICTURES = """
import resource
import numpy as np
from intake import reader
reader.prepare_process()
before = 0
for page in range(11):
    pictures = [np.ones(3 * 2**20, np.uint8) for view in range(30)]
    before = before or resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    del pictures
print(resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before)
"""
"""Takes and frees 90 megabytes ten times more, and prints how many pages of memory the system gave for that."""


@pytest.fixture(scope="module")
def sample() -> dossiers.Sample:
    """Return a complete dossier, scanned well."""
    return dossiers.make(7, channel="walk_in", received=RECEIVED)


@pytest.fixture(scope="module")
def read(sample: dossiers.Sample, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    return reader.read(sample.save(tmp_path_factory.mktemp("scan") / "007"))


def test_pages(sample: dossiers.Sample, read: Facts) -> None:
    seen = [(one.kind.value, one.rotation, one.problem) for one in read.pages]
    assert seen == [(one["kind"], one["rotation"], "") for one in sample.truth["pages"]]


def test_fields(sample: dossiers.Sample, read: Facts) -> None:
    for truth, document in zip(sample.truth["documents"], read.documents, strict=True):
        for name, value in truth["fields"].items():
            assert plain(document.value(name)) == plain(value), name


def test_request_seal_and_stamps(sample: dossiers.Sample, read: Facts) -> None:
    assert read.request
    assert read.request.value == sample.truth["request"]
    for truth, document in zip(sample.truth["documents"], read.documents, strict=True):
        assert truth["sealed"] is None or (document.sealed and document.sealed.found)
        assert truth["certified"] is None or (document.certified and document.certified.found)


@pytest.mark.parametrize("turn", [90, 180])
def test_turned_picture(turn: int) -> None:
    turned = np.ascontiguousarray(np.rot90(page.drawn(LETTER * 2), turn // 90))
    read = reader.read(page.encoded(turned))
    assert (read.pages[0].kind, read.pages[0].rotation) == (Kind.REQUEST_LETTER, turn)


def test_progress_and_a_blank_page(tmp_path: Path) -> None:
    sheets = [Image.fromarray(page.drawn(LETTER)), Image.new("RGB", (1240, 1754), "white")]
    path, seen = tmp_path / "ho so.tif", list[tuple[int, int]]()
    sheets[0].save(path, save_all=True, append_images=sheets[1:], compression="jpeg")
    read = reader.read(path, on_page=lambda done, total: seen.append((done, total)))
    assert [one.kind for one in read.pages] == [Kind.REQUEST_LETTER, Kind.BLANK]
    assert seen == [(1, 2), (2, 2)]


def test_region() -> None:
    data = page.encoded(page.drawn(LETTER))
    assert "0100112437" in reader.read_region(data, 1, 0, (0.05, 0.14, 0.95, 0.19))


def test_region_of_nothing() -> None:
    data = page.encoded(page.drawn(LETTER))
    assert reader.read_region(data, 1, 0, (0.05, 0.8, 0.95, 0.9)) == ""


def test_refuses_what_is_no_scan() -> None:
    writer, out = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.encrypt("x")
    writer.write(out)
    with pytest.raises(Refused):
        reader.read(out.getvalue())


def plain(value: str) -> str:
    """Return a value in capitals, without spaces: how a telephone is spaced is not compared."""
    return unicodedata.normalize("NFC", "".join(value.split())).upper()


@pytest.mark.parametrize("shape", [(2000, 1, 3), (1, 2000, 3)], ids=["a column of pixels", "a row of pixels"])
def test_a_page_that_is_no_page_says_so(shape: tuple[int, int, int]) -> None:
    found = reader.read(page.encoded(np.full(shape, 255, np.uint8)))
    assert found.pages[0].problem.startswith("Trang 1")


def test_memory_of_a_picture_serves_the_next() -> None:
    done = subprocess.run([sys.executable, "-c", PICTURES], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 23_040  # what one time takes; ten times that where it is handed back each time
