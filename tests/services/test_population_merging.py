"""Two laptops load different populations: one difference to settle, and nothing is mixed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from apart import Laptop, copy_of
from heard import Heard

from engage_app.services import conflicts, merging, populations
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

AGES = ("Under 16", "16 to 64", "65 or over")
CENSUS, REGISTER = (30.0, 60.0, 10.0), (25.0, 65.0, None)
"""The register says nothing of the oldest."""


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.question("age", "select_one", "equality", AGES)
    return built


@pytest.fixture
def laptops(heard: Heard, tmp_path: Path) -> Iterator[list[Laptop]]:
    made = [
        Laptop(copy_of(heard.workspace, tmp_path / f"laptop {number}.engage"), name, set())
        for number, name in enumerate(("Ann", "Bo"))
    ]
    yield made
    for each in made:
        each.close()


def load(heard: Heard, workspace: Workspace, people: tuple[float | None, ...], source: str) -> None:
    (question,) = populations.questions(workspace, heard.exercise)
    figures = zip(question.choices, people, strict=True)
    told = {choice.id: number for choice, number in figures if number is not None}
    populations.compare_with(workspace, heard.exercise, question.id, told, source=source)


def loaded(heard: Heard, workspace: Workspace) -> tuple[str, tuple[float | None, ...]]:
    (question,) = populations.questions(workspace, heard.exercise)
    found = populations.populations(workspace, heard.exercise)[question.id]
    return found.source, tuple(found.people.get(choice.id) for choice in question.choices)


def bring(heard: Heard, laptops: list[Laptop]) -> None:
    merging.bring_together(heard.workspace, [each.workspace.path for each in laptops])


@pytest.mark.parametrize("latest", [0, 1])
def test_one_difference_and_nothing_mixed(heard: Heard, laptops: list[Laptop], latest: int) -> None:
    """Until it is settled all figures are those of the source that is shown."""
    both = [(CENSUS, "Census"), (REGISTER, "Register")]
    for which in (1 - latest, latest):
        load(heard, laptops[which].workspace, *both[which])
    bring(heard, laptops)
    (found,) = conflicts.conflicts(heard.workspace, heard.exercise)
    assert (found.kind, found.title, len(found.versions)) == ("population", "Age", 2)
    told = [dict(version.fields) for version in found.versions]
    assert {each["source"]: each["people"] for each in told} == {
        "Census": "Under 16: 30; 16 to 64: 60; 65 or over: 10",
        "Register": "Under 16: 25; 16 to 64: 65",
    }
    people, source = both[latest]
    assert told[0]["source"] == source
    assert loaded(heard, heard.workspace) == (source, people)


@pytest.mark.parametrize(("people", "source"), [(CENSUS, "Census"), (REGISTER, "Register")])
def test_settling_takes_the_source_with_its_figures(
    heard: Heard, laptops: list[Laptop], people: tuple[float | None, ...], source: str
) -> None:
    """In one step, undone in one step, and the same on the laptops it goes back to."""
    load(heard, laptops[0].workspace, CENSUS, "Census")
    load(heard, laptops[1].workspace, REGISTER, "Register")
    bring(heard, laptops)
    (found,) = conflicts.conflicts(heard.workspace)
    choice = next(each for each in found.versions if dict(each.fields)["source"] == source)
    conflicts.settle(heard.workspace, found, choice.id)
    assert conflicts.conflicts(heard.workspace) == []
    assert loaded(heard, heard.workspace) == (source, people)
    workspaces.undo(heard.workspace)
    assert len(conflicts.conflicts(heard.workspace)) == 1
    workspaces.redo(heard.workspace)
    for each in laptops:
        merging.bring_together(each.workspace, [heard.workspace.path])
        assert conflicts.conflicts(each.workspace) == []
        assert loaded(heard, each.workspace) == (source, people)


def test_other_figures_of_the_same_source_are_one_difference_too(
    heard: Heard, laptops: list[Laptop]
) -> None:
    load(heard, laptops[0].workspace, CENSUS, "Census")
    load(heard, laptops[1].workspace, (31.0, 59.0, 10.0), "Census")
    bring(heard, laptops)
    (found,) = conflicts.conflicts(heard.workspace)
    assert [name for name, _ in found.versions[0].fields] == ["people"]


def test_the_same_population_twice_is_none(heard: Heard, laptops: list[Laptop]) -> None:
    for each in laptops:
        load(heard, each.workspace, CENSUS, "Census")
    bring(heard, laptops)
    assert conflicts.conflicts(heard.workspace) == []
    assert loaded(heard, heard.workspace) == ("Census", CENSUS)


def test_a_population_taken_away_on_one_laptop_and_loaded_anew_on_the_other(
    heard: Heard, laptops: list[Laptop]
) -> None:
    load(heard, heard.workspace, CENSUS, "Census")
    for each in laptops:
        merging.bring_together(each.workspace, [heard.workspace.path])
    (question,) = populations.questions(laptops[0].workspace, heard.exercise)
    populations.remove(laptops[0].workspace, heard.exercise, question.id)
    load(heard, laptops[1].workspace, REGISTER, "Register")
    bring(heard, laptops)
    (found,) = conflicts.conflicts(heard.workspace)
    assert loaded(heard, heard.workspace) == ("Register", REGISTER)
    gone = next(each for each in found.versions if each.removed)
    conflicts.settle(heard.workspace, found, gone.id)
    assert populations.populations(heard.workspace, heard.exercise) == {}
    assert conflicts.conflicts(heard.workspace) == []
