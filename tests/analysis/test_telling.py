"""Words that tell of hidden counts are allowed as long as none of these follows, whichever they are."""

from analysis.disclosing.telling import Teller
from analysis.disclosure import audited
from engage_app.domain.disclosure import Claim, DisclosureRule, Key, Word, nothing_more
from engage_app.domain.report import Column, Kind, Table
from engage_app.services.tables.cells import Cell, table

FIVE = DisclosureRule(5)


def made(*pairs: tuple[int, int]) -> Table:
    """Themes with those for and against, both with the total of the row."""
    rows, sums = [], []
    for number, (one, other) in enumerate(pairs):
        cells = [Cell(one, ("for", number), one), Cell(other, ("against", number), other)]
        total = Cell(one + other, ("all", number), one + other, worth=2)
        rows.append([Cell(f"Theme {number}"), total, *cells])
        sums.append((total, cells))
    columns = (Column("Theme"), *(Column(name, Kind.COUNT) for name in ("All", "For", "Against")))
    return table("themes", "Themes", unit="", base="", columns=columns, rows=rows, sums=sums)


def no_less(one: Key, other: Key, more: int = 0) -> tuple[Claim, ...]:
    return (Claim(((one, 1), (other, -1)), more),)


def teller(raw: Table) -> Teller:
    printed, recovered = audited([raw], FIVE)
    assert recovered == ()
    return Teller([raw], printed, FIVE)


def word(number: int, true: int, by: int = 1) -> Word:
    """More against, alike, or more for, by so many at least."""
    for_, against = ("for", number), ("against", number)
    alike = (*no_less(for_, against, 1 - by), *no_less(against, for_, 1 - by))
    return Word((no_less(against, for_, by), alike, no_less(for_, against, by)), true)


MORE_AGAINST, ALIKE = 0, 1


def test_that_one_is_larger_is_told_where_no_word_would_tell_the_number() -> None:
    """Of thirteen with four or more on both sides of the difference, whichever it is."""
    assert teller(made((3, 9)))([word(0, MORE_AGAINST, 5)]) == (True,)


def test_nothing_is_told_where_another_word_would_have_told_the_number() -> None:
    """Of eight, alike is four and four: that it isn't said mustn't tell that it is so."""
    for figures, true in (((4, 4), ALIKE), ((3, 5), MORE_AGAINST), ((2, 6), MORE_AGAINST)):
        assert teller(made(figures))([word(0, true)]) == (False,)


def test_a_word_that_could_not_be_is_not_minded() -> None:
    """Of nine nobody is as many as the others: more for, or more against, and no third."""
    assert teller(made((3, 6)))([word(0, MORE_AGAINST)]) == (True,)


def test_of_several_only_those_that_tell_too_much_are_kept_back() -> None:
    tell = teller(made((3, 9), (4, 4), (2, 11)))
    asked = [word(0, MORE_AGAINST, 5), word(1, ALIKE), word(2, MORE_AGAINST)]
    assert tell(asked) == (True, False, True)


def test_what_was_told_is_known_when_more_is_asked() -> None:
    """Of nine, more against is one to four for: then by three or more would be one to three, and
    by less would be four."""
    tell = teller(made((2, 7)))
    assert tell([word(0, MORE_AGAINST)]) == (True,)
    assert tell([word(0, MORE_AGAINST, 3)]) == (False,)


def test_what_does_not_hang_together_is_not_told() -> None:
    apart = (*no_less(("for", 0), ("against", 0)), *no_less(("for", 1), ("against", 1)))
    assert teller(made((3, 9), (2, 12)))([Word((apart, ()), 1)]) == (False,)
    assert teller(made((3, 9)))([Word((no_less(("for", 5), ("for", 0)),), 0)]) == (False,)


def test_where_nobody_is_asked_nothing_more_is_told() -> None:
    assert nothing_more([word(0, ALIKE), word(1, ALIKE)]) == [False, False]
