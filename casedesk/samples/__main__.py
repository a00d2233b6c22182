"""`python -m casedesk.samples OUT --count N --seed S`, without Django."""

import argparse
import sys
from datetime import date

from casedesk.samples import writing

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    writing.add_arguments(parser)
    asked = parser.parse_args()
    for path in writing.write(asked.out, asked.count, asked.seed, asked.received or date.today(), asked.quality):
        sys.stdout.write(f"{path}\n")
