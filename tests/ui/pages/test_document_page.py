"""Entering a letter or an interview by keyboard, and what a draft keeps of it."""

from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from engage_app.services import activities, documents, drafts, planning
from engage_app.services import workspace as workspaces
from ui import dialogs
from ui.pages.collect import CollectPage
from ui.pages.document_page import DocumentEntry, open_document_entry
from ui.pages.group_finder import GroupFinder
from ui.session import Session
from ui.widgets.banner import Banner

LETTER = (
    "Dear all,\n\nThe bus is late. The ramp is steep.\n\nThank you for asking us.\n\nRegards\nAnn"
)


@pytest.fixture
def entry(qtbot: QtBot, clinic: Session) -> DocumentEntry:
    return opened(qtbot, clinic)


def opened(qtbot: QtBot, session: Session, path: Path | None = None) -> DocumentEntry:
    made = open_document_entry(session, path)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    qtbot.waitExposed(made)
    return made


def said(entry: DocumentEntry) -> str:
    """What the banner says."""
    (banner,) = entry.banners.findChildren(Banner)
    return f"{banner.message.text} {banner.message.advice}".strip()


def stored(session: Session) -> list[str]:
    """The comments of letters, in order."""
    query = """SELECT text FROM comment JOIN response ON response.id = response_id
        WHERE document_id IS NOT NULL ORDER BY comment.response_id, comment.sort"""
    return [text for (text,) in session.workspace.connection.execute(query)]


def paste(qtbot: QtBot, entry: DocumentEntry, text: str = LETTER) -> None:
    entry.text.setFocus()
    entry.text.insertPlainText(text)
    qtbot.keyClick(entry.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def drop(entry: DocumentEntry, *paths: Path, text: str = "") -> None:
    data = QMimeData()
    if paths:
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    else:
        data.setText(text)
    where = QPointF(entry.rect().center())
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entry.dropEvent(QDropEvent(where, action, data, left, Qt.KeyboardModifier.NoModifier))


def test_a_letter_is_pasted_split_and_filed_by_keyboard(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session
) -> None:
    paste(qtbot, entry)
    assert entry.pieces.count.text() == "2 comments, 2 paragraphs left out"
    assert entry.pieces.list.hasFocus()
    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_Down)
    entry.pieces.words.setFocus()
    for _ in range(len("The bus is late.")):
        qtbot.keyClick(entry.pieces.words, Qt.Key.Key_Right)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(entry.pieces.words, Qt.Key.Key_Return, control)
    assert entry.pieces.kept == (
        "The bus is late.",
        "The ramp is steep.",
        "Thank you for asking us.",
    )
    entry.pieces.list.setFocus()
    entry.pieces.list.setCurrentRow(3)
    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_Space)
    assert entry.file_button.text() == "File 2 comments"

    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_S, control)
    assert said(entry) == "Give the new activity a title, for example what it is about."
    entry.details.title.setFocus()
    qtbot.keyClicks(entry.details.title, "Ann's letter")
    entry.details.date.setFocus()
    qtbot.keyClicks(entry.details.date, "1/3/2026")
    with qtbot.waitSignal(entry.filed):
        qtbot.keyClick(entry.details.date, Qt.Key.Key_S, control)

    assert stored(clinic) == ["The bus is late.", "The ramp is steep."]
    assert said(entry).startswith("Filed as 2 comments.")
    assert drafts.kept(clinic.workspace) == []
    assert entry.text.hasFocus()
    assert entry.text.toPlainText() == ""
    clinic.undo()
    assert stored(clinic) == []


def test_join_and_take_back_by_keyboard(qtbot: QtBot, entry: DocumentEntry) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    paste(qtbot, entry)
    entry.pieces.list.setCurrentRow(1)
    before = entry.pieces.pieces
    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_J, control)
    assert entry.pieces.kept == ("The bus is late. The ramp is steep.\nThank you for asking us.",)
    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_Space)
    assert list(entry.pieces.kept) == []
    assert not entry.file_button.isEnabled()
    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_Z, control)
    qtbot.keyClick(entry.pieces.list, Qt.Key.Key_Z, control)
    assert entry.pieces.pieces == before


def test_the_words_of_a_paragraph_cannot_be_changed(qtbot: QtBot, entry: DocumentEntry) -> None:
    """They are split where the cursor is; letters beyond the first plane count as one."""
    paste(qtbot, entry, "A 😀 smile. And more.")
    words = entry.pieces.words
    qtbot.keyClicks(words, "x")
    assert words.toPlainText() == "A 😀 smile. And more."
    cursor = words.textCursor()
    cursor.setPosition(len("A xx smile."))
    words.setTextCursor(cursor)
    words.moveCursor(QTextCursor.MoveOperation.NoMove)
    entry.pieces.split()
    assert entry.pieces.kept == ("A 😀 smile.", "And more.")


