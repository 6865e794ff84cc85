"""Large jobs on plain CSV files, without a workspace."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.domain.coding import Sentiment
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services.sentiment import lexicon
from storage.reports.saving import save

if TYPE_CHECKING:
    from analysis.sentiment import CommentTone
    from analysis.sentiment_learning import Corrected

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
        corrected: CSV with `text` and `sentiment`, perhaps `question`. The same words in `texts`
            (under the same question, where both files have them) take the sentiment given here;
            the others are scored by what it teaches.

    Raises:
        NotPossible: a file lacks a column, a corrected sentiment is none of the three, or `out`
            can't be written.
        FileInUse: another program has `out` open.
    """
    from analysis.sentiment_learning import agreed, same_words

    rows, names = read_rows(texts, column)
    names = [name for name in names if name not in _SCORES]  # scored before: scored anew
    asked = "question" in names
    corrections = _corrections(corrected, asked=asked) if corrected else []
    given = agreed(corrections)
    tones = _tones(rows, column, corrections, progress)
    for row, tone in zip(rows, tones, strict=True):
        alike = (same_words(question, row[column]) for question in (row.get("question", ""), ""))
        known = next((given[key] for key in alike if key in given), tone.label)
        row["sentiment"] = known.value
        row["compound"] = f"{tone.compound:.4f}"
    write_rows(out, [*names, *_SCORES], rows)
    return len(rows)


def _tones(
    rows: Sequence[Row], column: str, corrections: Sequence["Corrected"], progress: Progress
) -> Sequence["CommentTone"]:
    from analysis.sentiment import score_comments
    from analysis.sentiment_learning import learn, score_learned

    texts, questions = [row[column] for row in rows], [row.get("question", "") for row in rows]
    alone = list(zip(texts, questions, strict=True))
    learned = learn(corrections, lexicon(), alone) if corrections else None
    if learned is None:
        return score_comments(texts, lexicon(), questions, progress)
    return score_learned(learned, texts, lexicon(), questions, progress)


def _corrections(path: Path, *, asked: bool) -> list["Corrected"]:
    from analysis.sentiment_learning import Corrected

    rows, names = read_rows(path, "text")
    if "sentiment" not in names:
        raise _lacks(path, "sentiment", names)
    for number, row in enumerate(rows, 2):
        if row["sentiment"] not in set(Sentiment):
            raise NotPossible(
                f"Row {number} of “{path.name}” has the sentiment “{row['sentiment']}”.",
                action="Write positive, neutral or negative.",
            )
    return [
        Corrected(
            row["text"], row.get("question", "") if asked else "", Sentiment(row["sentiment"])
        )
        for row in rows
    ]


def read_rows(path: Path, *columns: str) -> tuple[list[Row], list[str]]:
    """The rows of a CSV file, and the names of its columns, among which are `columns`.

    Raises:
        NotPossible: there is no such column, or the file can't be read as UTF-8 CSV.
    """
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
    for column in columns:
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


def refuse_over(out: Path, *read: Path | None) -> None:
    """Refuse to write over what is read: its texts would be gone.

    Raises:
        NotPossible: `out` is one of these files.
    """
    if any(each is not None and out.exists() and out.samefile(each) for each in read):
        raise NotPossible(
            f"“{out.name}” would be written over the texts it is made from.",
            action="Name another file with --out.",
        )


def write_rows(path: Path, names: list[str], rows: Iterable[Row]) -> None:
    """Write rows as UTF-8 CSV, wholly or not at all; they may be made while they are written.

    Raises:
        NotPossible: the file can't be written.
        FileInUse: another program has it open.
    """

    def write(unfinished: Path) -> None:
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)

    save(path, write)
