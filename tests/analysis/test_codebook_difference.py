"""The difference of two codebooks reads as an officer would tell it."""

from dataclasses import replace

from analysis.codebook_difference import compared, difference, same_meaning
from engage_app.domain.codebook import ChangeKind, CodebookContent, KeptTheme, Mark, Piece

ACCESS = KeptTheme("a", "Access")
PARKING = KeptTheme("p", "Parking", "a", "Where cars are left", keywords=("parking", "car park*"))
TRUST = KeptTheme("t", "Trust", definition="Faith in those who decide", keywords=("trust",))
BEFORE = CodebookContent((ACCESS, PARKING, TRUST))


def said(after: CodebookContent, before: CodebookContent = BEFORE) -> list[str]:
    return [change.sentence for change in difference(before, after)]


def test_nothing_changed_says_nothing() -> None:
    assert said(BEFORE) == []
    coloured = replace(TRUST, colour="#003087", shortcut="1")
    assert same_meaning(BEFORE, CodebookContent((coloured, ACCESS, PARKING), coded=9))


def test_renamed_moved_and_retired() -> None:
    parking = replace(PARKING, name="Car parking", parent="")
    trust = replace(TRUST, parent="a", retired=True)
    assert said(CodebookContent((ACCESS, parking, trust))) == [
        "“Parking” was renamed to “Car parking”.",
        "“Car parking” was moved to the top.",
        "“Trust” was moved under “Access”.",
        "“Trust” was retired.",
    ]
    (back,) = difference(
        CodebookContent((replace(TRUST, retired=True),)), CodebookContent((TRUST,))
    )
    assert (back.kind, back.sentence) == (ChangeKind.RESTORED, "“Trust” was restored.")


def test_keywords_added_and_removed() -> None:
    parking = replace(PARKING, keywords=("parking", "blue badge*", "drop-off"))
    assert said(CodebookContent((ACCESS, parking, TRUST))) == [
        "“Parking”, keywords: “blue badge*”, “drop-off” added; “car park*” removed."
    ]


def test_added_split_merged_and_removed() -> None:
    """A theme merged on into a third is told of the third."""
    buses = KeptTheme("b", "Buses", "a")
    badges = KeptTheme("d", "Blue badges", "a")
    after = CodebookContent(
        (ACCESS, buses, badges), merged={"p": "x", "x": "a"}, split={"d": "p", "gone": "p"}
    )
    assert said(after) == [
        "“Buses” was added under “Access”.",
        "“Blue badges” was split from “Parking”.",
        "“Parking” was merged into “Access”, with its codings.",
        "“Trust” was removed.",
    ]


def test_a_merge_that_was_undone_is_not_told() -> None:
    assert said(replace(BEFORE, merged={"p": "t", "t": "p"})) == []
    circle = CodebookContent((ACCESS,), merged={"p": "t", "t": "p"})
    assert said(circle) == ["“Parking” was removed.", "“Trust” was removed."]


def test_words_are_compared_word_by_word() -> None:
    trust = replace(TRUST, definition="Faith in the people who decide", use_when="They say so")
    definition, use_when = difference(BEFORE, CodebookContent((ACCESS, PARKING, trust)))
    assert definition.sentence == "“Trust”, definition: changed."
    assert definition.pieces == (
        Piece("Faith in"),
        Piece(" those", Mark.OLD),
        Piece(" the people", Mark.NEW),
        Piece(" who decide"),
    )
    assert use_when.sentence == "“Trust”, use when: added."
    assert use_when.pieces == (Piece("They say so", Mark.NEW),)


def test_texts_that_share_little_stand_one_after_the_other() -> None:
    assert compared("Cars left in the street", "Whatever rolls") == (
        Piece("Cars left in the street", Mark.OLD),
        Piece(" Whatever rolls", Mark.NEW),
    )
    assert compared("Cars", "") == (Piece("Cars", Mark.OLD),)
    assert compared("Cars", "Vans are here")[0] == Piece("Cars", Mark.OLD)
