"""Splitting, retiring and merging themes: no coding is lost, and undo brings everything back."""

import random

import pytest
from building import Small, contents, made, small_exercise
from hypothesis import given, settings
from hypothesis import strategies as st

from engage_app.domain.coding import CodingStatus, Span, Theme
from engage_app.errors import NotPossible
from engage_app.services import browsing, codebook, coding, findings, recoding
from engage_app.services import workspace as workspaces
from engage_app.services.codebook_changes import (
    SplitPart,
    restore_theme,
    retire_theme,
    split_preview,
    split_theme,
)
from engage_app.services.workspace import Workspace

ACCEPTED, PROPOSED = CodingStatus.ACCEPTED, CodingStatus.PROPOSED


def themes(small: Small) -> dict[str, Theme]:
    return {theme.name: theme for theme in codebook.themes(small.workspace, small.exercise)}


def on_comments(small: Small, status: CodingStatus = ACCEPTED) -> list[tuple[str, ...]]:
    """The themes of each comment, in alphabetical order."""
    names = {theme.id: name for name, theme in themes(small).items()}
    return [
        tuple(
            sorted(
                names[one.theme_id]
                for one in browsing.comment_detail(small.workspace, key).codings
                if one.status is status
            )
        )
        for key in small.comments
    ]


def test_a_retired_theme_keeps_its_codings_and_is_proposed_no_more(small: Small) -> None:
    """Open proposals of its rules are withdrawn; its findings stay as they are."""
    work, parking = small.workspace, small.themes["Parking"]
    coding.add_coding(work, small.comments[:1], parking)
    coding.apply_rules(work, small.exercise)
    codebook.edit_theme(work, small.exercise, parking, shortcut="1")
    figures = findings.finding(work, small.exercise, "themes").rows
    before = contents(work)
    retire_theme(work, small.exercise, parking)
    assert themes(small)["Parking"].retired
    assert themes(small)["Parking"].shortcut == ""
    assert on_comments(small)[0] == ("Parking",)
    assert all("Parking" not in each for each in on_comments(small, PROPOSED))
    assert not coding.apply_rules(work, small.exercise)
    assert findings.finding(work, small.exercise, "themes").rows == figures
    workspaces.undo(work)
    assert contents(work) == before


def test_retiring_a_branch_retires_what_lies_below_and_restoring_it_too(small: Small) -> None:
    retire_theme(small.workspace, small.exercise, small.themes["Access"])
    assert {name for name, theme in themes(small).items() if theme.retired} == {"Access", "Parking"}
    restore_theme(small.workspace, small.exercise, small.themes["Parking"])
    assert not any(theme.retired for theme in themes(small).values())


def test_split_codings_go_where_their_words_are_and_the_rest_stays(small: Small) -> None:
    """A comment for both parts gets both; what moved is to be looked at again."""
    work, access = small.workspace, small.themes["Access"]
    coding.add_coding(work, small.comments, access)
    before = contents(work)
    parts = [
        SplitPart({"name": "Buses", "keywords": "bus; bus stop"}),
        SplitPart({"name": "Cars", "keywords": "car"}),
    ]
    assert [numbers for _, _, numbers in split_preview(work, access, ["bus", "car"])] == [
        (),
        (),
        (),
        (0, 1),
        (),
    ]
    split_theme(work, small.exercise, access, parts)
    assert on_comments(small) == [
        ("Access",),
        ("Access",),
        ("Access",),
        ("Buses", "Cars"),
        ("Access",),
    ]
    assert [theme for theme in themes(small) if not themes(small)[theme].parent_id] == [
        "Access",
        "Buses",
        "Cars",
        "Trust",
    ]
    reasons = recoding.reasons(work, small.comments[3])
    assert [one.theme for one in reasons] == ["Buses", "Cars"]
    assert reasons[0].reason.startswith("“Access” was split on ")
    assert reasons[0].reason.endswith(": what was coded to it here went to “Buses”.")
    assert workspaces.check(work) == []
    workspaces.undo(work)
    assert contents(work) == before


def test_a_split_takes_picked_comments_and_the_keywords_it_is_given(small: Small) -> None:
    work, parking = small.workspace, small.themes["Parking"]
    coding.add_coding(work, [small.comments[0], small.comments[3]], parking)
    chosen = frozenset({small.comments[3]})
    part = SplitPart({"name": "Car parks", "keywords": "car park*"}, chosen)
    key = made(split_theme(work, small.exercise, parking, [part], below=True))
    assert on_comments(small)[0] == ("Parking",)
    assert on_comments(small)[3] == ("Car parks",)
    assert themes(small)["Car parks"].parent_id == parking
    assert themes(small)["Car parks"].id == key
    assert themes(small)["Parking"].keywords == ("parking",)


