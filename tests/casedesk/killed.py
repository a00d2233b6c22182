"""A worker that dies at one named step: `python -m tests.casedesk.killed DATABASE DATA EVENT MODULE FUNCTION`.

Nothing of ours is changed for it: Python's own profiler hook tells when a function is called or has returned.
"""

import os
import sys
from types import FrameType
from typing import Any

DIED = 9


def arm(event: str, module: str, function: str) -> None:
    """End this process when a function is called, or has returned."""

    def look(frame: FrameType, happened: str, _arg: Any) -> None:
        if happened == event and frame.f_code.co_name == function and frame.f_globals.get("__name__") == module:
            os._exit(DIED)

    sys.setprofile(look)


def main() -> None:
    """Set up against a test's database, arm the hook and work until nothing waits."""
    _, event, module, function = sys.argv
    import django  # noqa: PLC0415 (the environment comes first)

    django.setup()
    from tests.casedesk.test_killed import work  # noqa: PLC0415

    arm(event, module, function)
    work()


if __name__ == "__main__":
    main()
