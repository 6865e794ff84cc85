"""What is hidden can't be had back from a figure beside it."""

import pytest
from heard import Heard

from analysis.disclosure import audit, note, suppress
from engage_app.domain.disclosure import PRESETS, Claim, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Table, TableBlock, Value
from engage_app.errors import NotPossible
from engage_app.services import findings, planning, reporting, samples
from engage_app.services.tables import positions
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def published(heard: Heard, start: str) -> list[Table]:
    made = findings.findings(heard.workspace, heard.exercise)
    return [
        one for one in findings.published(made, DisclosureRule(5)) if one.name.startswith(start)
    ]


def row(table: Table, name: str) -> tuple[Value, ...]:
    return next(found for found in table.rows if found[0] == name)


@pytest.mark.parametrize("skipped", [3, 6])
def test_blanks_of_equality_tables_are_all_printed_or_none(heard: Heard, skipped: int) -> None:
    """20 of 20 in one table would tell that 3 left the other one, whose base is printed."""
    heard.question("age", "select_one", "equality", ("Young", "Old"))
    heard.question("sex", "select_one", "equality", ("Woman", "Man"))
    for number in range(20):
        heard.respond(answers={"age": None if number < skipped else "Young"})
    keys = heard.workspace.connection.execute("SELECT equality_key FROM respondent").fetchall()
    for (key,) in keys:
        heard.workspace.connection.execute(
            "INSERT INTO equality_answer (equality_key, question_id, choice_id) VALUES (?, ?, ?)",
            [key, heard.questions["sex"], heard.choices["sex", "Woman"]],
        )
    age, sex = published(heard, "equality_")
    assert row(age, "All who answered")[1] == 20 - skipped
    assert row(sex, "All who answered")[1] == 20
    blanks = [row(one, "Left blank")[1] for one in (age, sex)]
    assert blanks == ([SUPPRESSED] * 2 if skipped < 5 else [6, 0])


def test_blanks_of_a_closed_question_are_hidden_with_its_base(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus"))
    for number in range(12):
        heard.respond(answers={"travel": "Car" if number < 3 else None})
    (table,) = published(heard, "question_")
    assert {one[1] for one in table.rows if one[1] != 0} == {SUPPRESSED}


def test_comments_are_hidden_with_the_respondents_who_made_them(heard: Heard) -> None:
    heard.theme("Parking")
    heard.theme("Buses")
    for number in range(8):
        heard.respond(says={f"Buses {number}": ["Buses"]}, sentiment="negative")
    for number in range(2):
        says = {f"Parking {number} {n}": ["Parking"] for n in range(4)}
        heard.respond(says=says, sentiment="negative")
    table = published(heard, "themes")[0]
    parking, buses = row(table, "Parking"), row(table, "Buses")
    assert set(parking[1:8]) == {SUPPRESSED}  # respondents, share, comments, tones
    assert (buses[1], buses[3]) == (8, 8)


def test_a_figure_shows_no_share_that_its_table_hides(heard: Heard) -> None:
    """22 people, 2 without a view: their number would follow from the share of those with one."""
    heard.group("General practice")
    heard.group("Charities")
    for position, number in (("concern", 14), ("welcomed", 6), ("no view", 2)):
        for _ in range(number):
            heard.respond("General practice", position=position)
    for _ in range(9):
        heard.respond("Charities", position="opportunity")
    (table,) = published(heard, "position_by_group")
    columns = [column.name for column in table.columns]
    shown = {one[0]: one[columns.index("Share holding it")] for one in table.rows}
    assert shown["General practice"] == SUPPRESSED
    assert shown["Charities"] == 1
    assert table.chart is not None
    drawn = {
        group: [one.values[n] for one in table.chart.series]
        for n, group in enumerate(table.chart.categories)
    }
    assert set(drawn["General practice"]) == {None}
    assert set(drawn["Charities"]) == {0, 1}


def test_each_part_of_a_wide_table_has_the_whole_note_on_what_is_hidden(heard: Heard) -> None:
    """A shorter one beside counts of one organisation would seem to be broken."""
    heard.theme("Parking")
    for number in range(18):
        heard.group(f"Group {number}")
        for _ in range(6 if number % 3 else 2):
            heard.respond(f"Group {number}", says={"No parking": ["Parking"]})
    report = reporting.build_report(heard.workspace, heard.exercise, rule=DisclosureRule(5))
    parts = [
        block.table
        for block in report.blocks
        if isinstance(block, TableBlock) and block.table.name.startswith("theme_by_group")
    ]
    assert len(parts) == 2
    assert all(any(SUPPRESSED in one for one in part.rows) for part in parts)
    assert all(note(DisclosureRule(5)) in part.notes for part in parts)


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_hidden_in_the_sample_can_be_recovered(workspace: Workspace, preset: str) -> None:
    """From all tables and the paragraphs on positions, by each preset; and not all is hidden."""
    samples.add_sample(workspace)
    exercise_id = planning.exercises(workspace)[0].exercise.id
    rule = PRESETS[preset][1]
    material = Material(workspace, exercise_id)
    tables = findings.made(material)
    told = positions.told(material, rule.below)
    printed = suppress(tables, rule, told)
    assert audit(tables, printed, rule, told) == ()
    assert any(one.rows for one in printed)
    counts = next(one for one in printed if one.name == "position_counts")
    assert isinstance(row(counts, "All respondents")[1], int)


def test_what_can_be_recovered_is_refused(heard: Heard) -> None:
    """A sentence that says how many there are leaves nothing to hide behind."""
    heard.group("Charities")
    for _ in range(3):
        heard.respond("Charities", position="concern")
    made = findings.findings(heard.workspace, heard.exercise)
    key = next(
        key
        for one in made
        if one.name == "position_counts" and one.disclosure
        for key, figure in one.disclosure.figures.items()
        if figure.value == 3
    )
    said = [Claim(((key, 1),), 3), Claim(((key, -1),), -3)]
    with pytest.raises(NotPossible, match="could be worked out") as caught:
        findings.published(made, DisclosureRule(), said)
    assert "rounds counts" in caught.value.action


def test_rounded_counts_are_in_the_base_and_the_shares(heard: Heard) -> None:
    heard.question("travel", "select_one", "none", ("Car", "Bus"))
    for number in range(33):
        heard.respond(answers={"travel": "Car" if number < 12 else "Bus"})
    made = findings.findings(heard.workspace, heard.exercise)
    table = next(
        one for one in findings.published(made, PRESETS["nhs"][1]) if one.name == "question_travel"
    )
    assert row(table, "Car")[1:3] == (10, 10 / 35)
    assert row(table, "All who answered")[1] == 35
    assert table.base.startswith("35 respondents")
