"""Filters kept under a name: a drop-down in the queue, and what keeps them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.filters import CommentFilter
from engage_app.services import saved_filters
from engage_app.services.saved_filters import SavedFilter
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button


class SavedFilters(QComboBox):
    """The saved filters of the exercise; out of sight while there are none.

    Signals:
        wanted: a SavedFilter, chosen by the officer.
    """

    wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._listed: dict[int, SavedFilter] = {}
        self.setAccessibleName("Saved filters")
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem("Saved filters", 0)
        self.activated.connect(self._choose)
        self.hide()

    @property
    def current(self) -> SavedFilter | None:
        """The one in use."""
        return self._listed.get(self.currentData() or 0)

    def fill(self) -> None:
        """Offer what is saved now, keeping what is chosen."""
        session = self._session
        kept = self.currentData()
        listed = saved_filters.listed(session.workspace, session.exercise_id)
        self._listed = {each.id: each for each in listed}
        while self.count() > 1:
            self.removeItem(1)
        for each in listed:
            self.addItem(each.name, each.id)
        self.show_current(kept)
        self.setVisible(bool(listed))

    def show_current(self, key: int) -> None:
        """Say which one is in use; 0: none."""
        self.setCurrentIndex(max(self.findData(key), 0))

    def drop_if_other(self, wanted: CommentFilter) -> None:
        """Say that none is in use once the officer asks for something else."""
        if self.current is not None and self.current.wanted != wanted:
            self.show_current(0)

    def _choose(self) -> None:
        chosen = self.current
        if chosen is None:
            self.wanted.emit(SavedFilter(0, "", CommentFilter()))
            return
        self.wanted.emit(chosen)
        if chosen.missing:
            gone = " and ".join(chosen.missing)
            verb = "is" if len(chosen.missing) == 1 else "are"
            self._session.said.emit(
                f"“{chosen.name}” asked for {gone}, which {verb} no longer there."
            )


class FilterKeeper(QWidget):
    """Saves the filter in use under a name, renames and removes the one chosen.

    Args:
        session: whose exercise.
        saved: the drop-down that offers them.
        wanted: tells the filter in use.
    """

    def __init__(
        self, session: Session, saved: SavedFilters, wanted: Callable[[], CommentFilter]
    ) -> None:
        super().__init__()
        self._session, self._saved, self._wanted = session, saved, wanted
        self.name = QLineEdit()
        self.name.setPlaceholderText("Name of this filter")
        self.name.setAccessibleName("Name of this filter")
        self.save = button("Save", on_click=self._save)
        self.rename = button("Rename", "quiet", on_click=self._rename)
        self.remove = button("Remove", "quiet", on_click=self._remove)
        self.name.returnPressed.connect(self._save)
        self.name.textChanged.connect(self.show_state)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.save)
        line.addWidget(self.rename)
        line.addWidget(self.remove)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(label("Keep this filter for later", "strong"))
        layout.addWidget(self.name)
        layout.addLayout(line)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_state(self) -> None:
        """Offer what can be done with the name typed and the filter chosen."""
        typed, current = self.name.text().strip(), self._saved.current
        self.save.setEnabled(bool(typed))
        self.rename.setVisible(current is not None)
        self.rename.setEnabled(current is not None and typed not in ("", current.name))
        self.remove.setVisible(current is not None)

    def show_name(self) -> None:
        """Begin with the name of the filter in use."""
        current = self._saved.current
        self.name.setText(current.name if current else "")
        self.show_state()

    def _save(self) -> None:
        session = self._session
        asked = (session.exercise_id, self.name.text(), self._wanted())
        changes = session.act(saved_filters.save, *asked)
        if changes:
            self._saved.fill()
            self._saved.show_current(changes.created or 0)
            session.said.emit(f"Saved the filter “{self.name.text().strip()}”.")
        self.show_state()

    def _rename(self) -> None:
        if current := self._saved.current:
            session = self._session
            session.act(saved_filters.rename, session.exercise_id, current.id, self.name.text())
            self._saved.fill()
            self.show_state()

    def _remove(self) -> None:
        if current := self._saved.current:
            session = self._session
            session.act(saved_filters.remove, session.exercise_id, current.id)
            self._saved.fill()
            self.show_name()
