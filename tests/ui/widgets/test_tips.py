"""Names from files and officers are shown as they are written, never taken for mark-up."""

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtGui import Qt, QTextDocumentFragment
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from engage_app.domain.coding import Theme
from engage_app.domain.stakeholders import StakeholderGroup
from ui.models.paged_rows import PagedTable
from ui.models.theme_tree import ThemeTree
from ui.pages.find_combo import choices_model
from ui.pages.groups_tree import GroupTree
from ui.widgets.buttons import icon_button
from ui.widgets.chip import Chip
from ui.widgets.tips import plain, question_box

TRAP = '<img src="file:///etc/hosts">' + "Council & partners, " * 10


def read(tip: str) -> str:
    """What Qt shows of a tooltip."""
    return QTextDocumentFragment.fromHtml(tip).toPlainText() if Qt.mightBeRichText(tip) else tip


@pytest.mark.parametrize(
    "words",
    ["Under 5s & carers", "1 < 2", "<b>bold</b>", "a &amp; b <i>c</i>\nsecond line", TRAP.strip()],
)
def test_words_are_shown_as_they_are_written(words: str) -> None:
    assert read(plain(words)) == words


def test_words_without_mark_up_are_left_to_screen_readers_as_they_are() -> None:
    assert plain("Under 5s & carers\nTagged by a rule") == "Under 5s & carers\nTagged by a rule"


def test_no_tooltip_lets_a_name_load_a_picture(qapp: QApplication, qtbot: QtBot) -> None:
    chip, cross = Chip(TRAP), icon_button("close", f"Remove {TRAP}")
    for widget in (chip, cross):
        qtbot.addWidget(widget)
    groups = GroupTree()
    groups.show([StakeholderGroup(1, "u", TRAP)])
    themes = ThemeTree()
    themes.show([Theme(1, "u", TRAP)], {})
    rows = PagedTable(lambda ids: [StakeholderGroup(key, "u", TRAP) for key in ids], _NAME)
    rows.show([1])
    models = (groups, themes, rows, choices_model([(TRAP, 1)]))
    tips = [chip.toolTip(), cross.toolTip()]
    tips += [_tip(model.index(0, 0, QModelIndex())) for model in models]

    for tip in tips:
        assert "<img" not in tip
        assert TRAP.strip() in read(tip)


def test_a_box_asks_with_a_name_as_it_is_written(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box = question_box(parent, "Remove", f"Remove “{TRAP}”?", f"It holds {TRAP}.")

    assert box.textFormat() == Qt.TextFormat.PlainText
    assert box.text() == f"Remove “{TRAP}”?"
    assert "<img" not in box.informativeText()
    assert isinstance(box, QMessageBox)
    assert any(TRAP in part.text() for part in box.findChildren(QLabel))


_NAME = (("Name", lambda row: row.name),)


def _tip(index: QModelIndex) -> str:
    return str(index.data(Qt.ItemDataRole.ToolTipRole))
