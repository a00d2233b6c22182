"""The scan folder: whole files are taken once, the rest waits or is set aside, and nothing blocks."""

import os
from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from casedesk.models import Case, State
from casedesk.scan_folder import ScanFolder
from intake.models import SetAside
from tests import make, paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder() -> ScanFolder:
    made = ScanFolder()
    made.prepare()
    return made


def collect(folder: ScanFolder) -> int:
    """Look twice, as the watcher does: a file is taken when it has not grown between."""
    return folder.collect(make.NOW) + folder.collect(make.NOW)


def test_a_file_is_received_by_its_channel_and_then_gone(folder: ScanFolder) -> None:
    (folder.root / "truc-tiep" / "a.pdf").write_bytes(paper.pdf())
    assert collect(folder) == 1
    case = Case.objects.get()
    assert (case.channel, case.arrived_on) == ("walk_in", date(2026, 11, 23))
    assert not list(folder.root.rglob("*.pdf"))


def test_a_folder_named_by_a_day_gives_the_day_of_arrival(folder: ScanFolder) -> None:
    day = folder.root / "buu-dien" / "2026-11-19"
    day.mkdir()
    (day / "a.pdf").write_bytes(paper.pdf())
    collect(folder)
    assert Case.objects.get().arrived_on == date(2026, 11, 19)


@pytest.mark.parametrize(
    "place", ["{number}.pdf", "{number} bổ sung.pdf", "{number}/1.pdf", "2026-11-23/{number}/1.pdf"]
)
def test_a_file_that_bears_a_number_completes_its_case(place: str, folder: ScanFolder) -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED)
    path = folder.root / "buu-dien" / place.format(number=case.number)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(paper.pdf())
    assert collect(folder) == 1
    case.refresh_from_db()
    assert (Case.objects.count(), case.state, case.scans.count()) == (1, State.RECEIVED, 2)


@pytest.mark.parametrize(
    ("state", "number", "sentence"),
    [
        (State.CLOSED, "", "không còn nhận giấy tờ bổ sung"),
        (State.CHECKED, "G12.99.01-261123-9999", "không có hồ sơ này"),
    ],
    ids=["a case that is over", "no such case"],
)
def test_a_number_that_fits_no_case_is_told(state: str, number: str, sentence: str, folder: ScanFolder) -> None:
    case = make.case(state)
    (folder.root / "buu-dien" / f"{number or case.number}.pdf").write_bytes(paper.pdf())
    collect(folder)
    assert sentence in SetAside.objects.get().reason
    assert (Case.objects.count(), case.scans.count()) == (1, 1)


def test_a_file_that_is_still_growing_waits(folder: ScanFolder) -> None:
    path = folder.root / "buu-dien" / "a.pdf"
    path.write_bytes(paper.pdf()[:100])
    assert folder.collect(make.NOW) == 0
    path.write_bytes(paper.pdf())
    assert folder.collect(make.NOW) == 0
    assert folder.collect(make.NOW) == 1


def test_unfinished_and_hidden_names_are_left_alone(folder: ScanFolder) -> None:
    for name in (".ẩn.pdf", "a.pdf.part", "a.tmp", "~$a.pdf"):
        (folder.root / "buu-dien" / name).write_bytes(paper.pdf())
    assert collect(folder) == 0


def test_links_and_pipes_are_left_alone(folder: ScanFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(paper.pdf())
    (folder.root / "buu-dien" / "link.pdf").symlink_to(secret)
    os.mkfifo(folder.root / "buu-dien" / "pipe.pdf")
    assert collect(folder) == 0
    assert secret.exists()


def test_a_bad_file_is_set_aside_and_the_next_one_is_received(folder: ScanFolder) -> None:
    (folder.root / "buu-dien" / "a.pdf").write_bytes(b"rac")
    (folder.root / "buu-dien" / "b.pdf").write_bytes(paper.pdf())
    assert collect(folder) == 2
    assert (SetAside.objects.count(), Case.objects.count()) == (1, 1)


def test_a_file_with_no_channel_is_set_aside_with_what_to_do(folder: ScanFolder) -> None:
    (folder.root / "a.pdf").write_bytes(paper.pdf())
    collect(folder)
    assert "buu-dien" in SetAside.objects.get().reason


def test_a_file_too_large_stays_where_it_is_and_is_told_once(folder: ScanFolder, settings: Settings) -> None:
    settings.MAX_FILE_BYTES = 100
    path = folder.root / "buu-dien" / "a.pdf"
    path.write_bytes(paper.pdf())
    collect(folder)
    collect(folder)
    assert path.exists()
    assert SetAside.objects.get().kept_at == str(path)


def test_the_source_stays_when_it_could_not_be_kept(folder: ScanFolder, settings: Settings) -> None:
    settings.SEALED_ROOT = Path("/proc/khong-ghi-duoc")
    path = folder.root / "buu-dien" / "a.pdf"
    path.write_bytes(paper.pdf())
    assert collect(folder) == 0
    assert path.exists()
    assert not Case.objects.exists()
