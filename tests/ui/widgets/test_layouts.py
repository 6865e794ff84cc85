"""What is too tall for its place scrolls, as wide as the place is."""

from patience import PatientBot
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from ui.widgets.layouts import fill, scrolled


def test_a_tall_widget_scrolls_in_all_the_room_there_is(qtbot: PatientBot) -> None:
    outside, inside = QWidget(), QLabel("\n".join(str(number) for number in range(200)))
    qtbot.addWidget(outside)
    fill(outside, scrolled(inside))
    outside.resize(300, 200)
    outside.show()
    qtbot.waitExposed(outside)
    (area,) = outside.findChildren(QScrollArea)
    assert area.widget() is inside
    assert area.size() == outside.size()
    assert area.verticalScrollBar().maximum() > 0
    assert not area.horizontalScrollBar().isVisible()
    assert area.focusPolicy() is Qt.FocusPolicy.NoFocus
