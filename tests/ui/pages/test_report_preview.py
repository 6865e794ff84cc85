"""The preview stays quick: it is laid out in steps, and the place being read is kept."""

import pytest
from PySide6.QtWidgets import QAbstractSlider
from pytestqt.qtbot import QtBot

from engage_app.domain.report import Chart, ChartKind, Series
from ui.pages.report_html import CHART, RichReport
from ui.pages.report_preview import ReportPreview
from ui.theme import theme

LONG = "".join(f"<p>Paragraph {number} of a long paper.</p>" for number in range(3_000))


def chart(number: int) -> Chart:
    return Chart(ChartKind.BARS, f"Chart {number}", ("a", "b"), (Series("n", (1.0, 2.0)),), "")


@pytest.fixture
def preview(qtbot: QtBot) -> ReportPreview:
    made = ReportPreview()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def test_another_version_of_a_long_paper_opens_where_the_officer_was(
    qtbot: QtBot, preview: ReportPreview
) -> None:
    """Although so much of it isn't laid out at once."""
    bar = preview.verticalScrollBar()
    preview.show_report(RichReport(LONG))
    qtbot.waitUntil(lambda: bar.maximum() > 30_000)
    bar.setValue(30_000)
    preview.show_report(RichReport(LONG + "<p>The end.</p>"))
    qtbot.waitUntil(lambda: bar.value() == 30_000)


def test_an_officer_who_scrolls_meanwhile_is_left_alone(
    qtbot: QtBot, preview: ReportPreview
) -> None:
    bar = preview.verticalScrollBar()
    preview.show_report(RichReport(LONG))
    qtbot.waitUntil(lambda: bar.maximum() > 30_000)
    bar.setValue(30_000)
    preview.show_report(RichReport(LONG + "<p>The end.</p>"))
    bar.triggerAction(QAbstractSlider.SliderAction.SliderToMinimum)
    qtbot.waitUntil(lambda: bar.maximum() > 30_000)
    assert bar.value() == 0


def test_charts_are_drawn_one_at_a_time_and_once(
    qtbot: QtBot, preview: ReportPreview, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where the same report comes again, or only its words are others."""
    charts = [chart(number) for number in range(5)]
    images = "".join(f'<p><img src="{CHART}{number}"></p>' for number in range(5))
    preview.show_report(RichReport(images, charts))
    qtbot.waitUntil(lambda: len(preview._drawn) == 5 and not preview._drawing.isActive())
    drawn = set(preview._drawn.values())
    preview.show_report(RichReport(images + "<p>More.</p>", charts))
    qtbot.waitUntil(lambda: not preview._drawing.isActive())
    assert set(preview._drawn.values()) == drawn
    preview.resize(600, 500)
    qtbot.waitUntil(lambda: len(preview._drawn) == 10 and not preview._drawing.isActive())


def test_other_colours_lay_it_out_after_the_window_has_them(
    qtbot: QtBot, preview: ReportPreview
) -> None:
    """Not while the window is being dressed: that takes long enough."""
    preview.show_report(RichReport(LONG))
    before = preview.document().revision()
    theme.changed.emit()
    assert preview.document().revision() == before
    qtbot.waitUntil(lambda: preview.document().revision() != before)


def test_the_same_report_is_not_laid_out_again(preview: ReportPreview) -> None:
    preview.show_report(RichReport(LONG))
    revision = preview.document().revision()
    preview.show_report(RichReport(LONG))
    assert preview.document().revision() == revision
