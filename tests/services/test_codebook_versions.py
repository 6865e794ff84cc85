"""Versions of the codebook: kept when they mattered, and told apart in plain sentences."""

import pytest
from building import Small, contents, made

from engage_app.errors import NotPossible
from engage_app.services import codebook, coding
from engage_app.services import workspace as workspaces
from engage_app.services.codebook_changes import SplitPart, split_theme
from engage_app.services.codebook_versions import (
    difference,
    in_words,
    keep,
    standing,
    versions,
)


def notes(small: Small) -> list[str]:
    return [each.note for each in versions(small.workspace, small.exercise)]


def changes(small: Small, before: int, after: int | None = None) -> list[str]:
    found = difference(small.workspace, small.exercise, before, after)
    return [each.sentence for each in found]


def test_a_codebook_nobody_coded_with_leaves_no_versions(small: Small) -> None:
    codebook.edit_theme(small.workspace, small.exercise, small.themes["Trust"], definition="Faith")
    coding.apply_rules(small.workspace, small.exercise)
    codebook.move_theme(small.workspace, small.exercise, small.themes["Trust"], None, 0)
    assert notes(small) == []


def test_what_was_coded_with_is_kept_once_before_it_changes(small: Small) -> None:
    """Ten edits in a row leave one version behind; colours, keys and places leave none."""
    work, trust = small.workspace, small.themes["Trust"]
    coding.add_coding(work, small.comments[:1], trust)
    codebook.edit_theme(work, small.exercise, trust, colour="#003087", shortcut="1")
    codebook.move_theme(work, small.exercise, trust, None, 0)
    assert notes(small) == []
    codebook.edit_theme(work, small.exercise, trust, definition="Faith")
    codebook.edit_theme(work, small.exercise, trust, definition="Faith in people")
    codebook.add_theme(work, small.exercise, name="Buses")
    assert notes(small) == ["before “Trust” was changed"]
    coding.add_coding(work, small.comments[1:2], trust)
    codebook.remove_theme(work, small.exercise, small.themes["Parking"])
    assert notes(small) == ["before “Trust” was changed", "before “Parking” was removed"]
    first, second = versions(work, small.exercise)
    assert (first.number, second.number, first.themes, second.themes) == (1, 2, 3, 4)
    assert (first.coded, second.coded, first.made_by) == (1, 2, "Test Officer")
    assert changes(small, first.id, second.id) == [
        "“Trust”, definition: added.",
        "“Buses” was added.",
    ]
    assert changes(small, second.id) == ["“Parking” was removed."]


def test_a_version_comes_and_goes_with_the_change_it_was_kept_for(small: Small) -> None:
    coding.add_coding(small.workspace, small.comments[:1], small.themes["Trust"])
    before = contents(small.workspace)
    codebook.remove_theme(small.workspace, small.exercise, small.themes["Parking"])
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


def test_keeping_by_hand_says_when_there_is_nothing_new(small: Small) -> None:
    key = made(keep(small.workspace, small.exercise, " As agreed "))
    (kept,) = versions(small.workspace, small.exercise)
    assert (kept.id, kept.note) == (key, "As agreed")
    with pytest.raises(NotPossible, match="since version 1"):
        keep(small.workspace, small.exercise)


def test_merges_and_splits_are_told_as_such(small: Small) -> None:
    work, access = small.workspace, small.themes["Access"]
    first = made(keep(work, small.exercise))
    codebook.merge_themes(work, small.exercise, small.themes["Parking"], small.themes["Trust"])
    split_theme(work, small.exercise, access, [SplitPart({"name": "Buses"})])
    second = made(keep(work, small.exercise))
    told = [
        "“Buses” was split from “Access”.",
        "“Trust”, keywords: “parking”, “car park*” added.",
        "“Parking” was merged into “Trust”, with its codings.",
    ]
    assert changes(small, first, second) == told
    assert changes(small, first) == told
    workspaces.undo(work)
    workspaces.undo(work)
    workspaces.undo(work)
    codebook.remove_theme(work, small.exercise, small.themes["Parking"])
    assert changes(small, first) == ["“Parking” was removed."]


def test_the_method_page_names_the_version(small: Small) -> None:
    assert in_words(standing(small.workspace, small.exercise)) == ""
    keep(small.workspace, small.exercise)
    with small.workspace.acting("date it") as action:
        action.update("codebook_version", 1, {"made_at": "2026-11-22T09:00:00.000+00:00"})
    words = in_words(standing(small.workspace, small.exercise))
    assert words == "Codebook: version 1, kept on 22 November 2026."
    codebook.edit_theme(small.workspace, small.exercise, small.themes["Trust"], name="Faith")
    words = in_words(standing(small.workspace, small.exercise))
    assert words == "Codebook: version 1, kept on 22 November 2026, with 1 change since."


def test_a_version_that_is_not_there_is_refused(small: Small) -> None:
    with pytest.raises(NotPossible, match="no longer there"):
        difference(small.workspace, small.exercise, 99)
