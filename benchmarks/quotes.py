"""How much of what was said quotations cover: `python -m benchmarks.quotes [--data PATH]`.

On the NHS Friends and Family comments, some quotations for each of their themes.

coverage    the mean over the comments of a theme of their likeness to the nearest quotation
redundancy  the mean likeness of two quotations of a theme

both as means over themes, likeness being the cosine of TF-IDF vectors. Three ways to see words:

pairs       words and pairs of words in at least two comments, 1 + ln(count), from scikit-learn
words       the same of words alone, without stop words
plain       every word as often as it comes, scikit-learn's own settings

Compared are what Engage proposes, as it would be printed; facility location (greedy, then exchanged),
the comments nearest to the centre of their theme, and a random choice; each of these from all comments,
and from those of a length to be read without personal details. Then the same of parts of the comments:
in smaller themes a few quotations cover more, whoever chooses them, so only figures of one part compare.
(Engage's constants were chosen on the whole set, so the parts don't tell how it does on comments that
nobody looked at.)
"""

import argparse
import csv
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np

from analysis.quotes import Candidate, fit_to_quote, grounds, propose
from analysis.quoting import facility

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
COMMENTS = "nhs_fft_v6.csv"
SEED = 1
Chosen = dict[int, list[int]]
"""By theme, the comments quoted."""
Printed = dict[int, list[str]]
"""By theme, the words quoted."""
WAYS = ("pairs", "words", "plain")
PARTS = (("two thirds", 2 / 3), ("half", 1 / 2))


@dataclass(frozen=True)
class Measured:
    """A way to choose, in one way to see words."""

    way: str
    seen: str
    each: int
    coverage: float
    redundancy: float


def candidates(folder: Path) -> list[Candidate]:
    """The comments by number, with their themes as numbers."""
    with (folder / COMMENTS).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    labels = [sorted(set(row["labels"].split("|")) - {""}) for row in rows]
    numbers = {name: number for number, name in enumerate(sorted({x for y in labels for x in y}))}
    people = {who: number for number, who in enumerate({row["respondent"]: 0 for row in rows})}
    return [
        Candidate(
            number,
            number,
            people[row["respondent"]],
            row["text"],
            "",
            tuple(numbers[name] for name in labels[number]),
            ("", row["id"]),
        )
        for number, row in enumerate(rows)
    ]


def by_theme(comments: Iterable[Candidate]) -> Chosen:
    """The comments of each theme."""
    found: Chosen = {}
    for comment in comments:
        for theme in comment.themes:
            found.setdefault(theme, []).append(comment.comment)
    return dict(sorted(found.items(), key=lambda item: (len(item[1]), item[0])))


