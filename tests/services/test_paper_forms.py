"""Paper forms: keyed in once or twice, compared, settled, corrected and counted."""

from functools import partial

import pytest
from building import Small, made

from engage_app.domain.paper_forms import FormState
from engage_app.errors import NotPossible
from engage_app.services import coding, drafts, paper_forms, paper_piles, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage.identifiers import new_uid

SAID = {"role": "Resident", "view": "Late bus"}


def begin(small: Small, *, double: bool = False) -> int:
    return made(
        paper_piles.begin_pile(
            small.workspace,
            small.exercise,
            small.activities["survey"],
            "Library",
            expected=9,
            double_entry=double,
        )
    )


def brought(small: Small, pile: int, pass_: int, answers: str) -> None:
    """An entry of form 1 that came from another computer."""
    with small.workspace.acting("bring together") as action:
        row = {"uid": new_uid(), "pile_id": pile, "number": 1, "pass": pass_, "answers": answers}
        action.insert("paper_entry", {**row, "entered_by": "Bo", "entered_at": "2026-03-01"})


def count(workspace: Workspace, table: str) -> int:
    (number,) = workspace.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(number)


def test_a_form_keyed_in_once_is_a_response_and_counts_against_the_pile(small: Small) -> None:
    pile = begin(small)
    assert paper_forms.still_to_key(small.workspace, pile) == [*range(1, 10)]
    assert paper_forms.enter(small.workspace, pile, 1, SAID).created
    assert paper_forms.enter(small.workspace, pile, 4, SAID).created
    assert paper_forms.still_to_key(small.workspace, pile) == [2, 3, 5, 6, 7, 8, 9]
    (there,) = paper_piles.piles(small.workspace, small.exercise)
    assert (there.expected, there.keyed, there.filed, there.to_settle) == (9, 2, 2, 0)
    with pytest.raises(NotPossible, match="Form 1 of “Library” was keyed in already"):
        paper_forms.enter(small.workspace, pile, 1, {})


def test_an_uncounted_pile_always_has_one_more_form(small: Small) -> None:
    pile = begin(small)
    paper_piles.edit_pile(small.workspace, pile, title="Library", expected=None, double_entry=False)
    assert paper_forms.still_to_key(small.workspace, pile) == [1]
    paper_forms.enter(small.workspace, pile, 1, SAID)
    assert paper_forms.still_to_key(small.workspace, pile) == [2]


def test_a_pile_brings_its_survey_along(small: Small) -> None:
    begun = paper_piles.begin_pile(small.workspace, small.exercise, "Café", "Café, Monday")
    there = paper_piles.pile(small.workspace, made(begun))
    assert (there.activity, there.expected) == ("Café", None)
    workspaces.undo(small.workspace)
    assert paper_piles.piles(small.workspace, small.exercise) == []
    assert count(small.workspace, "activity") == 2
    with pytest.raises(NotPossible, match="needs a name"):
        paper_piles.begin_pile(small.workspace, small.exercise, "Café", " ")


@pytest.mark.parametrize("count", [-1, 10**30])
def test_a_pile_holds_a_number_of_forms_that_can_be(small: Small, count: int) -> None:
    with pytest.raises(NotPossible, match="between 0 and"):
        paper_piles.begin_pile(small.workspace, small.exercise, "Café", "Pile", expected=count)


def test_an_empty_pile_can_be_removed_and_one_with_forms_cannot(small: Small) -> None:
    pile = begin(small)
    paper_forms.enter(small.workspace, pile, 1, SAID)
    with pytest.raises(NotPossible, match="can't be removed"):
        paper_piles.remove_pile(small.workspace, pile)
    (form,) = paper_forms.forms(small.workspace, pile)
    paper_forms.remove_form(small.workspace, pile, form)
    paper_piles.remove_pile(small.workspace, pile)
    with pytest.raises(NotPossible, match="no longer in this workspace"):
        paper_piles.pile(small.workspace, pile)


def test_two_entries_that_agree_are_one_response(small: Small) -> None:
    pile = begin(small, double=True)
    assert paper_forms.still_to_key(small.workspace, pile, 2) == []
    assert paper_forms.enter(small.workspace, pile, 1, SAID).created is None
    assert paper_forms.still_to_key(small.workspace, pile, 2) == [1]
    assert paper_piles.pile(small.workspace, pile).keyed_once == 1
    changes = paper_forms.enter(small.workspace, pile, 1, dict(SAID), pass_=2)
    both = paper_forms.entries(small.workspace, pile)
    assert [entry.response_id for entry in both] == [changes.created, changes.created]
    assert [entry.answers for entry in both] == [{}, {}]  # the response holds them now
    assert paper_forms.still_to_key(small.workspace, pile, 2) == []


def test_double_entry_can_be_given_up_only_when_nothing_waits(small: Small) -> None:
    pile = begin(small, double=True)
    paper_forms.enter(small.workspace, pile, 1, SAID)
    once = partial(paper_piles.edit_pile, title="Library", expected=9, double_entry=False)
    with pytest.raises(NotPossible, match="wait for their second entry"):
        once(small.workspace, pile)
    paper_forms.enter(small.workspace, pile, 1, SAID, pass_=2)
    once(small.workspace, pile)
    assert paper_forms.enter(small.workspace, pile, 2, SAID).created


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
    assert paper_piles.pile(small.workspace, pile).to_settle == 1
    chosen = {"role": "Surgery", "view": "Late bus"}
    assert paper_forms.settle(small.workspace, pile, 1, chosen).created
    assert paper_forms.disagreements(small.workspace, pile) == {}
    with pytest.raises(NotPossible, match="isn’t waiting"):
        paper_forms.settle(small.workspace, pile, 1, chosen)
    workspaces.undo(small.workspace)
    assert list(paper_forms.disagreements(small.workspace, pile)) == [1]


