"""The versions of the codebook, and what differs between two of them."""

from datetime import datetime

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.codebook import CodebookVersion
from engage_app.services import codebook_versions
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.change_view import ChangeView
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow_layout import FlowLayout

_HELP = (
    "Engage keeps a version by itself before a codebook that comments were coded with is changed."
)
_NOW = 0
_NOW_WORDS = "Now"


class VersionsCard(QFrame):
    """Keeping a version by hand, and comparing two."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._session = session
        self.versions: list[CodebookVersion] = []
        self.stands = label("", wrap=True)
        self.note = QLineEdit()
        self.keep_button = button("Keep this version", on_click=self.keep)
        self.before = ChoiceBox("From version")
        self.after = ChoiceBox("To version")
        self.changes = ChangeView("What changed between the two versions")
        self._compared = QWidget()
        self._build()
        self.note.returnPressed.connect(self.keep)
        for box in (self.before, self.after):
            box.activated.connect(lambda _: self._compare())

    def _build(self) -> None:
        self.note.setAccessibleName("What is to be said of this version")
        self.note.setPlaceholderText("A note, if you like: agreed with the team")
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(label("Versions", "heading"))
        column.addWidget(self.stands)
        column.addWidget(label(_HELP, "hint", wrap=True))
        column.addWidget(self.note)
        line = QWidget()
        FlowLayout(line, gap=theme.px(8)).addWidget(self.keep_button)
        column.addWidget(line)
        inner = QVBoxLayout(self._compared)
        inner.setContentsMargins(0, theme.px(8), 0, 0)
        inner.setSpacing(theme.px(4))
        for words, box in (("What changed from", self.before), ("to", self.after)):
            name = QLabel(words)
            name.setProperty("role", "strong")
            name.setBuddy(box)
            inner.addWidget(name)
            inner.addWidget(box)
        inner.addSpacing(theme.px(4))
        inner.addWidget(self.changes)
        column.addWidget(self._compared)

    def load(self) -> None:
        """Read the versions anew; the two compared stay, where nothing was added."""
        session = self._session
        fresh = codebook_versions.versions(session.workspace, session.exercise_id)
        stands = codebook_versions.standing(session.workspace, session.exercise_id)
        if [one.id for one in fresh] != [
            one.id for one in self.versions
        ] or not self.before.count():
            self.versions = fresh
            self._offer()
        self.stands.setText(_stands(stands.latest, stands.changes))
        self._compared.setVisible(bool(fresh))
        self._compare()

    def keep(self) -> None:
        """Keep the codebook as it is, with the note typed. Undoable."""
        session = self._session
        if session.act(codebook_versions.keep, session.exercise_id, self.note.text()):
            self.note.clear()
            session.said.emit(f"Version {len(self.versions)} of the codebook kept.")

    def _offer(self) -> None:
        with QSignalBlocker(self.before), QSignalBlocker(self.after):
            for box in (self.before, self.after):
                box.clear()
            for each in reversed(self.versions):
                self.before.addItem(_words(each), each.id)
            self.after.addItem(_NOW_WORDS, _NOW)
            for each in reversed(self.versions):
                self.after.addItem(_words(each), each.id)

    def _compare(self) -> None:
        if not self.versions:
            return
        session, after = self._session, self.after.currentData()
        changes = codebook_versions.difference(
            session.workspace, session.exercise_id, self.before.currentData(), after or None
        )
        self.changes.show_changes(changes, "Nothing differs.")


def _words(version: CodebookVersion) -> str:
    local = datetime.fromisoformat(version.made_at).astimezone()
    note = f", {version.note}" if version.note else ""
    return f"{version.number}: {local.day} {local:%b %Y}{note}"


def _when(made_at: str) -> str:
    local = datetime.fromisoformat(made_at).astimezone()
    return f"{local.day} {local:%B %Y, %H:%M}"


def _stands(latest: CodebookVersion | None, changes: int) -> str:
    if latest is None:
        return "No version has been kept yet."
    by = f" by {latest.made_by}" if latest.made_by else ""
    since = "1 change since." if changes == 1 else f"{changes:,} changes since."
    told = since if changes else "Nothing has changed since."
    return f"Version {latest.number}, kept on {_when(latest.made_at)}{by}. {told}"
