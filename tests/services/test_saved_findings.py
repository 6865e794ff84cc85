"""Findings among some responses, side by side, kept, and what they give away together."""

from typing import Any

import pytest
from building import Small, made, small_exercise
from heard import Heard

from engage_app.domain.disclosure import DisclosureRule
from engage_app.domain.report import SUPPRESSED, Heading, Table, TableBlock, Value
from engage_app.domain.scope import (
    By,
    Comparison,
    FindingFilter,
    FindingWanted,
    sentence,
)
from engage_app.errors import NotPossible
from engage_app.services import (
    coding,
    finding_tables,
    findings,
    planning,
    reporting,
    saved_findings,
    saved_tables,
    tagging,
)
from engage_app.services import workspace as workspaces
from engage_app.services.tables.material import Material
from engage_app.services.tables.narrowed import kept
from engage_app.services.workspace import Workspace
from storage import finding_filters

RULE = DisclosureRule(5)


@pytest.fixture
def small(workspace: Workspace) -> Small:
    """The small exercise with two themes coded and two positions set."""
    built = small_exercise(workspace)
    first, second, _, fourth, fifth = built.comments
    coding.add_coding(workspace, [first, fourth], built.themes["Parking"])
    coding.add_coding(workspace, [second, fifth], built.themes["Trust"])
    tagging.set_position(workspace, list(built.responses[:2]), "welcomed")
    tagging.set_position(workspace, list(built.responses[2:4]), "concern")
    return built


@pytest.fixture
def heard(workspace: Workspace) -> Heard:
    return Heard(workspace)


def uid(small: Small, field: str, key: int) -> str:
    """The uid of a record that a filter may name."""
    return finding_filters.uids(small.workspace.connection, small.exercise)[field][key]


def numbers(small: Small, only: FindingFilter) -> list[int]:
    """Which responses of the small exercise a filter leaves: R1 is 1."""
    ids = kept(Material(small.workspace, small.exercise), only).tolist()
    return [small.responses.index(key) + 1 for key in ids]


def row(table: Table, name: str) -> tuple[Value, ...]:
    return next(found for found in table.rows if found[0] == name)


def column(table: Table, name: str) -> int:
    return [each.name for each in table.columns].index(name)


def test_each_condition_leaves_just_its_responses(small: Small) -> None:
    """A group with all below it, a place, a way of taking part, and so on."""
    group = uid(small, "group", small.groups["Primary care"])
    north = uid(small, "place", small.places["North"])
    workshop = uid(small, "activity", small.activities["workshop"])
    agree = uid(small, "choice", small.choices["Agree"])
    access = uid(small, "theme", small.themes["Access"])
    assert numbers(small, FindingFilter(group=group)) == [1, 2]
    assert numbers(small, FindingFilter(place=north)) == [1, 3]
    assert numbers(small, FindingFilter(activity=workshop)) == [4, 5]
    assert numbers(small, FindingFilter(channel="survey")) == [1, 2, 3]
    assert numbers(small, FindingFilter(position="concern")) == [3, 4]
    assert numbers(small, FindingFilter(kind="person")) == [1, 2, 3, 4, 5]
    assert numbers(small, FindingFilter(kind="organisation")) == []
    assert numbers(small, FindingFilter(choice=agree)) == [1]
    assert numbers(small, FindingFilter(theme=access)) == [1, 3]
    assert numbers(small, FindingFilter(campaign=True)) == []
    assert numbers(small, FindingFilter(campaign=False)) == [1, 2, 3, 4, 5]
    assert numbers(small, FindingFilter(group=group, place=north)) == [1]


def test_dates_take_the_activity_s_where_a_response_has_none(small: Small) -> None:
    """A workshop's responses were said on its day; what has no date at all is left out."""
    workspace = small.workspace
    with workspace.acting("date", small.exercise) as action:
        action.update("activity", small.activities["workshop"], {"date": "2022-06-10"})
        submitted = {"submitted_at": "2022-05-20T10:00:00"}
        action.update("response", small.responses[0], submitted)
    assert numbers(small, FindingFilter(since="2022-05-20")) == [1, 4, 5]
    assert numbers(small, FindingFilter(since="2022-05-21")) == [4, 5]
    assert numbers(small, FindingFilter(until="2022-06-09")) == [1]


def test_a_filter_is_told_in_plain_english(small: Small) -> None:
    """What stands under every filtered table."""
    known = finding_tables.names(small.workspace, small.exercise)
    group = uid(small, "group", small.groups["General practice"])
    north = uid(small, "place", small.places["North"])
    assert (
        sentence(FindingFilter(group=group, place=north), known)
        == "Only respondents of General practice in North."
    )
    assert sentence(FindingFilter(channel="survey"), known) == "Only respondents heard in a survey."
    assert sentence(FindingFilter(), known) == ""


