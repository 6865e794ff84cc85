"""Everyday files come in right, into a real workspace: what other programs are known to get wrong."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from survey_makers import START, write_csv, write_forms, write_xlsx

from engage_app.domain.coding import Coding
from engage_app.domain.filters import CommentFilter
from engage_app.domain.questionnaire import Role
from engage_app.services import browsing, codebook, coding, findings, importing, planning, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

HEADINGS = ["Respondent ID", "Which sector?", "Please tell us why"]


@pytest.fixture
def exercise(workspace: Workspace) -> int:
    created = planning.add_exercise(workspace, "Moving the clinic").created
    assert created
    return created


def bring_in(workspace: Workspace, exercise: int, path: Path) -> importing.ImportResult:
    return importing.run_import(workspace, exercise, importing.inspect(path))


def texts(workspace: Workspace, exercise: int, words: str = "") -> list[str]:
    ids = browsing.comment_ids(workspace, exercise, CommentFilter(words=words))
    return [row.text for row in browsing.comment_rows(workspace, ids)]


def column(workspace: Workspace, query: str) -> list[Any]:
    return [row[0] for row in workspace.connection.execute(query)]


def answers_to(workspace: Workspace, label: str) -> list[Any]:
    """What is stored of a closed question, response by response."""
    rows = workspace.connection.execute(
        """SELECT coalesce(choice.label, number, text) FROM answer
        JOIN question ON question.id = answer.question_id
        LEFT JOIN choice ON choice.id = choice_id
        WHERE question.label = ? ORDER BY answer.id""",
        [label],
    )
    return [row[0] for row in rows]


def test_a_comma_in_quotation_marks_is_part_of_the_answer(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    rows = [HEADINGS, ["1", "Dental, pharmacy and eye health", "Yes, and no, and yes"]]
    rows += [["2", "Hospices", 'He said "no, never", twice']]

    bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows))

    assert texts(workspace, exercise) == ["Yes, and no, and yes", 'He said "no, never", twice']
    names = [group.name for group in planning.groups(workspace, exercise)]
    assert names == ["Dental, pharmacy and eye health", "Hospices"]


def test_dates_of_a_forms_workbook_are_dates(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    """Start and Completion time, and a question that asks for a date."""
    seen = [[datetime(2022, 1, day), "because"] for day in (3, 4, 13)]  # noqa: DTZ001 - Excel's
    path = write_forms(tmp_path / "f.xlsx", ["When were you seen?", "Please tell us why"], seen)

    bring_in(workspace, exercise, path)

    ends = [START + timedelta(hours=n, minutes=6) for n in range(3)]
    assert column(workspace, "SELECT submitted_at FROM response") == [at.isoformat() for at in ends]
    assert answers_to(workspace, "When were you seen?") == [
        "2022-01-03",
        "2022-01-04",
        "2022-01-13",
    ]
    assert column(workspace, "SELECT type FROM question")[0] == "date"


def test_excels_windows_1252_keeps_its_curly_quotation_marks(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    said = "‘It’s’ “the café” – £5 … €6"
    rows = [HEADINGS, ["1", "Carer’s group", said], ["2", "Hospices", "plain"]]

    bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows, encoding="cp1252"))

    assert texts(workspace, exercise) == [said, "plain"]
    assert planning.groups(workspace, exercise)[0].name == "Carer’s group"


def test_a_score_of_0_and_false_are_answers(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    """FALSE to the question of consent is a No, not a blank."""
    rows: list[list[Any]] = [["ID", "Score", "May we quote you?", "Please tell us why"]]
    rows += [[n, n % 3, n % 2 == 0, f"because of {n}"] for n in range(12)]

    bring_in(workspace, exercise, write_xlsx(tmp_path / "s.xlsx", rows))

    assert answers_to(workspace, "Score") == [n % 3 for n in range(12)]
    assert column(workspace, "SELECT consent FROM response") == ["yes", "no"] * 6


@pytest.mark.parametrize("workbook", [True, False])
def test_words_that_some_take_for_nothing_are_answers(
    workspace: Workspace, exercise: int, tmp_path: Path, workbook: bool
) -> None:
    words = ["None", "N/A", "NA", "null", "nan", "-", "n/a"]
    rows = [HEADINGS, *([str(n), "None" if n % 2 else "N/A", w] for n, w in enumerate(words))]
    write = write_xlsx if workbook else write_csv

    survey = importing.inspect(write(tmp_path / "s", rows))
    mapping = importing.plan(workspace, exercise, survey)
    name = survey.questions[-1].name
    mapping = importing.change(survey, mapping, name, role=Role.COMMENT)
    importing.run_import(workspace, exercise, survey, mapping)

    assert texts(workspace, exercise) == words
    assert answers_to(workspace, "Which sector?") == [
        "N/A",
        "None",
        "N/A",
        "None",
        "N/A",
        "None",
        "N/A",
    ]


def test_blanks_are_no_comments_and_no_codings(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    """Blank is empty, spaces, a space that doesn't break, or line breaks."""
    blank = ["", " ", "\u00a0", "\r\n", "\t"]
    rows = [HEADINGS, *([str(n), "Hospices", each] for n, each in enumerate(blank))]
    rows.append(["9", "Hospices", "Parking"])

    result = bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows))
    codebook.add_theme(workspace, exercise, name="Parking", keywords="parking")
    coding.apply_rules(workspace, exercise)

    assert result.added == 6
    assert texts(workspace, exercise) == ["Parking"]
    assert column(workspace, "SELECT count(*) FROM coding") == [1]


