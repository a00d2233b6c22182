"""The environment that the tests run in; loaded by pytest before Django's settings."""

import atexit
import os
import shutil
import tempfile

DATA = tempfile.mkdtemp(prefix="casedesk-tests-")
os.mkdir(os.path.join(DATA, "static"))  # noqa: PTH102, PTH118 (before anything else is imported)
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ.update(
    CASEDESK_DEMO="1",
    CASEDESK_SECRET_KEY="only-for-the-tests-only-for-the-tests-only-for-the-tests",
    CASEDESK_SEALING_KEYS="A" * 43 + "=",
    CASEDESK_DATA=DATA,
    OMP_THREAD_LIMIT="1",
)
os.environ.pop("CASEDESK_SCAN_FOLDER", None)
os.environ.pop("CASEDESK_DATABASE", None)
if os.environ.get("CASEDESK_TEST_DATABASE"):
    os.environ["CASEDESK_DATABASE"] = os.environ["CASEDESK_TEST_DATABASE"]
