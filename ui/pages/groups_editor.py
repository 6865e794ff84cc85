"""The Stakeholder groups tab: the tree, and the group chosen beside it."""

from engage_app.domain.changes import Changes
from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.domain.tree import Node
from engage_app.services import planning, tagging
from ui.pages.groups_form import GroupForm
from ui.pages.groups_tree import GroupTree
from ui.pages.responses_tagging import counted
from ui.pages.tree_editor import TreeEditor, TreeWords
from ui.session import Session
from ui.widgets.empty_state import EmptyState
from ui.widgets.node_view import NodeView

_WORDS = TreeWords(
    "group",
    "stakeholder group",
    "The groups you want to hear, as a tree. A figure for a group counts the groups below it too.",
)
_NOBODY = (0, 0)


class GroupsEditor(TreeEditor):
    """Adding, naming, moving and removing stakeholder groups. Everything is undoable."""

    shows = frozenset({"stakeholder_group", "response_group", "exercise"})

    def __init__(self, session: Session) -> None:
        self.groups: dict[int, StakeholderGroup] = {}
        self._heard: dict[int, tuple[int, int]] = {}
        self.form = GroupForm()
        self._model = GroupTree()
        empty = EmptyState(
            "groups",
            "No stakeholder groups yet",
            "Stakeholder groups say who was heard: every figure in the report is told by them.",
            action="Add group",
            on_action=self.add,
        )
        tree = NodeView(self._model, "Stakeholder groups")
        super().__init__(session, _WORDS, tree, self.form, empty)
        self.form.edited.connect(self._edit)
        self.tree.node_chosen.connect(self._show)

    def load(self) -> None:
        """Read the groups and who was heard anew, keeping what is open and chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self.groups = {each.id: each for each in planning.groups(workspace, exercise_id)}
        self.nodes = self.groups
        self._heard = tagging.heard(workspace, exercise_id)
        self._stack.setCurrentIndex(0 if self.groups else 1)
        listed = list(self.groups.values())
        self.tree.show_anew(self.groups, lambda: self._model.show(listed, self._heard))

    def rename(self) -> None:
        """Let the officer type another name."""
        self.form.name.setFocus()
        self.form.name.selectAll()

    def remove(self) -> None:
        """Remove the group chosen, after saying what goes with it. Undoable."""
        given = self.groups.get(self.tree.chosen())
        if given is None:
            return
        below = self._below(given.id)
        session = self.session
        rules = tagging.rules(session.workspace, session.exercise_id)
        lost = sum(rule.group_id in below for rule in rules)
        _, responses = self._heard.get(given.id, _NOBODY)
        if len(below) == 1 and not responses and not lost:
            self._remove(given)
        else:
            self._ask_to_remove(given, _what_goes(len(below) - 1, responses, lost))

    def _remove(self, given: Node) -> None:
        session = self.session
        if session.act(planning.remove_group, session.exercise_id, given.id):
            session.said.emit(f"“{given.name}” removed. Undo brings it back.")

    def _add(self, name: str, parent_id: int | None) -> Changes | None:
        session = self.session
        return session.act(planning.add_group, session.exercise_id, name, parent_id)

    def _move(self, node_id: int, parent_id: int | None, place: int) -> None:
        session = self.session
        session.act(planning.move_group, session.exercise_id, node_id, parent_id, place)

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

    def _show(self, group_id: int) -> None:
        self.form.show_group(self.groups.get(group_id), self._heard.get(group_id, _NOBODY))
        self._enable(group_id)


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
