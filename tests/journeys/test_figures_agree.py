"""Every figure of the sample's paper is that of its workbook, which is that of `findings --json`.

What was written is read back: a board member lays the paper beside the workbook, and a statistician
both beside the data.
"""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from engage_app.domain.figures import figure
from engage_app.domain.report import Kind
from engage_app.services import samples
from engage_app.services import workspace as workspaces

_KINDS = {"0%": Kind.SHARE, "#,##0": Kind.COUNT, "0.00": Kind.SCORE}
_PART = re.compile(r" \(part \d+ of \d+\)$")
_FIGURE = re.compile(
    r"\b(\d[\d,]*)(%| (?:of (?:all )?)?(?:respondents|people|organisations|responses|comments)\b)"
)


@dataclass(frozen=True)
class Written:
    """What three runs of the command line left."""

    word: Path
    excel: Path
    data: Path
    found: dict[str, Any]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("agree")
    workspace = workspaces.create(folder / "sample.engage")
    samples.add_sample(workspace)
    workspace.close()
    return _report(folder, "one", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"})


def _report(folder: Path, name: str, more: dict[str, str]) -> Written:
    """Write all files in a process of their own; `more` is added to its environment."""
    data = {"ENGAGE_DATA": str(folder / "data"), "QT_QPA_PLATFORM": "offscreen"}
    environment = {**os.environ, **data, **more}
    workspace = str(folder / "sample.engage")
    files = [folder / f"{name}{ending}" for ending in (".docx", ".xlsx", ".csv")]
    asked = ("--word", str(files[0]), "--excel", str(files[1]), "--data", str(files[2]))
    _run(["report", workspace, *asked], environment)
    found = json.loads(_run(["findings", workspace, "--json"], environment))
    return Written(files[0], files[1], files[2], found)


def _run(arguments: list[str], environment: dict[str, str]) -> str:
    """Engage in a process whose clock runs a number of years ahead, where YEARS says so."""
    program = (
        "import os, sys, time\n"
        "ahead = int(os.environ.get('YEARS', '0')) * 31_557_600\n"
        "now, local = time.time, time.localtime\n"
        "time.time = lambda: now() + ahead\n"
        "time.localtime = lambda at=None: local(time.time() if at is None else at)\n"
        "from engage_app.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _in_workbook(path: Path) -> dict[str, list[list[Any]]]:
    """The tables of the workbook by their titles: rows of cells, the headings first."""
    found = {}
    for sheet in load_workbook(path).worksheets:
        title = str(sheet["A1"].value)
        if title.startswith("Table "):
            (table,) = sheet.tables.values()
            found[title.partition(": ")[2]] = [list(row) for row in sheet[table.ref]]
    return found


def _in_paper(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The tables of the paper with the titles of their captions, in order."""
    caption = ""
    for element in docx.Document(str(path)).element.body:
        if element.tag == qn("w:p"):
            text = "".join(each.text or "" for each in element.iter(qn("w:t")))
            caption = text.partition(": ")[2] if re.match(r"Table \d+: ", text) else ""
        elif element.tag == qn("w:tbl") and caption:
            yield _PART.sub("", caption), _cells(element)


def _cells(table: Any) -> list[list[str]]:
    return [
        [
            "\n".join(
                "".join(each.text or "" for each in line.iter(qn("w:t")))
                for line in cell.iter(qn("w:p"))
            )
            for cell in row.iter(qn("w:tc"))
        ]
        for row in table.iter(qn("w:tr"))
    ]


def _printed(cell: Any) -> str:
    """A cell as Excel shows it; blank lines, which no paragraph of Word has, left out."""
    if isinstance(cell.value, int | float):
        return figure(cell.value, _KINDS.get(cell.number_format, Kind.TEXT))
    return "\n".join(line for line in str(cell.value).split("\n") if line.strip())


def _has_figures(rows: list[list[Any]]) -> bool:
    """Whether a table has a number: one of words alone is no finding."""
    return any(isinstance(cell.value, int | float) for row in rows for cell in row)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def test_every_table_of_the_workbook_is_that_of_the_findings(written: Written) -> None:
    found = {" ".join(table["title"].split()): table for table in written.found["tables"]}
    in_workbook = _in_workbook(written.excel)
    assert len(in_workbook) > 15
    for title, (head, *rows) in in_workbook.items():
        if title not in found:
            assert not _has_figures(rows), f"{title} is missing from the findings"
            continue
        table = found[title]
        assert [cell.value for cell in head] == [
            " ".join(name.split()) for name in table["columns"]
        ]
        assert len(rows) == len(table["rows"])
        for cells, values in zip(rows, table["rows"], strict=True):
            for cell, value in zip(cells, values, strict=True):
                if isinstance(value, int | float):
                    assert cell.value == pytest.approx(value), (title, cell.coordinate)
                elif _plain(value).strip():
                    assert cell.value == value, (title, cell.coordinate)
                else:
                    assert cell.value in ("–", "None"), (title, cell.coordinate)


def test_every_table_of_the_paper_is_that_of_the_workbook(written: Written) -> None:
    """Cell by cell, as printed; a table in parts by its first column and its headings."""
    in_workbook = _in_workbook(written.excel)
    compared = 0
    for title, (names, *rows) in _in_paper(written.word):
        if title not in in_workbook:
            continue
        head, *known = in_workbook[title]
        columns = [[cell.value for cell in head].index(name) for name in names]
        assert [[_printed(cells[at]) for at in columns] for cells in known] == rows, title
        compared += 1
    assert compared > 10


def test_figures_of_tables_that_only_the_paper_has_are_those_of_the_findings(
    written: Written,
) -> None:
    in_workbook = _in_workbook(written.excel)
    known = _known(written)
    for title, (_, *rows) in _in_paper(written.word):
        if title not in in_workbook:
            alone = {text for row in rows for text in row if re.fullmatch(r"[\d,]+%?", text)}
            assert alone <= known, (title, alone - known)


def test_figures_in_sentences_are_those_of_the_tables(written: Written) -> None:
    """Counts of people and of what they sent, and per cents, wherever a paragraph has them."""
    known = _known(written)
    document = docx.Document(str(written.word))
    said = [p.text for p in document.paragraphs if p.style is not None and p.style.name != "Quote"]
    figures = {
        (number + ("%" if of == "%" else ""), text)
        for text in said
        for number, of in _FIGURE.findall(text)
    }
    assert len(figures) > 30
    strange = {(number, text) for number, text in figures if number not in known}
    assert not strange


def _known(written: Written) -> set[str]:
    """Every figure of the findings as printed, in cells, bases and notes."""
    known = {"0", "100%", "1"}
    for table in written.found["tables"]:
        words = " ".join((table["title"], table["base"], *table["notes"]))
        known |= set(re.findall(r"\d[\d,]*%?", words))
        for value in (value for row in table["rows"] for value in row):
            if isinstance(value, int | float):
                known.add(figure(value, Kind.COUNT))
                if 0 <= value <= 1:
                    known.add(figure(value, Kind.SHARE))
            else:
                known |= set(re.findall(r"\d[\d,]*%?", _plain(value)))
    return known


def test_the_data_file_has_the_figures_of_the_workbook(written: Written) -> None:
    with written.data.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    in_workbook = _in_workbook(written.excel)
    for line in lines:
        head, *rows = in_workbook[line["Title"]]
        at = [cell.value for cell in head].index(line["Column"])
        value = rows[int(line["Line"]) - 1][at].value
        if isinstance(value, int | float):
            assert float(line["Value"]) == pytest.approx(value)
        else:
            assert line["Value"] == value
    assert len(lines) > 1000


def test_other_processes_write_the_same_bytes(written: Written) -> None:
    """With other hashes of texts, in another time zone and language, five years later."""
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "YEARS": "5"}
    again = _report(written.word.parent, "two", elsewhere)
    assert again.word.read_bytes() == written.word.read_bytes()
    assert again.excel.read_bytes() == written.excel.read_bytes()
    assert again.data.read_bytes() == written.data.read_bytes()
    assert again.found == written.found
