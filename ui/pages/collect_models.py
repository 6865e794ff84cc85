"""What the import tables show: questions, what answers mean, a preview, problems."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from engage_app.domain.exercise import Position
from engage_app.domain.questionnaire import Role
from engage_app.services.importing import Problem, SurveyMapping, SurveyQuestion, Tag
from ui.pages.collect_combo import ChoicesRole
from ui.widgets.tips import plain

Index = QModelIndex | QPersistentModelIndex
_TAGGING = {Role.GROUP: "group", Role.PLACE: "place", Role.POSITION: "position"}


class Grid(QAbstractTableModel):
    """Rows of text under headings; what more a cell says and takes is its subclasses' affair."""

    def __init__(self, headings: Sequence[str] = ()) -> None:
        super().__init__()
        self._headings = tuple(headings)

    def texts(self, _row: int) -> Sequence[str]:
        """The cells of a row."""
        raise NotImplementedError

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if role not in shown:
            return None
        words = self._headings[section]
        return plain(words) if role == Qt.ItemDataRole.ToolTipRole else words

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        if not index.isValid() or role not in shown:
            return None
        words = self.texts(index.row())[index.column()]
        return plain(words) if role == Qt.ItemDataRole.ToolTipRole else words


class TextTable(Grid):
    """Rows that are only to be read."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[Sequence[str]] = ()

    def show(self, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show these."""
        self.beginResetModel()
        self._headings = tuple(headings)
        self.rows = rows
        self.endResetModel()

    def texts(self, row: int) -> Sequence[str]:
        """The cells of a row."""
        return self.rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.rows)


@dataclass(frozen=True)
class Meaning:
    """What one answer means for the responses that give it: names of groups, a place, a code."""

    question: SurveyQuestion
    choice: str
    targets: tuple[str, ...]


class MeaningsTable(Grid):
    """Answers that tag responses with a stakeholder group, a place or a position.

    Args:
        change: as QuestionsTable's.
    """

    def __init__(self, change: Callable[[str, dict[str, Any]], None]) -> None:
        super().__init__(("Question", "Answer", "Means"))
        self._change = change
        self._mapping: SurveyMapping | None = None
        self.meanings: Sequence[Meaning] = ()

    def show(self, mapping: SurveyMapping) -> None:
        """Show what the answers mean."""
        self._mapping = mapping
        meanings = [
            Meaning(question, choice, _targets(question, choice))
            for question in mapping.questions
            if question.included and question.closed and question.role in _TAGGING
            for choice in question.choices
        ]
        if meanings and _rows_of(meanings) == _rows_of(self.meanings):
            self.meanings = meanings
            self.dataChanged.emit(self.index(0, 0), self.index(len(meanings) - 1, 2))
            return
        self.beginResetModel()
        self.meanings = meanings
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.meanings)

    def texts(self, row: int) -> Sequence[str]:
        """The cells of a row."""
        meaning = self.meanings[row]
        targets = ", ".join(self._words(meaning.question.role, each) for each in meaning.targets)
        return meaning.question.label, meaning.choice, targets or "Nothing"

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == 2 else Qt.ItemFlag(0)
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 2:
            meaning = self.meanings[index.row()]
            if role == Qt.ItemDataRole.EditRole:
                return meaning.targets[0] if meaning.targets else ""
            if role == ChoicesRole:
                return self._offers(meaning)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != 2:
            return False
        meaning = self.meanings[index.row()]
        tags = [tag for tag in meaning.question.tags if tag.choice != meaning.choice]
        if value:
            tags.append(Tag(meaning.choice, _TAGGING[meaning.question.role], str(value)))
        self._change(meaning.question.name, {"tags": tags})
        return True

    def _scale(self) -> tuple[Position, ...]:
        return self._mapping.positions if self._mapping else ()

    def _words(self, role: Role, target: str) -> str:
        labels = {step.code: step.label for step in self._scale()}
        return labels.get(target, target) if role is Role.POSITION else target

    def _offers(self, meaning: Meaning) -> Sequence[tuple[str, str]]:
        role, mapping = meaning.question.role, self._mapping
        offers = [("Nothing", "")]
        if role is Role.POSITION:
            return [
                *offers,
                *((step.label, step.code) for step in self._scale() if not step.retired),
            ]
        known = () if mapping is None else mapping.groups if role is Role.GROUP else mapping.places
        what = "group" if role is Role.GROUP else "place"
        offers += [(name, name) for name in known]
        return [
            *offers,
            *(
                (f"New {what}: {name}", name)
                for name in dict.fromkeys((*meaning.targets, meaning.choice))
                if name not in known
            ),
        ]


def problem_rows(problems: Sequence[Problem]) -> list[tuple[str, ...]]:
    """Problems as rows under PROBLEM_HEADINGS."""
    return [
        (
            "" if problem.row is None else f"{problem.row:,}",
            problem.column,
            problem.what,
            problem.action,
        )
        for problem in problems
    ]


PROBLEM_HEADINGS = ("Row", "Column", "What was found", "What to do, or what Engage did")


def _rows_of(meanings: Sequence[Meaning]) -> list[tuple[str, str]]:
    return [(meaning.question.name, meaning.choice) for meaning in meanings]


def _targets(question: SurveyQuestion, choice: str) -> tuple[str, ...]:
    return tuple(tag.target for tag in question.tags if tag.choice == choice)