def test_every_detail_is_filed(qtbot: QtBot, entry: DocumentEntry, clinic: Session) -> None:
    paste(qtbot, entry)
    details = entry.details
    details.title.setText("Council")
    details.kind.setCurrentIndex(1)
    details.organisation.setText("Parish Council")
    details.consent.setCurrentIndex(details.consent.findData("no"))
    details.position.setCurrentIndex(details.position.findData("concern"))
    assert details.question.currentText() == documents.CONVERSATION
    details.question.setCurrentIndex(details.question.findText("What would help you most?"))
    details.groups.ask()
    finder = next(each for each in details.findChildren(GroupFinder) if each.isVisible())
    qtbot.keyClicks(finder.search, "counc")
    qtbot.keyClick(finder.search, Qt.Key.Key_Return)
    with qtbot.waitSignal(entry.filed):
        entry.file()
    row = clinic.workspace.connection.execute(
        """SELECT activity.kind, organisation, consent, position, stakeholder_group.name,
            question.label, file_name
        FROM response JOIN activity ON activity.id = response.activity_id
        JOIN respondent ON respondent.id = respondent_id
        JOIN response_group ON response_group.response_id = response.id
        JOIN stakeholder_group ON stakeholder_group.id = group_id
        JOIN comment ON comment.response_id = response.id AND comment.sort = 0
        JOIN question ON question.id = question_id
        JOIN document ON document.id = document_id"""
    ).fetchone()
    assert row == (
        "interview", "Parish Council", "no", "concern", "Councillor",
        "What would help you most?", "Pasted text",
    )  # fmt: skip


def test_a_letter_may_go_to_an_activity_that_is_there(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session
) -> None:
    paste(qtbot, entry)
    entry.details.title.setText("Letters")
    entry.file()
    paste(qtbot, entry, "Another one\n\nwith two parts")
    box = entry.details.activity
    box.setCurrentIndex(box.findText("Letters"))
    assert not entry.details.title.isVisible()
    with qtbot.waitSignal(entry.filed):
        entry.file()
    listed = planning.activities(clinic.workspace, clinic.exercise_id)
    (letters,) = [each.id for each in listed if each.title == "Letters"]
    assert activities.contents(clinic.workspace, letters).responses == 2


def mail(folder: Path) -> Path:
    message = EmailMessage()
    message["From"] = "Ann Smith <ann@example.org>"
    message["Date"] = "Mon, 03 Mar 2025 10:11:00 +0000"
    message["Subject"] = "The clinic"
    message.set_content("Please see the note.")
    message.add_attachment(b"The bus is late.", maintype="text", subtype="plain", filename="n.txt")
    message.add_attachment(b"x", maintype="image", subtype="png", filename="logo.png")
    path = folder / "letter.eml"
    path.write_bytes(message.as_bytes())
    return path


def test_mail_fills_in_who_and_when_and_offers_its_attachments(
    qtbot: QtBot, entry: DocumentEntry, tmp_path: Path
) -> None:
    drop(entry, mail(tmp_path))
    qtbot.waitUntil(lambda: entry.steps.currentIndex() == 1)
    assert entry.source.text() == "The clinic"
    assert entry.details.title.text() == "Letter: The clinic, 3 March 2025"  # not who wrote
    assert entry.details.date.text() == "3 March 2025"
    (add,) = entry.attachments.findChildren(QPushButton)
    assert add.text() == "Add the text of n.txt"
    add.click()
    qtbot.waitUntil(lambda: len(entry.pieces.kept) == 2)
    assert entry.pieces.kept == ("Please see the note.", "The bus is late.")


