"""What ranks, chooses or averages in print tells no more than the figures printed."""

from collections.abc import Mapping

import pytest
from heard import Heard

from engage_app.domain.cover import CoverDetails
from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.exercise import Side
from engage_app.domain.report import (
    SUPPRESSED,
    Bullets,
    Column,
    Heading,
    Kind,
    Table,
    TableBlock,
    Value,
)
from engage_app.domain.scope import FindingFilter, FindingWanted
from engage_app.services import findings, reporting, saved_findings, saved_tables
from engage_app.services.paper.challenges import challenges
from engage_app.services.paper.draft import Draft
from engage_app.services.paper.outcome import behind
from engage_app.services.tables.finishing import unranked
from engage_app.services.tables.material import Material
from engage_app.services.workspace import Workspace
from storage import finding_filters

FIVE = DisclosureRule(5)
NHS = PRESETS["nhs"][1]
SCALE = ("1", "2", "3", "4", "5")


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def published(heard: Heard, rule: DisclosureRule) -> dict[str, Table]:
    """Everything that leaves, by name; what is saved, by its title."""
    tables = saved_tables.all_published(
        Material(heard.workspace, heard.exercise, label_least=rule.below), rule
    )
    return {one.title if one.name.startswith("saved") else one.name: one for one in tables}


def of(heard: Heard, name: str) -> Table:
    """A table as it is."""
    return findings.finding(heard.workspace, heard.exercise, name)


def rate(heard: Heard, counts: tuple[int, ...], group: str = "") -> None:
    groups = (group,) if group else ()
    for label, count in zip(SCALE, counts, strict=True):
        for _ in range(count):
            heard.respond(*groups, answers={"rating": label})


def raise_themes(heard: Heard, **counts: int) -> None:
    for name, count in counts.items():
        heard.theme(name)
        for _ in range(count):
            heard.respond(says={"view": [name]})


@pytest.mark.parametrize(
    ("counts", "shown"), [((2, 9, 20, 17, 12), False), ((9, 9, 20, 17, 12), True)]
)
def test_no_mean_of_a_scale_with_a_hidden_step(
    heard: Heard, counts: tuple[int, ...], shown: bool
) -> None:
    """60 × the mean less what is printed is what is hidden."""
    heard.question("rating", "select_one", "none", SCALE)
    rate(heard, counts)
    (row,) = published(heard, FIVE)["numbers"].rows
    assert row[1] == sum(counts)
    assert (SUPPRESSED not in row[3:]) == shown
    assert not shown or row[3:] == (2.0, 3.0, 4.0, 3.2)


def test_where_counts_are_rounded_there_is_no_mean_and_quartiles_of_many_only(
    heard: Heard,
) -> None:
    """Its decimals would tell how many answered."""
    heard.question("rating", "select_one", "none", SCALE)
    rate(heard, (0, 8, 8, 0, 0))
    assert published(heard, NHS)["numbers"].rows[0][3:] == (SUPPRESSED,) * 4
    rate(heard, (0, 9, 10, 0, 0))
    assert published(heard, NHS)["numbers"].rows[0][3:] == (2, 3, 3, SUPPRESSED)


@pytest.mark.parametrize(("others", "shown"), [(1, False), (6, True)])
def test_two_means_dont_tell_what_one_person_answered(
    heard: Heard, others: int, shown: bool
) -> None:
    heard.question("rating", "select_one", "none", SCALE)
    for name in ("Residents", "Nurses"):
        heard.group(name)
    rate(heard, (8, 8, 8, 8, 8), "Residents")
    rate(heard, (0, 0, others, 0, 0), "Nurses")
    uids = finding_filters.uids(heard.workspace.connection, heard.exercise)
    only = FindingFilter(group=uids["group"][heard.groups["Residents"]])
    wanted = FindingWanted("numbers", only)
    saved_findings.save(heard.workspace, heard.exercise, "Residents", wanted, in_report=True)
    tables = published(heard, FIVE)
    both = [tables[name].rows[0][6] != SUPPRESSED for name in ("numbers", "Residents")]
    assert all(both) == shown


def test_bars_of_themes_stand_by_what_they_show(heard: Heard) -> None:
    """3 are not drawn above 2; in the window they are."""
    raise_themes(heard, Quiet=2, Loud=12, Soft=3, Parking=20)
    raw = findings.finding(heard.workspace, heard.exercise, "themes")
    assert raw.chart is not None
    chart = published(heard, FIVE)["themes"].chart
    assert chart is not None
    values = chart.series[0].values
    drawn = [one for one in values if one is not None]
    assert drawn == sorted(drawn, reverse=True)
    assert values[len(drawn) :] == (None,) * (len(values) - len(drawn))
    assert chart.categories[-2:] == ("Quiet", "Soft")
    assert "hidden" in chart.alt_text


