"""Typing a workshop: filed as typed, put right at once, all of it undoable."""

import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from building import Small, contents, small_exercise
from hypothesis import given
from hypothesis import strategies as st

from engage_app.domain.activity import ActivityKind
from engage_app.domain.coding import Coding, Span
from engage_app.domain.contribution import Contribution, Marks
from engage_app.errors import NotPossible
from engage_app.services import browsing, coding, contributing, drafts, planning
from engage_app.services import workspace as workspaces
from engage_app.services.contributing import contribute


@pytest.fixture
def hall(small: Small) -> int:
    """A workshop that nobody has typed in yet."""
    changes = planning.add_activity(
        small.workspace, small.exercise, ActivityKind.WORKSHOP, "Village hall"
    )
    assert changes.created is not None
    return changes.created


def say(small: Small, hall: int, text: str, **marks: object) -> int:
    """File a contribution; its id."""
    question = small.questions["view"]
    changes = contribute(small.workspace, hall, question, text, **marks)  # type: ignore[arg-type]
    assert changes.created is not None
    return changes.created


def said(small: Small, hall: int) -> list[str]:
    return [each.text for each in contributing.latest(small.workspace, hall)]


def one(small: Small, comment_id: int) -> Contribution:
    found = contributing.contribution(small.workspace, comment_id)
    assert found is not None
    return found


def codings(small: Small, comment_id: int) -> tuple[Coding, ...]:
    return browsing.comment_detail(small.workspace, comment_id).codings


def test_a_contribution_holds_everything_that_was_set(small: Small, hall: int) -> None:
    key = say(
        small, hall, "  The 42 bus – never on time…\nNot once.\t", groups=[small.groups["Residents"]],
        position="concern", themes=[small.themes["Parking"], small.themes["Trust"]], quote=True,
        table="Table 3",
    )  # fmt: skip
    found = one(small, key)
    assert found.text == "The 42 bus – never on time…\nNot once."
    assert found.marks == Marks(
        (small.groups["Residents"],), "concern", (small.themes["Parking"], small.themes["Trust"]),
        quote=True, table="Table 3",
    )  # fmt: skip
    assert found.captured_by == "Test Officer"
    age = datetime.now(UTC) - datetime.fromisoformat(found.captured_at)
    assert 0 <= age.total_seconds() < 60
    (row,) = browsing.comment_rows(small.workspace, [key])
    assert row.activity == "Village hall"
    assert row.themes == ("Parking", "Trust")
    assert [each.origin for each in codings(small, key)] == ["officer"] * 2


def test_filing_is_one_action_and_clears_its_draft(small: Small, hall: int) -> None:
    drafts.save(small.workspace, "workshop", str(hall), {"text": "Buses"})
    drafts.save(small.workspace, "workshop", "another", {"text": "Trams"})
    say(small, hall, "Buses", themes=[small.themes["Trust"]], draft=("workshop", str(hall)))
    assert [each.key for each in drafts.kept(small.workspace)] == ["another"]
    assert workspaces.undo(small.workspace).label == "add contribution"
    assert said(small, hall) == []
    assert workspaces.redo(small.workspace)
    assert said(small, hall) == ["Buses"]


def test_a_refused_contribution_keeps_its_draft(small: Small, hall: int) -> None:
    drafts.save(small.workspace, "workshop", str(hall), {"text": "Buses"})
    with pytest.raises(NotPossible):
        say(small, hall, "Buses", themes=[999], draft=("workshop", str(hall)))
    assert len(drafts.kept(small.workspace)) == 1


@pytest.mark.parametrize(
    "marks",
    [{"groups": [999]}, {"themes": [999]}, {"position": "delighted"}, {"same_speaker_as": 999}],
    ids=["group", "theme", "position", "speaker"],
)
def test_what_is_not_in_the_exercise_is_refused(
    small: Small, hall: int, marks: dict[str, object]
) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible):
        say(small, hall, "Buses", **marks)
    assert contents(small.workspace) == before


def test_another_exercises_question_is_refused(small: Small, hall: int) -> None:
    other = planning.add_exercise(small.workspace, "Other").created
    assert other is not None
    question = contributing.add_question(small.workspace, other, "What matters?").created
    assert question is not None
    with pytest.raises(NotPossible, match="question"):
        contribute(small.workspace, hall, question, "Buses")


