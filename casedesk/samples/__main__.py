"""`python -m casedesk.samples OUT --count N --seed S`, without Django."""

import argparse
import sys
from datetime import date

from casedesk.samples import writing

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    writing.add_arguments(parser)
    asked = parser.parse_args()
    received = asked.received or date.today()
    for path in writing.write(asked.out, asked.count, asked.seed, received, asked.quality, asked.layouts):
        sys.stdout.write(f"{path}\n")
