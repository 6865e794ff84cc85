"""Which closed question an open one gives the reasons for, chosen in the question's form."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from engage_app.domain.questionnaire import Question
from engage_app.domain.reasons import can_be_crossed, guessed, may_explain
from ui.widgets.choice_box import ChoiceBox

HINT = "Its themes are then counted by what was chosen there."


class ReasonsBox(ChoiceBox):
    """The closed questions of the exercise; first, what Engage takes where nothing is chosen.

    Signals:
        explained: the id of the question chosen, None for the first line.
    """

    explained = Signal(object)

    def __init__(self) -> None:
        super().__init__("Gives the reasons for")
        self.activated.connect(lambda _at: self.explained.emit(self.currentData()))

    def show_for(self, question: Question, questions: Sequence[Question]) -> bool:
        """Offer what a question may explain; tells whether there is anything to choose.

        Args:
            question: the one that the form shows.
            questions: the whole questionnaire.
        """
        self.clear()
        offered = [
            each
            for each in questions
            if can_be_crossed(each) and (not each.retired or each.id == question.explains_id)
        ]
        if not may_explain(question) or not offered:
            return False
        found = guessed(questions).get(question.id)
        labels = {each.id: each.label for each in offered}
        self.addItem(f"By its wording: {labels[found]}" if found in labels else "No question", None)
        for each in offered:
            self.addItem(each.label, each.id)
        self.setCurrentIndex(max(self.findData(question.explains_id), 0))
        return True
