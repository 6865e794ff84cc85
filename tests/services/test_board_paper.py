"""The board paper of the sample and of an empty exercise: its anatomy, cover and fingerprint."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from heard import Heard

from engage_app.domain.cover import CoverDetails, ForumRecord
from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import (
    Bullets,
    Heading,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)
from engage_app.services import covers, reporting
from engage_app.services import workspace as workspaces
from engage_app.services.paper.closing import asked
from engage_app.services.paper.fingerprint import fingerprint
from engage_app.services.workspace import Workspace

POSITIONS: dict[str, tuple[str, ...]] = {
    "The proposal was broadly welcomed by ": (
        "PBP Chairs",
        "Local Authority Chief Executive Officers (Unitary, Upper Tier and District)",
        "NHS Provider Trust Chief Executive Officers",
        "NHS Provider Trust Chairs",
        "Voluntary, Community, Faith and Social Enterprise sector (VCFSE)",
        "Directors of Public Health",
        "NHS England",
        "Regional Director of Public Health NHSEI / OHID",
        "Directors of Adult Social Care",
        "Directors of Children's Services",
        "North West Ambulance Service (NWAS)",
        "Lancashire Fire & Rescue Service",
        "Cumbria Fire & Rescue Service",
        "Lancashire Constabulary",
        "Cumbria Constabulary",
        "Designate ICB Executive",
        "Healthwatch",
    ),
    "Concerns were expressed by ": (
        "Primary Care (General Practice)",
        "LMC",
        "CCG Leadership",
        "CCG Clinical Leadership",
        "elements of existing PBP teams",
    ),
    "Some concern was expressed by ": (
        "Community health services",
        "Population health teams",
        "some PCN clinical leadership",
        "Hospices",
        "Primary Care (Dental, Pharmacy and Eye Health)",
    ),
    "The proposal was recognised as an opportunity by ": (
        "Dental, Pharmacy and Eye Health Local Professional Network Chairs",
        "NHS England Primary Care Commissioners",
    ),
}
"""Paragraphs 3.1 to 3.4 of the public board paper of July 2022 that the sample follows."""

NAMES = {name for names in POSITIONS.values() for name in names}


@pytest.fixture(scope="module")
def sample(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A workspace with the sample; tests only read it."""
    copied = shutil.copy(sample_file, tmp_path_factory.mktemp("sample"))
    opened = workspaces.open_workspace(Path(copied))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def paper(sample: Workspace) -> Report:
    return covers.planned_report(sample, 1)


def section(report: Report, title: str) -> list[object]:
    """The blocks under a heading of level 1."""
    found: list[object] = []
    inside = False
    for block in report.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text == title
        elif inside:
            found.append(block)
    return found


def names_in(sentence: str) -> set[str]:
    """The groups that a paragraph names, the longest names first: one may be part of another."""
    found = set()
    for name in sorted(NAMES, key=len, reverse=True):
        if name in sentence:
            found.add(name)
            sentence = sentence.replace(name, "")
    return found


def test_paragraphs_3_1_to_3_4_name_the_groups_under_their_positions(paper: Report) -> None:
    headings = [b.text for b in paper.blocks if isinstance(b, Heading) and b.level == 1]
    assert headings[2] == "Outcome of the engagement"
    first = [
        b
        for b in section(paper, "Outcome of the engagement")[:4]
        if isinstance(b, Paragraph) and b.numbered
    ]
    assert len(first) == len(POSITIONS)
    for block, (opening, names) in zip(first, POSITIONS.items(), strict=True):
        assert block.text.startswith(opening)
        assert names_in(block.text) == set(names)


def test_the_matrix_gives_each_group_the_position_of_its_paragraph(paper: Report) -> None:
    """What a paragraph says of a group is no secret in the appendix behind it."""
    (matrix,) = [table for table in paper.tables if table.name == "matrix"]
    stands = {row[0]: row[5] for row in matrix.rows}
    labels = ("Welcomed", "Concern", "Some concern", "Opportunity")
    whole = {"elements of existing PBP teams": "Existing PBP teams"}
    whole["some PCN clinical leadership"] = "PCN clinical leadership"
    for label, names in zip(labels, POSITIONS.values(), strict=True):
        assert {stands[whole.get(name, name)] for name in names} == {label}


