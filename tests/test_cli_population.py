"""`engage population`: a table compared from the command line."""

import json
from pathlib import Path

import pytest
from heard import Heard

from engage_app import cli
from engage_app.services import findings, populations
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.question("age", "select_one", "equality", ("Under 50", "50 or over", "Prefer not to say"))
    for answer in ("Under 50", "50 or over", "50 or over"):
        built.respond(answers={"age": answer})
    return built


def run(heard: Heard, *arguments: object) -> int:
    path = heard.workspace.path
    heard.workspace.close()
    return cli.main([str(each) for each in ("population", path, *arguments)])


def test_a_table_is_compared_and_printed(
    heard: Heard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "ages.csv"
    table.write_text('Age,People\n0 to 49,"1,500"\n50 and over,500\nUnknown,3\n', "utf-8")
    assert run(heard, table, "--question", "AGE", "--source", "ONS", "--date", "2021") == 0
    printed = capsys.readouterr()
    assert "Under 50: 1,500 from “0 to 49”" in printed.out
    assert "“Unknown” is none of the answers" in printed.err
    found = populations.populations(heard.workspace, heard.exercise)[heard.questions["age"]]
    assert (found.source, found.counted_on) == ("ONS", "2021")
    shown = findings.finding(heard.workspace, heard.exercise, "equality_age")
    assert shown.rows[0][3:] == (1 / 3, 0.75, -42)


def test_as_json(heard: Heard, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "ages.csv"
    table.write_text("Age;Share\nUnder 50;75%\n50 or ovr;25%\n", "utf-8")
    assert run(heard, table, "--question", "Age", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["question"] == "age"
    assert told["answers"][1] == {
        "answer": "50 or over",
        "people": 25.0,
        "rows": ["50 or ovr"],
        "certain": False,
    }


def test_an_unknown_question_names_those_there_are(
    heard: Heard, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "ages.csv"
    table.write_text("Age,People\nUnder 50,1\n50 or over,2\n", "utf-8")
    assert run(heard, table, "--question", "sex") == 1
    assert "age" in capsys.readouterr().err
