"""Values and texts are written alike in Excel and in Word."""

from dataclasses import replace

import pytest
from report_sample import empty_table, position_table, theme_table

from engage_app.domain.report import Column, Kind, Table, Value
from storage.reports.archive import document_date
from storage.reports.cells import (
    clean,
    counted_line,
    headings,
    notes_under,
    one_line,
    rows,
    written,
)


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (0.454, Kind.SHARE, "45%"),
        (0.125, Kind.SHARE, "13%"),  # as Excel rounds; Python alone would say 12%
        (0.0, Kind.SHARE, "0%"),
        (1, Kind.SHARE, "100%"),
        (1234, Kind.COUNT, "1,234"),
        (12.0, Kind.COUNT, "12"),
        (0.635, Kind.SCORE, "0.64"),
        (-0.001, Kind.SCORE, "0.00"),
        ("[c]", Kind.SHARE, "[c]"),
        (None, Kind.COUNT, "–"),
        (float("nan"), Kind.SHARE, "–"),
        (None, Kind.TEXT, "None"),
        ("  ", Kind.TEXT, "None"),
        ("=1+1", Kind.TEXT, "=1+1"),
        (3, Kind.TEXT, "3"),
    ],
)
def test_values_as_a_reader_sees_them(value: Value, kind: Kind, shown: str) -> None:
    assert written(value, kind) == shown


def test_words_stay_and_control_characters_go() -> None:
    assert clean("a\x07b\r\nc\rd\te\ud800\uffff é 😀") == "ab\nc\nd\te é 😀"
    assert one_line(" two\n lines ") == "two lines"


def test_headings_are_unique_and_never_empty() -> None:
    """Excel takes two headings that differ in case alone for one, and repairs the file."""
    columns = (Column("People"), Column("people"), Column(" "), Column("A\nB"))
    assert headings(Table("t", "T", "", "", columns, ())) == (
        "People",
        "people (2)",
        "Column 3",
        "A B",
    )


def test_a_table_without_rows_has_one_that_says_so() -> None:
    assert rows(empty_table()) == ((None, None, None),)


def test_a_row_that_does_not_fit_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="themes"):
        rows(replace(theme_table(), rows=(("one",),)))


def test_every_marker_used_is_explained_once() -> None:
    assert notes_under(position_table())[-1].startswith("[c] = confidential")
    assert sum("[c]" in note for note in notes_under(theme_table())) == 1


def test_the_line_over_a_table_says_what_is_counted() -> None:
    assert (
        counted_line(theme_table()) == "Counted: respondents. Base: 243 respondents who answered."
    )
    assert counted_line(empty_table()) == "Counted: actions."


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("27 July 2022", "2022-07-27"),
        ("1st Sept 2023", "2023-09-01"),
        ("2024-02-29", "2024-02-29"),
        ("mid-May to mid-June", "2000-01-01"),
        ("", "2000-01-01"),
    ],
)
def test_printed_dates_are_read_for_the_properties(printed: str, iso: str) -> None:
    assert document_date(printed).date().isoformat() == iso
