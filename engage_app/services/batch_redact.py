"""Personal details in the texts of a plain CSV file, without a workspace."""

from functools import cache
from pathlib import Path

from analysis.redaction import NameLists, find_personal_details, name_lists
from engage_app.progress import Progress, no_progress
from engage_app.services.batch import read_rows, refuse_over, write_rows
from resources import path_of

COLUMNS = ["row", "start", "end", "kind", "text"]
_LISTS = ("first_names", "surnames", "english_words", "needs_company", "not_names")
_REPORT_EVERY = 500


@cache
def shipped_names() -> NameLists:
    """The lists of names that ship with Engage; read once."""
    return name_lists(*(path_of(f"names/{name}.txt").read_text("utf-8") for name in _LISTS))


def find_in_file(
    texts: Path, out: Path, *, column: str, progress: Progress = no_progress
) -> tuple[int, int]:
    """Propose what to cover in the texts of a CSV file.

    Args:
        texts: UTF-8 CSV with a header row.
        out: gets `row` (1 is the first row below the header), `start` and `end` (in code points
            of the cell's text), `kind` and `text`: one row for each personal detail.
        column: which column holds the texts.

    Returns:
        How many texts were read, and how many details were found.

    Raises:
        NotPossible: the file has no such column, or `out` is that file or can't be written.
        FileInUse: another program has `out` open.
    """
    names = shipped_names()
    rows, _ = read_rows(texts, column)
    refuse_over(out, texts)
    found: list[dict[str, str]] = []
    for number, row in enumerate(rows, 1):
        for detail in find_personal_details(row[column], names):
            values = (number, detail.start, detail.end, detail.kind.value, detail.text)
            found.append({name: str(value) for name, value in zip(COLUMNS, values, strict=True)})
        if number % _REPORT_EVERY == 0:
            progress(number, len(rows))
    write_rows(out, COLUMNS, found)
    progress(len(rows), len(rows))
    return len(rows), len(found)
