"""A tab with a tree on the left and the record chosen on the right: groups, or places."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QInputDialog,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.changes import Changes
from engage_app.domain.tree import Node, descendants
from ui.models.node_tree import AT_TOP
from ui.pages.group_finder import GroupFinder
from ui.pages.live_tab import LiveTab
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.node_view import NodeView
from ui.widgets.tips import plain, question_box


@dataclass(frozen=True)
class TreeWords:
    """How a tree's records are called: `one` on buttons, `whole` in titles, `intro` above."""

    one: str
    whole: str
    intro: str


class TreeEditor(LiveTab):
    """Adding, naming, moving and removing. Everything is undoable.

    A subclass fills the tree in `load`, and asks the services in `_add`, `_move` and `remove`. It
    may add to `tools`, above the tree, to `left`, below it, and to `deeds`, below the form.

    Args:
        tree: what shows the records.
        form: the details of the one chosen; it has a field `name`.
        empty: what is shown while there is none.
    """

    def __init__(
        self, session: Session, words: TreeWords, tree: NodeView, form: QWidget, empty: EmptyState
    ) -> None:
        super().__init__(session)
        self.words = words
        self.nodes: Mapping[int, Node] = {}
        self.tree = tree
        self.empty = empty
        self.buttons: dict[str, QPushButton] = {}
        self._add_words = f"Add {words.one}"
        self._stack: QStackedLayout = self.stack()
        self._build(form)
        self._bind()
        self.tree.dropped.connect(self.put)

    def _build(self, form: QWidget) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label(self.words.intro, "hint", wrap=True))
        line = QWidget()
        flow = self.tools = FlowLayout(line, gap=theme.px(8))
        for name, icon, slot in (
            (self._add_words, "add", self.add),
            ("Add below", "", self.add_below),
        ):
            self.buttons[name] = button(name, icon=icon, on_click=slot)
            flow.addWidget(self.buttons[name])
        column.addWidget(line)
        column.addWidget(self.tree, 1)
        self.left = column
        panels = self.panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        panels.addWidget(left)
        panels.addWidget(self._form_area(form))
        panels.setSizes([theme.px(620), theme.px(420)])
        self._stack.addWidget(panels)
        self._stack.addWidget(self.empty)

    def _form_area(self, form: QWidget) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(12), 0)
        column.setSpacing(theme.px(8))
        column.addWidget(form)
        line = QWidget()
        flow = self.deeds = FlowLayout(line, gap=theme.px(8))
        for name, slot in (
            ("Move up", lambda: self.move_by(-1)),
            ("Move down", lambda: self.move_by(1)),
            ("Move under…", self.ask_parent),
            ("Remove…", self.remove),
        ):
            self.buttons[name] = button(name, "quiet", on_click=slot)
            flow.addWidget(self.buttons[name])
        column.addWidget(line)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _bind(self) -> None:
        actions: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (self._add_words, "Ins", self.add),
            ("Add below", "Shift+Ins", self.add_below),
            ("Rename", "F2", self.rename),
            ("Move up", "Alt+Up", lambda: self.move_by(-1)),
            ("Move down", "Alt+Down", lambda: self.move_by(1)),
            (f"Move below the {self.words.one} above", "Alt+Right", self.move_in),
            ("Move out one level", "Alt+Left", self.move_out),
            ("Move under…", "Ctrl+M", self.ask_parent),
            ("Remove…", "Del", self.remove),
        )
        for words, keys, slot in actions:
            native = self.tree.add_command(words, keys, slot)
            if words in self.buttons:
                self.buttons[words].setToolTip(f"{words} ({native})")

    def add(self) -> None:
        """Ask for a new record beside the one chosen."""
        given = self.nodes.get(self.tree.chosen())
        self._ask_name(given.parent_id if given else None)

    def add_below(self) -> None:
        """Ask for a new record below the one chosen."""
        self._ask_name(self.tree.chosen() or None)

    def rename(self) -> None:
        """Let the officer type another name."""
        raise NotImplementedError

    def remove(self) -> None:
        """Remove the record chosen, after saying what goes with it. Undoable."""
        raise NotImplementedError

    def move_by(self, by: int) -> None:
        """Move the record chosen up (−1) or down (1) among its brothers."""
        brothers = self._brothers(self.tree.chosen())
        if self.tree.chosen() in brothers:
            place = brothers.index(self.tree.chosen()) + by
            if 0 <= place < len(brothers):
                self.put(self.tree.chosen(), self.nodes[self.tree.chosen()].parent_id, place)

    def move_in(self) -> None:
        """Move the record chosen below the brother above it."""
        brothers = self._brothers(self.tree.chosen())
        place = brothers.index(self.tree.chosen()) if self.tree.chosen() in brothers else 0
        if place:
            self.put(self.tree.chosen(), brothers[place - 1], -1)

    def move_out(self) -> None:
        """Move the record chosen out, behind the one it lay below."""
        given = self.nodes.get(self.tree.chosen())
        if given is not None and given.parent_id is not None:
            uncles = self._brothers(given.parent_id)
            above = self.nodes[given.parent_id].parent_id
            self.put(given.id, above, uncles.index(given.parent_id) + 1)

    def put(self, node_id: int, parent_id: int | None, place: int) -> None:
        """Put a record below another (None: at the top), before the `place`-th of the others."""
        self._move(node_id, parent_id, place)
        self.tree.choose(node_id)

    def ask_parent(self) -> None:
        """Ask below which other the one chosen should lie."""
        given = self.nodes.get(self.tree.chosen())
        if given is None:
            return
        below = self._below(given.id)
        others = [each for each in self.nodes.values() if each.id not in below]
        finder = GroupFinder(
            self,
            "Move here",
            f"Move “{given.name}” under",
            others,
            "At the top of the tree",
            one=self.words.whole,
        )
        finder.chosen.connect(lambda key: self.put(given.id, None if key == AT_TOP else key, -1))
        finder.open()

    def _add(self, name: str, parent_id: int | None) -> Changes | None:
        raise NotImplementedError

    def _move(self, node_id: int, parent_id: int | None, place: int) -> None:
        raise NotImplementedError

    def _remove(self, given: Node) -> None:
        raise NotImplementedError

    def _ask_name(self, parent_id: int | None) -> None:
        where = f"below “{self.nodes[parent_id].name}”" if parent_id else "at the top"
        asking = QInputDialog(self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setWindowTitle(f"New {self.words.whole}")
        asking.setLabelText(plain(f"Name of the new {self.words.one} {where}"))
        asking.setOkButtonText("Add")
        asking.textValueSelected.connect(lambda name: self._added(self._add(name, parent_id)))
        asking.open()

    def _added(self, changes: Changes | None) -> None:
        if changes and changes.created:
            self.tree.choose(changes.created)
            self.tree.setFocus()

    def _ask_to_remove(self, given: Node, goes: str) -> None:
        title, text = f"Remove {self.words.one}", f"Remove “{given.name}”?"
        box = question_box(self, title, text, goes)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sure = box.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
        sure.clicked.connect(lambda: self._remove(given))
        box.open()

    def _below(self, node_id: int) -> set[int]:
        return descendants(node_id, {each.id: each.parent_id for each in self.nodes.values()})

    def _brothers(self, node_id: int) -> list[int]:
        given = self.nodes.get(node_id)
        listed = self.nodes.values()
        return [each.id for each in listed if given and each.parent_id == given.parent_id]

    def _enable(self, chosen: int) -> None:
        for name, each in self.buttons.items():
            each.setEnabled(bool(chosen) or name == self._add_words)
