"""The pre-flight: every blank and weak spot, with what to do and where."""

import gc
import weakref

import pytest
from building import Small
from heard import Heard

from engage_app.domain.answers import AnswerStatus
from engage_app.domain.checks import Remark, Severity
from engage_app.domain.cover import CoverDetails, ForumRecord
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.scope import FindingFilter, FindingWanted
from engage_app.services import (
    answers,
    covers,
    drafted,
    planning,
    preflight,
    redacting,
    reporting,
    saved_findings,
)
from engage_app.services.covers import ReportPlan
from engage_app.services.paper.cover import LABELS
from engage_app.services.workspace import Workspace
from storage import frames

FULL = CoverDetails(
    **{name: f"{name} 1" for name in LABELS if name not in {"forums", "confidential"}},
    confidential="No",
    forums=(ForumRecord("Executive", "1 May 2024", "Supported"),),
)


def found(workspace: Workspace, exercise_id: int) -> tuple[Remark, ...]:
    """The remarks without those on the files."""
    return preflight.of_paper(workspace, exercise_id, drafted.made(workspace, exercise_id))


def of_page(remarks: tuple[Remark, ...], page: str) -> list[Remark]:
    """Those that are seen to there."""
    return [remark for remark in remarks if remark.page.startswith(page)]


@pytest.fixture
def raised(workspace: Workspace) -> Heard:
    """Ten residents on parking."""
    made = Heard(workspace)
    made.group("Residents", planned=10)
    made.group("Carers", planned=5)
    made.theme("Parking")
    for number in range(10):
        made.respond(
            "Residents", position="concern", says={f"Nobody can park {number}.": ["Parking"]}
        )
    return made


def test_every_blank_of_the_cover_is_a_fault(small: Small) -> None:
    """Each names its field and leads to it; a filled cover leaves none."""
    workspace, exercise = small.workspace, small.exercise
    blanks = reporting.blanks(workspace, exercise)
    listed = of_page(found(workspace, exercise), "report.cover.")
    faults = [each for each in listed if each.severity is Severity.FAULT]
    assert [each.what.split("”")[0].strip("“") for each in faults] == blanks
    assert "report.cover.agenda_item" in {each.page for each in faults}
    assert "report.cover.recommendations" in {each.page for each in listed}
    covers.save_plan(workspace, exercise, ReportPlan(FULL))
    assert of_page(found(workspace, exercise), "report.cover.") == []


def test_a_forum_without_its_outcome_is_a_fault(small: Small) -> None:
    covers.save_plan(
        small.workspace, small.exercise, ReportPlan(CoverDetails(forums=(ForumRecord("Board"),)))
    )
    (remark,) = of_page(found(small.workspace, small.exercise), "report.cover.forums")
    assert "“Board”" in remark.what


def test_faults_come_first(small: Small) -> None:
    """And each says what to do about it."""
    remarks = found(small.workspace, small.exercise)
    weights = [remark.severity for remark in remarks]
    assert weights == sorted(weights, key=lambda one: one is not Severity.FAULT)
    assert {Severity.FAULT, Severity.ADVICE} == set(weights)
    assert all(remark.action.endswith(".") and remark.page for remark in remarks)


def test_dates_proposal_and_purpose_of_the_exercise(small: Small) -> None:
    """What is missing is asked for, and no more once it is there."""
    workspace, exercise = small.workspace, small.exercise
    planning.edit_exercise(workspace, exercise, opens_on="", closes_on="", proposal="", purpose="")
    assert len(of_page(found(workspace, exercise), "plan.exercise")) == 4
    planning.edit_exercise(
        workspace,
        exercise,
        opens_on="2024-03-01",
        closes_on="2024-03-31",
        proposal="Move",
        purpose="To hear",
    )
    assert of_page(found(workspace, exercise), "plan.exercise") == []


def test_hiding_nothing_is_a_fault(small: Small) -> None:
    covers.save_plan(small.workspace, small.exercise, ReportPlan(rule=DisclosureRule(1)))
    assert of_page(found(small.workspace, small.exercise), "report.contents")


def test_comments_without_a_theme(raised: Heard) -> None:
    """A tenth of them is a weak spot, more a fault; each leads to those comments."""
    workspace, exercise = raised.workspace, raised.exercise
    assert of_page(found(workspace, exercise), "code.uncoded") == []
    raised.respond("Residents", says={"And the buses?": []})
    (remark,) = of_page(found(workspace, exercise), "code.uncoded")
    assert remark.what.startswith("1 of 11 comments has no theme yet")
    assert remark.severity is Severity.ADVICE
    raised.respond("Residents", says={"And the trains?": []})
    (remark,) = of_page(found(workspace, exercise), "code.uncoded")
    assert remark.severity is Severity.FAULT


def test_personal_details_are_searched_for_and_decided_on(raised: Heard) -> None:
    """Not searched is a fault; so is what was found and waits."""
    workspace, exercise = raised.workspace, raised.exercise
    raised.respond("Residents", says={"Ring me on 07700 900123 any day.": ["Parking"]})
    (remark,) = of_page(found(workspace, exercise), "code.details")
    assert "not searched" in remark.what
    redacting.propose(workspace, exercise)
    (remark,) = of_page(found(workspace, exercise), "code.details")
    assert remark.what.startswith("1 personal detail was found")
    redacting.accept_all(workspace, exercise)
    assert of_page(found(workspace, exercise), "code.details") == []


