"""Hidden numbers that follow from another table, or from what two rows come to: read off the printed
tables, as a reader would."""

import pytest
from heard import Heard

from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table, Value
from engage_app.services import saved_tables
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

SCALE = ("Agree", "Neither", "Disagree")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def published(heard: Heard, rule: DisclosureRule) -> dict[str, Table]:
    material = Material(heard.workspace, heard.exercise, label_least=rule.below)
    return {one.name: one for one in saved_tables.all_published(material, rule)}


def cell(table: Table, row: str, column: str) -> Value:
    place = [one.name for one in table.columns].index(column)
    return next(line[place] for line in table.rows if line[0] == row)


def left(whole: Value, *parts: Value) -> int | None:
    """What is left of a number without others; None where one of them is hidden."""
    numbers = [one for one in (whole, *parts) if isinstance(one, int)]
    return numbers[0] - sum(numbers[1:]) if len(numbers) == len(parts) + 1 else None


def test_blanks_do_not_follow_from_how_many_took_part(heard: Heard) -> None:
    """243 answered the survey: 236 of them this statement, so that 7 would have left it blank."""
    for name in ("easier", "safer"):
        heard.question(name, "select_one", "none", SCALE, "How far do you agree?")
    for number in range(243):
        value = SCALE[number % 3]
        first = None if number < 7 else value
        second = None if number < 10 else value
        heard.respond(answers={"easier": first, "safer": second})
    heard.respond(activity="workshop")
    found = published(heard, PRESETS["under-10"][1])
    grid = found["grid_1"]
    asked = {cell(found["reach_by_method"], "Surveys", "Took part")}
    asked |= {cell(found["reach_by_group"], "All respondents", "Survey")}
    for row in grid.rows:
        if isinstance(row[4], int) and isinstance(row[5], int):
            asked.add(row[4] + row[5])
    assert cell(grid, "Easier", "Not answered") == SUPPRESSED
    answered = cell(grid, "Easier", "Answered")
    counted = [cell(grid, "Easier", label) for label in SCALE]
    for whole in asked:
        assert left(whole, answered) is None
        assert left(whole, *counted) is None


def test_nor_from_another_question(heard: Heard) -> None:
    """30 answered where, and nobody left it; 29 answered how often."""
    heard.question("where", "select_one", "none", ("Here", "There"))
    heard.question("often", "select_one", "none", ("Often", "Seldom"))
    for number in range(30):
        often = None if not number else ("Often", "Seldom")[number % 2]
        heard.respond(answers={"where": ("Here", "There")[number % 2], "often": often})
    found = published(heard, DisclosureRule())
    assert cell(found["question_often"], "Not answered", "Respondents") == SUPPRESSED
    assert cell(found["question_often"], "All who answered", "Respondents") == SUPPRESSED
    assert "29" not in found["question_often"].base


def test_who_is_in_two_groups_is_not_told(heard: Heard) -> None:
    """40 + 31 in two groups, of which one person is in both: by position, that says what the
    person thinks."""
    heard.group("Primary care")
    for name in ("Practices", "Dentists"):
        heard.group(name, "Primary care")
    for name, many in (("Practices", 39), ("Dentists", 30)):
        for number in range(many):
            heard.respond(name, position=("concern", "welcomed")[number % 2])
    heard.respond("Practices", "Dentists", position="concern")
    found = published(heard, DisclosureRule())
    for name in ("reach_by_group", "position_counts"):
        table = found[name]
        for place, column in enumerate(table.columns):
            counts = {row[0]: row[place] for row in table.rows}
            for whole in ("All of Primary care", "All respondents"):
                twice = left(counts[whole], counts["Practices"], counts["Dentists"])
                assert twice is None or twice >= 0, (name, whole, column.name)


@pytest.mark.parametrize("positions", [("mixed",) * 3, ("concern",) * 3, (None,) * 3, ("no view",)])
def test_marks_tell_nothing_of_a_group_of_few(heard: Heard, positions: tuple[str | None]) -> None:
    """Whether views are mixed, or there are none, shows in no mark."""
    heard.group("Residents")
    heard.group("Other")
    for number in range(30):
        heard.respond("Residents", position=("concern", "welcomed", "mixed")[number % 3])
    for position in positions:
        heard.respond("Other", position=position)
    found = published(heard, DisclosureRule())
    for name in ("matrix", "position_by_group"):
        shown = {cell(found[name], "Other", column) for column in ("Position", "Strength")}
        assert shown == {SUPPRESSED}
    assert cell(found["position_by_group"], "Other", "Share holding it") == SUPPRESSED
