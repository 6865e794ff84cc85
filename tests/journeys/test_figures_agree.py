"""Every figure of the sample's paper is that of its page of HTML, of its workbook, of `findings
--json` and of the data file.

What was written is read back: a board member lays the paper beside the workbook, and a statistician
both beside the data.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from published import Piece, as_printed, page_pieces, tables_of, word_pieces, workbook_tables

from engage_app.domain.figures import figure
from engage_app.domain.report import Kind

_ENDINGS = {"word": ".docx", "excel": ".xlsx", "html": ".html", "data": ".csv"}
_NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?%?")
_NO_FIGURE = re.compile(
    r"^(Table|Figure) \d+: |^([A-G]|\d+)\.[\d.]* |Appendix [A-G]\b|\bsection \d+Z\d+|\bAct \d{4}"
    r"|\bsections? \d+(?:(?:, | and )\d+)*|\b\d{1,2} [A-Z][a-z]+ \d{4}"
    r"|^The first \d+ of \d+ are drawn|^Made with Engage .*|SHA-256\): \w+"
    r"|^Codebook: version \d+|^[^.]* coded \d+ comments a second time.*"
)
"""Numbers that count nothing heard: of places in the paper, of laws, dates, versions, and of how
far two coders agree, which has no table."""


@dataclass(frozen=True)
class Written:
    """What two runs of the command line left: files, and what one of them printed."""

    files: dict[str, Path]
    found: dict[str, Any]

    @cached_property
    def paper(self) -> list[Piece]:
        """What the Word paper says after its list of contents."""
        return word_pieces(self.files["word"])[1]

    @cached_property
    def workbook(self) -> dict[str, list[list[Any]]]:
        """The tables of the workbook by title, the headings first."""
        return workbook_tables(self.files["excel"])

    @cached_property
    def printed(self) -> dict[str, list[list[str]]]:
        """The same as Excel shows them."""
        return {title: [as_printed(row) for row in rows] for title, rows in self.workbook.items()}

    def cell(self, title: str, row: str, column: str) -> str:
        """A cell of the workbook as printed, by the first cell of its row."""
        head, *rows = self.printed[title]
        return next(cells[head.index(column)] for cells in rows if cells[0] == row)


@pytest.fixture(scope="module")
def written(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("agree")
    shutil.copy(sample_file, folder / "sample.engage")
    return _report(folder, "one", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"})


def _report(folder: Path, name: str, more: dict[str, str]) -> Written:
    """Write all files in a process of their own; `more` is added to its environment."""
    environment = {**os.environ, "ENGAGE_DATA": str(folder / "data"), **more}
    workspace = str(folder / "sample.engage")
    files = {kind: folder / f"{name}{ending}" for kind, ending in _ENDINGS.items()}
    asked = [word for kind, path in files.items() for word in (f"--{kind}", str(path))]
    _run(["report", workspace, *asked], environment)
    return Written(files, json.loads(_run(["findings", workspace, "--json"], environment)))


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


def test_every_table_of_the_workbook_is_that_of_the_findings(written: Written) -> None:
    """All of them, cell by cell; what is counted and the base as well."""
    found = {" ".join(table["title"].split()): table for table in written.found["tables"]}
    assert sorted(written.workbook) == sorted(found)
    counted = {
        row[1].value: row[2].value for row in load_workbook(written.files["excel"])["Contents"]
    }
    for number, (title, (head, *rows)) in enumerate(written.workbook.items(), 1):
        table = found[title]
        base = f"Counted: {table['unit']}. Base: {table['base']}."
        assert counted[f"Table {number}: {title}"] in (base, "–")
        assert [cell.value for cell in head] == [
            " ".join(each.split()) for each in table["columns"]
        ]
        for cells, values in zip(rows, table["rows"], strict=True):
            for cell, value in zip(cells, values, strict=True):
                if isinstance(value, int | float):
                    assert cell.value == pytest.approx(value), (title, cell.coordinate)
                elif str(value or "").strip():
                    assert cell.value == value, (title, cell.coordinate)
                else:
                    assert cell.value in ("–", "None"), (title, cell.coordinate)


def test_every_table_of_the_paper_is_that_of_the_workbook(written: Written) -> None:
    """Cell by cell, as printed; a table in parts by its headings. Only columns may be left out."""
    tables = list(tables_of(written.paper))
    assert len(tables) > 20
    assert len(tables) == sum(piece.kind == "table" for piece in written.paper)
    for title, (names, *rows) in tables:
        head, *known = written.printed[title]
        columns = [head.index(name) for name in names]
        assert [[cells[at] for at in columns] for cells in known] == rows, title


def test_a_table_has_one_number_in_the_paper_on_the_page_and_in_the_workbook(
    written: Written,
) -> None:
    """Those of the paper come first, in its order; then those that only the workbook has."""
    captions = [one.text for one in written.paper if re.match(r"Table \d+: ", one.text)]
    on_page = [
        one.text
        for one in page_pieces(written.files["html"])[1]
        if re.match(r"Table \d+: ", one.text)
    ]
    assert on_page == captions
    numbers = {title: number for number, title in enumerate(written.workbook, 1)}
    told = [re.fullmatch(r"Table (\d+): (.*?)(?: \([^()]*\))?", each) for each in captions]
    found = {each[2]: int(each[1]) for each in told if each}
    assert {title: numbers[title] for title in found} == found
    assert sorted(found.values()) == list(range(1, len(found) + 1))
    for number, sheet in enumerate(load_workbook(written.files["excel"]).worksheets[3:-1], 1):
        assert str(sheet["A1"].value).startswith(f"Table {number}: ")
        assert sheet.title.startswith(f"{number} ")


def test_the_page_says_what_the_paper_says(written: Written) -> None:
    """Every heading with its number, sentence, table, note and description of a chart, in order.

    The paper tells what is counted before a table on several pages, the page always after it.
    """
    cover, body = page_pieces(written.files["html"])
    assert [one for one in body if one.kind != "note"] == [
        one for one in written.paper if one.kind != "note"
    ]
    assert Counter(body) == Counter(written.paper)
    in_paper = word_pieces(written.files["word"])[0]
    assert {row for one in cover for row in one.rows} == {
        row for one in in_paper for row in one.rows
    }


def test_every_number_in_the_text_is_that_of_a_table(written: Written) -> None:
    """All but those of places, laws, dates and versions; quotations are respondents' own words."""
    known = {"0", "100%"}
    for table in written.found["tables"]:
        words = (table["title"], table["base"], *table["notes"])
        cells = (cell for row in written.printed[table["title"]] for cell in row)
        known |= {number for text in (*words, *cells) for number in _NUMBER.findall(text)}
    cover = word_pieces(written.files["word"])[0]
    said = [one.text for one in written.paper if one.kind in ("text", "note")]
    said += [row[1] for piece in cover for row in piece.rows if row[0] == "Executive summary"]
    numbers = [(n, text) for text in said for n in _NUMBER.findall(_NO_FIGURE.sub("", text))]
    assert len(numbers) > 100
    assert [pair for pair in numbers if pair[0] not in known] == []


