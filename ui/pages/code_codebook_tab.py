"""The Codebook tab: the tree of themes, the theme chosen beside it, its history below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QScrollArea, QVBoxLayout, QWidget

from engage_app.domain.changes import Changes
from engage_app.domain.coding import Theme
from engage_app.domain.tree import Node
from engage_app.services import codebook, codebook_changes, recoding, standard_themes
from engage_app.services.codebook import ThemeDetails
from engage_app.services.workspace import Workspace
from ui.models.theme_tree import CodebookTree, place_of_all
from ui.pages import code_theme_deeds as theme_deeds
from ui.pages.code_again import LookAgainCard
from ui.pages.code_theme_form import ThemeForm
from ui.pages.code_versions import VersionsCard
from ui.pages.tree_editor import TreeEditor, TreeWords
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.node_view import NodeView
from ui.widgets.wrapped_names import WrappedNames

_WORDS = TreeWords(
    "theme",
    "theme",
    "The themes that comments are coded to, as a tree: drag them where they belong.",
)
_NOTHING = (0, 0)
_STANDARD = "Add the usual ones"
_DEEDS = ("Merge into…", "Split…", "Retire", "Move under…", "Remove…", "Look again")
_LESSER = {1: 820, 3: 700}
"""Columns that give way, and the width at 100 % text size that they need: the key, what is to be
reviewed. The form says both."""


class CodebookTab(TreeEditor):
    """Making the codebook: naming, explaining, moving, merging, splitting, retiring. All undoable."""

    shows = frozenset({"theme", "coding", "comment", "recode", "codebook_version", "exercise"})

    def __init__(self, session: Session) -> None:
        self.themes: dict[int, Theme] = {}
        self._counts: dict[int, tuple[int, int]] = {}
        self.form = ThemeForm(session)
        self.again = LookAgainCard(session)
        self.versions = VersionsCard(session)
        self.show_retired = QCheckBox("Show retired")
        self.to_again = button("", "quiet", on_click=lambda: self._bring(self.again.list))
        self.to_versions = button(
            "Versions", "quiet", on_click=lambda: self._bring(self.versions.changes)
        )
        self._model = CodebookTree()
        tree = NodeView(self._model, "Codebook")
        super().__init__(session, _WORDS, tree, self.form, self._empty_state())
        tree.setUniformRowHeights(False)
        tree.setItemDelegateForColumn(0, WrappedNames(tree))
        tree.setWordWrap(True)
        tree.header().sectionResized.connect(tree.scheduleDelayedItemsLayout)
        self.panels.setSizes([theme.px(560), theme.px(480)])
        self.setFocusProxy(tree)
        self._add_deeds()
        self.form.edited.connect(self._edit)
        self.tree.node_chosen.connect(self._show)
        self.show_retired.toggled.connect(lambda _: self.load())
        session.leaving.connect(self.form.commit)

    def _empty_state(self) -> EmptyState:
        empty = EmptyState(
            "code",
            "No themes yet",
            "It says what comments are about. Begin with a theme of your own, or with the four that"
            " every codebook needs: Other, No substantive answer, Out of scope, About the process.",
            action="Add theme",
            on_action=self.add,
        )
        self.standard_first = button("Add the four usual ones", on_click=self.add_standard)
        column = empty.layout()
        if isinstance(column, QVBoxLayout):
            below = column.indexOf(empty.action_button) + 1
            column.insertWidget(below, self.standard_first, 0, Qt.AlignmentFlag.AlignHCenter)
        return empty

    def _add_deeds(self) -> None:
        self.buttons[_STANDARD] = button(_STANDARD, "quiet", on_click=self.add_standard)
        self.buttons[_STANDARD].setToolTip("Other, No substantive answer, Out of scope, …")
        self.tools.addWidget(self.buttons[_STANDARD])
        self.tools.addWidget(self.show_retired)
        for words, keys, slot in (
            ("Merge into…", "Ctrl+Shift+M", self.merge),
            ("Split…", "Ctrl+Shift+S", self.split),
            ("Retire", "Ctrl+Del", self.retire),
            ("Look again", "Ctrl+Shift+L", self.look_again),
        ):
            native = self.tree.add_command(words, keys, slot)
            self.buttons[words] = button(words, "quiet", on_click=slot)
            self.buttons[words].setToolTip(f"{words} ({native})")
        self.buttons["Look again"].setToolTip("Put every comment of this theme on the list below")
        while self.deeds.count():
            self.deeds.takeAt(0)
        for words in _DEEDS:
            self.deeds.addWidget(self.buttons[words])
        for words in ("Move up", "Move down"):  # by dragging, by Alt and the arrows, by the menu
            self.buttons.pop(words).hide()
        line = QWidget()
        below = FlowLayout(line, gap=theme.px(8))
        for each in (self.to_again, self.to_versions):
            below.addWidget(each)
        self.left.addWidget(line)

    def _form_area(self, form: QWidget) -> QScrollArea:
        area = self.area = super()._form_area(form)
        inside = area.widget()
        column = inside.layout() if inside else None
        deeds = self.deeds.parentWidget()
        if isinstance(column, QVBoxLayout) and deeds is not None:
            column.removeWidget(deeds)
            column.insertWidget(0, deeds)  # in sight, however long the form
            for card in (self.again, self.versions):
                column.insertWidget(column.count() - 1, card)
                column.insertSpacing(column.count() - 1, theme.px(8))
        return area

    def load(self) -> None:
        """Read the codebook anew, keeping what is open and chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self.themes = {each.id: each for each in codebook.themes(workspace, exercise_id)}
        self._counts = codebook.theme_counts(workspace, exercise_id)
        some_retired = any(each.retired for each in self.themes.values())
        self.show_retired.setVisible(some_retired)
        shown = [each for each in self.themes.values() if self._in_sight(each)]
        self.nodes = {each.id: each for each in shown}
        self._stack.setCurrentIndex(0 if self.themes else 1)
        missing = standard_themes.missing(workspace, exercise_id)
        self.buttons[_STANDARD].setVisible(bool(missing))
        self.buttons[_STANDARD].setToolTip(", ".join(missing))
        self.again.load()
        self.versions.load()
        self.to_again.setText(self.again.title.text())
        self.to_again.setVisible(bool(self.again.count))
        self.tree.show_anew(self.nodes, lambda: self._model.show(shown, self._counts))
        self._fit_columns()

    def rename(self) -> None:
        """Let the officer type another name."""
        self.form.name.setFocus()
        self.form.name.selectAll()

    def add_standard(self) -> None:
        """Add what is missing of the themes that every codebook has."""
        session = self.session
        session.act(standard_themes.add_standard_themes, session.exercise_id)

    def remove(self) -> None:
        """Remove the theme chosen, after saying what goes with it. Undoable."""
        given = self.themes.get(self.tree.chosen())
        if given is None:
            return
        below = self._below(given.id)
        coded = sum(self._counts.get(key, _NOTHING)[0] for key in below)
        session = self.session
        written = codebook.written_for(session.workspace, session.exercise_id, below)
        if coded or len(below) > 1 or any(written):
            goes = theme_deeds.what_goes(len(below) - 1, coded, *written)
            keep, remove = self.retire, lambda: self._remove(given)
            theme_deeds.ask_to_remove(self, given, goes, retire=keep, remove=remove)
        else:
            self._remove(given)

    def retire(self) -> None:
        """Offer the theme chosen no longer, or again."""
        given, session = self.themes.get(self.tree.chosen()), self.session
        if given is None:
            return
        if given.retired:
            session.act(codebook_changes.restore_theme, session.exercise_id, given.id)
        elif session.act(codebook_changes.retire_theme, session.exercise_id, given.id):
            session.said.emit(f"“{given.name}” is retired: its codings stay and count.")

    def merge(self) -> None:
        """Ask which theme takes over the codings of the one chosen."""
        given = self.themes.get(self.tree.chosen())
        if given is None:
            return
        below = self._below(given.id)
        others = [one for one in self.themes.values() if one.id not in below and not one.retired]
        codings = sum(self._counts.get(given.id, _NOTHING))
        theme_deeds.merge(
            self, self.session, given, others, codings=codings, merged=self.tree.choose
        )

    def split(self) -> None:
        """Ask which codings of the theme chosen go to which new themes."""
        if given := self.themes.get(self.tree.chosen()):
            codings = sum(self._counts.get(given.id, _NOTHING))
            theme_deeds.split(self, self.session, given, codings)

    def look_again(self) -> None:
        """Put every comment coded to the theme chosen on the list."""
        session = self.session
        if not session.act(recoding.look_again, session.exercise_id, self.tree.chosen()):
            session.said.emit("No comment is coded to this theme.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow tree shows its names first."""
        super().resizeEvent(event)
        self._fit_columns()

    def _fit_columns(self) -> None:
        for column, width in _LESSER.items():
            self.tree.setColumnHidden(column, self.width() < theme.px(width))

    def _bring(self, field: QWidget) -> None:
        """Scroll to a card below the form, and put the keyboard there."""
        card = field.parentWidget()
        while card is not None and card not in (self.again, self.versions):
            card = card.parentWidget()
        if card is not None:
            self.area.ensureWidgetVisible(card, 0, 0)
        (field if field.isVisible() else self.versions.note).setFocus()

    def _in_sight(self, given: Theme) -> bool:
        return not given.retired or self.show_retired.isChecked()

    def _remove(self, given: Node) -> None:
        session = self.session
        if session.act(codebook.remove_theme, session.exercise_id, given.id):
            session.said.emit(f"“{given.name}” removed. Undo brings it back.")

    def _add(self, name: str, parent_id: int | None) -> Changes | None:
        colour = self.themes[parent_id].colour if parent_id in self.themes else ""
        waiting, exercise_id = self.again.count, self.session.exercise_id

        def write(workspace: Workspace) -> Changes:
            return codebook.add_theme(workspace, exercise_id, parent_id, name=name, colour=colour)

        def told(changes: Changes) -> None:
            self._added(changes)
            self._tell_again(waiting)

        theme_deeds.do(self.session, "Adding theme", write, codings=self._coded(), then=told)
        return None  # `told` hears of it

    def _coded(self) -> int:
        """About how many comments are coded."""
        return sum(coded for coded, _ in self._counts.values())

    def _tell_again(self, before: int) -> None:
        """Say that there is more to look at again than there was."""
        more = self.again.count - before
        if more > 0:
            comments = "1 coded comment is" if more == 1 else f"{more:,} coded comments are"
            self.session.said.emit(f"{comments} to be looked at again: see below.")

    def _move(self, node_id: int, parent_id: int | None, place: int) -> None:
        session = self.session
        place = place_of_all(self.themes.values(), self.nodes, node_id, parent_id, place)
        session.act(codebook.move_theme, session.exercise_id, node_id, parent_id, place)

    def _edit(self, details: ThemeDetails) -> None:
        given, session = self.form.theme, self.session
        if given is None or not session.has_exercise:
            return
        waiting, exercise_id = self.again.count, session.exercise_id
        read = self._coded() if "keywords" in details else 0

        def write(workspace: Workspace) -> Changes:
            return codebook.edit_theme(workspace, exercise_id, given.id, **details)

        def told(_: Changes) -> None:
            self._tell_again(waiting)

        # Where what was typed can't be, the saved words come back.
        again = self.form.show_saved
        theme_deeds.do(session, "Saving theme", write, codings=read, then=told, failed=again)

    def _show(self, theme_id: int) -> None:
        given = self.themes.get(theme_id)
        self.form.show_theme(given, *self._counts.get(theme_id, _NOTHING))
        self._enable(theme_id)
        self.buttons[_STANDARD].setEnabled(True)
        retired = given is not None and given.retired
        self.buttons["Retire"].setText("Restore" if retired else "Retire")
        self.form.trial.try_theme(given.id if given else 0)