def test_word_and_pdf_are_read_from_a_button(
    qtbot: QtBot, entry: DocumentEntry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("From Word")
    made.save(str(tmp_path / "note.docx"))
    monkeypatch.setattr(dialogs, "ask_open", lambda *_, **__: tmp_path / "note.docx")
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(entry.text, Qt.Key.Key_O, control)
    qtbot.waitUntil(lambda: entry.steps.currentIndex() == 1)
    assert entry.pieces.kept == ("From Word",)
    assert entry.details.title.text() == "Letter"
    assert entry.back_button.text() == "Leave this file"


def test_what_cannot_be_read_is_said_and_nothing_is_lost(
    qtbot: QtBot, entry: DocumentEntry, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.docx"
    broken.write_bytes(b"PK\x03\x04nothing")
    drop(entry, broken)
    qtbot.waitUntil(entry.banners.isVisible)
    assert "“broken.docx” is damaged, or no Word document." in said(entry)
    drop(entry, broken, tmp_path)
    assert "one document at a time" in said(entry)
    drop(entry, text="Dropped words")
    assert entry.text.toPlainText() == "Dropped words"
    drop(entry, broken)
    assert "was not opened. File what is here first" in said(entry)
    assert entry.text.toPlainText() == "Dropped words"


def test_the_same_letter_twice_is_noticed_and_asked(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(qtbot, entry)
    entry.details.title.setText("Letters")
    entry.file()
    paste(qtbot, entry)
    assert said(entry).startswith("The same document is in “Letters” already.")
    entry.details.title.setText("Again")
    answers = [False, True]
    monkeypatch.setattr(dialogs, "ask_sure", lambda *_, **__: answers.pop(0))
    entry.file()
    assert len(stored(clinic)) == 2
    entry.file()
    assert len(stored(clinic)) == 4


def test_what_is_typed_is_on_disk_within_a_second(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session
) -> None:
    entry.text.setFocus()
    qtbot.keyClicks(entry.text, "She said")
    qtbot.waitUntil(lambda: bool(drafts.kept(clinic.workspace)))
    (kept,) = drafts.kept(clinic.workspace)
    assert (kept.surface, kept.content) == ("document", {"text": "She said"})


def test_a_split_letter_comes_back_as_it_was(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session
) -> None:
    paste(qtbot, entry)
    entry.pieces.list.setCurrentRow(1)
    entry.pieces.join()
    entry.details.title.setText("Ann's letter")
    entry.details.edited.emit()
    before = entry.pieces.pieces
    qtbot.keyClick(entry, Qt.Key.Key_Escape)

    again = opened(qtbot, clinic)

    qtbot.waitUntil(lambda: again.steps.currentIndex() == 1)
    assert again.pieces.pieces == before
    assert again.details.title.text() == "Ann's letter"
    assert "is here again" in said(again)
    with qtbot.waitSignal(again.filed):
        again.file()
    (document,) = clinic.workspace.connection.execute("SELECT content FROM document").fetchone()
    assert bytes(document).decode() == LETTER


@pytest.mark.parametrize("still_there", [True, False])
def test_a_draft_of_a_file_takes_the_file_again_or_says_that_it_is_gone(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session, tmp_path: Path, still_there: bool
) -> None:
    path = mail(tmp_path)
    data = path.read_bytes()
    entry.take_file(path)
    qtbot.waitUntil(lambda: entry.steps.currentIndex() == 1)
    entry.close()
    if not still_there:
        path.unlink()

    again = opened(qtbot, clinic, tmp_path / "other.txt")

    qtbot.waitUntil(lambda: again.steps.currentIndex() == 1)
    assert again.pieces.kept == ("Please see the note.",)
    if not still_there:
        assert "“letter.eml” is not where it was" in said(again)
    with qtbot.waitSignal(again.filed):
        again.file()
    (kept,) = clinic.workspace.connection.execute("SELECT content FROM document").fetchone()
    assert (bytes(kept) == data) is still_there


def test_starting_anew_forgets_the_draft(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session
) -> None:
    paste(qtbot, entry)
    entry.close()
    again = opened(qtbot, clinic)
    qtbot.waitUntil(lambda: again.steps.currentIndex() == 1)
    again.start_over()
    assert drafts.kept(clinic.workspace) == []
    assert again.steps.currentIndex() == 0
    assert again.text.toPlainText() == ""


def test_a_full_disk_keeps_what_was_entered(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    paste(qtbot, entry)
    entry.details.title.setText("Letters")
    clinic.workspace.connection.execute(
        "PRAGMA max_page_count = 1"
    )  # SQLite takes the present size
    clinic.workspace.connection.execute("PRAGMA cache_size = 10")
    document = documents.from_text("x" * 3_000_000)
    monkeypatch.setattr(entry, "_document", document)
    entry.file()
    assert "The disk is full" in said(entry)
    assert entry.pieces.kept
    clinic.workspace.connection.execute("PRAGMA max_page_count = 1073741823")
    assert workspaces.check(clinic.workspace) == []


def test_collect_offers_it_and_goes_back_to_it_after_a_crash(qtbot: QtBot, clinic: Session) -> None:
    page = CollectPage(clinic)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    drafts.save(clinic.workspace, "document", clinic_uid(clinic), {"text": "She said"})
    page.open_at("document", clinic_uid(clinic))
    (entry,) = page.findChildren(DocumentEntry)
    assert entry.text.toPlainText() == "She said"
    entry.close()
    (card,) = (each for each in page.home.ways.cards if "letter" in each.accessibleName())
    qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    opened_by_card = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, DocumentEntry)
    ]
    (shown,) = [each for each in opened_by_card if each.isVisible()]
    assert shown.text.toPlainText() == "She said"
    shown.close()


def clinic_uid(session: Session) -> str:
    return planning.exercise(session.workspace, session.exercise_id).uid


def test_the_second_letter_goes_to_the_question_of_the_first(
    qtbot: QtBot, entry: DocumentEntry, clinic: Session
) -> None:
    """Here and where the dialog is opened again: never silently to a question of the survey."""
    assert entry.details.question.currentText() == documents.CONVERSATION
    paste(qtbot, entry)
    entry.details.title.setText("Letters")
    entry.file()
    assert entry.details.question.currentText() == documents.CONVERSATION
    again = opened(qtbot, clinic)
    assert again.details.question.currentText() == documents.CONVERSATION
    assert again.details.question.currentData() is not None
