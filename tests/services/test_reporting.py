"""The report: its sections, its cover, and that nothing small slips into its sentences."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from heard import Heard

from engage_app.domain.cover import CoverDetails, ForumRecord
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import (
    Block,
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Report,
    TableBlock,
)
from engage_app.errors import NotPossible
from engage_app.progress import Cancelled
from engage_app.services import findings, reporting
from engage_app.services.workspace import Workspace


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace, invented=True)
    built.group("General practice")
    built.group("Charities, large and small")
    built.group("Councils")
    built.theme("Access")
    built.theme("Parking", "Access")
    built.theme("Buses", "Access")
    for number in range(9):
        built.respond(
            "General practice",
            position="concern",
            says={
                f"There is nowhere to park near that end of the high street {number}": ["Parking"]
            },
        )
    for number in range(8):
        built.respond(
            "Charities, large and small",
            position="welcomed",
            says={f"The buses stop outside and our members can get there {number}": ["Buses"]},
        )
    return built


def report(heard: Heard, **asked: object) -> Report:
    asked = {"rule": DisclosureRule(5), **asked}
    return reporting.build_report(heard.workspace, heard.exercise, **asked)  # type: ignore[arg-type]


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Quotation():
                yield block.text
            case Bullets():
                yield from block.items
            case TableBlock():
                yield from (block.table.title, block.table.base, *block.table.notes)


def test_every_section_in_order(heard: Heard) -> None:
    found = report(heard)
    headings = [b for b in found.blocks if isinstance(b, Heading) and b.level == 1]
    assert [b.text for b in headings if not b.appendix] == [
        "Introduction",
        "Engagement",
        "Outcome of the engagement",
        "What we heard, by theme",
        "What each side raised",
        "Conclusion",
        "Recommendations",
    ]
    assert [b.text for b in headings if b.appendix] == [
        "Stakeholder groups and their positions",
        "Themes",
        "Closed questions",
        "Equality profile",
        "You said, we did",
        "Who took part",
        "How this was done",
    ]


def test_position_paragraphs_and_what_lies_behind(heard: Heard) -> None:
    found = report(heard, sections={"outcome"})
    said = list(texts(found.blocks))
    assert "The proposal was welcomed by Charities, large and small." in said
    assert "Concerns were expressed by General practice." in said
    lead = next(
        text
        for text in said
        if text.startswith("In proportion to their numbers, those with concerns")
    )
    assert said.index(lead) < said.index("Parking – what people say of parking")
    assert [table.name for table in found.tables] == ["position_by_group", "position_counts"]


def test_an_invented_sample_says_so_first_and_on_the_method_page(heard: Heard) -> None:
    found = report(heard)
    first = next(block for block in found.blocks if isinstance(block, Paragraph))
    assert "invented" in first.text
    assert "invented" in found.notes[0]


def test_numbers_in_sentences_are_those_of_the_tables(heard: Heard) -> None:
    said = " ".join(texts(report(heard).blocks))
    assert "In all, 17 respondents took part, each for themselves." in said
    assert "Access was raised by 17 respondents (100%)." in said
    assert "Themes often raised were Parking (9 respondents) and Buses (8 respondents)." in said
    assert "Nobody was heard from Councils." in said


def test_sub_headings_are_numbered_without_a_gap(heard: Heard) -> None:
    """A numbered paragraph before 3.1 would take its number, and the contents begin with 3.2."""
    blocks = report(heard).blocks
    starts = [n for n, b in enumerate(blocks) if isinstance(b, Heading) and b.level == 1]
    with_sub_headings = 0
    for start, end in zip(starts, [*starts[1:], len(blocks)], strict=True):
        section = blocks[start + 1 : end]
        below = [n for n, b in enumerate(section) if isinstance(b, Heading)]
        if below:
            with_sub_headings += 1
            ahead = section[: below[0]]
            assert not any(isinstance(b, Paragraph) and b.numbered for b in ahead)
    assert with_sub_headings == 5


def test_themes_by_side_are_not_called_challenges_or_opportunities(heard: Heard) -> None:
    """Who raised a theme says nothing of whether it was raised as a worry."""
    found = report(heard, sections={"challenges"})
    assert [b.text for b in found.blocks if isinstance(b, Heading)] == [
        "What each side raised",
        "Raised more by those with concerns",
        "Raised more by those in favour",
    ]
    concern, favour = (b.items for b in found.blocks if isinstance(b, Bullets))
    assert [item.split(":")[0] for item in concern] == ["Parking"]
    assert [item.split(":")[0] for item in favour] == ["Buses"]


def test_a_small_number_slips_into_no_sentence(workspace: Workspace) -> None:
    """Three people in all: neither their number nor their group's position is told."""
    few = Heard(workspace)
    few.group("Dentists")
    few.theme("Parking")
    for _ in range(3):
        few.respond("Dentists", position="concern", says={"No parking": ["Parking"]})
    found = report(few)
    said = " ".join([*texts(found.blocks), *found.notes, *(value for _, value in found.cover)])
    assert "3 respondents" not in said
    assert "3 people" not in said
    assert "expressed by Dentists" not in said
    assert "3 comments" not in said
    told = [table for table in found.tables if table.unit != "codings"]
    assert all(3 not in row for table in told for row in table.rows)


