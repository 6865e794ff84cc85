"""One theme of the codebook: what it means, its keywords, its colour and its key."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from engage_app.domain.coding import Theme
from engage_app.services.codebook import ThemeDetails
from ui.models.theme_tree import colour_dot
from ui.pages.code_keyword_trial import KeywordTrial
from ui.session import Session
from ui.theme import label, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.keyword_field import KeywordField
from ui.widgets.theme_dialog import COLOURS
from ui.widgets.words_field import WordsField

_UNSAVED = "Not saved until this is mended."
_KEYS = ("", *"1234567890")


class ThemeForm(QFrame):
    """The details of a theme; what is typed is saved when the cursor leaves the field. Keywords
    that can't match stay as they are typed, to be mended.

    Signals:
        edited: the details that are others than shown.
    """

    edited = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("surface", "card")
        self.theme: Theme | None = None
        self.title = label("", "heading", wrap=True)
        self.counted = label("", wrap=True)
        self.name = QLineEdit()
        self.definition = WordsField("Definition", 2)
        self.use_when = WordsField("Use when", 2)
        self.avoid_when = WordsField("Don’t use when", 2)
        self.example = WordsField("Example", 2)
        self.keywords = WordsField("Keywords", 5)
        self.keyword_field = KeywordField("", self.keywords)
        self.unsaved = label(_UNSAVED, "hint", wrap=True)
        self.unsaved.hide()
        self.trial = KeywordTrial(session, self.keyword_field)
        self._to_mend: dict[int, str] = {}
        session.leaving.connect(self._to_mend.clear)
        self.colour = ChoiceBox("Colour")
        self.shortcut = ChoiceBox("Key")
        for key in _KEYS:
            self.shortcut.addItem(key or "None", key)
        self._words: dict[str, WordsField] = {
            "definition": self.definition,
            "use_when": self.use_when,
            "avoid_when": self.avoid_when,
            "example": self.example,
            "keywords": self.keywords,
        }
        self._build()
        self._connect()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        margin = theme.px(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(4))
        column.addWidget(self.title)
        column.addWidget(self.counted)
        fields: tuple[tuple[str, QWidget], ...] = (
            ("&Name", self.name),
            ("&Definition", self.definition),
            ("&Use when", self.use_when),
            ("Don’t use when", self.avoid_when),
            ("E&xample", self.example),
            ("", self.keyword_field),
            ("Colour", self.colour),
            ("Key", self.shortcut),
        )
        for words, field in fields:
            column.addSpacing(theme.px(8))
            if words:
                name = QLabel(words)
                name.setBuddy(field)
                name.setProperty("role", "strong")
                field.setAccessibleName(words.replace("&", ""))
                column.addWidget(name)
            column.addWidget(field)
            if field is self.keyword_field:  # it has its own heading
                column.addWidget(self.unsaved)
                column.addWidget(self.trial)

    def _connect(self) -> None:
        self.name.editingFinished.connect(self._name_left)
        self.definition.left.connect(lambda words: self._say(definition=words))
        self.use_when.left.connect(lambda words: self._say(use_when=words))
        self.avoid_when.left.connect(lambda words: self._say(avoid_when=words))
        self.example.left.connect(lambda words: self._say(example=words))
        self.keywords.left.connect(lambda words: self._say(keywords=words))
        self.keyword_field.typed.connect(lambda _: self._judge_keywords())
        self.colour.activated.connect(lambda _: self._say(colour=self.colour.currentData()))
        self.shortcut.activated.connect(lambda _: self._say(shortcut=self.shortcut.currentData()))

    def show_theme(self, given: Theme | None, coded: int, review: int) -> None:
        """Show a theme with how many comments it is on; None empties the form."""
        other = given is None or self.theme is None or given.id != self.theme.id
        if other and self.theme and self.keyword_field.faulty:
            self._to_mend[self.theme.id] = self.keywords.toPlainText()
        self.theme = given
        self.setEnabled(given is not None)
        shown = given or Theme(0, "", "")
        self.title.setText(shown.name or "No theme chosen")
        self.counted.setText(_counted(shown, coded, review) if given else "")
        if other or self.name.text() != shown.name:
            self.name.setText(shown.name)
            self.name.setCursorPosition(0)
        for name, field in self._words.items():
            value = "\n".join(shown.keywords) if name == "keywords" else getattr(shown, name)
            field.show_words(value, anew=other)
        if other and (typed := self._to_mend.pop(shown.id, "")):
            self.keywords.setPlainText(typed)
        self._show_colour(shown.colour)
        self.shortcut.setCurrentIndex(max(self.shortcut.findData(shown.shortcut), 0))
        self.shortcut.setEnabled(not shown.retired)

    def commit(self) -> None:
        """Say what was typed and isn't saved yet."""
        self._name_left()
        for field in self._words.values():
            field.commit()

    def show_saved(self) -> None:
        """What was typed can't be: the saved words come back."""
        given, self.theme = self.theme, None
        if given is not None:
            counted = self.counted.text()
            self.show_theme(given, 0, 0)
            self.counted.setText(counted)

    def _judge_keywords(self) -> None:
        faulty = self.keyword_field.faulty
        self.keywords.kept_back = faulty
        self.unsaved.setVisible(faulty)

    def _name_left(self) -> None:
        name = self.name.text().strip()
        if self.theme is not None and name != self.theme.name:
            self._say(name=name)

    def _say(self, **details: str) -> None:
        if self.theme is not None:
            typed: Callable[..., ThemeDetails] = ThemeDetails
            self.edited.emit(typed(**details))

    def _show_colour(self, colour: str) -> None:
        self.colour.clear()
        choices = {value: words for words, value in COLOURS}
        if colour not in choices:
            self.colour.addItem("As it is" if colour else "None", colour)
            if colour:
                self.colour.setItemIcon(0, colour_dot(colour))
        for value, words in choices.items():
            self.colour.addItem(colour_dot(value), words, value)
        self.colour.setCurrentIndex(self.colour.findData(colour))


def _counted(given: Theme, coded: int, review: int) -> str:
    said = f"On {coded:,} comment{'' if coded == 1 else 's'}, {review:,} to review."
    retired = " Retired: offered no longer; its codings stay and count."
    return said + (retired if given.retired else "")