@pytest.mark.parametrize("text", ["", "  \n\t "])
def test_nothing_is_not_a_contribution(small: Small, hall: int, text: str) -> None:
    with pytest.raises(NotPossible, match="Nothing has been typed"):
        say(small, hall, text)


def test_the_same_speaker_goes_on_in_the_same_response(small: Small, hall: int) -> None:
    first = say(small, hall, "Buses", groups=[small.groups["Residents"]], table="2")
    second = say(small, hall, "And trams", same_speaker_as=first, position="mixed")
    third = say(small, hall, "And trains", same_speaker_as=second)
    assert len({one(small, key).response_id for key in (first, second, third)}) == 1
    assert one(small, first).marks.position == "mixed"
    assert one(small, third).marks.groups == (small.groups["Residents"],)
    assert said(small, hall) == ["Buses", "And trams", "And trains"]


def test_contributions_come_in_pages_in_the_order_they_were_captured(
    small: Small, hall: int
) -> None:
    first = say(small, hall, "0", table="A")
    for number in range(1, 12):
        table = "AB"[number % 2]
        same = first if number == 6 else None  # goes on with the first speaker, later
        say(small, hall, str(number), table=table, same_speaker_as=same)
    order = ["0", "6", "1", "2", "3", "4", "5", "7", "8", "9", "10", "11"]
    pages: list[str] = []
    before = None
    while page := contributing.latest(small.workspace, hall, before=before, limit=5):
        pages = [each.text for each in page] + pages
        before = page[0]
    assert pages == order
    of_table = contributing.latest(small.workspace, hall, table="B")
    assert [each.text for each in of_table] == ["1", "3", "5", "7", "9", "11"]
    assert contributing.tables(small.workspace, hall) == ["A", "B"]


def test_a_correction_keeps_the_themes_and_forgets_the_tone(small: Small, hall: int) -> None:
    key = say(small, hall, "Busses are late and parking is dear", themes=[small.themes["Trust"]])
    coding.add_coding(small.workspace, [key], small.themes["Parking"], Span(20, 27))
    with small.workspace.acting("score") as action:
        action.update("comment", key, {"sentiment": "negative", "compound": -0.5})
    contributing.correct(small.workspace, key, " Buses are late and parking is dear ")
    found = one(small, key)
    assert found.text == "Buses are late and parking is dear"
    found_codings = codings(small, key)
    assert {(each.theme_id, each.passage, each.status.value) for each in found_codings} == {
        (small.themes["Trust"], None, "accepted"),
        (small.themes["Parking"], Span(19, 26), "accepted"),
    }
    (row,) = browsing.comment_rows(small.workspace, [key])
    assert row.sentiment is None


def test_marks_can_be_set_anew(small: Small, hall: int) -> None:
    key = say(
        small, hall, "Buses", groups=[small.groups["Residents"]], position="concern",
        themes=[small.themes["Trust"]], table="1",
    )  # fmt: skip
    marks = Marks((small.groups["Surgeries"],), None, (small.themes["Parking"],), True, "2")
    contributing.retag(small.workspace, key, marks)
    assert one(small, key).marks == marks
    workspaces.undo(small.workspace)
    assert one(small, key).marks.position == "concern"


def test_a_rule_does_not_bring_back_a_theme_that_was_taken_off(small: Small, hall: int) -> None:
    key = say(small, hall, "Parking")
    coding.apply_rules(small.workspace, small.exercise)
    (proposed,) = codings(small, key)
    coding.accept(small.workspace, [proposed.id])
    contributing.retag(small.workspace, key, Marks())
    coding.apply_rules(small.workspace, small.exercise)
    assert one(small, key).marks.themes == ()


def test_a_rules_proposal_goes_with_the_words_it_was_found_in(small: Small, hall: int) -> None:
    key = say(small, hall, "Parking is dear")
    coding.apply_rules(small.workspace, small.exercise)
    contributing.correct(small.workspace, key, "Packing is dear")
    assert codings(small, key) == ()
    coding.apply_rules(small.workspace, small.exercise)
    assert codings(small, key) == ()


