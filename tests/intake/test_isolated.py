"""The reading process: one that dies, hangs or swells costs a page, and no page is read twice."""

import io
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from casedesk.samples import dossiers
from intake import confined, files, isolated, reader
from intake.facts import Facts, Kind
from intake.files import Refused
from intake.leaf import Leaf
from intake.shapes import as_json, from_json
from intake.tasks import Limits, Task
from tests.intake import page

pytestmark = pytest.mark.ocr
MOST = files.MAX_COLOURED
Whole = tuple[Facts, list[Leaf], list[int]]


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a complete dossier of some pages."""
    sample = dossiers.make(7, received=date(2026, 11, 23))
    return sample.save(tmp_path_factory.mktemp("scan") / "007").read_bytes()


@pytest.fixture(scope="module")
def whole(scan: bytes) -> Whole:
    """Return what is read of it in a process of its own, its leaves as they came, and how many each spoke of."""
    leaves: list[Leaf] = []
    totals: list[int] = []

    def on_leaf(leaf: Leaf, total: int) -> None:
        leaves.append(leaf)
        totals.append(total)

    read = isolated.read(scan, on_leaf=on_leaf)
    assert not multiprocessing.active_children()
    return read, leaves, totals


def three(second: tuple[int, int] | None = None) -> bytes:
    """Return three pages with a line each; the second one may be of another size, in colour."""
    sheets = [Image.fromarray(page.drawn([f"Trang số {number}"])) for number in (1, 2, 3)]
    sheets[1] = Image.new("RGB", second, "white") if second else sheets[1]
    out = io.BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:], compression="tiff_deflate")
    return out.getvalue()


def signalled(number: int, sent: signal.Signals, *, times: int) -> Callable[[int], None]:
    """Return what sends a signal to the reading process as soon as it begins a page, some times over."""
    left = [sent] * times

    def on_start(begun: int) -> None:
        if begun == number and left:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, left.pop())

    return on_start


def problems(read: Facts) -> dict[int, str]:
    return {one.number: one.problem for one in read.pages if one.problem}


def test_reads_what_this_process_reads(scan: bytes, whole: Whole) -> None:
    read, leaves, totals = whole
    assert read == reader.read(scan)
    assert [leaf.page.number for leaf in leaves] == list(range(1, len(read.pages) + 1))
    assert totals == [len(read.pages)] * len(read.pages)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSEGV], ids=["killed", "crashed"])
def test_a_page_that_brings_its_reader_down_twice_is_set_aside(sent: signal.Signals) -> None:
    read = isolated.read(three(), on_start=signalled(2, sent, times=2))
    assert len(read.pages) == 3
    assert problems(read) == {2: isolated._LOST.format(page=2)}
    assert read.pages[1].kind is Kind.OTHER


def test_a_reader_that_dies_once_costs_no_page() -> None:
    begun: list[int] = []
    kill = signalled(2, signal.SIGKILL, times=1)

    def on_start(number: int) -> None:
        begun.append(number)
        kill(number)

    read = isolated.read(three(), on_start=on_start)
    assert (len(read.pages), problems(read)) == (3, {})
    assert begun == [1, 2, 2, 3]


def test_a_page_that_hangs_is_set_aside() -> None:
    hang = signalled(2, signal.SIGSTOP, times=1)
    read = isolated.read(three(), on_start=hang, limits=Limits(seconds_a_page=5))
    assert problems(read) == {2: isolated._SLOW.format(page=2, seconds=5)}


def test_every_page_may_be_slow() -> None:
    read = isolated.read(three(), limits=Limits(seconds_a_page=0.001))
    assert set(problems(read)) == {1, 2, 3}


def test_a_page_that_takes_too_much_memory_is_set_aside() -> None:
    read = isolated.read(three((8300, 8300)), limits=Limits(megabytes=480))
    assert problems(read) == {2: confined._LARGE.format(page=2)}


def test_the_largest_page_is_read_within_the_limit() -> None:
    read = isolated.read(three((8300, MOST // 8300)))
    assert problems(read) == {}


def test_a_file_that_takes_too_much_memory_to_open_is_refused() -> None:
    with pytest.raises(Refused, match="bộ nhớ"):
        isolated.read(page.encoded(page.drawn([], width=8000, height=8000)), limits=Limits(megabytes=420))


def test_a_process_whose_parent_is_gone_ends_soon(scan: bytes) -> None:
    try:
        next(confined.said(scan, Task(1, None, Limits(seconds_a_page=30))))
    finally:
        left = signal.alarm(0)
    assert 30 <= left <= 30 + confined._GRACE


def test_nothing_is_left_in_memory() -> None:
    folder = Path(isolated._IN_MEMORY if os.access(isolated._IN_MEMORY, os.W_OK) else tempfile.gettempdir())
    before, during = set(folder.glob("casedesk-*")), set[Path]()

    def look_and_kill(_number: int) -> None:
        during.update(folder.glob("casedesk-*"))
        signalled(1, signal.SIGKILL, times=1)(1)

    isolated.read(three(), on_start=look_and_kill)
    assert len(during - before) >= 2
    assert not set(folder.glob("casedesk-*")) & (during - before)


def test_pages_that_are_kept_are_not_read_again(scan: bytes, whole: Whole) -> None:
    before, leaves, _ = whole
    begun: list[int] = []
    read = isolated.read(scan, kept=leaves[:2], on_start=begun.append)
    assert begun == list(range(3, len(before.pages) + 1))
    assert read == before


def test_a_page_is_the_same_after_it_was_json(whole: Whole) -> None:
    _, leaves, _ = whole
    assert any(one.candidates for one in leaves)
    assert [from_json(Leaf, as_json(leaf)) for leaf in leaves] == leaves


def test_a_file_that_is_no_scan_is_refused_with_its_reason() -> None:
    with pytest.raises(Refused, match=r"\.$"):
        isolated.read(b"%PDF-1.7 cut")


def test_a_file_is_looked_at_without_being_read() -> None:
    assert isolated.inspect(three()) == files.Info("image/tiff", 3)
    with pytest.raises(Refused, match="rỗng"):
        isolated.inspect(b"")