def test_a_passage_goes_where_its_own_words_are(small: Small) -> None:
    work, access, comment = small.workspace, small.themes["Access"], small.comments[3]
    text = browsing.comment_detail(work, comment).row.text
    bus = Span(text.index("near the bus"), len(text))
    coding.add_coding(work, [comment], access, Span(0, 20))
    coding.add_coding(work, [comment], access, bus)
    split_theme(work, small.exercise, access, [SplitPart({"name": "Bus", "keywords": "bus"})])
    stands = {one.theme_id: one.passage for one in browsing.comment_detail(work, comment).codings}
    assert stands == {access: Span(0, 20), themes(small)["Bus"].id: bus}


def test_what_a_theme_excludes_goes_along_with_the_keywords_it_gives_up(small: Small) -> None:
    """And stays with those it keeps; the new theme takes no comment that they left out."""
    work, parking = small.workspace, small.themes["Parking"]
    codebook.edit_theme(work, small.exercise, parking, keywords="parking; funding; NOT bus, tram")
    coding.add_coding(work, small.comments, parking)
    assert [numbers for *_, numbers in split_preview(work, parking, ["parking; café"])] == [
        (0,),
        *[()] * 4,
    ]
    part = SplitPart({"name": "Cars", "keywords": "parking; café"})
    split_theme(work, small.exercise, parking, [part])
    assert themes(small)["Cars"].keywords == ('"parking" NOT bus, tram', "café")
    assert themes(small)["Parking"].keywords == ("funding", "NOT bus, tram")
    assert on_comments(small) == [("Cars",), *[("Parking",)] * 4]
    split_theme(work, small.exercise, parking, [SplitPart({"name": "£", "keywords": "funding"})])
    assert themes(small)["Parking"].keywords == (), "nothing is left to exclude from"


def test_what_moved_in_a_split_is_not_proposed_for_the_old_theme_again(small: Small) -> None:
    """Though a keyword it keeps is there. Only what an officer had accepted counts as decided, and
    no figure counts it as put forward and rejected."""
    work, access = small.workspace, small.themes["Access"]
    codebook.edit_theme(work, small.exercise, access, keywords="parking; *e*")
    coding.add_coding(work, [small.comments[0]], access)
    coding.add_coding(work, [small.comments[3]], access, Span(0, 6))
    coding.add_coding(work, [small.comments[3]], access, Span(17, 31))
    before = contents(work)
    split_theme(work, small.exercise, access, [SplitPart({"name": "Cars", "keywords": "parking"})])
    assert findings.finding(work, small.exercise, "codings").rows[-1][1:4] == (3, 0, 0)
    coding.apply_rules(work, small.exercise)
    proposed = on_comments(small, PROPOSED)
    assert "Access" not in proposed[0]
    assert "Access" not in proposed[3], "a passage stays with it"
    assert all("Access" in each for each in (proposed[1], proposed[2], proposed[4]))
    assert findings.finding(work, small.exercise, "codings").rows[-1][3] == 0
    coding.add_coding(work, [small.comments[0]], access)
    assert on_comments(small)[0] == ("Access", "Cars"), "by hand it may be on both"
    coding.apply_rules(work, small.exercise)
    cars = themes(small)["Cars"].id
    codebook.merge_themes(work, small.exercise, cars, access)
    assert on_comments(small)[0] == ("Access",)
    assert on_comments(small)[3] == ("Access", "Access")
    assert workspaces.check(work) == []
    while contents(work) != before:
        assert workspaces.undo(work)


@pytest.mark.parametrize(
    "names", [[], ["Trust"], ["One", "one"], [" "]], ids=["none", "taken", "twice", "blank"]
)
def test_what_cant_be_split_is_refused_whole(small: Small, names: list[str]) -> None:
    before = contents(small.workspace)
    parts = [SplitPart({"name": name}) for name in names]
    with pytest.raises(NotPossible):
        split_theme(small.workspace, small.exercise, small.themes["Access"], parts)
    assert contents(small.workspace) == before


