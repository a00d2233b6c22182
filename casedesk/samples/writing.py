"""A folder of made-up dossiers with `truth.json` beside them."""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from casedesk.samples import certificates, dossiers, signed_pdfs

QUALITIES = ("clean", "office", "photocopy", "mixed", "hard")


def write(
    folder: Path, count: int, seed: int, received: date, quality: str, layouts: str = "usual"
) -> Iterator[Path]:
    """Write dossiers one by one, then the truth of all; yields each file as it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    truths: list[dict[str, Any]] = []
    made = dossiers.series(count, seed, received=received, quality=quality, layouts=layouts)
    for number, sample in enumerate(made, start=1):
        scan = sample.save(folder / f"{number:03d}")
        yield scan
        if signed := signed_pdfs.save_beside(scan, sample.truth):
            (folder / signed_pdfs.AUTHORITY).write_bytes(certificates.authority().pem)
            yield signed
        truths.append(sample.truth)
    (folder / "truth.json").write_text(json.dumps(truths, ensure_ascii=False, indent=1) + "\n")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the folder, the count, the seed, the day of arrival, the quality and the layouts."""
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--received", type=date.fromisoformat, default=None)
    parser.add_argument("--quality", choices=QUALITIES, default="mixed")
    parser.add_argument(
        "--layouts", choices=sorted(dossiers.MAKERS), default="usual", help="held_out: nothing is tuned on it"
    )
