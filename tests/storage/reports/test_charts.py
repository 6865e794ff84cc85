"""Pictures of charts: small enough, the same each time, and nothing drawn that isn't known."""

import threading
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image
from report_sample import heat_table, position_table, theme_table

from engage_app.domain.palette import MUTED, RULE
from engage_app.domain.report import NO_FIGURE, Chart, ChartKind, Series
from engage_app.progress import Cancelled, heeding
from storage.reports import charts
from storage.reports.charts import LARGEST, MOST_CATEGORIES, chart_png

CHARTS = {
    chart.kind: chart
    for table in (position_table(), theme_table(), heat_table())
    if (chart := table.chart)
}


def drawn(chart: Chart) -> Image.Image:
    return Image.open(BytesIO(chart_png(chart))).convert("RGB")


def colours(picture: Image.Image) -> dict[tuple[int, ...], int]:
    """How many dots have each colour."""
    found = picture.getcolors(picture.width * picture.height) or []
    return {colour: count for count, colour in found if isinstance(colour, tuple)}


@pytest.mark.parametrize("kind", ChartKind)
def test_every_kind_is_a_small_sharp_picture(kind: ChartKind) -> None:
    data = chart_png(CHARTS[kind])
    assert len(data) <= LARGEST
    with Image.open(BytesIO(data)) as picture:
        assert picture.format == "PNG"
        assert picture.width == pytest.approx(16.6 / 2.54 * 200, abs=2)
        assert picture.info["dpi"][0] == pytest.approx(200, abs=1)


@pytest.mark.parametrize("kind", ChartKind)
def test_the_same_chart_gives_the_same_bytes(kind: ChartKind) -> None:
    first = chart_png(CHARTS[kind])
    charts._drawn.cache_clear()
    assert chart_png(CHARTS[kind]) == first


def test_files_of_one_report_share_a_picture_that_is_as_large_in_them() -> None:
    charts._drawn.cache_clear()
    upright = chart_png(CHARTS[ChartKind.BARS])
    assert chart_png(CHARTS[ChartKind.BARS], tallest=25.0) is upright
    assert chart_png(CHARTS[ChartKind.BARS], width=25.3) is not upright


def test_stacked_segments_have_the_colours_given() -> None:
    found = colours(drawn(CHARTS[ChartKind.STACKED]))
    for colour in ((0x00, 0x5E, 0xB8), (0x6C, 0xB4, 0xE8), (0xFF, 0xB8, 0x4D), (0x82, 0x2B, 0x00)):
        assert found.get(colour, 0) > 2000


def test_a_hidden_value_is_drawn_otherwise_than_nought() -> None:
    """A gap would read as nought, and a suppressed figure isn't that."""
    hidden = Chart(ChartKind.BARS, "", ("a", "b"), (Series("s", (4.0, None)),), "")
    nought = replace(hidden, series=(Series("s", (4.0, 0.0)),))
    assert chart_png(hidden) != chart_png(nought)
    assert chart_png(hidden) != chart_png(hidden, missing="–")


def test_a_picture_grows_with_its_categories_up_to_a_limit() -> None:
    def chart(count: int) -> Chart:
        names = tuple(
            f"Theme number {n} with a name that is long enough to wrap" for n in range(count)
        )
        return Chart(ChartKind.BARS, "", names, (Series("s", tuple(map(float, range(count)))),), "")

    heights = [drawn(chart(count)).height / 150 * 2.54 for count in (2, 6, 14, MOST_CATEGORIES, 90)]
    assert heights == sorted(heights)
    assert heights[-1] == heights[-2]
    assert heights[-1] <= 20.1


def test_a_large_heat_map_stays_small() -> None:
    names = tuple(f"Theme {n}" for n in range(30))
    series = tuple(
        Series(f"Group {g}", tuple((g * 7 + n * 3) % 13 / 13 for n in range(30))) for g in range(20)
    )
    assert len(chart_png(Chart(ChartKind.HEAT, "", names, series, "", share=True))) <= LARGEST


@pytest.mark.parametrize(
    "name",
    ["Costs $5 and $6", r"\frac{1}{2} $x_", "A smile 😀 and 中文", "", "x" * 300, "two\nlines\x00"],
)
def test_hostile_names_are_drawn_as_they_are(name: str) -> None:
    """Nor is any warning given for a letter that's missing."""
    for kind in ChartKind:
        chart = Chart(kind, name, (name, "b"), (Series(name, (0.4, 0.6)),), "", name, share=True)
        assert drawn(chart).width > 0


