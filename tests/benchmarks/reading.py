"""How well scans are read: `python -m tests.benchmarks.reading [DIR…] [--jobs 2]`.

Without a folder 60 hard dossiers are made up in the held-out layouts, from the seed given; nothing may be tuned on
either. A folder
holds scans and `truth.json` in the shape that `manage.py samples` writes; of real scans it may state less
(`"partial": true` on a document: the fields that it does not name are not judged). Each figure stands beside what
it must reach; the exit status is 1 where one falls short.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from casedesk.samples import dossiers, writing
from intake import facts, reader
from intake.facts import Kind
from tests.benchmarks.comparing import Tally, compare, prepare
from verification import checklist
from verification.findings import Bearer, Channel, Dossier, verdict_of

Shape = dict[str, Any]
HARD = 60
RECEIVED = date(2026, 11, 23)
LEAST: dict[str, float] = {
    "page kind": 99, "request": 99, "field, office": 99, "field, photocopy": 96,
    "complete goes straight through": 90,
    "defect named": 98, "defect held back": 100, "sealed": 98, "certified": 98, "no false mark": 100,
    "real tax_code": 100, "real company_name": 90, "real representative": 95,
}  # fmt: skip
"""Per cent that each figure must reach."""
MOST_SILENT = 1 / 1000


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one scan: its facts and checklist as JSON, seconds on the clock and of the processor."""

    shape: Shape
    seconds: float
    cpu: float


def main() -> int:
    """Read, compare, print; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directories", nargs="*", type=Path)
    parser.add_argument("--seed", type=int, default=90_000, help="of the dossiers that are made up")
    parser.add_argument("--count", type=int, default=HARD)
    parser.add_argument("--layouts", choices=sorted(dossiers.MAKERS), default="held_out")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--show", action="store_true", help="list everything that is wrong")
    options = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        for directory in options.directories or [made_up(Path(folder), options)]:
            truths = json.loads((directory / "truth.json").read_text("utf-8"))
            for truth, read in zip(truths, read_all(directory, truths, options.jobs), strict=True):
                compare(truth, read.shape, tally)
                tally.seconds += read.seconds
                tally.cpu += read.cpu
    return report(tally, show=options.show)


def made_up(folder: Path, options: argparse.Namespace) -> Path:
    """Write hard dossiers, half of them with a defect, with their truth; return the folder."""
    for _ in writing.write(folder, options.count, options.seed, RECEIVED, "hard", options.layouts):
        pass
    return folder


def read_all(directory: Path, truths: list[Shape], jobs: int) -> Iterator[Read]:
    """Yield what was read of each scan, in the order of their truths."""
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=prepare) as pool:
        yield from pool.map(read_one, [directory] * len(truths), truths)


def read_one(directory: Path, truth: Shape) -> Read:
    """Read and check one scan."""
    started, cpu = time.perf_counter(), _cpu()
    found = reader.read(directory / truth["scan"])
    spent = time.perf_counter() - started, _cpu() - cpu
    received = date.fromisoformat(truth["received"]) if truth.get("received") else RECEIVED
    dossier = Dossier(found, Channel(truth.get("channel", "post")), received, bearer=bearer_of(truth))
    findings = checklist.check(dossier)
    rows = [{"rule": one.rule, "outcome": one.outcome.value} for one in findings]
    verdict = verdict_of(findings).value
    return Read(facts.as_json(found) | {"checklist": rows, "verdict": verdict}, *spent)


def bearer_of(truth: Shape) -> Bearer | None:
    """Return who stood at the counter, as a clerk notes it from the card shown there."""
    letters = [document for document in truth["documents"] if document["kind"] == Kind.INTRODUCTION_LETTER]
    told = letters[0]["fields"] if letters else {}
    return Bearer(told["bearer"], told.get("bearer_id", "")) if told.get("bearer") else None


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def report(tally: Tally, *, show: bool) -> int:
    """Print the figures; return 1 where one falls short."""
    short = []
    for what in sorted(tally.total):
        right, total = tally.right[what], tally.total[what]
        part = 100 * right / total
        falls = part < LEAST.get(what, 0)
        short += [what] if falls else []
        asked = f"at least {LEAST[what]:g} %{'  FALLS SHORT' if falls else ''}" if what in LEAST else ""
        print(f"{what:32} {right:5} of {total:5}  {part:6.2f} %  {asked}".rstrip())
    certain = tally.total["certain"]
    print(f"silent errors: {len(tally.silent)} of {certain} that were vouched for, at most 1 in 1000")
    for line in tally.silent:
        print("  SILENT", line)
    if certain and len(tally.silent) / certain > MOST_SILENT:
        short.append("silent errors")
    print("right but not certain:", dict(tally.unsure.most_common()))
    pages = tally.total["page kind"]
    print(f"{pages} pages, {tally.seconds / pages:.2f} s and {tally.cpu / pages:.2f} s of the processor a page")
    if show:
        _list(tally)
    if short:
        print("falls short:", ", ".join(short))
    return bool(short)


def _list(tally: Tally) -> None:
    groups: dict[str, list[str]] = defaultdict(list)
    for line in tally.wrong:
        groups[line.split(":")[0]].append(line)
    for lines in groups.values():
        print("\n".join("  " + line for line in lines if line.split(": ", 1)[1]))


if __name__ == "__main__":
    sys.exit(main())
