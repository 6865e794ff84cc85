"""The quick ways through a CSV, with quotation marks and without, give what the csv module gives."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from engage_app.progress import no_progress
from storage.surveys.csv_records import Records
from storage.surveys.csv_text import read_csv


@given(st.text(alphabet="ab, \n\r\x0b\u2028", min_size=1, max_size=80))
def test_rows_without_quotation_marks_are_cut_as_by_the_csv_module(text: str) -> None:
    whole = "one,two\n" + text

    rows = read_csv(whole.encode(), "s.csv", no_progress).rows

    assert rows == list(csv.reader(io.StringIO(whole, newline="")))


def test_many_different_cells_and_rows_of_other_lengths_stay_as_they_are() -> None:
    text = "".join(f"{row},same,{row % 7}\n" for row in range(5_000)) + "short\n\n,NA, x \n"

    rows = read_csv(text.encode(), "s.csv", no_progress).rows

    assert rows == list(csv.reader(io.StringIO(text, newline="")))


_PARTS = ('"', '""', ",", '",', ',"', '","', "a", "b ", "\n", "\r\n", "é", "\x0b", "\u2028")


@given(st.lists(st.sampled_from(_PARTS), max_size=25).map("".join))
def test_quoted_cells_are_cut_as_by_the_csv_module(text: str) -> None:
    records = Records(text, ",")

    cut = list(records)

    assert cut == list(csv.reader(io.StringIO(text, newline="")))
    assert records.returns or not any("\r" in cell for row in cut for cell in row)


@given(
    st.lists(st.lists(st.text(alphabet='ab,;" \n\r', max_size=8), min_size=2), min_size=1),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_the_csv_module_writes_comes_back(rows: list[list[str]], ending: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", lineterminator=ending).writerows(rows)
    written = text.getvalue()

    assert list(Records(written, ";")) == list(
        csv.reader(io.StringIO(written, newline=""), delimiter=";")
    )


def test_a_text_of_several_blocks_loses_nothing_between_them() -> None:
    text = "".join(f'{row},"one, two\nthree",{"x" * 90}\r\n' for row in range(25_000))

    rows = list(Records(text, ","))

    assert rows == [[str(row), "one, two\nthree", "x" * 90] for row in range(25_000)]