def test_the_summary_says_who_was_heard_where_they_stand_what_they_said_and_what_is_asked(
    paper: Report,
) -> None:
    lines = dict(paper.cover)["Executive summary"].splitlines()
    assert lines[0].startswith("The engagement was open for 31 days")
    assert [line for line in lines if line.startswith(tuple(POSITIONS))] == lines[1:5]
    assert lines[5].startswith("Themes often raised were ")
    assert "section 4 and Appendix E" in lines[6]
    assert sum(map(len, lines)) < 1700  # half a page


def test_an_appendix_with_a_table_says_how_to_read_it(paper: Report) -> None:
    for block, following in zip(paper.blocks, paper.blocks[1:], strict=False):
        if isinstance(block, Heading) and block.appendix:
            assert isinstance(following, Paragraph)
            assert not following.numbered


def test_principles_are_evidenced_for_those_who_must_follow_them(paper: Report) -> None:
    """Each with the place in the paper that shows it; the officer may edit the list."""
    (shown,) = [b for b in paper.blocks if isinstance(b, Bullets) and b.key == "method.principles"]
    assert len(shown.items) == 7
    assert any("in section 6" in item for item in shown.items)
    assert any("Healthwatch" in item.split(": ")[1] for item in shown.items)
    assert not any("{" in item for item in shown.items)


def test_principles_of_the_health_service_are_not_asked_of_a_council(heard: Heard) -> None:
    with heard.workspace.acting("rename") as action:
        action.update("exercise", heard.exercise, {"organisation": "Rossbrook Borough Council"})
    report = reporting.build_report(heard.workspace, heard.exercise, rule=DisclosureRule())
    keys = {b.key for b in report.blocks if isinstance(b, Bullets)}
    assert "method.principles" not in keys


def test_comments_without_a_theme_are_not_called_none(heard: Heard) -> None:
    heard.workspace.connection.execute("DELETE FROM coding")
    report = reporting.build_report(heard.workspace, heard.exercise, rule=DisclosureRule())
    told = [b.text for b in report.blocks if isinstance(b, Paragraph)]
    assert "The comments have not been put under themes yet." in told
    assert not any(text.startswith("No theme") for text in told)


def test_concerns_and_what_they_were_related_to_follow(paper: Report) -> None:
    blocks = section(paper, "Outcome of the engagement")
    lead, concerns = blocks[4], blocks[5]
    assert isinstance(lead, Paragraph)
    assert lead.text.startswith("In proportion to their numbers, those with concerns raised")
    assert isinstance(concerns, Bullets)
    named = {item.split(" – ")[0] for item in concerns.items}
    assert "Care that crosses boundaries" in named
    assert "Alignment with council boundaries" not in named  # raised far more by those in favour
    assert "Local relationships and trust" not in named  # works well: it has its own section


def test_the_anatomy_of_the_sample_paper(paper: Report) -> None:
    headings = [b for b in paper.blocks if isinstance(b, Heading) and b.level == 1]
    assert [b.text for b in headings] == [
        "Introduction",
        "Engagement",
        "Outcome of the engagement",
        "What we heard, by theme",
        "What each side raised",
        "What works well",
        "Conclusion",
        "Recommendations",
        "Stakeholder groups and their positions",
        "Themes",
        "Closed questions",
        "Equality profile",
        "You said, we did",
        "Who took part",
        "How this was done",
    ]
    assert [b.appendix for b in headings] == [False] * 8 + [True] * 7


def test_nothing_is_blank_and_no_heading_without_a_word_under_it(paper: Report) -> None:
    for block, following in zip(paper.blocks, (*paper.blocks[1:], None), strict=True):
        match block:
            case Heading():
                assert following is not None
                assert not (isinstance(following, Heading) and following.level <= block.level)
            case Paragraph() | Quotation():
                assert block.text.strip()
            case Bullets():
                assert block.items
                assert all(item.strip() for item in block.items)
            case TableBlock():
                assert block.table.rows
    assert "To be confirmed" not in " ".join(value for _, value in paper.cover)


