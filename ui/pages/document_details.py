"""Where a letter belongs: activity, question, who wrote it, where they stand, may it be quoted."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QFrame, QLineEdit, QVBoxLayout

from engage_app.domain.activity import ActivityKind
from engage_app.services import documents, planning
from engage_app.services.documents import Document, Filing
from ui.pages.exercise_dates import DateField, in_words
from ui.pages.group_finder import GroupFinder
from ui.pages.scale_choices import offered_positions
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.group_chips import GroupChips

_KINDS = (ActivityKind.CORRESPONDENCE, ActivityKind.INTERVIEW, ActivityKind.MEETING)
_NEW, _OWN = "A new activity", None


class DocumentDetails(QFrame):
    """The form beside the paragraphs.

    Signals:
        edited: something was entered.
    """

    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self._session = session
        self.activity = ChoiceBox("Activity")
        self.kind = ChoiceBox("Kind")
        self.title = QLineEdit()
        self.date = DateField()
        self.question = ChoiceBox("Question")
        self.groups = GroupChips(self._ask_group)
        self.position = ChoiceBox("Position")
        self.organisation = QLineEdit()
        self.organisation.setPlaceholderText("Wrote for themselves")
        self.consent = ChoiceBox("Consent to quote")
        self.form = QFormLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        form = self.form
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(theme.px(8))
        for words, field in (
            ("&Activity", self.activity),
            ("&Kind", self.kind),
            ("&Title", self.title),
            ("&Date", self.date),
            ("&Question it answers", self.question),
            ("Stakeholder groups", self.groups),
            ("&Position", self.position),
            ("&Organisation", self.organisation),
            ("&Consent to quote", self.consent),
        ):
            form.addRow(words, field)
            field.setAccessibleName(words.replace("&", ""))
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(8))
        column.addWidget(label("Where it belongs", "strong"))
        column.addLayout(form)
        column.addStretch(1)

    def _connect(self) -> None:
        for kind in _KINDS:
            self.kind.addItem(
                "Letter or e-mail" if kind is _KINDS[0] else kind.value.capitalize(), kind
            )
        for code, words in documents.CONSENTS.items():
            self.consent.addItem(words, code)
        self.activity.currentIndexChanged.connect(lambda _: self._fit())
        for box in (self.activity, self.kind, self.question, self.position, self.consent):
            box.activated.connect(lambda _: self.edited.emit())
        for field in (self.title, self.date, self.organisation):
            field.textEdited.connect(lambda _: self.edited.emit())
        self.groups.changed.connect(self.edited)

    def offer(self) -> None:
        """Offer what the exercise has now, keeping what is chosen."""
        session = self._session
        workspace, exercise_id = session.workspace, session.exercise_id
        listed = [
            (f"{each.title}, {in_words(each.date)}" if each.date else each.title, each.id)
            for each in planning.activities(workspace, exercise_id)
            if each.kind is not ActivityKind.SURVEY
        ]
        _refill(self.activity, [(_NEW, None), *listed])
        asked = [(each.label, each.id) for each in documents.text_questions(workspace, exercise_id)]
        own = documents.own_question(workspace, exercise_id)
        asked.sort(key=lambda each: each[1] != own)  # theirs first: what is chosen by default
        begun = self.question.currentData() is not None
        _refill(self.question, [*([] if own else [(documents.CONVERSATION, _OWN)]), *asked])
        if not begun:
            usual = documents.usual_question(workspace, exercise_id)
            self.question.setCurrentIndex(max(self.question.findData(usual), 0))
        steps = offered_positions(session)
        _refill(self.position, [("Not said", None), *((words, code) for words, code in steps)])
        self.groups.offer(planning.groups(workspace, exercise_id))
        self._fit()

    def suggest(self, document: Document) -> None:
        """Fill in what the document says of itself."""
        # Titles travel with packages and lists, so who wrote is never in one; nor a file's name.
        subject = " ".join(document.subject.split())
        about = f"Letter: {subject}" if subject else "Letter"
        self.title.setText(", ".join(filter(None, (about, in_words(document.date)))))
        self.title.setCursorPosition(0)
        self.date.setText(in_words(document.date))

    def clear(self) -> None:
        """Ready for the next letter: kind, activity and question stay."""
        self.title.clear()
        self.date.clear()
        self.organisation.clear()
        self.groups.choose(())
        self.position.setCurrentIndex(0)
        self.consent.setCurrentIndex(0)

    def fault(self) -> str:
        """What can't be, in a sentence; empty where all is well."""
        if self.activity.currentData() is None and not self.title.text().strip():
            return "Give the new activity a title, for example what it is about."
        if self.date.iso() is None:
            return f"“{self.date.text()}” is not a date. Write it like 16/5/2022."
        return ""

    def filing(self, comments: tuple[str, ...]) -> Filing:
        """How to file these paragraphs."""
        return Filing(comments, **{**self.entered(), "date": self.date.iso() or ""})

    def entered(self) -> dict[str, Any]:
        """What was entered, as plain values; the date as typed."""
        return {
            "activity_id": self.activity.currentData(),
            "kind": ActivityKind(self.kind.currentData()),
            "title": self.title.text().strip(),
            "date": self.date.text(),
            "question_id": self.question.currentData(),
            "groups": self.groups.chosen,
            "position": self.position.currentData(),
            "organisation": self.organisation.text().strip(),
            "consent": self.consent.currentData(),
        }

    def show_entered(self, entered: dict[str, Any]) -> None:
        """Put back what was entered."""
        for box, name in (
            (self.activity, "activity_id"),
            (self.kind, "kind"),
            (self.question, "question_id"),
            (self.position, "position"),
            (self.consent, "consent"),
        ):
            box.setCurrentIndex(max(box.findData(entered.get(name)), 0))
        for field, name in ((self.title, "title"), (self.organisation, "organisation")):
            field.setText(str(entered.get(name, "")))
        self.date.setText(str(entered.get("date", "")))
        self.groups.choose([int(key) for key in entered.get("groups", ())])
        self._fit()

    def _ask_group(self, groups: Any, take: Any) -> None:
        finder = GroupFinder(self, "Add group", "The writer belongs to", groups)
        finder.chosen.connect(take)
        finder.open()

    def _fit(self) -> None:
        """Kind and title are asked for where the activity is new."""
        new = self.activity.currentData() is None
        self.form.setRowVisible(self.kind, new)
        self.form.setRowVisible(self.title, new)


def _refill(box: ChoiceBox, choices: list[tuple[str, Any]]) -> None:
    chosen = box.currentData()
    box.clear()
    for words, value in choices:
        box.addItem(words, value)
    box.setCurrentIndex(max(box.findData(chosen), 0))
