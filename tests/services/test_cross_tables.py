"""Anything by anything: what is counted, what the shares are of, and what leaves."""

import random
from itertools import product

import pytest
from heard import Heard

from analysis.disclosure import audit, suppress
from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Kind, Table, Value
from engage_app.services import findings
from engage_app.services.tables.cross_table import cross_table
from engage_app.services.tables.dimensions import dimension, offered
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Primary care")
    built.group("General practice", "Primary care")
    built.group("Dentists", "Primary care")
    built.group("Charities")
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Buses", "Access")
    built.theme("Cost")
    built.question("travel", "select_one", "none", ("Car", "Bus", "Foot"))
    built.question("ways", "select_multiple", "none", ("Post", "Phone"))
    built.question("age", "select_one", "equality", ("Under 25", "25 or over"))
    return built


def crossed(heard: Heard, rows: str, columns: str) -> Table:
    return cross_table(Material(heard.workspace, heard.exercise), rows, columns)


def line(table: Table, row: str) -> dict[str, Value]:
    names = [column.name for column in table.columns]
    return next(dict(zip(names, one, strict=True)) for one in table.rows if one[0] == row)


def behind(table: Table, row: str, column: str) -> tuple[int, ...]:
    number = next(n for n, one in enumerate(table.rows) if one[0] == row)
    return table.responses(number, [one.name for one in table.columns].index(column))


def test_themes_by_answers_with_the_base_of_each_column(heard: Heard) -> None:
    one = heard.respond(says={"No parking": ["Parking"]}, answers={"travel": "Car"})
    heard.respond(says={"Nor buses": ["Buses"], "So dear": ["Cost"]}, answers={"travel": "Car"})
    heard.respond(says={"Buses": ["Buses"]}, answers={"travel": "Bus"})
    heard.respond(says={"Dear": ["Cost"]}, answers={"travel": None})
    heard.respond(says={"Nothing": []}, answers={"travel": "Bus"})  # not coded
    table = crossed(heard, "theme", "question:travel")
    assert [column.name for column in table.columns] == [
        *("Theme", "Respondents", "Car", "Bus", "Foot", "Not answered"),
        *("Car, %", "Bus, %", "Foot, %"),
    ]
    assert table.base == "4 respondents with a coded comment"
    assert table.rows[0] == ("All of Access", 3, 2, 1, 0, 0, 1.0, 1.0, "[x]")
    assert line(table, "Cost")["Car, %"] == 0.5
    last = line(table, "All with a coded comment")
    assert [last[name] for name in ("Respondents", "Car", "Bus", "Foot", "Not answered")] == [
        *(4, 2, 1, 0, 1),
    ]
    assert behind(table, "Parking", "Car") == (one,)
    assert behind(table, "Parking", "Car, %") == (one,)


def test_a_respondent_counts_once_whatever_was_said_how_often(heard: Heard) -> None:
    first = heard.respond(
        "Dentists", says={"No parking": ["Parking"], "Still none": ["Parking"]}, position="concern"
    )
    (respondent,) = heard.workspace.connection.execute(
        "SELECT respondent_id FROM response WHERE id = ?", [first]
    ).fetchone()
    heard.again(respondent, "workshop")
    table = crossed(heard, "theme", "activity")
    assert line(table, "Parking")["Respondents"] == 1
    assert line(table, "Parking")["Survey"] == line(table, "Parking")["Workshop"] == 1
    assert line(crossed(heard, "theme", "channel"), "Parking")["Workshops"] == 1


def test_more_than_six_columns_have_numbers_only(heard: Heard) -> None:
    heard.question("visits", "select_one", "none", [str(n) for n in range(8)])
    heard.respond(says={"Dear": ["Cost"]}, answers={"visits": "3"})
    table = crossed(heard, "theme", "question:visits")
    assert len(table.columns) == 10
    assert table.chart is not None
    assert not table.chart.share
    assert line(table, "Cost")["3"] == 1


