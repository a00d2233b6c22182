"""What each page takes over a large house: `python -m tests.benchmarks.pages [--cases N…] [--on …] [--only …]`.

Fills a database with N cases and their history (100,000 and 1,000,000 unless told) in SQLite and, where
`CASEDESK_TEST_DATABASE` names a server, in PostgreSQL. `--folder` keeps the SQLite files and what goes with
them; the databases `casedesk_house_N` are kept too, so that a second run only measures. Of each page: the
median and the 95th percentile of the server's time with one user, the processor's share of it in the web
server (`cpu`), the queries, the median with 16 users who ask gunicorn without a pause (`many`), the processor's
time that a request took then in the web server, in PostgreSQL and of who asks (`web`, `server`, `asker`), the
median with a second between an answer and the next question (`paced`), and how it grew, both houses by turns;
then the most memory that an export of every row took, as CSV and as a workbook. `--only` measures some of this.
The exit status is 1 where PostgreSQL falls short.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

MOST_MS, MOST_P95_MS, MOST_MANY_MS, MOST_QUERIES, MOST_GROWTH, MOST_MB = 50, 150, 150, 15, 1.5, 200
SERVER = os.environ.get("CASEDESK_TEST_DATABASE", "")
KEYS = {"CASEDESK_SECRET_KEY": "only-for-measuring" * 3, "CASEDESK_SEALING_KEYS": "A" * 43 + "="}
PAGES = "pages"
ROUNDS = 5
PARTS = (PAGES, "export_register", "export_workbook")
Figures = dict[str, dict[str, float]]


def main() -> int:
    """Fill, measure, print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the filled databases stay")
    parser.add_argument("--on", nargs="*", choices=("sqlite", "postgresql"))
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS)
    options = parser.parse_args()
    short: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for vendor in options.on or (("sqlite", "postgresql") if SERVER else ("sqlite",)):
            told = options.folder or Path(folder)
            found = [_house(vendor, count, told, options.only) for count in options.cases]
            growth = _growth(vendor, options.cases, told) if PAGES in options.only else {}
            print("    growth " + "  ".join(f"{name} {times:.2f}" for name, times in growth.items()))
            short += _judged(vendor, found[-1], growth) if vendor == "postgresql" else []
    if short:
        print("falls short:", ", ".join(short))
    return bool(short)


def _house(vendor: str, count: int, folder: Path, parts: Sequence[str]) -> Figures:
    print(f"{vendor}, {count} cases: {_run(vendor, count, folder, 'fill')}", flush=True)
    figures: Figures = {}
    for part in parts:
        measured = _run(vendor, count, folder, part)
        figures |= measured if part == PAGES else {part: measured}
    for name, page in figures.items():
        print(f"    {name:16} " + "  ".join(f"{what} {value:.0f}" for what, value in page.items()), flush=True)
    return figures


def _run(vendor: str, count: int, folder: Path, what: str) -> Any:
    """Run one part in a process of its own, so that its memory is its own; return what it found."""
    (folder / "static").mkdir(parents=True, exist_ok=True)
    url = _database(count) if vendor == "postgresql" else f"sqlite:///{folder.resolve()}/house-{count}.sqlite3"
    told = KEYS | {"CASEDESK_DATABASE": url, "CASEDESK_DATA": str(folder.resolve()), "CASEDESK_DEMO": "1"}
    told |= {"DJANGO_SETTINGS_MODULE": "casedesk.settings", "OMP_THREAD_LIMIT": "1"}
    command = [sys.executable, "-m", "tests.benchmarks.one_house", what, str(count)]
    done = subprocess.run(command, env=os.environ | told, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _database(count: int) -> str:
    """Return the address of a database of PostgreSQL, made where it is not there yet."""
    name = f"casedesk_house_{count}"
    with psycopg.connect(SERVER, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return f"{SERVER.rsplit('/', 1)[0]}/{name}"


def _growth(vendor: str, cases: Sequence[int], folder: Path) -> dict[str, float]:
    """Return how many times as long each page takes one user in the largest house as in the smallest.

    The two are measured by turns, for a machine is now slower and now faster; it is the median of the rounds.
    """
    rounds = [[_run(vendor, count, folder, "alone") for count in (cases[0], cases[-1])] for _ in range(ROUNDS)]
    return {
        name: statistics.median(last[name]["median"] / first[name]["median"] for first, last in rounds)
        for name in rounds[0][0]
    }


def _judged(vendor: str, found: Figures, growth: dict[str, float]) -> list[str]:
    """Return what falls short in the largest house, and which pages grew."""
    short = []
    for name, page in found.items():
        if name in PARTS:
            short += [f"{vendor} {name} {page['peak']:.0f} MB"] if page["peak"] > MOST_MB else []
            continue
        asked = {"median": MOST_MS, "p95": MOST_P95_MS, "many": MOST_MANY_MS, "queries": MOST_QUERIES}
        short += [f"{vendor} {name} {what} {page[what]:.0f}" for what, most in asked.items() if page[what] > most]
    return short + [f"{vendor} {name} growth {times:.2f}" for name, times in growth.items() if times > MOST_GROWTH]


if __name__ == "__main__":
    sys.exit(main())
