"""What was captured apart comes together: nothing lost, nothing overwritten silently, undoable."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from apart import Laptop, copy_of
from building import Small, add_response, contents

from engage_app.domain.coding import Sentiment
from engage_app.errors import EngageError, NotPossible, WorkspaceError
from engage_app.progress import Cancelled
from engage_app.services import codebook, coding, merging, planning, sentiment, tagging
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace
from storage import database
from storage.identifiers import new_uid
from storage.imports.undoing import remove_dependents
from storage.migrations import migrations

Copies = Callable[[int], list[Laptop]]


@pytest.fixture
def copies(small: Small, tmp_path: Path) -> Iterator[Copies]:
    """Copies of the small workspace, on laptops of their own."""
    made: list[Laptop] = []

    def copy(count: int) -> list[Laptop]:
        for number in range(len(made), len(made) + count):
            path = copy_of(small.workspace, tmp_path / f"laptop {number}.engage")
            made.append(Laptop(path, f"Officer {number}", set()))
        return made[-count:]

    yield copy
    for laptop in made:
        laptop.close()


def capture(small: Small, workspace: Workspace, words: str, **facts: Any) -> None:
    with workspace.acting("capture", small.exercise) as action:
        add_response(action, small, view=words, workshop=True, **facts)


def words(workspace: Workspace) -> set[str]:
    return {text for (text,) in workspace.connection.execute("SELECT text FROM comment")}


def bring(into: Workspace, *others: Laptop) -> merging.MergeResult:
    return merging.bring_together(into, [each.workspace.path for each in others])


def test_what_everybody_captured_is_in_one_workspace(small: Small, copies: Copies) -> None:
    """The counts before and after are told, of every file too."""
    one, two = copies(2)
    capture(small, one.workspace, "said at table one", group="Residents")
    capture(small, two.workspace, "said at table two")
    capture(small, two.workspace, "and this")
    result = bring(small.workspace, one, two)
    assert {"said at table one", "said at table two", "and this"} <= words(small.workspace)
    assert (result.before["comments"], result.after["comments"]) == (5, 8)
    assert [each.holds["comments"] for each in result.sources] == [6, 7]
    assert result.added["responses"] == 3
    assert not result.conflicts
    assert workspaces.check(small.workspace) == []
    assert bring(small.workspace, two, one).unchanged


def test_codings_by_different_coders_all_stay(small: Small, copies: Copies) -> None:
    one, two = copies(2)
    for laptop in (one, two):
        coding.add_coding(laptop.workspace, [small.comments[0]], small.themes["Parking"])
    bring(small.workspace, one, two)
    coders = small.workspace.connection.execute("SELECT coder FROM coding ORDER BY coder")
    assert coders.fetchall() == [("Officer 0",), ("Officer 1",)]


def test_a_record_changed_on_both_sides_shows_both_and_asks(small: Small, copies: Copies) -> None:
    one, two = copies(2)
    trust, exercise = small.themes["Trust"], small.exercise
    codebook.edit_theme(one.workspace, exercise, trust, name="Confidence")
    codebook.edit_theme(two.workspace, exercise, trust, name="Belief")
    (conflict,) = bring(small.workspace, one, two).conflicts
    assert (conflict.kind, conflict.used) == ("theme", False)
    told = {version.fields for version in conflict.versions}
    assert told == {(("name", "Confidence"),), (("name", "Belief"),)}
    assert merging.conflicts(small.workspace, exercise) == [conflict]
    assert merging.conflicts(small.workspace, exercise + 1) == []


def test_a_settled_conflict_is_settled_everywhere_and_undo_opens_it(
    small: Small, copies: Copies
) -> None:
    one, two, three = copies(3)
    trust, exercise = small.themes["Trust"], small.exercise
    codebook.edit_theme(one.workspace, exercise, trust, name="Confidence")
    codebook.edit_theme(two.workspace, exercise, trust, name="Belief")
    (conflict,) = bring(three.workspace, one, two).conflicts
    other = conflict.versions[1]
    for _ in range(2):
        assert merging.settle(three.workspace, conflict, other.id)
        assert merging.conflicts(three.workspace) == []
        workspaces.undo(three.workspace)
        (conflict,) = merging.conflicts(three.workspace)
        other = conflict.versions[1]
    workspaces.redo(three.workspace)
    assert merging.conflicts(three.workspace) == []
    for laptop in (one, two):
        assert not bring(laptop.workspace, three).conflicts
        names = [each.name for each in codebook.themes(laptop.workspace, exercise)]
        assert dict(other.fields)["name"] in names
    with pytest.raises(NotPossible, match="meanwhile"):
        merging.settle(three.workspace, conflict, other.id)


def test_work_on_a_record_in_conflict_does_not_settle_it(small: Small, copies: Copies) -> None:
    """Whoever moves a theme has not said which of its names is right."""
    one, two = copies(2)
    trust, exercise = small.themes["Trust"], small.exercise
    codebook.edit_theme(one.workspace, exercise, trust, name="Confidence")
    codebook.edit_theme(two.workspace, exercise, trust, name="Belief")
    bring(one.workspace, two)
    codebook.move_theme(one.workspace, exercise, trust, small.themes["Access"])
    (conflict,) = merging.conflicts(one.workspace)
    assert {dict(version.fields)["name"] for version in conflict.versions} == {
        "Confidence",
        "Belief",
    }


def test_what_one_removed_and_another_used_stays_and_asks(small: Small, copies: Copies) -> None:
    one, two = copies(2)
    codebook.remove_theme(one.workspace, small.exercise, small.themes["Parking"])
    coding.add_coding(two.workspace, [small.comments[0]], small.themes["Parking"])
    (conflict,) = bring(one.workspace, two).conflicts
    assert (conflict.title, conflict.used) == ("Parking", True)
    keep, remove = conflict.versions
    assert (keep.removed, remove.removed) == (False, True)
    before = merging.full_export(one.workspace)
    merging.settle(one.workspace, conflict, keep.id)
    assert merging.full_export(one.workspace) == before
    assert merging.conflicts(one.workspace) == []
    workspaces.undo(one.workspace)
    (conflict,) = merging.conflicts(one.workspace)
    merging.settle(one.workspace, conflict, conflict.versions[1].id)
    assert not one.workspace.connection.execute("SELECT 1 FROM coding").fetchall()
    bring(two.workspace, one)
    names = [each.name for each in codebook.themes(two.workspace, small.exercise)]
    assert "Parking" not in names


def remove_response(laptop: Laptop, small: Small) -> None:
    with laptop.workspace.acting("remove response", small.exercise) as action:
        remove_dependents(action, "response", "SELECT ?", [small.responses[0]], set())
        action.delete_by("response", "id", [small.responses[0]])


def test_what_went_with_a_response_comes_back_with_it(small: Small, copies: Copies) -> None:
    """Removed on one laptop, changed on another: until somebody decides, all of it is there, its
    words, answers, tags and codings; and one question is asked, not one for each of them."""
    coding.add_coding(small.workspace, [small.comments[0]], small.themes["Parking"])
    whole = merging.full_export(small.workspace)
    one, two, three, four = copies(4)
    remove_response(one, small)
    tagging.set_position(two.workspace, [small.responses[0]], "concern")
    for first, second in ((one, two), (two, one)):
        merging.bring_together(three.workspace, [first.workspace.path])
        merging.bring_together(three.workspace, [second.workspace.path])
    assert bring(three.workspace, one, two).unchanged, "also joined to each other first"
    (conflict,) = merging.conflicts(three.workspace)
    assert [version.removed for version in conflict.versions] == [False, True]
    kept = merging.full_export(three.workspace)
    same = ("comment", "answer", "response_group", "coding", "respondent")
    assert {table: kept[table] for table in same} == {table: whole[table] for table in same}
    merging.settle(three.workspace, conflict, conflict.versions[0].id)
    merging.bring_together(one.workspace, [three.workspace.path])
    bring(four.workspace, one)
    for laptop in (one, three, four):
        assert merging.full_export(laptop.workspace) == kept
        assert merging.conflicts(laptop.workspace) == []
    workspaces.undo(three.workspace)
    (conflict,) = merging.conflicts(three.workspace)
    bring(three.workspace, two)
    assert merging.full_export(three.workspace) == kept
    (conflict,) = merging.conflicts(three.workspace)
    merging.settle(three.workspace, conflict, conflict.versions[1].id)
    assert "Parking is hard" not in str(merging.full_export(three.workspace))
    assert workspaces.check(three.workspace) == []


def test_what_was_removed_and_used_nowhere_goes(small: Small, copies: Copies) -> None:
    one, two = copies(2)
    codebook.remove_theme(one.workspace, small.exercise, small.themes["Parking"])
    result = bring(two.workspace, one)
    assert result.removed == {"themes": 1}
    assert len(codebook.themes(two.workspace, small.exercise)) == 2
    assert not result.conflicts


def test_a_place_let_go_leaves_its_responses(small: Small, copies: Copies) -> None:
    """Removing a record in a conflict never takes along what can do without it."""
    one, two = copies(2)
    south = small.places["South"]
    with one.workspace.acting("remove place", small.exercise) as action:
        action.update("response", small.responses[1], {"place_id": None})
        action.delete_by("place", "id", [south])
    tagging.set_place(two.workspace, [small.responses[0]], south)
    (conflict,) = [each for each in bring(one.workspace, two).conflicts if each.used]
    count = len(words(one.workspace))
    merging.settle(one.workspace, conflict, conflict.versions[1].id)
    assert len(words(one.workspace)) == count
    assert workspaces.check(one.workspace) == []


def test_places_of_one_name_are_told_apart_on_every_laptop(small: Small, copies: Copies) -> None:
    one, two = copies(2)
    for laptop in (one, two):
        with laptop.workspace.acting("add place", small.exercise) as action:
            row = {"uid": new_uid(), "exercise_id": small.exercise, "name": "Parkham"}
            action.insert("place", row)
    bring(one.workspace, two)
    bring(two.workspace, one)
    assert merging.full_export(one.workspace) == merging.full_export(two.workspace)
    names = [place.name for place in planning.places(one.workspace, small.exercise)]
    assert {"Parkham", "Parkham (2)"} < set(names)


def test_all_exercises_come(small: Small, tmp_path: Path) -> None:
    other = workspaces.create(tmp_path / "other.engage", "Officer")
    planning.add_exercise(other, title="Bus routes")
    merging.bring_together(small.workspace, [other.path])
    other.close()
    titles = [each.exercise.title for each in planning.exercises(small.workspace)]
    assert titles == ["Clinic move", "Bus routes"]


def test_pictures_come_with_their_bytes_also_after_undo(small: Small, copies: Copies) -> None:
    (one,) = copies(1)
    picture = bytes(range(256)) * 20
    with one.workspace.acting("add photo", small.exercise) as action:
        action.insert(
            "photo",
            {
                "uid": new_uid(),
                "activity_id": small.activities["workshop"],
                "file_name": "chart.jpg",
                "sha256": "0" * 64,
                "media_type": "image/jpeg",
                "width": 4,
                "height": 3,
                "added_at": "2026-01-05",
                "content": picture,
            },
        )
    bring(small.workspace, one)
    for turn in (workspaces.undo, workspaces.redo):
        turn(small.workspace)
    photos = small.workspace.connection.execute("SELECT content FROM photo").fetchall()
    assert photos == [(picture,)]


def equality(small: Small, laptop: Laptop, choice: str) -> None:
    with laptop.workspace.acting("equality", small.exercise) as action:
        key, question = new_uid(), small.questions["role"]
        (person,) = action.connection.execute("SELECT min(id) FROM respondent").fetchone()
        action.update("respondent", person, {"equality_key": key})
        row = {"equality_key": key, "question_id": question, "choice_id": small.choices[choice]}
        action.insert("equality_answer", row)


def test_a_person_has_one_set_of_equality_answers(small: Small, copies: Copies) -> None:
    """Where the same import gave the person a key on each laptop, the smaller one stays."""
    laptops = copies(2)
    for laptop in laptops:
        equality(small, laptop, "Surgery")
    exports = []
    for first, second in (laptops, laptops[::-1]):
        bring(first.workspace, second)
        exports.append(merging.full_export(first.workspace))
        rows = first.workspace.connection.execute(
            "SELECT equality_key IN (SELECT equality_key FROM respondent) FROM equality_answer"
        )
        assert rows.fetchall() == [(1,)]
        assert bring(first.workspace, second).unchanged
    assert exports[0] == exports[1]


def test_sentiment_comes_with_the_words_it_belongs_to(small: Small, copies: Copies) -> None:
    one, two = copies(2)
    capture(small, one.workspace, "This is wonderful")
    sentiment.score(one.workspace, small.exercise)
    sentiment.correct(one.workspace, small.comments[0], Sentiment.POSITIVE)
    bring(two.workspace, one)
    scored = two.workspace.connection.execute(
        "SELECT text FROM comment WHERE sentiment = 'positive'"
    ).fetchall()
    assert ("This is wonderful",) in scored
    corrected = "SELECT count(*) FROM comment WHERE corrected_sentiment = 'positive'"
    assert two.workspace.connection.execute(corrected).fetchone() == (1,)


def test_undo_takes_back_all_of_it_and_a_later_merge_brings_it_again(
    small: Small, copies: Copies
) -> None:
    one, two = copies(2)
    capture(small, one.workspace, "said at table one")
    codebook.remove_theme(two.workspace, small.exercise, small.themes["Trust"])
    before = contents(small.workspace)
    bring(small.workspace, one, two)
    after = merging.full_export(small.workspace)
    assert workspaces.undo_label(small.workspace) == "bring captures together"
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before
    versions = small.workspace.connection.execute("SELECT count(*) FROM record_version")
    assert versions.fetchone() == (0,), "as if it had never been"
    bring(small.workspace, two, one)
    assert merging.full_export(small.workspace) == after


def test_a_preview_tells_the_same_and_writes_nothing(small: Small, copies: Copies) -> None:
    (one,) = copies(1)
    capture(small, one.workspace, "said at table one")
    before = contents(small.workspace)
    told = merging.preview(small.workspace, [one.workspace.path])
    assert contents(small.workspace) == before
    done = bring(small.workspace, one)
    assert (told.before, told.after, told.added) == (done.before, done.after, done.added)


def test_a_cancelled_merge_leaves_no_trace(small: Small, copies: Copies) -> None:
    (one,) = copies(1)
    capture(small, one.workspace, "said at table one")
    before = contents(small.workspace)

    def impatient(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        merging.bring_together(small.workspace, [one.workspace.path], impatient)
    assert contents(small.workspace) == before
    assert not bring(small.workspace, one).unchanged, "and nothing stands in the way of the next"


def missing(path: Path) -> None:
    del path


def text(path: Path) -> None:
    path.write_text("not a workspace")


def newer(path: Path) -> None:
    with closing(database.create(path)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("PRAGMA journal_mode = DELETE")


def damaged(path: Path) -> None:
    with closing(database.create(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))


def cut_short(path: Path) -> None:
    with closing(database.create(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (missing, "no workspace called"),
        (text, "is not an Engage workspace"),
        (newer, "newer version of Engage"),
        (damaged, "is damaged"),
        (cut_short, "is damaged"),
    ],
)
def test_what_cant_be_read_gives_a_sentence_and_nothing_is_written(
    small: Small, copies: Copies, tmp_path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    """All of the files or none: the good one before it doesn't come either."""
    (one,) = copies(1)
    capture(small, one.workspace, "said at table one")
    path, before = tmp_path / "spoilt.engage", contents(small.workspace)
    spoil(path)
    with pytest.raises(WorkspaceError, match=says):
        merging.bring_together(small.workspace, [one.workspace.path, path])
    assert contents(small.workspace) == before


