"""Suggestions of themes for plain CSV files, without a workspace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import embedding
from engage_app.services.batch import Row, read_rows, refuse_over, write_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from analysis.suggestions import CodedText, Suggester, ThemeGuide

    Embed = Callable[[Sequence[str]], "NDArray[np.float32] | None"]

COLUMNS = ("id", "rank", "theme", "score", "accepted")
_BETWEEN_THEMES, _BETWEEN_KEYWORDS = "|", ";"
_POOL = 2500
_KEPT = 10_000  # embeddings, 1.5 kB each
_AT_ONCE = 1000  # texts held as numbers at one time


def suggest_file(
    texts: Path,
    out: Path,
    *,
    coded: Path | None = None,
    codebook: Path | None = None,
    top: int = 5,
    with_embeddings: bool = True,
    progress: Progress = no_progress,
) -> int:
    """Suggest themes for the texts of a CSV file; returns how many texts.

    Args:
        texts: CSV with `id` and `text`, perhaps `question`.
        out: gets `id`, `rank`, `theme`, `score` (0..1) and `accepted` (1: Engage would pre-fill),
            the `top` likeliest themes of each text; none for a blank one.
        coded: CSV with `text` and `themes` (names joined by |), perhaps `question`: learned from.
        codebook: CSV with `theme`, perhaps `definition` and `keywords` (joined by ;). Without it
            the themes are those in `coded`.
        with_embeddings: use them where the extra is installed.

    Raises:
        NotPossible: a file lacks a column, there are no themes, or `out` is one of these files or
            can't be written.
        FileInUse: another program has `out` open.
    """
    rows, _ = read_rows(texts, "id", "text")
    refuse_over(out, texts, coded, codebook)
    known = read_rows(coded, "text", "themes")[0] if coded else []
    guides = _guides(codebook) if codebook else _guides_of(known)
    if not guides:
        raise NotPossible(
            "There is no theme to suggest.",
            action="Name themes with --codebook, or coded comments with --coded.",
        )
    embed = _Kept() if with_embeddings and embedding.available() else _without
    suggester = _fitted(guides, _coded(known, guides), rows, embed)
    write_rows(out, list(COLUMNS), _suggested(suggester, guides, rows, embed, (top, progress)))
    return len(rows)


class _Kept:
    """Embeds texts, and keeps what was embedded before the first of many: the pool comes again."""

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        found = dict(zip(new, embedding.embed(new), strict=True))
        if len(self._known) < _KEPT:
            self._known |= found
        vectors = [self._known[text] if text in self._known else found[text] for text in texts]
        return np.array(vectors, np.float32).reshape(len(texts), embedding.DIMENSIONS)


def _without(texts: Sequence[str]) -> None:  # noqa: ARG001 - stands in for embed
    return None


def _fitted(
    guides: list[ThemeGuide], coded: list[CodedText], rows: list[Row], embed: Embed
) -> Suggester:
    from analysis.suggestions import Pool, fit, guide_texts

    step = max(1, len(rows) // _POOL)
    sample = [row for row in rows[::step] if row["text"].strip()][:_POOL]
    texts = [row["text"] for row in sample]
    return fit(
        guides,
        coded,
        embed([each.text for each in coded]),
        embed(guide_texts(guides)),
        pool=Pool(texts, [row.get("question", "") for row in sample], embed(texts)),
    )


def _suggested(
    suggester: Suggester,
    guides: list[ThemeGuide],
    rows: list[Row],
    embed: Embed,
    asked: tuple[int, Progress],
) -> Iterator[Row]:
    top, progress = asked
    for begin in range(0, len(rows), _AT_ONCE):
        progress(begin, len(rows))
        some = rows[begin : begin + _AT_ONCE]
        texts = [row["text"] for row in some]
        questions = [row.get("question", "") for row in some]
        found, accepted = suggester.probabilities(texts, questions, embed(texts))
        order = (-found).argsort(axis=1, kind="stable")[:, :top]
        for number, row in enumerate(some):
            if not row["text"].strip():
                continue
            for rank, theme in enumerate(order[number].tolist(), 1):
                yield {
                    "id": row["id"],
                    "rank": str(rank),
                    "theme": guides[theme].name,
                    "score": f"{found[number, theme]:.4f}",
                    "accepted": str(int(accepted[number, theme])),
                }
    progress(len(rows), len(rows))


def _guides(path: Path) -> list[ThemeGuide]:
    from analysis.suggestions import ThemeGuide

    rows, _ = read_rows(path, "theme")
    named: dict[str, Row] = {}
    for row in rows:
        name = row["theme"].strip()
        if name:
            named.setdefault(_folded(name), row | {"theme": name})
    return [
        ThemeGuide(
            number,
            row["theme"],
            row.get("definition", "").strip(),
            tuple(filter(None, map(str.strip, row.get("keywords", "").split(_BETWEEN_KEYWORDS)))),
        )
        for number, row in enumerate(named.values())
    ]


def _guides_of(coded: list[Row]) -> list[ThemeGuide]:
    from analysis.suggestions import ThemeGuide

    names: dict[str, str] = {}
    for row in coded:
        for name in _themes(row):
            names.setdefault(_folded(name), name)
    return [ThemeGuide(number, name) for number, name in enumerate(names.values())]


def _coded(rows: list[Row], guides: list[ThemeGuide]) -> list[CodedText]:
    from analysis.suggestions import CodedText

    keys = {_folded(guide.name): guide.key for guide in guides}
    return [
        CodedText(
            row["text"],
            row.get("question", ""),
            frozenset(keys[each] for each in map(_folded, _themes(row)) if each in keys),
        )
        for row in rows
        if row["text"].strip()
    ]


def _themes(row: Row) -> list[str]:
    return [each.strip() for each in row["themes"].split(_BETWEEN_THEMES) if each.strip()]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
