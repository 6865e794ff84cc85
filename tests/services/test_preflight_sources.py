"""The pre-flight on letters without a date or a group, and populations without a source."""

import pytest
from building import Small, made
from heard import Heard

from engage_app.domain.activity import ActivityKind
from engage_app.domain.checks import Severity
from engage_app.services import documents, populations, preflight_sources
from engage_app.services.documents import Filing
from engage_app.services.workspace import Workspace


def letter(small: Small, date: str, groups: tuple[int, ...]) -> int:
    """File a letter; its response."""
    filing = Filing(
        ("The bus is late.",),
        kind=ActivityKind.CORRESPONDENCE,
        title=f"Letter of {date or 'no day'}",
        date=date,
        groups=groups,
    )
    document = documents.from_text(f"{filing.title}: the bus is late.")
    return made(documents.file_document(small.workspace, small.exercise, document, filing))


def test_a_letter_without_a_date_or_a_group_is_told(small: Small) -> None:
    """Each leads to where it is mended; one that has both says nothing."""
    group = small.groups["Residents"]
    letter(small, "2026-03-01", (group,))
    assert list(preflight_sources.remarks(small.workspace, small.exercise)) == []
    letter(small, "", (group,))
    key = letter(small, "2026-03-02", ())
    undated, unplaced = preflight_sources.remarks(small.workspace, small.exercise)
    assert undated.what.startswith("1 letter has no date: “Letter of no day”.")
    assert undated.page == "plan.activities"
    assert unplaced.what.startswith("1 letter has no stakeholder group, and is missing")
    assert unplaced.page == f"responses.letters.{key}"
    assert {undated.severity, unplaced.severity} == {Severity.ADVICE}


@pytest.mark.parametrize("source", ["", "pop", "census_2021.csv"])
def test_a_population_from_nobody_knows_where_is_told(workspace: Workspace, source: str) -> None:
    heard = Heard(workspace)
    heard.question("care", "select_one", "equality", ("Yes", "No"))
    people = {heard.choices["care", "Yes"]: 40.0, heard.choices["care", "No"]: 60.0}
    key = heard.questions["care"]
    populations.compare_with(workspace, heard.exercise, key, people, source=source)
    (remark,) = preflight_sources.remarks(workspace, heard.exercise)
    assert remark.what.startswith("The source of the population for “")
    assert source in remark.what
    populations.compare_with(workspace, heard.exercise, key, people, source="ONS, Census 2021")
    assert list(preflight_sources.remarks(workspace, heard.exercise)) == []
