"""The tables of appendices A and B: groups with reasons, themes with sides, and nobody told apart."""

import pytest
from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import Table
from engage_app.services import findings
from engage_app.services.tables.coarser import NO_SIDES
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Residents")
    built.group("Councils")
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Buses", "Access")
    for number in range(7):
        says = {f"There is nowhere to park near the clinic {number}": ["Parking"]}
        built.respond("Residents", position="concern", activity="workshop", says=says)
    for number in range(2):
        says = {f"The last bus goes at five in the afternoon {number}": ["Buses"]}
        built.respond("Residents", position="welcomed", says=says)
    built.respond(
        "Councils", position="welcomed", organisation="Town", says={"Run more buses": ["Buses"]}
    )
    return built


def shown(heard: Heard, name: str, rule: DisclosureRule | None = None) -> Table:
    whole = findings.findings(heard.workspace, heard.exercise)
    tables = findings.published(whole, rule) if rule else whole
    return next(table for table in tables if table.name == name)


def test_groups_with_position_strength_and_reasons(heard: Heard) -> None:
    rows = {row[0]: row[1:] for row in shown(heard, "matrix").rows}
    assert rows["Residents"] == (9, 0, 7, 2, "Concern", "most", "Parking")
    assert rows["Councils"] == (0, 1, 0, 1, "Welcomed", "nearly all", "Buses")
    assert rows["All respondents"][:4] == (9, 1, 7, 3)


def test_a_reason_of_few_people_is_not_named(heard: Heard) -> None:
    """Two residents spoke of buses; a council's reason is no secret."""
    reasons = {row[0]: row[-1] for row in shown(heard, "matrix").rows}
    assert "Buses" not in str(reasons["Residents"])
    assert reasons["Councils"] == "Buses"


def test_sides_add_up_to_those_who_raised_a_theme(heard: Heard) -> None:
    rows = {row[0]: row for row in shown(heard, "theme_summary").rows}
    assert set(rows) == {"Parking", "Buses", "All with a coded comment"}
    assert rows["Parking"][2:7] == (7, 0.7, 0, 7, 0)
    assert rows["Buses"][2:7] == (3, 0.3, 3, 0, 0)


def test_cells_lead_to_their_responses(heard: Heard) -> None:
    table = shown(heard, "theme_summary")
    for number, row in enumerate(table.rows):
        for column in (2, 4, 5, 6) if row[0] != "All with a coded comment" else ():
            assert len(table.responses(number, column)) == row[column]


def test_small_sides_are_hidden(heard: Heard) -> None:
    """With so few, for all themes: the columns by side are left out."""
    table = shown(heard, "theme_summary", DisclosureRule(5))
    rows = {row[0]: row for row in table.rows}
    assert rows["Buses"][2] == "[c]"
    assert "In favour" not in [column.name for column in table.columns]
    assert NO_SIDES in table.notes


def test_they_are_published_alone_too(heard: Heard) -> None:
    """What their sums rest on is printed in other tables: those may be missing."""
    for name in ("matrix", "theme_summary"):
        made = findings.findings(heard.workspace, heard.exercise, [name])
        (table,) = findings.published(made, DisclosureRule(5))
        assert table.rows
