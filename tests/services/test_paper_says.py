"""What the paper says agrees with its tables, and says nothing of what isn't there."""

from collections.abc import Iterator

import pytest
from heard import Heard

from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.report import (
    SUPPRESSED,
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)
from engage_app.services import reporting
from engage_app.services.workspace import Workspace

FIVE = DisclosureRule(5)
FEW = "The comments have not been put under themes yet."


def build(heard: Heard, rule: DisclosureRule = FIVE) -> Report:
    return reporting.build_report(heard.workspace, heard.exercise, rule=rule)


def said(report: Report) -> Iterator[str]:
    for block in report.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Bullets):
            yield from block.items


def headings(report: Report) -> list[str]:
    return [block.text for block in report.blocks if isinstance(block, Heading)]


def printed(report: Report, name: str) -> Table:
    """The table of a paper."""
    found = (block.table for block in report.blocks if isinstance(block, TableBlock))
    return next(table for table in found if table.name == name)


def names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    """Residents welcome it, half of the carers do, and there are three visitors; nobody planned."""
    built = Heard(workspace)
    for name in ("Carer", "Local resident", "Visitor", "Councils"):
        built.group(name)
    for turn in range(13):
        built.respond("Local resident", position="welcomed", says={f"Good, {turn}": []})
    for turn in range(12):
        held = ("welcomed", "concern", "welcomed", "mixed")[turn % 4]
        built.respond("Carer", position=held, says={f"Mostly, {turn}": []})
    for turn in range(3):
        built.respond("Visitor", position="concern", says={f"Far away, {turn}": []})
    return built


def code(heard: Heard, *themes: str) -> None:
    """Put the comments under themes: the first theme is raised by one fewer than the second, …"""
    for name in themes:
        heard.theme(name)
    ids = [row[0] for row in heard.workspace.connection.execute("SELECT id FROM comment")]
    for number, comment in enumerate(ids):
        for at, name in enumerate(themes):
            if number < 10 + at:
                heard.code(comment, name, "accepted")


def test_parts_of_groups_come_last_each_with_its_own_phrase(heard: Heard) -> None:
    """ "Some respondents from Carer and Local resident" would read as some of both."""
    expected = (
        "The proposal was broadly welcomed by Local resident, and by some respondents from Carer."
    )
    report = build(heard)
    assert expected in said(report)
    assert expected in dict(report.cover)["Executive summary"]


def test_part_of_a_group_alone_is_not_called_broadly(heard: Heard) -> None:
    (table,) = [one for one in build(heard).tables if one.name == "position_by_group"]
    alone = {row[0]: row[-1] for row in table.rows}["Carer"]
    assert alone == "The proposal was welcomed by some respondents from Carer."


def test_groups_left_out_of_the_paragraphs_are_counted(heard: Heard) -> None:
    (told,) = [text for text in said(build(heard)) if "leave out" in text]
    assert "1 stakeholder group whose position can't be shown" in told
    matrix = {row[0]: row[5] for row in printed(build(heard), "matrix").rows}
    assert [name for name, position in matrix.items() if position == SUPPRESSED] == ["Visitor"]
    assert not [text for text in said(build(heard, DisclosureRule(1))) if "leave out" in text]


def test_rounded_counts_are_called_so_before_they_are_added_up(heard: Heard) -> None:
    heard.respond("Local resident", organisation="Rossbrook Trust")
    report = build(heard, PRESETS["nhs"][1])
    rounded = "are rounded to the nearest 5"
    assert any("In all, 30 respondents" in text and rounded in text for text in said(report))
    assert rounded in dict(report.cover)["Executive summary"]
    assert rounded not in " ".join(said(build(heard)))


def test_of_comments_that_nobody_coded_the_paper_says_so_once(heard: Heard) -> None:
    for report in (build(heard), build(heard, PRESETS["under-10"][1])):
        assert list(said(report)).count(FEW) == 1
        assert "What each side raised" not in headings(report)
        assert "Themes" not in headings(report)
        matrix = printed(report, "matrix")
        assert matrix.title == "Stakeholder groups and their positions"
        assert "Main reasons" not in names(matrix)
        assert not any("reasons" in text for text in (*said(report), *matrix.notes))
        assert "what they said" not in " ".join(said(report))


def test_sections_by_theme_asked_for_alone_say_that_nothing_is_coded(heard: Heard) -> None:
    for key in ("challenges", "theme_summary", "theme_by_group"):
        report = reporting.build_report(heard.workspace, heard.exercise, sections={key}, rule=FIVE)
        assert FEW in said(report)


