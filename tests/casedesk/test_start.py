"""A missing secret stops the start with a sentence that says which."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize("missing", ["CASEDESK_SECRET_KEY", "CASEDESK_SEALING_KEYS"])
@pytest.mark.process
def test_a_missing_secret_is_named(missing: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != missing}
    run = subprocess.run(
        [sys.executable, "manage.py", "check"], env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode != 0
    assert f"Thiếu {missing}" in run.stderr
