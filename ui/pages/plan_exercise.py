"""The Exercise tab: what it is about, when, whose it is, and the scale positions are taken on."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from engage_app.domain.exercise import Exercise, Status
from engage_app.services import planning
from ui.pages.exercise_dates import DateField, in_words
from ui.pages.live_tab import LiveTab
from ui.pages.plan_fields import Columns, FieldBlock, SavedMark, card, scrolling
from ui.pages.plan_scale import ScaleEditor
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.draft_keeper import DraftKeeper
from ui.widgets.words_field import WordsField

_NOTICE_HELP = "Shown before the first question, wherever people answer for themselves."
_RETAIN_HELP = "After this day the answers are to be destroyed."
_DATES = ("opens_on", "closes_on", "retain_until")


class ExerciseTab(LiveTab):
    """The exercise's own details; each is saved when its field is left. Everything is undoable."""

    shows = frozenset({"exercise", "response", "tag_rule"})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._known: Exercise | None = None
        self.title, self.organisation, self.owner = QLineEdit(), QLineEdit(), QLineEdit()
        self.purpose = WordsField("Purpose", 3)
        self.proposal = WordsField("Proposal", 4)
        self.privacy_notice = WordsField("Privacy notice", 6)
        self.opens_on, self.closes_on, self.retain_until = DateField(), DateField(), DateField()
        self.status = ChoiceBox("Status")
        self.scale = ScaleEditor(session)
        self.saved = SavedMark()
        self.keeper = DraftKeeper(session, "plan", "", self._unsaved, parent=self)
        self.blocks: dict[str, FieldBlock] = {}
        self._stack: QStackedLayout = self.stack()
        self._build()
        self._connect()

    def _build(self) -> None:
        for status in Status:
            self.status.addItem(status.value.capitalize(), status.value)
        about, about_column = card()
        about_column.addWidget(label("What it is about", "heading"))
        about_column.addWidget(self.saved)
        for key, words, hint in (
            ("title", "&Title", ""),
            ("organisation", "&Organisation", ""),
            ("purpose", "&Purpose", "What you want to find out, and for which decision."),
            ("proposal", "P&roposal", "What people are asked about, in plain words."),
            ("privacy_notice", "Privacy not&ice", _NOTICE_HELP),
        ):
            about_column.addWidget(self._block(key, words, hint))
        about_column.addStretch(1)
        beside, beside_column = card()
        beside_column.addWidget(label("When and whose", "heading"))
        for key, words, hint in (
            ("status", "&Status", ""),
            ("opens_on", "Ope&ns on", ""),
            ("closes_on", "&Closes on", ""),
            ("owner", "O&wner", "Who answers for the exercise."),
            ("retain_until", "&Keep answers until", _RETAIN_HELP),
        ):
            beside_column.addWidget(self._block(key, words, hint))
        scale, scale_column = card()
        scale_column.addWidget(self.scale)
        right = QWidget()
        beside_each_other = QVBoxLayout(right)
        beside_each_other.setContentsMargins(0, 0, 0, 0)
        beside_each_other.setSpacing(theme.px(16))
        beside_each_other.addWidget(beside)
        beside_each_other.addWidget(scale)
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, theme.px(12), theme.px(12))
        column.addWidget(Columns(760, (about, 3), (right, 2)))
        column.addStretch(1)
        self._stack.addWidget(scrolling(both))

    def _block(self, key: str, words: str, hint: str) -> FieldBlock:
        self.blocks[key] = FieldBlock(words, getattr(self, key), hint)
        return self.blocks[key]

    def _connect(self) -> None:
        for key in ("title", "organisation", "owner", *_DATES):
            field: QLineEdit = getattr(self, key)
            field.editingFinished.connect(lambda key=key: self._commit(key))
            field.textEdited.connect(lambda _text: self._typing())
        for key in ("purpose", "proposal", "privacy_notice"):
            words: WordsField = getattr(self, key)
            words.left.connect(lambda _words, key=key: self._commit(key))
            words.textChanged.connect(self._typing)
        self.status.activated.connect(lambda _at: self._commit("status"))
        self.session.leaving.connect(self.commit)

    def load(self) -> None:
        """Read the exercise anew."""
        session = self.session
        known = planning.exercise(session.workspace, session.exercise_id)
        other = self._known is None or self._known.id != known.id
        before, self._known = self._known, known
        for key in self.blocks:
            if not other and before and getattr(before, key) == getattr(known, key):
                continue  # what is being typed stays
            self._show(key, str(getattr(known, key)), anew=other)
        if other:
            for block in self.blocks.values():
                block.say_wrong("")
        self.scale.load()
        if other and self.isVisible():
            self._take_up(known.id)
        self._mark()

    def commit(self) -> None:
        """Save whatever was typed and isn't saved yet."""
        for key in self.blocks:
            self._commit(key)

    def showEvent(self, event: QShowEvent) -> None:
        """What was typed and not saved, before a crash say, is there again."""
        super().showEvent(event)
        if self._known is not None and self.session.has_exercise and not self.keeper.at_work:
            self._take_up(self._known.id)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page, or the window closes: what was typed is saved first."""
        self.commit()
        if self.session.has_workspace:
            self.keeper.end()
        super().hideEvent(event)

    def _take_up(self, exercise_id: int) -> None:
        draft = self.keeper.use(f"exercise {exercise_id}")
        for key, text in (draft.content if draft else {}).items():
            field = getattr(self, key, None)
            if isinstance(field, WordsField):
                field.setPlainText(str(text))
            elif isinstance(field, QLineEdit):
                field.setText(str(text))

    def _unsaved(self) -> dict[str, Any]:
        """What is typed and not saved, by field."""
        known = self._known
        if known is None:
            return {}
        return {
            key: raw
            for key in self.blocks
            if self._typed(key) != str(getattr(known, key)).strip()
            and (raw := self._raw(key)) is not None
        }

    def _raw(self, key: str) -> str | None:
        field = getattr(self, key)
        if isinstance(field, WordsField):
            return field.toPlainText()
        return field.text() if isinstance(field, QLineEdit) else None

    def _typing(self) -> None:
        self._mark()
        self.keeper.typed()

    def _show(self, key: str, text: str, *, anew: bool) -> None:
        field = getattr(self, key)
        if isinstance(field, ChoiceBox):
            field.setCurrentIndex(field.findData(text))
        elif isinstance(field, WordsField):
            field.show_words(text, anew=anew)
        else:
            field.setText(in_words(text) if key in _DATES else text)
            field.setCursorPosition(0)

    def _commit(self, key: str) -> None:
        known, session = self._known, self.session
        if known is None or not session.has_exercise or session.exercise_id != known.id:
            return
        value = self._typed(key)
        wrong = self._fault(key, value)
        self.blocks[key].say_wrong(wrong)
        if value is not None and not wrong and value != str(getattr(known, key)):
            session.act(
                lambda workspace: planning.edit_exercise(workspace, known.id, **{key: value})
            )
            if self.keeper.at_work:
                self.keeper.save_now()  # the draft goes, as far as it is saved
        self._mark()

    def _typed(self, key: str) -> str | None:
        """What a field holds, as it would be saved; None where it can't be."""
        field = getattr(self, key)
        if isinstance(field, ChoiceBox):
            return str(field.currentData())
        if isinstance(field, WordsField):
            return field.toPlainText().strip()
        if isinstance(field, DateField):
            return field.iso()
        return str(field.text()).strip()

    def _fault(self, key: str, value: str | None) -> str:
        if key == "title" and not value:
            return "An exercise needs a title."
        if value is None:
            typed = getattr(self, key).text()
            return f"“{typed}” is not a date. Write it like 16/5/2022."
        if key not in _DATES or self._known is None:
            return ""
        dates = {name: str(getattr(self._known, name)) for name in _DATES} | {key: value}
        return _date_fault(key, dates)

    def _mark(self) -> None:
        known = self._known
        whole = known is None or all(
            self._typed(key) == str(getattr(known, key)).strip() for key in self.blocks
        )
        (self.saved.saved if whole else self.saved.typing)()


def _date_fault(key: str, dates: Mapping[str, str]) -> str:
    """What is wrong with a date, beside the others."""
    opens, closes, kept = (dates[name] for name in _DATES)
    if key in ("opens_on", "closes_on") and opens and closes and closes < opens:
        return (
            f"It closes on {in_words(closes)}: it can't open after that."
            if key == "opens_on"
            else f"It opens on {in_words(opens)}: it can't close before that."
        )
    last = closes or opens
    if key == "retain_until" and kept and last and kept < last:
        return f"It runs until {in_words(last)}: answers are kept at least as long."
    return ""
