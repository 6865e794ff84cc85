"""What the sample publishes, word for word: every table, the paper, the workbook, the data.

A change of wording, of a figure or of a style shows up in the golden files of tests/golden/sample,
where it can be read before it is accepted: see CONTRIBUTING.md.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rendered import json_text, table_text
from rendered_excel import excel_text
from rendered_word import word_text

from engage_app.domain.disclosure import PRESETS
from engage_app.domain.report import Report, Table
from engage_app.services import covers, findings, reporting
from engage_app.services import workspace as workspaces
from engage_app.services.workspace import Workspace

Golden = Callable[[str, str], None]
TABLES = Path(__file__).parents[1] / "golden" / "sample" / "tables"


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Workspace]:
    opened = workspaces.open_workspace(sample_file)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def report(sample: Workspace) -> Report:
    """The paper as the sample's plan has it: every section, the rule it begins with."""
    return covers.planned_report(sample, 1)


@pytest.fixture(scope="module")
def tables(report: Report) -> dict[str, Table]:
    return {table.name: table for table in report.tables}


def test_every_table_is_as_it_was_accepted(
    tables: dict[str, Table], golden: Golden, request: pytest.FixtureRequest
) -> None:
    """A file for each, so that the list of changed files says which tables changed."""
    if request.config.getoption("--update-golden"):
        for path in TABLES.glob("*.txt"):
            path.unlink()
    changed = []
    for name, table in tables.items():
        try:
            golden(f"sample/tables/{name}.txt", table_text(table))
        except AssertionError as error:
            changed.append(f"{name}: {error}")
    assert not changed, "\n\n".join(changed)
    assert {path.stem for path in TABLES.glob("*.txt")} == set(tables)


def test_the_word_paper_is_as_it_was_accepted(
    report: Report, golden: Golden, tmp_path: Path
) -> None:
    golden("sample/paper.txt", word_text(reporting.write_word(report, tmp_path / "paper.docx")))


def test_the_workbook_is_as_it_was_accepted(report: Report, golden: Golden, tmp_path: Path) -> None:
    written = reporting.write_excel(report, tmp_path / "paper.xlsx")
    golden("sample/workbook.txt", excel_text(written))


@pytest.mark.parametrize("preset", ["nhs", "under-10"])
def test_the_findings_are_as_they_were_accepted(
    sample: Workspace, golden: Golden, preset: str
) -> None:
    """By the rules on small numbers that an officer may choose; the tables above have the first."""
    found = findings.findings_json(sample, 1, PRESETS[preset][1])
    text = json_text(found)
    assert json.loads(text) == found
    golden(f"sample/findings_{preset}.json", text)
