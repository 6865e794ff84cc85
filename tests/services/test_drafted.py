"""The officer's edits of drafted text: kept, in step with the figures, undoable, never unseen."""

from dataclasses import replace

import pytest
from heard import Heard

from engage_app.domain.cover import CoverDetails
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Bullets, Paragraph, Report
from engage_app.errors import NotPossible
from engage_app.services import covers, drafted
from engage_app.services import workspace as workspaces
from engage_app.services.paper.edits import DraftedText
from engage_app.services.workspace import Workspace

REACH = "engagement.reach"


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Residents")
    built.theme("Parking")
    for number in range(9):
        _resident(built, number)
    return built


def _resident(heard: Heard, number: int) -> None:
    says = {f"There is nowhere to park near the clinic on a market day {number}": ["Parking"]}
    heard.respond("Residents", position="concern", says=says)


def text(heard: Heard, key: str) -> DraftedText:
    found = {one.key: one for one in drafted.texts(heard.workspace, heard.exercise)}
    return found[key]


def printed(heard: Heard) -> Report:
    return covers.planned_report(heard.workspace, heard.exercise)


def said(report: Report) -> list[str]:
    lines: list[str] = []
    for block in report.blocks:
        match block:
            case Paragraph():
                lines.append(block.text)
            case Bullets():
                lines += block.items
    return lines


def test_every_drafted_text_has_a_key_of_its_own(heard: Heard) -> None:
    found = drafted.texts(heard.workspace, heard.exercise)
    assert len({one.key for one in found}) == len(found) > 10
    assert all(one.shown == one.drafted and one.edited is None for one in found)
    assert {"cover.executive_summary", "outcome.concern", REACH} <= {one.key for one in found}


def test_an_edit_is_printed_and_undo_takes_it_back(heard: Heard) -> None:
    before = text(heard, REACH).drafted
    drafted.edit(heard.workspace, heard.exercise, REACH, f"{before} Most came twice.")
    assert f"{before} Most came twice." in said(printed(heard))
    workspaces.undo(heard.workspace)
    assert before in said(printed(heard))
    workspaces.redo(heard.workspace)
    drafted.restore(heard.workspace, heard.exercise, REACH)
    assert before in said(printed(heard))


def test_figures_in_an_edited_text_follow_the_data(heard: Heard) -> None:
    before = text(heard, REACH).drafted
    assert "9 respondents" in before
    edited = before.replace("took part", "came forward") + " We thank them."
    drafted.edit(heard.workspace, heard.exercise, REACH, edited)
    _resident(heard, 9)
    found = text(heard, REACH)
    assert found.shown == "In all, 10 respondents came forward, each for themselves. We thank them."
    assert not found.stale
    assert found.shown in said(printed(heard))


def test_a_text_whose_words_both_changed_is_stale_and_tells_both(heard: Heard) -> None:
    before = text(heard, REACH).drafted
    edited = before.replace("9 respondents", "nine people")
    drafted.edit(heard.workspace, heard.exercise, REACH, edited)
    _resident(heard, 9)
    found = text(heard, REACH)
    assert found.stale
    assert "nine people" in found.shown
    assert [(one.before, one.now, one.yours) for one in found.clashes] == [
        ("9 respondents", "10 respondents", "nine people")
    ]
    drafted.edit(heard.workspace, heard.exercise, REACH, found.shown.replace("nine", "ten"))
    assert not text(heard, REACH).stale


def test_a_stricter_rule_hides_the_figure_in_an_edited_text_too(heard: Heard) -> None:
    drafted.edit(
        heard.workspace, heard.exercise, REACH, text(heard, REACH).drafted + " We thank them."
    )
    plan = covers.plan(heard.workspace, heard.exercise)
    strict = replace(plan, rule=DisclosureRule(20))
    covers.save_plan(heard.workspace, heard.exercise, strict)
    shown = text(heard, REACH).shown
    assert "9" not in shown
    assert shown.endswith("We thank them.")


def test_figures_that_no_table_prints_are_told(heard: Heard) -> None:
    before = text(heard, REACH).drafted
    drafted.edit(heard.workspace, heard.exercise, REACH, f"{before} Another 37 sent regrets.")
    assert text(heard, REACH).unknown == ("37",)
    assert text(heard, "outcome.concern").unknown == ()


def test_the_executive_summary_is_edited_like_any_text(heard: Heard) -> None:
    key = "cover.executive_summary"
    drafted.edit(heard.workspace, heard.exercise, key, "In short: " + text(heard, key).drafted)
    assert dict(printed(heard).cover)["Executive summary"].startswith("In short: The engagement")
    own = covers.ReportPlan(CoverDetails(executive_summary="The officer's own."))
    covers.save_plan(heard.workspace, heard.exercise, own)
    assert dict(printed(heard).cover)["Executive summary"] == "The officer's own."


def test_lines_are_paragraphs_and_an_empty_text_is_not_printed(heard: Heard) -> None:
    drafted.edit(heard.workspace, heard.exercise, REACH, "One line.\nAnother line.")
    lines = said(printed(heard))
    assert lines.index("Another line.") == lines.index("One line.") + 1
    drafted.edit(heard.workspace, heard.exercise, REACH, "")
    assert "One line." not in said(printed(heard))
    assert text(heard, REACH).edited == ""


def test_an_edit_of_bullets_is_kept_line_by_line(heard: Heard) -> None:
    heard.theme("Trust")
    for number in range(9):
        heard.respond("Residents", position="welcomed", says={f"I trust them {number}": ["Trust"]})
    before = text(heard, "outcome.concerns").drafted
    drafted.edit(heard.workspace, heard.exercise, "outcome.concerns", f"{before}\nA second one")
    lists = [block.items for block in printed(heard).blocks if isinstance(block, Bullets)]
    assert (before, "A second one") in lists


def test_an_edit_of_a_text_no_longer_drafted_is_kept_and_listed(heard: Heard) -> None:
    drafted.edit(heard.workspace, heard.exercise, "conclusion.use", "Our own conclusion.")
    plan = covers.plan(heard.workspace, heard.exercise)
    covers.save_plan(heard.workspace, heard.exercise, replace(plan, left_out=("conclusion",)))
    found = text(heard, "conclusion.use")
    assert found.gone
    assert found.edited == "Our own conclusion."
    assert "Our own conclusion." not in said(printed(heard))
    covers.save_plan(heard.workspace, heard.exercise, plan)
    assert "Our own conclusion." in said(printed(heard))


def test_writing_what_is_drafted_is_no_edit(heard: Heard) -> None:
    today = text(heard, REACH).drafted
    drafted.edit(heard.workspace, heard.exercise, REACH, "Something else.")
    drafted.edit(heard.workspace, heard.exercise, REACH, f" {today} ")
    assert text(heard, REACH).edited is None


def test_only_texts_of_the_paper_are_edited(heard: Heard) -> None:
    with pytest.raises(NotPossible):
        drafted.edit(heard.workspace, heard.exercise, "nowhere", "x")