def test_every_sentence_on_a_theme_has_the_figures_of_that_theme(written: Written) -> None:
    rows = {row[0] for row in written.printed["Themes raised"][1:]}
    themes = {row.removeprefix("All of "): row for row in sorted(rows, reverse=True)}
    named = "|".join(map(re.escape, sorted(themes, key=len, reverse=True)))
    raised = re.compile(
        rf"({named})(?: – [^()]*?)?(?: \(|: | was raised by )([\d,]+) respondents?"
        r"(?: \((\d+%)\)|, ([\d,]+) with concern or some concern and ([\d,]+) in favour)?"
    )
    told = 0
    for piece in written.paper:
        for name, count, share, against, favour in raised.findall(piece.text):
            assert count == written.cell("Themes raised", themes[name], "Respondents"), piece.text
            assert share in ("", written.cell("Themes raised", themes[name], "Share")), piece.text
            for side, number in (("With concerns", against), ("In favour", favour)):
                if number:
                    summary = "Themes, who raised them and what is answered"
                    assert number == written.cell(summary, name, side), piece.text
            told += 1
    assert told > 30
    for theme, said, *_ in written.printed["You said, we did"][1:]:
        for count, share in re.findall(r"Raised by ([\d,]+) respondents? \((\d+%)\)", said):
            assert count == written.cell("Themes raised", themes[theme], "Respondents")
            assert share == written.cell("Themes raised", themes[theme], "Share")


