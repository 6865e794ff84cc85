"""Papers of exercises in which few took part: totals before tables of which nothing is left."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from attack import attacked
from attacked_exercises import branches, random_exercise
from heard import Heard

from analysis.disclosure import audit
from engage_app.domain.disclosure import PRESETS, Disclosure, DisclosureRule
from engage_app.domain.report import SUPPRESSED, Kind, Paragraph, Report, Table, TableBlock
from engage_app.services import findings, reporting, saved_tables
from engage_app.services.tables import coarser, positions
from engage_app.services.tables.coarser import LEFT_OUT, MOST_HIDDEN, TOTALS_ONLY
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace

FIVE = DisclosureRule(5)


def few(workspace: Workspace, many: int) -> Heard:
    """So many respondents in five groups, each with a position and two themes of four."""
    heard = Heard(workspace)
    for name in ("Councils", "Hospitals"):
        heard.group(name)
        heard.group(f"{name} one", name)
        heard.group(f"{name} two", name)
    heard.group("Staff")
    for name in ("Parking", "Buses", "Cost", "Trust"):
        heard.theme(name)
    heard.question("travel", "select_one", "none", ("Car", "Bus", "Foot"))
    chance = random.Random(many)  # noqa: S311
    for number in range(many):
        heard.respond(
            chance.choice(("Councils one", "Councils two", "Hospitals one", "Staff")),
            position=chance.choice(("welcomed", "concern", "some concern", "mixed")),
            says={f"Says {number}": chance.sample(sorted(heard.themes), 2)},
            answers={"travel": chance.choice(("Car", "Bus", "Foot"))},
        )
    return heard


def hidden_part(table: Table) -> float:
    counts = [n for n, column in enumerate(table.columns) if column.kind is Kind.COUNT]
    values = [row[n] for row in table.rows for n in counts if row[n] != 0]
    hidden = sum(value == SUPPRESSED for value in values)
    shown = sum(isinstance(value, int) for value in values)
    return hidden / max(hidden + shown, 1)


def tables_of(report: Report) -> Sequence[Table]:
    return [block.table for block in report.blocks if isinstance(block, TableBlock)]


@pytest.mark.parametrize("many", [12, 25, 40])
@pytest.mark.parametrize("preset", PRESETS)
def test_a_paper_of_few_says_how_many_and_prints_no_bare_table(
    workspace: Workspace, many: int, preset: str
) -> None:
    heard = few(workspace, many)
    rule = PRESETS[preset][1]
    report = reporting.build_report(workspace, heard.exercise, rule=rule)
    said = " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))
    number = round(many / rule.round_to + 1e-9) * rule.round_to
    assert f"In all, {number} respondents took part" in said
    crossed = [one for one in tables_of(report) if one.name.startswith(("theme", "question_"))]
    assert all(hidden_part(one) <= MOST_HIDDEN for one in crossed)
    assert not any(LEFT_OUT in table.notes for table in report.tables)
    told = any(note.startswith("Left out, of the workbook too") for note in report.notes)
    assert told == ("Themes by position” is left out" in said)
    assert told or many > 12


def test_what_is_left_out_says_so_and_the_officer_sees_it(workspace: Workspace) -> None:
    heard = few(workspace, 12)
    material = Material(workspace, heard.exercise, label_least=5)
    tables = {one.name: one for one in saved_tables.all_published(material, FIVE)}
    assert tables["theme_by_subgroup"].rows == ()
    assert tables["theme_by_subgroup"].notes == (LEFT_OUT,)
    (total,) = tables["position_counts"].rows
    assert total[0] == "All respondents"
    assert total[1] == 12
    assert TOTALS_ONLY in tables["position_counts"].notes
    assert tables["reach_by_group"].rows[-1][2] == 12
    whole = findings.finding(workspace, heard.exercise, "position_counts")
    assert len(whole.rows) > 5  # the officer sees all of it


@pytest.mark.parametrize("seed", [1, 3, 6])
@pytest.mark.parametrize("preset", ["1-4", "nhs"])
def test_nothing_is_had_back_from_coarser_tables(
    workspace: Workspace, seed: int, preset: str
) -> None:
    built = random_exercise(workspace, seed, most=30)
    rule = PRESETS[preset][1]
    material = Material(workspace, built.exercise, label_least=rule.below)
    made = findings.made(material)
    every = [*made, *saved_tables.tables(material, made, rule)]
    kept, printed, recovered = coarser.published(every, rule, positions.told(material, rule.below))
    assert recovered == ()
    assert any(LEFT_OUT in table.notes for table in kept)
    assert attacked(kept, printed, rule, branches(built)) == []
    assert not coarser.bare(kept, printed)


def test_how_a_table_that_is_made_coarser_adds_up_is_known_all_the_same(
    workspace: Workspace,
) -> None:
    """Those in favour of a theme less those who welcome the proposal are those who see an
    opportunity, also where themes by position prints whole branches only."""
    built = random_exercise(workspace, 6, most=42)
    material = Material(workspace, built.exercise, label_least=5)
    every = findings.made(material)
    told = positions.told(material, 5)
    kept, printed, recovered = coarser.published(every, FIVE, told)
    assert recovered == ()
    assert any(LEFT_OUT in table.notes for table in kept)
    known = [
        replace(table, name=f"{table.name} known", disclosure=sums_of(table)) for table in every
    ]
    bare = [replace(table, disclosure=None) for table in known]
    assert audit([*kept, *known], [*printed, *bare], FIVE, told) == ()


def sums_of(table: Table) -> Disclosure | None:
    """What is known of a table's figures where none of them is printed."""
    told = table.disclosure
    return Disclosure({}, told.figures, told.sums, facts=told.facts) if told else None


def test_a_table_is_made_coarser_for_what_is_printed_alone() -> None:
    """That none of its figures is bare is seen without knowing one of them."""
    for name in ("question_travel", "reach_by_group", "themes", "sentiment_by_theme"):
        table = Table(name, name, "", "", (), ())
        assert coarser.coarser(table) is table
    assert coarser.coarser(Table("theme_by_place", "", "", "", (), ())).notes == (LEFT_OUT,)