def test_every_table_counts_only_what_a_filter_leaves(small: Small) -> None:
    """And each cell leads to just those responses."""
    material = Material(small.workspace, small.exercise)
    only = FindingFilter(channel="survey")
    table = finding_tables.table(material, FindingWanted("position_counts", only))
    everybody = row(table, "All respondents")
    assert everybody[column(table, "Respondents")] == 3
    assert everybody[column(table, "Welcomed")] == 2
    assert everybody[column(table, "Concern")] == 1
    place = len(table.rows) - 1, column(table, "Concern")
    assert table.responses(*place) == (small.responses[2],)
    assert table.notes[0] == "Only respondents heard in a survey."


def test_a_finding_stands_side_by_side(small: Small) -> None:
    """All first, then each way of taking part; the parts add up to all."""
    material = Material(small.workspace, small.exercise)
    by = Comparison(By.CHANNEL)
    themes = finding_tables.table(material, FindingWanted("themes", compare=by))
    assert [each.name for each in themes.columns[:4]] == [
        "Theme",
        "All: Respondents",
        "All: Share",
        "Surveys: Respondents",
    ]
    positions = finding_tables.table(material, FindingWanted("position_counts", compare=by))
    welcomed = column(positions, "Welcomed")
    assert [row(positions, f"All respondents{which}")[welcomed] for which in ("", ": Surveys")] == [
        2,
        2,
    ]
    assert row(positions, "All respondents: Workshops")[welcomed] == 0
    held = row(positions, "All respondents: Workshops")
    place = positions.rows.index(held), column(positions, "Respondents")
    assert set(positions.responses(*place)) == set(small.responses[3:])


def test_equality_can_t_be_limited(small: Small) -> None:
    """Its answers are kept apart from responses."""
    assert "kept apart" in finding_tables.why_not("equality_age")
    assert not finding_tables.why_not("themes")


def test_a_saved_finding_is_kept_renamed_moved_and_removed(small: Small) -> None:
    """And undo brings each step back."""
    workspace, exercise = small.workspace, small.exercise
    only = FindingFilter(group=uid(small, "group", small.groups["Primary care"]))
    first = made(saved_findings.save(workspace, exercise, "Theirs", FindingWanted("themes", only)))
    by = FindingWanted("themes", compare=Comparison(By.POSITION))
    saved_findings.save(workspace, exercise, "Split", by, in_report=True)
    one, two = saved_findings.listed(workspace, exercise)
    assert (one.name, one.wanted.only, one.in_report) == ("Theirs", only, False)
    assert one.said == "Only respondents of Primary care."
    assert (two.wanted, two.in_report) == (by, True)
    saved_findings.rename(workspace, exercise, first, "Ours")
    saved_findings.move(workspace, exercise, first, 1)
    saved_findings.put_in_report(workspace, exercise, first)
    assert [each.name for each in saved_findings.listed(workspace, exercise)] == ["Split", "Ours"]
    saved_findings.remove(workspace, exercise, first)
    assert len(saved_findings.listed(workspace, exercise)) == 1
    for _ in range(4):
        workspaces.undo(workspace)
    assert saved_findings.listed(workspace, exercise) == [one, two]
    with pytest.raises(NotPossible, match="already a finding"):
        saved_findings.save(workspace, exercise, "theirs", by)


def test_a_saved_finding_says_what_is_gone_and_is_not_printed(small: Small) -> None:
    """Left to count other people it would be wrong without anybody noticing."""
    workspace, exercise = small.workspace, small.exercise
    other = made(planning.add_group(workspace, exercise, "Dentists"))
    wanted = FindingWanted("themes", FindingFilter(group=uid(small, "group", other)))
    saved_findings.save(workspace, exercise, "Dentists", wanted, in_report=True)
    planning.remove_group(workspace, exercise, other)
    (found,) = saved_findings.listed(workspace, exercise)
    assert found.missing == ("the stakeholder group “Dentists”",)
    material = Material(workspace, exercise)
    assert saved_tables.tables(material, findings.made(material), RULE) == ()
    assert saved_tables.refused(material, RULE) == (
        "The saved finding “Dentists” is not printed: it asks for the stakeholder group "
        "“Dentists”, no longer there.",
    )


