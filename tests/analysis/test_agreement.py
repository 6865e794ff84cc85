"""Agreement of two coders, against worked examples of the literature and a second library."""

import random
from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest

from analysis import agreement
from analysis.agreement import Measured, by_theme, masi_distance, overall
from analysis.agreement_words import (
    alpha_in_words,
    kappa_in_words,
    overall_reading,
    theme_reading,
)

Sets = dict[int, set[str]]


def coded(both: int, only_first: int, only_second: int, neither: int) -> tuple[Sets, Sets]:
    """Two coders' use of one theme, as a two-by-two table has it."""
    marks = [(1, 1)] * both + [(1, 0)] * only_first + [(0, 1)] * only_second + [(0, 0)] * neither
    first = {key: {"t"} if one else set() for key, (one, _) in enumerate(marks)}
    second = {key: {"t"} if other else set() for key, (_, other) in enumerate(marks)}
    return first, second


@pytest.mark.parametrize(
    ("table", "kappa", "share"),
    [
        ((22, 2, 4, 11), 0.67, 0.846),  # Sim and Wright 2005, two clinicians, 39 patients
        ((20, 5, 10, 15), 0.40, 0.70),  # 50 proposals read by two, the usual textbook example
        ((45, 15, 25, 15), 0.13, 0.60),  # the same agreement, other margins
        ((25, 35, 5, 35), 0.26, 0.60),
    ],
)
def test_kappa_is_that_of_the_literature(
    table: tuple[int, int, int, int], kappa: float, share: float
) -> None:
    found = by_theme(*coded(*table), ["t"])["t"]
    assert found.kappa.value == pytest.approx(kappa, abs=0.005)
    assert found.share == pytest.approx(share, abs=0.001)
    assert (found.both, found.only_first, found.only_second, found.neither) == table


def test_alpha_of_binary_data_is_krippendorffs() -> None:
    """Krippendorff 2011, "Computing Krippendorff's alpha-reliability", section A: 0.095."""
    found = by_theme(*coded(1, 1, 3, 5), ["t"])["t"]
    assert found.alpha.value == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_sets_of_one_is_nominal_alpha() -> None:
    """Krippendorff 2011, section B: twelve articles, five codes, 0.692."""
    first, second = "aabbdccceDda".lower(), "babbbccceddd"
    found = overall(
        {key: {code} for key, code in enumerate(first)},
        {key: {code} for key, code in enumerate(second)},
    )
    assert found.alpha.value == pytest.approx(0.692, abs=0.0005)
    assert (found.comments, found.same) == (12, 9)


@pytest.mark.parametrize(
    "table", [(22, 2, 4, 11), (1, 1, 3, 5), (30, 1, 0, 2), (0, 0, 3, 7), (0, 5, 5, 0), (5, 0, 0, 5)]
)
def test_two_other_libraries_say_the_same(table: tuple[int, int, int, int]) -> None:
    """scikit-learn's kappa, and the alpha of the package krippendorff."""
    from sklearn.metrics import cohen_kappa_score

    first, second = coded(*table)
    found = by_theme(first, second, ["t"])["t"]
    marks = np.array([[len(each) for each in of.values()] for of in (first, second)])
    assert found.kappa.value == pytest.approx(cohen_kappa_score(*marks))
    alpha = krippendorff.alpha(reliability_data=marks, level_of_measurement="nominal")
    assert found.alpha.value == pytest.approx(alpha)


def test_a_perfect_agreement_is_one_and_a_perfect_disagreement_below_zero() -> None:
    alike, unlike = (by_theme(*coded(*table), ["t"])["t"] for table in ((5, 0, 0, 5), (0, 5, 5, 0)))
    assert (alike.kappa.value, alike.alpha.value) == (1, 1)
    assert unlike.kappa.value == pytest.approx(-1)
    assert unlike.alpha.value is not None
    assert unlike.alpha.value < -0.8


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ((0, 0, 0, 9), agreement.NEVER_USED),
        ((9, 0, 0, 0), agreement.ALWAYS_USED),
        ((0, 0, 0, 0), agreement.NO_COMMENTS),
    ],
)
def test_what_is_not_defined_is_said_in_words(table: tuple[int, int, int, int], why: str) -> None:
    """No number that isn't one, no warning, no traceback."""
    found = by_theme(*coded(*table), ["t"])["t"]
    assert found.alpha == found.kappa == Measured(None, why=why)
    assert theme_reading(found) == kappa_in_words(found.kappa) == why


def test_a_coder_who_never_varies_is_told_of() -> None:
    found = by_theme(*coded(0, 0, 3, 7), ["t"])["t"]
    assert found.kappa.value == 0
    assert "never varied" in found.kappa.why


def test_only_comments_that_both_coded_count() -> None:
    found = by_theme({1: {"t"}, 2: {"t"}, 3: set()}, {2: {"t"}, 3: set(), 4: {"t"}}, ["t"])["t"]
    assert (found.both, found.neither, found.comments) == (1, 1, 2)
    assert overall({1: {"t"}}, {2: {"t"}}).alpha == Measured(None, why=agreement.NO_COMMENTS)


