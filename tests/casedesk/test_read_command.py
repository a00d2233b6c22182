"""`manage.py read` reads scans with the real reader, streams them in order, and stumbles over none."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from casedesk.management.commands import _read_table, read
from intake import isolated
from intake.facts import FIELDS, Kind, Source
from tests.intake import page
from tests.verification import make
from verification import checklist
from verification.findings import Channel, verdict_of

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two made-up dossiers, rendered as scans."""
    out = tmp_path_factory.mktemp("samples")
    command = [sys.executable, "-m", "casedesk.samples", str(out), "--count", "2", "--seed", "7"]
    subprocess.run(command, check=True, cwd=ROOT)
    return out


def scans(samples: Path) -> list[str]:
    return sorted(str(path) for path in samples.iterdir() if path.name != "truth.json")


def lines_of(*arguments: str) -> tuple[list[dict[str, Any]], str]:
    """Run the command for JSON; return its lines, and what it said at the end."""
    out = StringIO()
    try:
        call_command("read", "--json", *arguments, stdout=out)
    except CommandError as failure:
        return [json.loads(line) for line in out.getvalue().splitlines()], str(failure)
    return [json.loads(line) for line in out.getvalue().splitlines()], ""


@pytest.mark.ocr
def test_reads_scans_in_order_and_in_the_promised_shape(samples: Path) -> None:
    paths = list(reversed(scans(samples)))
    lines, said = lines_of("--received", "2026-11-23", *paths)
    assert said == ""
    assert [line["scan"] for line in lines] == [Path(path).name for path in paths]
    for line in lines:
        assert list(line) == [
            "scan",
            "seconds",
            "pages",
            "documents",
            "request",
            "checklist",
            "verdict",
        ]
        assert line["seconds"] > 0
        assert [finding["rule"] for finding in line["checklist"]] == [rule.__name__ for rule in checklist.RULES]
        assert all(list(finding) == ["rule", "outcome", "why", "documents"] for finding in line["checklist"])


