"""The quick way through a CSV without quotation marks gives what the csv module gives."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from engage_app.progress import no_progress
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
