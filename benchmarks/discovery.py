"""What discovery names of themes that nobody has made: `python -m benchmarks.discovery [--data PATH]`.

Each of the 18 commonest themes of the NHS Friends and Family comments is hidden in turn; comments
left without a theme are uncoded, and so are those that never had one.

only    comments with the hidden theme and others stay coded, by the others
any     all comments with the hidden theme are uncoded
half    as *only*, and only a random half of all comments has been coded at all

A theme is named where one of its keywords, or a word of its name, is among the first 30 labels (by
the first word of each; by any word of these groups).
"""

import argparse
import csv
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.discovery import Finding, discover
from analysis.function_words import FUNCTION_WORDS
from analysis.keywords import find_keywords

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
COMMENTS = "nhs_fft_v6.csv"
CODEBOOK = "nhs_fft_codebook.csv"
HIDDEN = 18
FIRST = 30
WAYS = ("only", "any", "half")
SEED = 1


@dataclass(frozen=True)
class Coded:
    """A comment with its themes."""

    text: str
    question: str
    themes: frozenset[str]


@dataclass(frozen=True)
class Named:
    """A hidden theme, how many comments had it, and what names it: the rank of the first label
    that does, and of the first group any of whose words does (from 1; 0 where none)."""

    theme: str
    comments: int
    by_label: int
    by_words: int
    with_words: str


def coded_comments(folder: Path) -> list[Coded]:
    """The comments, also those without a theme."""
    with (folder / COMMENTS).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Coded(row["text"], row["question"], frozenset(row["labels"].split("|")) - {""})
        for row in rows
    ]


def keywords(folder: Path) -> dict[str, list[str]]:
    """What names each theme: its keywords, and the words of its name."""
    with (folder / CODEBOOK).open(encoding="utf-8-sig", newline="") as file:
        return {
            row["theme"]: [*row["keywords"].split(";"), *_words_of(row["theme"])]
            for row in csv.DictReader(file)
        }


def _words_of(name: str) -> list[str]:
    words = (word.strip("&/,.") for word in name.lower().split())
    return [f"{word}~" for word in words if word and word not in FUNCTION_WORDS]


def hide(theme: str, comments: Sequence[Coded], way: str) -> list[Finding]:
    """What is found where nobody has made this theme."""
    chance = random.Random(SEED)
    uncoded: list[str] = []
    coded: list[str] = []
    for each in comments:
        reached = way != "half" or chance.random() < 0.5
        gone = way == "any" and theme in each.themes
        (coded if each.themes - {theme} and reached and not gone else uncoded).append(each.text)
    questions = {each.question for each in comments}
    return discover(list(enumerate(uncoded)), coded, FIRST, questions)


def named(theme: str, comments: int, findings: Sequence[Finding], patterns: Iterable[str]) -> Named:
    """Whether these findings name the theme."""
    rules = {0: list(patterns)}
    labels = [finding.words[0] for finding in findings]
    words = [" . ".join(finding.words) for finding in findings]
    by_label = sorted(hit.text for hit in find_keywords(labels, rules))
    by_words = sorted(hit.text for hit in find_keywords(words, rules))
    shown = labels[by_label[0]] if by_label else ""
    return Named(
        theme,
        comments,
        by_label[0] + 1 if by_label else 0,
        by_words[0] + 1 if by_words else 0,
        shown,
    )


def measured(folder: Path, way: str) -> list[Named]:
    """Each of the commonest themes hidden in turn."""
    comments, names = coded_comments(folder), keywords(folder)
    counts = Counter(theme for each in comments for theme in each.themes)
    return [
        named(theme, count, hide(theme, comments, way), names.get(theme, _words_of(theme)))
        for theme, count in counts.most_common(HIDDEN)
    ]


def main() -> int:
    """Print which are named; 0 also where there is nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    folder: Path = parser.parse_args().data
    if not all((folder / name).is_file() for name in (COMMENTS, CODEBOOK)):
        print(f"The coded comments are not in {folder}. Name the folder with --data.")
        return 0
    for way in WAYS:
        before = time.process_time()
        found = measured(folder, way)
        seconds = (time.process_time() - before) / len(found)
        print(f"{way:56}{'comments':>8}{'label':>7}{'word':>6}")
        for each in found:
            ranks = f"{each.by_label or '-':>7}{each.by_words or '-':>6}"
            print(f"  {each.theme[:52]:54}{each.comments:>8,}{ranks}  {each.with_words}")
        by_label = sum(each.by_label > 0 for each in found)
        by_words = sum(each.by_words > 0 for each in found)
        print(
            f"  named by a label {by_label} of {len(found)}, by any word {by_words}; "
            f"{seconds:.2f} core-seconds each\n"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
