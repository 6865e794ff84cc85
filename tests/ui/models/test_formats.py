import pytest

from engage_app.domain.report import Chart, ChartKind, Kind, Series, Value
from ui.models.formats import kind_of, written


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (0, Kind.COUNT, "0"),
        (1243, Kind.COUNT, "1,243"),
        (0.454, Kind.SHARE, "45%"),
        (0.125, Kind.SHARE, "13%"),  # halves go up, as in Excel
        (0.285, Kind.SHARE, "29%"),  # 57 of 200: 28.499999999999996 in binary
        (1, Kind.SHARE, "100%"),
        (0.0, Kind.SHARE, "0%"),
        (0.636, Kind.SCORE, "0.64"),
        (-0.1249, Kind.SCORE, "-0.12"),
        (-0.001, Kind.SCORE, "0.00"),  # never "-0.00"
        ("[c]", Kind.SHARE, "[c]"),
        (None, Kind.COUNT, "[x]"),
        (None, Kind.TEXT, ""),
        ("Barrow", Kind.TEXT, "Barrow"),
        (2022, Kind.TEXT, "2,022"),
        (1.5, Kind.TEXT, "1.5"),
    ],
)
def test_a_value_is_written_as_the_board_reads_it(value: Value, kind: Kind, text: str) -> None:
    assert written(value, kind) == text


@pytest.mark.parametrize(
    ("values", "share", "kind"),
    [
        ((0.5, None), True, Kind.SHARE),
        ((3.0, 4), False, Kind.COUNT),
        ((0.5, 4), False, Kind.SCORE),
        ((), False, Kind.COUNT),
    ],
)
def test_a_chart_writes_its_values_as_its_table_does(
    values: tuple[float | None, ...], share: bool, kind: Kind
) -> None:
    chart = Chart(ChartKind.BARS, "", (), (Series("", values),), "", share=share)

    assert kind_of(chart) is kind
