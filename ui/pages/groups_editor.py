"""The Stakeholder groups tab: the tree, and the group chosen beside it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QInputDialog,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.domain.tree import descendants
from engage_app.services import planning, tagging
from ui.pages.group_finder import GroupFinder
from ui.pages.groups_form import GroupForm
from ui.pages.groups_tree import AT_TOP
from ui.pages.groups_view import GroupsView
from ui.pages.live_tab import LiveTab
from ui.pages.responses_tagging import counted
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.tips import plain, question_box

_INTRO = (
    "The groups you want to hear, as a tree. A figure for a group counts the groups below it too."
)
_NOBODY = (0, 0)


class GroupsEditor(LiveTab):
    """Adding, naming, moving and removing stakeholder groups. Everything is undoable."""

    shows = frozenset({"stakeholder_group", "response_group", "exercise"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.groups: dict[int, StakeholderGroup] = {}
        self._heard: dict[int, tuple[int, int]] = {}
        self.tree = GroupsView()
        self.form = GroupForm()
        self.buttons: dict[str, QPushButton] = {}
        self.empty = EmptyState(
            "groups",
            "No stakeholder groups yet",
            "Stakeholder groups say who was heard: every figure in the report is told by them.",
            action="Add group",
            on_action=self.add,
        )
        self._stack = self.stack()
        self._build()
        self._connect()

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(label(_INTRO, "hint", wrap=True))
        line = QWidget()
        flow = FlowLayout(line, gap=theme.px(8))
        for name, icon, slot in (("Add group", "add", self.add), ("Add below", "", self.add_below)):
            self.buttons[name] = button(name, icon=icon, on_click=slot)
            flow.addWidget(self.buttons[name])
        column.addWidget(line)
        column.addWidget(self.tree, 1)
        panels = QSplitter(Qt.Orientation.Horizontal)
        panels.setChildrenCollapsible(False)
        panels.addWidget(left)
        panels.addWidget(self._form_area())
        panels.setSizes([theme.px(620), theme.px(420)])
        self._stack.addWidget(panels)
        self._stack.addWidget(self.empty)

    def _form_area(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(12), 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.form)
        line = QWidget()
        flow = FlowLayout(line, gap=theme.px(8))
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

    def _connect(self) -> None:
        actions: tuple[tuple[str, str, Callable[[], None]], ...] = (
            ("Add group", "Ins", self.add),
            ("Add below", "Shift+Ins", self.add_below),
            ("Rename", "F2", self.rename),
            ("Move up", "Alt+Up", lambda: self.move_by(-1)),
            ("Move down", "Alt+Down", lambda: self.move_by(1)),
            ("Move below the group above", "Alt+Right", self.move_in),
            ("Move out one level", "Alt+Left", self.move_out),
            ("Move under…", "Ctrl+M", self.ask_parent),
            ("Remove…", "Del", self.remove),
        )
        for words, keys, slot in actions:
            native = self.tree.add_command(words, keys, slot)
            if words in self.buttons:
                self.buttons[words].setToolTip(f"{words} ({native})")
        self.form.edited.connect(self._edit)
        self.tree.dropped.connect(self.put)
        self.tree.group_chosen.connect(self._show)

    def load(self) -> None:
        """Read the groups and who was heard anew, keeping what is open and chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self.groups = {each.id: each for each in planning.groups(workspace, exercise_id)}
        self._heard = tagging.heard(workspace, exercise_id)
        self._stack.setCurrentIndex(0 if self.groups else 1)
        self.tree.show_groups(list(self.groups.values()), self._heard)

    def add(self) -> None:
        """Ask for a new group beside the one chosen."""
        given = self.groups.get(self.tree.chosen())
        self._ask_name(given.parent_id if given else None)

    def add_below(self) -> None:
        """Ask for a new group below the one chosen."""
        self._ask_name(self.tree.chosen() or None)

    def rename(self) -> None:
        """Let the officer type another name."""
        self.form.name.setFocus()
        self.form.name.selectAll()

    def move_by(self, by: int) -> None:
        """Move the group chosen up (−1) or down (1) among its brothers."""
        brothers = self._brothers(self.tree.chosen())
        if self.tree.chosen() in brothers:
            place = brothers.index(self.tree.chosen()) + by
            if 0 <= place < len(brothers):
                self.put(self.tree.chosen(), self.groups[self.tree.chosen()].parent_id, place)

    def move_in(self) -> None:
        """Move the group chosen below the brother above it."""
        brothers = self._brothers(self.tree.chosen())
        place = brothers.index(self.tree.chosen()) if self.tree.chosen() in brothers else 0
        if place:
            self.put(self.tree.chosen(), brothers[place - 1], -1)

    def move_out(self) -> None:
        """Move the group chosen out, behind the group it lay below."""
        given = self.groups.get(self.tree.chosen())
        if given is not None and given.parent_id is not None:
            uncles = self._brothers(given.parent_id)
            above = self.groups[given.parent_id].parent_id
            self.put(given.id, above, uncles.index(given.parent_id) + 1)

    def put(self, group_id: int, parent_id: int | None, place: int) -> None:
        """Put a group below another (None: at the top), before the `place`-th of the others."""
        session = self.session
        session.act(planning.move_group, session.exercise_id, group_id, parent_id, place)
        self.tree.choose(group_id)

    def ask_parent(self) -> None:
        """Ask below which group the one chosen should lie."""
        given = self.groups.get(self.tree.chosen())
        if given is None:
            return
        parents = {each.id: each.parent_id for each in self.groups.values()}
        below = descendants(given.id, parents)
        others = [each for each in self.groups.values() if each.id not in below]
        finder = GroupFinder(
            self, "Move here", f"Move “{given.name}” under", others, "At the top of the tree"
        )
        finder.chosen.connect(lambda key: self.put(given.id, None if key == AT_TOP else key, -1))
        finder.open()

    def remove(self) -> None:
        """Remove the group chosen, after saying what goes with it. Undoable."""
        given = self.groups.get(self.tree.chosen())
        if given is None:
            return
        parents = {each.id: each.parent_id for each in self.groups.values()}
        below = descendants(given.id, parents)
        session = self.session
        rules = tagging.rules(session.workspace, session.exercise_id)
        lost = sum(rule.group_id in below for rule in rules)
        _, responses = self._heard.get(given.id, _NOBODY)
        if len(below) == 1 and not responses and not lost:
            self._remove(given)
            return
        goes = _what_goes(len(below) - 1, responses, lost)
        box = question_box(self, "Remove group", f"Remove “{given.name}”?", goes)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sure = box.addButton("Remove", QMessageBox.ButtonRole.DestructiveRole)
        box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
        sure.clicked.connect(lambda: self._remove(given))
        box.open()

    def _remove(self, given: StakeholderGroup) -> None:
        session = self.session
        if session.act(planning.remove_group, session.exercise_id, given.id):
            session.said.emit(f"“{given.name}” removed. Undo brings it back.")

    def _ask_name(self, parent_id: int | None) -> None:
        where = f"below “{self.groups[parent_id].name}”" if parent_id else "at the top"
        asking = QInputDialog(self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.setWindowTitle("New stakeholder group")
        asking.setLabelText(plain(f"Name of the new group {where}"))
        asking.setOkButtonText("Add")
        asking.textValueSelected.connect(lambda name: self._add(name, parent_id))
        asking.open()

    def _add(self, name: str, parent_id: int | None) -> None:
        session = self.session
        changes = session.act(planning.add_group, session.exercise_id, name, parent_id)
        if changes and changes.created:
            self.tree.choose(changes.created)
            self.tree.setFocus()

    def _edit(self, name: str, part_name: str, planned: int | None) -> None:
        given, session = self.form.group, self.session
        if given is None or not session.has_exercise:
            return
        changes = session.act(
            planning.edit_group,
            session.exercise_id,
            given.id,
            name=name,
            part_name=part_name,
            planned=planned,
        )
        if changes is None:  # what was typed can't be: the saved words come back
            self._show(given.id)

    def _brothers(self, group_id: int) -> list[int]:
        given = self.groups.get(group_id)
        listed = self.groups.values()
        return [each.id for each in listed if given and each.parent_id == given.parent_id]

    def _show(self, group_id: int) -> None:
        self.form.show_group(self.groups.get(group_id), self._heard.get(group_id, _NOBODY))
        for name, each in self.buttons.items():
            each.setEnabled(bool(group_id) or name == "Add group")


def _what_goes(below: int, responses: int, rules: int) -> str:
    said = []
    if below:
        groups = "The group below it goes" if below == 1 else f"The {below} groups below it go"
        said.append(f"{groups} with it.")
    if responses:
        verb = "loses" if responses == 1 else "lose"
        said.append(f"{counted(responses)} {verb} the tag; the responses themselves stay.")
    if rules:
        said.append("1 tagging rule goes too." if rules == 1 else f"{rules} tagging rules go too.")
    return " ".join((*said, "Undo brings everything back."))
