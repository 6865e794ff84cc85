"""A theme that comes late: the comments it may belong on are looked at again, and no others."""

from building import Small, contents, made

from engage_app.domain.filters import CodingState, CommentFilter
from engage_app.services import browsing, codebook, coding, recoding, standard_themes
from engage_app.services import workspace as workspaces


def to_look_at(small: Small) -> list[int]:
    """The numbers of the comments to look at again, from 0."""
    asked = CommentFilter(state=CodingState.RECODE)
    ids = browsing.comment_ids(small.workspace, small.exercise, asked)
    assert len(ids) == recoding.waiting(small.workspace, small.exercise)
    return [small.comments.index(key) for key in ids]


def test_a_new_theme_asks_for_the_coded_comments_that_its_keywords_match(small: Small) -> None:
    """Those not coded yet wait in the queue anyway."""
    coding.add_coding(small.workspace, small.comments[:3], small.themes["Access"])
    before = contents(small.workspace)
    codebook.add_theme(small.workspace, small.exercise, name="Travel", keywords="drive; bus; café")
    assert to_look_at(small) == [0]
    (why,) = recoding.reasons(small.workspace, small.comments[0])
    assert why.theme == "Travel"
    assert why.reason.startswith("“Travel” was added on ")
    assert why.reason.endswith(": its keywords “drive”, “café” are here.")
    workspaces.undo(small.workspace)
    assert contents(small.workspace) == before


def test_without_keywords_it_asks_for_what_is_coded_near_it(small: Small) -> None:
    """To the theme above, beside, and to “Other”; not to one elsewhere in the tree."""
    work = small.workspace
    standard_themes.add_standard_themes(work, small.exercise)
    other = {theme.name: theme.id for theme in codebook.themes(work, small.exercise)}["Other"]
    for number, theme in enumerate(
        (small.themes["Access"], small.themes["Parking"], other, small.themes["Trust"])
    ):
        coding.add_coding(work, [small.comments[number]], theme)
    key = made(
        codebook.add_theme(work, small.exercise, small.themes["Access"], name="Braces {0} {}")
    )
    assert to_look_at(small) == [0, 1, 2]
    (why,) = recoding.reasons(work, small.comments[1])
    assert why.reason.startswith("“Braces {0} {}” was added on ")
    assert why.reason.endswith(" without keywords; this comment is coded to “Parking”.")
    codebook.edit_theme(work, small.exercise, key, keywords="worries")
    assert to_look_at(small) == [1], "keywords make the list shorter"


def test_new_keywords_ask_for_what_they_match_and_the_old_ones_did_not(small: Small) -> None:
    work, parking = small.workspace, small.themes["Parking"]
    coding.add_coding(work, small.comments, small.themes["Trust"])
    coding.add_coding(work, small.comments[1:2], parking)
    codebook.edit_theme(work, small.exercise, parking, keywords="parking; funding; better")
    assert to_look_at(small) == [2], "0 and 3 matched before, 1 is coded to it"
    codebook.edit_theme(work, small.exercise, parking, keywords="parking")
    codebook.edit_theme(work, small.exercise, parking, definition="Of cars")
    assert to_look_at(small) == [2]


def test_an_exclusion_taken_out_asks_for_what_it_left_out(small: Small) -> None:
    """No keyword is new, and yet they find more."""
    work, parking = small.workspace, small.themes["Parking"]
    coding.add_coding(work, small.comments, small.themes["Trust"])
    codebook.edit_theme(work, small.exercise, parking, keywords="parking; car; NOT bus, drive")
    recoding.all_done(work, small.exercise)
    codebook.edit_theme(work, small.exercise, parking, keywords="car; parking; NOT bus, drive")
    assert to_look_at(small) == [], "another order finds the same"
    codebook.edit_theme(work, small.exercise, parking, keywords="parking; car; NOT bus")
    assert to_look_at(small) == [0]
    (why,) = recoding.reasons(work, small.comments[0])
    assert "The keywords of “Parking” changed on " in why.reason
    codebook.edit_theme(work, small.exercise, parking, keywords="parking; car")
    assert to_look_at(small) == [0, 3]


def test_a_comment_is_done_when_it_was_looked_at_or_decided_on(small: Small) -> None:
    work = small.workspace
    coding.add_coding(work, small.comments, small.themes["Access"])
    key = made(codebook.add_theme(work, small.exercise, name="All", keywords="*a*; *e*"))
    assert to_look_at(small) == [0, 1, 2, 3, 4]
    coding.add_coding(work, small.comments[:1], key)
    coding.apply_rules(work, small.exercise)
    (proposed,) = (
        one.id
        for one in browsing.comment_detail(work, small.comments[1]).codings
        if one.theme_id == key
    )
    coding.reject(work, [proposed])
    recoding.done(work, [small.comments[2]], key)
    assert to_look_at(small) == [3, 4]
    workspaces.undo(work)
    assert to_look_at(small) == [2, 3, 4]
    recoding.all_done(work, small.exercise)
    assert to_look_at(small) == []


def test_an_officer_may_ask_for_all_comments_of_a_theme(small: Small) -> None:
    coding.add_coding(small.workspace, small.comments[:2], small.themes["Trust"])
    recoding.look_again(small.workspace, small.exercise, small.themes["Trust"])
    assert to_look_at(small) == [0, 1]
    assert len(recoding.listed(small.workspace, small.exercise, most=1)) == 1


def test_an_exercise_without_codings_asks_for_nothing(small: Small) -> None:
    codebook.add_theme(small.workspace, small.exercise, name="Travel", keywords="bus")
    codebook.add_theme(small.workspace, small.exercise, name="Buses")
    assert to_look_at(small) == []
