"""What is covered on one laptop stays covered, whatever was done to its comment on another."""

import json
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from apart import Laptop, copy_of
from building import Small

from engage_app.domain.coding import Span
from engage_app.domain.redaction import DetailKind, RedactionStatus
from engage_app.services import browsing, conflicts, contributing, merging, redacting
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage import redactions as store

NAME = "Priya Raghunathan"
SAID = f"We trust {NAME} at the car park."
BETTER = f"At the car park everybody trusts {NAME}, and so they should."
Copies = Callable[[int], list[Laptop]]


@pytest.fixture
def said(small: Small) -> int:
    """A comment that names somebody."""
    comment = contributing.contribute(
        small.workspace, small.activities["workshop"], small.questions["view"], SAID
    ).created
    assert comment is not None
    return comment


@pytest.fixture
def copies(small: Small, said: int, tmp_path: Path) -> Iterator[Copies]:
    """Copies of the workspace with that comment, on laptops of their own."""
    made: list[Laptop] = []

    def copy(count: int) -> list[Laptop]:
        for number in range(count):
            path = copy_of(small.workspace, tmp_path / f"laptop {number}.engage")
            made.append(Laptop(path, f"Officer {number}", set()))
        return made

    yield copy
    for laptop in made:
        laptop.close()


def cover(workspace: Workspace, comment: int, text: str = SAID) -> None:
    start = text.index(NAME)
    redacting.add(workspace, comment, Span(start, start + len(NAME)), DetailKind.NAME)


def shown(workspace: Workspace, comment: int) -> str:
    return browsing.comment_rows(workspace, [comment])[0].text


def bring(into: Workspace, *others: Laptop) -> merging.MergeResult:
    return merging.bring_together(into, [each.workspace.path for each in others])


def decide(laptop: Laptop, change: Callable[[Workspace, Sequence[int]], object]) -> None:
    change(laptop.workspace, redacting.ids(laptop.workspace, laptop.exercise))


@pytest.mark.parametrize("proposed", [True, False])
@pytest.mark.parametrize("forward", [True, False])
def test_a_name_covered_here_and_moved_there_is_covered(
    small: Small, said: int, copies: Copies, *, proposed: bool, forward: bool
) -> None:
    """Whichever laptop the other is brought into, and marked by hand or found."""
    if proposed:
        redacting.propose(small.workspace, small.exercise)
    one, two = copies(2)
    contributing.correct(one.workspace, said, BETTER)
    decide(two, redacting.accept) if proposed else cover(two.workspace, said)
    into, other = (one, two) if forward else (two, one)
    bring(into.workspace, other)
    assert NAME not in shown(into.workspace, said)
    assert "trusts [name removed], and so they should." in shown(into.workspace, said)
    assert NAME not in json.dumps(merging.full_export(into.workspace)["comment"])
    workspaces.undo(into.workspace)
    workspaces.redo(into.workspace)
    assert NAME not in shown(into.workspace, said)
    contributing.correct(into.workspace, said, f"Thank you, {NAME}")
    assert shown(into.workspace, said).startswith("Thank you, [name removed]")


def test_it_stays_covered_in_every_order_on_the_way_home_and_once_settled(
    small: Small, said: int, copies: Copies, tmp_path: Path
) -> None:
    """Two reword, one covers: whatever words are shown or chosen, the name isn't among them."""
    laptops = copies(3)
    contributing.correct(laptops[0].workspace, said, BETTER)
    contributing.correct(laptops[1].workspace, said, f"Ask {NAME.upper()}!")
    cover(laptops[2].workspace, said)
    exports = []
    for number, order in enumerate(permutations(range(3))):
        path = copy_of(laptops[order[0]].workspace, tmp_path / f"joined {number}.engage")
        joined = workspaces.open_workspace(path, "Home")
        for other in order[1:]:
            bring(joined, laptops[other])
        exports.append((merging.full_export(joined), shown(joined, said)))
        assert NAME.casefold() not in shown(joined, said).casefold()
        (conflict,) = merging.conflicts(joined)
        assert NAME.casefold() not in json.dumps(conflicts.as_json(conflict)).casefold()
        package = tmp_path / f"package {number}.engage"
        merging.take_along(joined, small.exercise, package, with_responses=True)
        taken = workspaces.open_workspace(package, "Away")
        assert NAME.casefold() not in shown(taken, said).casefold()
        taken.close()
        merging.settle(joined, conflict, conflict.versions[1].id)
        assert NAME.casefold() not in shown(joined, said).casefold()
        joined.close()
    assert all(each == exports[0] for each in exports)


