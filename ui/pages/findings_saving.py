"""Keeping a finding under a name, and what is done with those that are kept."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QWidget

from engage_app.domain.scope import FindingWanted
from engage_app.services import saved_findings
from engage_app.services.saved_findings import SavedFinding
from ui.pages.activity_dialogs import Asking
from ui.session import Session
from ui.theme import label, theme

_INTRO = (
    "It is kept as a question, not as figures: it is worked out anew from the responses whenever "
    "you look at it or print the report."
)


class NameDialog(Asking):
    """Asks for the name of a finding, and whether the report prints it."""

    def __init__(
        self,
        parent: QWidget,
        name: str,
        taken: set[str],
        *,
        new: bool = True,
        printable: bool = True,
        refused: str = "",
    ) -> None:
        title = "Save this finding" if new else "Rename the finding"
        super().__init__(parent, title, "Save" if new else "Rename", _INTRO if new else "")
        self._taken = {each.casefold() for each in taken}
        self.name = QLineEdit(name)
        self.name.selectAll()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)  # names are long
        self.setMinimumWidth(theme.px(620))
        self.in_report = QCheckBox("Put it in the &report")
        self.in_report.setChecked(printable and not refused)
        self.in_report.setEnabled(printable)
        self.form.addRow("&Name: its title in the report", self.name)
        if new:
            self.form.addRow(self.in_report)
        if new and refused:
            self.form.addRow(label(f"As it is, the report can't print it. {refused}", wrap=True))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def fault(self) -> str:
        """What can't be, in a sentence; empty where all is well."""
        name = self.name.text().strip()
        if not name:
            return "A saved finding needs a name."
        if name.casefold() in self._taken:
            return f"There is already a finding called “{name}”."
        return ""


class Keeper(QObject):
    """The saved findings of the exercise, and what an officer does with them.

    Signals:
        kept: the name of the table of a finding just saved.
    """

    kept = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._over = session, parent
        self.saved: list[SavedFinding] = []

    def read(self) -> None:
        """Read them again."""
        session = self._session
        self.saved = saved_findings.listed(session.workspace, session.exercise_id)

    def of(self, table: str) -> SavedFinding | None:
        """The one whose table this is."""
        return next((one for one in self.saved if one.table == table), None)

    def save(
        self, wanted: FindingWanted, saved: SavedFinding | None, title: str, refused: str = ""
    ) -> None:
        """Keep what is asked for: as a new one, whose name is asked, or as the one it was.

        `refused` says why the report couldn't print it; empty where it can.
        """
        session, exercise_id = self._session, self._session.exercise_id
        if saved is not None:
            if session.act(saved_findings.change, exercise_id, saved.id, wanted):
                session.said.emit(f"“{saved.name}” is saved as it is now.")
            return
        printable = saved_findings.printable(wanted)
        dialog = self._ask(title, new=True, printable=printable, refused=refused)

        def keep() -> None:
            name, printed = dialog.name.text().strip(), dialog.in_report.isChecked()
            save = saved_findings.save
            changes = session.act(save, exercise_id, name, wanted, in_report=printed)
            if changes is None:
                return
            put = " but the report can't print it yet" if refused else " and put in the report"
            session.said.emit(f"“{name}” is saved{put if printed else ''}.")
            self.kept.emit(next(one.table for one in self.saved if one.id == changes.created))

        dialog.accepted.connect(keep)

    def put(self, saved: SavedFinding | None, *, printed: bool) -> None:
        """Print it in the report, or no longer."""
        if saved is not None:
            put = saved_findings.put_in_report
            if self._session.act(put, self._session.exercise_id, saved.id, printed=printed):
                where = "put in" if printed else "taken out of"
                self._session.said.emit(f"“{saved.name}” is {where} the report.")

    def do(self, saved: SavedFinding | None, deed: str) -> None:
        """Rename, remove, or move it "up" or "down"."""
        session = self._session
        if saved is None:
            return
        if deed == "rename":
            dialog = self._ask(saved.name, new=False)
            rename, exercise_id = saved_findings.rename, session.exercise_id
            dialog.accepted.connect(
                lambda: session.act(rename, exercise_id, saved.id, dialog.name.text())
            )
        elif deed == "remove":
            if session.act(saved_findings.remove, session.exercise_id, saved.id):
                session.said.emit(f"“{saved.name}” is removed. Undo brings it back.")
        else:
            by = -1 if deed == "up" else 1
            session.act(saved_findings.move, session.exercise_id, saved.id, by)

    def _ask(
        self, name: str, *, new: bool, printable: bool = True, refused: str = ""
    ) -> NameDialog:
        taken = {one.name for one in self.saved if new or one.name != name}
        dialog = NameDialog(self._over, name, taken, new=new, printable=printable, refused=refused)
        dialog.open()
        return dialog
