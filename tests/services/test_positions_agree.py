"""Paragraphs, tables and the executive summary say the same of where each group stands."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from attacked_exercises import random_exercise
from heard import Heard

from engage_app.domain.cover import CoverDetails
from engage_app.domain.disclosure import PRESETS, DisclosureRule
from engage_app.domain.report import NOT_APPLICABLE, SUPPRESSED, Table
from engage_app.domain.scales import AGREE_SCALE
from engage_app.services import reporting, scales
from engage_app.services import workspace as workspaces
from engage_app.services.paper import closing
from engage_app.services.paper.draft import Draft
from engage_app.services.tables import positions
from engage_app.services.workspace import Workspace

EVERY = [key for key, _ in reporting.SECTIONS]


def drafted(opened: Workspace, exercise_id: int, rule: DisclosureRule) -> Draft:
    return reporting.draft(opened, exercise_id, rule, EVERY, CoverDetails())


def shown(table: Table, column: str) -> dict[str, object]:
    """Group to what a column says of its position, where it says one."""
    place = [each.name for each in table.columns].index(column)
    nothing = (NOT_APPLICABLE, "None stated", "Nobody heard")
    return {str(row[0]): row[place] for row in table.rows if row[place] not in nothing}


def disagreements(draft: Draft) -> list[str]:
    """Groups of which one place says another thing than the others."""
    material, below = draft.material, draft.rule.below
    paragraphs = dict(positions.statements(material, below))
    named = {
        row.name: row.stand.code
        for row in positions.position_rows(material)
        if row.itself and row.stand.code is not None and not 0 < row.heard.people < below
    }
    assert closing.summary(draft).count("\n".join(paragraphs.values())) == 1
    found = []
    for table in (draft.tables["position_by_group"], draft.tables["matrix"]):
        for name, position in shown(table, "Position").items():
            code = named.get(name)
            said = material.steps[code].label if code else SUPPRESSED
            if position != said or (code and not is_named(paragraphs[code], draft, name)):
                found.append(f"{table.name}: {name} is {position}, not {said}")
    for name, words in shown(draft.tables["position_by_group"], "In the paper").items():
        code = named.get(name)
        if (words == SUPPRESSED) != (code is None):
            found.append(f"{name}: {words}")
        elif code and not agree(opening(paragraphs[code]), opening(str(words))):
            found.append(f"{name}: {words}, where the paragraph says {paragraphs[code]}")
    return found


def opening(sentence: str) -> str:
    """A sentence up to the groups."""
    return re.split(" (?:by|among) ", sentence)[0]


def agree(paragraph: str, alone: str) -> bool:
    """A part of a group, named by itself, has no hedge."""
    hedged = re.sub(r"\b(?:broadly|in part) ", "", paragraph)
    return alone in (paragraph, hedged)


def is_named(paragraph: str, draft: Draft, name: str) -> bool:
    (group,) = [key for key, each in draft.material.groups.items() if each.name == name]
    return name in paragraph or positions.part_name(draft.material, group) in paragraph


@pytest.mark.parametrize("preset", PRESETS)
def test_in_the_sample(sample_file: Path, preset: str) -> None:
    opened = workspaces.open_workspace(sample_file)
    try:
        draft = drafted(opened, 1, PRESETS[preset][1])
        assert disagreements(draft) == []
        assert SUPPRESSED in shown(draft.tables["position_by_group"], "Strength").values()
    finally:
        opened.close()


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("seed", range(20, 26))
def test_in_exercises_of_every_shape(workspace: Workspace, seed: int, preset: str) -> None:
    built = random_exercise(workspace, seed)
    assert disagreements(drafted(workspace, built.exercise, PRESETS[preset][1])) == []


@pytest.mark.parametrize("seed", range(3))
def test_on_another_scale(workspace: Workspace, seed: int) -> None:
    """Whose sentences all have a hedge; groups of which nobody may be told are told nowhere."""
    built = Heard(workspace)
    scales.use_scale(workspace, built.exercise, AGREE_SCALE)
    codes: Sequence[str] = [step.code for step in AGREE_SCALE]
    for number, size in enumerate((3, 6, 11, 22, 35)):
        built.group(f"Group {number}")
        for turn in range(size):
            code = codes[(turn * (seed + 1) + number + seed) % len(codes)]
            built.respond(f"Group {number}", position=code)
    draft = drafted(workspace, built.exercise, DisclosureRule())
    assert disagreements(draft) == []
    assert shown(draft.tables["matrix"], "Position")["Group 0"] == SUPPRESSED
