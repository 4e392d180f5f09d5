"""Errors that name the trouble and the next step.

There are two families, because a reader can do two things about a failure: mend what was
given (`InputError`) or ask the outside service again (`ServiceError`). A name that no
gazetteer knows is neither: it is a row in ``left_out``.
"""


class SitmapError(Exception):
    """Any failure that sitmap foresees.

    Parameters
    ----------
    problem
        What is wrong, with the value and where it stands (file, row, column).
    fix
        What the reader should do now, as a command or an edit.
    """

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem, fix)
        self.problem = problem
        self.fix = fix

    def __str__(self) -> str:
        """Return the problem and, on a second line, the fix."""
        return f"{self.problem}\n  Fix: {self.fix}"


class InputError(SitmapError, ValueError):
    """A file, table or option can't be used as it stands."""


class ServiceError(SitmapError, ConnectionError):
    """An outside service gave no answer; the same call may work later."""
