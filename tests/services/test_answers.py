"""You said, we did: answers to themes, in the officer's order, undoable, printed beside themes."""

import pytest
from heard import Heard

from engage_app.domain.answers import AnswerStatus
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Bullets, Report, Table
from engage_app.errors import NotPossible
from engage_app.services import answers, reporting
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Residents")
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Buses", "Access")
    for number in range(8):
        says = {f"There is nowhere to park near the clinic {number}": ["Parking"]}
        built.respond("Residents", position="concern", says=says)
    built.respond("Residents", position="concern", says={"Buses are late every day": ["Buses"]})
    return built


def order(heard: Heard) -> list[str]:
    return [each.answer for each in answers.answers(heard.workspace, heard.exercise)]


def add(heard: Heard, theme: str, answer: str) -> int:
    done = answers.add(heard.workspace, heard.exercise, heard.themes[theme], answer=answer)
    assert done.created is not None
    return done.created


def paper(heard: Heard) -> Report:
    return reporting.build_report(heard.workspace, heard.exercise, rule=DisclosureRule(5))


def table(report: Report, name: str) -> Table:
    return next(one for one in report.tables if one.name == name)


def test_add_change_move_remove_and_undo(heard: Heard) -> None:
    first, second = add(heard, "Parking", "Mark more bays"), add(heard, "Buses", "Ask the operator")
    assert order(heard) == ["Mark more bays", "Ask the operator"]
    answers.move(heard.workspace, heard.exercise, second, -1)
    assert order(heard) == ["Ask the operator", "Mark more bays"]
    answers.change(
        heard.workspace, heard.exercise, first, status=AnswerStatus.DONE, owner=" Estates "
    )
    changed = answers.answers(heard.workspace, heard.exercise)[1]
    assert (changed.status, changed.owner, changed.answer) == (
        AnswerStatus.DONE,
        "Estates",
        "Mark more bays",
    )
    answers.remove(heard.workspace, heard.exercise, first)
    assert order(heard) == ["Ask the operator"]
    for _ in range(3):
        workspaces.undo(heard.workspace)
    assert order(heard) == ["Mark more bays", "Ask the operator"]


def test_themes_that_weigh_most_and_have_no_answer(heard: Heard) -> None:
    found = answers.unanswered(heard.workspace, heard.exercise)
    assert [(one.name, one.respondents) for one in found] == [("Parking", 8), ("Buses", 1)]
    add(heard, "Buses", "")
    assert len(answers.unanswered(heard.workspace, heard.exercise)) == 2
    add(heard, "Access", "A plan for travel")  # of the branch: it answers what is below
    assert answers.unanswered(heard.workspace, heard.exercise) == ()


def test_an_answer_stands_beside_its_theme_and_in_the_appendices(heard: Heard) -> None:
    add(heard, "Parking", "Mark more bays")
    found = paper(heard)
    bullets = [item for block in found.blocks if isinstance(block, Bullets) for item in block.items]
    assert "Parking – we will: Mark more bays." in bullets
    (row,) = table(found, "answers").rows
    assert row == (
        "Parking",
        "What people say of parking. Raised by 8 respondents (89%).",
        "We will",
        "Mark more bays.",
        "Not set",
        "Not set",
    )
    answered = {row[0]: row[-1] for row in table(found, "theme_summary").rows}
    assert answered["Parking"] == "We will: Mark more bays."
    assert answered["Buses"] == "Not answered yet"


def test_answers_are_printed_in_the_officers_order(heard: Heard) -> None:
    add(heard, "Parking", "Mark more bays")
    add(heard, "Buses", "Ask the operator")
    last = add(heard, "Parking", "Share the car park")
    answers.move(heard.workspace, heard.exercise, last, -9)
    printed = [row[3] for row in table(paper(heard), "answers").rows]
    assert printed == ["Share the car park.", "Mark more bays.", "Ask the operator."]


def test_what_was_said_is_drafted_until_the_officer_says_it(heard: Heard) -> None:
    key = add(heard, "Parking", "Mark more bays")
    drafted = answers.drafted_said(heard.workspace, heard.exercise, heard.themes["Parking"])
    assert drafted == "What people say of parking. Raised by 8 respondents (89%)."
    answers.change(heard.workspace, heard.exercise, key, said="You can't park", due_on="2022-12-01")
    (row,) = table(paper(heard), "answers").rows
    assert (row[1], row[-1]) == ("You can't park.", "1 December 2022")


def test_a_small_number_is_not_told_in_what_was_said(heard: Heard) -> None:
    told = answers.drafted_said(heard.workspace, heard.exercise, heard.themes["Buses"])
    assert "1 respondent" not in told


def test_only_themes_and_answers_of_the_exercise(heard: Heard) -> None:
    with pytest.raises(NotPossible):
        answers.add(heard.workspace, heard.exercise, 999)
    with pytest.raises(NotPossible):
        answers.remove(heard.workspace, heard.exercise, 999)
    with pytest.raises(TypeError):
        answers.add(heard.workspace, heard.exercise, heard.themes["Buses"], colour="red")
