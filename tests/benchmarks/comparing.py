"""What was read of a dossier compared with its truth, and counted."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import django

from intake import reader

Shape = dict[str, Any]
_CERTAIN_RULES = frozenset({"pass", "not_needed"})


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


def prepare() -> None:
    """Make a process of a pool ready to read and check."""
    reader.prepare_process()
    django.setup()


def compare(truth: Shape, read: Shape, tally: Tally) -> None:
    """Compare one dossier with its truth."""
    scan = truth["scan"]
    for page, seen in zip(truth["pages"], read["pages"], strict=True):
        place = f"{scan} p{page['number']}"
        tally.count("page kind", page["kind"] == seen["kind"], f"{place} {page['kind']} read {seen['kind']}")
        if page["kind"] != "blank" and "rotation" in page:
            turn = f"{place} {page['rotation']} read {seen['rotation']}"
            tally.count("rotation", page["rotation"] == seen["rotation"], turn)
    if "request" in truth:
        asked = f"{scan} {truth['request']} read {read['request']}"
        tally.count("request", truth["request"] == read["request"], asked)
    for document in truth["documents"]:
        _document(truth, document, _partner(document, read["documents"]), tally)
    _false_marks(truth, read, tally)
    if "verdict" in truth:
        _verdict(truth, read, tally)


def _partner(document: Shape, options: Iterable[Shape]) -> Shape | None:
    """Return the paper of the same kind that shares most pages."""
    same = [one for one in options if one["kind"] == document["kind"]]
    shared = [(len(set(one["pages"]) & set(document["pages"])), index) for index, one in enumerate(same)]
    best = max(shared, default=(0, 0))
    return same[best[1]] if best[0] else None


def _document(dossier: Shape, truth: Shape, read: Shape | None, tally: Tally) -> None:
    place = f"{dossier['scan']} p{truth['pages'][0]} {truth['kind']}"
    tally.count("document found", read is not None and read["pages"] == truth["pages"], place)
    shown = read or {"fields": {}}
    for mark in ("sealed", "certified"):
        if truth.get(mark):
            tally.count(mark, bool(shown.get(mark)), f"{place} not {mark}")
    stamp = truth.get("certification") or {}
    truth = truth | {"fields": truth["fields"] | {f"certification_{name}": value for name, value in stamp.items()}}
    read_too = {name for name in shown["fields"] if stamp or not name.startswith("certification_")}
    names = truth["fields"].keys() if truth.get("partial") else truth["fields"].keys() | read_too
    for name in sorted(names):
        what = f"real {name}" if truth.get("partial") else f"field, {_wear(dossier)}"
        _field(what, f"{place} {name}", name, truth["fields"].get(name), shown["fields"].get(name), tally)


def _wear(dossier: Shape) -> str:
    """Return whether a scan is worn as an office's or as a poor copy."""
    setting = dossier.get("setting", {})
    return "photocopy" if "photocopy" in (setting.get("quality"), setting.get("wear")) else "office"


def _field(what: str, place: str, name: str, truth: str | None, read: Shape | None, tally: Tally) -> None:
    value = read["value"] if read else ""
    is_right = normal(name, truth or "") == normal(name, value)
    is_certain = bool(read and read["certain"])
    note = f"{place}: {truth!r} read {value!r} {'CERTAIN' if is_certain else ''}"
    tally.count(what, is_right, note)
    tally.total[f"  of field {name}"] += 1
    tally.right[f"  of field {name}"] += is_right
    if is_certain and not is_right:
        tally.silent.append(note)
    if is_right and value and not is_certain:
        tally.unsure[name] += 1
    if is_certain:
        tally.total["certain"] += 1
        tally.right["certain"] += is_right


def _false_marks(truth: Shape, read: Shape, tally: Tally) -> None:
    """Count pages on which no seal and no certification is seen that is not there."""
    for document in read["documents"]:
        partner = _partner(document, truth["documents"])
        for mark in ("sealed", "certified"):
            if partner is not None and partner.get(mark) is False:
                false = f"{truth['scan']} p{document['pages'][0]} {document['kind']} seen as {mark}"
                tally.count("no false mark", not document[mark], false)


def _verdict(truth: Shape, read: Shape, tally: Tally) -> None:
    held = [row["rule"] for row in read["checklist"] if row["outcome"] not in _CERTAIN_RULES]
    if truth["verdict"] == "complete":
        what = f"{truth['scan']} held back by {held}"
        tally.count("complete goes straight through", read["verdict"] == "complete", what)
        return
    note = f"{truth['scan']} {truth['defect']}: held back by {held}"
    tally.count("defect held back", read["verdict"] != "complete", note)
    tally.count("defect named", set(truth["failing"]) <= set(held), note)


def normal(name: str, value: str) -> str:
    """Return a value as it is compared: composed, one space; persons in capitals."""
    if name.startswith(("representative", "full_name", "bearer")):
        value = value.upper()
    return unicodedata.normalize("NFC", " ".join(value.split()))
