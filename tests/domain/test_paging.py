"""Nothing is parted that belongs together, and no page begins or ends on a line alone."""

from engage_app.domain.paging import Item, laid_out

PAGE = 100.0


def line(high: float = 10.0, **more: bool | float | int) -> Item:
    return Item([high], **more)  # type: ignore[arg-type]


def pages_of(*items: Item) -> list[int]:
    """The page of each item's first line."""
    spots = laid_out(items, [PAGE, PAGE]).spots
    return [next(spot.page for spot in spots if spot.item == n) for n in range(len(items))]


def test_what_is_kept_with_the_next_goes_over_with_it() -> None:
    assert pages_of(line(80), line(keep=True), line(keep=True), line()) == [1, 2, 2, 2]


def test_what_fits_no_page_is_parted_where_it_must_be() -> None:
    assert pages_of(*(line(40, keep=True) for _ in range(4))) == [1, 1, 2, 2]


def test_the_larger_of_two_spaces_counts() -> None:
    one = Item([10.0], after=20.0)
    two = Item([10.0], before=15.0)
    (_, second) = laid_out([one, two], [PAGE]).spots
    assert second.top == 30.0


def test_a_paragraph_leaves_two_lines_on_each_page() -> None:
    """Five lines, room for four: three and two, not four and one."""
    spots = laid_out([line(60), Item([10.0] * 5)], [PAGE]).spots
    assert [(spot.page, spot.first, spot.count) for spot in spots[1:]] == [(1, 0, 3), (2, 3, 2)]
    spots = laid_out([line(90), Item([10.0] * 5)], [PAGE]).spots
    assert [(spot.page, spot.count) for spot in spots[1:]] == [(2, 5)], "one line alone stays not"


def test_headings_of_a_table_come_again_on_each_page() -> None:
    rows = [line(20, head=10.0, table=0) for _ in range(9)]
    pages = laid_out([line(10, keep=True, table=0), *rows], [PAGE])
    firsts = {spot.page: spot for spot in reversed(pages.spots)}
    assert not firsts[1].repeated
    assert [(firsts[n].repeated, firsts[n].top) for n in (2, 3)] == [(True, 10.0)] * 2
    assert pages.count == 3


def test_a_table_of_which_a_row_is_alone_on_its_last_page_is_told() -> None:
    rows = [line(18, table=4) for _ in range(6)]
    assert laid_out(rows, [PAGE]).run_over() == [4]
    assert laid_out([*rows, *(line(18) for _ in range(4))], [PAGE]).run_over() == []


def test_a_new_section_and_a_new_page_begin_one() -> None:
    first, second, third = line(), line(section=1), line(section=1, new_page=True)
    pages = laid_out([first, second, third], [PAGE, 50.0])
    assert [spot.page for spot in pages.spots] == [1, 2, 3]
    assert pages.sections == {1: 0, 2: 1, 3: 1}


def test_marks_are_found_on_their_pages() -> None:
    items = [line(60), Item([60.0], marks=["here"])]
    assert laid_out(items, [PAGE]).marks == {"here": 2}
