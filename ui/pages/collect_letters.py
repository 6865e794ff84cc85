"""Letters on the Collect page: what is dropped or chosen as a file, and what was being entered."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ui.session import Session

_LETTERS = frozenset({".docx", ".eml", ".pdf"})  # no survey tool writes these; .txt may be either


def take_letter(session: Session, path: Path, parent: QWidget) -> bool:
    """Open the entry of a letter or interview for a file of that kind; tells whether it is one."""
    if path.suffix.casefold() not in _LETTERS:
        return False
    from ui.pages.document_page import open_document_entry

    open_document_entry(session, path, parent)
    return True


def go_on_with_letter(session: Session, surface: str, parent: QWidget) -> None:
    """Open the entry of a letter or interview, if that is what was being typed on."""
    from ui.pages.document_page import SURFACE, open_document_entry

    if surface == SURFACE:
        open_document_entry(session, parent=parent)
