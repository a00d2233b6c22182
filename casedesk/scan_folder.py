"""The scan folder: whole files are received and then removed; one bad file never holds up the rest.

`buu-dien/` takes what came by post, `truc-tiep/` what was brought to the counter; a folder below them named
`YYYY-MM-DD` gives the day stamped "ĐẾN", otherwise it is today. A file, or a folder, whose name holds the number
of a case completes that case.
"""

import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from casedesk import reception, sla
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Case
from casedesk.reception import Arrival
from intake.models import SetAside
from verification.findings import Channel

log = logging.getLogger(__name__)

FOLDERS = {"buu-dien": Channel.POST, "truc-tiep": Channel.WALK_IN}
UNFINISHED = (".part", ".tmp", ".crdownload", ".partial")


@dataclass
class ScanFolder:
    """The folder as it is watched: a file is taken when it looked the same twice."""

    root: Path = field(default_factory=lambda: settings.SCAN_FOLDER)
    seen: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def prepare(self) -> None:
        """Make the folders that people drop files into."""
        for name in FOLDERS:
            (self.root / name).mkdir(parents=True, exist_ok=True)

    def collect(self, now: datetime) -> int:
        """Receive every whole file and return how many were taken."""
        before, self.seen = self.seen, {path: _look(path) for path in self._files()}
        whole = [path for path, look in self.seen.items() if before.get(path) == look]
        return sum(self._take(path, now) for path in sorted(whole))

    def _files(self) -> Iterator[Path]:
        for folder, _folders, names in os.walk(self.root):
            for name in names:
                path = Path(folder) / name
                if _is_candidate(path):
                    yield path

    def _take(self, path: Path, now: datetime) -> bool:
        try:
            return self._receive(path, now)
        except OSError as trouble:
            log.warning("scan folder: %s cannot be read now: %s", path.name, trouble.strerror)
        except Exception:
            log.exception("scan folder: a file could not be received; it stays where it is")
        return False

    def _receive(self, path: Path, now: datetime) -> bool:
        size = path.stat().st_size
        if size > settings.MAX_FILE_BYTES:
            if not SetAside.objects.filter(kept_at=str(path), size=size).exists():
                reception.set_aside_too_large(path, size, now)
            return False
        channel, arrived_on = self._circumstances(path, now)
        arrival = Arrival(path.name, path.read_bytes(), channel or Channel.POST, arrived_on)
        if channel is None:
            reception.set_aside(arrival, _unknown_channel(), now)
        else:
            _receive(arrival, _number_in(path.relative_to(self.root)), now)
        path.unlink()
        return True

    def _circumstances(self, path: Path, now: datetime) -> tuple[Channel | None, date]:
        folders = path.relative_to(self.root).parts[:-1]
        channel = FOLDERS.get(folders[0]) if folders else None
        return channel, _day_of(folders) or sla.today(now)


def _receive(arrival: Arrival, number: str, now: datetime) -> None:
    """Receive a file for the case whose number it bears, or as a new one; a number that does not fit is told."""
    if not number:
        reception.receive(arrival, now)
        return
    case = Case.objects.filter(number=number).first()
    try:
        if case is None:
            raise NeedsPerson(_("Tên tệp ghi số hồ sơ %(number)s nhưng không có hồ sơ này.") % {"number": number})
        reception.receive(replace(arrival, supplements=case), now)
    except NeedsPerson as refusal:
        reception.set_aside(arrival, str(refusal), now)


def _number_in(path: Path) -> str:
    found = re.search(rf"{re.escape(settings.CASE_NUMBER_PREFIX)}-\d{{6}}-\d{{4,}}", path.as_posix())
    return found[0] if found else ""


def _unknown_channel() -> str:
    return _(
        "Chưa rõ hồ sơ gửi bưu điện hay nộp trực tiếp. Hãy tải tệp này về rồi đặt vào thư mục «buu-dien» "
        "hoặc «truc-tiep», hoặc nộp ở trang Tiếp nhận."
    )


def _is_candidate(path: Path) -> bool:
    hidden = path.name.startswith((".", "~$")) or path.name.lower().endswith(UNFINISHED)
    return not hidden and not path.is_symlink() and path.is_file()


def _look(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return (found.st_size, found.st_mtime_ns)


def _day_of(folders: tuple[str, ...]) -> date | None:
    for name in folders[1:]:
        try:
            return date.fromisoformat(name)
        except ValueError:
            continue
    return None
