"""Search without accents over all cases: one function that finds, one that keeps a case's entries up to date."""

from casedesk.search.entries import rebuild, refresh
from casedesk.search.finding import MOST_LETTERS, Found, FoundCase, Hit, find, named

__all__ = ["MOST_LETTERS", "Found", "FoundCase", "Hit", "find", "named", "rebuild", "refresh"]
