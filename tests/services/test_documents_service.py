"""A letter becomes comments of one response, and is kept as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from building import Small, contents, made

from engage_app.domain.activity import ActivityKind
from engage_app.errors import NotPossible
from engage_app.services import activities, documents, drafts, planning
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
