"""Tagging responses by hand: one or many, group, place and position. Everything is undoable."""

from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from engage_app.domain.changes import Changes
from engage_app.services import planning, tagging
from engage_app.services.workspace import Workspace
from ui.pages.group_finder import GroupFinder
from ui.pages.scale_choices import offered_positions, position_names
from ui.session import Session
from ui.theme import theme
from ui.widgets.buttons import button
from ui.widgets.flow_layout import FlowLayout

AT_ONCE = 2000  # responses: more are written in the background
Asked = ParamSpec("Asked")


def counted(responses: int) -> str:
    """A number of responses in words."""
    return "1 response" if responses == 1 else f"{responses:,} responses"


class Tagger:
    """Puts tags on responses and says what it did."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_group(self, ids: Sequence[int], group_id: int) -> None:
        """Put a group on responses."""
        name = self._group_name(group_id)
        self._act(
            ids, f"“{name}” put on {{}}.", f"They carry “{name}” already.", tagging.tag, group_id
        )

    def remove_group(self, ids: Sequence[int], group_id: int) -> None:
        """Take a group off responses."""
        name = self._group_name(group_id)
        self._act(ids, f"“{name}” taken off {{}}.", "", tagging.untag, group_id)

    def set_place(self, ids: Sequence[int], place_id: int | None) -> None:
        """Set the place of responses, or take it away."""
        self._act(ids, "Place set for {}.", "", tagging.set_place, place_id)

    def set_position(self, ids: Sequence[int], position: str | None) -> None:
        """Set the position of responses; None goes back to what they answered."""
        names = position_names(self._session)
        words = f"Position “{names.get(position, position)}” set for {{}}." if position else ""
        self._act(ids, words or "Position as answered for {}.", "", tagging.set_position, position)

    def _act(
        self,
        ids: Sequence[int],
        done: str,
        nothing: str,
        write: Callable[Concatenate[Workspace, Sequence[int], Asked], Changes],
        *args: Asked.args,
        **kwargs: Asked.kwargs,
    ) -> None:
        if not ids:
            return

        def say(changes: Changes | None) -> None:
            if changes:
                self._session.said.emit(done.format(counted(changes.count)))
            elif changes is not None and nothing:
                self._session.said.emit(nothing)

        run_write(self._session, len(ids), say, write, ids, *args, **kwargs)

    def _group_name(self, group_id: int) -> str:
        listed = planning.groups(self._session.workspace, self._session.exercise_id)
        return next((group.name for group in listed if group.id == group_id), "That group")


def run_write(
    session: Session,
    size: int,
    then: Callable[[Changes | None], None],
    write: Callable[Concatenate[Workspace, Asked], Changes],
    *args: Asked.args,
    **kwargs: Asked.kwargs,
) -> None:
    """Let a service write: at once where it touches few responses, else in the background.

    Args:
        session: whose workspace is written to.
        size: how many responses it may touch.
        then: takes the changes, or None where it failed (which the session has said).
        write: the service; what follows is for it.
    """
    if size <= AT_ONCE:
        then(session.act(write, *args, **kwargs))
        return
    workspace = session.workspace

    def done(changes: Changes) -> None:
        if changes:
            session.changed.emit(changes)
        then(changes)

    session.runner.run(
        lambda _progress: write(workspace, *args, **kwargs), done, session.failed.emit, writes=True
    )


class TaggingBar(QWidget):
    """Buttons that tag the responses selected.

    Args:
        ids: the responses selected, asked for when something is done.
    """

    def __init__(self, session: Session, tagger: Tagger, ids: Callable[[], Sequence[int]]) -> None:
        super().__init__()
        self._session, self._tagger, self._ids = session, tagger, ids
        self.add_group = button("Add group…", icon="add", on_click=self.ask_group)
        self.remove_group = button("Remove group…", on_click=self.ask_group_to_remove)
        self.place = button("Set place")
        self.position = button("Set position")
        self.place_menu, self.position_menu = QMenu(self), QMenu(self)
        self.place.setMenu(self.place_menu)
        self.position.setMenu(self.position_menu)
        self.place_menu.aboutToShow.connect(self._fill_places)
        self.add_group.setToolTip("Tag the responses selected with a stakeholder group (G)")
        self.position.setToolTip("Record where the respondents selected stand (P)")
        self.position_menu.aboutToShow.connect(self._fill_positions)
        flow = FlowLayout(self, gap=theme.px(8), right=True)
        for each in self.buttons():
            flow.addWidget(each)
        self.offer(0)

    def buttons(self) -> tuple[QWidget, ...]:
        """Its buttons in order."""
        return self.add_group, self.remove_group, self.place, self.position

    def offer(self, selected: int) -> None:
        """Enable what can be done with that many responses."""
        for each in self.buttons():
            each.setEnabled(selected > 0)

    def ask_group(self) -> None:
        """Ask which group to put on the responses selected."""
        ids = list(self._ids())
        groups = planning.groups(self._session.workspace, self._session.exercise_id)
        if ids:
            finder = GroupFinder(self, "Add group", f"Tag {counted(len(ids))} with", groups)
            finder.chosen.connect(lambda key: self._tagger.add_group(ids, key))
            finder.open()

    def ask_group_to_remove(self) -> None:
        """Ask which of the groups they carry to take off the responses selected."""
        ids = list(self._ids())
        session = self._session
        carried = tagging.groups_of(session.workspace, ids)
        listed = planning.groups(session.workspace, session.exercise_id)
        groups = [group for group in listed if group.id in carried]
        if len(groups) == 1:
            self._tagger.remove_group(ids, groups[0].id)
        elif groups:
            finder = GroupFinder(self, "Remove group", f"Take off {counted(len(ids))}", groups)
            finder.chosen.connect(lambda key: self._tagger.remove_group(ids, key))
            finder.open()
        else:
            session.said.emit("The responses selected carry no stakeholder group.")

    def open_positions(self) -> None:
        """Let the officer choose a position with the arrows or a letter."""
        if self.position.isEnabled():
            below = QPoint(0, self.position.height())
            self.position_menu.popup(self.position.mapToGlobal(below))

    def _fill_positions(self) -> None:
        self.position_menu.clear()
        for label, step in offered_positions(self._session):
            words = label.replace("&", "&&")
            self.position_menu.addAction(f"&{words}").triggered.connect(
                lambda _=False, code=step: self._tagger.set_position(self._ids(), code)
            )
        self.position_menu.addSeparator()
        self.position_menu.addAction("&As answered").triggered.connect(
            lambda: self._tagger.set_position(self._ids(), None)
        )

    def _fill_places(self) -> None:
        self.place_menu.clear()
        session = self._session
        for place in planning.places(session.workspace, session.exercise_id):
            self.place_menu.addAction(place.name.replace("&", "&&")).triggered.connect(
                lambda _=False, key=place.id: self._tagger.set_place(self._ids(), key)
            )
        self.place_menu.addSeparator()
        self.place_menu.addAction("No place").triggered.connect(
            lambda: self._tagger.set_place(self._ids(), None)
        )
