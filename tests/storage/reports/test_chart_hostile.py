"""Charts of anything at all: no word is cut, none stands on another, none leaves the picture."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage_app.domain.report import Chart, ChartKind, Series
from storage.reports import charts
from storage.reports.chart_canvas import Canvas
from storage.reports.chart_frame import Frame
from storage.reports.chart_text import CUT, Lettering, words
from storage.reports.charts import LARGEST, chart_png

Extent = tuple[float, float, float, float]

LONG = "Voluntary, community, faith and social enterprise sector (unitary, upper tier and district)"
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
RIGHT_TO_LEFT = "\u0627\u0644\u0635\u062d\u0629 \u05d1\u05e8\u05d9\u05d0\u05d5\u05ea"
COMBINED = "Cafe\u0301 Z\u0351\u036b\u0343a\u0327\u0335lgo"


class Noted(Canvas):
    """A canvas that notes what it wrote, and where."""

    def __init__(self, frame: Frame, height: int) -> None:
        super().__init__(frame.width, height, frame.dots, frame.inks())
        self.notes: list[tuple[str, Extent]] = []

    def write(
        self,
        place: tuple[float, float],
        lines: Sequence[str],
        letters: Lettering,
        *,
        side: str = "m",
        ink: int | None = None,
        ground: int | None = None,
    ) -> None:
        super().write(place, lines, letters, side=side, ink=ink, ground=ground)
        first = place[1] + letters.capital / 2 - (len(lines) - 1) * letters.line / 2
        boxes = [
            letters.font.getbbox(line, anchor=f"{side}s")
            for line in lines
        ]  # fmt: skip
        self._note(
            lines,
            place[0] + min(box[0] for box in boxes),
            first - letters.capital,
            place[0] + max(box[2] for box in boxes),
            first + (len(lines) - 1) * letters.line,
        )

    def write_upright(
        self, place: tuple[float, float], lines: Sequence[str], letters: Lettering
    ) -> None:
        super().write_upright(place, lines, letters)
        deep = (len(lines) - 1) * letters.line + letters.capital
        long = letters.widest(lines)
        self._note(
            lines, place[0] - deep / 2, place[1] - long, place[0] + deep / 2, place[1]
        )  # fmt: skip

    def _note(self, lines: Sequence[str], *extent: float) -> None:
        left, top, right, bottom = extent
        if any(lines):
            self.notes.append(("\n".join(lines), (left, top, right, bottom)))


def noted(
    chart: Chart, width: float = 16.6, tallest: float = 18.469, missing: str = "[c]"
) -> Noted:
    """The chart drawn at 150 dots to the inch, and where its words stand."""
    frame = charts._frame(chart, width / 2.54, 150, missing)
    height = min(round(tallest / 2.54 * 150), frame.natural_height())
    frame.fit(height)
    canvas = Noted(frame, height)
    frame.draw(canvas)
    assert (frame.width, height) == canvas._image.size
    return canvas


def hold(canvas: Noted) -> None:
    """Every word lies in the picture and none on another."""
    width, height = canvas._image.size
    for text, (left, top, right, bottom) in canvas.notes:
        assert left >= -1, text
        assert top >= -1, text
        assert right <= width + 1, text
        assert bottom <= height + 1, text
    for (one, a), (other, b) in combinations(canvas.notes, 2):
        beside = a[2] <= b[0] + 1.5 or b[2] <= a[0] + 1.5
        over = a[3] <= b[1] + 1.5 or b[3] <= a[1] + 1.5
        assert beside or over, (one, other)


def made(
    kind: ChartKind,
    names: Sequence[str],
    series: Sequence[str],
    value: float | None = 0.5,
    *,
    share: bool = True,
    axis: str = "Share of respondents",
) -> Chart:
    drawn = tuple(Series(name, (value,) * len(names)) for name in series)
    return Chart(kind, "", tuple(names), drawn, "", axis, share=share)


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("value", [None, 0.0, 0.05, 1.0])
def test_forty_categories_of_long_names_and_twenty_columns(
    kind: ChartKind, value: float | None
) -> None:
    names = [f"{n} {LONG}" for n in range(40)]
    series = [f"All of column {n} and those beside it" for n in range(20)]
    chart = made(kind, names, series, value)
    hold(noted(chart))
    assert len(chart_png(chart)) <= LARGEST


@pytest.mark.parametrize("kind", ChartKind)
@pytest.mark.parametrize("text", [LONG, WORD, "W" * 300, RIGHT_TO_LEFT, COMBINED, "", "\n\t"])
def test_any_name_has_room(kind: ChartKind, text: str) -> None:
    hold(noted(made(kind, [text, "b", text], [text, "two"], axis=text)))


@pytest.mark.parametrize("kind", ChartKind)
def test_names_are_wrapped_and_never_cut_where_there_is_room(kind: ChartKind) -> None:
    canvas = noted(made(kind, [LONG, WORD], [LONG, "two"]))
    told = [text for text, _ in canvas.notes]
    assert not any(CUT in text for text in told)
    assert [text.replace("\n", " ") for text in told].count(LONG) == 2  # the row, and the series
    assert WORD in [text.replace("\n", "") for text in told]


def test_what_fits_at_no_size_is_cut_with_a_mark() -> None:
    canvas = noted(made(ChartKind.BARS, [f"{LONG} {n} {LONG}" for n in range(30)], ["s"]), 8, 5)
    hold(canvas)
    assert any(text.endswith(CUT) for text, _ in canvas.notes)


def test_a_chart_may_be_as_low_as_a_page_leaves_room_for() -> None:
    for kind in ChartKind:
        hold(noted(made(kind, [f"Theme {n}" for n in range(12)], ["a", "b"]), tallest=4.0))


@pytest.mark.parametrize(
    "text", ["The word 🦷 in 中文 and \ue000", "zero\u200bwidth", "a\u0301 \ud800 b"]
)
def test_letters_that_the_type_lacks_are_left_out(text: str) -> None:
    assert not {"🦷", "中", "\ue000", "\ud800"} & set(words(text))
    assert words("naïve – “€5” Zoë Łódź Ελλάδα") == "naïve – “€5” Zoë Łódź Ελλάδα"


texts = st.text(max_size=90) | st.sampled_from([LONG, WORD, RIGHT_TO_LEFT, COMBINED, "Other"])
shares = st.none() | st.floats(0, 1) | st.sampled_from([0.0, 1.0, 0.004])
counts = st.none() | st.integers(-3, 100_000).map(float) | st.just(0.0)


@st.composite
def any_chart(draw: st.DrawFn) -> Chart:
    share = draw(st.booleans())
    names = draw(st.lists(texts, min_size=1, max_size=40))
    values = st.lists(shares if share else counts, min_size=len(names), max_size=len(names))
    series = draw(
        st.lists(st.builds(Series, texts, values.map(tuple)), min_size=1, max_size=20)
    )  # fmt: skip
    axis = draw(texts)
    kind = draw(st.sampled_from(list(ChartKind)))
    return Chart(kind, "", tuple(names), tuple(series), "", axis, share=share)


@settings(max_examples=60, deadline=None)
@given(any_chart(), st.sampled_from([(16.6, 18.469), (25.3, 12.9), (16.6, 8.0)]))
def test_no_chart_at_all_cuts_words_or_writes_one_on_another(
    chart: Chart, page: tuple[float, float]
) -> None:
    hold(noted(chart, *page))
