"""How fast scans are read, beside the peers: `python -m tests.benchmarks.speed DIR`, a folder of PDF scans.

In one run on the same scans: Casedesk (`manage.py read --json`, all cores), OCRmyPDF (`-l vie --rotate-pages
--deskew --jobs 2`, a Debian package that is installed by hand for this) and one plain Tesseract pass over each
page at 150 dpi. What Casedesk and plain Tesseract take of the processor is measured scan by scan in turn, for the
machine itself changes by a tenth within minutes. The exit status is 1 where Casedesk is not 5 times as fast as
OCRmyPDF, spends more of the processor a page than plain Tesseract, or needs more than 400 MB.
"""

import argparse
import multiprocessing
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from intake import isolated, pages, reader
from intake.leaf import Leaf

LEAST_RATIO, MOST_CPU_RATIO, MOST_MEMORY = 5.0, 1.0, 400
_LONG_SIDE = 1754


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock and of the processor, and the largest process in MB where it was measured."""

    seconds: float
    cpu: float
    memory: float = 0.0


def main() -> int:
    """Run the three, print the figures, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--most", type=int, default=12, help="scans that are read")
    options = parser.parse_args()
    scans = sorted(
        path for path in options.directory.iterdir() if path.suffix == ".pdf" and "-ky-so" not in path.stem
    )[: options.most]
    with tempfile.TemporaryDirectory() as folder:
        pictures = {scan: _pictures(scan, Path(folder)) for scan in scans}
        count = sum(map(len, pictures.values()))
        ours = run([[sys.executable, "manage.py", "read", *map(str, scans), "--json"]])
        own, plain = by_turns(pictures)
        ours = Cost(ours.seconds, own, peak(scans))
        asked = ["ocrmypdf", "-q", "-l", "vie", "--rotate-pages", "--deskew", "--jobs", "2"]
        peer = (
            run([[*asked, str(one), f"{folder}/out.pdf"] for one in scans]) if shutil.which("ocrmypdf") else None
        )
    short = _report(count, ours, plain, peer)
    return bool(short)


def run(commands: list[list[str]]) -> Cost:
    """Run commands one after the other; the engine keeps to one thread in each."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in commands:
        quiet = subprocess.DEVNULL
        subprocess.run(
            command, stdout=quiet, stderr=quiet, env=os.environ | {"OMP_THREAD_LIMIT": "1"}, check=False
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - started, spent)


def by_turns(pictures: dict[Path, list[Path]]) -> tuple[float, Cost]:
    """Return the processor's seconds of reading scans, and what plain Tesseract takes for their pages."""
    reader.prepare_process()
    own, plain = 0.0, Cost(0.0, 0.0)
    for scan, pages_of in pictures.items():
        before = os.times()
        reader.read(scan)
        own += sum(os.times()[:4]) - sum(before[:4])
        took = run([["tesseract", str(one), str(one.with_suffix("")), "-l", "vie"] for one in pages_of])
        plain = Cost(plain.seconds + took.seconds, plain.cpu + took.cpu)
    return own, plain


def peak(scans: list[Path]) -> float:
    """Return the most memory in MB that a reading process held at the end of any page."""
    seen = [0.0]

    def look(_leaf: Leaf, _total: int) -> None:
        for child in multiprocessing.active_children():
            status = Path(f"/proc/{child.pid}/status").read_text()
            held = [line for line in status.splitlines() if line.startswith("VmHWM")]  # none of one that ends
            seen.extend(int(line.split()[1]) / 1024 for line in held)

    for scan in scans:
        isolated.read(scan.read_bytes(), on_leaf=look)
    return max(seen)


def _pictures(scan: Path, folder: Path) -> list[Path]:
    """Write each page of a scan as a picture of 150 dpi."""
    made = []
    with pages.opened(scan.read_bytes()) as opened:
        for number in range(1, opened.page_count + 1):
            image = Image.fromarray(opened.page(number))
            image.thumbnail((_LONG_SIDE, _LONG_SIDE))
            made.append(folder / f"{scan.stem}-{number}.png")
            image.save(made[-1], dpi=(150, 150))
    return made


def _report(count: int, ours: Cost, plain: Cost, peer: Cost | None) -> list[str]:
    for name, cost in (("Casedesk", ours), ("plain Tesseract", plain), ("OCRmyPDF", peer)):
        if cost:
            print(
                f"{name:16} {count / cost.seconds:6.2f} pages/s  {cost.cpu / count:6.2f} s of the processor a page"
            )
    print(f"largest process of Casedesk: {ours.memory:.0f} MB, at most {MOST_MEMORY}")
    short = ["memory"] if ours.memory > MOST_MEMORY else []
    ratio = ours.cpu / plain.cpu
    print(f"processor a page: {ratio:.2f} of plain Tesseract, at most {MOST_CPU_RATIO:g}")
    short += ["processor"] if ratio > MOST_CPU_RATIO else []
    if peer:
        print(f"speed: {peer.seconds / ours.seconds:.2f} times OCRmyPDF, at least {LEAST_RATIO:g}")
        short += ["speed"] if peer.seconds / ours.seconds < LEAST_RATIO else []
    if short:
        print("falls short:", ", ".join(short))
    return short


if __name__ == "__main__":
    sys.exit(main())
