"""A population that an equality question is compared with: read from a table, set, taken away."""

from pathlib import Path

import openpyxl
import pytest
from heard import Heard

from engage_app.domain.ready_made import EQUALITY
from engage_app.errors import NotPossible
from engage_app.services import populations
from engage_app.services import workspace as workspaces
from engage_app.services.population_labels import ages_of
from engage_app.services.population_reading import number_in
from engage_app.services.workspace import Workspace

AGES = ("Under 16", "16 to 24", "25 to 34", "85 or over", "Prefer not to say")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.question("age", "select_one", "equality", AGES)
    built.question("sex", "select_one", "equality", EQUALITY["Sex"].choices)
    built.question("care", "select_one", "equality", ("Yes", "No"))
    built.question("needs", "select_multiple", "equality", ("Sight", "Hearing"))
    return built


def read(heard: Heard, path: Path, question: str = "age") -> dict[str, float | None]:
    found = populations.read(heard.workspace, heard.exercise, heard.questions[question], path)
    return {each.label: each.people for each in found.choices}


def written(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "census.csv"
    path.write_text(text, encoding=encoding)
    return path


def test_thousands_separators_a_byte_order_mark_and_a_title(heard: Heard, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "Usual residents by age\n\nAge,Area code,Number of people\n"
        'Aged 15 years and under,1,"12,345"\nAged 16–24,1,"6,000"\n25-34,1,700\n'
        '85+,1,"1,000"\nAll,1,"20,045"\n',
        "utf-8-sig",
    )
    assert read(heard, path) == {
        "Under 16": 12345.0,
        "16 to 24": 6000.0,
        "25 to 34": 700.0,
        "85 or over": 1000.0,
    }
    found = populations.read(heard.workspace, heard.exercise, heard.questions["age"], path)
    assert found.unmatched == ("All",)
    assert found.source == "census"
    assert found.choices[0].row_labels == ("Aged 15 years and under",)
    assert all(each.certain for each in found.choices)


def test_percentages_are_as_good_as_numbers(heard: Heard, tmp_path: Path) -> None:
    path = written(tmp_path, "answer;share\nFemale;51.2%\nMale;48.8%\n")
    assert read(heard, path, "sex") == {"Female": 51.2, "Male": 48.8}


def test_people_are_taken_rather_than_shares_or_codes(heard: Heard, tmp_path: Path) -> None:
    path = written(tmp_path, "Sex code,%,Sex,Observation\n1,51,Female,5100\n2,49,Male,4900\n")
    assert read(heard, path, "sex") == {"Female": 5100.0, "Male": 4900.0}


def test_words_that_are_only_alike_are_to_be_looked_at(heard: Heard, tmp_path: Path) -> None:
    path = written(tmp_path, "sex,people\nFemales,5100\nMales,4900\n")
    found = populations.read(heard.workspace, heard.exercise, heard.questions["sex"], path)
    assert found.people == {
        heard.choices["sex", "Female"]: 5100,
        heard.choices["sex", "Male"]: 4900,
    }
    assert not any(each.certain for each in found.choices)


def test_single_years_add_up_to_a_choice(heard: Heard, tmp_path: Path) -> None:
    rows = "".join(f"{age},10\n" for age in range(90)) + "90 and over,7\n"
    found = read(heard, written(tmp_path, f"Age,Count\n{rows}"))
    assert found == {"Under 16": 160, "16 to 24": 90, "25 to 34": 100, "85 or over": 57}


def test_a_band_with_a_gap_is_not_made_up(heard: Heard, tmp_path: Path) -> None:
    path = written(tmp_path, "Age,Count\n0 to 15,5\n16 to 19,5\n21 to 24,5\n25 to 34,5\n")
    assert read(heard, path)["16 to 24"] is None


def test_of_several_characteristics_the_rows_of_the_question(heard: Heard, tmp_path: Path) -> None:
    path = written(
        tmp_path, "question,answer,share\nsex,Female,51\nsex,Male,49\nCare,Yes,9\nCare,No,91\n"
    )
    assert read(heard, path, "care") == {"Yes": 9.0, "No": 91.0}


def test_a_workbook_with_a_cover_sheet_and_figures_across(heard: Heard, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Cover", 0).append(["Census 2021", "About this file"])
    sheet = book.create_sheet("Table")
    sheet.append(["Area", "Female", "Male"])
    sheet.append(["Lancashire", 623_000, 0.5])
    path = tmp_path / "census.xlsx"
    book.save(path)
    assert read(heard, path, "sex") == {"Female": 623_000.0, "Male": 0.5}


@pytest.mark.parametrize("text", ["age,people\nred,5\nblue,6\n", "age,people\n16 to 24,many\n"])
def test_a_table_of_something_else(heard: Heard, tmp_path: Path, text: str) -> None:
    with pytest.raises(NotPossible, match="no row for the answers"):
        read(heard, written(tmp_path, text))


def test_a_table_of_every_area_there_is_is_refused(heard: Heard, tmp_path: Path) -> None:
    """Its rows would be added up, as far as they are read."""
    path = written(tmp_path, "sex,people\n" + "Female,1\nMale,1\n" * 1600)
    with pytest.raises(NotPossible, match="more than 3,000 rows"):
        read(heard, path, "sex")


def test_the_rows_of_several_areas_are_added_up_and_that_is_said(
    heard: Heard, tmp_path: Path
) -> None:
    path = written(tmp_path, "area,sex,people\nA,Female,5\nA,Male,6\nB,Female,7\nB,Male,8\n")
    found = populations.read(heard.workspace, heard.exercise, heard.questions["sex"], path)
    assert list(found.people.values()) == [12.0, 14.0]
    assert found.remarks[0] == "“Female” stands in 2 rows, which were added up."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234,567", 1234567.0),
        ("12.3%", 12.3),
        ("12,3 %", 12.3),
        ("1 234", 1234.0),
        ("0.123", 0.123),
        ("-5", None),
        ("[c]", None),
        ("", None),
    ],
)
def test_numbers_as_tables_write_them(text: str, number: float | None) -> None:
    assert number_in(text) == number