def test_tone_and_position_are_told_apart(heard: Heard) -> None:
    for tone, position in product(("positive", "negative"), ("concern", "welcomed")):
        heard.respond(says={"Parking": ["Parking"]}, sentiment=tone, position=position)
    heard.respond(position="concern")
    table = crossed(heard, "sentiment", "position")
    assert line(table, "Positive")["Concern"] == 1
    assert line(table, "All with a scored comment")["Concern"] == 2
    assert table.base == "4 respondents with a scored comment"
    assert any("tone is not position" in note for note in table.notes)


def test_every_dimension_can_be_crossed_with_every_other(heard: Heard) -> None:
    """Twenty at random: rows and columns are where they should be, bases hold their parts."""
    dice = random.Random(6)  # noqa: S311 - no secret
    for _ in range(20):
        heard.respond(
            dice.choice(["General practice", "Dentists", "Charities"]),
            position=dice.choice(["welcomed", "concern", None]),
            organisation=dice.choice(["", "", "A charity"]),
            activity=dice.choice(["survey", "workshop"]),
            says={f"{n}": dice.sample(["Parking", "Cost"], dice.randint(0, 2)) for n in range(2)},
            sentiment=dice.choice(["positive", "neutral", "negative"]),
            answers={"travel": dice.choice(["Car", "Bus", None]), "ways": ["Post", "Phone"]},
        )
    material = Material(heard.workspace, heard.exercise)
    names = [name for name, _ in offered(material)]
    assert names[-2:] == ["question:travel", "question:ways"]  # nothing on equality
    for rows, columns in product(names, names):
        table = cross_table(material, rows, columns)
        mirrored = cross_table(material, columns, rows)
        down, across = dimension(material, rows), dimension(material, columns)
        for r in range(len(down.categories)):
            for c in range(len(across.categories)):
                value = table.rows[r][c + 2]
                assert value == mirrored.rows[c][r + 2]
                mask = down.categories[r].mask & across.categories[c].mask
                assert value == mask.sum() <= min(table.rows[r][1], table.rows[-1][c + 2])  # type: ignore[type-var]


def test_the_same_figure_has_the_same_key_in_every_table(heard: Heard) -> None:
    """Suppression sees one figure, so what one table hides no other gives away."""
    for position in ("concern", "welcomed", "welcomed"):
        heard.respond("Dentists", position=position, says={"Dear": ["Cost"]})
    tables = findings.findings(heard.workspace, heard.exercise)
    material = Material(heard.workspace, heard.exercise)
    theirs = {k for table in tables for k in (table.disclosure.figures if table.disclosure else ())}
    by_group = cross_table(material, "theme", "subgroup").disclosure
    by_position = cross_table(material, "position", "theme").disclosure
    of_groups = cross_table(material, "group", "position").disclosure
    assert by_group is not None
    assert by_position is not None
    assert of_groups is not None
    for made in (by_group, by_position, of_groups):
        told = {key for key in made.cells.values() if key[0] not in ("both", "theme and category")}
        assert told <= theirs
        assert len(told) > 5


def test_an_answer_that_is_the_position_is_one_figure(heard: Heard) -> None:
    heard.question("stand", "select_one", "position", ("For", "Against"))
    for stand, position in (("For", "welcomed"), ("For", "welcomed"), ("Against", "concern")):
        heard.respond(says={"Dear": ["Cost"]}, position=position, answers={"stand": stand})
    material = Material(heard.workspace, heard.exercise)
    one = cross_table(material, "theme", "position").disclosure
    other = cross_table(material, "theme", "question:stand").disclosure
    assert one is not None
    assert other is not None
    assert {k for k in other.cells.values() if k[0] == "theme and position"} <= set(
        one.cells.values()
    )


