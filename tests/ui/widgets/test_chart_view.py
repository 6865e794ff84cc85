import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.report import NO_FIGURE, Chart, ChartKind, Series, Table
from ui.theme import apply_theme
from ui.widgets.chart_layout import ChartLayout
from ui.widgets.chart_scale import wrapped
from ui.widgets.chart_view import ChartView

NAMES = ("Alignment", "South Cumbria boundary (Westmorland and Furness)", "Funding")


def bars(*values: float | None, share: bool = False) -> Chart:
    return Chart(
        ChartKind.BARS,
        "Themes raised",
        NAMES[: len(values)],
        (Series("Respondents", values),),
        "Alignment was raised most.",
        "Respondents",
        share=share,
    )


def several(kind: ChartKind) -> Chart:
    series = (Series("Primary care", (0.5, 0.2, 0.0)), Series("Councils", (0.25, None, 1.0)))
    return Chart(kind, "Themes by group", NAMES, series, "Alt", share=True)


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> ChartView:
    made = ChartView()
    qtbot.addWidget(made)
    made.resize(640, 480)
    return made


def shown(view: ChartView, chart: Chart, qtbot: QtBot) -> None:
    view.show(chart)
    view.show()
    qtbot.waitExposed(view)


def test_bars_are_as_long_as_their_values(dressed: QApplication) -> None:
    marks = ChartLayout(bars(100, 50, 0), 600).lay_out().marks
    lengths = [mark.place.width() for mark in marks]

    assert lengths[0] == pytest.approx(2 * lengths[1])
    assert lengths[2] == 0


def test_bars_below_zero_go_to_the_left(dressed: QApplication) -> None:
    sheet = ChartLayout(bars(0.5, -0.25), 600).lay_out()
    above, below = (mark.place for mark in sheet.marks)

    assert sheet.zero is not None
    assert above.left() == pytest.approx(sheet.zero[0])
    assert below.right() == pytest.approx(sheet.zero[0])
    assert above.width() == pytest.approx(2 * below.width())


def test_a_hidden_value_has_no_length_of_its_own(dressed: QApplication) -> None:
    """Its place is hatched and as wide for 1 as for 4: the size can't be read off."""
    sheet = ChartLayout(bars(100, None), 600).lay_out()

    assert sheet.marks[1].colour == ""
    assert sheet.marks[1].said.endswith("[c]")
    assert "[c]" in [words.text for words in sheet.words]


def test_the_hidden_parts_of_a_whole_share_one_place(dressed: QApplication) -> None:
    series = (Series("A", (0.5,)), Series("B", (None,)), Series("C", (None,)))
    chart = Chart(ChartKind.STACKED, "", ("Group",), series, "", share=True)
    marks = ChartLayout(chart, 600).lay_out().marks

    assert [mark.colour == "" for mark in marks] == [False, True]
    assert marks[1].place.width() == pytest.approx(marks[0].place.width(), abs=1)


def test_hidden_counts_are_as_long_as_what_is_published_leaves(dressed: QApplication) -> None:
    series = (Series("A", (5.0, 20.0)), Series("B", (None, 0.0)), Series("C", (None, 0.0)))
    chart = Chart(ChartKind.STACKED, "", ("a", "b"), series, "", lengths=(20.0, 20.0))
    shown, hidden, whole = ChartLayout(chart, 600).lay_out().marks[:3]

    assert hidden.colour == ""
    assert hidden.place.width() == pytest.approx(3 * shown.place.width(), abs=1)
    assert hidden.place.right() == pytest.approx(whole.place.right(), abs=1)


def test_parts_of_a_whole_fill_it_in_order(dressed: QApplication) -> None:
    series = (Series("A", (0.25,)), Series("B", (0.75,)))
    chart = Chart(ChartKind.STACKED, "", ("Group",), series, "", share=True)
    first, second = (mark.place for mark in ChartLayout(chart, 600).lay_out().marks)

    assert second.left() == pytest.approx(first.right())
    assert second.width() == pytest.approx(3 * first.width())


@pytest.mark.parametrize("kind", list(ChartKind))
@pytest.mark.parametrize("width", [200, 400, 900])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_marks_stay_on_the_canvas_and_apart(
    dressed: QApplication, kind: ChartKind, width: int, scale: float
) -> None:
    """At every width and text size; rows never overlap each other."""
    apply_theme(dressed, "light", scale)
    sheet = ChartLayout(several(kind), width).lay_out()

    assert all(mark.place.right() <= sheet.size.width() for mark in sheet.marks)
    assert all(mark.place.bottom() <= sheet.size.height() for mark in sheet.marks)
    for one in sheet.marks:
        for other in sheet.marks:
            if one.category < other.category:
                assert one.place.bottom() <= other.place.top() + 1