def test_who_raised_it_most_is_named_from_printed_figures(heard: Heard) -> None:
    heard.theme("Parking")
    for name, count in (("Nurses", 4), ("Residents", 6), ("Carers", 9), ("Drivers", 3)):
        heard.group(name)
        for _ in range(count):
            heard.respond(name, says={"view": ["Parking"]})
    tables = published(heard, FIVE)
    crossed = tables["theme_by_group"]
    figures = dict(zip([one.name for one in crossed.columns], crossed.rows[0], strict=True))
    groups, named = tables["themes"].rows[0][-2:]
    assert groups == 4
    shown = {name: one for name, one in figures.items() if name in heard.groups}
    told = {name: one for name, one in shown.items() if isinstance(one, int)}
    expected = sorted(told, key=lambda name: -told[name])
    assert named == ("; ".join(expected) or "No group in particular")
    reasons = {row[0]: row[-1] for row in tables["matrix"].rows}
    for name, one in shown.items():
        assert reasons[name] == ("Parking" if isinstance(one, int) else "None in particular")


def test_a_saved_table_names_no_group_whose_figure_nothing_prints(heard: Heard) -> None:
    """Of some responses no table by theme and group leaves, so nothing is said of it."""
    heard.theme("Parking")
    for name in ("Residents", "Nurses"):
        heard.group(name)
        for _ in range(12):
            heard.respond(name, says={"view": ["Parking"]}, position="welcomed")
            heard.respond(name, says={"view": ["Parking"]}, position="concern")
    wanted = FindingWanted("themes", FindingFilter(position="welcomed"))
    saved_findings.save(heard.workspace, heard.exercise, "Welcomed", wanted, in_report=True)
    tables = published(heard, FIVE)
    whole, part = ([one.name for one in tables[name].columns] for name in ("themes", "Welcomed"))
    assert whole[-2:] == ["Groups", "Raised most by"]
    assert part == whole[:-2]
    assert all(len(row) == len(part) for row in tables["Welcomed"].rows)


def test_pairs_are_listed_by_what_is_printed(heard: Heard) -> None:
    """A pair that the rule hides isn't listed: that would tell that five raised both."""
    for name in ("Parking", "Buses", "Staff"):
        heard.theme(name)
    for themes, count in ((("Parking", "Buses"), 20), (("Buses", "Staff"), 7), (("Staff",), 20)):
        for _ in range(count):
            heard.respond(says={"view": list(themes)})
    raw = findings.finding(heard.workspace, heard.exercise, "theme_pairs")
    assert [row[2] for row in raw.rows] == [20, 7]
    table = published(heard, DisclosureRule(10))["theme_pairs"]
    assert all(SUPPRESSED not in row for row in table.rows)
    assert "Staff" not in [name for row in table.rows for name in row[:2]]
    assert table.chart is None or len(table.chart.categories) == len(table.rows)
    assert "at least" not in table.notes[0]


def test_a_rate_is_made_from_rounded_counts(heard: Heard) -> None:
    heard.activity("panel", "workshop", invited=100, attended=42)
    heard.group("Residents", planned=50)
    for _ in range(23):
        heard.respond("Residents")
    tables = published(heard, NHS)
    panel = next(row for row in tables["reach_by_activity"].rows if row[0] == "Panel")
    assert panel[4:] == (40, 0, 0.4)
    assert tables["reach_by_group"].rows[0][1:4] == (50, 25, 0.5)


def draft(heard: Heard, rule: DisclosureRule) -> Draft:
    keys = [key for key, _ in reporting.SECTIONS]
    return reporting.draft(heard.workspace, heard.exercise, rule, keys, CoverDetails())


def raise_by_side(heard: Heard, told: Mapping[str, tuple[int, int]]) -> None:
    for name, (favour, against) in told.items():
        heard.theme(name)
        for position, count in (("welcomed", favour), ("concern", against)):
            for number in range(count):
                heard.respond(says={f"{name} {number}": [name]}, position=position)


