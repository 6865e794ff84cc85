"""A table has one number, in the paper and in the workbook."""

from engage_app.domain.report import Column, Report, Table, TableBlock
from engage_app.domain.table_numbers import captions, in_order, table_numbers


def table(name: str, title: str = "") -> Table:
    return Table(name, title or name.title(), "", "", (Column("A"),), (("b",),))


BLOCKS = (
    TableBlock(table("themes")),
    TableBlock(table("groups", "Groups (part 1 of 2)")),
    TableBlock(table("groups", "Groups (part 2 of 2)")),
    TableBlock(table("themes")),
    TableBlock(table("log")),
)
WORKBOOK = tuple(map(table, ("sentiment", "groups", "places", "themes")))


def report(tables: tuple[Table, ...]) -> Report:
    return Report("T", "", "O", "", "A", (), (), tables, BLOCKS)


def test_those_of_the_paper_come_first_and_those_of_the_workbook_after() -> None:
    found = table_numbers(report(WORKBOOK))
    assert found == {"themes": 1, "groups": 2, "log": 3, "sentiment": 4, "places": 5}


def test_a_workbook_is_in_the_order_of_its_numbers() -> None:
    ordered = in_order(BLOCKS, WORKBOOK)
    assert [each.name for each in ordered] == ["themes", "groups", "sentiment", "places"]
    numbers = table_numbers(report(ordered))
    assert sorted(numbers[each.name] for each in ordered) == [
        numbers[each.name] for each in ordered
    ]


def test_parts_share_a_number_and_a_table_that_comes_again_says_so() -> None:
    assert list(captions(BLOCKS)) == [
        (1, "Themes", True),
        (2, "Groups (part 1 of 2)", True),
        (2, "Groups (part 2 of 2)", False),
        (1, "Themes (continued)", False),
        (3, "Log", True),
    ]
