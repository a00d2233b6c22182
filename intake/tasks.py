"""What a reading process is told to do, and within which limits; names that process without loading it."""

from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection

from intake.facts import Box
from intake.leaf import Leaf

SECONDS_A_PAGE = 60.0
"""A page is read in about one; reading one twice as long as the engine's own limit is a hang."""
SECONDS_TO_OPEN = 60.0
MEGABYTES = 1000
"""Of private memory: the libraries reserve 300, and the largest page that is accepted needs 300."""
PROCESS = "intake.confined"
"""Loads the engine, the recogniser and OpenCV: some 100 MB that the web server is spared."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reading process may take."""

    seconds_a_page: float = SECONDS_A_PAGE
    megabytes: int = MEGABYTES
    seconds_to_open: float = SECONDS_TO_OPEN


@dataclass(frozen=True, slots=True)
class Region:
    """A box of a page that `rotation` makes upright."""

    page: int
    rotation: int
    box: Box


@dataclass(frozen=True, slots=True)
class Task:
    """What a reading process does: reads from page `first` on, which follows `before`, or one region.

    Without either it opens the file.
    """

    first: int | None
    before: Leaf | None
    limits: Limits
    region: Region | None = None


def perform(answers: Connection, data: bytes, task: Task, folder: str) -> None:
    """Do a task in this process, a new one that may load what reading takes."""
    import_module(PROCESS).run(answers, data, task, folder)
