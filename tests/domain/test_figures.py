"""One way to write a number, so that window, Word and Excel never differ."""

import pytest

from engage_app.domain.figures import figure
from engage_app.domain.report import Kind


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        (57 / 200, Kind.SHARE, "29%"),
        (0.125, Kind.SHARE, "13%"),
        (0.0, Kind.SHARE, "0%"),
        (-0.001, Kind.SHARE, "0%"),
        (1234, Kind.COUNT, "1,234"),
        (0.636, Kind.SCORE, "0.64"),
        (-0.125, Kind.SCORE, "-0.13"),
        (2.5, Kind.TEXT, "2.5"),
    ],
)
def test_halves_go_up_as_in_excel(value: float, kind: Kind, words: str) -> None:
    assert figure(value, kind) == words
