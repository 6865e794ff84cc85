"""The file that a response was taken from, saved out of the workspace again."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from engage_app.services import documents
from engage_app.services.documents import Original
from ui import dialogs
from ui.session import Session
from ui.widgets.buttons import button


def original_button(session: Session, response_id: int, parent: QWidget) -> QPushButton | None:
    """Saves the letter a response was taken from; None where it was taken from none."""
    original = documents.original_of(session.workspace, response_id)
    if original is None:
        return None
    made = button(
        "Save original…", "quiet", icon="export", on_click=_saver(session, original, parent)
    )
    made.setAccessibleName(f"Save the original “{original.file_name}”")
    made.setAccessibleDescription("The file as it came in, unchanged")
    return made


def _saver(session: Session, original: Original, parent: QWidget) -> Callable[[], None]:
    def save() -> None:
        workspace = session.workspace
        suggested = workspace.path.with_name(documents.name_of(original))
        to = dialogs.ask_save(parent, "Save original", suggested, dialogs.ANY_FILE)
        if to is None:
            return

        def done(written: Path) -> None:
            session.said.emit(f"The original is in “{written.name}”.")

        saving = session.runner.run(
            lambda _progress: documents.save_original(workspace, original.id, to),
            done,
            session.failed.emit,
        )
        session.working.emit(saving, f"Saving {to.name}")

    return save