@pytest.mark.ocr
def test_a_scan_that_cannot_be_read_harms_no_other(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").write_bytes(b"")
    good = scans(samples)[0]
    lines, said = lines_of(str(tmp_path / "empty.pdf"), good, str(tmp_path / "gone.pdf"))
    assert [line["scan"] for line in lines] == ["empty.pdf", Path(good).name, "gone.pdf"]
    assert list(lines[0]) == list(lines[2]) == ["scan", "seconds", "error"]
    assert "verdict" in lines[1]
    assert said.startswith("2 trong 3 tệp")


@pytest.mark.ocr
def test_a_person_reads_a_table(samples: Path) -> None:
    out = StringIO()
    call_command("read", scans(samples)[0], "--channel", "walk_in", stdout=out)
    assert "Danh mục kiểm tra" in out.getvalue()
    assert "Kết luận" in out.getvalue()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 cut", b"MZ no document"], ids=["empty", "cut", "no document"])
def test_a_refused_file_says_why_and_fails_at_the_end(content: bytes, tmp_path: Path) -> None:
    scan = tmp_path / "001.pdf"
    scan.write_bytes(content)
    lines, said = lines_of(str(scan))
    assert list(lines[0]) == ["scan", "seconds", "error"]
    assert lines[0]["error"].endswith(".")
    assert said


def test_a_folder_and_a_missing_file_say_why(tmp_path: Path) -> None:
    lines, said = lines_of(str(tmp_path), str(tmp_path / "gone.pdf"))
    assert [bool(line["error"]) for line in lines] == [True, True]
    assert lines[1]["error"] == "Không tìm thấy tệp gone.pdf."
    assert said.startswith("2 trong 2 tệp")


def test_the_exit_status_tells_of_a_failure_and_the_database_is_not_touched(tmp_path: Path) -> None:
    environment = os.environ | {"CASEDESK_DATABASE": f"sqlite:///{tmp_path}/no/such/folder/db.sqlite3"}
    command = [sys.executable, "manage.py", "read", "--json", "gone-1.pdf", "gone-2.pdf"]
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert ran.returncode == 1
    assert [json.loads(line)["scan"] for line in ran.stdout.splitlines()] == ["gone-1.pdf", "gone-2.pdf"]


@pytest.mark.ocr
def test_nothing_is_said_beside_the_answer(tmp_path: Path) -> None:
    for name in ("1.png", "2.png", "3.png"):
        (tmp_path / name).write_bytes(page.encoded(page.drawn([name])))
    command = [sys.executable, str(ROOT / "manage.py"), "read", "--json", "3.png", "1.png", "2.png"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [json.loads(line)["scan"] for line in ran.stdout.splitlines()] == ["3.png", "1.png", "2.png"]


@pytest.mark.ocr
def test_scans_whose_readers_die_harm_no_other(tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(6)]
    for path in paths:
        path.write_bytes(page.encoded(page.drawn([path.name])))
    stop, killed = threading.Event(), set[int]()
    killer = threading.Thread(target=kill_readers, args=(stop, killed, 3))
    killer.start()
    readings = list(read.read_all(paths))
    stop.set()
    killer.join()
    assert len(killed) == 3
    assert [one.scan for one in readings] == [path.name for path in paths]
    assert sum(not unread(one) for one in readings) >= 3


def kill_readers(stop: threading.Event, killed: set[int], most: int) -> None:
    """Kill some reading processes as soon as they run."""
    while len(killed) < most and not stop.wait(0.02):
        with isolated._children:
            found = {child.pid for child in multiprocessing.active_children() if child.pid}
        for process in sorted(found - killed)[: most - len(killed)]:
            os.kill(process, signal.SIGKILL)
            killed.add(process)


def unread(reading: read.Reading) -> bool:
    return reading.facts is None or bool(reading.facts.pages[0].problem)


def test_a_name_that_is_no_text_is_printed(tmp_path: Path) -> None:
    name = os.fsdecode(b"scan-\xff.pdf")
    lines, _said = lines_of(str(tmp_path / name))
    assert lines[0]["scan"] == "scan-\ufffd.pdf"


@pytest.mark.parametrize("option", [("--received", "31/12/2025"), ("--channel", "fax")], ids=["date", "channel"])
def test_a_wrong_option_is_refused(option: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        call_command("read", "001.pdf", *option)


def test_a_table_lines_up_with_vietnamese_marks() -> None:
    assert _read_table.width("ệ") == _read_table.width("e\u0323\u0302") == 1
    table = read.as_table(
        read.Reading("001.pdf", 1.0, make.facts(make.reads(Kind.REQUEST_LETTER, company_name="CO\u0302NG TY"))),
        Channel.POST,
        make.RECEIVED_ON,
    )
    rows = [line for line in table.splitlines() if line.lstrip().startswith("✓")]
    columns = {line.index("0.99") for line in rows[:6]}
    assert len(rows) == sum(len(FIELDS[kind]) for kind in FIELDS) - len(FIELDS[Kind.TAX_CERTIFICATE])
    assert len(columns) == 1
    assert "CÔNG TY" in table


def test_a_table_shows_doubt_source_and_verdict() -> None:
    card = make.reads(Kind.IDENTITY, certain=False, source=Source.MRZ, full_name="Nguyễn Văn An")
    facts = make.facts(card, make.doubts(Kind.IDENTITY, "id_number"))
    table = read.as_table(read.Reading("001.pdf", 1.0, facts), Channel.POST, make.RECEIVED_ON)
    assert "? họ và tên" in " ".join(table.split())
    assert "MRZ" in table
    assert "Yêu cầu: ✓ cấp mật khẩu mới" in table
    assert table.rstrip().endswith("CẦN NGƯỜI XEM")
    assert verdict_of(read.checked(facts, Channel.POST, make.RECEIVED_ON)).value == "unsure"
