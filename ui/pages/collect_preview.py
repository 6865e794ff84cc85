"""The last step before an import: responses as they will come in, and how they will be tagged."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QSplitter, QVBoxLayout, QWidget

from engage_app.domain.questionnaire import Role
from engage_app.services.importing import Preview, SurveyMapping
from ui.pages.collect_combo import ChoosingTable
from ui.pages.collect_later import LaterPart
from ui.pages.collect_models import MeaningsTable, TextTable
from ui.pages.exercises_list import counted
from ui.session import Session
from ui.theme import label, theme


class PreviewStep(QWidget):
    """Step 3: responses from all over the file, and how they will be tagged.

    Signals:
        changed: (name, what is to be other) of a question.
        groups_wanted: whether answers that match no stakeholder group add one.
    """

    changed = Signal(str, object)
    groups_wanted = Signal(bool)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.later = LaterPart(session)
        self.preview = TextTable()
        self.preview_table = ChoosingTable("Preview", ())
        self.preview_table.setModel(self.preview)
        self.meanings = MeaningsTable(self.changed.emit)
        self.meanings_table = ChoosingTable("Tagging", ((220, 2), (220, 2), (240, 2)))
        self.meanings_table.setModel(self.meanings)
        self.meanings_table.choose_in(2)
        self.make_groups = QCheckBox("Add a stakeholder group for answers that match none")
        self.make_groups.toggled.connect(self.groups_wanted)
        self._untagged = label(
            "No question is used for stakeholder groups, places or positions. You can tag "
            "responses by hand later.",
            "subtitle",
            wrap=True,
        )
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        self._title = label("", "heading", wrap=True)
        halves.addWidget(self.later)
        halves.addWidget(_column(self._title, self.preview_table))
        halves.addWidget(
            _column(
                label("What the answers mean", "heading", wrap=True),
                self._untagged,
                self.make_groups,
                self.meanings_table,
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(halves)

    def show_preview(self, preview: Preview, mapping: SurveyMapping, responses: int) -> None:
        """Show how the responses will come in."""
        some = f"{len(preview.rows)} of {counted(responses, 'response')}, from all over the file"
        self._title.setText(some if len(preview.rows) < responses else "All responses")
        self.preview_table.share_out(((56, 0), (168, 0), *((180, 1),) * (len(preview.columns) - 2)))
        self.preview.show(preview.columns, preview.rows)
        self.show_meanings(mapping)

    def show_meanings(self, mapping: SurveyMapping) -> None:
        """Show what the answers mean."""
        self.meanings.show(mapping)
        tagged = bool(self.meanings.meanings)
        self._untagged.setVisible(not tagged)
        self.meanings_table.setVisible(tagged)
        used = {question.role for question in mapping.questions if question.included}
        self.make_groups.setVisible(Role.GROUP in used)
        self.make_groups.blockSignals(True)
        self.make_groups.setChecked(mapping.make_groups)
        self.make_groups.blockSignals(False)


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(8))
    for part in parts:
        layout.addWidget(part, 1 if isinstance(part, ChoosingTable) else 0)
    return holder
