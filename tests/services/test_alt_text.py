"""What a chart shows, in words: from what is published, short, and honest about what is hidden."""

import pytest

from engage_app.domain.report import (
    MOST_CATEGORIES,
    SUPPRESSED,
    Chart,
    ChartKind,
    Column,
    Kind,
    Series,
    Table,
    Value,
)
from engage_app.services.tables.alt_text import BELOW, LONGEST, described, with_alt_text

THEMES = ("Parking", "Buses", "Staff", "Trust")


def drawn(chart: Chart, hidden: bool = False) -> str:
    row: tuple[Value, ...] = ("Parking", SUPPRESSED if hidden else 4)
    columns = (Column("Theme"), Column("Respondents", Kind.COUNT))
    return described(Table("t", "Themes", "respondents", "", columns, (row,), chart=chart))


def bars(*values: float | None, share: bool = False) -> Chart:
    return Chart(
        ChartKind.BARS, "Themes", THEMES, (Series("Respondents", values),), "", "Respondents", share
    )


def test_bars_name_the_longest_the_next_and_the_shortest() -> None:
    assert drawn(bars(40.0, 22.0, 9.0, 11.0)) == (
        "Bar chart of respondents, one for each theme (4). Longest: Parking (40). "
        f"Next: Buses (22). Shortest: Staff (9). {BELOW}"
    )


def test_what_is_printed_alike_is_named_together() -> None:
    """45.4% and 44.6% are both printed as 45%: a reader of the table would see a tie."""
    assert "Longest: Parking and Buses (45%)." in drawn(bars(0.454, 0.446, 0.1, 0.1, share=True))
    assert "Longest: Parking and 3 more (7)." in drawn(bars(7.0, 7.0, 7.0, 7.0))


def test_hidden_values_are_counted_and_no_more_is_said_of_them() -> None:
    words = drawn(bars(40.0, None, 9.0, None), hidden=True)
    assert "2 values are hidden." in words
    assert "Longest of those shown: Parking (40)." in words
    assert "Shortest of those shown: Staff (9)." in words  # a hidden one may be shorter
    assert "Buses" not in words
    assert "Trust" not in words
    assert "1 value is not known." in drawn(bars(40.0, None, 9.0, 1.0))
    assert drawn(bars(None, None, None, None), hidden=True) == (
        f"Bar chart of respondents, one for each theme (4). 4 values are hidden. {BELOW}"
    )


def test_stacked_bars_say_which_part_leads_where_nothing_is_hidden() -> None:
    parts = (
        Series("Welcomed", (0.6, 0.2, 0.7, None)),
        Series("Concern", (0.4, 0.8, 0.3, 0.9)),
    )
    words = drawn(Chart(ChartKind.STACKED, "", THEMES, parts, "", share=True), hidden=True)
    assert "parted into Welcomed and Concern." in words
    assert "3 of 4 bars show all of their parts; Welcomed is the largest in 2 of these." in words
    assert "Of those shown, Welcomed is largest for Staff (70%)." in words
    assert "Concern is largest for Trust (90%)." in words


def test_a_heat_map_says_where_it_is_darkest_and_which_row_leads() -> None:
    columns = (
        Series("Residents", (9.0, 2.0, 1.0, 0.0)),
        Series("Staff", (5.0, 2.0, 3.0, None)),
        Series("Others", (0.0, 0.0, 0.0, 0.0)),
    )
    words = drawn(Chart(ChartKind.HEAT, "", THEMES, columns, ""), hidden=True)
    assert "Darkest of those shown: Parking for Residents (9)." in words
    assert "Parking is the darkest in 2 of 2 columns." in words


def test_pairs_say_where_they_are_furthest_apart() -> None:
    pair = (
        Series("Share of those who answered", (0.05, 0.3, 0.4, None)),
        Series("Share of the population", (0.12, 0.33, 0.3, 0.25)),
    )
    words = drawn(Chart(ChartKind.BARS, "", THEMES, pair, "", share=True), hidden=True)
    assert "Furthest above of those shown: Staff (40% against 30%)." in words
    assert "Furthest below of those shown: Parking (5% against 12%)." in words


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("count", [1, 3, 40])
def test_it_is_short_whatever_the_names_are(kind: ChartKind, count: int) -> None:
    names = tuple(f"{n} " + "a very long name indeed " * 9 for n in range(count))
    series = tuple(
        Series(f"{names[0]} {at}", tuple(float(n * at % 7) for n in range(count)))
        for at in range(1, 9)
    )
    words = drawn(Chart(kind, names[0], names, series, "", names[0]))
    assert len(words) <= LONGEST + 1 + len(BELOW)
    assert words.endswith(BELOW)


def test_more_bars_than_a_picture_shows_are_counted_as_such() -> None:
    names = tuple(f"Theme {n}" for n in range(MOST_CATEGORIES + 2))
    series = (Series("Respondents", tuple(float(99 - n) for n in range(len(names)))),)
    words = drawn(Chart(ChartKind.BARS, "", names, series, ""))
    assert "one for each theme (32, of which a picture shows the first 30)." in words


def test_a_table_without_a_chart_stays_as_it_is() -> None:
    table = Table("t", "T", "", "", (Column("A"),), (("a",),))
    assert with_alt_text(table) is table
    assert described(table) == ""