@pytest.mark.parametrize(
    "chart",
    [
        Chart(ChartKind.BARS, "", (), (), ""),
        Chart(ChartKind.STACKED, "", ("A",), (), ""),
        Chart(ChartKind.HEAT, "", ("A",), (Series("S", ()),), ""),
        bars(None, None),
        bars(0, 0),
    ],
)
def test_charts_with_next_to_nothing_are_drawn(view: ChartView, qtbot: QtBot, chart: Chart) -> None:
    shown(view, chart, qtbot)

    assert not view.grab().isNull()


def test_more_categories_ask_for_more_room(view: ChartView) -> None:
    view.show(bars(1, 2))
    before = view.sizeHint().height()
    view.show(bars(1, 2, 3))

    assert view.sizeHint().height() > before


@pytest.mark.parametrize("kind", [ChartKind.BARS, ChartKind.STACKED, ChartKind.HEAT])
def test_a_click_says_what_was_clicked(view: ChartView, qtbot: QtBot, kind: ChartKind) -> None:
    shown(view, several(kind), qtbot)
    mark = next(mark for mark in view.marks if (mark.category, mark.series) == (0, 1))
    with qtbot.waitSignal(view.bar_clicked) as clicked:
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=mark.place.center().toPoint())

    assert clicked.args == [0, 1]


def test_a_click_beside_the_bars_says_nothing(view: ChartView, qtbot: QtBot) -> None:
    shown(view, bars(1, 2), qtbot)
    with qtbot.assertNotEmitted(view.bar_clicked):
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))


def test_the_keyboard_reaches_every_bar(view: ChartView, qtbot: QtBot) -> None:
    shown(view, several(ChartKind.HEAT), qtbot)
    keys = Qt.Key
    heard: list[tuple[int, int]] = []
    view.bar_clicked.connect(lambda category, series: heard.append((category, series)))
    for key in (
        keys.Key_Return,  # the first
        keys.Key_Down,
        keys.Key_Right,
        keys.Key_Return,
        keys.Key_End,
        keys.Key_Down,  # there is nothing below
        keys.Key_Space,
        keys.Key_Home,
        keys.Key_Up,
        keys.Key_Enter,
    ):
        qtbot.keyClick(view.canvas, key)

    assert heard == [(0, 0), (1, 1), (2, 1), (0, 0)]


def test_the_bar_the_keyboard_is_on_is_scrolled_to(view: ChartView, qtbot: QtBot) -> None:
    chart = Chart(
        ChartKind.BARS, "Many", tuple(map(str, range(60))), (Series("", tuple(range(60))),), ""
    )
    shown(view, chart, qtbot)
    assert view.verticalScrollBar().value() == 0

    qtbot.keyClick(view.canvas, Qt.Key.Key_End)

    assert view.verticalScrollBar().value() > view.verticalScrollBar().maximum() * 0.8


def test_those_who_cannot_see_it_are_told(view: ChartView, finding: Table) -> None:
    assert finding.chart is not None
    view.show(finding.chart)

    assert view.accessibleName() == "Position by group"
    assert view.accessibleDescription() == "Primary care mostly welcomed the proposal."
    assert view.canvas.accessibleName() == view.accessibleName()


def test_it_follows_the_theme(view: ChartView, qtbot: QtBot, dressed: QApplication) -> None:
    shown(view, bars(1, 2), qtbot)
    before = view.grab().toImage()

    apply_theme(dressed, "dark")

    assert view.grab().toImage() != before


@pytest.mark.parametrize("text", [NAMES[1], "x" * 80, "😀" * 40, "", "a\nb"])
def test_wrapping_loses_nothing_but_blanks(dressed: QApplication, text: str) -> None:
    lines = wrapped(text, dressed.font(), 80)

    assert lines.replace("\n", "").replace(" ", "") == text.replace("\n", "").replace(" ", "")
    if len(text) > 12:
        assert "\n" in lines


def test_wrapping_breaks_between_words_where_it_can(dressed: QApplication) -> None:
    lines = wrapped("General practice, including others", dressed.font(), 120).split("\n")

    assert " ".join(lines) == "General practice, including others"


@pytest.mark.parametrize("kind", list(ChartKind))
def test_what_nobody_can_have_a_figure_of_is_not_drawn_as_hidden(
    dressed: QApplication, kind: ChartKind
) -> None:
    """A group with nobody heard: a dash, no hatching, no "[c]"."""
    series = (Series("A", (0.5, None)), Series("B", (0.5, None)))
    chart = Chart(kind, "", ("Heard", "Not heard"), series, "", share=True)
    sheet = ChartLayout(chart, 600, NO_FIGURE).lay_out()

    assert all(mark.colour for mark in sheet.marks)
    assert sheet.marks[-1].said.endswith("no figure")
    texts = [words.text for words in sheet.words]
    assert NO_FIGURE in texts
    assert "[c]" not in texts