def test_every_text_that_may_be_edited_has_a_key_of_its_own(paper: Report) -> None:
    keys = [b.key for b in paper.blocks if isinstance(b, Paragraph | Bullets) and b.key]
    assert len(keys) == len(set(keys)) > 30


def test_references_lead_to_the_sections_they_name(sample: Workspace, paper: Report) -> None:
    said = " ".join(b.text for b in paper.blocks if isinstance(b, Paragraph))
    assert "where they stand (section 3)" in said
    assert "in section 4 and Appendix E" in said
    few = reporting.build_report(
        sample, 1, sections={"engagement", "themes", "answers"}, rule=DisclosureRule()
    )
    told = " ".join(b.text for b in few.blocks if isinstance(b, Paragraph))
    assert "in section 2 and Appendix A" in told
    assert "section 3" not in told


def test_themes_are_answered_in_their_place(paper: Report) -> None:
    blocks = section(paper, "What we heard, by theme")
    answered = [b for b in blocks if isinstance(b, Bullets) and b.key.endswith(".answer")]
    heads = [b for b in blocks if isinstance(b, Heading)]
    assert len(answered) == len(heads) > 3
    assert any(isinstance(b, Quotation) for b in blocks)
    assert not any(isinstance(b, TableBlock) for b in blocks)  # they are in the appendices


def test_the_appendices_hold_their_tables(paper: Report) -> None:
    def tables(title: str) -> list[str]:
        return [b.table.name for b in section(paper, title) if isinstance(b, TableBlock)]

    assert tables("Stakeholder groups and their positions") == ["matrix", "position_counts"]
    assert tables("Themes")[0] == "theme_summary"
    assert tables("You said, we did") == ["answers"]
    assert "sessions" in tables("Who took part")
    assert {"codebook", "campaigns", "codings"} <= set(tables("How this was done"))
    assert all(name.startswith("equality_") for name in tables("Equality profile"))


def test_every_section_alone_makes_a_paper(sample: Workspace, paper: Report) -> None:
    tables: dict[str, Table] = {}
    for key in ("introduction", "works_well", "theme_by_group", "reach", "method", "conclusion"):
        rule = DisclosureRule()
        report, _ = reporting.build(sample, 1, sections={key}, rule=rule, tables=tables)
        heads = [b for b in report.blocks if isinstance(b, Heading) and b.level == 1]
        assert len(heads) == 1
        assert len(report.blocks) > 1


def test_an_empty_exercise_makes_a_whole_paper(workspace: Workspace) -> None:
    """No groups, no activities, no questions, no themes, no comments, no dates."""
    with workspace.acting("add exercise") as action:
        action.insert("exercise", {"uid": "e" * 32, "title": "Nothing yet"})
    report = reporting.build_report(workspace, 1, rule=DisclosureRule())
    told = [b.text for b in report.blocks if isinstance(b, Paragraph)]
    assert "Nobody has been heard yet." in told
    assert "No answer to a theme has been recorded yet." in told
    assert "No theme has been raised." in told
    assert all(value.strip() for _, value in report.cover)


def test_the_same_data_give_the_same_paper(sample: Workspace, paper: Report) -> None:
    assert covers.planned_report(sample, 1) == paper


# The cover


def by_title(report: Report, title: str) -> Table:
    return next(table for table in report.cover_tables if table.title == title)


def test_the_cover_has_every_item_of_a_board_paper_in_order(paper: Report) -> None:
    assert [label for label, _ in paper.cover] == [
        "Organisation",
        "Date of meeting",
        "Title of paper",
        "Presented by",
        "Author",
        "Agenda item",
        "Confidential",
        "Purpose of the paper",
        "Executive summary",
        "Recommendations",
        "Governance and reporting (list other forums that have discussed this paper)",
        "Conflicts of interest identified",
        "Implications",
        "Report authorised by",
    ]


