"""The codebook beside the comment: themes with keys and counts, and editing them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QInputDialog,
    QMenu,
    QMessageBox,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.coding import Theme
from engage_app.domain.tree import descendants
from engage_app.services import codebook, codebook_changes, coding
from ui.models.theme_tree import ThemeTree, place_of_all, theme_id_at
from ui.pages.code_counts import ThemeCounts
from ui.pages.code_finder import FoundThemes
from ui.pages.code_keys import KeyGiver
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.search_box import SearchBox
from ui.widgets.theme_dialog import ThemeDialog
from ui.widgets.tips import plain, question_box
from ui.widgets.wrapped_names import WrappedNames


class CodebookPanel(QWidget):
    """The tree of themes.

    Signals:
        theme_chosen: a theme to put on the comment: Enter or a double click.
        key_given: (theme, digit): this key is to assign it; no digit: none any more.
        left: the officer is done looking for a theme (Escape).
    """

    theme_chosen = Signal(int)
    key_given = Signal(int, str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.themes: dict[int, Theme] = {}
        self.title = label("Codebook", "heading")
        self._below = QWidget()
        self.search = SearchBox("Find a theme")
        self.model = ThemeTree()
        self.counts = ThemeCounts(session)
        self.found = FoundThemes()
        self.tree = QTreeView()
        self._build()
        self._connect()

    def _build(self) -> None:
        self.tree.setModel(self.model)
        self.tree.setAccessibleName("Codebook")
        self.tree.setWordWrap(True)
        self.tree.setHeaderHidden(True)  # the cells' tooltips say what they are
        self.tree.setItemDelegateForColumn(0, WrappedNames(self.tree))
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setIndentation(theme.px(12))
        self.tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.add = button("Add theme", "quiet", icon="add")
        self.edit = button("Edit", "quiet", icon="edit")
        self.more = button("More", "quiet", icon="more")
        self.more.setAccessibleName("More for this theme")
        heading = QWidget()
        self._above = FlowLayout(heading, theme.px(8))
        self._above.addWidget(self.title)
        self._above.addWidget(self.add)
        self._actions = FlowLayout(self._below, theme.px(8))
        self._actions.addWidget(self.edit)
        self._actions.addWidget(self.more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(8))
        layout.addWidget(heading)
        layout.addWidget(self.search)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.found, 1)
        layout.addWidget(self._below)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.counts.changed.connect(lambda: self.model.show_counts(self.counts.counts))
        self.found.itemClicked.connect(self._take_found)
        self.search.installEventFilter(self)
        KeyGiver(self.tree).pressed.connect(self._give_key)
        self.tree.activated.connect(self._take)
        # Queued: the tree must not be read again while Qt is still dropping into it.
        self.model.dropped.connect(self._put, Qt.ConnectionType.QueuedConnection)
        self.tree.header().sectionResized.connect(self.tree.scheduleDelayedItemsLayout)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.add.clicked.connect(self.add_theme)
        self.edit.clicked.connect(self.edit_theme)
        self.more.clicked.connect(lambda: self._menu(QPoint(0, 0), self.more))

    def set_compact(self, compact: bool) -> None:
        """Leave more height to the tree: a tab says the title, and Edit is in the menu."""
        self.title.setHidden(compact)
        self._below.setHidden(compact)
        came_from, goes_to = (
            (self._actions, self._above) if compact else (self._above, self._actions)
        )
        came_from.removeWidget(self.more)
        goes_to.addWidget(self.more)

    def refresh(self) -> None:
        """Read the themes and their counts anew, keeping what is open and chosen."""
        workspace, exercise_id = self._session.workspace, self._session.exercise_id
        chosen = self.chosen()
        listed = codebook.themes(workspace, exercise_id)
        self.themes = {each.id: each for each in listed}
        offered = [each for each in listed if not each.retired]
        self.model.show(offered, self.counts.counts)
        self.counts.recount()
        self.tree.expandAll()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(theme.px(16))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._choose(chosen)

    def chosen(self) -> int:
        """The id of the theme chosen in the tree; 0 where there is none."""
        return theme_id_at(self.tree.currentIndex()) or 0

    def theme_of_key(self, key: str) -> int:
        """The theme a digit key assigns; 0 where there is none."""
        offered = (each for each in self.themes.values() if not each.retired)
        return next((each.id for each in offered if each.shortcut == key), 0)

    def start_finding(self) -> None:
        """Let the officer type a theme's name."""
        self.search.setFocus()
        self.search.selectAll()

    def add_theme(self) -> None:
        """Ask for a new theme and add it."""
        above = self.themes.get(self.chosen())
        parent_id = above.parent_id if above and above.parent_id else (above.id if above else None)
        branches: list[tuple[str, int | None]] = [("A branch of its own", None)]
        branches += [
            (each.name, each.id)
            for each in self.themes.values()
            if not each.parent_id and not each.retired
        ]
        dialog = ThemeDialog(self, None, branches, self._count, parent_id, session=self._session)
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        session = self._session
        session.act(codebook.add_theme, session.exercise_id, dialog.parent_id(), **dialog.details())

    def edit_theme(self) -> None:
        """Ask for the details of the theme chosen and save them."""
        given = self.themes.get(self.chosen())
        if given is None:
            return
        dialog = ThemeDialog(self, given, [], self._count, session=self._session)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            session = self._session
            session.act(codebook.edit_theme, session.exercise_id, given.id, **dialog.details())

    def remove_theme(self) -> None:
        """Remove the theme chosen, after saying what goes with it. Undoable."""
        given = self.themes.get(self.chosen())
        if given is None:
            return
        counts = self.counts.counts
        parents = {each.id: each.parent_id for each in self.themes.values()}
        coded = sum(counts.get(key, (0, 0))[0] for key in descendants(given.id, parents))
        if coded and not self._sure(given.name, coded):
            return
        session = self._session
        session.act(codebook.remove_theme, session.exercise_id, given.id)

    def merge_theme(self) -> None:
        """Ask which theme takes over the codings of the one chosen."""
        given = self.themes.get(self.chosen())
        if given is None:
            return
        parents = {each.id: each.parent_id for each in self.themes.values()}
        below = descendants(given.id, parents)
        others = {
            each.name: each.id
            for each in self.themes.values()
            if each.id not in below and not each.retired
        }
        name, asked = QInputDialog.getItem(
            self,
            "Merge themes",
            plain(f"Give the codings of “{given.name}” to"),
            list(others),
            editable=False,
        )
        if asked:
            session = self._session
            session.act(codebook.merge_themes, session.exercise_id, given.id, others[name])

    def move_theme(self, by: int) -> None:
        """Move the theme chosen up (−1) or down (1) among its brothers."""
        given = self.themes.get(self.chosen())
        if given is None:
            return
        brothers = [
            each.id
            for each in self.themes.values()
            if each.parent_id == given.parent_id and not each.retired
        ]
        place = brothers.index(given.id) + by
        if 0 <= place < len(brothers):
            self._put(given.id, given.parent_id, place)

    def retire_theme(self) -> None:
        """Offer the theme chosen no longer; its codings stay. The codebook's tab brings it back."""
        given = self.themes.get(self.chosen())
        session = self._session
        if given and session.act(codebook_changes.retire_theme, session.exercise_id, given.id):
            session.said.emit(f"“{given.name}” is retired: its codings stay and count.")

    def _put(self, theme_id: int, parent_id: int | None, place: int) -> None:
        """A theme was dropped below another, before its `place`-th child."""
        session, offered = self._session, self._offered()
        place = place_of_all(self.themes.values(), offered, theme_id, parent_id, place)
        session.act(codebook.move_theme, session.exercise_id, theme_id, parent_id, place)

    def _offered(self) -> set[int]:
        return {key for key, each in self.themes.items() if not each.retired}

    def _menu(self, where: QPoint, over: QWidget | None = None) -> None:
        menu = QMenu(self)
        for words, slot in (
            ("Put on this comment", lambda: self._take(self.tree.currentIndex())),
            ("Edit…", self.edit_theme),
            ("Move up", lambda: self.move_theme(-1)),
            ("Move down", lambda: self.move_theme(1)),
            ("Merge into…", self.merge_theme),
            ("Retire", self.retire_theme),
            ("Remove…", self.remove_theme),
        ):
            action = QAction(words, menu)
            action.triggered.connect(slot)
            action.setEnabled(bool(self.chosen()))
            menu.addAction(action)
        menu.exec((over or self.tree.viewport()).mapToGlobal(where))

    def _sure(self, name: str, coded: int) -> bool:
        asked = question_box(
            self,
            "Remove theme",
            f"Remove “{name}” and what lies below it?",
            f"It is on {coded} comments, which lose it and stay. Undo brings everything back. To keep"
            " the codings, retire the theme instead.",
        )
        remove = asked.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
        asked.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
        asked.exec()
        return asked.clickedButton() is remove

    def _count(self, keywords: str) -> int:
        session = self._session
        return coding.preview_keywords(session.workspace, session.exercise_id, keywords).comments

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys in the search are for what is found."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take_found()
        elif event.key() == Qt.Key.Key_Escape:
            self.search.clear()
            self.left.emit()
        else:
            return self.found.heeds(event.key())
        return True

    def _give_key(self, digit: str) -> None:
        if given := self.themes.get(self.chosen()):
            self.key_given.emit(given.id, "" if given.shortcut == digit else digit)

    def _filter(self, typed: str) -> None:
        finding = bool(typed.strip())
        if finding:
            self.found.look_for(typed, self.themes.values())
        self.found.setVisible(finding)
        self.tree.setVisible(not finding)

    def _take_found(self) -> None:
        """Put the theme found on the comment; where nothing was typed, go on looking."""
        key = self.found.chosen() if self.search.text().strip() else 0
        self.search.clear()
        if key:
            self.theme_chosen.emit(key)

    def _take(self, index: QModelIndex) -> None:
        if key := theme_id_at(index):
            self.theme_chosen.emit(key)

    def _choose(self, theme_id: int) -> None:
        item = self.model.item_of(theme_id)
        if item is not None:
            self.tree.setCurrentIndex(item.index())
            self.tree.scrollTo(item.index())
