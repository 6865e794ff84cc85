"""What is asked before a theme is merged, split or removed."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Theme
from engage_app.services import codebook, codebook_changes
from engage_app.services.workspace import Workspace
from ui.pages.code_split import SplitDialog
from ui.pages.group_finder import GroupFinder
from ui.session import Session
from ui.widgets.tips import question_box

AT_ONCE = 3_000
"""So many codings the window's own thread reads or moves; more go beside it."""


def do(
    session: Session,
    what: str,
    write: Callable[[Workspace], Changes],
    *,
    codings: int,
    then: Callable[[Changes], object],
    failed: Callable[[], object] = lambda: None,
) -> None:
    """Change the codebook: at once, or beside the window where many codings are concerned.

    Args:
        what: is being done, for the window's progress strip.
        codings: how many it reads or moves.
        then: hears of the changes once they are written and every page knows.
        failed: hears that nothing was written, once the officer was told why.
    """
    if codings <= AT_ONCE:
        changes = session.act(write)
        if changes is None:
            failed()
        else:
            then(changes)
        return
    workspace = session.workspace

    def finished(changes: Changes) -> None:
        if session.has_workspace and session.workspace is workspace:
            if changes:
                session.changed.emit(changes)
            then(changes)

    def told(error: Exception) -> None:
        session.failed.emit(error)
        failed()

    task = session.runner.run(lambda _: write(workspace), finished, told, writes=True)
    session.working.emit(task, what)


def merge(
    parent: QWidget,
    session: Session,
    given: Theme,
    others: Sequence[Theme],
    *,
    codings: int,
    merged: Callable[[int], None],
) -> None:
    """Ask which of the others takes over a theme's codings; `merged` hears which did."""
    exercise_id = session.exercise_id
    words = f"Give the codings and keywords of “{given.name}” to"
    finder = GroupFinder(parent, "Merge", words, others, one="theme")

    def merge_into(other: int) -> None:
        def told(_: Changes) -> None:
            merged(other)
            session.said.emit(f"“{given.name}” is merged; every coding was kept.")

        def write(workspace: Workspace) -> Changes:
            return codebook.merge_themes(workspace, exercise_id, given.id, other)

        do(session, "Merging themes", write, codings=codings, then=told)

    finder.chosen.connect(merge_into)
    finder.choose_nothing()  # an Enter too many must not merge
    finder.open()


def split(parent: QWidget, session: Session, given: Theme, codings: int) -> None:
    """Ask which codings of a theme go to which new themes."""
    dialog = SplitDialog(parent, session.workspace, given)
    exercise_id = session.exercise_id

    def split_off() -> None:
        parts, below = dialog.parts(), dialog.below.isChecked()
        dialog.setEnabled(False)

        def write(workspace: Workspace) -> Changes:
            split_theme = codebook_changes.split_theme
            return split_theme(workspace, exercise_id, given.id, parts, below=below)

        again = partial(dialog.setEnabled, True)

        def done(_: Changes) -> None:
            dialog.accept()

        do(session, "Splitting theme", write, codings=codings, then=done, failed=again)

    dialog.asked.connect(split_off)
    dialog.open()


def ask_to_remove(
    parent: QWidget,
    given: Theme,
    goes: str,
    *,
    retire: Callable[[], None],
    remove: Callable[[], None],
) -> None:
    """Ask whether a theme is to be removed, with what goes with it; retiring it is offered."""
    box = question_box(parent, "Remove theme", f"Remove “{given.name}”?", goes)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    instead = box.addButton("Retire instead", QMessageBox.ButtonRole.AcceptRole)
    sure = box.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
    box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
    instead.setEnabled(not given.retired)
    instead.clicked.connect(retire)
    sure.clicked.connect(remove)
    box.open()


def what_goes(below: int, coded: int, answered: int = 0, picked: int = 0) -> str:
    """What removing a theme with so many below it takes along: codings, and what was written and
    picked for the report."""
    said = []
    if below:
        goes = "The theme below it goes" if below == 1 else f"The {below} themes below it go"
        said.append(f"{goes} with it.")
    if coded:
        lose = "1 coding is lost" if coded == 1 else f"{coded:,} codings are lost"
        said.append(f"{lose}; the comments stay.")
    answers = "1 answer" if answered == 1 else f"{answered:,} answers"
    picks = "1 picked quotation" if picked == 1 else f"{picked:,} picked quotations"
    written = [words for words, some in ((answers, answered), (picks, picked)) if some]
    if written:
        go = "goes" if answered + picked == 1 else "go"
        said.append(f"{' and '.join(written)} in the report {go} too.")
    said.append("Undo brings everything back.")
    return " ".join((*said, "A retired theme keeps its codings and is only offered no longer."))
