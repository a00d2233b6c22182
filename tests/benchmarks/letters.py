"""How fast letters are rendered, and if memory stays flat: `python -m tests.benchmarks.letters [COUNT] [MANY]`.

COUNT letters (100) of every form in turn on two processes, then MANY (1,000) in one process with its memory each
hundred. Nothing is stored; a key is not set up.
"""

import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from tests import environment as environment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casedesk.settings")

import django

django.setup()

from letters import samples  # noqa: E402
from letters.forms import KIND_OF, Form  # noqa: E402
from letters.rendering import render  # noqa: E402
from tests.letters.letter import TODAY, letterhead  # noqa: E402

PROCESSES = 2
EACH = 100


def one(number: int) -> int:
    """Render one letter, of the forms in turn; return its size."""
    form = next(islice(cycle(Form), number % len(Form), None))
    return len(render(KIND_OF[form], samples.content(form, TODAY), letterhead(), number, TODAY).pdf)


def resident() -> float:
    """Return what this process holds now, in MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def side_by_side(count: int) -> None:
    """Render on two processes, started and warmed before the clock runs."""
    with ProcessPoolExecutor(PROCESSES) as pool:
        list(pool.map(one, range(1, 2 * PROCESSES + 1)))
        began, worked = time.perf_counter(), os.times()
        sizes = list(pool.map(one, range(1, count + 1), chunksize=5))
        took = time.perf_counter() - began
    after = os.times()
    spent = after.children_user + after.children_system - worked.children_user - worked.children_system
    print(
        f"{count} letters on {PROCESSES} processes: {took:.1f} s, {spent / (count + 4):.3f} s of processor each,"
    )
    print(f"  {sum(sizes) / count / 1024:.0f} KB each; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def one_after_another(many: int) -> None:
    """Render in one process and say what it holds after each hundred."""
    for number in range(1, many + 1):
        one(number)
        if number % EACH == 0:
            print(f"  {number:5} letters: {resident():.1f} MB", flush=True)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    side_by_side(given[0] if given else 100)
    one_after_another(given[1] if len(given) > 1 else 1000)
