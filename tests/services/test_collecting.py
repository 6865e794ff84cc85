"""Questionnaires filled in on this computer become responses like imported ones."""

import pytest
from building import Small

from engage_app.errors import NotPossible
from engage_app.services import browsing, collecting, drafts, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


def file(small: Small, answers: dict[str, object], **more: object) -> int:
    changes = collecting.file_response(
        small.workspace,
        small.activities["survey"],
        answers,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )
    assert changes.created is not None
    return changes.created


def test_a_filled_in_questionnaire_is_tagged_by_its_answers(small: Small) -> None:
    """The tagging rules count for it as for an imported response; words are kept as given."""
    tagging.set_group_rule(small.workspace, small.choices["Surgery"], small.groups["Surgeries"])
    tagging.set_position_rule(small.workspace, small.choices["Agree"], "welcomed")
    said = "  I’d come by bus.\n=1+1  "
    response = file(small, {"role": "Surgery", "stand": "Agree", "view": said, "more": None})
    assert tagging.groups_of(small.workspace, [response]) == {small.groups["Surgeries"]}
    read = small.workspace.connection.execute
    assert read(
        "SELECT position, position_origin, captured_by <> '', captured_at <> ''"
        " FROM response WHERE id = ?", [response],
    ).fetchone() == ("welcomed", "question", 1, 1)  # fmt: skip
    assert read("SELECT text FROM comment WHERE response_id = ?", [response]).fetchall() == [
        (said.strip(),)
    ]


def test_answers_keep_their_three_states(small: Small) -> None:
    """Answered has its choice, skipped an empty row, not shown none; another text stays a text."""
    skipped = file(small, {"role": None})
    other = file(small, {"role": "Neighbour"})
    rows = small.workspace.connection.execute(
        "SELECT response_id, question_id, choice_id, text FROM answer WHERE response_id IN (?, ?)",
        [skipped, other],
    ).fetchall()
    assert rows == [
        (skipped, small.questions["role"], None, None),
        (other, small.questions["role"], None, "Neighbour"),
    ]


def test_filing_forgets_the_draft_and_undo_takes_the_response_back(small: Small) -> None:
    """The draft goes in the transaction that files: nothing is there twice, or not at all."""
    drafts.save(small.workspace, "paper", "1", {"view": "Half a sen"})
    before = len(browsing.response_ids(small.workspace, small.exercise))
    file(small, {"view": "Half a sentence."}, draft=("paper", "1"))
    assert drafts.load(small.workspace, "paper", "1") is None
    assert len(browsing.response_ids(small.workspace, small.exercise)) == before + 1
    workspaces.undo(small.workspace)
    assert len(browsing.response_ids(small.workspace, small.exercise)) == before


def test_drafts_outlive_the_window(small: Small, workspace: Workspace) -> None:
    """A draft is in the file: the last one of a surface, latest first, until it is cleared."""
    drafts.save(workspace, "workshop", "7", {"text": "one"})
    drafts.save(workspace, "document", "", {"text": "letter"})
    drafts.save(workspace, "workshop", "7", {"text": "one and two"})
    again = workspaces.open_workspace(workspace.path)
    assert [draft.content["text"] for draft in drafts.kept(again)] == ["one and two", "letter"]
    drafts.clear(again, "workshop", "7")
    again.close()
    assert drafts.load(workspace, "workshop", "7") is None


def test_an_activity_that_is_gone_gets_a_sentence(small: Small) -> None:
    with pytest.raises(NotPossible, match="no longer in this workspace"):
        collecting.file_response(small.workspace, 999, {})