def maker_of(seen: str) -> Any:
    """What makes unit vectors of texts, not by Engage's own hand."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if seen == "words":
        return TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english")
    if seen == "pairs":
        return TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2))
    return TfidfVectorizer()


def measure(maker: Any, matrix: Any, themes: Chosen, printed: Printed) -> tuple[float, float]:
    """Coverage and redundancy, over the themes with two quotations at least."""
    covered, alike = [], []
    for theme, words in printed.items():
        if len(words) > 1:
            quotes = maker.transform(words)
            near = (matrix[themes[theme]] @ quotes.T).toarray()
            covered.append(near.max(axis=1).mean())
            among = (quotes @ quotes.T).toarray()
            alike.append(among[np.triu_indices(len(words), 1)].mean())
    return float(np.mean(covered)), float(np.mean(alike))


def nearest(matrix: Any, themes: Chosen, open_to: Chosen, each: int) -> Chosen:
    """The comments nearest to the mean of their theme."""
    found: Chosen = {}
    for theme, comments in themes.items():
        centre = np.asarray(matrix[comments].mean(axis=0)).ravel()
        near = matrix[open_to[theme]] @ centre
        order = np.argsort(-near, kind="stable")[:each]
        found[theme] = [open_to[theme][place] for place in order]
    return found


def drawn(open_to: Chosen, each: int) -> Chosen:
    """Comments at random."""
    chance = random.Random(SEED)
    return {
        theme: chance.sample(comments, min(each, len(comments)))
        for theme, comments in open_to.items()
    }


def _besides(place: facility.Facility) -> Any:
    return ~np.isin(np.arange(len(place.allowed)), place.chosen)


def located(matrix: Any, themes: Chosen, open_to: Chosen, each: int) -> Chosen:
    """Facility location by itself: also twice by a person."""
    found: Chosen = {}
    for theme, said in themes.items():
        comments = open_to[theme]
        place = facility.Facility(
            (matrix[said] @ matrix[comments].T).toarray().astype(np.float32),
            [frozenset()] * len(comments),
            lambda _kind: 0.0,
            np.zeros(len(comments)),
            np.zeros(len(comments), dtype=bool),
            np.ones(len(comments), dtype=bool),
            fits=lambda _option: True,
        )
        for _ in range(min(each, len(comments))):
            best = place.best(_besides(place))
            place.chosen += [] if best is None else [best]
        place.exchange(lambda _old, now=place: _besides(now))  # type: ignore[misc]
        found[theme] = [comments[one] for one in place.chosen]
    return found


def proposed(comments: Sequence[Candidate], themes: Chosen, each: int) -> Printed:
    """What Engage proposes, the rarest themes first."""
    found: Printed = {theme: [] for theme in themes}
    for quote in propose(grounds(comments, list(themes)), list(themes), [], each=each):
        found[quote.theme].append(quote.words)
    return found


def measured(comments: Sequence[Candidate], each: int) -> list[Measured]:
    """Every way to choose `each` quotations for a theme, in every way to see words."""
    themes = {theme: some for theme, some in by_theme(comments).items() if len(some) > each}
    fit = {one.comment for one in comments if fit_to_quote(one.text)}
    open_to = {theme: [one for one in some if one in fit] for theme, some in themes.items()}
    ours = proposed(comments, themes, each)
    found = []
    for seen in WAYS:
        maker = maker_of(seen)
        matrix = maker.fit_transform([one.text for one in comments])
        ways = {"Engage's proposals": ours}
        for whose, some in (("all comments", themes), ("quotable", open_to)):
            chosen = {
                "facility location": located(matrix, themes, some, each),
                "nearest to centre": nearest(matrix, themes, some, each),
                "random": drawn(some, each),
            }
            for way, places in chosen.items():
                ways[f"{way}, {whose}"] = {
                    theme: [comments[one].text for one in quotes]
                    for theme, quotes in places.items()
                }
        found += [
            Measured(way, seen, each, *measure(maker, matrix, themes, printed))
            for way, printed in ways.items()
        ]
    return found


def part(comments: Sequence[Candidate], share: float, number: int) -> list[Candidate]:
    """Some of the comments, all of one wording or none; another number gives others."""
    kept = [one for one in comments if crc32(f"{number} {one.text}".encode()) < share * 2**32]
    return [replace(one, comment=place) for place, one in enumerate(kept)]


def many(comments: Sequence[Candidate], count: int) -> list[Candidate]:
    """As many comments as that, by repeating and mixing their sentences; every one its own person."""
    chance = random.Random(SEED)
    some = [chance.choice(comments) for _ in range(count)]
    return [
        replace(
            one,
            comment=number,
            response=number,
            respondent=number,
            text=f"{one.text} {chance.choice(comments).text}",
            came=("", f"{number:08d}"),
        )
        for number, one in enumerate(some)
    ]


def show(title: str, found: Iterable[Measured]) -> None:
    """Print figures."""
    print(title)
    for one in found:
        print(
            f"  {one.seen:6} {one.way:32} "
            f"coverage {one.coverage:.3f}  redundancy {one.redundancy:.3f}"
        )


def main(given: Sequence[str] | None = None) -> int:
    """Print the table, and how long 100,000 comments take."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--large", type=int, default=100_000)
    asked = parser.parse_args(given)
    if not (asked.data / COMMENTS).is_file():
        print(f"The comments aren't at {asked.data}: say where with --data.")
        return 0
    comments = candidates(asked.data)
    for each in (2, 3, 4):
        show(f"{each} a theme", measured(comments, each))
    for name, share in PARTS:
        for number in range(3):
            some = part(comments, share, number)
            found = [one for one in measured(some, 3) if "quotable" not in one.way]
            show(f"3 a theme of {name} of the comments ({len(some):,})", found)
    large = many(comments, asked.large)
    started = time.process_time()
    themes = list(by_theme(large))
    quotes = propose(grounds(large, themes), themes, [], each=2)
    spent = time.process_time() - started
    print(f"{asked.large:,} comments: {len(quotes)} quotations in {spent:.1f} processor seconds")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
