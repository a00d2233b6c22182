"""A fetcher of mail that dies at a named step: `python -m tests.casedesk.killed_fetcher EVENT MODULE FUNCTION`."""

import sys

from tests.casedesk.killed import arm


def main() -> None:
    """Set up against a test's database, arm the hook and fetch."""
    import django  # noqa: PLC0415 (the environment comes first)

    django.setup()
    from casedesk.incoming import fetching  # noqa: PLC0415

    arm(*sys.argv[1:])
    fetching.fetch()


if __name__ == "__main__":
    main()
