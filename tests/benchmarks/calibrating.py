"""From which probability on a reading may stand: `python -m tests.benchmarks.calibrating DIR… [--write]`.

Reads labelled scans (as in `reading.py`); takes every value that two witnesses saw, as one page alone tells it.
The threshold of a group is the least one above which no value was wrong, with a margin: half of the doubt that the
surest wrong value left. `--write` keeps them where the reader looks.
"""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from intake import calibration, pages, reader, weighing
from intake.leaf import Leaf
from intake.naming import base
from tests.benchmarks.comparing import normal, prepare

Seen = tuple[str, float, bool, str]
"""Group, probability, whether the value is right, and what to print of it."""
LEAST, MOST = 0.9, 0.9999


def main() -> int:
    """Measure, print, and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    found: dict[str, list[Seen]] = defaultdict(list)
    for seen in _all(options.directories):
        found[seen[0]].append(seen)
    thresholds = {group: threshold(found[group]) for group in sorted({*calibration.GROUPS.values(), "number"})}
    for group, least in thresholds.items():
        _print(group, least, found[group])
    if options.write:
        calibration.PATH.write_text(json.dumps(thresholds) + "\n", "utf-8")
    return 0


def threshold(seen: list[Seen]) -> float:
    """Return the least probability from which on values may stand."""
    wrong = max((probability for _, probability, is_right, _ in seen if not is_right), default=0.0)
    return round(min(MOST, max(LEAST, 1 - (1 - wrong) / 2)), 4)


def _all(directories: list[Path]) -> Iterator[Seen]:
    work = [
        (directory / truth["scan"], truth)
        for directory in directories
        for truth in json.loads((directory / "truth.json").read_text("utf-8"))
    ]
    jobs = len(os.sched_getaffinity(0))
    with ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=prepare) as pool:
        for seen in pool.map(seen_in, *zip(*work, strict=True)):
            yield from seen


def seen_in(scan: Path, truth: dict[str, Any]) -> list[Seen]:
    """Return every value of one scan that two witnesses saw, and whether it is right."""
    made: list[Seen] = []
    with pages.opened(scan.read_bytes()) as opened:
        leaves: list[Leaf] = []
        for number in range(1, opened.page_count + 1):
            leaves.append(reader.leaf(opened, number, leaves[-1] if leaves else None))
    for leaf in leaves:
        told = _told(leaf, truth)
        for name, candidate in leaf.candidates.items():
            found, known = weighing.judged(candidate), told.get(base(name), set())
            if candidate.is_own_text or candidate.is_choice or not known or not found.has_witness:
                continue
            value = normal(name, found.value)
            if value not in known and any(value in one for one in known):
                continue  # cut short: no letter was misread, and `vouching` asks for whole values
            note = f"{scan.name} {name} {sorted(known)} {found.value!r}"
            made.append((calibration.group(base(name)), found.probability, value in known, note))
    return made


def _told(leaf: Leaf, truth: dict[str, Any]) -> dict[str, set[str]]:
    """Return what a page's paper shows of each field; of several persons all, whom each page counts anew."""
    told: dict[str, set[str]] = defaultdict(set)
    for document in truth["documents"]:
        if leaf.page.number in document["pages"] and document["kind"] == leaf.kind:
            for name, value in document["fields"].items():
                told[base(name)].add(normal(name, value))
    return told


def _print(group: str, least: float, seen: list[Seen]) -> None:
    above = [one for one in seen if one[1] >= least]
    wrong = [one for one in seen if not one[2]]
    print(
        f"{group:8} {least:.4f}: {len(above)} of {len(seen)} values stand; {len(wrong)} are wrong, none of these"
    )
    for _, probability, _, note in sorted(wrong, reverse=True)[:8]:
        print(f"    {probability:.5f} {note}")


if __name__ == "__main__":
    sys.exit(main())
