"""Choices: renamed with their answers, retired where they were chosen, never lost."""

from datetime import date

import pytest
from building import Small, made

from engage_app.domain.form_logic import shown
from engage_app.domain.questionnaire import Choice, QuestionType
from engage_app.errors import NotPossible
from engage_app.services import choices, planning, questionnaire, tagging
from engage_app.services.questionnaire import NewQuestion


def listed(small: Small, question: str = "role") -> list[Choice]:
    """The choices of a question."""
    found = planning.questions(small.workspace, small.exercise)
    return list(next(each for each in found if each.name == question).choices)


def labels(small: Small, question: str = "role") -> list[str]:
    """Their labels; retired ones in brackets."""
    return [f"({c.label})" if c.retired else c.label for c in listed(small, question)]


def test_choices_are_added_once_in_any_case(small: Small) -> None:
    choices.add_choices(
        small.workspace, small.exercise, small.questions["role"],
        ["Pharmacist", " pharmacist ", "", "Two\nlines", "SURGERY"],
    )  # fmt: skip
    assert labels(small) == ["Surgery", "Resident", "Pharmacist", "Two lines"]
    with pytest.raises(NotPossible, match="already"):
        choices.add_choices(small.workspace, small.exercise, small.questions["role"], ["resident"])


def test_a_renamed_choice_keeps_answers_and_conditions(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    wanted = NewQuestion("Which surgery?", QuestionType.TEXT, relevant="${role} = 'Surgery'")
    questionnaire.add_question(workspace, exercise_id, wanted)
    surgery = small.choices["Surgery"]
    choices.rename_choice(workspace, exercise_id, surgery, "GP surgery")
    first = listed(small)[0]
    assert (first.label, first.value) == ("GP surgery", "Surgery")
    assert tagging.choice_counts(workspace, small.questions["role"])[surgery] == 1
    asked = planning.questions(workspace, exercise_id)
    assert "which_surgery" in shown(asked, {"role": first.value}, today=date(2026, 1, 1))


def test_the_first_label_of_a_renamed_choice_is_free_for_another(small: Small) -> None:
    """The two must not share a value, or conditions and paper forms would mix them up."""
    workspace, exercise_id = small.workspace, small.exercise
    choices.rename_choice(workspace, exercise_id, small.choices["Surgery"], "GP surgery")
    choices.add_choices(workspace, exercise_id, small.questions["role"], ["Surgery"])
    values = [choice.value for choice in listed(small)]
    assert labels(small) == ["GP surgery", "Resident", "Surgery"]
    assert len(set(values)) == 3


def test_a_choice_cant_take_anothers_words(small: Small) -> None:
    for words, sentence in (("resident", "already"), (" ", "needs words")):
        with pytest.raises(NotPossible, match=sentence):
            choices.rename_choice(small.workspace, small.exercise, small.choices["Surgery"], words)
    choices.rename_choice(small.workspace, small.exercise, small.choices["Surgery"], "SURGERY")
    assert labels(small) == ["SURGERY", "Resident"]


def test_a_choice_in_use_is_retired_another_removed(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    choices.add_choices(workspace, exercise_id, small.questions["role"], ["Pharmacist"])
    surgery, _, pharmacist = listed(small)
    assert choices.remove_choice(workspace, exercise_id, surgery.id).label == "retire choice"
    assert choices.remove_choice(workspace, exercise_id, pharmacist.id).label == "remove choice"
    assert labels(small) == ["(Surgery)", "Resident"]
    choices.bring_back_choice(workspace, exercise_id, surgery.id)
    assert labels(small) == ["Surgery", "Resident"]


def test_adding_a_retired_choice_brings_it_back(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    choices.remove_choice(workspace, exercise_id, small.choices["Surgery"])
    choices.add_choices(workspace, exercise_id, small.questions["role"], ["surgery"])
    assert listed(small)[0] == Choice(small.choices["Surgery"], "Surgery")


def test_choices_move(small: Small) -> None:
    choices.move_choice(small.workspace, small.exercise, small.choices["Resident"], 0)
    assert labels(small) == ["Resident", "Surgery"]


def test_a_ready_made_scale_keeps_what_was_chosen(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    choices.use_choices(
        workspace, exercise_id, small.questions["stand"], ["Strongly agree", "Agree", "Neither"]
    )
    assert labels(small, "stand") == ["Strongly agree", "Agree", "Neither", "(Disagree)"]
    counts = tagging.choice_counts(workspace, small.questions["stand"])
    assert counts[small.choices["Disagree"]] == counts[small.choices["Agree"]] == 1


def test_the_rows_of_a_grid_share_their_choices(small: Small) -> None:
    workspace, exercise_id = small.workspace, small.exercise
    wanted = NewQuestion(
        "Agree?", QuestionType.SELECT_ONE, choices=("Yes", "No"), rows=("Late", "Dear")
    )
    first = made(questionnaire.add_question(workspace, exercise_id, wanted))
    yes = listed(small, "late")[0]
    choices.rename_choice(workspace, exercise_id, yes.id, "I agree")
    choices.move_choice(workspace, exercise_id, yes.id, 1)
    choices.add_choices(workspace, exercise_id, first, ["Unsure"])
    choices.remove_choice(workspace, exercise_id, listed(small, "late")[0].id)
    assert labels(small, "late") == labels(small, "dear") == ["I agree", "Unsure"]