def test_a_filter_that_leaves_few_people_is_not_published(small: Small) -> None:
    """Two respondents of primary care: nothing of them leaves."""
    workspace, exercise = small.workspace, small.exercise
    only = FindingFilter(group=uid(small, "group", small.groups["Primary care"]))
    saved_findings.save(workspace, exercise, "Few", FindingWanted("themes", only), in_report=True)
    material = Material(workspace, exercise)
    assert saved_tables.tables(material, (), RULE) == ()
    (why,) = saved_tables.refused(material, RULE)
    assert why.startswith("The saved finding “Few” is not printed: fewer than 5 respondents")
    with pytest.raises(NotPossible, match="Fewer than 5"):
        saved_tables.publishable(material, FindingWanted("themes", only), (), RULE, ("x", ""))


def test_words_are_not_printed_among_some(small: Small) -> None:
    """Who is in a filter, and who said what, must not come together."""
    with pytest.raises(NotPossible, match="whole exercise only"):
        saved_findings.save(
            small.workspace, small.exercise, "Said", FindingWanted("quotes"), in_report=True
        )


def test_a_saved_finding_is_worked_out_anew_for_the_report(heard: Heard) -> None:
    """It goes to the report with the figures of that day, in `findings --json` too."""
    heard.theme("Parking")
    for _ in range(12):
        heard.respond(says={"view": ["Parking"]})
    wanted = FindingWanted("themes", compare=Comparison(By.CHANNEL))
    saved_findings.save(heard.workspace, heard.exercise, "By way", wanted, in_report=True)
    assert _printed(heard)["rows"][0][1] == 12
    for _ in range(8):
        heard.respond(says={"view": ["Parking"]})
    assert _printed(heard)["rows"][0][1] == 20
    report = reporting.build_report(heard.workspace, heard.exercise, rule=RULE)
    assert any(table.title == "By way" for table in report.tables)


def test_a_saved_finding_of_a_long_name_has_a_short_title_in_an_appendix(heard: Heard) -> None:
    """The name stands whole in the first note; what the finding is limited to, in the next."""
    heard.theme("Parking")
    for _ in range(12):
        heard.respond(says={"view": ["Parking"]})
    name = "What people said of parking at the hospital and of the buses there, " * 3
    wanted = FindingWanted("themes", FindingFilter(kind="person"))
    saved_findings.save(heard.workspace, heard.exercise, name, wanted, in_report=True)
    report = reporting.build_report(heard.workspace, heard.exercise, rule=RULE)
    blocks = list(report.blocks)
    at = next(
        n
        for n, block in enumerate(blocks)
        if isinstance(block, Heading) and block.text == "Further findings"
    )
    heading = blocks[at]
    assert isinstance(heading, Heading)
    assert heading.appendix
    table = next(block.table for block in blocks[at:] if isinstance(block, TableBlock))
    assert len(table.title) <= 90
    assert table.title.endswith(" …")
    assert name.startswith(table.title.removesuffix(" …"))
    assert table.notes[:2] == (name.strip(), "Only people.")


def _printed(heard: Heard) -> dict[str, Any]:
    tables = findings.findings_json(heard.workspace, heard.exercise, RULE)["tables"]
    found: dict[str, Any] = next(table for table in tables if table["title"] == "By way")
    return found


@pytest.mark.parametrize("few", [1, 2, 4])
def test_whole_less_filtered_gives_no_small_number_away(heard: Heard, few: int) -> None:
    """20 residents and a few nurses raised parking: 20 among residents, beside all of them, would
    tell how many nurses did. Checked from the printed cells alone."""
    for name in ("Parking", "Buses"):
        heard.theme(name)
    for name in ("Residents", "Nurses"):
        heard.group(name)
    for _ in range(20):
        heard.respond("Residents", says={"view": ["Parking"]})
    for number in range(20):
        heard.respond("Nurses", says={"view": ["Parking" if number < few else "Buses"]})
    uids = finding_filters.uids(heard.workspace.connection, heard.exercise)
    only = FindingFilter(group=uids["group"][heard.groups["Residents"]])
    wanted = FindingWanted("themes", only)
    saved_findings.save(heard.workspace, heard.exercise, "Residents", wanted, in_report=True)
    tables = {
        table.title: table
        for table in saved_tables.all_published(Material(heard.workspace, heard.exercise), RULE)
    }
    whole = row(tables["Themes raised"], "Parking")
    part = row(tables["Residents"], "Parking")
    for name in ("Respondents", "Comments"):
        place = column(tables["Residents"], name)
        if SUPPRESSED not in (whole[place], part[place]):
            left = int(str(whole[place])) - int(str(part[place]))
            assert not 0 < left < RULE.below