def test_a_corrected_entry_that_agrees_now_needs_no_settling(small: Small) -> None:
    pile = begin(small, double=True)
    paper_forms.enter(small.workspace, pile, 1, SAID)
    paper_forms.enter(small.workspace, pile, 1, {**SAID, "view": "Late bug"}, pass_=2)
    _, second = paper_forms.entries(small.workspace, pile)
    changes = paper_forms.correct(small.workspace, pile, second, {**SAID, "view": "Late bus?"})
    assert changes.created is None
    _, second = paper_forms.entries(small.workspace, pile)
    assert paper_forms.correct(small.workspace, pile, second, SAID).created
    (form,) = paper_forms.forms(small.workspace, pile)
    assert form.state is FormState.FILED


def test_entries_brought_together_from_two_computers_wait_even_where_they_agree(
    small: Small,
) -> None:
    pile = begin(small, double=True)
    paper_forms.enter(small.workspace, pile, 1, SAID)
    brought(small, pile, 2, '{"role": "Resident", "view": "Late bus"}')
    assert paper_forms.disagreements(small.workspace, pile) == {1: []}
    brought(small, pile, 1, '{"role": "Surgery", "view": "Late bus"}')
    ((found,),) = paper_forms.disagreements(small.workspace, pile).values()
    assert (found.first, found.second) == ("Resident", "Surgery")


def test_a_form_filed_on_two_computers_is_listed_twice_and_one_can_be_removed(
    small: Small,
) -> None:
    pile = begin(small)
    paper_forms.enter(small.workspace, pile, 1, SAID)
    brought(small, pile, 1, '{"role": "Surgery"}')
    first, second = paper_forms.forms(small.workspace, pile)
    assert {first.state, second.state} == {FormState.AGAIN}
    paper_forms.remove_form(small.workspace, pile, second)
    (form,) = paper_forms.forms(small.workspace, pile)
    assert form.state is FormState.FILED


def test_removing_a_form_takes_its_response_out_and_undo_brings_it_back(small: Small) -> None:
    work = small.workspace
    with work.acting("ask", small.exercise) as action:
        action.update("question", small.questions["role"], {"role": "equality"})
    pile = begin(small)
    tables = ("response", "respondent", "answer", "equality_answer", "comment", "paper_entry")
    before = [count(work, table) for table in tables]
    paper_forms.enter(work, pile, 1, {**SAID, "stand": "Agree"})
    after = [count(work, table) for table in tables]
    assert all(now > then for now, then in zip(after, before, strict=True))
    (form,) = paper_forms.forms(work, pile)
    paper_forms.remove_form(work, pile, form)
    assert [count(work, table) for table in tables] == before
    workspaces.undo(work)
    assert [count(work, table) for table in tables] == after
    assert workspaces.check(work) == []


def test_what_is_kept_as_on_the_paper_is_noted(small: Small) -> None:
    pile = begin(small, double=True)
    paper_forms.enter(small.workspace, pile, 1, SAID, note="Age")
    paper_forms.enter(small.workspace, pile, 1, {**SAID, "view": "?"}, pass_=2)
    assert paper_forms.forms(small.workspace, pile)[0].note == "Age"
    paper_forms.settle(small.workspace, pile, 1, SAID, note="Age; Role")
    (form,) = paper_forms.forms(small.workspace, pile)
    assert form.note == "Age; Role"
    paper_forms.correct(small.workspace, pile, form.entries[0], SAID)
    (form,) = paper_forms.forms(small.workspace, pile)
    assert form.note == ""


def test_filing_forgets_the_draft(small: Small) -> None:
    pile = begin(small)
    draft = ("paper", f"{pile}:1:1")
    drafts.save(small.workspace, *draft, {"answers": SAID})
    paper_forms.enter(small.workspace, pile, 1, SAID, draft=draft)
    assert drafts.load(small.workspace, *draft) is None


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
    assert not paper_forms.correct(work, pile, entry, answers)  # nothing is another
    paper_forms.correct(work, pile, entry, {**answers, "role": "Surgery", "more": None})
    assert tagging.groups_of(work, [response]) == {small.groups["Surgeries"]}
    assert work.connection.execute(
        "SELECT position, (SELECT group_concat(text) FROM comment WHERE response_id = response.id),"
        " (SELECT count(*) FROM coding WHERE comment_id = ?) FROM response WHERE id = ?",
        [comment, response],
    ).fetchone() == ("concern", "Late bus", 1)


def test_a_correction_of_what_was_undone_is_refused(small: Small) -> None:
    pile = begin(small)
    paper_forms.enter(small.workspace, pile, 1, SAID)
    (entry,) = paper_forms.entries(small.workspace, pile)
    workspaces.undo(small.workspace)
    with pytest.raises(NotPossible, match="another one by now"):
        paper_forms.correct(small.workspace, pile, entry, SAID)


def test_contact_details_come_back_under_the_question_that_asked(small: Small) -> None:
    """Where one of them was left blank too."""
    work = small.workspace
    with work.acting("ask", small.exercise) as action:
        for name, label in (("view", "Your name"), ("more", "Your e-mail address")):
            values = {"role": "identifier", "label": label}
            action.update("question", small.questions[name], values)
    pile = begin(small)
    paper_forms.enter(work, pile, 1, {"role": "Resident", "view": None, "more": "ann@example.org"})
    (entry,) = paper_forms.entries(work, pile)
    answers = paper_forms.answers_of(work, entry, small.exercise)
    assert answers == {"role": "Resident", "more": "ann@example.org"}