def test_no_variation_at_all_leaves_the_whole_undefined() -> None:
    found = overall({1: {"t"}, 2: {"t"}}, {1: {"t"}, 2: {"t"}})
    assert found.alpha == Measured(None, why=agreement.ALL_ALIKE)
    assert overall_reading(found) == agreement.ALL_ALIKE


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ("", "", 0),
        ("ab", "ab", 0),
        ("a", "", 1),
        ("a", "b", 1),
        ("a", "ab", 1 - 1 / 2 * 2 / 3),
        ("ab", "bc", 1 - 1 / 3 * 1 / 3),
    ],
)
def test_masi_distance(one: str, other: str, distance: float) -> None:
    """Passonneau 2006: Jaccard's index times 1, 2/3, 1/3 or 0."""
    assert masi_distance(set(one), set(other)) == pytest.approx(distance)


def random_sets(seed: int, comments: int) -> tuple[Sets, Sets]:
    chance = random.Random(seed)  # noqa: S311
    first = {key: set(chance.sample("abcd", chance.randrange(3))) for key in range(comments)}
    second = {
        key: set(themes) if chance.random() < 0.6 else set(chance.sample("abcd", 2))
        for key, themes in first.items()
    }
    return first, second


@pytest.mark.parametrize("seed", range(5))
def test_alpha_of_sets_is_that_of_two_libraries(seed: int) -> None:
    """The formula is written out for the sake of size; it is NLTK's and krippendorff's."""
    from nltk.metrics.agreement import AnnotationTask

    first, second = random_sets(seed, 40)
    found = overall(first, second).alpha.value
    sets = [frozenset(each) for each in (*first.values(), *second.values())]
    values: Sequence[frozenset[str]] = sorted(set(sets), key=sorted)
    distance = np.array([[masi_distance(one, other) for other in values] for one in values])

    def metric(_one: object, _other: object, i1: object, i2: object, **_more: object) -> object:
        return distance[i1, i2]  # type: ignore[index]

    codes = np.array([values.index(each) for each in sets]).reshape(2, -1)
    assert found == pytest.approx(
        krippendorff.alpha(reliability_data=codes, level_of_measurement=metric)  # type: ignore[arg-type]
    )
    data = [
        (coder, key, frozenset(each))
        for coder, of_coder in (("1", first), ("2", second))
        for key, each in of_coder.items()
    ]
    assert found == pytest.approx(AnnotationTask(data, distance=masi_distance).alpha())


@pytest.mark.parametrize("table", [(12, 3, 4, 60), (1, 1, 3, 5), (30, 1, 0, 2)])
def test_comments_drawn_again_are_measured_by_the_same_formula(
    table: tuple[int, int, int, int],
) -> None:
    """What the interval is made of, tried on the comments themselves, is the library's alpha."""

    class Unchanged:
        def multinomial(self, _total: int, _shares: object, size: int) -> object:
            return np.array([table] * size)

    alphas = agreement._binary_alphas(Unchanged(), table)  # type: ignore[arg-type]
    assert alphas[0] == pytest.approx(by_theme(*coded(*table), ["t"])["t"].alpha.value)


def test_the_interval_holds_the_value_and_is_the_same_each_time() -> None:
    """More comments make it narrower; it never asks for another seed."""
    few, many = (by_theme(*coded(*table), ["t"])["t"].alpha for table in ((8, 2, 2, 28), (80, 20, 20, 280)))  # fmt: skip
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert few.low < (few.value or 0) < few.high
    assert many.high - many.low < few.high - few.low
    assert by_theme(*coded(8, 2, 2, 28), ["t"])["t"].alpha == few


def test_a_theme_met_once_has_no_interval() -> None:
    """One in three draws leaves it out altogether: nothing can be said about those."""
    alpha = by_theme(*coded(1, 0, 0, 40), ["t"])["t"].alpha
    assert (alpha.value, alpha.low, alpha.high) == (1, None, None)


def test_without_a_disagreement_there_is_no_interval() -> None:
    """It would be from 1 to 1, however few the comments."""
    alpha = by_theme(*coded(6, 0, 0, 40), ["t"])["t"].alpha
    assert (alpha.value, alpha.low, alpha.high) == (1, None, None)


def test_values_are_read_with_their_sources() -> None:
    """Krippendorff 2004 for alpha; Landis and Koch 1977 for kappa."""
    words = [alpha_in_words(Measured(value)) for value in (0.8, 0.7996, 0.667, 0.66, -0.1)]
    assert [each.split()[0] for each in words] == ["Reliable", "Reliable", "For", "Not", "Not"]
    bands = [kappa_in_words(Measured(value)) for value in (-0.1, 0, 0.21, 0.41, 0.61, 0.81, 1)]
    assert bands == [
        "poor", "slight", "fair", "moderate", "substantial", "almost perfect", "almost perfect",
    ]  # fmt: skip


def test_a_theme_on_few_comments_or_with_a_wide_interval_is_read_with_care() -> None:
    few = by_theme(*coded(2, 0, 0, 40), ["t"])["t"]
    assert theme_reading(few) == "Reliable; it is on 2 comments only, too few to tell"
    wide = by_theme(*coded(8, 1, 1, 28), ["t"])["t"]
    assert theme_reading(wide).startswith("Reliable; the interval reaches below 0.800")


def test_the_whole_is_read_in_sentences() -> None:
    first, second = random_sets(3, 200)
    reading = overall_reading(overall(first, second))
    assert reading.startswith("Krippendorff's alpha over all themes is 0.")
    assert "of 200 comments" in reading