@pytest.mark.parametrize("first", [redacting.accept, redacting.reject])
def test_what_one_covers_and_another_rejects_is_covered_until_it_is_settled(
    small: Small, said: int, copies: Copies, first: Callable[..., object]
) -> None:
    """Whoever decided last."""
    redacting.propose(small.workspace, small.exercise)
    one, two = copies(2)
    second = redacting.reject if first is redacting.accept else redacting.accept
    decide(one, first)
    decide(two, second)
    bring(one.workspace, two)
    bring(two.workspace, one)
    for each in (one, two):
        assert NAME not in shown(each.workspace, said)
    (conflict,) = merging.conflicts(one.workspace)
    assert conflict.kind == "personal detail"
    assert NAME not in conflict.title
    assert "[name removed]" in conflict.title
    assert [dict(each.fields)["status"] for each in conflict.versions] == ["accepted", "rejected"]
    merging.settle(one.workspace, conflict, conflict.versions[1].id)
    bring(two.workspace, one)
    assert NAME in shown(two.workspace, said)
    assert merging.conflicts(two.workspace) == []


def test_a_rejection_before_it_is_settled_gives_way_when_copies_meet(
    small: Small, said: int, copies: Copies
) -> None:
    """Work on a record in conflict doesn't settle it: the same on both laptops."""
    redacting.propose(small.workspace, small.exercise)
    one, two = copies(2)
    decide(one, redacting.reject)
    decide(two, redacting.accept)
    bring(one.workspace, two)
    accepted = redacting.ids(one.workspace, small.exercise, status=RedactionStatus.ACCEPTED)
    redacting.reopen(one.workspace, accepted)
    bring(one.workspace, two)
    bring(two.workspace, one)
    exports = [merging.full_export(each.workspace)["redaction"] for each in (one, two)]
    assert exports[0] == exports[1]
    assert bring(one.workspace, two).unchanged


def test_a_comment_reworded_elsewhere_is_looked_through_again(
    small: Small, said: int, copies: Copies
) -> None:
    redacting.propose(small.workspace, small.exercise)
    one, two = copies(2)
    contributing.correct(two.workspace, said, "Ask Oluwaseun")
    bring(one.workspace, two)
    assert redacting.waiting(one.workspace, small.exercise) == 1


def test_a_new_comment_under_the_id_of_one_that_went_is_looked_through(small: Small) -> None:
    def say(text: str) -> int:
        changes = contributing.contribute(
            small.workspace, small.activities["workshop"], small.questions["view"], text
        )
        return changes.created or 0

    clean = say("The car park is full")
    redacting.propose(small.workspace, small.exercise)
    assert redacting.waiting(small.workspace, small.exercise) == 0
    contributing.remove(small.workspace, clean)
    assert redacting.waiting(small.workspace, small.exercise) == 0
    assert say(SAID) == clean
    redacting.propose(small.workspace, small.exercise)
    found = redacting.rows(small.workspace, redacting.ids(small.workspace, small.exercise))
    assert [each.words for each in found] == [NAME]


def test_a_redaction_outside_its_comment_is_a_fault(small: Small, said: int) -> None:
    cover(small.workspace, said)
    small.workspace.connection.execute("UPDATE comment SET text = 'Short' WHERE id = ?", [said])
    assert workspaces.check(small.workspace) == [
        "1 personal details lie outside the words of their comment."
    ]
    assert store.covers(small.workspace.connection)
