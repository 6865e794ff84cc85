"""Embeddings: alike where the meaning is, the same whatever is embedded beside, or not there."""

import numpy as np
import pytest

from engage_app.errors import NotPossible
from engage_app.progress import Cancelled
from engage_app.services import embedding

installed = pytest.mark.skipif(not embedding.available(), reason="the extra is not installed")


@installed
def test_like_meanings_are_near() -> None:
    texts = ["The nurse was kind", "Staff were caring", "There was nowhere to park the car"]
    vectors = embedding.embed(texts)
    assert vectors.shape == (3, embedding.DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2


@installed
def test_an_embedding_does_not_depend_on_what_is_beside_it() -> None:
    alone = embedding.embed(["Parking was poor"])
    beside = embedding.embed(["A much longer comment about waiting " * 5, "Parking was poor", ""])
    assert np.allclose(alone[0], beside[1], atol=1e-4)
    assert not beside[2].any()


@installed
def test_embedding_can_be_cancelled() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        embedding.embed(["one"], stop)


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "find_spec", lambda name: None)
    assert not embedding.available()
    with pytest.raises(NotPossible, match="not installed"):
        embedding.embed(["one"])
