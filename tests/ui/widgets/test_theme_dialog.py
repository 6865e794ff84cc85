"""The dialog of a theme: its keywords are tried on the comments while they are typed."""

from collections.abc import Iterator

import pytest
from building import Small
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Span
from engage_app.services import codebook, coding
from engage_app.services.workspace import Workspace
from ui.session import Session
from ui.tasks import TaskRunner
from ui.theme import apply_theme
from ui.widgets.keyword_examples import excerpt
from ui.widgets.keyword_help import EXAMPLES, KeywordHelp
from ui.widgets.theme_dialog import ThemeDialog


@pytest.fixture
def session(dressed: QApplication, workspace: Workspace, small: Small) -> Iterator[Session]:
    """A session with the small exercise open."""
    opened = Session(TaskRunner())
    assert opened.open(workspace.path)
    opened.choose_exercise(small.exercise)
    yield opened
    opened.runner.close()
    opened.close()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """What dialogs are asked from."""
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, window: QWidget, small: Small) -> Iterator[ThemeDialog]:
    """The dialog of the theme Parking, on screen."""
    themes = codebook.themes(session.workspace, small.exercise)
    given = next(each for each in themes if each.name == "Parking")
    made = ThemeDialog(window, given, [], lambda _: 0, session=session)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.reject()


def type_keywords(qtbot: QtBot, dialog: ThemeDialog, keywords: str) -> None:
    """Type them in place of what is there, and wait for what they find."""
    dialog.keywords.setPlainText("😀 " if keywords.startswith("😀 ") else "")  # no key types that
    dialog.keywords.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(dialog.keywords, keywords.removeprefix("😀 "))
    qtbot.waitUntil(lambda: not dialog.preview.busy, timeout=10_000)


def rows(dialog: ThemeDialog) -> list[tuple[str, str]]:
    """Keywords and their counts, as the table shows them."""
    model = dialog.preview.table.model()
    return [
        (str(model.index(row, 0).data()), str(model.index(row, 1).data()))
        for row in range(model.rowCount())
    ]


def listed(dialog: ThemeDialog) -> list[str]:
    """The comments shown, as a screen reader says them."""
    model = dialog.preview.examples.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def test_typing_counts_each_keyword_and_shows_comments(
    qtbot: QtBot, dialog: ThemeDialog, session: Session, small: Small
) -> None:
    coding.add_coding(session.workspace, small.comments[:1], small.themes["Parking"])

    type_keywords(qtbot, dialog, "park*;trust;bus near/0 stop")

    assert rows(dialog) == [
        ("All together", "4"),
        ("park*", "2"),
        ("trust", "2"),
        ("bus near/0 stop", "1"),
    ]
    assert dialog.counted.text() == "Found in 4 comments; 3 of them don't have this theme yet."
    assert len(listed(dialog)) == 4
    assert any("keyword “trust” found “trust”" in each for each in listed(dialog))


def test_a_keyword_chosen_in_the_table_shows_its_comments_only(
    qtbot: QtBot, dialog: ThemeDialog
) -> None:
    type_keywords(qtbot, dialog, "park*;trust;carers")
    dialog.preview.table.setFocus()
    for _ in range(3):
        qtbot.keyClick(dialog.preview.table, Qt.Key.Key_Down)

    assert [each.split()[0] for each in listed(dialog)] == ["Carers"]

    type_keywords(qtbot, dialog, "carers;trust")  # what was chosen stays chosen

    assert [each.split()[0] for each in listed(dialog)] == ["Carers"]


def test_only_the_last_question_is_answered(qtbot: QtBot, dialog: ThemeDialog) -> None:
    for typed in ("park*", "trust", "nothing of the kind"):
        dialog.keywords.setPlainText(typed)

    type_keywords(qtbot, dialog, "carers")

    assert dialog.counted.text() == "Found in 1 comment; it doesn't have this theme yet."
    assert rows(dialog) == [("carers", "1")]


def test_a_fault_is_named_as_it_is_typed_and_underlined(qtbot: QtBot, dialog: ThemeDialog) -> None:
    type_keywords(qtbot, dialog, "😀 bus;park* +")

    assert dialog.field.says.text() == "“park* +”: Words are missing after +."
    (wrong,) = dialog.keywords.extraSelections()
    assert wrong.cursor.selectedText() == "park* +"
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert wrong.format.underlineStyle() == wave
    assert rows(dialog) == [("😀 bus", "1")]

    qtbot.keyClicks(dialog.keywords, " carers")

    assert not dialog.field.says.isVisible()
    assert dialog.keywords.extraSelections() == []


