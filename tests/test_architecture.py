"""Who may import whom; planted imports show that the check can fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("casedesk", "intake", "verification", "letters")
SCREENS = ("casedesk.web", "casedesk.public", "casedesk.api")
SCREENS_ALLOWED_IN = (*SCREENS, "casedesk.urls", "casedesk.admin")

Imported = tuple[str, str]


def may_import(importer: str, imported: str) -> bool:
    """Say whether a module may import another; both are dotted names of ours."""
    if imported.startswith(SCREENS) and not importer.startswith(SCREENS_ALLOWED_IN):
        return False
    if importer.startswith("casedesk.lib"):
        return imported.startswith("casedesk.lib")
    if importer.startswith("casedesk"):
        return True
    room = importer.split(".")[0]
    allowed = (room, "casedesk.lib") + (("intake.facts",) if room == "verification" else ())
    return any(imported == name or imported.startswith(f"{name}.") for name in allowed)


def imports_of(source: str, module: str) -> Iterator[Imported]:
    """Yield every import of ours in a source, as (importer, imported)."""
    for node in ast.walk(ast.parse(source)):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from ((module, name) for name in names if name.split(".")[0] in ROOMS)


def modules() -> Iterator[tuple[str, str]]:
    """Yield every module of ours but the migrations, as (dotted name, source)."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield ".".join(path.relative_to(ROOT).with_suffix("").parts), path.read_text()


def test_every_import_goes_the_right_way() -> None:
    wrong = [pair for name, source in modules() for pair in imports_of(source, name) if not may_import(*pair)]
    assert wrong == []


@pytest.mark.parametrize(
    ("importer", "line"),
    [
        ("intake.reader", "from casedesk.models import Case"),
        ("letters.outbox", "import casedesk.actions"),
        ("verification.checklist", "from intake.models import Scan"),
        ("verification.checklist", "from intake import models"),
        ("casedesk.lib.sealing", "from casedesk import sla"),
        ("casedesk.actions", "from casedesk.web import inbox"),
    ],
    ids=lambda value: str(value).replace(" ", "-"),
)
def test_a_planted_import_is_found(importer: str, line: str) -> None:
    assert [pair for pair in imports_of(line, importer) if not may_import(*pair)]


LATE = {"letters.printing", "verification.certificates.handed_in"}
"""Modules that load a library with its first use: WeasyPrint and pyHanko cost every process a second."""


def test_imports_stand_at_the_top() -> None:
    hidden = {
        name
        for name, source in modules()
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert hidden == LATE


ENDINGS = ("casedesk.endings", "casedesk.linking")


def test_only_pipeline_and_actions_call_transitions() -> None:
    transitions = {"finish_check", "request_supplement", "receive_supplement", "return_proposal", "give_back"}
    callers = {
        name
        for name, source in modules()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in transitions
        if isinstance(node.func.value, ast.Name) and node.func.value.id == "case"
    }
    assert callers <= {
        "casedesk.pipeline",
        "casedesk.actions",
        "casedesk.reception",
        "casedesk.fulfilment",
        *ENDINGS,
    }
