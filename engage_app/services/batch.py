"""Large jobs on plain CSV files, without a workspace."""

import csv
from collections.abc import Iterable
from pathlib import Path

from engage_app.domain.coding import Sentiment
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services.sentiment import lexicon
from storage.reports.saving import save

Row = dict[str, str]
_SCORES = ("sentiment", "compound")
_LONGEST_CELL = 10_000_000  # characters; more is a quotation mark never closed


def score_file(
    texts: Path,
    out: Path,
    *,
    column: str,
    corrected: Path | None = None,
    progress: Progress = no_progress,
) -> int:
    """Score the tone of the texts in a CSV file; returns how many.

    Args:
        texts: UTF-8 CSV with a header row; a `question` column is heeded where there is one.
        out: gets every column of `texts`, then `sentiment` and `compound` (−1..1).
        column: which column holds the texts.
        corrected: CSV with `text` and `sentiment`, perhaps `question`; the same words in `texts`
            take the sentiment given here.

    Raises:
        NotPossible: a file lacks a column, a corrected sentiment is none of the three, or `out`
            can't be written.
        FileInUse: another program has `out` open.
    """
    from analysis.sentiment import score_comments

    rows, names = _read(texts, column)
    names = [name for name in names if name not in _SCORES]  # scored before: scored anew
    corrections = _corrections(corrected) if corrected else {}
    tones = score_comments(
        [row[column] for row in rows],
        lexicon(),
        [row.get("question", "") for row in rows],
        progress,
    )
    for row, tone in zip(rows, tones, strict=True):
        given = corrections.get(_same_words(row[column]))
        row["sentiment"] = given or tone.label.value
        row["compound"] = f"{tone.compound:.4f}"
    _write(out, [*names, *_SCORES], rows)
    return len(rows)


def _corrections(path: Path) -> dict[str, str]:
    rows, names = _read(path, "text")
    if "sentiment" not in names:
        raise _lacks(path, "sentiment", names)
    for number, row in enumerate(rows, 2):
        if row["sentiment"] not in set(Sentiment):
            raise NotPossible(
                f"Row {number} of “{path.name}” has the sentiment “{row['sentiment']}”.",
                action="Write positive, neutral or negative.",
            )
    return {_same_words(row["text"]): row["sentiment"] for row in rows}


def _same_words(text: str) -> str:
    return " ".join(text.casefold().split())


def _read(path: Path, column: str) -> tuple[list[Row], list[str]]:
    csv.field_size_limit(_LONGEST_CELL)  # the standard library's own is shorter than some letters
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            rows, names = list(reader), list(reader.fieldnames or ())
    except UnicodeDecodeError as error:
        raise NotPossible(
            f"“{path.name}” is not in UTF-8.", action="Save it as CSV UTF-8, then try again."
        ) from error
    except csv.Error as error:
        raise NotPossible(
            f"“{path.name}” can't be read as CSV: {error}.",
            action="Look for a quotation mark that is not closed, then try again.",
        ) from error
    if column not in names:
        raise _lacks(path, column, names)
    for row in rows:
        row.pop(None, None)  # cells beyond the header row
    return rows, names


def _lacks(path: Path, column: str, names: Iterable[str]) -> NotPossible:
    return NotPossible(
        f"“{path.name}” has no column “{column}”.",
        action=f"Its columns are: {', '.join(names) or 'none'}.",
    )


def _write(path: Path, names: list[str], rows: list[Row]) -> None:
    def write(unfinished: Path) -> None:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    save(path, write)
