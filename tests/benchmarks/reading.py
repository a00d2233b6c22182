"""How well scans are read: `python -m tests.benchmarks.reading DIR` compares the reader with DIR/truth.json."""

import argparse
import json
import os
import sys
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from intake import facts, reader

Shape = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts over all scans, and what went wrong, to be looked at."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unsure: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    cpu: float = 0.0

    def count(self, what: str, is_right: bool, note: str = "") -> None:
        """Count one comparison; a wrong one is noted."""
        self.total[what] += 1
        self.right[what] += is_right
        if not is_right:
            self.wrong.append(f"{what}: {note}")


def main() -> int:
    """Read, compare, print; the exit status is 1 where a value that was vouched for is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="list everything that is wrong")
    options = parser.parse_args()
    truths = json.loads((options.directory / "truth.json").read_text("utf-8"))
    tally = Tally()
    scans = [options.directory / truth["scan"] for truth in truths]
    for truth, (read, wall, cpu) in zip(truths, _read_all(scans, options.jobs), strict=True):
        compare(truth, read, tally)
        tally.seconds += wall
        tally.cpu += cpu
    report(tally, show=options.show)
    return bool(tally.silent)


def read_one(scan: Path) -> tuple[Shape, float, float]:
    """Return what was read of one scan, the seconds it took, and the processor's seconds, engine included."""
    wall, cpu = time.perf_counter(), _cpu()
    read = facts.as_json(reader.read(scan, name=scan.name))
    return read, time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _read_all(scans: list[Path], jobs: int) -> Iterator[tuple[Shape, float, float]]:
    if jobs == 1:
        yield from map(read_one, scans)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(read_one, scans)


def compare(truth: Shape, read: Shape, tally: Tally) -> None:
    """Compare one dossier with its truth."""
    scan = truth["scan"]
    for page, seen in zip(truth["pages"], read["pages"], strict=True):
        place = f"{scan} p{page['number']}"
        tally.count("page kind", page["kind"] == seen["kind"], f"{place} {page['kind']} read {seen['kind']}")
        if page["kind"] != "blank":
            turn = f"{place} {page['rotation']} read {seen['rotation']}"
            tally.count("rotation", page["rotation"] == seen["rotation"], turn)
    tally.count(
        "request", truth["request"] == read["request"], f"{scan} {truth['request']} read {read['request']}"
    )
    for document in truth["documents"]:
        _compare_document(scan, document, _partner(document, read["documents"]), tally)
    _count_straight(truth, read, tally)


def _partner(document: Shape, options: Iterable[Shape]) -> Shape | None:
    """Return the paper of the same kind that shares most pages."""
    same = [one for one in options if one["kind"] == document["kind"]]
    shared = [(len(set(one["pages"]) & set(document["pages"])), index) for index, one in enumerate(same)]
    best = max(shared, default=(0, 0))
    return same[best[1]] if best[0] else None


def _compare_document(scan: str, truth: Shape, read: Shape | None, tally: Tally) -> None:
    place = f"{scan} p{truth['pages'][0]} {truth['kind']}"
    tally.count("document found", read is not None and read["pages"] == truth["pages"], place)
    if read is None:
        return
    for mark in ("sealed", "certified"):
        if truth[mark] is not None:
            tally.count(mark, truth[mark] == read[mark], f"{place} {truth[mark]} read {read[mark]}")
    for name in sorted(truth["fields"].keys() | read["fields"].keys()):
        _compare_field(f"{place} {name}", name, truth["fields"].get(name), read["fields"].get(name), tally)


def _compare_field(place: str, name: str, truth: str | None, read: Shape | None, tally: Tally) -> None:
    value = read["value"] if read else ""
    is_right = normal(name, truth or "") == normal(name, value)
    is_certain = bool(read and read["certain"])
    note = f"{place}: {truth!r} read {value!r} {'CERTAIN' if is_certain else ''}"
    tally.count("field", is_right, note)
    tally.count(f"field {name}", is_right) if is_right else tally.total.update([f"field {name}"])
    if is_certain and not is_right:
        tally.silent.append(note)
    if is_right and value and not is_certain:
        tally.unsure[name] += 1
    if is_certain:
        tally.total["certain"] += 1
        tally.right["certain"] += is_right


def _count_straight(truth: Shape, read: Shape, tally: Tally) -> None:
    """Count complete dossiers whose every value was read and is certain."""
    if truth["verdict"] != "complete":
        return
    found = [_partner(document, read["documents"]) for document in truth["documents"]]
    missing = [
        f"{document['kind']}.{name}"
        for document, one in zip(truth["documents"], found, strict=True)
        for name in document["fields"]
        if not (one and one["fields"].get(name, {}).get("certain"))
    ]
    tally.count("complete, all certain", not missing, f"{truth['scan']} {missing}")


def normal(name: str, value: str) -> str:
    """Return a value as it is compared: composed, one space; persons in capitals."""
    if name.startswith(("representative", "full_name", "bearer")):
        value = value.upper()
    return unicodedata.normalize("NFC", " ".join(value.split()))


def report(tally: Tally, *, show: bool) -> None:
    """Print the figures."""
    for what in sorted(tally.total):
        right, total = tally.right[what], tally.total[what]
        print(f"{what:32} {right:5} of {total:5}  {100 * right / total:6.2f} %")
    print("right but not certain:", dict(_by_count(tally.unsure)))
    pages = tally.total["page kind"]
    print(f"{pages} pages, {tally.seconds / pages:.2f} s and {tally.cpu / pages:.2f} s of CPU a page")
    print(f"silent errors: {len(tally.silent)}")
    for line in tally.silent:
        print("  SILENT", line)
    if show:
        groups: dict[str, list[str]] = defaultdict(list)
        for line in tally.wrong:
            groups[line.split(":")[0]].append(line)
        for lines in groups.values():
            print("\n".join("  " + line for line in lines if line.split(": ", 1)[1]))


def _by_count(counter: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(counter.items(), key=lambda item: -item[1])


if __name__ == "__main__":
    sys.exit(main())