def test_themes_stand_under_the_side_that_raised_them_more(heard: Heard) -> None:
    """In proportion to its size: 39 in favour, 31 with concerns. A hidden figure tells no more
    than that one is the larger, and not that where "alike" would have meant six and five."""
    raise_by_side(
        heard,
        {"Against": (0, 12), "For": (18, 0), "Even": (9, 8), "Small": (3, 9), "Mixed": (9, 2)},
    )
    written = draft(heard, FIVE)
    listed: dict[str, tuple[str, ...]] = {}
    heading = ""
    for block in challenges(written):
        heading = block.text if isinstance(block, Heading) else heading
        if isinstance(block, Bullets):
            listed[heading] = tuple(item.split(":")[0] for item in block.items)
    assert listed == {
        "Raised more by those with concerns": ("Against", "Small"),
        "Raised more by those in favour": ("For",),
        "Raised about equally by both": ("Even",),
        "Raised, and not compared by side": ("Mixed",),
    }
    hidden = {row[0] for row in written.tables["theme_summary"].rows if SUPPRESSED in row[4:6]}
    assert {"Small", "Mixed"} <= hidden
    names = [written.material.themes[key].name for key in behind(written, Side.FOR)]
    assert names == ["For"]


def test_a_side_is_not_told_where_a_hidden_number_follows(heard: Heard) -> None:
    """12 on each side: alike within 5 points of them is as many, so 4 and 4 of the 8; that one of
    7 is more is 4 or more of them."""
    raise_by_side(heard, {"Buses": (5, 5), "Alike": (4, 4), "Less": (3, 4)})
    raw = {row[0]: row for row in of(heard, "theme_summary").rows}
    rows = {row[0]: row for row in published(heard, FIVE)["theme_summary"].rows}
    assert rows["All with a coded comment"][4:7] == (12, 13, 0)
    assert rows["Alike"][2:7] == (8, 0.32, SUPPRESSED, SUPPRESSED, 0)
    assert (raw["Alike"][7], rows["Alike"][7]) == ("Both alike", SUPPRESSED)
    assert (raw["Less"][7], rows["Less"][7]) == ("With concerns", "With concerns")


def test_where_noughts_are_hidden_nobody_is_named_as_not_heard(heard: Heard) -> None:
    """Nor is there a word or a bar fewer, where one says that there is none."""
    for name in ("Residents", "Silent", "Quiet"):
        heard.group(name)
    raise_themes(heard, Parking=12, Buses=12)
    for position in ("welcomed", "concern"):
        for _ in range(12):
            heard.respond("Residents", position=position)
    for _ in range(12):
        heard.respond("Quiet")
    for _ in range(8):
        heard.respond("Residents", activity="workshop", position="welcomed")
        heard.respond("Quiet", activity="workshop")
    rule = DisclosureRule(5, hide_zero=True)
    report = reporting.build_report(heard.workspace, heard.exercise, rule=rule)
    words = [getattr(block, "text", "") for block in report.blocks]
    tables = [block.table for block in report.blocks if isinstance(block, TableBlock)]
    words += [note for table in (*tables, *report.tables) for note in table.notes]
    assert not any("heard from Silent" in text or "heard from: Silent" in text for text in words)
    assert any("as noughts are hidden" in text for text in words)
    for table in (*tables, *report.tables):
        for row in table.rows:
            if row[0] in ("Silent", "Quiet"):
                assert not {"Nobody heard", "None stated", "Nobody was heard"}.intersection(row)
                assert 0 not in row
        named = table.chart.categories if table.chart and table.name == "position_by_group" else ()
        assert "Silent" not in named
        assert "Quiet" not in named
    plain = reporting.build_report(heard.workspace, heard.exercise, rule=FIVE)
    assert any("heard from Silent" in getattr(block, "text", "") for block in plain.blocks)


def test_hidden_answers_do_not_stand_in_the_order_of_their_counts() -> None:
    """A file without a list of choices brings them in so; their places would tell who is larger."""
    names = ("White", "Asian", "Mixed", "Black", "Arab", "Prefer not to say", "All who answered")
    columns = (Column("Answer"), Column("People", Kind.COUNT))

    def made(*counts: Value) -> Table:
        rows = tuple(zip(names, counts, strict=True))
        return Table("equality_group", "Group", "people", "", columns, rows)

    after = made(140, 16, SUPPRESSED, SUPPRESSED, SUPPRESSED, 9, 172)
    ranked = unranked(made(140, 16, 4, 2, 1, 9, 172), after)
    assert [row[0] for row in ranked.rows] == [
        "White", "Asian", "Arab", "Black", "Mixed", "Prefer not to say", "All who answered"
    ]  # fmt: skip
    assert unranked(made(140, 16, 1, 2, 4, 9, 172), after) == after  # of an order of its own
