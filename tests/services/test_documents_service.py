"""A letter becomes comments of one response, and is kept as it was."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from building import Small, contents, made

from engage_app.domain.activity import ActivityKind
from engage_app.domain.form_logic import shown
from engage_app.errors import NotPossible
from engage_app.services import (
    activities,
    contributing,
    documents,
    drafts,
    planning,
    questionnaire,
)
from engage_app.services import workspace as workspaces
from engage_app.services.documents import Filing

LETTER = "The bus is late.\n\nThe ramp is steep.\n"


@pytest.fixture
def filing(small: Small) -> Filing:
    return Filing(
        ("The bus is late.", " The ramp is steep. "),
        kind=ActivityKind.CORRESPONDENCE,
        title="Letter of the parish council",
        date="2026-03-01",
        groups=(small.groups["Residents"],),
        position="concern",
        organisation=" Parish  Council ",
        consent="yes",
    )


def test_a_letter_is_filed_as_one_action(small: Small, filing: Filing, tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    document = documents.read(path)
    workspace, before = small.workspace, contents(small.workspace)
    drafts.save(workspace, "document", "entry", {"text": "typed"})

    key = made(
        documents.file_document(
            workspace, small.exercise, document, filing, draft=("document", "entry")
        )
    )

    row = workspace.connection.execute(
        """SELECT activity.kind, activity.title, activity.date, respondent.kind, organisation,
            consent, position, position_origin, captured_by, submitted_at, file_name, content,
            sha256
        FROM response JOIN activity ON activity.id = response.activity_id
        JOIN respondent ON respondent.id = respondent_id
        JOIN document ON document.id = document_id WHERE response.id = ?""",
        [key],
    ).fetchone()
    assert row == (
        "correspondence", "Letter of the parish council", "2026-03-01", "organisation",
        "Parish Council", "yes", "concern", "officer", "Test Officer", "2026-03-01",
        "letter.txt", path.read_bytes(), document.sha256,
    )  # fmt: skip
    said = "SELECT text FROM comment WHERE response_id = ? ORDER BY sort"
    assert workspace.connection.execute(said, [key]).fetchall() == [
        ("The bus is late.",),
        ("The ramp is steep.",),
    ]
    tags = "SELECT group_id FROM response_group WHERE response_id = ?"
    assert workspace.connection.execute(tags, [key]).fetchall() == [(filing.groups[0],)]
    assert drafts.kept(workspace) == []
    assert workspaces.check(workspace) == []

    after = contents(workspace)
    workspaces.undo(workspace)
    assert {**contents(workspace), "record_version": []} == {**before, "record_version": []}
    workspaces.redo(workspace)
    assert {**contents(workspace), "record_version": []} == {**after, "record_version": []}


def test_letters_answer_one_question_of_the_exercise(small: Small, filing: Filing) -> None:
    for text in ("One", "Two"):
        document = documents.from_text(text)
        documents.file_document(
            small.workspace, small.exercise, document, replace(filing, comments=(text,))
        )
    names = [each.label for each in documents.text_questions(small.workspace, small.exercise)]
    assert names.count(documents.CONVERSATION) == 1


def test_the_questionnaire_never_asks_what_was_made_for_letters_and_workshops(
    small: Small, filing: Filing
) -> None:
    """Neither on the screen, on paper nor in the XLSForm; letters and workshops still offer it."""
    workspace, exercise = small.workspace, small.exercise
    before = planning.questions(workspace, exercise)
    documents.file_document(workspace, exercise, documents.from_text("One"), filing)
    contributing.add_question(workspace, exercise, "What of the buses?")
    listed = planning.questions(workspace, exercise)
    asked = shown(listed, {}, today=date(2026, 3, 1))
    assert asked == shown(before, {}, today=date(2026, 3, 1))
    made = [each for each in listed if each not in before]
    assert [each.label for each in made] == [documents.CONVERSATION, "What of the buses?"]
    assert all(each.retired for each in made)  # an XLSForm leaves those out
    offered = contributing.open_questions(workspace, exercise)
    assert set(made) <= set(offered)
    assert set(made) <= set(documents.text_questions(workspace, exercise))


def test_a_question_retired_by_the_officer_is_not_offered(small: Small) -> None:
    workspace, exercise = small.workspace, small.exercise
    questionnaire.remove(workspace, exercise, [small.questions["more"]])
    offered = [each.id for each in documents.text_questions(workspace, exercise)]
    assert small.questions["more"] not in offered


def test_the_next_letter_answers_what_the_last_one_did(small: Small, filing: Filing) -> None:
    workspace, exercise = small.workspace, small.exercise
    assert documents.usual_question(workspace, exercise) is None
    documents.file_document(workspace, exercise, documents.from_text("One"), filing)
    own = documents.own_question(workspace, exercise)
    assert documents.usual_question(workspace, exercise) == own is not None
    survey = replace(filing, question_id=small.questions["more"])
    documents.file_document(workspace, exercise, documents.from_text("Two"), survey)
    assert documents.usual_question(workspace, exercise) == small.questions["more"]
    workspaces.undo(workspace)
    assert documents.usual_question(workspace, exercise) == own


def test_a_letter_may_go_to_an_activity_and_a_question_that_are_there(
    small: Small, filing: Filing
) -> None:
    activity, question = small.activities["workshop"], small.questions["more"]
    chosen = replace(filing, activity_id=activity, question_id=question, title="")
    document = documents.from_text(LETTER)
    documents.file_document(small.workspace, small.exercise, document, chosen)
    assert activities.contents(small.workspace, activity).responses == 3
    assert len(planning.activities(small.workspace, small.exercise)) == 2


def test_the_same_document_twice_is_noticed(small: Small, filing: Filing) -> None:
    document = documents.from_text(LETTER)
    documents.file_document(small.workspace, small.exercise, document, filing)
    (before,) = documents.filed_before(small.workspace, small.exercise, document)
    assert before.activity == "Letter of the parish council"
    assert documents.original(small.workspace, before.id) == LETTER.encode()
    with pytest.raises(NotPossible, match="in “Letter of the parish council” already"):
        documents.file_document(small.workspace, small.exercise, document, filing)
    documents.file_document(small.workspace, small.exercise, document, filing, again=True)
    assert len(documents.filed_before(small.workspace, small.exercise, document)) == 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"comments": (" ",)}, "No paragraph is left"),
        ({"title": " "}, "needs a title"),
        ({"date": "2026-02-30"}, "is not a date"),
        ({"position": "sideways"}, "position is not in this exercise"),
        ({"groups": (999,)}, "stakeholder group is not in this exercise"),
        ({"activity_id": 999}, "activity is not in this exercise"),
        ({"question_id": 999}, "question is not in this exercise"),
    ],
)
def test_what_cannot_be_filed_leaves_nothing_behind(
    small: Small, filing: Filing, change: dict[str, object], said: str
) -> None:
    before = contents(small.workspace)
    wrong = replace(filing, **change)  # type: ignore[arg-type]
    with pytest.raises(NotPossible, match=said):
        documents.file_document(small.workspace, small.exercise, documents.from_text(LETTER), wrong)
    assert contents(small.workspace) == before


def test_an_original_that_is_gone_gets_a_sentence(small: Small) -> None:
    with pytest.raises(NotPossible, match="no longer in this workspace"):
        documents.original(small.workspace, 99)


def test_the_original_is_saved_as_it_was_under_a_name_without_folders(
    small: Small, filing: Filing, tmp_path: Path
) -> None:
    document = documents.from_text(LETTER)
    key = made(documents.file_document(small.workspace, small.exercise, document, filing))
    found = documents.original_of(small.workspace, key)
    assert found
    assert documents.name_of(found) == "Pasted text.txt"
    assert documents.name_of(replace(found, file_name="..\\..\\a/letter.docx")) == "letter.docx"
    assert documents.name_of(replace(found, file_name="..")) == "original"
    written = documents.save_original(small.workspace, found.id, tmp_path / "out.txt")
    assert written.read_bytes() == document.data
    with pytest.raises(NotPossible, match="isn't there"):
        documents.save_original(small.workspace, found.id, tmp_path / "gone" / "out.txt")
    assert documents.original_of(small.workspace, small.responses[0]) is None
