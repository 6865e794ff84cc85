"""What keywords find before they are saved, and why a rule's proposal was made."""

import pytest
from building import Small, contents

from engage_app.domain.coding import CodingStatus
from engage_app.progress import Cancelled
from engage_app.services import browsing, codebook, coding
from engage_app.services.keyword_preview import KeywordFinder, check_keywords, reasons


def coding_on(small: Small, number: int) -> int:
    """The id of the one coding on a comment, by its number from 1."""
    (only,) = browsing.comment_detail(small.workspace, small.comments[number - 1]).codings
    return only.id


def test_every_keyword_is_counted_alone_and_all_together(small: Small) -> None:
    """And nothing is written."""
    before = contents(small.workspace)
    finder = KeywordFinder(small.workspace, small.exercise)
    preview = finder.look("park*; bus stop\ntrust + hospital; fnd +")
    assert [(each.keyword, each.comments) for each in preview.keywords] == [
        ("park*", 2),
        ("bus stop", 1),
        ("trust + hospital", 1),
    ]
    assert (preview.comments, preview.without, preview.rejected) == (3, 3, 0)
    assert contents(small.workspace) == before


def test_an_example_shows_its_words_and_says_which_keywords_found_it(small: Small) -> None:
    preview = KeywordFinder(small.workspace, small.exercise).look("park*; bus stop; trust")
    shown = {
        small.comments.index(each.comment_id) + 1: (
            each.keywords,
            [each.text[span.start : span.end] for span in each.spans],
        )
        for each in preview.examples
    }
    assert shown == {
        1: (("park*",), ["Parking"]),
        2: (("trust",), ["trust"]),
        4: (("park*", "bus stop"), ["parking", "park", "bus stop"]),
        5: (("trust",), ["trust"]),
    }
    assert [len(each.examples) for each in preview.keywords] == [2, 1, 2]


def test_examples_are_of_each_keyword_in_turn(small: Small) -> None:
    """So that one that finds too much doesn't hide the others."""
    finder = KeywordFinder(small.workspace, small.exercise)
    preview = finder.look("*; e*; t*; carers", examples=2)
    first, second = preview.examples
    assert (first.keywords, second.keywords) == (("t*",), ("t*", "carers"))


def test_what_the_theme_excludes_is_out_of_every_figure(small: Small) -> None:
    finder = KeywordFinder(small.workspace, small.exercise)
    preview = finder.look("parking\ncar park\nNOT carers")
    assert preview.comments == 1
    assert [each.comments for each in preview.keywords] == [1, 0]
    assert finder.look("NOT carers").comments == 0


def test_comments_with_the_theme_and_those_it_was_refused_for_are_told(small: Small) -> None:
    coding.apply_rules(small.workspace, small.exercise)
    coding.accept(small.workspace, [coding_on(small, 1)])
    coding.reject(small.workspace, [coding_on(small, 4)])
    finder = KeywordFinder(small.workspace, small.exercise, small.themes["Parking"])
    preview = finder.look("parking; trust")
    assert (preview.comments, preview.without, preview.rejected) == (4, 3, 1)


def test_reading_can_be_cancelled_and_taken_up_again(small: Small) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    finder = KeywordFinder(small.workspace, small.exercise)
    with pytest.raises(Cancelled):
        finder.prepare(cancel)
    assert finder.look("parking").comments == 2
    finder.forget()
    assert finder.look("parking").comments == 2


def test_faults_and_notes_are_told_in_their_places() -> None:
    typed = "😀 parking ;bus +\n\n NOT tram; bus, coach"
    checked = check_keywords(typed)
    assert [typed[each.start : each.end] for each in checked] == [
        "😀 parking",
        "bus +",
        "NOT tram",
        "bus, coach",
    ]
    assert [bool(each.fault) for each in checked] == [False, True, False, False]
    assert [bool(each.note) for each in checked] == [False, False, False, True]
    assert [each.excludes for each in checked] == [False, False, True, False]
    assert check_keywords(" ;\n; ") == []


def test_a_proposal_is_explained_by_the_keywords_and_their_words(small: Small) -> None:
    small_edit(small, "park* + carers; bus stop; NOT tram")
    coding.apply_rules(small.workspace, small.exercise)
    assert coding.explain(small.workspace, coding_on(small, 4)) == (
        "keyword rule “park* + carers” found “Carers”, “parking”, “park”;"
        " keyword rule “bus stop” found “bus stop”"
    )


def test_a_word_is_named_once_and_on_one_line(small: Small) -> None:
    coding.apply_rules(small.workspace, small.exercise)
    assert coding.explain(small.workspace, coding_on(small, 4)) == (
        "keyword rule “parking” found “parking”; keyword rule “car park*” found “car park”"
    )
    assert reasons("Bus, BUS, bus", ("bus", "tram")) == [("bus", ["Bus"])]


def test_an_explanation_says_so_where_the_keywords_have_changed(small: Small) -> None:
    coding.apply_rules(small.workspace, small.exercise)
    small_edit(small, "tram")
    said = coding.explain(small.workspace, coding_on(small, 1))
    assert said == (
        "a keyword rule found “Parking”; its keywords or the comment have changed since"
    )


def test_what_no_rule_did_is_not_explained(small: Small) -> None:
    coding.add_coding(small.workspace, small.comments[:1], small.themes["Trust"])
    assert coding.explain(small.workspace, coding_on(small, 1)) == ""
    assert coding.explain(small.workspace, 10_000) == ""


def test_signs_hold_when_rules_are_applied(small: Small) -> None:
    """From the codebook as stored to the proposals."""
    small_edit(small, "park*  + café\n(bus, tram) NEAR/0 stop; NOT worries")
    coding.apply_rules(small.workspace, small.exercise)
    details = [browsing.comment_detail(small.workspace, key) for key in small.comments]
    found = [
        [detail.row.text[span.start : span.end] for span in each.matches]
        for detail in details
        for each in detail.codings
        if each.theme_id == small.themes["Parking"] and each.status is CodingStatus.PROPOSED
    ]
    assert found == [["Parking", "café"], ["bus", "stop"]]


def test_rules_of_a_retired_theme_propose_nothing(small: Small) -> None:
    with small.workspace.acting("retire", small.exercise) as action:
        action.update("theme", small.themes["Parking"], {"retired": 1})
    coding.apply_rules(small.workspace, small.exercise)
    details = [browsing.comment_detail(small.workspace, key) for key in small.comments]
    themes = {each.theme_id for detail in details for each in detail.codings}
    assert themes == {small.themes["Trust"]}


def test_a_merged_theme_excludes_for_its_own_keywords_only(small: Small) -> None:
    small_edit(small, "parking; car park*; NOT café")
    codebook.merge_themes(
        small.workspace, small.exercise, small.themes["Trust"], small.themes["Parking"]
    )
    (merged,) = (
        each
        for each in codebook.themes(small.workspace, small.exercise)
        if each.id == small.themes["Parking"]
    )
    assert merged.keywords == ('"parking" NOT café', '"car park*" NOT café', "trust")
    preview = KeywordFinder(small.workspace, small.exercise).look("\n".join(merged.keywords))
    assert [each.comments for each in preview.keywords] == [1, 1, 2]


def small_edit(small: Small, keywords: str) -> None:
    """Give the theme Parking these keywords."""
    codebook.edit_theme(small.workspace, small.exercise, small.themes["Parking"], keywords=keywords)
