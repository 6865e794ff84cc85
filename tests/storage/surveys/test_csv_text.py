"""Encodings, delimiters and quotation marks of delimited text."""

from pathlib import Path

import pytest
from survey_makers import write_csv

from engage_app.errors import SurveyFileError
from engage_app.progress import no_progress
from storage.surveys.csv_text import delimiter_of, read_csv
from storage.surveys.reader import read_survey
from storage.surveys.values import values_of

ROWS = [
    ["ID", "Your role", "Please tell us why"],
    ["1", "Carer", "It’s a “hospital” – café, naïve"],
    ["2", "Resident", "Second; with a semicolon | and a bar"],
    ["3", "Carer", "Third,\nwith a line break"],
]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_the_same_words_in_every_encoding(tmp_path: Path, encoding: str, named: str) -> None:
    survey = read_survey(write_csv(tmp_path / "s.csv", ROWS, encoding=encoding))

    assert survey.encoding == named
    assert survey.headings[0] == "ID"  # no byte order mark in the first heading
    assert values_of(survey, survey.questions[1]) == [row[2] for row in ROWS[1:]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_every_delimiter_and_line_end(tmp_path: Path, delimiter: str, newline: str) -> None:
    survey = read_survey(write_csv(tmp_path / "s.csv", ROWS, delimiter=delimiter, newline=newline))

    assert survey.source_ids == ("1", "2", "3")
    assert [question.label for question in survey.questions] == ROWS[0][1:]


def test_a_delimiter_has_to_cut_the_first_row() -> None:
    """Commas in sentences don't make columns of a file with one column."""
    assert delimiter_of("Comment\nYes, good, fine\nNo, never\n") == ","
    assert delimiter_of("a;b\nx,y,z;1\np,q,r;2\n") == ";"


def test_excels_own_first_line_names_the_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("sep=;\nID;Why, though?\n7;Because, well\n", encoding="utf-8")

    survey = read_survey(path)

    assert survey.source_ids == ("7",)
    assert survey.questions[0].label == "Why, though?"


def test_damaged_letters_in_utf8_are_told_not_taken_for_cp1252(tmp_path: Path) -> None:
    text = "Name of café,Why\n" + "naïve résumé über,because\n" * 5
    path = tmp_path / "s.csv"
    path.write_bytes(text.encode() + b"x,caf\xc3\n")

    survey = read_survey(path)

    assert survey.encoding == "utf-8"
    assert "line 7" in survey.problems[0].what


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is a picture"),
        (b"%PDF-1.7\n", "a PDF document"),
        (b"a,b\n1,2\n3,\x00\x00\n", "binary zeros, the first in line 3"),
        (b"\xff\xfea\x00,\x00b", "breaks off or is damaged"),
        (b'a,b\n1,2\n3,"four\n5,6\n', "opened in row 3, column 2"),
        (b"1,2\n3,4\n", "should hold the headings"),
        (b"a,b\n1,2\n1,2,3\n", "Row 3 is wider than the header: column C"),
    ],
)
def test_what_is_no_survey_gets_a_sentence(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "survey.csv"
    path.write_bytes(data)

    with pytest.raises(SurveyFileError, match=words) as caught:
        read_survey(path)
    assert caught.value.action


def test_more_columns_than_any_survey_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"q{n}" for n in range(16_384)) + "\n", encoding="utf-8")

    with pytest.raises(SurveyFileError, match="more than 2,000 columns"):
        read_survey(path)


def test_a_quotation_mark_inside_a_cell_is_just_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    path.write_text('ID,Why\n1,a 6" pipe\n2,none\n', encoding="utf-8")

    survey = read_survey(path)

    assert values_of(survey, survey.questions[0]) == ['a 6" pipe', "none"]


def test_a_file_that_is_gone_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(SurveyFileError, match=r"no file called “gone\.csv”"):
        read_survey(tmp_path / "gone.csv")


def test_progress_is_told_while_rows_are_read() -> None:
    seen: list[tuple[int, int]] = []
    data = b"a,b\n" + b"1,2\n" * 5000

    read_csv(data, "s.csv", lambda done, total: seen.append((done, total)))

    assert len(seen) > 3
    assert seen[-1] == (len(data), len(data))
    assert read_csv(data, "s.csv", no_progress).rows[1] == ["1", "2"]
