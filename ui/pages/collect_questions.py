"""The questions of a survey file as a table, and the choices of one that is matched."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from engage_app.domain.questionnaire import ROLE_LABELS, TYPE_LABELS, QuestionType, Role
from engage_app.services.importing import Match, MatchOffer, SurveyMapping, SurveyQuestion
from ui.pages.collect_combo import ChoicesRole
from ui.pages.collect_models import Grid, Index
from ui.theme import theme

TYPES = tuple((TYPE_LABELS[kind], kind) for kind in QuestionType)
ROLES = tuple((ROLE_LABELS[role], role) for role in Role)
LABEL, SAMPLES, TYPE, ROLE, SAME = range(5)
_OWN = "A question of its own"
_NEW = "A new answer"


class QuestionsTable(Grid):
    """The questions of a survey file: which come in, as what, and what for.

    Args:
        change: takes a question's name and what is to be other (`importing.change`'s keywords);
            then the table is shown anew.
        match: takes a question's name and the exercise's question that it is the same as, or None.
    """

    def __init__(
        self,
        change: Callable[[str, dict[str, Any]], None],
        match: Callable[[str, str | None], None],
    ) -> None:
        super().__init__(("Question", "Some answers", "Answered by", "Used for", "Same as"))
        self._change = change
        self._match = match
        self.questions: Sequence[SurveyQuestion] = ()
        self._same: Mapping[str, Match] = {}
        self._offers: Mapping[str, MatchOffer] = {}

    def show(self, mapping: SurveyMapping, offers: Mapping[str, MatchOffer]) -> None:
        """Show its questions; where they are the same ones changed, what is chosen stays chosen.

        Args:
            offers: by the question's name, what it may be the same as.
        """
        questions = mapping.questions
        self._same, self._offers = mapping.same_as, offers
        if [each.name for each in questions] == [each.name for each in self.questions]:
            self.questions = questions
            if questions:
                last = self.index(len(questions) - 1, len(self._headings) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.questions = questions
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.questions)

    def texts(self, row: int) -> Sequence[str]:
        """The cells of a row."""
        question = self.questions[row]
        label = f"{question.grid}: {question.label}" if question.grid else question.label
        kind = TYPE_LABELS[question.type]
        if question.closed:
            kind = f"{kind} of {len(question.choices)}"
        same = self._same_words(question.name)
        return label, " · ".join(question.samples), kind, ROLE_LABELS[question.role], same

    def accept_suggestion(self, index: Index) -> None:
        """One click on a suggestion takes it."""
        if index.isValid() and index.column() == SAME:
            question = self.questions[index.row()]
            offer = self._offers.get(question.name)
            free = question.included and question.name not in self._same
            if free and offer is not None and offer.suggested is not None:
                self._match(question.name, offer.suggested.name)

    def _same_words(self, name: str) -> str:
        offer, match = self._offers.get(name), self._same.get(name)
        if match is not None:
            known = offer.questions if offer else ()
            return next((each.label for each in known if each.name == match.name), match.name)
        if offer is None or offer.suggested is None:
            return ""
        return f"Suggested: {offer.suggested.label}"

    def _same_choices(self, name: str) -> Sequence[tuple[str, str]]:
        offer = self._offers.get(name)
        known = offer.questions if offer else ()
        return [(_OWN, ""), *((each.label, each.name) for each in known)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if index.column() == LABEL:
            return found | Qt.ItemFlag.ItemIsUserCheckable
        question = self.questions[index.row()]
        offered = index.column() == SAME and question.name in self._offers
        if question.included and (offered or index.column() in (TYPE, ROLE)):
            return found | Qt.ItemFlag.ItemIsEditable
        return found

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        question, column = self.questions[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == LABEL:
            return Qt.CheckState.Checked if question.included else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ForegroundRole and not question.included:
            return theme.colour("disabled")
        if role == Qt.ItemDataRole.EditRole:
            match = self._same.get(question.name)
            own = match.name if match else ""
            return {TYPE: question.type, ROLE: question.role, SAME: own}.get(column)
        if role == ChoicesRole:
            same = self._same_choices(question.name) if column == SAME else ()
            return {TYPE: TYPES, ROLE: ROLES, SAME: same}.get(column)
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        name, column = self.questions[index.row()].name, index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == LABEL:
            self._change(name, {"included": Qt.CheckState(value) == Qt.CheckState.Checked})
        elif role == Qt.ItemDataRole.EditRole and column == TYPE:
            self._change(name, {"question_type": QuestionType(value)})
        elif role == Qt.ItemDataRole.EditRole and column == ROLE:
            self._change(name, {"role": Role(value)})
        elif role == Qt.ItemDataRole.EditRole and column == SAME:
            self._match(name, str(value) or None)
        else:
            return False
        return True


class SameChoicesTable(Grid):
    """The answers of a question of the file, and the exercise's answers that they are.

    Args:
        match: takes the whole of what is chosen: the file's answer to the exercise's, "" for new.
    """

    def __init__(self, match: Callable[[dict[str, str]], None]) -> None:
        super().__init__(("Answer in the file", "Same as"))
        self._match = match
        self._choices: Sequence[str] = ()
        self._known: Sequence[str] = ()
        self._same: Mapping[str, str] = {}

    def show(self, choices: Sequence[str], known: Sequence[str], same: Mapping[str, str]) -> None:
        """Show the file's answers and, by hand or by label, what they are the same as."""
        self.beginResetModel()
        self._choices, self._known, self._same = choices, known, same
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._choices)

    def texts(self, row: int) -> Sequence[str]:
        """The cells of a row."""
        choice = self._choices[row]
        return choice, self._same.get(choice) or _NEW

    def flags(self, index: Index) -> Qt.ItemFlag:
        editable = Qt.ItemFlag.ItemIsEditable if index.column() == 1 else Qt.ItemFlag(0)
        return super().flags(index) | editable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and index.column() == 1:
            if role == Qt.ItemDataRole.EditRole:
                return self._same.get(self._choices[index.row()], "")
            if role == ChoicesRole:
                return [(_NEW, ""), *((each, each) for each in self._known)]
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != 1:
            return False
        now = {choice: self._same.get(choice, "") for choice in self._choices}
        self._match({**now, self._choices[index.row()]: str(value)})
        return True
