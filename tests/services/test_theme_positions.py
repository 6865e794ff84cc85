"""Themes by position: how long a bar of hidden figures is follows from what the table prints."""

from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table
from engage_app.domain.stacks import hidden_of, shown_of
from engage_app.services import findings
from engage_app.services.workspace import Workspace

SAID = {
    "Parking": {"welcomed": 8, "concern": 3, "mixed": 2, "": 7},
    "Buses": {"welcomed": 9, "concern": 6, "": 0},
    "Lifts": {"welcomed": 6, "concern": 5, "mixed": 2, "": 2},  # who states none is hidden as well
}


def printed(workspace: Workspace, rule: DisclosureRule) -> Table:
    heard = Heard(workspace)
    for theme in SAID:
        heard.theme(theme)
    for theme, stated in SAID.items():
        for position, count in stated.items():
            for _ in range(count):
                heard.respond(says={f"About {theme}": [theme]}, position=position or None)
    made = findings.finding(heard.workspace, heard.exercise, "theme_by_position")
    (table,) = findings.published([made], rule)
    return table


def test_lengths_follow_from_what_is_printed(workspace: Workspace) -> None:
    """In no row is more drawn than its printed total less its printed "Not stated"."""
    table = printed(workspace, DisclosureRule(5))
    chart = table.chart
    assert chart is not None
    places = {str(row[0]): row for row in table.rows}
    for name, length in zip(chart.categories, chart.lengths, strict=True):
        total, unstated = places[name][1], places[name][-1]
        if SUPPRESSED in (total, unstated):
            assert length is None
        else:
            assert isinstance(total, int)
            assert isinstance(unstated, int)
            assert length == total - unstated
    assert set(chart.lengths) > {None}


def test_a_bar_that_hides_nothing_is_as_long_as_its_parts(workspace: Workspace) -> None:
    chart = printed(workspace, DisclosureRule(5)).chart
    assert chart is not None
    whole = [row for row in range(len(chart.categories)) if hidden_of(chart, row) is None]
    assert [chart.categories[row] for row in whole] == ["Buses"]
    assert [chart.lengths[row] for row in whole] == [shown_of(chart, row) for row in whole]


def test_the_hidden_part_of_a_bar_is_what_its_total_leaves(workspace: Workspace) -> None:
    chart = printed(workspace, DisclosureRule(5)).chart
    assert chart is not None
    row = chart.categories.index("Parking")
    assert hidden_of(chart, row) == 13 - shown_of(chart, row) > 0
