"""The Activities tab: a calendar list, every detail by keyboard, a series, and removing."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from engage_app.domain.activity import Activity, ActivityKind, AgendaItem
from engage_app.services import activities, activity_parts, drafts, places, planning
from engage_app.services import workspace as workspaces
from ui import dialogs
from ui.pages.activity_dialogs import NewActivity, SeriesDialog
from ui.pages.plan_activities import ActivitiesTab
from ui.pages.time_field import read_time
from ui.session import Session
from ui.widgets.entry_grid import EntryGrid

TODAY = date.today()  # noqa: DTZ011 - the tab asks the same


def day(later: int) -> str:
    return (TODAY + timedelta(days=later)).isoformat()


def add(session: Session, title: str, **details: object) -> int:
    kind = ActivityKind.WORKSHOP
    changes = session.act(activities.add_activity, session.exercise_id, kind, title, **details)
    assert changes
    assert changes.created
    return changes.created


@pytest.fixture
def tab(qtbot: QtBot, clinic: Session) -> ActivitiesTab:
    """The tab on screen with the clinic's survey of 2024 and a workshop today."""
    add(clinic, "Village hall", date=day(0), starts_at="18:00", ends_at="20:00", venue="The hall")
    made = ActivitiesTab(clinic)
    qtbot.addWidget(made)
    made.resize(1200, 900)
    made.show()
    qtbot.waitExposed(made)
    made.list.setFocus()
    return made


def saved(tab: ActivitiesTab) -> Activity:
    """The activity chosen, as the workspace has it."""
    assert tab.panel.activity
    return activities.contents(tab.session.workspace, tab.panel.activity.id).activity


