#!/usr/bin/env python
"""Django's command line for Casedesk."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casedesk.settings")
    execute_from_command_line(sys.argv)
