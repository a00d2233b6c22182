"""What each page takes over a large house: `python -m tests.benchmarks.pages [--cases N…] [--folder DIR]`.

Fills a database with N cases and their history (100,000 and 1,000,000 unless told) in SQLite and, where
`CASEDESK_TEST_DATABASE` names a server, in PostgreSQL; `--folder` keeps the SQLite files, and the databases
`casedesk_house_N` are kept too, so that the next run only measures. Then, side by side: each page's queries, median and
95th percentile of the server's time with one user, the median with 16 users against gunicorn, how it grew, and the
memory of an export of every row. The exit status is 1 where a figure falls short.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import environment

MOST_MS, MOST_P95_MS, MOST_MANY_MS, MOST_QUERIES, MOST_GROWTH, MOST_MB = 50, 150, 150, 15, 1.5, 200
Figures = dict[str, dict[str, float]]


def main() -> int:
    """Fill, measure, print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--folder", type=Path, help="where the filled databases stay")
    options = parser.parse_args()
    short: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for vendor in ("sqlite", "postgresql") if environment.SERVER else ("sqlite",):
            found = [_house(vendor, count, options.folder or Path(folder)) for count in options.cases]
            short += _judged(vendor, found) if vendor == "postgresql" else []
            _print_growth(found)
    if short:
        print("falls short:", ", ".join(short))
    return bool(short)


def _house(vendor: str, count: int, folder: Path) -> Figures:
    print(f"{vendor}, {count} cases: {_run(vendor, count, folder, 'fill')}", flush=True)
    figures: Figures = _run(vendor, count, folder, "measure")
    for name, page in figures.items():
        print(f"    {name:8} " + "  ".join(f"{what} {value:.0f}" for what, value in page.items()), flush=True)
    export = _run(vendor, count, folder, "export")
    print("    " + "  ".join(f"{what} {value:.0f}" for what, value in export.items()), flush=True)
    return figures | {"export": export}


def _run(vendor: str, count: int, folder: Path, what: str) -> Any:
    """Run one part in a process of its own, so that its memory is its own; return what it found."""
    folder.mkdir(parents=True, exist_ok=True)
    url = f"sqlite:///{folder.resolve()}/house-{count}.sqlite3"
    if vendor == "postgresql":
        url = f"{environment.SERVER.rsplit('/', 1)[0]}/casedesk_house_{count}"
    told = {"CASEDESK_DATABASE": url, "DJANGO_SETTINGS_MODULE": "casedesk.settings"}
    command = [sys.executable, "-m", "tests.benchmarks.one_house", what, str(count)]
    done = subprocess.run(command, env=os.environ | told, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _judged(vendor: str, found: list[Figures]) -> list[str]:
    """Return what falls short in the largest house, and in what it grew."""
    short = []
    for name, page in found[-1].items():
        if name == "export":
            short += [f"{what}" for what in page if what.endswith("peak") and page[what] > MOST_MB]
            continue
        least = {"median": MOST_MS, "p95": MOST_P95_MS, "many": MOST_MANY_MS, "queries": MOST_QUERIES}
        short += [f"{vendor} {name} {what} {page[what]:.0f}" for what, most in least.items() if page[what] > most]
        growth = page["median"] / found[0][name]["median"]
        short += [f"{vendor} {name} growth {growth:.2f}"] if growth > MOST_GROWTH else []
    return short


def _print_growth(found: list[Figures]) -> None:
    names = [name for name in found[0] if name != "export"]
    print("    growth " + "  ".join(f"{n} {found[-1][n]['median'] / found[0][n]['median']:.2f}" for n in names))


if __name__ == "__main__":
    sys.exit(main())
