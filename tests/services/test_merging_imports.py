"""The same survey imported on two laptops is one when their workspaces are brought together."""

from pathlib import Path

import pytest
from apart import Laptop, copy_of

from engage_app.services import importing, merging, planning
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

HEAD = "{}Which group are you in?,What is your view?,Tell us why,Which age group are you in?"
ROWS = (
    "A1,Resident,I welcome it,The new clinic is nearer for all of us,25-34",
    "A2,Carer,I am concerned,The bus stops at six and nobody gets home,35-44",
    "A3,Resident,I have some concern,How do people without a car get there,25-34",
)


def survey(path: Path, rows: tuple[str, ...] = ROWS, *, ids: bool = True) -> Path:
    """A file as a survey tool writes it, with its ids for the responses or without."""
    lines = [HEAD.format("Response ID," if ids else "")]
    lines += [row if ids else row.partition(",")[2] for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def laptops(workspace: Workspace, tmp_path: Path) -> list[Laptop]:
    """Three copies of a workspace with an exercise in which nothing was asked yet."""
    planning.add_exercise(workspace, title="Clinic move")
    return [
        Laptop(copy_of(workspace, tmp_path / f"laptop {number}.engage"), f"Officer {number}", set())
        for number in range(3)
    ]


def bring_in(laptop: Laptop, path: Path, *, update: bool = False) -> None:
    importing.run_import(
        laptop.workspace, laptop.exercise, importing.inspect(path), activity="Survey", update=update
    )


def together(laptops: list[Laptop]) -> merging.MergeResult:
    """What comes of it, the same whichever is joined into which."""
    first, *others = (laptop.workspace for laptop in laptops)
    result = merging.bring_together(first, [other.path for other in others])
    for other in others:
        merging.bring_together(other, [first.path])
        assert merging.full_export(other) == merging.full_export(first)
    assert workspaces.check(first) == []
    return result


@pytest.mark.parametrize("ids", [True, False])
def test_the_same_file_imported_twice_is_one_import(
    laptops: list[Laptop], tmp_path: Path, ids: bool
) -> None:
    """Whatever it was called on either laptop, and whenever it was imported."""
    for number, laptop in enumerate(laptops):
        bring_in(laptop, survey(tmp_path / f"export {number}.csv", ids=ids))
    result = together(laptops)
    assert result.conflicts == ()
    assert result.before == result.after
    counted = {kind: result.after[kind] for kind in ("activities", "responses", "comments")}
    assert counted == {"activities": 1, "responses": 3, "comments": 3}
    equality = laptops[0].workspace.connection.execute("SELECT count(*) FROM equality_answer")
    assert equality.fetchone() == (3,)


def test_a_later_export_on_one_laptop_adds_what_is_new(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    """And updates what changed, on both: nobody is asked, for one of them saw the other's."""
    early, later = survey(tmp_path / "early.csv", ROWS[:2]), survey(
        tmp_path / "later.csv", (ROWS[0], ROWS[1].replace("six", "five"), ROWS[2])
    )  # fmt: skip
    for laptop in laptops:
        bring_in(laptop, early)
    bring_in(laptops[1], later, update=True)
    result = together(laptops)
    assert result.conflicts == ()
    assert result.after["responses"] == 3
    texts = laptops[0].workspace.connection.execute("SELECT text FROM comment").fetchall()
    assert ("The bus stops at five and nobody gets home",) in texts


def test_an_import_taken_out_can_be_made_again(laptops: list[Laptop], tmp_path: Path) -> None:
    """Its records are the same ones; on the laptop that kept it all along they stay."""
    path = survey(tmp_path / "export.csv")
    for laptop in laptops:
        bring_in(laptop, path)
    one = laptops[0]
    (made,) = importing.imports(one.workspace, one.exercise)
    importing.undo_import(one.workspace, made.id)
    bring_in(one, path)
    result = together(laptops)
    assert (result.after["responses"], result.after["comments"]) == (3, 3)


def test_an_import_taken_out_stays_out(laptops: list[Laptop], tmp_path: Path) -> None:
    """Where nobody else did anything to its responses."""
    path = survey(tmp_path / "export.csv")
    bring_in(laptops[0], path)
    for other in laptops[1:]:
        merging.bring_together(other.workspace, [laptops[0].workspace.path])
    (made,) = importing.imports(laptops[0].workspace, laptops[0].exercise)
    importing.undo_import(laptops[0].workspace, made.id)
    result = together(laptops)
    assert (result.after["responses"], result.after["comments"]) == (0, 0)
    assert result.conflicts == ()
