"""The command line: the same work as the window, with exit codes and JSON that scripts rely on."""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from engage_app import cli
from engage_app.services import codebook, planning
from engage_app.services import workspace as workspaces

SURVEY = (
    "Response ID,Date submitted,Which group are you in?,What is your view of the proposal?,Tell us why\n"
    "A1,16/05/2022 09:00,Resident,I welcome it,"
    "The new clinic is nearer and the parking there is easier for all of us\n"
    "A2,17/05/2022 10:30,Carer,I am concerned,"
    "The bus stops at six so nobody could visit in the evening any more\n"
    "A3,18/05/2022 11:15,Resident,I have some concern,"
    "I am not against it but how do people without a car get there\n"
)


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """A small survey file."""
    path = tmp_path / "survey.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    """The exit code of a command."""
    return cli.main([str(argument) for argument in arguments])


def printed_json(capsys: pytest.CaptureFixture[str]) -> Any:
    """What a command printed, which must be one JSON document."""
    return json.loads(capsys.readouterr().out)


def test_the_command_line_never_imports_qt() -> None:
    """The standing proof that the window holds no logic."""
    program = (
        "import sys; from engage_app import cli; from engage_app.services import ("
        "importing, coding, sentiment, findings, reporting, samples);"
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_inspect_prints_what_a_survey_holds_and_writes_nothing(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in tmp_path.iterdir())

    assert run("inspect", survey, "--json") == 0

    found = printed_json(capsys)
    assert found["header_rows"] == 1
    roles = {question["label"]: question["role"] for question in found["questions"]}
    assert roles["Which group are you in?"] == "group"
    assert roles["What is your view of the proposal?"] == "position"
    assert roles["Tell us why"] == "comment"
    first = found["responses"][0]
    assert (first["source_id"], first["submitted_at"]) == ("A1", "2022-05-16T09:00:00")
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix != "") == [
        name for name in before if "." in name
    ]


def test_from_import_to_report(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "move.engage"
    assert run("new", workspace, "--title", "Clinic move") == 0
    assert run("import", workspace, survey) == 0
    assert run("code", workspace) == 0
    capsys.readouterr()

    assert run("findings", workspace, "--json") == 0
    tables = {table["name"]: table for table in printed_json(capsys)["tables"]}
    assert {"name", "title", "unit", "base", "columns", "rows", "notes"} <= set(
        tables["position_by_group"]
    )

    excel, word = tmp_path / "summary.xlsx", tmp_path / "appendix.docx"
    assert run("report", workspace, "--excel", excel, "--word", word) == 0
    assert excel.stat().st_size > 5_000
    assert word.stat().st_size > 5_000


def test_importing_the_same_file_again_adds_nothing(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "move.engage"
    run("new", workspace)
    run("import", workspace, survey)
    capsys.readouterr()

    assert run("import", workspace, survey, "--json") == 0

    again = printed_json(capsys)
    assert (again["added"], again["unchanged"]) == (0, 3)


def test_an_import_says_what_it_made(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "move.engage"
    run("new", workspace)
    capsys.readouterr()
    run("import", workspace, survey)

    told = capsys.readouterr().out
    opened = workspaces.open_workspace(workspace)
    (made,) = opened.connection.execute("SELECT count(*) FROM question").fetchone()
    opened.close()
    assert f"3 added, 0 unchanged, 0 changed, 0 updated, {made} new questions" in told


def test_a_dry_run_writes_nothing(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = tmp_path / "move.engage"
    run("new", workspace)
    capsys.readouterr()

    assert run("import", workspace, survey, "--dry-run", "--json") == 0
    assert printed_json(capsys)["would_read"] == 3
    opened = workspaces.open_workspace(workspace)
    assert planning.exercises(opened)[0].responses == 0
    opened.close()


def test_an_import_says_what_it_assumed(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody confirms types, roles and meanings on the command line: they are printed instead."""
    workspace = tmp_path / "move.engage"
    run("new", workspace)
    capsys.readouterr()

    assert run("import", workspace, survey, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "Which group are you in?: taken as select_one, group" in said
    assert "“Carer” means group “Carer”" in said
    assert "“I am concerned” means position “concern”" in said
    assert run("import", workspace, survey, "--json") == 0
    by_label = {each["label"]: each for each in printed_json(capsys)["assumed"]}
    assert by_label["Tell us why"]["role"] == "comment"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["inspect", "nowhere.csv"], 1),
        (["findings", "nowhere.engage"], 1),
        (["new", "x.engage", "--template", "no-such"], 1),
    ],
)
def test_what_an_officer_can_mend_exits_with_1_and_a_sentence(
    arguments: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments[1] = str(tmp_path / arguments[1])

    assert run(*arguments) == code

    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip().endswith(".")
    assert "Traceback" not in said.err


@pytest.mark.parametrize("arguments", [["import", "only-one"], ["report", "a.engage"]])
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run(*arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_of_several_exercises_one_must_be_named(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "two.engage"
    workspace = workspaces.create(path)
    planning.add_exercise(workspace, "First")
    planning.add_exercise(workspace, "Second")
    workspace.close()

    assert run("import", path, survey) == 1
    assert "--exercise" in capsys.readouterr().err
    assert run("import", path, survey, "--exercise", "second") == 0


def test_check_and_backup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = tmp_path / "move.engage"
    run("new", workspace, "--template", "pbp-alignment")
    capsys.readouterr()

    assert run("check", workspace, "--json") == 0
    assert printed_json(capsys) == {"sound": True, "faults": []}
    assert run("backup", workspace, tmp_path / "copy.engage") == 0
    assert run("check", tmp_path / "copy.engage") == 0


def test_a_template_brings_groups_and_codebook_but_no_responses(tmp_path: Path) -> None:
    path = tmp_path / "new.engage"
    run("new", path, "--template", "pbp-alignment", "--title", "Our places")
    workspace = workspaces.open_workspace(path)
    (summary,) = planning.exercises(workspace)

    assert (summary.exercise.title, summary.responses) == ("Our places", 0)
    assert not summary.exercise.invented
    assert len(planning.groups(workspace, summary.exercise.id)) > 30
    assert len(codebook.themes(workspace, summary.exercise.id)) > 20
    workspace.close()


def test_sentiment_of_a_csv_keeps_every_column_and_corrections_win(tmp_path: Path) -> None:
    texts, out, corrected = (tmp_path / name for name in ("in.csv", "out.csv", "right.csv"))
    texts.write_text("id,words\n1,It was wonderful\n2,Fine\n", encoding="utf-8")
    corrected.write_text("text,sentiment\nfine,negative\n", encoding="utf-8")

    code = run("sentiment", texts, "--column", "words", "--out", out, "--corrected", corrected)

    assert code == 0
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["sentiment"]) for row in rows] == [("1", "positive"), ("2", "negative")]
    assert all(-1 <= float(row["compound"]) <= 1 for row in rows)


def test_a_later_export_updates_where_wanted(
    survey: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --update a changed response is counted and left alone."""
    workspace = tmp_path / "move.engage"
    run("new", workspace)
    run("import", workspace, survey)
    survey.write_text(SURVEY.replace("The bus stops at six", "The bus is late"), encoding="utf-8")
    capsys.readouterr()
    told = ("added", "unchanged", "changed", "updated")

    assert run("import", workspace, survey, "--json") == 0
    left = printed_json(capsys)
    assert run("import", workspace, survey, "--update", "--json") == 0
    done = printed_json(capsys)
    assert run("import", workspace, survey, "--update", "--json") == 0
    again = printed_json(capsys)

    assert [left[key] for key in told] == [0, 2, 1, 0]
    assert [done[key] for key in told] == [0, 2, 0, 1]
    assert [again[key] for key in told] == [0, 3, 0, 0]
