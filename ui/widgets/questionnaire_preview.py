"""A questionnaire as respondents will see it, in a dialog; nothing that is answered is kept."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from engage_app.domain.questionnaire import Question
from ui.theme import label, theme
from ui.widgets.buttons import button
from ui.widgets.form.sitting import Sitting


class QuestionnairePreview(QDialog):
    """The privacy notice, the questions one a page, the thanks; skip logic and checks as they are.

    Args:
        title: of the exercise.
        questions: the questionnaire as it stands.
        privacy_notice: of the exercise.
        proposal: of the exercise.
    """

    def __init__(
        self,
        title: str,
        questions: Sequence[Question],
        privacy_notice: str,
        parent: QWidget | None = None,
        *,
        proposal: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Preview of the questionnaire")
        self.sitting = Sitting(title, questions, privacy_notice, proposal=proposal)
        self.sitting.finished.connect(lambda _answers: self.sitting.thank())
        self.sitting.thanks.sentence.setText("This was a preview: no answer has been kept.")
        column = QVBoxLayout(self)
        margin = theme.px(24)
        column.setContentsMargins(margin, theme.px(16), margin, margin)
        column.setSpacing(theme.px(16))
        row = QHBoxLayout()
        row.addWidget(
            label("As respondents will see it. Nothing you answer is kept.", "hint", wrap=True), 1
        )
        self.again_button = button("Start again", "quiet", on_click=self.sitting.start_over)
        self.close_button = button("Close the preview", on_click=self.reject)
        row.addWidget(self.again_button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        column.addWidget(self.sitting, 1)
        room = self.screen().availableSize()
        self.resize(QSize(theme.px(960), theme.px(680)).boundedTo(room))
        self.sitting.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter answers the question; it doesn't press a button of the dialog."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