def test_nobody_is_said_to_have_been_planned_for_where_there_is_no_plan(heard: Heard) -> None:
    report = build(heard)
    assert not any("planned" in text or "the plan" in text for text in said(report))
    assert "Planned" not in names(printed(report, "reach_by_group"))
    heard.group("Schools", planned=4)
    planned = build(heard)
    assert any("sets out who was planned for and who was heard" in text for text in said(planned))
    assert "Planned" in names(printed(planned, "reach_by_group"))


def test_groups_that_nobody_was_heard_from_have_no_reasons(heard: Heard) -> None:
    code(heard, "Parking", "Buses")
    reasons = {row[0]: row[-1] for row in printed(build(heard), "matrix").rows}
    assert reasons["Councils"] == "[z]"
    assert reasons["Local resident"] == "Buses; Parking"
    assert not any("that most of" in note for note in printed(build(heard), "matrix").notes)


def test_themes_without_branches_are_one_section_those_raised_by_most_first(heard: Heard) -> None:
    code(heard, *(f"Theme {letter}" for letter in "ABCDEFGHIJ"))
    report = build(heard)
    assert not {f"Theme {letter}" for letter in "ABCDEFGHIJ"} & set(headings(report))
    first = [text for text in said(report) if " was raised by " in text and "Theme" in text]
    assert [text.split(" was ")[0] for text in first] == [f"Theme {one}" for one in "JIHGFEDC"]
    also = "Also raised were Theme B (11 respondents) and Theme A (10 respondents)."
    assert also in said(report)


def test_columns_of_themes_that_say_nothing_are_left_out(heard: Heard) -> None:
    code(heard, "Parking", "Buses")
    heard.workspace.connection.execute("UPDATE theme SET definition = ''")
    report = build(heard)
    summary = printed(report, "theme_summary")
    assert not {"What it means", "Answer"} & set(names(summary))
    assert summary.title == "Themes and who raised them"
    assert not any("proposed in answer" in text for text in said(report))
    assert "What it means" not in names(printed(report, "codebook"))
    quoted = any(isinstance(block, Quotation) for block in report.blocks)
    assert ("In their words" in names(summary)) == quoted


def test_every_line_by_side_has_its_figures_or_says_that_they_are_not_shown(heard: Heard) -> None:
    code(heard, "Parking", "Buses")
    items = [
        item
        for block in build(heard).blocks
        if isinstance(block, Bullets) and block.key.startswith("challenges.")
        for item in block.items
    ]
    assert items
    assert all(" in favour" in item or "undisclosed numbers" in item for item in items)


def test_themes_of_what_works_well_are_pointed_to(workspace: Workspace) -> None:
    heard = Heard(workspace)
    heard.theme("What works well")
    heard.theme("Trust", "What works well")
    heard.theme("Worries")
    heard.theme("Parking", "Worries")
    for turn in range(24):
        held = "concern" if turn % 2 else "welcomed"
        theme = "Trust" if turn % 4 < 2 else "Parking"
        heard.respond(position=held, says={f"This, {turn}": [theme]})
    report = build(heard)
    told = [text for text in said(report) if "Themes of “What works well” are in section 6" in text]
    assert len(told) == 1
    assert not any(text.startswith("Trust: ") for text in said(report))
    rest = [key for key, _ in reporting.SECTIONS if key != "works_well"]
    without = reporting.build_report(workspace, heard.exercise, sections=rest, rule=FIVE)
    assert any(text.startswith("Trust: ") for text in said(without))


def test_the_table_by_method_comes_again_under_its_own_number_and_title(heard: Heard) -> None:
    report = build(heard)
    shared = set(names(printed(report, "reach_by_method"))) & set(
        names(printed(report, "reach_days"))
    )
    assert shared == {"Method", "Took part", "Response rate"}
    assert printed(report, "reach_days").title != printed(report, "reach_by_method").title
    assert {"reach_days", "reach_by_method"} <= {table.name for table in report.tables}


TEXT = "Please keep the clinic where it is, as nobody can get to the high street in time"
OTHER = "Moving the clinic would give patients a place that they reach by one bus only"


@pytest.mark.parametrize("many", [3, 12])
def test_texts_that_too_few_sent_are_counted_and_not_listed(heard: Heard, many: int) -> None:
    for _ in range(3):
        heard.respond("Carer", says={TEXT: []})
    for _ in range(many - 3):
        heard.respond("Carer", says={OTHER: []})
    report = build(heard)
    shown = [table for table in report.tables if table.name == "campaigns"]
    if many == 3:
        assert shown == []
        (told,) = [text for text in said(report) if text.startswith("1 text came from several")]
        assert told.endswith("It is not shown, as too few people sent it.")
    else:
        assert len(shown[0].rows) == 1
        assert "1 more text is not shown, as too few people sent it." in shown[0].notes
