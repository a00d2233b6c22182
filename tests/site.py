"""A whole Casedesk of its own for a test: web, workers, watcher and mail catcher as real processes."""

import atexit
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "demo-cho-phep-thu"
_T = TypeVar("_T")


@dataclass
class Site:
    """`./desk up --empty` without the installing, in a folder of its own, on free ports."""

    data: Path
    port: int = field(default_factory=lambda: free_port())
    smtp_port: int = field(default_factory=lambda: free_port())
    extra: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The site's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def scans(self) -> Path:
        """The scan folder."""
        return self.data / "scans"

    @property
    def log(self) -> str:
        """What the processes have said so far."""
        return (self.data / "log").read_text()

    def start(self) -> "Site":
        """Prepare the data folder and start every process; return when the web answers."""
        shutil.copytree(_prepared(), self.data, dirs_exist_ok=True)
        log = (self.data / "log").open("ab")
        command = [sys.executable, "manage.py", "up", "--empty", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log, start_new_session=True
        )
        eventually(self._answers, seconds=180)
        return self

    def stop(self) -> None:
        """Stop it as Ctrl-C does."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(40)

    def manage(self, *arguments: str) -> str:
        """Run a `manage.py` command on this site's data and return what it printed."""
        run = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
        return run.stdout

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Return the rows that a query of this site's database finds: starting a process costs seconds."""
        with closing(sqlite3.connect(f"file:{self.data / 'casedesk.sqlite3'}?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchall()

    def environment(self) -> dict[str, str]:
        """Return the environment of this site's processes."""
        return os.environ | {
            "CASEDESK_DEMO": "1",
            "CASEDESK_DATA": str(self.data),
            "CASEDESK_URL": self.url,
            "CASEDESK_SMTP_PORT": str(self.smtp_port),
            "CASEDESK_DEMO_PASSWORD": PASSWORD,
            "PYTHONUNBUFFERED": "1",
            **self.extra,
        }

    def children(self, word: str) -> list[int]:
        """Return the process ids of this site's processes whose command holds a word."""
        assert self.process
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and _parent(entry) == self.process.pid and word in _command(entry):
                found.append(int(entry.name))
        return found

    def _answers(self) -> bool:
        assert self.process
        assert self.process.poll() is None, self.log
        try:
            with urlopen(f"{self.url}/", timeout=5) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (URLError, ConnectionError, TimeoutError):
            return False


@cache
def _prepared() -> Path:
    """Return a data folder with an empty database and the static files, made once for every site."""
    made = Site(Path(tempfile.mkdtemp(prefix="casedesk-site-")))
    atexit.register(shutil.rmtree, made.data, ignore_errors=True)
    made.manage("migrate", "--verbosity", "0")
    made.manage("collectstatic", "--noinput", "--verbosity", "0")
    return made.data


def eventually(look: Callable[[], _T], *, seconds: float) -> _T:
    """Return what a look finds as soon as it is true; fail after some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.3)
    raise AssertionError(f"nothing within {seconds} s")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _parent(entry: Path) -> int:
    try:
        return int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except (OSError, IndexError):
        return 0


def _command(entry: Path) -> str:
    try:
        return (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""