def test_merging_keeps_passages_and_the_strongest_of_two_alike(small: Small) -> None:
    """Accepted beats proposed beats rejected; what a second coder found moves too, once."""
    work, parking, trust = small.workspace, small.themes["Parking"], small.themes["Trust"]
    first, second = small.comments[0], small.comments[1]
    coding.add_coding(work, [first], parking, Span(0, 7))
    coding.apply_rules(work, small.exercise)  # proposes Trust on the second
    coding.add_coding(work, [second], parking)
    (parked,) = (
        one.id for one in browsing.comment_detail(work, second).codings if one.theme_id == parking
    )
    coding.reject(work, [parked])
    with work.acting("sample", small.exercise) as action:
        row = {"uid": "s", "exercise_id": small.exercise, "title": "Sample"}
        sample = action.insert("coding_sample", row)
        for comment, theme in ((first, parking), (first, trust), (second, parking)):
            found = {"sample_id": sample, "comment_id": comment, "theme_id": theme}
            action.insert("second_coding", found)
    work.connection.execute(
        "INSERT INTO suggestion_outcome VALUES (?, ?, 0.5, 1, 3, '2026-01-01')", [first, parking]
    )
    before = contents(work)
    codebook.merge_themes(work, small.exercise, parking, trust)
    stands = [
        (one.theme_id, one.status, one.passage)
        for key in (first, second)
        for one in browsing.comment_detail(work, key).codings
    ]
    assert stands == [(trust, ACCEPTED, Span(0, 7)), (trust, PROPOSED, None)]
    rows = work.connection.execute("SELECT comment_id, theme_id FROM second_coding ORDER BY 1")
    assert rows.fetchall() == [(first, trust), (second, trust)]
    outcome = work.connection.execute("SELECT theme_id FROM suggestion_outcome").fetchall()
    assert outcome == [(trust,)]
    assert workspaces.check(work) == []
    workspaces.undo(work)
    assert contents(work) == before


def test_a_removed_theme_takes_what_refers_to_it_along(small: Small) -> None:
    work, parking = small.workspace, small.themes["Parking"]
    coding.add_coding(work, small.comments[1:2], small.themes["Trust"])
    codebook.edit_theme(work, small.exercise, parking, keywords="parking; funding")
    assert recoding.waiting(work, small.exercise) == 1
    before = contents(work)
    codebook.remove_theme(work, small.exercise, parking)
    assert recoding.waiting(work, small.exercise) == 0
    assert workspaces.check(work) == []
    workspaces.undo(work)
    assert contents(work) == before


Meanings = dict[str, set[str]]


def coded(small: Small) -> set[tuple[int, str]]:
    """(comment, the uid of a theme it is coded to)."""
    uids = {theme.id: theme.uid for theme in themes(small).values()}
    return {
        (key, uids[one.theme_id])
        for key in small.comments
        for one in browsing.comment_detail(small.workspace, key).codings
        if one.status is ACCEPTED
    }


def one_change(small: Small, chance: random.Random, became: Meanings) -> None:
    """Change the codebook somehow; `became` follows which themes may hold what a theme held."""
    work, exercise = small.workspace, small.exercise
    listed = sorted(themes(small).values(), key=lambda theme: theme.name)  # uids are by chance
    given, other = chance.choice(listed), chance.choice(listed)
    match chance.choice(["merge", "split", "move", "retire", "restore", "rename"]):
        case "merge":
            codebook.merge_themes(work, exercise, given.id, other.id)
            for held in became.values():
                if given.uid in held:
                    held.add(other.uid)
        case "split":
            words = ["parking", "trust; hospital", "car; bus", "children", "could"]
            parts = [
                SplitPart({"name": f"Part {chance.random()}", "keywords": chance.choice(words)})
                for _ in range(chance.randint(1, 3))
            ]
            known = {theme.uid for theme in listed}
            split_theme(work, exercise, given.id, parts, below=chance.random() < 0.5)
            fresh = {theme.uid for theme in themes(small).values()} - known
            for held in became.values():
                if given.uid in held:
                    held.update(fresh)
        case "move":
            codebook.move_theme(work, exercise, given.id, other.id)
        case "retire":
            retire_theme(work, exercise, given.id)
        case "restore":
            restore_theme(work, exercise, given.id)
        case "rename":
            codebook.edit_theme(work, exercise, given.id, name=f"Theme {chance.random()}")


@given(chance=st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_no_change_of_the_codebook_loses_a_coding(
    tmp_path_factory: pytest.TempPathFactory, chance: random.Random
) -> None:
    """After any changes each coded comment still bears every meaning it had; undo brings the
    workspace back as it was, change by change."""
    path = tmp_path_factory.mktemp("codebook") / "any.engage"
    work: Workspace = workspaces.create(path, officer="Test Officer")
    small = small_exercise(work)
    for key in small.comments:
        for theme in chance.sample(sorted(small.themes.values()), chance.randint(0, 2)):
            coding.add_coding(work, [key], theme, chance.choice([None, Span(0, 6)]))
    start, states = coded(small), []
    became: Meanings = {theme.uid: {theme.uid} for theme in themes(small).values()}
    for _ in range(6):
        before = contents(work)
        try:
            one_change(small, chance, became)
        except NotPossible:
            assert contents(work) == before
            continue
        if contents(work) != before:
            states.append(before)
        now = coded(small)
        for comment, uid in start:
            assert any((comment, held) in now for held in became[uid])
    assert workspaces.check(work) == []
    for state in reversed(states):
        workspaces.undo(work)
        assert contents(work) == state
    work.close()