@pytest.mark.parametrize(
    ("label", "ages"),
    [
        ("Under 16", (0, 15)),
        ("16 to 24", (16, 24)),
        ("Aged 16–24 years", (16, 24)),
        ("85+", (85, 200)),
        ("85 years and over", (85, 200)),
        ("Over 84", (85, 200)),
        ("15 and under", (0, 15)),
        ("7", (7, 7)),
        ("24 to 16", None),
        ("Prefer not to say", None),
    ],
)
def test_ages_in_words(label: str, ages: tuple[int, int] | None) -> None:
    assert ages_of(label) == ages


def test_set_changed_taken_away_and_undone(heard: Heard) -> None:
    workspace, exercise, question = heard.workspace, heard.exercise, heard.questions["sex"]
    female, male = heard.choices["sex", "Female"], heard.choices["sex", "Male"]
    populations.compare_with(workspace, exercise, question, {female: 51, male: 49}, source=" ONS ")
    found = populations.populations(workspace, exercise)[question]
    assert (found.people, found.source) == ({female: 51.0, male: 49.0}, "ONS")
    populations.compare_with(workspace, exercise, question, {female: 1, male: 3}, counted_on="2021")
    found = populations.populations(workspace, exercise)[question]
    assert (found.people, found.source) == ({female: 1.0, male: 3.0}, "")
    assert found.counted_on == "2021"
    workspaces.undo(workspace)
    assert populations.populations(workspace, exercise)[question].people[female] == 51.0
    populations.remove(workspace, exercise, question)
    assert populations.populations(workspace, exercise) == {}
    workspaces.undo(workspace)
    assert populations.populations(workspace, exercise)[question].source == "ONS"


@pytest.mark.parametrize(
    ("question", "labels", "figures"),
    [
        ("sex", ("Female",), (5,)),  # one answer compares with nothing
        ("sex", ("Female", "Male"), (0, 0)),
        ("sex", ("Female", "Male"), (-1, 5)),
        ("sex", ("Female", "Male"), (float("nan"), 5)),
        ("sex", ("Female", "Prefer not to say"), (5, 5)),
        ("needs", ("Sight", "Hearing"), (5, 5)),  # several may be chosen: no share of people
    ],
)
def test_what_is_no_population(
    heard: Heard, question: str, labels: tuple[str, ...], figures: tuple[float, ...]
) -> None:
    people = {
        heard.choices[question, label]: figure
        for label, figure in zip(labels, figures, strict=True)
    }
    with pytest.raises(NotPossible):
        populations.compare_with(heard.workspace, heard.exercise, heard.questions[question], people)
    assert populations.populations(heard.workspace, heard.exercise) == {}
