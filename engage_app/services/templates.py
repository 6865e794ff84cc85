"""Exercises to begin from: groups, places, activities, codebook and questionnaire, no responses.

The structure follows public board papers; the wording was written for Engage.
"""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.domain.ready_made import CONSENT, EQUALITY
from engage_app.errors import NotPossible
from engage_app.services import standard_themes
from engage_app.services.planning import groups, places
from engage_app.services.questionnaire_adding import Meaning, NewQuestion, insert
from engage_app.services.ready_questions import (
    group_question,
    place_question,
    position_question,
    ready_question,
)
from engage_app.services.scales import offered
from engage_app.services.workspace import Workspace
from resources import path_of
from storage.identifiers import new_uid
from storage.trail import Action

TEMPLATES = {
    "pbp-alignment": "Aligning place-based partnerships with council footprints",
    "local-area-partnerships": "Local area partnerships: a four-tier model of care",
    "icp-proposition": "How an integrated care partnership governs and delivers",
    "icp-formation": "Forming integrated care partnerships: members, chair, operating model",
    "joint-forward-plan": "Listening on a five-year joint forward plan",
}
"""By name, the words an officer chooses them by."""

_ABOUT = ("purpose", "proposal", "organisation", "privacy_notice")

Facts = dict[str, Any]
Node = tuple[str, str, Facts]  # name, parent or "", further columns


def add_from_template(workspace: Workspace, template: str, *, title: str = "") -> Changes:
    """Start an exercise from a template; `created` is its id.

    Raises:
        NotPossible: there is no such template.
    """
    if template not in TEMPLATES:
        raise NotPossible(
            f"There is no template called “{template}”.",
            action=f"Choose one of: {', '.join(TEMPLATES)}.",
        )
    facts = _facts(template)
    with workspace.acting("add exercise from template") as action:
        about = {name: facts[name] for name in _ABOUT if name in facts}
        row = {"uid": new_uid(), "title": title or facts["title"], **about}
        exercise_id = action.insert("exercise", row)
        for table in ("place", "stakeholder_group", "theme"):
            _tree(action, table, exercise_id, facts[table])
        standard_themes.insert_missing(action, exercise_id)
        for kind, name in facts["activities"]:
            activity = {"exercise_id": exercise_id, "kind": kind, "title": name}
            action.insert("activity", {"uid": new_uid(), **activity})
        for question in facts["questions"]:
            wanted = _question(workspace, exercise_id, question)
            insert(action, workspace, exercise_id, wanted)
        action.created = exercise_id
    return action.changes()


def _facts(template: str) -> Facts:
    """A template's file, its trees as nodes; the sample's exercise keeps its own files."""
    facts: Facts = json.loads(path_of(f"templates/{template}.json").read_text(encoding="utf-8"))
    if "sample" in facts:
        return _of_sample(path_of(f"sample/{facts['sample']}"), facts)
    for name, table in (("places", "place"), ("groups", "stakeholder_group"), ("themes", "theme")):
        facts[table] = list(_nodes(facts[name]))
    return facts


def _nodes(listed: list[Any], parent: str = "") -> list[Node]:
    found: list[Node] = []
    for each in listed:
        node: Facts = {"name": each} if isinstance(each, str) else dict(each)
        name, below = node.pop("name"), node.pop("below", [])
        found += [(name, parent, node), *_nodes(below, name)]
    return found


def _of_sample(folder: Path, facts: Facts) -> Facts:
    about = json.loads((folder / "exercise.json").read_text(encoding="utf-8"))
    trees: dict[str, list[Node]] = {
        "place": [(row["name"], "", {}) for row in _rows(folder / "places.csv")],
        "stakeholder_group": [
            (
                row["name"],
                row["parent"],
                {"part_name": row["part_name"], "planned": int(row["planned"] or 0) or None},
            )
            for row in _rows(folder / "groups.csv")
        ],
        "theme": [
            (row.pop("theme"), row.pop("parent"), row) for row in _rows(folder / "codebook.csv")
        ],
    }
    rules = _rows(folder / "tag_rules.csv")
    for question in facts["questions"]:
        meant = [rule for rule in rules if rule["question"] == question["label"]]
        question["means"] = {rule["choice"]: (rule["kind"], rule["target"]) for rule in meant}
        if meant:
            more = [rule["choice"] for rule in meant]
            question["choices"] = list(dict.fromkeys([*question["choices"], *more]))
    return {**about, **facts, **trees}


def _tree(action: Action, table: str, exercise_id: int, nodes: list[Node]) -> None:
    ids: dict[str, int] = {}
    for sort, (name, parent, values) in enumerate(nodes):
        ids[name] = action.insert(
            table,
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "parent_id": ids[parent] if parent else None,
                "sort": sort,
                "name": name,
                **values,
            },
        )


def _question(workspace: Workspace, exercise_id: int, facts: Facts) -> NewQuestion:
    use = facts.get("use", "")
    if use == "groups":
        return group_question(groups(workspace, exercise_id))
    if use == "places":
        return place_question(places(workspace, exercise_id))
    if use == "positions":
        return position_question(offered(workspace, exercise_id))
    if use == "consent":
        return ready_question(CONSENT)
    if use:
        return ready_question(EQUALITY[use.removeprefix("equality: ")])
    wanted = NewQuestion(
        facts["label"],
        QuestionType(facts["type"]),
        Role(facts["role"]),
        tuple(facts.get("choices", ())),
        tuple(facts.get("rows", ())),
        names=tuple(facts.get("names", ())),
        hint=facts.get("hint", ""),
        relevant=facts.get("relevant", ""),
    )
    return replace(wanted, meanings=tuple(_meanings(workspace, exercise_id, facts)))


def _meanings(workspace: Workspace, exercise_id: int, facts: Facts) -> list[tuple[str, Meaning]]:
    ids = {
        "group": {group.name: group.id for group in groups(workspace, exercise_id)},
        "place": {place.name: place.id for place in places(workspace, exercise_id)},
    }
    return [
        (choice, Meaning(kind, target if kind == "position" else ids[kind][target]))
        for choice, (kind, target) in facts.get("means", {}).items()
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
