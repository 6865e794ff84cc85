"""Failures an officer can act on. Anything else is a fault of ours: see ui.messages.

EngageError
├── WorkspaceError      the workspace file can't be opened or written
│   └── WorkspaceBusy   somebody else is writing to it at the moment
├── SurveyFileError     a survey export can't be read, or not as asked
├── DocumentError       a letter, a note or a photo can't be read
├── FileInUse           another program holds the file
└── NotPossible         what was asked can't be done as things stand
"""


class EngageError(Exception):
    """Something went wrong in a way the officer can mend.

    Args:
        message: what happened, in one sentence of plain English.
        action: what to do about it, in one sentence.
        detail: for the log; never a respondent's words.
    """

    def __init__(self, message: str, *, action: str = "", detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.action = action
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.message} {self.action}".strip()


class WorkspaceError(EngageError):
    """The workspace file can't be opened or written."""


class WorkspaceBusy(WorkspaceError):  # noqa: N818 - says what is wrong, as the officer would
    """Somebody else, or a job of our own, is writing to the workspace at the moment."""


class SurveyFileError(EngageError):
    """A survey export can't be read, or not as asked."""


class DocumentError(EngageError):
    """A letter, a note or a photo can't be read."""


class FileInUse(EngageError):  # noqa: N818 - says what is wrong, as the officer would
    """Another program holds the file."""


class NotPossible(EngageError):  # noqa: N818 - says what is wrong, as the officer would
    """What was asked can't be done as things stand."""