def test_a_split_makes_two_of_one_speaker(small: Small, hall: int) -> None:
    key = say(small, hall, "Buses are late. Parking is dear.", themes=[small.themes["Trust"]])
    later = say(small, hall, "So is coffee", same_speaker_as=key)
    coding.add_coding(small.workspace, [key], small.themes["Parking"], Span(16, 23))
    before = contents(small.workspace)
    second = contributing.split(small.workspace, key, 15).created
    assert second is not None
    assert said(small, hall) == ["Buses are late.", "Parking is dear.", "So is coffee"]
    assert one(small, second).response_id == one(small, later).response_id
    assert one(small, key).marks.themes == (small.themes["Trust"],)
    assert set(one(small, second).marks.themes) == {small.themes["Trust"], small.themes["Parking"]}
    passages = {each.passage for each in codings(small, second)}
    assert passages == {None, Span(0, 7)}
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


@pytest.mark.parametrize("at", [0, 6, -6])
def test_a_split_needs_words_on_both_sides(small: Small, hall: int, at: int) -> None:
    key = say(small, hall, "Buses ")
    with pytest.raises(NotPossible, match="one side"):
        contributing.split(small.workspace, key, at, "Buses ")


def test_merging_puts_two_speakers_into_one(small: Small, hall: int) -> None:
    first = say(small, hall, "Buses are", themes=[small.themes["Trust"]])
    second = say(
        small, hall, "parking", groups=[small.groups["Residents"]], position="concern",
        themes=[small.themes["Trust"]], quote=True,
    )  # fmt: skip
    coding.add_coding(small.workspace, [second], small.themes["Parking"], Span(0, 7))
    before = contents(small.workspace)
    assert contributing.merge_with_previous(small.workspace, second, "bad parking").created == first
    found = one(small, first)
    assert found.text == "Buses are bad parking"
    assert found.marks.groups == (small.groups["Residents"],)
    assert found.marks.position == "concern"
    assert found.marks.quote
    assert {(each.theme_id, each.passage) for each in codings(small, first)} == {
        (small.themes["Trust"], None),
        (small.themes["Parking"], Span(14, 21)),
    }
    assert workspaces.check(small.workspace) == []
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


def test_the_first_contribution_has_none_to_merge_with(small: Small, hall: int) -> None:
    key = say(small, hall, "Buses")
    with pytest.raises(NotPossible, match="no contribution before"):
        contributing.merge_with_previous(small.workspace, key)


def test_answers_to_two_questions_are_not_merged(small: Small, hall: int) -> None:
    say(small, hall, "Buses")
    changes = contribute(small.workspace, hall, small.questions["more"], "Trams")
    assert changes.created is not None
    with pytest.raises(NotPossible, match="another question"):
        contributing.merge_with_previous(small.workspace, changes.created)


def test_what_was_said_at_two_tables_is_not_merged(small: Small, hall: int) -> None:
    say(small, hall, "Buses", table="Table 1")
    key = say(small, hall, "Trams", table="Table 2")
    before = contents(small.workspace)
    with pytest.raises(NotPossible, match="another table"):
        contributing.merge_with_previous(small.workspace, key)
    assert contents(small.workspace) == before


def test_removing_takes_the_speaker_along_only_when_nothing_is_left(
    small: Small, hall: int
) -> None:
    before = contents(small.workspace)
    first = say(small, hall, "Buses", groups=[small.groups["Residents"]])
    second = say(small, hall, "Trams", same_speaker_as=first)
    contributing.remove(small.workspace, first)
    assert said(small, hall) == ["Trams"]
    contributing.remove(small.workspace, second)
    assert contents(small.workspace) == before


def test_an_imported_comment_keeps_its_words(small: Small, hall: int) -> None:
    changes: tuple[Callable[[int], object], ...] = (
        lambda key: contributing.correct(small.workspace, key, "Other words"),
        lambda key: contributing.split(small.workspace, key, 7),
        lambda key: contributing.remove(small.workspace, key),
    )
    for change in changes:
        with pytest.raises(NotPossible, match="imported comment"):
            change(small.comments[0])


# No surrogates: they can't be typed, nor encoded.
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_words_are_stored_exactly_as_typed(text: str) -> None:
    """Whatever is typed is there, less the blanks around it."""
    with tempfile.TemporaryDirectory() as folder:
        opened = workspaces.create(Path(folder) / "typed.engage", "Officer")
        small = small_exercise(opened)
        key = say(small, small.activities["workshop"], text)
        assert one(small, key).text == text.strip()
        opened.close()