def test_what_leaves_hides_small_numbers_and_what_gives_them_away(heard: Heard) -> None:
    for _ in range(12):
        heard.respond(says={"Dear": ["Cost"]}, answers={"travel": "Car"})
    for _ in range(2):
        heard.respond(says={"Dear": ["Cost"]}, answers={"travel": "Bus"})
    for _ in range(9):
        heard.respond(says={"Buses": ["Buses"]}, answers={"travel": "Foot"})
    (table,) = findings.published([crossed(heard, "theme", "question:travel")], DisclosureRule(5))
    cost = line(table, "Cost")
    assert cost["Bus"] == cost["Bus, %"] == SUPPRESSED
    assert SUPPRESSED in (cost["Car"], cost["Respondents"])
    assert table.chart is not None
    text = " ".join((table.base, *table.notes, table.chart.alt_text))
    assert not any(words in text for words in ("(2)", "2 respondents"))


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_hidden_can_be_had_back_from_all_tables_together(heard: Heard, preset: str) -> None:
    """Sixty at random, every finding of the exercise: the audit tries to recover each number."""
    dice = random.Random(66)  # noqa: S311 - no secret
    for _ in range(60):
        heard.respond(
            dice.choice(["General practice", "Dentists", "Charities"]),
            position=dice.choice(["welcomed", "welcomed", "concern", None]),
            activity=dice.choice(["survey", "survey", "workshop"]),
            says={"Said": dice.sample(["Parking", "Buses", "Cost"], dice.randint(0, 2))},
            sentiment=dice.choice(["positive", "neutral", "negative"]),
            answers={"travel": dice.choice(["Car", "Car", "Bus", "Foot", None])},
        )
    rule = PRESETS[preset][1]
    made = findings.findings(heard.workspace, heard.exercise)
    printed = suppress(made, rule)  # before what may not be told by order is taken out
    assert not audit(made, printed, rule)
    printed = findings.published(made, rule)
    assert any(SUPPRESSED in row for table in printed for row in table.rows)
    small = set(range(1, rule.below))
    for table in printed:
        for place, column in enumerate(table.columns):
            if table.name.startswith(("theme_by", "sentiment")) and column.kind is Kind.COUNT:
                assert not small.intersection(
                    row[place] for row in table.rows if isinstance(row[place], int)
                ), table.name


def test_shares_follow_from_rounded_numbers(heard: Heard) -> None:
    for answer, count in (("Car", 12), ("Bus", 23)):
        for number in range(count):
            theme = "Cost" if number % 2 else "Parking"
            heard.respond(says={"Dear": [theme]}, sentiment="negative", answers={"travel": answer})
    made = findings.findings(heard.workspace, heard.exercise)
    printed = findings.published(made, PRESETS["nhs"][1])
    table = next(one for one in printed if one.name == "theme_by_answer_travel")
    cost = line(table, "Cost")
    assert (cost["Bus"], cost["Bus, %"]) == (10, 10 / 25)
    tone = next(one for one in printed if one.name == "sentiment_by_theme")
    assert line(tone, "Cost")["Net"] == -1


def test_nothing_to_count_is_no_error(workspace: Workspace) -> None:
    empty = Heard(workspace)
    material = Material(workspace, empty.exercise)
    for rows, columns in product([name for name, _ in offered(material)], repeat=2):
        table = cross_table(material, rows, columns)
        assert all(len(row) == len(table.columns) for row in table.rows)
    with pytest.raises(ValueError, match="no such dimension"):
        dimension(material, "question:age")


def test_only_what_can_be_compared_is_a_finding(heard: Heard) -> None:
    heard.respond(says={"Dear": ["Cost"]}, answers={"travel": "Car"})
    named = [table.name for table in findings.findings(heard.workspace, heard.exercise)]
    assert "theme_by_answer_travel" in named
    assert "theme_by_answer_age" not in named
    assert "theme_by_place" not in named
    assert "theme_by_channel" not in named  # all took part in the same way
    heard.respond(activity="workshop", says={"Dear": ["Cost"]})
    assert findings.finding(heard.workspace, heard.exercise, "theme_by_channel").rows