def test_who_took_part_is_told_as_in_the_table(written: Written) -> None:
    told = re.compile(
        r"In all, ([\d,]+) respondents took part: ([\d,]+) people who answered for themselves and "
        r"([\d,]+) organisations"
    )
    (all_told,) = {
        found
        for piece in written.paper
        if piece.kind == "text"
        for found in told.findall(piece.text)
    }
    columns = ("Took part", "People", "Organisations")
    table = "Who took part, by method"
    assert all_told == tuple(written.cell(table, "All methods", column) for column in columns)


def test_what_is_said_of_a_chart_is_said_of_its_table(written: Written) -> None:
    """A number in brackets after the name of a row stands in that row, or is a share of two that do."""
    compared = 0
    pieces = [piece for piece in written.paper if piece.kind != "note"]
    for picture, caption in pairwise(pieces):
        if picture.kind != "picture":
            continue
        title = re.sub(r"^Table \d+: | \((?:part \d+ of \d+|continued)\)$", "", caption.text)
        rows = {row[0]: row[1:] for row in written.printed[title][1:]}
        named = "|".join(map(re.escape, sorted(rows, key=len, reverse=True)))
        for name, number in re.findall(rf"({named}) \((\d[\d,]*%?)\)", picture.text):
            assert number in {*rows[name], *_shares(rows[name])}, (title, picture.text)
            compared += 1
    assert compared > 10


def _shares(cells: list[str]) -> set[str]:
    """What counts of a row are as per cents of others."""
    counts = [int(cell.replace(",", "")) for cell in cells if re.fullmatch(r"[\d,]+", cell)]
    return {figure(part / whole, Kind.SHARE) for part in counts for whole in counts if whole}


def test_the_data_file_has_every_figure_of_the_workbook_once(written: Written) -> None:
    with written.files["data"].open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    told = {(line["Title"], line["Line"], line["Column"]): line["Value"] for line in lines}
    assert len(told) == len(lines) > 1000
    for title, (head, *rows) in written.workbook.items():
        for number, cells in enumerate(rows, 1):
            for name, cell in zip(head, cells, strict=True):
                value = told.pop((title, str(number), name.value), None)
                if isinstance(cell.value, int | float):
                    assert float(value or "nan") == pytest.approx(cell.value)
                else:
                    assert value in (None, cell.value)
    assert not told
    sheet = load_workbook(written.files["excel"])["Data"]
    (table,) = sheet.tables.values()
    in_sheet = [[str(cell.value) for cell in row] for row in sheet[table.ref]]
    assert in_sheet[0] == list(lines[0])
    assert [row[:8] for row in in_sheet[1:]] == [list(line.values())[:8] for line in lines]


def test_other_processes_write_the_same_bytes(written: Written) -> None:
    """With other hashes of texts, in another time zone and language, five years later."""
    elsewhere = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C", "YEARS": "5"}
    again = _report(written.files["word"].parent, "two", elsewhere)
    for kind, path in written.files.items():
        assert again.files[kind].read_bytes() == path.read_bytes(), kind
    assert again.found == written.found
