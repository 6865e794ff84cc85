"""Photos on the Activities tab: added by button, drop and paste; looked at; captioned; removed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from engage_app.domain.activity import ActivityKind
from engage_app.services import activities, photos
from ui import dialogs
from ui.pages.activity_photos import ActivityPhotos
from ui.pages.photo_viewer import PhotoViewer
from ui.pages.plan_activities import ActivitiesTab
from ui.session import Session


@pytest.fixture
def card(qtbot: QtBot, clinic: Session) -> ActivityPhotos:
    """The photos of a workshop, on the tab on screen."""
    clinic.act(activities.add_activity, clinic.exercise_id, ActivityKind.WORKSHOP, "Hall")
    tab = ActivitiesTab(clinic)
    qtbot.addWidget(tab)
    tab.resize(1100, 900)
    tab.show()
    qtbot.waitExposed(tab)
    assert tab.panel.activity
    return tab.panel.photos


def picture(colour: str, width: int = 400) -> QImage:
    image = QImage(width, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def file(folder: Path, colour: str) -> Path:
    path = folder / f"{colour}.png"
    picture(colour).save(str(path))
    return path


def drop(card: ActivityPhotos, data: QMimeData) -> None:
    where = QPointF(card.rect().center())
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    card.dropEvent(QDropEvent(where, action, data, left, Qt.KeyboardModifier.NoModifier))


def names(card: ActivityPhotos) -> list[str]:
    return [card.strip.item(row).text() for row in range(card.strip.count())]


def add(qtbot: QtBot, card: ActivityPhotos, folder: Path, *colours: str) -> None:
    before = card.strip.count()
    card.add_files([file(folder, colour) for colour in colours])
    qtbot.waitUntil(lambda: card.strip.count() == before + len(colours))


def test_photos_are_added_by_button_and_undone(
    qtbot: QtBot,
    card: ActivityPhotos,
    clinic: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [file(tmp_path, "red"), file(tmp_path, "blue")]
    monkeypatch.setattr(dialogs, "ask_several", lambda *_: chosen)
    with qtbot.waitSignal(clinic.said) as said:
        qtbot.mouseClick(card.add_button, Qt.MouseButton.LeftButton)
    assert said.args == ["2 photos added."]
    assert names(card) == ["red.png", "blue.png"]
    clinic.undo()
    assert names(card) == []
    assert not card.strip.isVisible()


def test_photos_are_dropped_and_a_bad_one_is_said(
    qtbot: QtBot, card: ActivityPhotos, clinic: Session, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.jpg"
    bad.write_text("no picture", encoding="utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in (bad, file(tmp_path, "red"))])
    with qtbot.waitSignal(clinic.failed) as failed:
        drop(card, data)
    assert "“notes.jpg” is no photo." in str(failed.args[0])
    assert names(card) == ["red.png"]


def test_a_picture_is_pasted_by_keyboard(
    qtbot: QtBot, card: ActivityPhotos, clinic: Session, tmp_path: Path
) -> None:
    add(qtbot, card, tmp_path, "red")
    QGuiApplication.clipboard().setImage(picture("green"))
    card.strip.setFocus()
    qtbot.keyClick(card.strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: card.strip.count() == 2)
    assert names(card)[1] == "Pasted picture"
    QGuiApplication.clipboard().setText("only words")
    with qtbot.waitSignal(clinic.said) as said:
        card.paste()
    assert said.args == ["There is no picture to paste."]


def test_delete_removes_and_undo_brings_back(
    qtbot: QtBot, card: ActivityPhotos, clinic: Session, tmp_path: Path
) -> None:
    add(qtbot, card, tmp_path, "red", "blue")
    card.strip.setFocus()
    card.strip.setCurrentRow(1)
    qtbot.keyClick(card.strip, Qt.Key.Key_Delete)
    assert names(card) == ["red.png"]
    clinic.undo()
    assert names(card) == ["red.png", "blue.png"]


def test_the_viewer_turns_and_keeps_captions(
    qtbot: QtBot, card: ActivityPhotos, clinic: Session, tmp_path: Path
) -> None:
    add(qtbot, card, tmp_path, "red", "blue")
    card.strip.setFocus()
    card.strip.setCurrentRow(0)
    qtbot.keyClick(card.strip, Qt.Key.Key_Return)
    viewer = next(each for each in card.findChildren(PhotoViewer) if each.isVisible())
    qtbot.waitExposed(viewer)
    assert viewer.where.text() == "1 of 2"
    viewer.caption.setFocus()
    qtbot.keyClicks(viewer.caption, "Table 3")
    qtbot.keyClick(viewer.caption, Qt.Key.Key_PageDown)
    assert viewer.where.text() == "2 of 2"
    assert viewer.caption.text() == ""
    qtbot.keyClicks(viewer.caption, "Table 4")
    qtbot.keyClick(viewer, Qt.Key.Key_Escape)
    assert names(card) == ["Table 3", "Table 4"]
    kept = [photo.caption for photo in photos.photos(clinic.workspace, card.activity_id)]
    assert kept == ["Table 3", "Table 4"]
    clinic.undo()
    assert names(card) == ["Table 3", "blue.png"]


def test_photos_go_to_the_activity_they_were_dropped_on(
    qtbot: QtBot, card: ActivityPhotos, clinic: Session, tmp_path: Path
) -> None:
    """Even when another one is chosen before they are read."""
    hall = card.activity_id
    with qtbot.waitSignal(clinic.said):
        card.add_files([file(tmp_path, "red")])
        card.show_photos(1)
    assert len(photos.photos(clinic.workspace, hall)) == 1
    assert photos.photos(clinic.workspace, 1) == []


def test_every_photo_that_cannot_be_read_is_counted(
    qtbot: QtBot, card: ActivityPhotos, clinic: Session, tmp_path: Path
) -> None:
    bad = [tmp_path / name for name in ("a.jpg", "b.jpg", "c.jpg")]
    for path in bad:
        path.write_text("no photo")
    with qtbot.waitSignal(clinic.failed) as failed:
        card.add_files([*bad, file(tmp_path, "red")])
    assert "“a.jpg” is no photo. 2 other photos can't be read either." in str(failed.args[0])
    assert card.strip.count() == 1