def test_everyone_with_a_repeated_id_is_kept(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    """Each with an answer of their own, and told with row and column."""
    rows = [HEADINGS, *(["7", f"Sector {n % 2}", f"Reason {n}"] for n in range(4))]

    result = bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows))

    assert texts(workspace, exercise) == [f"Reason {n}" for n in range(4)]
    assert answers_to(workspace, "Which sector?") == [f"Sector {n % 2}" for n in range(4)]
    told = [(problem.row, problem.column) for problem in result.problems]
    assert told == [(row, "Respondent ID") for row in (3, 4, 5)]


def test_a_longer_export_adds_only_what_is_new(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    def rows(count: int) -> list[list[str]]:
        return [HEADINGS, *([str(n), f"Sector {n % 2}", f"Reason {n}"] for n in range(count))]

    first = bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows(30)))
    second = bring_in(workspace, exercise, write_csv(tmp_path / "s (1).csv", rows(45)))

    assert (first.added, second.added, second.unchanged) == (30, 15, 30)
    assert texts(workspace, exercise) == [f"Reason {n}" for n in range(45)]
    assert column(workspace, "SELECT count(*) FROM response_group") == [45]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_heading(
    workspace: Workspace, exercise: int, tmp_path: Path, encoding: str
) -> None:
    rows = [["Please tell us why", "Which sector?"], ["Because it helps us", "Hospices"]]
    rows += [["Too far from my home", "Hospices"]]

    bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows, encoding=encoding))

    assert column(workspace, "SELECT label FROM question")[0] == "Please tell us why"


def test_apostrophes_in_answers_and_headings_are_found_and_filtered(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    """A filter, a tag, a search and a finding by an answer or question with an apostrophe."""
    rows = [["ID", "What's your place?", "Do you agree?", "Why's that, in the \"patient's\" view?"]]
    for n in range(6):
        place = ("St Ann's", 'King\'s "Lynn"')[n % 2]
        rows.append(
            [str(n), place, "Don't know" if n % 3 else "Yes", f"It's the hospital's bus {n}"]
        )
    survey = importing.inspect(write_csv(tmp_path / "s.csv", rows))
    mapping = importing.plan(workspace, exercise, survey)
    place, agree, why = (question.name for question in survey.questions)
    mapping = importing.change(survey, mapping, place, role=Role.GROUP)
    mapping = importing.change(survey, mapping, agree, role=Role.NONE)
    mapping = importing.change(survey, mapping, why, role=Role.COMMENT)

    importing.run_import(workspace, exercise, survey, mapping)

    groups = {group.name: group.id for group in planning.groups(workspace, exercise)}
    anns = CommentFilter(group_id=groups["St Ann's"], words="hospital's")
    assert len(browsing.comment_ids(workspace, exercise, anns)) == 3
    assert len(texts(workspace, exercise, "it's")) == 6
    assert texts(workspace, exercise, '"hospital\'s bus 4"') == ["It's the hospital's bus 4"]
    (question,) = column(workspace, "SELECT id FROM question WHERE role = 'comment'")
    asked = CommentFilter(question_id=question)
    assert len(browsing.comment_ids(workspace, exercise, asked)) == 6
    unsure = "SELECT id FROM choice WHERE label = 'Don''t know'"
    (choice,) = column(workspace, unsure)
    tagging.set_group_rule(workspace, choice, groups["St Ann's"])
    assert (
        len(browsing.response_ids(workspace, exercise, CommentFilter(group_id=groups["St Ann's"])))
        == 5
    )
    found = findings.findings(workspace, exercise)
    rows_found = [row[0] for table in found for row in table.rows]
    assert "Don't know" in rows_found
    assert not workspaces.check(workspace)


@pytest.mark.parametrize("before", ["😀 ", "❤️ ", "👍🏽👩‍👩‍👧 é ", "𝔘 "])
def test_offsets_after_an_emoji_are_those_of_the_words(
    workspace: Workspace, exercise: int, tmp_path: Path, before: str
) -> None:
    """In any case, and as a whole word: carparking isn't parking."""
    rows = [HEADINGS, ["1", "Hospices", f"{before}Parking is bad"]]
    rows += [["2", "Hospices", f"{before}carparking"], ["3", "Hospices", f"No {before} PARKING 😀"]]
    bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows))
    codebook.add_theme(workspace, exercise, name="Parking", keywords="parking")

    coding.apply_rules(workspace, exercise)

    assert marked(workspace, exercise) == [["Parking"], [], ["PARKING"]]


def marked(workspace: Workspace, exercise: int) -> list[list[str]]:
    """The words that a keyword rule marked, comment by comment."""
    found = []
    for key in browsing.comment_ids(workspace, exercise):
        detail = browsing.comment_detail(workspace, key)
        found.append([word for each in detail.codings for word in _words(detail.row.text, each)])
    return found


def _words(text: str, each: Coding) -> list[str]:
    return [text[span.start : span.end] for span in each.matches]


def test_a_heading_is_never_taken_for_what_somebody_said(
    workspace: Workspace, exercise: int, tmp_path: Path
) -> None:
    """A keyword that stands in the question is found only in answers."""
    rows = [["ID", "What do you think about parking, and why?"], ["1", "Too dear for us all"]]
    rows += [["2", "Parking is hard to find there"]]
    bring_in(workspace, exercise, write_csv(tmp_path / "s.csv", rows))
    codebook.add_theme(workspace, exercise, name="Parking", keywords="parking")

    coding.apply_rules(workspace, exercise)

    assert marked(workspace, exercise) == [[], ["Parking"]]
    assert texts(workspace, exercise, "parking") == ["Parking is hard to find there"]