def test_groups_planned_and_not_heard(raised: Heard) -> None:
    (remark,) = of_page(found(raised.workspace, raised.exercise), "plan.groups")
    assert remark.what == "1 group planned for, and not heard: Carers."


def test_main_themes_want_an_answer_with_an_owner_and_a_date(raised: Heard) -> None:
    """What could not be done needs neither."""
    workspace, exercise, theme = raised.workspace, raised.exercise, raised.themes["Parking"]
    (remark,) = of_page(found(workspace, exercise), "report.answers")
    assert remark.page == f"report.answers.{theme}"
    assert "100%" in remark.what
    made = answers.add(workspace, exercise, theme, answer="Forty places are added.").created
    (remark,) = of_page(found(workspace, exercise), "report.answers")
    assert "no owner and no date" in remark.what
    answers.change(workspace, exercise, made or 0, status=AnswerStatus.COULD_NOT)
    assert of_page(found(workspace, exercise), "report.answers") == []


def test_edited_texts_that_the_data_have_overtaken(raised: Heard) -> None:
    """Figures that changed under an edit are a fault; figures no table prints a weak spot."""
    workspace, exercise = raised.workspace, raised.exercise
    text = next(
        one for one in drafted.texts(workspace, exercise) if "10 respondents" in one.drafted
    )
    edited = text.drafted.replace("10 respondents", "ten of 4,321 respondents")
    drafted.edit(workspace, exercise, text.key, edited)
    (remark,) = of_page(found(workspace, exercise), "report.text")
    assert remark.page == f"report.text.{text.key}"
    assert "4,321" in remark.what
    raised.respond("Residents", position="concern", says={"Parking again.": ["Parking"]})
    faults = [
        each
        for each in of_page(found(workspace, exercise), "report.text")
        if each.severity is Severity.FAULT
    ]
    assert "11" in faults[0].what


def test_a_figure_of_the_officers_own_that_the_draft_has_left_behind(raised: Heard) -> None:
    """The figure and what it is now, not the paragraph."""
    workspace, exercise = raised.workspace, raised.exercise
    text = next(
        one for one in drafted.texts(workspace, exercise) if "10 respondents" in one.drafted
    )
    drafted.edit(workspace, exercise, text.key, f"{text.drafted} Of the 10, seven came by bus.")
    raised.respond("Residents", position="concern", says={"Parking again.": ["Parking"]})
    remarks = of_page(found(workspace, exercise), "report.text")
    said = [each.what for each in remarks if each.severity is Severity.FAULT]
    assert said == ["You also wrote 10; the draft now says 11."]


def test_a_saved_finding_that_cannot_be_printed_is_told(raised: Heard) -> None:
    """It is marked for the report, and the filter leaves two people."""
    workspace, exercise = raised.workspace, raised.exercise
    for number in range(2):
        raised.respond("Carers", says={f"Carers can't park {number}.": ["Parking"]})
    group = next(one for one in planning.groups(workspace, exercise) if one.name == "Carers")
    wanted = FindingWanted("themes", FindingFilter(group=group.uid))
    saved_findings.save(workspace, exercise, "Of carers", wanted, in_report=True)
    (remark,) = of_page(found(workspace, exercise), "findings")
    assert remark.what.startswith(
        "The saved finding “Of carers” is not printed: fewer than 5 respondents are left"
    )


def test_nobody_coded_a_sample_again(raised: Heard) -> None:
    (remark,) = of_page(found(raised.workspace, raised.exercise), "code.second coder")
    assert remark.severity is Severity.ADVICE


def test_no_section_at_all_is_a_fault(raised: Heard) -> None:
    """The paper can't be made; the pre-flight says so and goes on."""
    left_out = tuple(key for key, _ in reporting.SECTIONS)
    covers.save_plan(raised.workspace, raised.exercise, ReportPlan(left_out=left_out))
    remarks = preflight.preflight(raised.workspace, raised.exercise)
    assert remarks[0].action == "Tick at least one section."
    assert len(remarks) > 10


def test_the_files_are_looked_at_too(raised: Heard) -> None:
    """Told in the same list, with progress from beginning to end."""
    told: list[float] = []
    remarks = preflight.preflight(
        raised.workspace, raised.exercise, lambda done, total: told.append(done / total)
    )
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert set(found(raised.workspace, raised.exercise)) <= set(remarks)


def test_what_was_read_for_the_paper_is_not_read_again(
    raised: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large exercise takes seconds to read; the pre-flight of a paper just made takes none."""
    paper = drafted.made(raised.workspace, raised.exercise)
    alone = preflight.of_paper(raised.workspace, raised.exercise, paper)

    def never(*_given: object, **_more: object) -> None:
        raise AssertionError("read again")

    for reading in ("responses", "comments", "codings"):
        monkeypatch.setattr(frames, reading, never)
    assert preflight.of_paper(raised.workspace, raised.exercise, paper) == alone


def test_a_paper_let_go_of_takes_what_was_read_along(raised: Heard) -> None:
    """At once, without Python looking for rings: that would hold the window up."""
    paper = drafted.made(raised.workspace, raised.exercise)
    assert paper.material.voices.quotes is not None
    read = weakref.ref(paper.material)
    gc.collect()
    gc.disable()
    try:
        del paper
        assert read() is None
    finally:
        gc.enable()
