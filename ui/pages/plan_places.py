"""The Places tab of Plan: the geography as a tree, and the place chosen beside it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QStandardItem
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout

from engage_app.domain.activity import PLACE_LEVELS, Place
from engage_app.domain.changes import Changes
from engage_app.domain.tree import Node
from engage_app.services import places, planning
from engage_app.services.places import PlaceUse
from ui.models.node_tree import NodeTree, cells_of
from ui.pages.exercises_list import counted
from ui.pages.tree_editor import TreeEditor, TreeWords
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.empty_state import EmptyState
from ui.widgets.node_view import NodeView

_WORDS = TreeWords(
    "place",
    "place",
    "Where people live and where you meet them, the widest first: system, place, local area"
    " partnership, community.",
)
_UNUSED = PlaceUse()


class PlaceTree(NodeTree):
    """Places under their parents, with their level and what uses them."""

    HEADINGS = ("Place", "Level", "Responses")
    mime: ClassVar[str] = "application/x-engage-place"

    def show(self, listed: Sequence[Place], used: Mapping[int, PlaceUse]) -> None:
        """Show these places, brothers in the order given; figures count what lies below too."""
        self.clear()
        self.head(self.HEADINGS, figures=(2,))
        self.lay_out(listed, lambda place: _cells(place, used.get(place.id, _UNUSED)))


class PlaceForm(QFrame):
    """The name and level of a place; what is typed is saved when the cursor leaves the field.

    Signals:
        edited: (name, level), where any of them is another than shown.
    """

    edited = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.place: Place | None = None
        self.name = QLineEdit()
        self.level = ChoiceBox("Level")
        self.level.addItem("None", "")
        for code, words in PLACE_LEVELS.items():
            self.level.addItem(words, code)
        self.title = label("", "heading", wrap=True)
        self.used = label("", wrap=True)
        self._build()
        self.name.editingFinished.connect(self.commit)
        self.level.activated.connect(lambda _: self.commit())

    def _build(self) -> None:
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(4))
        column.addWidget(self.title)
        column.addWidget(self.used)
        for words, field in (("&Name", self.name), ("Level", self.level)):
            name = QLabel(words)
            name.setBuddy(field)
            name.setProperty("role", "strong")
            column.addSpacing(theme.px(12))
            column.addWidget(name)
            column.addWidget(field)
            field.setAccessibleName(words.replace("&", ""))

    def show_place(self, place: Place | None, used: PlaceUse) -> None:
        """Show a place and what uses it."""
        other = place is None or self.place is None or place.id != self.place.id
        self.place = place
        self.setEnabled(place is not None)
        given = place or Place(0, "")
        self.title.setText(given.name or "No place chosen")
        if other or self.name.text() != given.name:
            self.name.setText(given.name)
            self.name.setCursorPosition(0)
        self.level.setCurrentIndex(max(self.level.findData(given.level), 0))
        self.used.setText(_used(used) if place else "")

    def commit(self) -> None:
        """Say what was entered, where it is another than what is shown."""
        if self.place is None:
            return
        name, level = self.name.text().strip(), str(self.level.currentData())
        if (name, level) != (self.place.name, self.place.level):
            self.edited.emit(name, level)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.commit()
        super().hideEvent(event)


class PlacesTab(TreeEditor):
    """Adding, naming, moving and removing places. Everything is undoable."""

    shows = frozenset({"place", "response", "activity", "tag_rule", "exercise"})

    def __init__(self, session: Session) -> None:
        self.places: dict[int, Place] = {}
        self._used: dict[int, PlaceUse] = {}
        self.form = PlaceForm()
        self._model = PlaceTree()
        empty = EmptyState(
            "plan",
            "No places yet",
            "Places say where people were heard, from the whole system down to a community, so"
            " that a report can tell them apart.",
            action="Add place",
            on_action=self.add,
        )
        super().__init__(session, _WORDS, NodeView(self._model, "Places"), self.form, empty)
        self.form.edited.connect(self._edit)
        self.tree.node_chosen.connect(self._show)
        session.leaving.connect(self.form.commit)

    def load(self) -> None:
        """Read the places and their use anew, keeping what is open and chosen."""
        workspace, exercise_id = self.session.workspace, self.session.exercise_id
        self.places = {each.id: each for each in planning.places(workspace, exercise_id)}
        self.nodes = self.places
        self._used = places.usage(workspace, exercise_id)
        self._stack.setCurrentIndex(0 if self.places else 1)
        listed = list(self.places.values())
        self.tree.show_anew(self.places, lambda: self._model.show(listed, self._used))

    def rename(self) -> None:
        """Let the officer type another name."""
        self.form.name.setFocus()
        self.form.name.selectAll()

    def remove(self) -> None:
        """Remove the place chosen, after saying what goes with it. Undoable."""
        given = self.places.get(self.tree.chosen())
        if given is None:
            return
        below, used = len(self._below(given.id)) - 1, self._used.get(given.id, _UNUSED)
        if below or used:
            self._ask_to_remove(given, _what_goes(below, used))
        else:
            self._remove(given)

    def _remove(self, given: Node) -> None:
        session = self.session
        known = {"even_if_used": True}  # the officer was told
        if session.act(places.remove_place, session.exercise_id, given.id, **known):
            session.said.emit(f"“{given.name}” removed. Undo brings it back.")

    def _add(self, name: str, parent_id: int | None) -> Changes | None:
        session = self.session
        level = _level_below(self.places[parent_id].level) if parent_id else ""
        return session.act(places.add_place, session.exercise_id, name, parent_id, level)

    def _move(self, node_id: int, parent_id: int | None, place: int) -> None:
        session = self.session
        session.act(places.move_place, session.exercise_id, node_id, parent_id, place)

    def _edit(self, name: str, level: str) -> None:
        given, session = self.form.place, self.session
        if given is None or not session.has_exercise:
            return
        changed = session.act(
            places.edit_place, session.exercise_id, given.id, name=name, level=level
        )
        if changed is None:  # what was typed can't be: the saved words come back
            self._show(given.id)

    def _show(self, place_id: int) -> None:
        self.form.show_place(self.places.get(place_id), self._used.get(place_id, _UNUSED))
        self._enable(place_id)


def _level_below(level: str) -> str:
    """What lies below a level is mostly of the next one."""
    codes = list(PLACE_LEVELS)
    return codes[codes.index(level) + 1] if level in codes[:-1] else ""


def _cells(place: Place, used: PlaceUse) -> list[QStandardItem]:
    heard = f"{used.responses:,}" if used.responses else ""
    level = PLACE_LEVELS.get(place.level, "")
    parts = [place.name, level, counted(used.activities, "activity", "activities")]
    spoken = ", ".join(filter(None, (*parts, counted(used.responses, "response"))))
    return cells_of(place, level, heard, spoken=spoken)


def _used(used: PlaceUse) -> str:
    if not used:
        return "Nothing refers to it yet."
    return (
        f"{counted(used.activities, 'activity', 'activities')},"
        f" {counted(used.responses, 'response')}, with the places below it."
    )


def _what_goes(below: int, used: PlaceUse) -> str:
    said = []
    if below:
        places_ = "The place below it goes" if below == 1 else f"The {below} places below it go"
        said.append(f"{places_} with it.")
    loses = [
        counted(number, *words)
        for number, words in (
            (used.responses, ("response",)),
            (used.activities, ("activity", "activities")),
        )
        if number
    ]
    if loses:
        verb = "loses" if (used.responses, used.activities) in ((0, 1), (1, 0)) else "lose"
        said.append(f"{' and '.join(loses)} {verb} the place and nothing else.")
    if used.rules:
        said.append(f"{counted(used.rules, 'tagging rule')} {'goes' if used.rules == 1 else 'go'}.")
    return " ".join((*said, "Undo brings everything back."))
