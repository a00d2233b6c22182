"""The reading process: one that dies, hangs or swells costs a page, and no page is read twice."""

import multiprocessing
import os
import signal
from datetime import date

import numpy as np
import pytest

from casedesk.samples import dossiers
from intake import drafts, isolated, reader
from intake.facts import Kind
from intake.files import Refused
from intake.leaves import Leaf
from intake.pages import Scan
from tests.intake import page

pytestmark = pytest.mark.ocr


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a complete dossier of some pages."""
    sample = dossiers.make(7, received=date(2026, 11, 23))
    return sample.save(tmp_path_factory.mktemp("scan") / "007").read_bytes()


def test_reads_what_this_process_reads(scan: bytes) -> None:
    seen: list[tuple[int, int]] = []
    read = isolated.read(scan, on_leaf=lambda leaf, total: seen.append((leaf.page.number, total)))
    assert read == reader.read(scan)
    assert seen == [(number, len(read.pages)) for number in range(1, len(read.pages) + 1)]
    assert not multiprocessing.active_children()


def test_a_process_that_dies_costs_one_page(scan: bytes) -> None:
    def kill_after_the_first(leaf: Leaf, total: int) -> None:
        if leaf.page.number == 1:
            for child in multiprocessing.active_children():
                os.kill(child.pid or 0, signal.SIGKILL)

    whole = reader.read(scan)
    read = isolated.read(scan, on_leaf=kill_after_the_first)
    problems = [one.number for one in read.pages if one.problem]
    assert problems == [2]
    assert read.pages[1].problem == isolated._LOST.format(page=2)
    assert [one.kind for one in read.pages if not one.problem] == [
        one.kind for one in whole.pages if one.number != 2
    ]


def test_a_page_over_its_time_is_set_aside(scan: bytes) -> None:
    read = isolated.read(scan, seconds_a_page=0.01)
    assert all(one.kind is Kind.OTHER and "0 giây" in one.problem for one in read.pages)


def test_a_file_over_its_memory_is_refused() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (7000, 5000, 3), np.uint8)
    with pytest.raises(Refused, match="bộ nhớ"):
        isolated.read(page.encoded(noise, "JPEG"), megabytes=260)


def test_a_page_over_its_memory_is_set_aside(scan: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = reader.leaf

    def large(opened: Scan, number: int, before: Leaf | None) -> Leaf:
        if number == 2:
            raise MemoryError
        return whole(opened, number, before)

    monkeypatch.setattr(reader, "leaf", large)
    count, *leaves = isolated._messages(scan, 1, None)
    assert [one.page.number for one in leaves if isinstance(one, Leaf) and one.page.problem] == [2]
    assert len(leaves) == count


def test_pages_that_are_kept_are_not_read_again(scan: bytes) -> None:
    first: list[Leaf] = []
    whole = isolated.read(scan, on_leaf=lambda leaf, total: first.append(leaf))
    again: list[int] = []
    read = isolated.read(scan, kept=first[:2], on_leaf=lambda leaf, total: again.append(leaf.page.number))
    assert again == list(range(3, len(whole.pages) + 1))
    assert read == whole


def test_a_page_is_the_same_after_it_was_kept(scan: bytes) -> None:
    seen: list[Leaf] = []
    isolated.read(scan, on_leaf=lambda leaf, total: seen.append(leaf))
    assert [drafts.from_json(Leaf, drafts.as_json(leaf)) for leaf in seen] == seen


def test_a_file_that_is_no_scan_is_refused_with_its_reason() -> None:
    with pytest.raises(Refused, match=r"\.$"):
        isolated.read(b"%PDF-1.7 cut")
