"""What Engage finds of personal details: `python -m benchmarks.redaction [--data PATH] [--marked CSV]`.

Prints recall by kind on invented sentences with marked passages, lists what was missed and what
was proposed besides, and counts proposals in real comments that were made anonymous.
"""

import argparse
import csv
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from analysis.redaction import NameLists, PersonalDetail, find_personal_details
from engage_app.domain.redaction import DetailKind
from engage_app.services.batch_redact import shipped_names

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
MARKED = Path(__file__).with_name("personal_details.csv")
"""Sentences with passages marked as {kind|words}; every person, number and address is invented."""
COMMENTS = "nhs_fft_v6.csv"
TRUE_NAMES = frozenset({"Lisa", "Rachel", "Michael", "Dr Omonori", "Carol", "Tina", "Rebecca"})
"""People in `COMMENTS`, read by eye; what else is proposed there is a false proposal."""
_MARK = re.compile(r"\{([a-z_]+)\|([^}]*)\}")


@dataclass(frozen=True)
class Sentence:
    """A text, and the personal details in it."""

    text: str
    details: tuple[PersonalDetail, ...]


@dataclass(frozen=True)
class Score:
    """What was found of what is there.

    Attributes:
        there, found: details by kind; found are those with every letter covered.
        missed: (detail, its sentence).
        besides: proposals that touch no detail, with their sentence.
    """

    there: Counter[DetailKind]
    found: Counter[DetailKind]
    missed: tuple[tuple[PersonalDetail, str], ...]
    besides: tuple[tuple[PersonalDetail, str], ...]


def marked(path: Path = MARKED) -> list[Sentence]:
    """The sentences of a file with marked passages."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [_sentence(row["marked"]) for row in csv.DictReader(file)]


def _sentence(written: str) -> Sentence:
    text, details, done = "", [], 0
    for mark in _MARK.finditer(written):
        text += written[done : mark.start()]
        words = mark[2]
        kind = DetailKind(mark[1])
        details.append(PersonalDetail(len(text), len(text) + len(words), kind, words))
        text += words
        done = mark.end()
    return Sentence(text + written[done:], tuple(details))


def measured(sentences: list[Sentence], names: NameLists) -> Score:
    """Recall: a detail counts as found where proposals of its kind cover all its letters."""
    there: Counter[DetailKind] = Counter()
    found: Counter[DetailKind] = Counter()
    missed, besides = [], []
    for sentence in sentences:
        proposed = find_personal_details(sentence.text, names)
        for detail in sentence.details:
            there[detail.kind] += 1
            if any(
                each.kind == detail.kind and each.start <= detail.start and each.end >= detail.end
                for each in proposed
            ):
                found[detail.kind] += 1
            else:
                missed.append((detail, sentence.text))
        besides += [
            (each, sentence.text)
            for each in proposed
            if not any(each.overlaps(detail.start, detail.end) for detail in sentence.details)
        ]
    return Score(there, found, tuple(missed), tuple(besides))


def proposals(path: Path, names: NameLists) -> tuple[int, list[PersonalDetail], float]:
    """(comments, proposals, seconds of processor time) for the column `text` of a file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    before = time.process_time()
    found = [detail for text in texts for detail in find_personal_details(text, names)]
    return len(texts), found, time.process_time() - before


def main() -> int:
    """Print the tables; 0 also where there are no comments to read."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--marked", type=Path, default=MARKED)
    chosen = parser.parse_args()
    names = shipped_names()
    score = measured(marked(chosen.marked), names)
    print(f"{'kind':15}{'marked':>8}{'found':>8}{'recall':>8}")
    for kind in DetailKind:
        if score.there[kind]:
            there, found = score.there[kind], score.found[kind]
            print(f"{kind:15}{there:>8}{found:>8}{found / there:>8.2f}")
    for title, details in (("Missed", score.missed), ("Proposed besides", score.besides)):
        print(f"\n{title}: {len(details)}")
        for detail, text in details:
            print(f"  {detail.kind}: “{detail.text}” in “{text}”")
    comments = chosen.data / COMMENTS
    if not comments.is_file():
        print(f"\nThere is no {COMMENTS} in {chosen.data}: false proposals aren't counted.")
        return 0
    count, listed, seconds = proposals(comments, names)
    false = [detail for detail in listed if detail.text not in TRUE_NAMES]
    print(
        f"\n{COMMENTS}: {len(listed)} proposals in {count:,} comments, {len(false)} of them false"
        f" ({1000 * len(false) / count:.1f} per 1,000); {count / max(seconds, 1e-6):,.0f} comments"
        " a core-second"
    )
    for detail in false:
        print(f"  {detail.kind}: “{detail.text}”")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
