"""A later export of the same survey: what changed is shown first, and updated where wanted."""

from pathlib import Path

import pytest
from clinic_survey import ROWS, column, counts, write

from engage_app.domain.coding import Span
from engage_app.errors import NotPossible
from engage_app.services import coding, importing, planning
from engage_app.services import workspace as workspaces
from engage_app.services.importing import ChangedAnswer, ImportResult
from engage_app.services.workspace import Workspace
from storage import trail

GROUP, VIEW, MATTER, SCORE, PLACE, AGE, ORGANISATION, QUOTE, EMAIL, WHY = range(2, 12)


@pytest.fixture
def exercise_id(workspace: Workspace, tmp_path: Path) -> int:
    """The exercise, with the survey of five responses in it."""
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    survey = importing.inspect(write(tmp_path / "s.csv"))
    importing.run_import(workspace, created, survey)
    return created


def later(tmp_path: Path, changes: dict[tuple[int, int], str], *more: list[str]) -> Path:
    """The export again, with some cells (response from 0, column) otherwise, and more rows."""
    rows = [list(row) for row in ROWS]
    for (row, cell), text in changes.items():
        rows[row][cell] = text
    return write(tmp_path / "later.csv", [*rows, *more])


def update(workspace: Workspace, exercise_id: int, path: Path) -> ImportResult:
    return importing.run_import(workspace, exercise_id, importing.inspect(path), update=True)


def put_theme(workspace: Workspace, exercise_id: int, name: str) -> int:
    with workspace.acting("theme", exercise_id) as action:
        row = {"uid": name, "exercise_id": exercise_id, "name": name}
        return action.insert("theme", row)


def code(
    workspace: Workspace, comment: int, theme: int, span: tuple[int, int] | None = None
) -> int:
    """Put a theme on the n-th comment by hand; returns the coding's id."""
    key = column(workspace, "SELECT id FROM comment ORDER BY id")[comment]
    passage = Span(*span) if span else None
    created = coding.add_coding(workspace, [key], theme, passage).created
    assert created
    return created