def test_cover_tables_stand_for_items_of_the_cover_and_have_no_empty_cell(heard: Heard) -> None:
    cover = CoverDetails(
        forums=(ForumRecord("Place board", "1 June 2022", "Supported"), ForumRecord("Forum")),
        quality_impact="Yes – risk 7 on waiting times",
        equality_impact="no",
        privacy_impact="N/A",
        financial_impact="Not applicable, nothing is spent",
        associated_risks="See the register",
    )
    report = reporting.build_report(heard.workspace, heard.exercise, cover, rule=DisclosureRule())
    labels = [label for label, _ in report.cover]
    assert [table.title for table in report.cover_tables] == [labels[10], labels[12]]
    assert [c.name for c in report.cover_tables[0].columns] == ["Meeting", "Date", "Outcomes"]
    assert report.cover_tables[0].rows == (
        ("Place board", "1 June 2022", "Supported"),
        ("Forum", "To be confirmed", "To be confirmed"),
    )
    implications = by_title(report, "Implications")
    assert [c.name for c in implications.columns][1:] == ["Yes", "No", "N/A", "Comments"]
    assert [row[1:] for row in implications.rows] == [
        ("Yes", "–", "–", "Risk 7 on waiting times"),
        ("–", "No", "–", "None"),
        ("–", "–", "N/A", "None"),
        ("–", "–", "N/A", "Nothing is spent"),
        ("–", "–", "–", "See the register"),
        ("–", "–", "–", "To be confirmed"),
    ]
    bare = reporting.build_report(heard.workspace, heard.exercise, rule=DisclosureRule())
    assert bare.cover_tables[0].rows == (("None", "Not applicable", "Not applicable"),)


def test_recommendations_as_bullets() -> None:
    written = "The Board is asked to:\n• Approve the move\n2. note the risks\n\n- Ask for a report"
    assert asked(written) == ("Approve the move", "Note the risks", "Ask for a report")
    assert asked("The Board is asked to note the outcome.") == ("Note the outcome.",)


# The fingerprint


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    built = Heard(workspace)
    built.group("Residents")
    built.theme("Parking")
    built.question("size", "select_one", "none", ("Small", "Large"))
    for number in range(6):
        built.respond(
            "Residents",
            position="concern",
            says={f"No parking {number}": ["Parking"]},
            answers={"size": "Small"},
        )
    return built


def mark(heard: Heard) -> str:
    return fingerprint(heard.workspace.connection, heard.exercise)


def turned_round(connection: sqlite3.Connection, table: str) -> None:
    """Give the rows of a table other ids, and the opposite order with them."""
    connection.execute(f"UPDATE {table} SET id = -id")
    connection.execute(f"UPDATE {table} SET id = 1000 + id")


def test_ids_and_order_leave_the_fingerprint_as_it_is(heard: Heard, tmp_path: Path) -> None:
    before = mark(heard)
    copy = workspaces.copy(heard.workspace, tmp_path / "copy.engage")
    with sqlite3.connect(copy) as connection:
        for table in ("answer", "coding", "response_group"):
            turned_round(connection, table)
        connection.commit()
        assert fingerprint(connection, heard.exercise) == before
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE coding SET status = 'rejected' WHERE id = (SELECT max(id) FROM coding)",
        "UPDATE comment SET text = text || '.' WHERE id = (SELECT max(id) FROM comment)",
        "UPDATE response SET position = 'mixed' WHERE id = (SELECT max(id) FROM response)",
        "DELETE FROM response_group WHERE id = (SELECT max(id) FROM response_group)",
        "DELETE FROM answer WHERE id = (SELECT max(id) FROM answer)",
    ],
)
def test_a_single_record_changes_the_fingerprint(heard: Heard, change: str) -> None:
    before = mark(heard)
    heard.workspace.connection.execute(change)
    assert mark(heard) != before


def test_the_fingerprint_is_printed_with_the_method(heard: Heard) -> None:
    report = reporting.build_report(heard.workspace, heard.exercise, rule=DisclosureRule())
    assert any(mark(heard) in note for note in report.notes)
