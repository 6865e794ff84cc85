"""What is hidden of a stacked bar: as long as published figures leave, and no more told by it."""

import pytest

from engage_app.domain.report import Chart, ChartKind, Series
from engage_app.domain.stacks import hidden_of, shown_of


def stack(
    *parts: float | None, share: bool = False, lengths: tuple[float | None, ...] = ()
) -> Chart:
    series = tuple(Series(str(n), (part,)) for n, part in enumerate(parts))
    return Chart(ChartKind.STACKED, "", ("a",), series, "", share=share, lengths=lengths)


@pytest.mark.parametrize(
    ("chart", "length"),
    [
        (stack(5, 6, lengths=(20,)), None),  # nothing hidden
        (stack(5, None, None, lengths=(20,)), 15),
        (stack(None, None, lengths=(20,)), 20),
        (stack(5, None, 6, lengths=(20,)), 0),  # a single one: its figure
        (stack(5, None, None), 0),  # not known
        (stack(5, None, None, lengths=(None,)), 0),
        (stack(5, None, None, lengths=(5,)), 0),  # rounding left nothing
        (stack(15, None, None, lengths=(10,)), 0),
        (stack(0.25, None, None, share=True), 0.75),
        (stack(0.25, None, share=True), 0),
        (stack(0.7, 0.4, None, None, share=True), 0),  # rounded: more than all
        (stack(0.1, 0.2, 0.7, None, None, share=True), 0),  # but for an error of adding up
        (stack(5, float("nan"), float("inf"), lengths=(20,)), 15),
    ],
)
def test_length_of_what_is_hidden(chart: Chart, length: float | None) -> None:
    assert hidden_of(chart, 0) == length


def test_parts_below_nought_and_missing_ones_have_no_length() -> None:
    assert shown_of(stack(5, -2, None, float("nan")), 0) == 5
    assert hidden_of(stack(1, 2), 1) == 0  # a row that no series has a value for