def retype(qtbot: QtBot, field: QLineEdit, words: str) -> None:
    """Go into a field, type over what is there, and leave it by Tab."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_activities_stand_under_their_months_and_today_is_chosen(tab: ActivitiesTab) -> None:
    add(tab.session, "Later", date=day(60))
    add(tab.session, "Some day")
    texts = tab.list.texts()
    assert texts[0] == "March 2024"
    assert texts[1].startswith("Online survey, 1 March 2024, Survey")
    assert "24 responses" in texts[1]
    assert f"{TODAY:%B %Y}" in texts
    assert any(", today, Workshop, 18:00–20:00 · The hall" in text for text in texts)
    assert any("still to come" in text for text in texts if text.startswith("Later"))
    assert texts[-2:] == ["No date yet", "Some day, No date yet, Workshop"]
    assert tab.panel.heading.text() == "Village hall"
    assert tab.count.text() == "4 activities, 2 still to come"


def test_the_arrows_skip_the_months(qtbot: QtBot, tab: ActivitiesTab) -> None:
    qtbot.keyClick(tab.list, Qt.Key.Key_Up)
    assert tab.panel.heading.text() == "Online survey"
    qtbot.keyClick(tab.list, Qt.Key.Key_Down)
    assert tab.panel.heading.text() == "Village hall"


def line_of(grid: EntryGrid) -> QLineEdit:
    """The cell that is being typed into."""
    return next(line for line in grid.findChildren(QLineEdit) if line.isVisible())


def enter(qtbot: QtBot, grid: EntryGrid) -> None:
    """Enter; Qt files the cell a moment later."""
    qtbot.keyClick(line_of(grid), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: grid.state() != grid.State.EditingState)


def test_each_detail_is_saved_when_its_field_is_left(qtbot: QtBot, tab: ActivitiesTab) -> None:
    form = tab.panel.form
    retype(qtbot, form.title, "Town hall")
    retype(qtbot, form.ends_at, "8.30 pm")
    retype(qtbot, form.venue, "Market Square")
    retype(qtbot, form.facilitator, "Ann")
    retype(qtbot, form.invited, "30x")
    retype(qtbot, form.attended, "12")
    retype(qtbot, form.date, "3/4/2027")
    found = saved(tab)
    assert (found.title, found.ends_at, found.venue) == ("Town hall", "20:30", "Market Square")
    assert (found.facilitator, found.invited, found.attended) == ("Ann", 30, 12)
    assert found.date == "2027-04-03"
    assert tab.panel.heading.text() == "Town hall"
    for _ in range(7):
        tab.session.undo()
    assert saved(tab).title == "Village hall"
    assert form.attended.text() == ""


def test_kind_format_and_place_are_chosen(qtbot: QtBot, tab: ActivitiesTab) -> None:
    session, form = tab.session, tab.panel.form
    made = session.act(places.add_place, session.exercise_id, "Hilltop")
    assert made
    for box, value in ((form.kind, ActivityKind.MEETING), (form.format, "hybrid")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    form.place.setCurrentIndex(form.place.findData(made.created))
    form.place.activated.emit(form.place.currentIndex())
    found = saved(tab)
    assert (found.kind, found.format, found.place_id) == (
        ActivityKind.MEETING,
        "hybrid",
        made.created,
    )


def test_an_end_before_the_start_is_said_and_kept_to_be_mended(
    qtbot: QtBot, tab: ActivitiesTab
) -> None:
    """Moving both hours must be possible, the start first."""
    form = tab.panel.form
    retype(qtbot, form.starts_at, "21:00")
    assert form.wrong.isVisible()
    assert "can't end at 20:00, before it starts at 21:00" in form.wrong.text()
    assert saved(tab).starts_at == "18:00"
    retype(qtbot, form.venue, "Elsewhere")
    assert saved(tab).venue == "Elsewhere"
    assert form.starts_at.text() == "21:00"

    retype(qtbot, form.ends_at, "22")

    assert not form.wrong.isVisible()
    assert (saved(tab).starts_at, saved(tab).ends_at) == ("21:00", "22:00")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("date", "soon", "“soon” is not a date"), ("starts_at", "25:10", "“25:10” is not a time")],
)
def test_what_is_no_date_or_time_is_said(
    qtbot: QtBot, tab: ActivitiesTab, field: str, typed: str, said: str
) -> None:
    before = saved(tab)
    retype(qtbot, getattr(tab.panel.form, field), typed)
    assert said in tab.panel.form.wrong.text()
    assert saved(tab) == before


def test_a_blank_title_brings_the_old_one_back(qtbot: QtBot, tab: ActivitiesTab) -> None:
    with qtbot.waitSignal(tab.session.failed) as failed:
        retype(qtbot, tab.panel.form.title, " ")
    assert "needs a title" in str(failed.args[0])
    assert tab.panel.form.title.text() == "Village hall"


def test_heads_are_typed_down_the_column(qtbot: QtBot, tab: ActivitiesTab) -> None:
    """Digits begin at once, Enter goes to the next group; more heads than attended is said."""
    grid = tab.panel.heads
    retype(qtbot, tab.panel.form.attended, "6")
    grid.setFocus()
    grid.setCurrentCell(0, 1)
    for row, number in enumerate(("5", "3")):
        QTest.keyClicks(grid, number)
        enter(qtbot, grid)
        assert grid.text(row, 1) == number
        assert grid.currentRow() == row + 1
    assert tab.panel.activity
    session = tab.session
    first, second, *_ = planning.groups(session.workspace, session.exercise_id)
    found = activities.contents(session.workspace, tab.panel.activity.id)
    assert found.headcounts == {first.id: 5, second.id: 3}
    assert tab.panel.total.text() == "8 heads counted in all."
    assert "add up to 8, more than the 6" in tab.panel.cautions.text()
    session.undo()
    assert grid.text(1, 1) == ""


def test_a_head_count_being_typed_is_saved_when_the_page_is_left(
    qtbot: QtBot, tab: ActivitiesTab
) -> None:
    grid = tab.panel.heads
    grid.setFocus()
    grid.setCurrentCell(0, 1)
    QTest.keyClicks(grid, "4")
    assert tab.panel.activity
    key = tab.panel.activity.id

    tab.hide()

    found = activities.contents(tab.session.workspace, key)
    assert list(found.headcounts.values()) == [4]


def type_cell(qtbot: QtBot, tab: ActivitiesTab, row: int, column: int, words: str) -> None:
    grid = tab.panel.agenda
    grid.setFocus()
    grid.setCurrentCell(row, column)
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    qtbot.keyClicks(line_of(grid), words)
    enter(qtbot, grid)


def test_an_agenda_is_typed_moved_and_cut(qtbot: QtBot, tab: ActivitiesTab) -> None:
    def agenda() -> list[tuple[str, int | None]]:
        assert tab.panel.activity
        found = activities.contents(tab.session.workspace, tab.panel.activity.id).agenda
        return [(item.title, item.minutes) for item in found]

    type_cell(qtbot, tab, 0, 0, "Welcome")
    type_cell(qtbot, tab, 1, 0, "Tables")
    type_cell(qtbot, tab, 1, 1, "45")
    assert agenda() == [("Welcome", None), ("Tables", 45)]

    tab.panel.agenda.setCurrentCell(1, 0)
    qtbot.keyClick(tab.panel.agenda, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert agenda() == [("Tables", 45), ("Welcome", None)]

    qtbot.keyClick(tab.panel.agenda, Qt.Key.Key_Delete)
    assert agenda() == [("Welcome", None)]
    tab.session.undo()
    assert agenda() == [("Tables", 45), ("Welcome", None)]


def test_tab_in_the_agenda_goes_on_to_the_minutes(qtbot: QtBot, tab: ActivitiesTab) -> None:
    grid = tab.panel.agenda
    grid.setFocus()
    grid.setCurrentCell(0, 0)
    qtbot.keyClicks(grid, "T")
    qtbot.keyClicks(line_of(grid), "ransport")
    qtbot.keyClick(line_of(grid), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: (grid.currentRow(), grid.currentColumn()) == (0, 1))
    qtbot.keyClicks(grid, "1")
    enter(qtbot, grid)
    assert grid.currentRow() == 1
    assert tab.panel.activity
    found = activities.contents(tab.session.workspace, tab.panel.activity.id).agenda
    assert [(item.title, item.minutes) for item in found] == [("Transport", 1)]


def test_organisations_and_notes_are_saved_when_left(qtbot: QtBot, tab: ActivitiesTab) -> None:
    panel = tab.panel
    panel.organisations.setFocus()
    qtbot.keyClicks(panel.organisations, "Mind")
    qtbot.keyClick(panel.organisations, Qt.Key.Key_Return)
    qtbot.keyClicks(panel.organisations, "Age UK")
    panel.notes.setFocus()
    qtbot.keyClicks(panel.notes, "Good turnout")
    tab.list.setFocus()
    assert panel.activity
    found = activities.contents(tab.session.workspace, panel.activity.id)
    assert found.organisations == ("Age UK", "Mind")
    assert found.activity.notes == "Good turnout"


def test_what_is_typed_is_saved_with_its_own_activity_when_another_is_chosen(
    qtbot: QtBot, tab: ActivitiesTab
) -> None:
    assert tab.panel.activity
    key = tab.panel.activity.id
    tab.panel.notes.setFocus()
    qtbot.keyClicks(tab.panel.notes, "About the hall")

    tab.list.choose(1)  # as a click would; the cursor is still in the notes

    assert activities.contents(tab.session.workspace, key).activity.notes == "About the hall"
    assert tab.panel.notes.toPlainText() == ""
    assert saved(tab).title == "Online survey"
    assert saved(tab).notes == ""


def test_notes_are_a_draft_on_disk_while_they_are_typed(
    qtbot: QtBot, tab: ActivitiesTab, clinic: Session
) -> None:
    """After a crash they stand in the field again; once saved, there is no draft."""
    workspace = clinic.workspace
    tab.panel.notes.setFocus()
    qtbot.keyClicks(tab.panel.notes, "Table three asked")
    qtbot.waitUntil(lambda: bool(drafts.kept(workspace)))
    assert saved(tab).notes == ""

    again = ActivitiesTab(clinic)
    qtbot.addWidget(again)
    with qtbot.waitSignal(clinic.said) as said:
        again.show()
    assert "are here again" in str(said.args)
    assert again.panel.notes.toPlainText() == "Table three asked"
    again.panel.commit()
    assert saved(tab).notes == "Table three asked"
    assert drafts.kept(workspace) == []


def test_what_is_typed_is_saved_before_another_workspace_opens(
    qtbot: QtBot, tab: ActivitiesTab, clinic: Session, tmp_path: Path
) -> None:
    """Its activities bear the same numbers: nothing may be written to them."""
    assert tab.panel.activity
    key, path = tab.panel.activity.id, clinic.workspace.path
    tab.panel.notes.setFocus()
    qtbot.keyClicks(tab.panel.notes, "For the hall")
    other = workspaces.create(tmp_path / "other.engage")
    exercise = planning.add_exercise(other, "Other").created
    assert exercise
    for title in ("One", "Two"):
        activities.add_activity(other, exercise, ActivityKind.MEETING, title)
    other.close()

    assert clinic.open(tmp_path / "other.engage")
    clinic.choose_exercise(exercise)

    assert tab.panel.notes.toPlainText() == ""
    listed = planning.activities(clinic.workspace, exercise)
    assert [each.notes for each in listed] == ["", ""]
    assert clinic.open(path)
    assert activities.contents(clinic.workspace, key).activity.notes == "For the hall"


def test_an_activity_is_added_by_keyboard(qtbot: QtBot, tab: ActivitiesTab) -> None:
    qtbot.keyClick(tab.list, Qt.Key.Key_Insert)
    asking = next(each for each in tab.findChildren(NewActivity) if each.isVisible())
    asking.accept()
    assert asking.wrong.text() == "An activity needs a title."
    qtbot.keyClicks(asking.title, "Chair of the trust")
    asking.kind.setCurrentIndex(asking.kind.findData(ActivityKind.INTERVIEW))
    qtbot.keyClicks(asking.date, "1/2/2027")
    qtbot.mouseClick(asking.done_button, Qt.MouseButton.LeftButton)
    found = saved(tab)
    assert (found.title, found.kind) == ("Chair of the trust", ActivityKind.INTERVIEW)
    assert found.date == "2027-02-01"


def series(tab: ActivitiesTab) -> SeriesDialog:
    tab.ask_series()
    return next(each for each in tab.findChildren(SeriesDialog) if each.isVisible())


def test_a_series_by_rhythm_says_its_last_day(qtbot: QtBot, tab: ActivitiesTab) -> None:
    asking = series(tab)
    asking.more.setValue(2)
    assert asking.coming.text().startswith("2 more activities, the last on ")
    with qtbot.waitSignal(tab.session.said) as said:
        qtbot.mouseClick(asking.done_button, Qt.MouseButton.LeftButton)
    assert said.args == ["2 activities added. Undo takes the series back."]
    listed = planning.activities(tab.session.workspace, tab.session.exercise_id)
    halls = [each.date for each in listed if each.title == "Village hall"]
    assert halls == [day(0), day(7), day(14)]
    assert saved(tab).date == day(7)


def test_a_series_on_given_dates(qtbot: QtBot, tab: ActivitiesTab) -> None:
    asking = series(tab)
    asking.every.setCurrentIndex(3)
    qtbot.keyClicks(asking.typed, "1/3/2027")
    qtbot.keyClick(asking.typed, Qt.Key.Key_Return)
    qtbot.keyClicks(asking.typed, "32/3/2027")
    asking.accept()
    assert "“32/3/2027” is not a date" in asking.wrong.text()
    asking.typed.setPlainText("1/3/2027\n\n5 April 2027")
    asking.accept()
    listed = planning.activities(tab.session.workspace, tab.session.exercise_id)
    assert [each.date for each in listed][-2:] == ["2027-03-01", "2027-04-05"]


def test_an_activity_with_responses_is_kept_and_the_sentence_says_why(
    qtbot: QtBot, tab: ActivitiesTab
) -> None:
    qtbot.keyClick(tab.list, Qt.Key.Key_Up)
    with qtbot.waitSignal(tab.session.failed) as failed:
        qtbot.keyClick(tab.list, Qt.Key.Key_Delete)
    assert "holds 24 responses and 1 import" in str(failed.args[0])


def test_removing_asks_where_something_goes_with_it(
    qtbot: QtBot, tab: ActivitiesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(*words: object, **_: object) -> bool:
        asked.append(str(words[3]))
        return True

    monkeypatch.setattr(dialogs, "ask_sure", answer)
    assert tab.panel.activity
    key = tab.panel.activity.id
    tab.session.act(activity_parts.set_agenda, key, [AgendaItem(0, "Welcome")])
    tab.remove()
    assert asked == ["It takes along its agenda. Undo brings everything back."]
    assert tab.panel.heading.text() == "Online survey"
    tab.session.undo()
    assert "Village hall" in " ".join(tab.list.texts())


def test_an_exercise_without_activities_offers_to_add_one(qtbot: QtBot, tab: ActivitiesTab) -> None:
    session = tab.session
    session.choose_exercise(planning.add_exercise(session.workspace, "Another").created)
    assert tab.empty.isVisible()
    qtbot.mouseClick(tab.empty.action_button, Qt.MouseButton.LeftButton)
    asking = next(each for each in tab.findChildren(NewActivity) if each.isVisible())
    qtbot.keyClicks(asking.title, "First")
    asking.accept()
    assert tab.list.isVisible()
    assert saved(tab).title == "First"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        ("9", "09:00"),
        ("9.30", "09:30"),
        ("0930", "09:30"),
        ("2 pm", "14:00"),
        ("12am", "00:00"),
        ("12:15 p.m.", "12:15"),
        ("24:00", None),
        ("13 pm", None),
        ("noonish", None),
    ],
)
def test_times_are_read_as_officers_write_them(typed: str, read: str | None) -> None:
    assert read_time(typed) == read


def test_a_workshop_leads_to_typing_what_is_said(qtbot: QtBot, tab: ActivitiesTab) -> None:
    activity = saved(tab)
    with qtbot.waitSignal(tab.session.surface_wanted) as wanted:
        tab.panel.capture.click()
    assert wanted.args == ["capture", "workshop", str(activity.id)]
    tab.list.choose(
        next(
            a.id
            for a in planning.activities(tab.session.workspace, tab.session.exercise_id)
            if a.kind is ActivityKind.SURVEY
        )
    )
    assert not tab.panel.capture.isVisible()


def test_that_people_were_drawn_at_random_is_ticked_and_undone(
    qtbot: QtBot, tab: ActivitiesTab
) -> None:
    box = tab.panel.form.sampled
    assert box.text() == "Those asked were drawn at &random"
    assert "chance decided" in box.accessibleDescription()
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Space)
    assert saved(tab).sampled
    tab.session.undo()
    assert not saved(tab).sampled
    assert not box.isChecked()
