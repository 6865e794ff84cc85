"""Passages that overlap have a line each, and none hides another."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Span
from ui.theme import theme
from ui.tokens import blend
from ui.widgets.span_lines import lanes, stretches
from ui.widgets.text_with_spans import ColouredSpan, TextWithSpans

BLUE, BROWN = "#005EB8", "#704300"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        ([(0, 5)], [0]),
        ([(0, 5), (5, 9)], [0, 0]),  # side by side
        ([(0, 5), (4, 9)], [0, 1]),
        ([(4, 9), (0, 5)], [1, 0]),  # the order of the lines is that of the words
        ([(0, 9), (2, 4), (3, 6)], [0, 1, 2]),
        ([(0, 9), (2, 4), (5, 6)], [0, 1, 1]),
        ([(1, 3), (1, 3)], [0, 1]),  # two themes on the same words
    ],
)
def test_spans_that_overlap_never_share_a_line(
    spans: list[tuple[int, int]], expected: list[int]
) -> None:
    assert lanes([Span(*each) for each in spans]) == expected


def shown(qtbot: QtBot, text: str, spans: list[ColouredSpan]) -> TextWithSpans:
    view = TextWithSpans()
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.show(text, spans)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_a_passage_over_several_lines_has_a_stretch_on_each(
    qtbot: QtBot, dressed: QApplication
) -> None:
    text = "word " * 30
    view = shown(qtbot, text, [ColouredSpan(0, len(text), BLUE)])
    found = list(stretches(view.document(), 0, len(text)))

    assert len(found) > 1
    assert [each.top() for each in found] == sorted({each.top() for each in found})


def test_both_colours_show_where_two_themes_are_on_the_same_words(
    qtbot: QtBot, dressed: QApplication
) -> None:
    spans = [ColouredSpan(0, 7, BLUE), ColouredSpan(0, 7, BROWN)]
    view = shown(qtbot, "Parking is dear", spans)
    picture = view.viewport().grab().toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }

    for each in (BLUE, BROWN):
        assert QColor(blend(each, theme.tokens.text, 0.75)).name() in colours
