"""The questions a window asks in a box of its own: where a file is, and whether to go on.

Callers name the module (`dialogs.ask_open(...)`), so that a test can answer in an officer's place.
"""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ui.widgets.tips import question_box

WORKSPACES = "Engage workspaces (*.engage)"
SURVEY_FILES = (
    "Survey exports (*.xlsx *.xlsm *.xls *.csv *.tsv *.txt *.ods *.vv *.lss *.sav *.zsav *.sss *.asc"
    " *.zip);;Letters (*.docx *.pdf *.eml);;All files (*)"
)
ANY_FILE = "All files (*)"
SETTINGS = "Import settings (*.json)"
XLSFORMS = "XLSForm (*.xlsx)"
CODINGS = "Codings (*.qdpx *.qdc *.csv themes.json);;All files (*)"
POPULATIONS = "Tables (*.csv *.xlsx *.xls *.ods *.tsv *.txt);;All files (*)"
QUESTIONNAIRES = "Questionnaires (*.lss *.xlsx *.xls *.csv *.sss *.xml);;All files (*)"


def ask_open(parent: QWidget, title: str, filters: str, folder: Path | None = None) -> Path | None:
    """A file that is there; None where the officer thought better of it.

    Args:
        parent: the window asked from.
        title: e.g. "Open workspace".
        filters: in Qt's notation, e.g. `WORKSPACES`.
        folder: where to begin; None begins where the officer was last.
    """
    chosen, _ = QFileDialog.getOpenFileName(parent, title, _text(folder), filters)
    return Path(chosen) if chosen else None


def ask_several(parent: QWidget, title: str, filters: str) -> list[Path]:
    """Files that are there; none where the officer thought better of it. Arguments as `ask_open`."""
    chosen, _ = QFileDialog.getOpenFileNames(parent, title, "", filters)
    return [Path(each) for each in chosen]


def ask_save(
    parent: QWidget, title: str, suggested: Path, filters: str, *, replaces: bool = True
) -> Path | None:
    """Where to save; None where the officer thought better of it.

    Args:
        parent: the window asked from.
        title: e.g. "Copy workspace".
        suggested: folder and name to begin with.
        filters: as `ask_open`.
        replaces: whether a file of that name may be written over; the officer is asked then.
            Without it nothing is asked: who saves refuses in a sentence.
    """
    options = QFileDialog.Option(0)
    if not replaces:
        options |= QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(
        parent, title, str(suggested), filters, "", options=options
    )
    return Path(chosen) if chosen else None


def ask_folder(parent: QWidget, title: str, folder: Path) -> Path | None:
    """A folder that is there, beginning with this one; None where the officer thought better of it."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(folder))
    return Path(chosen) if chosen else None


def ask_sure(parent: QWidget, title: str, text: str, more: str, *, yes: str, no: str) -> bool:
    """Whether to go on with what can't be seen beforehand.

    Args:
        parent: the window asked from.
        title: of the box.
        text: the question.
        more: what will happen, in a sentence.
        yes: the words on the button that goes on.
        no: the words on the button that doesn't, which Escape presses.
    """
    box = question_box(parent, title, text, more)
    go_on = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    leave = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(leave)
    box.exec()
    return box.clickedButton() is go_on


def tell(parent: QWidget, title: str, text: str, more: str) -> None:
    """Tell what has to be read before going on.

    Args:
        parent: the window asked from.
        title: of the box.
        text: what happened, in a sentence.
        more: what else there is to know.
    """
    box = question_box(parent, title, text, more)
    box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _text(folder: Path | None) -> str:
    return str(folder) if folder else ""
