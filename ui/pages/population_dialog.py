"""Compare an equality question with a population: from a file, or typed in."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from engage_app.domain.questionnaire import Question
from engage_app.services import populations
from engage_app.services.population_reading import Reading, number_in
from engage_app.services.populations import Population
from ui import dialogs
from ui.messages import explain
from ui.pages.activity_dialogs import Asking
from ui.session import Session
from ui.theme import label, set_property, theme
from ui.widgets.buttons import button
from ui.widgets.layouts import scrolled

_INTRO = (
    "How many people of the population would give each answer: as numbers or as percentages, from a"
    " census table or another source. Choose a file and look at what was found, or type the figures."
    " “Prefer not to say” is left out of the comparison."
)
_FILES = "A CSV file or workbook with a row, or a column, for each answer."
_SHOWN_AT_ONCE = 9  # answers; more scroll
_SOURCE = "e.g. Census 2021, Office for National Statistics"
REMOVE = "Stop comparing"


class PopulationDialog(Asking):
    """Asks for a figure for each answer, and where the figures are from.

    Signals:
        removal_asked: the question is to be compared with nothing any more.
        read_in: a file has been read, and its figures stand in the fields.
    """

    removal_asked = Signal()
    read_in = Signal()

    def __init__(
        self, parent: QWidget, session: Session, question: Question, known: Population | None
    ) -> None:
        super().__init__(parent, "Compare with the population", "Compare", _INTRO)
        self.session, self.question = session, question
        self._gone = False
        self.choose = button("Choose a file…", icon="folder", on_click=self.ask_file)
        self.fields: dict[int, QLineEdit] = {}
        self._shares: dict[int, QLabel] = {}
        self._found: dict[int, QLabel] = {}
        self.told = label(_FILES, "hint", wrap=True)
        self.source, self.counted_on = QLineEdit(), QLineEdit()
        self.source.setPlaceholderText(_SOURCE)
        self.counted_on.setPlaceholderText("e.g. 21 March 2021")
        self._build()
        if known is not None:
            self._show(known)

    def _build(self) -> None:
        heading = label(self.question.label, "strong", wrap=True)
        self.form.addRow(heading)
        line = QHBoxLayout()
        line.addWidget(self.choose)
        line.addStretch(1)
        self.form.addRow(line)
        self.form.addRow(self.told)
        self.form.addRow(self._answers())
        self.form.addRow("&Source", self.source)
        self.form.addRow("&Date of the figures", self.counted_on)
        self.remove = button(REMOVE, "quiet", on_click=self._remove)
        self.form.addRow(self.remove)
        self.remove.hide()
        self.setMinimumWidth(theme.px(560))

    def _answers(self) -> QScrollArea:
        inner = QWidget()
        inner.setObjectName("scrolled")
        lines = QFormLayout(inner)
        lines.setContentsMargins(0, 0, theme.px(8), 0)
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        offered = populations.comparable(self.question)
        for choice, words in offered.items():
            name = label(words, wrap=True)
            name.setMinimumWidth(theme.px(200))
            lines.addRow(name, self._line(choice, words))
        area = scrolled(inner)
        area.setMinimumHeight(theme.px(40) * min(len(offered), _SHOWN_AT_ONCE))
        return area

    def _line(self, choice: int, words: str) -> QWidget:
        field = QLineEdit()
        field.setAccessibleName(f"{words}: people or share of the population")
        field.setMaximumWidth(theme.px(140))
        field.textChanged.connect(lambda _text: self._count())
        self.fields[choice] = field
        self._shares[choice] = label("", "hint")
        self._shares[choice].setMinimumWidth(theme.px(48))
        self._found[choice] = label("", "hint", wrap=True)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(field)
        row.addWidget(self._shares[choice])
        row.addWidget(self._found[choice], 1)
        line.setFocusProxy(field)
        return line

    def ask_file(self) -> None:
        """Ask for a table and read it beside the window."""
        path = dialogs.ask_open(self, "Choose a population table", dialogs.POPULATIONS)
        if path is not None:
            self.read_file(path)

    def read_file(self, path: Path) -> None:
        """Read a table; what it says stands in the fields, to be looked at."""
        session, question = self.session, self.question
        workspace, exercise_id = session.workspace, session.exercise_id
        self.choose.setEnabled(False)
        task = session.runner.run(
            lambda progress: populations.read(workspace, exercise_id, question.id, path, progress),
            self._take,
            self._failed,
        )
        session.working.emit(task, f"Reading {path.name}")

    @property
    def people(self) -> dict[int, float]:
        """The figures typed, by choice; those that are none are left out: see `fault`."""
        read = {choice: number_in(field.text()) for choice, field in self.fields.items()}
        return {choice: number for choice, number in read.items() if number is not None}

    def fault(self) -> str:
        for choice, field in self.fields.items():
            if field.text().strip() and choice not in self.people:
                field.setFocus()
                return f"“{field.text()}” is not a number. Write it like 12,345 or 12.3%."
        marks = {field.text().strip().endswith("%") for field in self._filled()}
        if len(marks) > 1:
            return "Some figures are percentages and others are not. Give all of them alike."
        if len(self.people) < 2 or not sum(self.people.values()):
            return "To compare, at least two answers need a figure."
        if not self.source.text().strip():
            self.source.setFocus()
            return f"Say where the figures are from, as the paper prints it, {_SOURCE}."
        return ""

    def _filled(self) -> list[QLineEdit]:
        return [field for field in self.fields.values() if field.text().strip()]

    def _show(self, known: Population) -> None:
        for choice, number in known.people.items():
            self.fields[choice].setText(_written(number))
        self.source.setText(known.source)
        self.counted_on.setText(known.counted_on)
        self.remove.show()

    def done(self, result: int) -> None:
        """Close; a file that is still being read has nowhere to go."""
        self._gone = True
        super().done(result)

    def _take(self, reading: Reading) -> None:
        if self._gone:
            return
        self.choose.setEnabled(True)
        missing = 0
        for each in reading.choices:
            self.fields[each.choice_id].setText(
                "" if each.people is None else _written(each.people)
            )
            missing += each.people is None
            self._say_found(each.choice_id, each.row_labels, certain=each.certain)
        parts = list(reading.remarks)
        if missing:
            parts.append(f"{missing} of {len(reading.choices)} answers are not in the table.")
        if reading.unmatched:
            some = ", ".join(f"“{each}”" for each in reading.unmatched[:6])
            more = " …" if len(reading.unmatched) > 6 else ""
            parts.append(f"Rows that are none of the answers: {some}{more}.")
        self._tell(" ".join(parts) or "Every answer was found in the table.", "hint")
        self.read_in.emit()

    def _say_found(self, choice: int, labels: tuple[str, ...], *, certain: bool) -> None:
        told = self._found[choice]
        if not labels:
            told.setText("Not found")
        elif not certain:
            told.setText(f"Please check: “{labels[0]}”")
        else:
            last = f" to “{labels[-1]}”" if len(labels) > 1 else ""
            told.setText(f"“{labels[0]}”{last}")
        set_property(told, "role", "hint" if labels and certain else "error")

    def _failed(self, error: Exception) -> None:
        if self._gone:
            return
        self.choose.setEnabled(True)
        said = explain(error)
        self._tell(f"{said.text} {said.advice}".strip() if said else "Stopped.", "error")
        self.read_in.emit()

    def _tell(self, words: str, role: str) -> None:
        self.told.setText(words)
        set_property(self.told, "role", role)
        self.resize(self.size().expandedTo(self.sizeHint()))

    def _count(self) -> None:
        people = self.people
        whole = sum(people.values())
        for choice, told in self._shares.items():
            share = people[choice] / whole if whole and choice in people else None
            told.setText("" if share is None else f"{share:.1%}")

    def _remove(self) -> None:
        self.removal_asked.emit()
        self.reject()


def _written(number: float) -> str:
    return f"{int(number):,}" if number == int(number) else f"{number:g}"