def test_the_workbook_and_the_document_print_the_same_figures(heard: Heard) -> None:
    found = report(heard)
    by_name = {table.name: table for table in found.tables}
    printed = [block.table for block in found.blocks if isinstance(block, TableBlock)]
    assert printed
    for table in printed:
        whole = by_name[table.name]
        places = [whole.columns.index(column) for column in table.columns]
        assert table.rows == tuple(tuple(row[at] for at in places) for row in whole.rows)
    plain = findings.findings_json(heard.workspace, heard.exercise, DisclosureRule(5))
    for table in plain["tables"]:
        if table["name"] in by_name:
            assert table["rows"] == [list(row) for row in by_name[table["name"]].rows]


def test_a_wide_table_is_continued(heard: Heard) -> None:
    for number in range(12):
        heard.group(f"Group {number}")
    found = report(heard, sections={"theme_by_group"})
    parts = [block.table for block in found.blocks if isinstance(block, TableBlock)]
    assert [len(part.columns) for part in parts] == [9, 9]
    assert {part.columns[0].name for part in parts} == {"Theme"}
    assert parts[1].columns[-1].name == "All respondents"
    assert len(found.tables[0].columns) == 17


def test_the_cover_has_no_empty_field(heard: Heard) -> None:
    found = report(heard)
    cover = dict(found.cover)
    assert all(value.strip() for value in cover.values())
    assert cover["Date of meeting"] == "To be confirmed"
    assert cover["Organisation"] == "Rossbrook ICB"
    assert cover["Confidential"] == "To be confirmed"  # nobody has said
    governance = "Governance and reporting (list other forums that have discussed this paper)"
    assert cover[governance] == "None"
    assert "Concerns were expressed by General practice." in cover["Executive summary"]


def test_blanks_lists_what_the_officer_still_has_to_fill_in(heard: Heard) -> None:
    blank = reporting.blanks(heard.workspace, heard.exercise)
    assert blank[:2] == ["Date of meeting", "Presented by"]
    assert "Organisation" not in blank
    cover = CoverDetails(date_of_meeting="27 July 2022", presented_by="A. Officer")
    left = reporting.blanks(heard.workspace, heard.exercise, cover)
    assert left == blank[2:]


def test_what_the_officer_wrote_goes_before_what_is_drafted(heard: Heard) -> None:
    forums = (ForumRecord("Place board", "1 June 2022", "Supported"), ForumRecord("Forum"))
    found = report(heard, cover=CoverDetails(title="Moving the clinic", forums=forums))
    assert found.title == "Moving the clinic"
    governance = "Place board, 1 June 2022, Supported\nForum, To be confirmed, To be confirmed"
    assert governance in dict(found.cover).values()


def test_the_same_exercise_gives_the_same_report(heard: Heard) -> None:
    assert report(heard) == report(heard)


def test_sections_must_be_known_and_some(heard: Heard) -> None:
    with pytest.raises(ValueError, match="no such"):
        report(heard, sections={"nowhere"})
    with pytest.raises(NotPossible):
        report(heard, sections=set())


def test_progress_is_told_and_may_cancel(heard: Heard) -> None:
    told: list[tuple[int, int]] = []
    report(heard, progress=lambda done, total: told.append((done, total)))
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1] > len(reporting.SECTIONS)

    def stop(done: int, total: int) -> None:
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        report(heard, progress=stop)


def test_an_empty_exercise_makes_a_paper(workspace: Workspace) -> None:
    empty = Heard(workspace)
    said = list(texts(report(empty).blocks))
    assert any(text.startswith("No stakeholder group large enough") for text in said)
    assert "No closed questions were asked." in said


def test_both_files_are_written(heard: Heard, tmp_path: Path) -> None:
    found = replace(report(heard), date="27 July 2022")
    book = reporting.write_excel(found, tmp_path / "summary.xlsx")
    paper = reporting.write_word(found, tmp_path / "appendix.docx")
    assert book.read_bytes()[:2] == b"PK"
    assert paper.read_bytes()[:2] == b"PK"
