"""Paper forms: keyed in once or twice, compared, settled, corrected and counted."""

import pytest

from engage_app.errors import NotPossible
from engage_app.services import coding, paper_forms, tagging
from engage_app.services import workspace as workspaces
from tests.building import Small, made


def begin(small: Small, *, double: bool = False) -> int:
    return made(
        paper_forms.add_pile(
            small.workspace, small.activities["survey"], "Library", expected=9, double_entry=double
        )
    )


def test_a_form_keyed_in_once_is_a_response_and_counts_against_the_pile(small: Small) -> None:
    pile = begin(small)
    assert paper_forms.next_number(small.workspace, pile) == 1
    changes = paper_forms.enter(small.workspace, pile, 1, {"role": "Resident", "view": "Late bus"})
    assert changes.created
    assert paper_forms.next_number(small.workspace, pile) == 2
    (there,) = paper_forms.piles(small.workspace, small.exercise)
    assert (there.expected, there.keyed, there.filed) == (9, 1, 1)
    with pytest.raises(NotPossible, match="Form 1 of “Library” was keyed in already"):
        paper_forms.enter(small.workspace, pile, 1, {})


def test_two_entries_that_agree_are_one_response(small: Small) -> None:
    pile = begin(small, double=True)
    said = {"role": "Resident", "view": "Late bus"}
    assert paper_forms.enter(small.workspace, pile, 1, said).created is None
    changes = paper_forms.enter(small.workspace, pile, 1, dict(said), pass_=2)
    both = paper_forms.entries(small.workspace, pile)
    assert [entry.response_id for entry in both] == [changes.created, changes.created]
    assert [entry.answers for entry in both] == [{}, {}]  # the response holds them now


def test_every_difference_of_two_entries_is_shown_and_settled(small: Small) -> None:
    pile = begin(small, double=True)
    paper_forms.enter(
        small.workspace, pile, 1, {"role": "Resident", "view": "Late bus", "more": None}
    )
    paper_forms.enter(small.workspace, pile, 1, {"role": "Surgery", "view": "Late bus!"}, pass_=2)
    (found,) = paper_forms.disagreements(small.workspace, pile).values()
    assert [(d.question.name, d.first, d.second) for d in found] == [
        ("view", "Late bus", "Late bus!"),
        ("role", "Resident", "Surgery"),
    ]
    changes = paper_forms.settle(small.workspace, pile, 1, {"role": "Surgery", "view": "Late bus"})
    assert changes.created
    assert paper_forms.disagreements(small.workspace, pile) == {}
    workspaces.undo(small.workspace)
    assert list(paper_forms.disagreements(small.workspace, pile)) == [1]


def test_a_correction_keeps_what_was_decided_about_words_that_stay(small: Small) -> None:
    """Rule tags follow the answers; an officer's position and the codings of same words stay."""
    work = small.workspace
    tagging.set_group_rule(work, small.choices["Resident"], small.groups["Residents"])
    tagging.set_group_rule(work, small.choices["Surgery"], small.groups["Surgeries"])
    pile = begin(small)
    response = made(
        paper_forms.enter(work, pile, 1, {"role": "Resident", "view": "Late bus", "more": "Cost"})
    )
    tagging.set_position(work, [response], "concern")
    (comment, text) = work.connection.execute(
        "SELECT id, text FROM comment WHERE response_id = ? ORDER BY sort", [response]
    ).fetchone()
    assert text == "Late bus"
    coding.add_coding(work, [comment], small.themes["Access"])
    (entry,) = paper_forms.entries(work, pile)
    answers = paper_forms.answers_of(work, entry, small.exercise)
    assert answers == {"role": "Resident", "view": "Late bus", "more": "Cost"}
    paper_forms.correct(work, pile, entry, {**answers, "role": "Surgery", "more": None})
    assert tagging.groups_of(work, [response]) == {small.groups["Surgeries"]}
    assert work.connection.execute(
        "SELECT position, (SELECT group_concat(text) FROM comment WHERE response_id = response.id),"
        " (SELECT count(*) FROM coding WHERE comment_id = ?) FROM response WHERE id = ?",
        [comment, response],
    ).fetchone() == ("concern", "Late bus", 1)
