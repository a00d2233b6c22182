"""Measurements, run by hand (README.md)."""

import base64
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casedesk.settings")
os.environ.setdefault("CASEDESK_SECRET_KEY", "benchmark")
os.environ.setdefault("CASEDESK_SEALING_KEYS", base64.b64encode(bytes(32)).decode())
