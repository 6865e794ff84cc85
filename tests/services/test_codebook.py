"""The codebook: a tree of themes whose changes carry the codings along."""

import pytest
from building import Small, contents, made

from engage_app.domain.coding import Span, Theme
from engage_app.errors import NotPossible
from engage_app.services import browsing, codebook, coding
from engage_app.services import workspace as workspaces


def themes(small: Small) -> dict[str, Theme]:
    return {theme.name: theme for theme in codebook.themes(small.workspace, small.exercise)}


def test_a_theme_keeps_what_is_said_of_it(small: Small) -> None:
    key = made(
        codebook.add_theme(
            small.workspace,
            small.exercise,
            small.themes["Access"],
            name=" Bus services ",
            definition="Getting there by bus",
            keywords="bus; bus stop\n\n bus ;buses",
            shortcut="3",
        )
    )
    theme = themes(small)["Bus services"]
    assert (theme.id, theme.parent_id) == (key, small.themes["Access"])
    assert theme.keywords == ("bus", "bus stop", "buses")
    assert (theme.definition, theme.shortcut) == ("Getting there by bus", "3")
    codebook.edit_theme(small.workspace, small.exercise, key, use_when="Any bus")
    assert themes(small)["Bus services"].definition == "Getting there by bus"


@pytest.mark.parametrize("name", ["", "   ", "trust", "TRUST "])
def test_themes_have_names_and_different_ones(small: Small, name: str) -> None:
    before = contents(small.workspace)
    with pytest.raises(NotPossible):
        codebook.add_theme(small.workspace, small.exercise, name=name)
    with pytest.raises(NotPossible):
        codebook.edit_theme(small.workspace, small.exercise, small.themes["Parking"], name=name)
    assert contents(small.workspace) == before


def test_a_theme_may_change_the_case_of_its_name(small: Small) -> None:
    codebook.edit_theme(small.workspace, small.exercise, small.themes["Trust"], name="TRUST")
    assert "TRUST" in themes(small)


@pytest.mark.parametrize("keywords", ["parking; *", "!", "fun*d~"])
def test_a_keyword_that_cant_match_is_refused(small: Small, keywords: str) -> None:
    with pytest.raises(NotPossible, match="can't match anything"):
        codebook.edit_theme(
            small.workspace, small.exercise, small.themes["Trust"], keywords=keywords
        )
    assert themes(small)["Trust"].keywords == ("trust",)


def test_a_key_assigns_one_theme(small: Small) -> None:
    """Whoever had the key gives it up, whether the other is new or changed."""
    work, exercise = small.workspace, small.exercise
    codebook.edit_theme(work, exercise, small.themes["Trust"], shortcut="1")
    codebook.edit_theme(work, exercise, small.themes["Parking"], shortcut="1")
    assert (themes(small)["Trust"].shortcut, themes(small)["Parking"].shortcut) == ("", "1")
    codebook.add_theme(work, exercise, name="Buses", shortcut="1")
    assert (themes(small)["Parking"].shortcut, themes(small)["Buses"].shortcut) == ("", "1")
    workspaces.undo(work)
    assert themes(small)["Parking"].shortcut == "1"


def test_themes_move_and_keep_their_order(small: Small) -> None:
    codebook.move_theme(small.workspace, small.exercise, small.themes["Trust"], None, place=0)
    branches = [theme.name for theme in themes(small).values() if theme.parent_id is None]
    assert branches == ["Trust", "Access"]
    codebook.move_theme(small.workspace, small.exercise, small.themes["Parking"], None)
    assert themes(small)["Parking"].parent_id is None
    with pytest.raises(NotPossible, match="below itself"):
        codebook.move_theme(
            small.workspace, small.exercise, small.themes["Access"], small.themes["Access"]
        )


def test_counts_tell_comments_not_codings(small: Small) -> None:
    comment, parking = small.comments[:1], small.themes["Parking"]
    for passage in (Span(0, 7), Span(8, 10)):
        coding.add_coding(small.workspace, comment, parking, passage)
    coding.apply_rules(small.workspace, small.exercise)
    counts = codebook.theme_counts(small.workspace, small.exercise)
    assert counts == {parking: (1, 1), small.themes["Trust"]: (0, 2)}


def test_a_removed_theme_takes_its_branch_and_codings(small: Small) -> None:
    coding.apply_rules(small.workspace, small.exercise)
    before = contents(small.workspace)
    codebook.remove_theme(small.workspace, small.exercise, small.themes["Access"])
    assert list(themes(small)) == ["Trust"]
    assert set(codebook.theme_counts(small.workspace, small.exercise)) == {small.themes["Trust"]}
    assert workspaces.check(small.workspace) == []
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


def test_merged_themes_keep_every_coding_once(small: Small) -> None:
    """Codings, keywords and children move; the accepted one of two alike stays."""
    work, parking, trust = small.workspace, small.themes["Parking"], small.themes["Trust"]
    coding.apply_rules(work, small.exercise)
    coding.add_coding(work, small.comments[:2], parking)
    below = made(codebook.add_theme(work, small.exercise, parking, name="Blue badges"))
    before = contents(work)
    codebook.merge_themes(work, small.exercise, parking, trust)
    rows = browsing.comment_rows(work, small.comments)
    assert [row.themes for row in rows] == [("Trust",), ("Trust",), (), (), ()]
    assert codebook.theme_counts(work, small.exercise) == {trust: (2, 2)}
    merged = themes(small)
    assert set(merged) == {"Access", "Trust", "Blue badges"}
    assert merged["Trust"].keywords == ("trust", "parking", "car park*")
    assert (merged["Blue badges"].id, merged["Blue badges"].parent_id) == (below, trust)
    assert workspaces.check(work) == []
    workspaces.undo(work)
    assert contents(work) == before


@pytest.mark.parametrize("into", ["Access", "Parking"])
def test_a_theme_cant_be_merged_into_itself_or_below(small: Small, into: str) -> None:
    with pytest.raises(NotPossible, match="can't be merged"):
        codebook.merge_themes(
            small.workspace, small.exercise, small.themes["Access"], small.themes[into]
        )
