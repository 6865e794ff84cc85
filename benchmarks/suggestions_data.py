"""NHS Friends and Family comments with their codebook: what suggestions are measured on."""

import csv
import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from analysis.suggestions import CodedText, ThemeGuide, guide_texts

DEFAULT_DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "text"
COMMENTS, CODEBOOK = "nhs_fft_v6.csv", "nhs_fft_codebook.csv"


@dataclass(frozen=True)
class Coded:
    """Comments, and the themes people gave them (comments × themes, 0 or 1)."""

    guides: tuple[ThemeGuide, ...]
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    truth: NDArray[np.int64]
    vectors: NDArray[np.float32] | None
    guide_vectors: NDArray[np.float32] | None

    def coded(self, rows: Sequence[int]) -> list[CodedText]:
        """Some of them as an officer's codings; the key of a theme is its column."""
        return [
            CodedText(
                self.texts[row],
                self.questions[row],
                frozenset(np.flatnonzero(self.truth[row]).tolist()),
            )
            for row in rows
        ]


def read(folder: Path, embeddings: bool = True) -> Coded:
    """All comments of the data set, also those nobody gave a theme."""
    guides = tuple(
        ThemeGuide(number, row["theme"], row["definition"], tuple(row["keywords"].split(";")))
        for number, row in enumerate(_rows(folder / CODEBOOK))
    )
    column = {guide.name: guide.key for guide in guides}
    rows = _rows(folder / COMMENTS)
    truth = np.zeros((len(rows), len(guides)), np.int64)
    for number, row in enumerate(rows):
        for name in filter(None, (each.strip() for each in row["labels"].split("|"))):
            truth[number, column[name]] = 1
    texts = tuple(row["text"] for row in rows)
    vectors, guide_vectors = _vectors(texts, guides) if embeddings else (None, None)
    return Coded(
        guides, texts, tuple(row["question"] for row in rows), truth, vectors, guide_vectors
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _vectors(
    texts: Sequence[str], guides: Sequence[ThemeGuide]
) -> tuple[NDArray[np.float32] | None, NDArray[np.float32] | None]:
    """Embeddings, kept between runs in the folder for temporary files; None without the extra."""
    from engage_app.services.embedding import MODEL, available, embed

    if not available():
        return None, None
    known = hashlib.sha256("\0".join([MODEL, *texts]).encode()).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"engage-benchmark-{known}.npy"
    if not kept.is_file():
        np.save(kept, embed(texts))
    return np.load(kept), embed(guide_texts(guides))
