"""From which probability on a reading is beyond doubt: thresholds that were measured, not chosen.

`python -m tests.benchmarks.calibrating DIR… --write` measures them anew on labelled scans and keeps them in
`weights/thresholds.json`.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PATH = Path(__file__).parent / "weights" / "thresholds.json"
GROUPS: Mapping[str, str] = {
    "company_name": "company", "address": "address", "representative": "person", "full_name": "person",
    "bearer": "person", "email": "email",
}  # fmt: skip
"""The group of each field; all others are numbers and dates."""


def is_sure(field: str, probability: float) -> bool:
    """Say whether a field that is so likely needs no person."""
    return probability >= thresholds()[group(field)]


def group(field: str) -> str:
    """Return the group in which a field was measured."""
    return GROUPS.get(field, "number")


@cache
def thresholds() -> Mapping[str, float]:
    """Return the least probability of each group."""
    return {name: float(value) for name, value in json.loads(PATH.read_text("utf-8")).items()}
