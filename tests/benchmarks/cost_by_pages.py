"""What a page costs in a short and in a long dossier: `python -m tests.benchmarks.cost_by_pages`.

One drawn page is put 3 and 300 times into a TIFF and into a PDF, and each file is read as the worker reads it, the
short one several times. The exit status is 1 where a page at the end of the long file takes a quarter more of the
processor than one of the short file, or where its reading process grows by more than 40 MB from the third page on.
"""

import argparse
import io
import multiprocessing
import os
import statistics
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from PIL import Image

from intake import isolated
from intake.leaf import Leaf
from tests.intake import page

MOST_RATIO, MOST_GROWTH = 1.25, 40.0
_SHORT, _TIMES = 3, 8
"""Pages of the short file, and how often it is read."""
_TICKS = os.sysconf("SC_CLK_TCK")
_LINES = ["CÔNG TY TNHH THỬ NGHIỆM", "Mã số thuế: 0100112437", "Điện thoại: 024 3436 5358"]


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor for each page, and the most memory in MB that the reading process held till then.

    Of the last page, at whose end the process is gone, nothing is known.
    """

    seconds: tuple[float, ...]
    memory: tuple[float, ...]


def main() -> int:
    """Read the short and the long files, print the figures, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300, help="pages of the long file")
    options = parser.parse_args()
    return max(compare(form, options.pages) for form in ("TIFF", "PDF"))


def compare(form: str, pages: int) -> int:
    """Print what a page costs in a short and in a long file; return 1 where the long one costs too much."""
    cost(scan(form, 2))
    shorts, long = [cost(scan(form, _SHORT)) for _ in range(_TIMES)], cost(scan(form, pages))
    first = statistics.mean(second for short in shorts for second in short.seconds[1:])
    ratio = statistics.mean(long.seconds[-pages // 10 :]) / first
    growth = long.memory[-1] - long.memory[_SHORT - 2]
    print(f"{form:4} {_SHORT} pages: {first:.3f} s a page, {max(short.memory[-1] for short in shorts):.0f} MB")
    print(f"{form:4} {pages} pages: {statistics.mean(long.seconds):.3f} s a page, {long.memory[-1]:.0f} MB")
    print(f"     a page at the end: {ratio:.2f} of one at the start, at most {MOST_RATIO:g}")
    print(f"     growth from page {_SHORT}: {growth:.0f} MB, at most {MOST_GROWTH:.0f}")
    return int(ratio > MOST_RATIO or growth > MOST_GROWTH)


def scan(form: str, pages: int) -> bytes:
    """Return one drawn page, some times over, as a file."""
    sheet, out = Image.fromarray(page.drawn(_LINES)), io.BytesIO()
    sheet.save(out, form, save_all=True, append_images=[sheet] * (pages - 1), **_options(form))
    return out.getvalue()


def cost(data: bytes) -> Cost:
    """Read a file in a process of its own and measure each page."""
    spent, memory = [0.0], list[float]()

    def look(_leaf: Leaf, total: int) -> None:
        if len(spent) < total:
            processes = [child.pid for child in multiprocessing.active_children()]
            spent.append(max(map(processor, processes)))
            memory.append(max(map(peak, processes)))

    isolated.read(data, on_leaf=look)
    return Cost(tuple(after - before for before, after in pairwise(spent)), tuple(memory))


def processor(process: int | None) -> float:
    """Return the seconds of the processor that a process has spent so far."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def peak(process: int | None) -> float:
    """Return the most memory in MB that a process has held so far; 0 where it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    held = (line.split()[1] for line in status.splitlines() if line.startswith("VmHWM"))
    return int(next(held, "0")) / 1024


def _options(form: str) -> dict[str, str]:
    return {"compression": "jpeg"} if form == "TIFF" else {}


if __name__ == "__main__":
    sys.exit(main())
