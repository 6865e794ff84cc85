"""What will be set on the contribution being typed, as chips before its words."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from engage_app.domain.contribution import Marks
from ui.pages.capture_names import Names
from ui.theme import label, theme
from ui.widgets.chip import Chip
from ui.widgets.flow_layout import FlowLayout

QUOTE, SAME_SPEAKER = "Quote", "Same speaker"


@dataclass(frozen=True)
class Pending:
    """Marks of a contribution that isn't filed yet.

    Attributes:
        opened_by: the sign that made it a quote: the officer's quotation mark is put back where
            the words turn out to hold another one.
    """

    groups: tuple[int, ...] = field(default=())
    position: str | None = None
    themes: tuple[int, ...] = field(default=())
    quote: bool = False
    same_speaker: bool = False
    opened_by: str = ""

    @classmethod
    def of(cls, marks: Marks) -> "Pending":
        """The marks of a contribution that is filed, to change them."""
        return cls(marks.groups, marks.position, marks.themes, marks.quote)

    @classmethod
    def from_draft(cls, kept: Mapping[str, Any]) -> "Pending":
        """As `as_draft` wrote them."""
        known = {each.name: kept[each.name] for each in fields(cls) if each.name in kept}
        for name in ("groups", "themes"):
            known[name] = tuple(known.get(name, ()))
        return cls(**known)

    def as_draft(self) -> dict[str, Any]:
        """Plain values for a draft."""
        return asdict(self)

    def known(self, names: Names) -> "Pending":
        """Without what is not in the exercise any more."""
        return replace(
            self,
            groups=tuple(key for key in self.groups if key in names.groups),
            themes=tuple(key for key in self.themes if key in names.themes),
            position=self.position if self.position in names.positions else None,
        )

    def toggled(self, kind: str, value: object) -> "Pending":
        """With a group, position or theme set; without, if it was set."""
        if kind == "position":
            return replace(self, position=None if self.position == value else str(value))
        key = int(str(value))
        if kind == "group":
            return replace(self, groups=_toggled(self.groups, key))
        return replace(self, themes=_toggled(self.themes, key))


class MarksRow(QWidget):
    """The chips; a cross takes one off. Keeps its room while nothing is set, so that nothing jumps
    when a contribution is filed, and says then where it will go.

    Signals:
        changed: a Pending without what was taken off.
    """

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Set on this contribution")
        self._shown: tuple[object, ...] = ()
        # The row's height doesn't hang on its width for the layouts above: they would ask for it
        # hundreds of times at each Enter.
        self._inside = QWidget(self)
        self._flow = FlowLayout(self._inside, gap=theme.px(6))
        self.chips: list[Chip] = []
        self.where = label("", "hint")
        self._flow.addWidget(self.where)
        theme.changed.connect(self._fit)
        self._fit()

    def say_where(self, words: str) -> None:
        """What is set on every contribution, in words."""
        self.where.setText(words)
        self._fit()

    def show_marks(self, pending: Pending, names: Names) -> None:
        """Show these; nothing is done where they are shown already."""
        if (pending, names) == self._shown:
            return
        self._shown = (pending, names)
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = []
        for words, colour, without in _listed(pending, names):
            chip = Chip(words, colour, removable=True)
            chip.removed.connect(lambda rest=without: self.changed.emit(rest))
            self._flow.addWidget(chip)
            chip.show()  # Qt would show it later, and the row would have no height for it
            self.chips.append(chip)
        self.where.setVisible(not self.chips)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Chips go on in the next line where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        needed = self._flow.heightForWidth(self.width())
        self._inside.setGeometry(0, 0, self.width(), needed)
        self._flow.activate()
        height = max(needed, theme.px(28))
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)


def without_last(pending: Pending, names: Names) -> Pending:
    """Without the chip at the end; the same where there is none."""
    listed = _listed(pending, names)
    return listed[-1][2] if listed else pending


def _listed(pending: Pending, names: Names) -> list[tuple[str, str, Pending]]:
    """(words, colour, what is left without it) of each chip, in their order."""
    chips: list[tuple[str, str, Pending]] = []
    if pending.same_speaker:
        chips.append((SAME_SPEAKER, "", replace(pending, same_speaker=False)))
    if pending.quote:
        chips.append((QUOTE, "", replace(pending, quote=False, opened_by="")))
    chips += [
        (names.groups.get(key, "?"), "", pending.toggled("group", key)) for key in pending.groups
    ]
    if pending.position:
        words, colour = names.positions.get(pending.position, (pending.position, ""))
        chips.append((words, colour, replace(pending, position=None)))
    for key in pending.themes:
        words, colour = names.themes.get(key, ("?", ""))
        chips.append((words, colour, pending.toggled("theme", key)))
    return chips


def _toggled(held: tuple[int, ...], key: int) -> tuple[int, ...]:
    return tuple(one for one in held if one != key) if key in held else (*held, key)