STACK = Chart(
    ChartKind.STACKED,
    "",
    ("a", "b"),
    (Series("s", (5.0, 20.0)), Series("t", (None, 0.0)), Series("u", (None, 0.0))),
    "",
    "Respondents",
)


def hatched(chart: Chart, missing: str = "") -> int:
    """How many dots across are outlined as hidden."""
    picture = drawn_with(chart, missing)
    muted = (0x4C, 0x62, 0x72)
    rows = (
        sum(picture.getpixel((x, y)) == muted for x in range(picture.width))
        for y in range(picture.height)
    )
    return max(rows)


def drawn_with(chart: Chart, missing: str) -> Image.Image:
    return Image.open(BytesIO(chart_png(chart, missing=missing))).convert("RGB")


def test_what_a_bar_hides_is_as_long_as_what_is_published_leaves() -> None:
    """15 of 20 are hidden, in two parts: three quarters of the longest bar, and no more is told."""
    stub = hatched(STACK)
    known = hatched(replace(STACK, lengths=(20.0, 20.0)))
    assert known > 0.6 * drawn(STACK).width
    assert stub < 0.1 * drawn(STACK).width


def test_a_single_hidden_part_has_a_length_that_tells_nothing() -> None:
    one = replace(STACK, series=STACK.series[:2], lengths=(20.0, 20.0))
    share = replace(one, series=(Series("s", (0.25, 1.0)), one.series[1]), share=True)
    assert hatched(one) == hatched(replace(one, lengths=(9.0, 20.0)))
    for lonely in (one, share):
        assert hatched(lonely) < 0.1 * drawn(lonely).width


def test_hidden_shares_fill_the_bar_to_its_end() -> None:
    parts = (Series("s", (0.25, 1.0)), Series("t", (None, 0.0)), Series("u", (None, 0.0)))
    assert hatched(replace(STACK, series=parts, share=True)) > 0.5 * drawn(STACK).width


def test_rounded_parts_that_come_to_more_than_all_are_drawn_as_they_are() -> None:
    """45%, 35% and 25%, and two hidden: the axis goes on, and a stub says there is more."""
    shown = tuple(Series(str(n), (each,)) for n, each in enumerate((0.45, 0.35, 0.25)))
    hidden = (Series("t", (None,)), Series("u", (None,)))
    chart = Chart(ChartKind.STACKED, "", ("a",), (*shown, *hidden), "", "Share", share=True)
    assert 0 < hatched(chart) < 0.1 * drawn(chart).width


def test_a_picture_is_told_in_numbers_of_colours() -> None:
    """A third of the size, and as sharp: the colours of series are exactly those given."""
    for chart in CHARTS.values():
        with Image.open(BytesIO(chart_png(chart))) as picture:
            assert picture.mode == "P"


def test_drawing_can_be_cancelled() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    charts._drawn.cache_clear()
    with heeding(stop), pytest.raises(Cancelled):
        chart_png(STACK)


def test_values_below_nought_and_all_missing_are_drawn() -> None:
    below = Chart(ChartKind.BARS, "", ("a", "b"), (Series("tone", (-0.5, 0.64)),), "")
    missing = Chart(ChartKind.STACKED, "", ("a",), (Series("s", (None,)),), "")
    assert drawn(below).height > 0
    assert drawn(missing).height > 0


def test_nothing_to_draw_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        chart_png(Chart(ChartKind.BARS, "Empty", (), (), ""))


def test_charts_are_drawn_side_by_side_in_threads() -> None:
    """Reports are written off the window's thread."""
    wanted = {kind: chart_png(chart) for kind, chart in CHARTS.items()}
    charts._drawn.cache_clear()
    got: dict[ChartKind, bytes] = {}

    def draw(kind: ChartKind) -> None:
        got[kind] = chart_png(CHARTS[kind])

    threads = [threading.Thread(target=draw, args=(kind,)) for kind in ChartKind]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == wanted


@pytest.mark.parametrize("kind", list(ChartKind))
def test_where_nobody_has_a_figure_nothing_is_hatched(kind: ChartKind) -> None:
    """A dash stands there: hatching means that something is hidden."""
    parts = (Series("one", (2.0, None)), Series("two", (3.0, None)))
    chart = replace(STACK, kind=kind, categories=("a", "b"), series=parts)
    dashed, hidden = (colours(drawn_with(chart, each)) for each in (NO_FIGURE, "[c]"))
    lines = [tuple(bytes.fromhex(each[1:])) for each in (MUTED, RULE)]
    assert sum(dashed.get(each, 0) for each in lines) < sum(hidden.get(each, 0) for each in lines)
