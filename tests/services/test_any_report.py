"""Whatever an exercise holds: its documents are sound, agree, and hide what is hidden everywhere.

ENGAGE_EXAMPLES sets how many exercises are tried; few by default, for each is written three times.
"""

import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from heard import Heard
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from published import page_pieces, squeezed, tables_of, word_pieces, workbook_tables
from rendered_excel import shown

from engage_app.domain.checks import Severity
from engage_app.domain.disclosure import PRESETS, DisclosureRule, Key
from engage_app.domain.report import SUPPRESSED, Report, Table, TableBlock, Value
from engage_app.services import findings, reporting
from engage_app.services import workspace as workspaces
from engage_app.services.tables.material import Material
from storage.checking.files import check_file
from storage.reports import cells

TRIED = settings(
    max_examples=int(os.environ.get("ENGAGE_EXAMPLES", "5")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink an example takes minutes
)
NAMES = (
    "Patients & carers", "=1+1", "Ärztinnen <b>", "All respondents", "  Two   blanks ", "[c]", "😀 5",
    "A name that goes on for much longer than any column of a table, or any sheet, has room for it",
)  # fmt: skip
POSITIONS = (None, "welcomed", "concern", "some_concern", "opportunity", "mixed")
CHOICES = ("Car", "Bus", "On foot | by bicycle")
ONES = st.integers(0, 99)
ANSWERS = st.tuples(
    ONES, st.sampled_from(POSITIONS), st.booleans(), st.sets(ONES, max_size=2), ONES
)


@st.composite
def exercises(draw: st.DrawFn) -> dict[str, Any]:
    """What an exercise is built from: names of groups and themes, and what each respondent said.

    Several respondents may say the same, so that there are numbers to show and to hide.
    """
    names = st.lists(st.sampled_from(NAMES), max_size=4, unique=True)
    said = draw(st.lists(st.tuples(ANSWERS, st.integers(1, 12)), max_size=8))
    return {
        "groups": draw(names),
        "themes": draw(names),
        "closed": draw(st.sampled_from(["", "select_one", "select_multiple"])),
        "equality": draw(st.booleans()),
        "said": [answer for answer, times in said for _ in range(times)],
    }


def build(heard: Heard, plan: dict[str, Any]) -> None:
    """The exercise; a group and a theme may be part of the one named before."""
    groups, themes = plan["groups"], plan["themes"]
    for number, name in enumerate(groups):
        heard.group(name, groups[number - 1] if number % 2 else "")
    for number, name in enumerate(themes):
        heard.theme(name, themes[number - 1] if number % 2 else "")
    if plan["closed"]:
        heard.question("travel", plan["closed"], "none", CHOICES)
    if plan["equality"]:
        heard.question("age", "select_one", "equality", CHOICES)
    asked = [name for name in ("travel", "age") if name in heard.questions]
    for number, (who, position, organised, raised, chosen) in enumerate(plan["said"]):
        on = sorted({themes[each % len(themes)] for each in raised}) if themes else []
        heard.respond(
            *([groups[who % len(groups)]] if groups else []),
            position=position,
            organisation="A charity" if organised else "",
            activity="workshop" if who % 3 else "survey",
            says={f"I say <{number}> & mean it: {chosen}": on} if chosen % 4 else {},
            answers=dict.fromkeys(asked, CHOICES[chosen % 3] if chosen % 5 else None),
            sentiment=("positive", "neutral", "negative")[chosen % 3],
        )


@TRIED
@given(plan=exercises(), preset=st.sampled_from(sorted(PRESETS)))
def test_documents_of_any_exercise_are_sound_and_hide_what_is_small(
    plan: dict[str, Any], preset: str
) -> None:
    rule = PRESETS[preset][1]
    with tempfile.TemporaryDirectory() as folder:
        opened = workspaces.create(Path(folder) / "any.engage", officer="Officer")
        try:
            heard = Heard(opened)
            build(heard, plan)
            report = reporting.build_report(opened, heard.exercise, rule=rule)
            made = findings.made(Material(opened, heard.exercise, label_least=rule.below))
        finally:
            opened.close()
        is_hidden(made, report.tables, rule)
        documents_are_sound(report, Path(folder))


def printed_at(raw: Table, table: Table, at: int, across: int) -> list[Value]:
    """What is printed of a cell: nothing where the table has been made coarser."""
    names = [column.name for column in table.columns]
    if raw.columns[across].name not in names:
        return []
    column = names.index(raw.columns[across].name)
    if len(raw.rows) == len(table.rows):
        return [table.rows[at][column]]
    return [row[column] for row in table.rows if row[0] == raw.rows[at][0]]


def is_hidden(made: Sequence[Table], printed: Sequence[Table], rule: DisclosureRule) -> None:
    """No small number, and none that is hidden in one table, is printed in any table."""
    counted = {table.name: table for table in made if table.disclosure}
    places = [
        (key, value, table.name)
        for table in printed
        if table.name in counted
        for place, key in keys_of(counted[table.name]).items()
        for value in printed_at(counted[table.name], table, *place)
    ]
    small = {
        key
        for table in counted.values()
        if table.disclosure
        for key, known in table.disclosure.figures.items()
        if 0 < known.people < rule.below
    }
    hidden = small | {key for key, value, _ in places if value == SUPPRESSED}
    assert [each for each in places if each[0] in hidden and each[1] != SUPPRESSED] == []


def keys_of(table: Table) -> dict[tuple[int, int], Key]:
    """What the counts of a table count, by row and column."""
    return dict(table.disclosure.cells) if table.disclosure else {}


def documents_are_sound(report: Report, folder: Path) -> None:
    """No fault for any reader, the cells of the report and no others, the page as the paper."""
    word = reporting.write_word(report, folder / "paper.docx")
    excel = reporting.write_excel(report, folder / "paper.xlsx")
    page = reporting.write_html(report, folder / "paper.html")
    for path in (word, excel, page):
        assert [one for one in check_file(path) if one.severity is Severity.FAULT] == []
    paper = word_pieces(word)[1]
    blocks = [block.table for block in report.blocks if isinstance(block, TableBlock)]
    in_paper = [rows for _, (_, *rows) in tables_of(paper)]
    assert in_paper == [rows_of(table) for table in blocks]
    assert Counter(page_pieces(page)[1]) == Counter(paper)
    sheets = [rows for _, *rows in workbook_tables(excel).values()]
    assert [len(rows) for rows in sheets] == [len(cells.rows(table)) for table in report.tables]
    for rows, table in zip(sheets, report.tables, strict=True):
        for line, values in zip(rows, cells.rows(table), strict=True):
            for cell, value, kind in zip(line, values, kinds(table), strict=True):
                known = cells.without_gaps(value, kind)
                assert isinstance(known, str) or pytest.approx(known) == cell.value
                assert shown(cell) == cells.written(value, kind)


def rows_of(table: Table) -> list[list[str]]:
    """The rows as printed."""
    return [
        [squeezed(cells.written(*pair)) for pair in zip(row, kinds(table), strict=True)]
        for row in cells.rows(table)
    ]


def kinds(table: Table) -> list[Any]:
    return [column.kind for column in table.columns]