def test_what_changed_is_shown_before_anything_is_written(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Each question with its answers before and after; of equality answers only that they did."""
    path = later(
        tmp_path,
        {(0, MATTER): "Cost;Parking;", (0, WHY): "Later words", (1, AGE): "65+", (2, SCORE): "0"},
        ["06", *ROWS[0][1:]],
    )
    before = counts(workspace)

    found = importing.compare(workspace, exercise_id, importing.inspect(path))

    assert found.summary == "1 new, 2 as before, 3 changed"
    assert [(each.row, each.source_id) for each in found.changed] == [
        (2, "01"), (3, "02"), (4, "03"),
    ]  # fmt: skip
    assert found.changed[0].answers == (
        ChangedAnswer("Which matter to you?", "Cost; Travel", "Cost; Parking"),
        ChangedAnswer("Please tell us why", "“Parking”\nis   bad 👍🏽", "Later words"),
    )
    assert found.changed[1].answers == (ChangedAnswer("Age group", "kept apart", "kept apart"),)
    assert found.changed[2].answers == (ChangedAnswer("Score", "", "0"),)
    assert counts(workspace) == before


def test_changed_responses_are_left_alone_unless_wanted(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    path = later(tmp_path, {(0, WHY): "Later words"})

    result = importing.run_import(workspace, exercise_id, importing.inspect(path))

    assert not result.changes
    assert (result.added, result.unchanged, result.changed, result.updated) == (0, 4, 1, 0)
    assert "1 changed since" in result.summary
    assert "Later words" not in column(workspace, "SELECT text FROM comment")


def test_the_same_file_twice_changes_nothing(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Not the first file again with updates wanted, nor the later one after its update."""
    assert not update(workspace, exercise_id, tmp_path / "s.csv").changes
    path = later(tmp_path, {(0, WHY): "Later", (1, SCORE): "9", (4, AGE): "65+", (0, EMAIL): ""})
    assert update(workspace, exercise_id, path).updated == 3
    before = counts(workspace)

    again = update(workspace, exercise_id, path)

    assert not again.changes
    assert (again.added, again.unchanged, again.updated) == (0, 5, 0)
    assert counts(workspace) == before


def test_closed_answers_and_what_follows_from_them_are_replaced(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Group, place, position, consent, organisation, contact and equality answers follow."""
    path = later(
        tmp_path,
        {
            (0, GROUP): "Carers", (0, VIEW): "I am concerned", (0, MATTER): "Travel;Parking;",
            (0, SCORE): "9", (0, PLACE): "South", (0, AGE): "25-64", (0, ORGANISATION): "",
            (0, QUOTE): "No", (0, EMAIL): "c@example.org",
        },
    )  # fmt: skip

    result = update(workspace, exercise_id, path)

    assert (result.added, result.unchanged, result.updated) == (0, 4, 1)
    response = workspace.connection.execute(
        """SELECT position, consent, place.name, kind, organisation FROM response
        JOIN place ON place.id = place_id JOIN respondent ON respondent.id = respondent_id
        WHERE source_id = '01'"""
    ).fetchone()
    assert response == ("concern", "no", "South", "person", "")
    mine = "FROM answer JOIN response ON response.id = response_id LEFT JOIN choice" \
        " ON choice.id = choice_id JOIN question ON question.id = answer.question_id" \
        " WHERE source_id = '01' AND question.name"  # fmt: skip
    assert column(workspace, f"SELECT label {mine} = 'which_matter_to_you'".replace(
        "SELECT label", "SELECT choice.label")) == ["Travel", "Parking"]  # fmt: skip
    assert column(workspace, f"SELECT number {mine} = 'score'") == [9]
    assert column(
        workspace,
        """SELECT name FROM response_group JOIN stakeholder_group ON stakeholder_group.id = group_id
        JOIN response ON response.id = response_id WHERE source_id = '01'""",
    ) == ["Carers"]
    assert column(workspace, "SELECT value FROM contact_detail ORDER BY value") == [
        "b@example.org",
        "c@example.org",
    ]
    assert column(
        workspace,
        """SELECT choice.label FROM equality_answer JOIN choice ON choice.id = choice_id
        JOIN respondent USING (equality_key) JOIN response ON respondent.id = respondent_id
        WHERE source_id = '01'""",
    ) == ["25-64"]
    assert not workspaces.check(workspace)


def test_what_an_officer_set_by_hand_stays(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """A group and a position set by hand are not the answers' to change."""
    by_hand = planning.add_group(workspace, exercise_id, "Pharmacists").created
    (first,) = column(workspace, "SELECT id FROM response WHERE source_id = '01'")
    with workspace.acting("tag", exercise_id) as action:
        row = {"response_id": first, "group_id": by_hand, "origin": "officer"}
        action.insert("response_group", row)
        action.update("response", first, {"position": "mixed", "position_origin": "officer"})

    update(
        workspace,
        exercise_id,
        later(tmp_path, {(0, GROUP): "General practice", (0, VIEW): "I am concerned"}),
    )

    assert column(workspace, f"SELECT position FROM response WHERE id = {first}") == ["mixed"]
    assert column(
        workspace,
        f"""SELECT name FROM response_group JOIN stakeholder_group ON group_id = stakeholder_group.id
        WHERE response_id = {first} ORDER BY name""",
    ) == ["General practice", "Pharmacists"]


def test_codings_of_unchanged_words_stay(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Though a closed answer of the same response changed."""
    theme = put_theme(workspace, exercise_id, "Parking")
    code(workspace, 0, theme, (1, 8))
    before = workspace.connection.execute("SELECT * FROM coding").fetchall()

    update(workspace, exercise_id, later(tmp_path, {(0, SCORE): "9", (1, WHY): "Other words"}))

    assert workspace.connection.execute("SELECT * FROM coding").fetchall() == before


def test_codings_of_changed_words_are_to_be_reviewed(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """A passage follows its words, or becomes the whole comment; tone is cleared; the old words
    stay in the audit trail, and undo brings everything back."""
    theme = put_theme(workspace, exercise_id, "Parking")
    code(workspace, 0, theme, (1, 8))  # “Parking”
    code(workspace, 0, theme, (14, 17))  # bad
    rejected = code(workspace, 0, theme)
    coding.reject(workspace, [rejected])
    with workspace.acting("tone", exercise_id) as action:
        key = column(workspace, "SELECT id FROM comment")[0]
        tone = {"sentiment": "negative", "compound": -0.5, "corrected_sentiment": "neutral"}
        action.update("comment", key, tone)
    tables = ("comment", "coding", "response", "answer")
    before = [workspace.connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables]

    result = update(workspace, exercise_id, later(tmp_path, {(0, WHY): "More on Parking here"}))

    row = "SELECT text, sentiment, compound, corrected_sentiment FROM comment"
    assert workspace.connection.execute(row).fetchone() == (
        "More on Parking here", None, None, None,
    )  # fmt: skip
    assert workspace.connection.execute("SELECT start, stop, status FROM coding").fetchall() == [
        (8, 15, "proposed"),
        (None, None, "proposed"),
        (None, None, "rejected"),
    ]
    kept = trail.unpack(
        workspace.connection.execute(
            "SELECT before FROM action_change WHERE action_id = ? AND table_name = 'comment'",
            [result.changes.action_id],
        ).fetchone()[0]
    )
    assert kept[0]["text"] == "“Parking”\nis   bad 👍🏽"
    after = [workspace.connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables]
    assert len(workspaces.check(workspace)) == 0
    workspaces.undo(workspace)
    assert [workspace.connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables] == before
    workspaces.redo(workspace)
    assert [workspace.connection.execute(f"SELECT * FROM {t}").fetchall() for t in tables] == after


def test_a_comment_that_is_blank_now_goes_and_a_first_one_comes(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    theme = put_theme(workspace, exercise_id, "Parking")
    code(workspace, 0, theme)
    before = counts(workspace)

    update(workspace, exercise_id, later(tmp_path, {(0, WHY): " ", (3, WHY): "Now I say"}))

    assert column(workspace, "SELECT text FROM comment ORDER BY id") == [
        "N/A", "None", "So.", "Now I say",
    ]  # fmt: skip
    assert column(workspace, "SELECT count(*) FROM coding") == [0]
    assert not workspaces.check(workspace)
    workspaces.undo(workspace)
    assert counts(workspace) == before


def test_new_and_changed_responses_are_one_action(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    before = counts(workspace)
    path = later(tmp_path, {(1, WHY): "Later words"}, ["06", *ROWS[0][1:]])

    result = update(workspace, exercise_id, path)

    assert (result.added, result.unchanged, result.updated) == (1, 4, 1)
    assert result.summary.startswith("1 response imported; 1 response updated")
    assert len(importing.imports(workspace, exercise_id)) == 2
    workspaces.undo(workspace)
    assert counts(workspace) == before


def test_contact_details_and_equality_answers_that_were_destroyed_stay_away(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """A later export still holds them; it brings back none."""
    with workspace.acting("destroy", exercise_id) as action:
        action.delete_where("contact_detail", "1")
        keys = column(workspace, "SELECT id FROM respondent")
        action.update_many("respondent", {key: {"equality_key": None} for key in keys})

    result = update(workspace, exercise_id, later(tmp_path, {(0, EMAIL): "z@example.org"}))

    assert not result.changes
    assert column(workspace, "SELECT count(*) FROM contact_detail") == [0]


def test_a_question_added_to_the_survey_changes_only_those_who_answer_it(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Rows from before it are blank there, which says nothing new."""
    text = write(tmp_path / "s.csv").read_text(encoding="utf-8").splitlines()
    wide = tmp_path / "wide.csv"
    lines = [text[0] + ",How did you hear of this?"]
    for line in text[1:]:
        ends = line.split(",", 1)[0] in {"04", "05"}
        lines.append(line + (",By post" if ends else "," if line[:1] == "0" else ""))
    lines[1] = text[1]  # the first response goes over two lines
    lines[2] = text[2] + ","
    wide.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (activity,) = column(workspace, "SELECT id FROM activity")
    survey = importing.inspect(wide)

    found = importing.compare(workspace, exercise_id, survey, activity=activity)

    assert (found.new, found.unchanged) == (0, 3)
    assert [each.source_id for each in found.changed] == ["04", "05"]
    assert found.changed[0].answers == (
        ChangedAnswer("How did you hear of this?", "", "By post"),
    )  # fmt: skip
    result = importing.run_import(workspace, exercise_id, survey, activity=activity, update=True)
    assert result.updated == 2
    assert not importing.compare(workspace, exercise_id, survey, activity=activity).changed


def test_taking_out_an_import_that_updated_puts_the_old_answers_back(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """Long after, with what was decided on the old words; undo brings the later ones again."""
    theme = put_theme(workspace, exercise_id, "Parking")
    code(workspace, 0, theme, (1, 8))
    code(workspace, 1, theme)
    everything = (
        "SELECT response_id, text FROM comment ORDER BY response_id, text",
        "SELECT comment.text, start, stop, status FROM coding JOIN comment"
        " ON comment.id = comment_id ORDER BY 1, 2",
        "SELECT response_id, question_id, choice_id, number, text FROM answer ORDER BY 1, 2, 3, 4",
        "SELECT response_id, group_id, origin FROM response_group ORDER BY 1, 2",
        "SELECT source_id, place_id, consent, position FROM response",
        "SELECT equality_key, question_id, choice_id FROM equality_answer ORDER BY 1",
        "SELECT respondent_id, kind, value FROM contact_detail ORDER BY 1",
        "SELECT kind, organisation FROM respondent",
        "SELECT question_id, label FROM choice",
        "SELECT name FROM stakeholder_group",
    )

    def state() -> list[list[tuple[object, ...]]]:
        return [workspace.connection.execute(query).fetchall() for query in everything]

    before, counted = state(), counts(workspace)
    path = later(
        tmp_path,
        {
            (0, GROUP): "General practice", (0, PLACE): "South", (0, AGE): "25-64",
            (0, EMAIL): "c@example.org", (0, WHY): "Parking again", (0, ORGANISATION): "",
            (1, WHY): "", (3, WHY): "New", (2, SCORE): "3",
        },
        ["06", *ROWS[1][1:]],
    )  # fmt: skip
    result = update(workspace, exercise_id, path)
    after = state()
    planning.add_group(workspace, exercise_id, "Since then")

    importing.undo_import(workspace, result.import_id)

    assert state()[:-2] == before[:-2]
    assert counts(workspace)["response"] == counted["response"]
    assert not workspaces.check(workspace)
    workspaces.undo(workspace)
    workspaces.undo(workspace)
    assert state() == after


def test_an_import_that_updated_goes_only_before_the_ones_under_it(
    workspace: Workspace, exercise_id: int, tmp_path: Path
) -> None:
    """What it changed may have been changed again by a later export."""
    first = update(workspace, exercise_id, later(tmp_path, {(0, WHY): "Second words"}))
    second = update(workspace, exercise_id, later(tmp_path, {(0, WHY): "Third words"}))

    with pytest.raises(NotPossible, match="later export"):
        importing.undo_import(workspace, first.import_id)
    importing.undo_import(workspace, second.import_id)
    assert "Second words" in column(workspace, "SELECT text FROM comment")
    importing.undo_import(workspace, first.import_id)
    assert "“Parking”\nis   bad 👍🏽" in column(workspace, "SELECT text FROM comment")
