import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Span
from ui.theme import apply_theme
from ui.widgets.text_with_spans import ColouredSpan, TextWithSpans

NASTY = "😀 One\r\nset 👩‍⚕️ of\rpartners\u2028would\u2029help — é\tBarrow 🏥"


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> TextWithSpans:
    made = TextWithSpans()
    qtbot.addWidget(made)
    return made


def marked(view: TextWithSpans) -> list[str]:
    return [selection.cursor.selectedText() for selection in view.extraSelections()]


@pytest.mark.parametrize("word", ["One", "set", "of", "partners", "help", "Barrow", "🏥"])
def test_the_words_meant_are_the_words_marked(view: TextWithSpans, word: str) -> None:
    """Offsets are code points: emoji and line ends before a passage don't shift it."""
    start = NASTY.index(word)
    view.show(NASTY, [ColouredSpan(start, start + len(word), "#005EB8")])

    assert marked(view) == [word]


def test_what_is_selected_is_told_in_code_points(view: TextWithSpans) -> None:
    view.show(NASTY)
    start = NASTY.index("Barrow")
    wanted = Span(start, start + len("Barrow"))
    view.select_span(wanted)

    assert view.textCursor().selectedText() == "Barrow"
    assert view.selected_span() == wanted


def test_nothing_selected_is_no_span(view: TextWithSpans) -> None:
    view.show("Good idea, overdue.")

    assert view.selected_span() is None


def test_a_passage_up_to_the_end_of_a_line_ends_before_the_line_break(view: TextWithSpans) -> None:
    """Also where the line ends as Windows ends it."""
    view.show("First line.\r\nSecond line.")
    view.select_span(Span(0, 11))

    assert view.selected_span() == Span(0, 11)


@given(text=st.text(max_size=30), data=st.data())
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_text_and_any_passage_come_back_the_same(
    view: TextWithSpans, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    view.show(text, [ColouredSpan(start, end, "#005EB8")])
    view.select_span(Span(start, end))
    passage = text[start:end]
    halved = text[start - 1 : start + 1] == "\r\n" or text[end - 1 : end + 1] == "\r\n"

    if passage and not halved:
        assert view.selected_span() == Span(start, end)
    document = view.document()
    whole = QTextCursor(document)
    whole.select(QTextCursor.SelectionType.Document)
    units = len(text.replace("\r\n", "\n").encode("utf-16-le", "surrogatepass")) // 2
    assert whole.selectionEnd() == units


def test_shorter_passages_lie_over_longer_ones(view: TextWithSpans) -> None:
    view.show("Section 75 money", [ColouredSpan(0, 10, "#78BE20"), ColouredSpan(0, 16, "#8A1538")])

    assert marked(view) == ["Section 75 money", "Section 75"]
    found = view.span_at(3)
    assert found is not None
    assert found.end == 10
    assert view.span_at(16) is None


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (0, 6), (3, 2)])
def test_a_passage_outside_the_text_is_a_mistake(view: TextWithSpans, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        view.show("short", [ColouredSpan(start, end, "#005EB8")])


def test_other_marks_leave_text_and_selection(view: TextWithSpans) -> None:
    view.show("One set of partners", [ColouredSpan(0, 3, "#005EB8")])
    view.select_span(Span(4, 7))
    view.set_spans([ColouredSpan(8, 10, "#005EB8")])

    assert marked(view) == ["of"]
    assert view.selected_span() == Span(4, 7)


def test_selecting_is_told(view: TextWithSpans, qtbot: QtBot) -> None:
    view.show("One set of partners")
    with qtbot.waitSignal(view.selection_changed):
        view.select_span(Span(0, 3))


def test_words_cannot_be_changed(view: TextWithSpans, qtbot: QtBot) -> None:
    view.show("Good idea")
    qtbot.keyClick(view, Qt.Key.Key_X)
    qtbot.keyClick(view, Qt.Key.Key_Delete)

    assert view.toPlainText() == "Good idea"


def test_words_are_never_mark_up(view: TextWithSpans) -> None:
    view.show("<b>Fleetwood</b> &amp; Wyre")

    assert view.toPlainText() == "<b>Fleetwood</b> &amp; Wyre"


def test_marks_have_a_name_for_screen_readers(view: TextWithSpans) -> None:
    view.show("One set", [ColouredSpan(0, 3, "#005EB8", "Alignment")])

    assert view.accessibleDescription() == "Marked: Alignment"


def test_marks_follow_the_theme(view: TextWithSpans, dressed: QApplication) -> None:
    view.show("One set", [ColouredSpan(0, 3, "#005EB8")])
    before = view.extraSelections()

    apply_theme(dressed, "dark")
    after = view.extraSelections()

    assert after[0].format.background() != before[0].format.background()


def test_a_byte_order_mark_shifts_nothing(view: TextWithSpans) -> None:
    """Qt swallows one at the start of a text."""
    view.show("\ufeffGood idea")
    view.select_span(Span(1, 5))

    assert view.selected_span() == Span(1, 5)
    assert view.textCursor().selectedText() == "Good"