def test_a_theme_with_a_fault_is_not_saved_and_nothing_is_lost(
    qtbot: QtBot, dialog: ThemeDialog
) -> None:
    type_keywords(qtbot, dialog, "carers;(bus, tram")

    dialog.accept()

    assert dialog.isVisible()
    assert dialog.keywords.textCursor().selectedText() == "(bus, tram"

    type_keywords(qtbot, dialog, "carers;(bus, tram)")
    dialog.name.clear()
    dialog.accept()

    assert dialog.isVisible()
    assert dialog.wrong.isVisible()

    dialog.name.setText("Parking")
    dialog.accept()

    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.details()["keywords"] == "carers;(bus, tram)"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "No keywords: this theme is put on comments by hand only."),
        ("NOT carers", "There is nothing to look for yet: every line only leaves comments out."),
        ("bus NEAR", "Nothing to look for until this is mended."),
    ],
)
def test_with_nothing_to_look_for_it_says_why(
    qtbot: QtBot, dialog: ThemeDialog, typed: str, says: str
) -> None:
    type_keywords(qtbot, dialog, "park*")
    dialog.keywords.setPlainText(typed)

    assert dialog.counted.text() == says
    assert not dialog.preview.table.isVisible()


def test_a_note_is_told_but_keeps_nobody_from_saving(qtbot: QtBot, dialog: ThemeDialog) -> None:
    type_keywords(qtbot, dialog, "bus, stop")

    assert "The comma counts for nothing" in dialog.field.says.text()
    dialog.accept()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_what_is_shown_of_the_comments_is_let_go_when_the_dialog_closes(
    qtbot: QtBot, dialog: ThemeDialog, session: Session
) -> None:
    dialog.keywords.setPlainText("park*")
    dialog.reject()

    qtbot.waitUntil(lambda: not session.runner.busy)
    assert not dialog.preview.busy
    assert not dialog.preview.table.isVisible()


def test_without_a_session_the_count_alone_is_told(window: QWidget, qtbot: QtBot) -> None:
    dialog = ThemeDialog(window, None, [("A branch of its own", None)], len)
    dialog.keywords.setPlainText("park*")

    assert dialog.counted.text() == "Found in 5 comments."
    assert dialog.parent_id() is None


def test_help_is_one_click_away_and_its_examples_can_match(
    qtbot: QtBot, dialog: ThemeDialog
) -> None:
    qtbot.mouseClick(dialog.field.help, Qt.MouseButton.LeftButton)

    shown = dialog.findChild(KeywordHelp)
    assert shown is not None
    qtbot.waitUntil(shown.isVisible)
    dialog.keywords.setPlainText("\n".join(typed for typed, _ in EXAMPLES))
    assert not dialog.field.faulty
    qtbot.keyClick(shown, Qt.Key.Key_Escape)


def test_large_text_puts_the_keywords_below(qtbot: QtBot, dialog: ThemeDialog) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dialog.resize(1040, 700)
    qtbot.waitUntil(lambda: dialog.field.mapTo(dialog, dialog.field.pos()).x() > 400)
    apply_theme(app, "dark", 2.0)
    dialog.resize(1041, 700)

    qtbot.waitUntil(lambda: dialog.field.geometry().top() > dialog.shortcut.geometry().bottom())


def test_an_excerpt_shows_every_place_of_a_long_comment() -> None:
    text = "word " * 60 + "parking 😀 is " + "dear " * 80 + "and the cost.\n" + "end " * 50
    spans = [Span(text.index(each), text.index(each) + len(each)) for each in ("parking", "cost")]

    shown, placed = excerpt(text, spans)

    assert [shown[span.start : span.end] for span in placed] == ["parking", "cost"]
    assert len(shown) < len(text) / 1.5
    assert shown.startswith("… word ")
    assert shown.endswith(" …")
    assert " … " in shown[2:-2]
    assert excerpt("parking\nhere", [Span(0, 7)]) == ("parking here", [Span(0, 7)])
