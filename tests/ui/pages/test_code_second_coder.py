"""The Second coder tab: a sample drawn, coded blind, compared and settled, with the keyboard."""

from typing import Any

import pytest
from building import Small, add_response, small_exercise
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from engage_app.domain.second_coding import Draw, Strata
from engage_app.services import browsing, codebook, coding, second_coding, worker
from engage_app.services.workspace import Workspace
from ui import dialogs
from ui.pages.code_sample_dialog import SampleDialog
from ui.pages.code_second_coder import SecondCoderTab
from ui.session import Session
from ui.theme import apply_theme

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """A small exercise whose themes have keys; Parking is on its five comments."""
    built = small_exercise(workspace)
    for name, key in (("Parking", "1"), ("Trust", "2")):
        codebook.edit_theme(workspace, built.exercise, built.themes[name], shortcut=key)
    coding.add_coding(workspace, built.comments, built.themes["Parking"])
    return built


@pytest.fixture
def tab(qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch) -> SecondCoderTab:
    """The tab on screen; figures are worked out in this process."""
    monkeypatch.setattr(worker, "apart", worker.here)
    made = SecondCoderTab(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def sample(tab: SecondCoderTab, session: Session, small: Small) -> int:
    """A sample of all five comments, for Sam."""
    made = session.act(second_coding.draw, small.exercise, "", "Sam", Draw(size=5, seed=1))
    assert made is not None
    assert made.created is not None
    return made.created


def press(qtbot: QtBot, *keys: Qt.Key | str) -> None:
    """As an officer does: to whatever has the keyboard."""
    for key in keys:
        now = QApplication.focusWidget()
        assert now is not None
        if isinstance(key, str):
            qtbot.keyClicks(now, key)
        else:
            qtbot.keyClick(now, key)


def themes_on(session: Session, sample: int) -> list[list[str]]:
    """The second coder's themes, comment by comment."""
    names = {each.id: each.name for each in codebook.themes(session.workspace, 1)}
    return [
        [
            names[key]
            for key in second_coding.blind_comment(
                session.workspace, sample, each.comment_id
            ).themes
        ]
        for each in second_coding.comments(session.workspace, sample)
    ]


def done(session: Session, sample: int) -> int:
    return second_coding.sample(session.workspace, sample).done


def code_all(session: Session, sample: int, theme: int) -> None:
    for each in second_coding.comments(session.workspace, sample):
        session.act(second_coding.code, sample, each.comment_id, [theme] if theme else [])
        session.act(second_coding.mark_done, sample, each.comment_id)


def settle_in(qtbot: QtBot, tab: SecondCoderTab, sample: int) -> None:
    """Open the comparison at the disagreements."""
    tab.compare(sample)
    qtbot.waitUntil(lambda: bool(tab.comparing.agreement.sources.text()), timeout=20_000)
    tab.comparing.tabs.setCurrentIndex(1)
    tab.comparing.disagreements.list.setFocus()


def test_without_a_sample_the_tab_says_what_it_is_for(tab: SecondCoderTab) -> None:
    assert tab.pages.currentWidget() is tab.empty
    assert tab.focusProxy() is tab.empty.action_button


def test_a_sample_is_drawn_as_the_dialog_asks(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who, how many, how; the seed is shown, and what so many can tell."""
    seen: dict[str, Any] = {}

    def fill(dialog: SampleDialog) -> int:
        seen["seed"], seen["room"] = dialog.seed.value(), dialog.room.text()
        seen["advice"] = dialog.advice.text()
        dialog.accept()
        seen["fault"] = dialog.wrong.text()
        dialog.coder.setText("Sam")
        dialog.size_box.setValue(3)
        dialog.strata.setCurrentIndex(dialog.strata.findData(Strata.GROUP))
        dialog.accept()
        return dialog.result()

    monkeypatch.setattr(SampleDialog, "exec", fill)
    tab.empty.action_button.click()

    (made,) = second_coding.samples(session.workspace, 1)
    assert (made.coder, made.comments, made.seed) == ("Sam", 3, seen["seed"])
    assert made.method.startswith("stratified random, by stakeholder group")
    assert seen["room"] == "There are 5 comments to draw from."
    assert seen["advice"].startswith("5 comments tell little")
    assert "type your colleague's name" in seen["fault"]
    assert tab.pages.currentWidget() is tab.samples
    assert tab.samples.table.item(0, 2).text() == "0 of 3"  # type: ignore[union-attr]
    assert f"seed {seen['seed']}" in tab.samples.method.text()


def test_a_sample_is_coded_with_the_keyboard_alone(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int
) -> None:
    """Digits, a theme found by typing, Backspace, Enter for the next; and nothing else counts."""
    before = codebook.theme_counts(session.workspace, 1)
    tab.samples.table.setFocus()
    press(qtbot, ENTER)
    assert tab.pages.currentWidget() is tab.coding
    press(qtbot, "1", ENTER)
    press(qtbot, "2", "1", Qt.Key.Key_Backspace, ENTER)
    press(qtbot, "/", "acc", ENTER, ENTER)
    press(qtbot, "2", "2", ENTER)  # on and off again: none fits
    assert done(session, sample) == 4
    press(qtbot, Qt.Key.Key_PageUp, "1")
    assert themes_on(session, sample) == [["Parking"], ["Trust"], ["Access"], ["Parking"], []]
    assert codebook.theme_counts(session.workspace, 1) == before
    assert tab.coding.progress.text() == "4 of 5 coded"


def test_nothing_of_others_is_shown_while_coding(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int, small: Small
) -> None:
    """No theme, proposal, sentiment or count: not in words, nor for a screen reader."""
    session.act(coding.apply_rules, small.exercise)
    tab.code(sample)

    def told() -> str:
        words = [each.text() for each in tab.coding.card.findChildren(QLabel)]
        model = tab.coding.themes.tree.model()
        roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        index = model.index(0, 0)
        while index.isValid():
            for column in range(model.columnCount()):
                if not tab.coding.themes.tree.isColumnHidden(column):
                    cell = index.siblingAtColumn(column)
                    words += [str(cell.data()), *(str(cell.data(role) or "") for role in roles)]
            index = tab.coding.themes.tree.indexBelow(index)
        return " ".join(words).casefold()

    before = told()
    session.act(coding.add_coding, small.comments, small.themes["Trust"])
    tab.coding.reread()
    assert told() == before
    assert not any(word in before for word in ("coded:", "to review", "proposal", "sentiment"))
    assert not tab.coding.card.chips.findChildren(QLabel)


def test_coding_is_left_and_resumed_where_it_was(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int
) -> None:
    tab.code(sample)
    tab.coding.to_comment()
    press(qtbot, "1", ENTER, ENTER, ESCAPE)
    assert tab.pages.currentWidget() is tab.samples
    assert tab.samples.table.hasFocus()
    press(qtbot, ENTER)
    assert tab.coding.card.place.text() == "Comment 3 of 5"
    session.undo()  # the second Enter: that comment isn't done any more
    assert tab.coding.progress.text() == "1 of 5 coded"


def test_retired_themes_are_not_offered(
    tab: SecondCoderTab, session: Session, sample: int, small: Small
) -> None:
    with session.workspace.acting("retire", small.exercise) as action:
        action.update("theme", small.themes["Trust"], {"retired": 1})
    tab.code(sample)
    assert small.themes["Trust"] not in tab.coding.themes.themes
    assert tab.coding.themes.theme_of_key("2") == 0


def test_half_a_sample_is_compared_only_if_that_is_meant(
    tab: SecondCoderTab, session: Session, sample: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = second_coding.comments(session.workspace, sample)[0].comment_id
    session.act(second_coding.mark_done, sample, first)
    asked: list[str] = []
    monkeypatch.setattr(dialogs, "ask_sure", lambda *words, **_: asked.append(words[2]))
    tab.compare(sample)
    assert asked == ["Sam has 4 comments still to code. Compare what is done?"]
    assert tab.pages.currentWidget() is tab.samples
    assert second_coding.to_compare(session.workspace, sample) == 1


def test_agreement_is_shown_by_theme_and_sorted(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int, small: Small
) -> None:
    with session.workspace.acting("more", small.exercise) as action:
        add_response(action, small, view="Not in the sample")
    code_all(session, sample, 0)
    comments = [each.comment_id for each in second_coding.comments(session.workspace, sample)]
    for key in comments[:4]:
        session.act(second_coding.mark_done, sample, key, done=False)
        session.act(second_coding.code, sample, key, [small.themes["Parking"]])
        session.act(second_coding.mark_done, sample, key)
    tab.compare(sample)
    qtbot.waitUntil(lambda: bool(tab.comparing.agreement.sources.text()), timeout=20_000)
    panel = tab.comparing.agreement
    rows = [line.split("\t") for line in panel.as_text().splitlines()]
    assert [row[0] for row in rows] == ["Theme", "Access", "Parking", "Trust"]
    assert rows[2][6:] == ["4", "1", "0", "0"]
    assert rows[2][1:3] == ["80%", "0.000"]  # the first coder never varied
    assert rows[1][2:5] == ["–", "–", "–"]
    assert rows[1][5].startswith("Neither coder used it")
    assert "exactly the same themes on 4 of 5 comments" in panel.reading.text()
    panel.table.sortByColumn(6, Qt.SortOrder.DescendingOrder)
    tab.comparing.copy_button.click()
    assert QApplication.clipboard().text().splitlines()[1].startswith("Parking")


def test_disagreements_are_settled_with_a_key_each(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int, small: Small
) -> None:
    """1 first, 2 second, 3 both, 4 neither; each goes on to the next, and Undo takes it back."""
    parking, trust = small.themes["Parking"], small.themes["Trust"]
    code_all(session, sample, trust)
    settle_in(qtbot, tab, sample)
    panel = tab.comparing.disagreements
    assert panel.count.text().startswith("0 of 5 disagreements settled")
    assert [side.accessibleName() for side in panel.sides] == [
        "The first coder: Parking",
        "Sam: Trust",
    ]
    press(qtbot, "1", "2", "3", "4")
    assert panel.count.text().startswith("4 of 5")
    assert panel.list.currentRow() == 4
    assert [sorted(row.standing) for row in panel.rows] == [
        [parking],
        [trust],
        sorted([parking, trust]),
        [],
        [parking],
    ]
    session.undo()
    assert panel.count.text().startswith("3 of 5")
    assert panel.rows[3].standing == {parking}


def test_a_mixture_is_settled_theme_by_theme(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int, small: Small
) -> None:
    parking, trust = small.themes["Parking"], small.themes["Trust"]
    code_all(session, sample, trust)
    settle_in(qtbot, tab, sample)
    panel = tab.comparing.disagreements
    comment = panel.rows[0].comment_id
    assert {key: box.isChecked() for key, box in panel.ticks.items()} == {
        parking: True,
        trust: False,
    }
    panel.ticks[trust].click()
    panel.as_ticked.click()
    accepted = browsing.comment_rows(session.workspace, [comment])[0].themes
    assert set(accepted) == {"Parking", "Trust"}
    assert panel.list.currentRow() == 1


def test_undoing_the_comparison_leads_back_to_the_samples(
    qtbot: QtBot, tab: SecondCoderTab, session: Session, sample: int
) -> None:
    code_all(session, sample, 0)
    settle_in(qtbot, tab, sample)
    session.undo()
    assert tab.pages.currentWidget() is tab.samples


def test_a_sample_is_removed_and_comes_back(
    tab: SecondCoderTab, session: Session, sample: int
) -> None:
    tab.samples.remove.click()
    assert tab.pages.currentWidget() is tab.empty
    session.undo()
    assert tab.pages.currentWidget() is tab.samples


def test_with_large_text_the_codebook_comes_with_what_is_typed(
    qtbot: QtBot, dressed: QApplication, session: Session, small: Small
) -> None:
    """At 200 %, in a window of 1,000 pixels with its rail, the comment has the room."""
    drawn = session.act(second_coding.draw, small.exercise, "", "Sam", Draw(size=5, seed=1))
    assert drawn is not None
    assert drawn.created is not None
    apply_theme(dressed, "light", 2.0)
    tab = SecondCoderTab(session)
    qtbot.addWidget(tab)
    tab.resize(800, 600)
    tab.show()
    tab.activateWindow()
    qtbot.waitUntil(tab.isActiveWindow)
    assert tab.width() == 800
    tab.code(drawn.created)
    tree = tab.coding.themes.tree
    assert not tree.isVisible()
    tab.coding.to_comment()
    press(qtbot, "/", "tru")
    assert tree.isVisible()
    press(qtbot, ENTER)
    assert themes_on(session, drawn.created)[0] == ["Trust"]
    assert not tree.isVisible()


def test_everything_has_a_name_for_a_screen_reader(tab: SecondCoderTab, sample: int) -> None:
    named = (
        tab.samples.table,
        tab.coding.card.text,
        tab.coding.themes.tree,
        tab.coding.themes.search,
        tab.coding.bar,
        tab.comparing.agreement.table,
        tab.comparing.disagreements.list,
    )
    assert all(widget.accessibleName() for widget in named)
