"""However copies of a workspace were worked on apart, and in whatever order they are brought
together: the same workspace comes of it, and nothing that was captured is lost.

ENGAGE_EXAMPLES sets how many examples are tried; few by default, for they write real files.
"""

import os
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from apart import WORK, Laptop, copy_of
from building import small_exercise
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engage_app.domain.disclosure import DisclosureRule
from engage_app.errors import NotPossible
from engage_app.services import findings, merging
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage.merging.joining import state_of
from storage.records import read
from storage.travelling import TRAVELLING
from storage.version_rows import all_versions

EXAMPLES = int(os.environ.get("ENGAGE_EXAMPLES", "25"))
TRIED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SEEDS = st.integers(0, 2**31)
STEPS = st.lists(
    st.tuples(st.integers(0, 4), st.sampled_from([*sorted(WORK), "exchange"]), SEEDS),
    min_size=4,
    max_size=24,
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The workspace that everybody starts with."""
    folder = tmp_path_factory.mktemp("template")
    before = os.environ.get("ENGAGE_DATA")
    os.environ["ENGAGE_DATA"] = str(folder / "data")
    workspace = workspaces.create(folder / "template.engage", "Home")
    small_exercise(workspace)
    path = copy_of(workspace, folder / "start.engage")
    workspace.close()
    yield path
    if before is None:
        del os.environ["ENGAGE_DATA"]
    else:
        os.environ["ENGAGE_DATA"] = before


class Office:
    """Laptops with copies of the template, in a folder of their own."""

    def __init__(self, template: Path, count: int) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)
        self.removed: set[str] = set()
        self.laptops = []
        for number in range(count):
            path = self.folder / f"laptop {number}.engage"
            path.write_bytes(template.read_bytes())
            self.laptops.append(Laptop(path, f"Officer {number}", self.removed))

    def __enter__(self) -> "Office":
        return self

    def __exit__(self, *_: object) -> None:
        for laptop in self.laptops:
            laptop.close()
        self._folder.cleanup()

    def work(self, steps: Sequence[tuple[int, str, int]]) -> None:
        for number, name, seed in steps:
            laptop = self.laptops[number % len(self.laptops)]
            if name == "exchange":
                other = random.Random(seed).choice(self.laptops)  # noqa: S311
                if other is not laptop:
                    merging.bring_together(laptop.workspace, [other.workspace.path])
            else:
                laptop.work(name, seed)

    def together(self, order: Sequence[int], name: str, *, at_once: bool = False) -> Workspace:
        """All copies in one, the first of the order being what the others are joined into."""
        first, *others = [self.laptops[number].workspace for number in order]
        merged = workspaces.open_workspace(copy_of(first, self.folder / f"{name}.engage"), "Home")
        paths = [other.path for other in others]
        for some in [paths] if at_once else [[path] for path in paths]:
            merging.bring_together(merged, some)
        return merged


def everything(workspace: Workspace) -> dict[str, Any]:
    """What two workspaces have to have alike."""
    asked = [
        (each.kind, each.key, each.used, [(v.removed, v.fields) for v in each.versions])
        for each in merging.conflicts(workspace)
    ]
    return {
        "export": merging.full_export(workspace),
        "conflicts": asked,
        "states": states(workspace),
    }


def states(workspace: Workspace) -> dict[tuple[str, str], Any]:
    """Every version of every record, removed ones included: what later merges start from."""
    found = {}
    for spec in TRAVELLING:
        rows = {record.key: record for record in read(workspace.connection, spec)}
        versions = all_versions(workspace.connection, spec.table)
        for key in {*rows, *versions}:
            found[spec.table, key] = state_of(spec, rows.get(key), versions.get(key))
    return found


def findings_of(workspace: Workspace) -> list[Any]:
    exercises = workspace.connection.execute("SELECT id FROM exercise ORDER BY uid").fetchall()
    return [published(workspace, key, threshold) for (key,) in exercises for threshold in (0, 3)]


def published(workspace: Workspace, exercise_id: int, threshold: int) -> Any:
    """The findings, or the sentence that refuses them: the same on every laptop."""
    try:
        return findings.findings_json(workspace, exercise_id, DisclosureRule(threshold))
    except NotPossible as refused:
        return str(refused)


@TRIED
@given(count=st.integers(2, 5), steps=STEPS, data=st.data())
def test_every_order_and_grouping_gives_the_same(
    template: Path, count: int, steps: list[tuple[int, str, int]], data: st.DataObject
) -> None:
    """The full export, the findings and the conflicts are alike, and the file is sound."""
    with Office(template, count) as office:
        office.work(steps)
        numbers = range(count)
        merged = []
        for number in range(2):
            order = data.draw(st.permutations(numbers))
            at_once = data.draw(st.booleans())
            merged.append(office.together(order, f"merged {number}", at_once=at_once))
        # In pairs: what one colleague brought together is brought together with the rest.
        pair = office.together(data.draw(st.permutations(numbers))[:2], "pair")
        merging.bring_together(pair, [laptop.workspace.path for laptop in office.laptops])
        merged.append(pair)
        first = everything(merged[0])
        for other in merged[1:]:
            assert everything(other) == first
            assert findings_of(other) == findings_of(merged[0])
        for each in merged:
            assert workspaces.check(each) == []
            each.close()


@TRIED
@given(count=st.integers(2, 4), steps=STEPS)
def test_twice_is_as_once_and_undo_gives_what_was(
    template: Path, count: int, steps: list[tuple[int, str, int]]
) -> None:
    """Bringing the same together again changes nothing; undone, the workspace is as before; and
    brought together again after that, it is as it was."""
    with Office(template, count) as office:
        office.work(steps)
        laptop, paths = office.laptops[0], [each.workspace.path for each in office.laptops[1:]]
        before = everything(laptop.workspace)
        result = merging.bring_together(laptop.workspace, paths)
        once = everything(laptop.workspace)
        assert merging.bring_together(laptop.workspace, paths).unchanged
        assert merging.bring_together(laptop.workspace, paths[:1]).unchanged
        assert everything(laptop.workspace) == once
        if not result.unchanged:
            workspaces.undo(laptop.workspace)
            assert everything(laptop.workspace) == before
            workspaces.redo(laptop.workspace)
            assert everything(laptop.workspace) == once
            workspaces.undo(laptop.workspace)
        merging.bring_together(laptop.workspace, paths)
        assert everything(laptop.workspace) == once


@TRIED
@given(count=st.integers(2, 5), steps=STEPS)
def test_every_captured_comment_is_there(
    template: Path, count: int, steps: list[tuple[int, str, int]]
) -> None:
    """Whatever else was done: a comment that nobody removed is in the whole."""
    with Office(template, count) as office:
        office.work([step for step in steps if step[1] not in ("undo", "redo", "settle")])
        captured = {
            uid
            for laptop in office.laptops
            for (uid,) in laptop.workspace.connection.execute("SELECT uid FROM comment")
        }
        merged = office.together(range(count), "merged")
        there = {uid for (uid,) in merged.connection.execute("SELECT uid FROM comment")}
        merged.close()
        assert captured - office.removed <= there


@TRIED
@given(steps=STEPS, seed=SEEDS)
def test_what_was_settled_on_one_copy_is_settled_on_all(
    template: Path, steps: list[tuple[int, str, int]], seed: int
) -> None:
    """An officer decides once; no other copy asks again."""
    with Office(template, 3) as office:
        office.work(steps)
        merged = office.together(range(3), "merged")
        chance = random.Random(seed)  # noqa: S311
        while found := merging.conflicts(merged):
            conflict = chance.choice(found)
            merging.settle(merged, conflict, chance.choice(conflict.versions).id)
        settled = everything(merged)
        laptop = office.laptops[1].workspace
        merging.bring_together(laptop, [merged.path])
        assert everything(laptop) == settled
        merged.close()
