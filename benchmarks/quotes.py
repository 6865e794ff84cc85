"""How much of what was said quotations cover: `python -m benchmarks.quotes [--data PATH]`.

On the NHS Friends and Family comments, some quotations for each of their themes.

coverage    the mean over the comments of a theme of their likeness to the nearest quotation
redundancy  the mean likeness of two quotations of a theme

both as means over themes, likeness being the cosine of TF-IDF vectors. Two ways to see words:

pairs       words and pairs of words in at least two comments, 1 + ln(count), from scikit-learn
words       the same of words alone, without stop words

Compared are facility location, the comments nearest to the centre of their theme, and a random
choice; each from all comments, and from those that Engage would propose (of a length to be read,
no personal details, one from each person), where the first is what Engage proposes.
"""

import argparse
import csv
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from analysis.quotes import Candidate, fit_to_quote, grounds, propose
from analysis.quoting import facility

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
COMMENTS = "nhs_fft_v6.csv"
SEED = 1
Chosen = dict[int, list[int]]
"""By theme, the comments quoted."""


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


def vectors(texts: Sequence[str], seen: str) -> Any:
    """Texts as unit vectors, not by Engage's own hand."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    if seen == "words":
        maker = TfidfVectorizer(sublinear_tf=True, min_df=2, stop_words="english")
    else:
        maker = TfidfVectorizer(sublinear_tf=True, min_df=2, ngram_range=(1, 2))
    return maker.fit_transform(texts)


def measure(matrix: Any, themes: Chosen, chosen: Chosen) -> tuple[float, float]:
    """Coverage and redundancy, over the themes with two quotations at least."""
    covered, alike = [], []
    for theme, quotes in chosen.items():
        if len(quotes) > 1:
            near = (matrix[themes[theme]] @ matrix[quotes].T).toarray()
            covered.append(near.max(axis=1).mean())
            among = (matrix[quotes] @ matrix[quotes].T).toarray()
            alike.append(among[np.triu_indices(len(quotes), 1)].mean())
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


def located(matrix: Any, themes: Chosen, each: int) -> Chosen:
    """Facility location by itself: every comment may be quoted, also twice by a person."""
    found: Chosen = {}
    for theme, comments in themes.items():
        place = facility.Facility(
            (matrix[comments] @ matrix[comments].T).toarray().astype(np.float32),
            [frozenset()] * len(comments),
            lambda _kind: 0.0,
            np.ones(len(comments), dtype=bool),
            fits=lambda _option: True,
        )
        for _ in range(min(each, len(comments))):
            best = place.best(np.array([n not in place.chosen for n in range(len(comments))]))
            place.chosen += [] if best is None else [best]
        place.exchange(lambda _old, new, now=place: new not in now.chosen)  # type: ignore[misc]
        found[theme] = [comments[one] for one in place.chosen]
    return found


def proposed(comments: Sequence[Candidate], themes: Chosen, each: int) -> Chosen:
    """What Engage proposes, the rarest themes first."""
    found: Chosen = {theme: [] for theme in themes}
    for quote in propose(grounds(comments, list(themes)), list(themes), [], each=each):
        found[quote.theme].append(quote.chosen.comment)
    return found


def measured(comments: Sequence[Candidate], each: int) -> list[Measured]:
    """Every way to choose `each` quotations for a theme, in both ways to see words."""
    themes = by_theme(comments)
    themes = {theme: some for theme, some in themes.items() if len(some) > each}
    fit = {one.comment for one in comments if fit_to_quote(one.text)}
    open_to = {theme: [one for one in some if one in fit] for theme, some in themes.items()}
    ours = proposed(comments, themes, each)
    found = []
    for seen in ("pairs", "words"):
        matrix = vectors([one.text for one in comments], seen)
        ways = {
            "facility location, all comments": located(matrix, themes, each),
            "nearest to centre, all comments": nearest(matrix, themes, themes, each),
            "random, all comments": drawn(themes, each),
            "Engage's proposals": ours,
            "nearest to centre, quotable": nearest(matrix, themes, open_to, each),
            "random, quotable": drawn(open_to, each),
        }
        found += [
            Measured(way, seen, each, *measure(matrix, themes, chosen))
            for way, chosen in ways.items()
        ]
    return found


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
        for one in measured(comments, each):
            print(
                f"{one.each} a theme  {one.seen:6} {one.way:32} "
                f"coverage {one.coverage:.3f}  redundancy {one.redundancy:.3f}"
            )
    large = many(comments, asked.large)
    started = time.process_time()
    themes = list(by_theme(large))
    found = propose(grounds(large, themes), themes, [], each=2)
    spent = time.process_time() - started
    print(f"{asked.large:,} comments: {len(found)} quotations in {spent:.1f} processor seconds")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
