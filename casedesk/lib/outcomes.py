"""The two ways in which a step fails: later, or with a person."""


class TryAgain(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The step failed for a passing reason; the driver repeats it later, with a cap."""


class NeedsPerson(Exception):  # noqa: N818
    """The step cannot go on by itself; the message is a sentence that a clerk can read."""