def test_the_workspace_itself_is_no_source(small: Small, tmp_path: Path) -> None:
    path = small.workspace.path
    link = tmp_path / "link.engage"
    link.symlink_to(path)
    for same in (path, link):
        for ask in (merging.bring_together, merging.preview):
            with pytest.raises(NotPossible, match="very workspace"):
                ask(small.workspace, [same])
    with pytest.raises(EngageError, match="No file"):
        merging.bring_together(small.workspace, [])


def test_a_source_is_read_and_never_written(small: Small, copies: Copies, tmp_path: Path) -> None:
    """What lies in its log is read too; no byte of either changes."""
    (one,) = copies(1)
    capture(small, one.workspace, "said at table one")
    stick = tmp_path / "stick"
    stick.mkdir()
    for end in ("", "-wal"):
        source = Path(f"{one.workspace.path}{end}")
        (stick / f"theirs.engage{end}").write_bytes(source.read_bytes())
    before = {each.name: each.read_bytes() for each in stick.iterdir()}
    merging.bring_together(small.workspace, [stick / "theirs.engage"])
    assert "said at table one" in words(small.workspace)
    after = {each.name: each.read_bytes() for each in stick.iterdir()}
    assert {name: after[name] for name in before} == before


def test_a_workspace_of_the_first_version_comes_and_stays_as_it_is(
    small: Small, tmp_path: Path
) -> None:
    import sqlite_utils

    path = tmp_path / "older.engage"
    with closing(sqlite3.connect(path)) as connection:
        db = sqlite_utils.Database(connection, execute_plugins=False)
        migrations.apply(db, stop_before="0002_planned_and_captured")
        connection.execute("INSERT INTO exercise (uid, title) VALUES (?, 'Old')", [new_uid()])
        connection.commit()
    before = path.read_bytes()
    merging.bring_together(small.workspace, [path])
    titles = [each.exercise.title for each in planning.exercises(small.workspace)]
    assert "Old" in titles
    assert path.read_bytes() == before
