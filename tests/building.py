"""A small exercise, built through the services and the trail of actions, for tests to work on.

Primary care > General practice > Surgeries        Residents
R1 surgery, North, survey, agrees       parking; (nothing more)
R2 general practice, South, survey      trust and funding; communication
R3 resident, North, survey, disagrees   parking and carers
R4 resident, workshop                   children's services
R5 no group, workshop                   no comment at all
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from engage_app.domain.activity import ActivityKind
from engage_app.domain.changes import Changes
from engage_app.services import codebook, planning
from engage_app.services.workspace import Workspace
from storage.identifiers import new_uid
from storage.trail import Action

GROUPS = {
    "Primary care": None,
    "General practice": "Primary care",
    "Surgeries": "General practice",
    "Residents": None,
}
THEMES = {
    "Access": ("", None),
    "Parking": ("parking; car park*", "Access"),
    "Trust": ("trust", None),
}
QUESTIONS = {
    "view": ("text", "comment"),
    "more": ("text", "comment"),
    "role": ("select_one", "group"),
    "stand": ("select_one", "position"),
}
CHOICES = {"role": ("Surgery", "Resident"), "stand": ("Agree", "Disagree")}
RESPONSES: tuple[dict[str, Any], ...] = (
    {
        "source_id": "R1",
        "group": "Surgeries",
        "place": "North",
        "role": "Surgery",
        "stand": "Agree",
        "view": "Parking is hard since the café closed, and I don't drive.",
    },
    {
        "source_id": "R2",
        "group": "General practice",
        "place": "South",
        "view": "We trust the hospital. Funding is what worries us 😀.",
        "more": "Communication could be better",
    },
    {
        "source_id": "R3",
        "group": "Residents",
        "place": "North",
        "role": "Resident",
        "stand": "Disagree",
        "view": "Carers can never find parking at the car\npark near the bus stop",
    },
    {"group": "Residents", "workshop": True, "more": "Children's services ❤️ need trust"},
    {"workshop": True},
)


@dataclass(frozen=True)
class Small:
    """The ids of what was built, by name; responses and comments in order."""

    workspace: Workspace
    exercise: int
    groups: Mapping[str, int]
    places: Mapping[str, int]
    activities: Mapping[str, int]
    questions: Mapping[str, int]
    choices: Mapping[str, int]
    themes: Mapping[str, int]
    responses: tuple[int, ...] = ()
    comments: tuple[int, ...] = ()


def small_exercise(workspace: Workspace, title: str = "Clinic move") -> Small:
    """Build the exercise described above."""
    exercise = made(planning.add_exercise(workspace, title))
    groups: dict[str, int] = {}
    for name, parent in GROUPS.items():
        above = groups[parent] if parent else None
        groups[name] = made(planning.add_group(workspace, exercise, name, above))
    activities = {
        kind: made(planning.add_activity(workspace, exercise, ActivityKind(kind), kind.title()))
        for kind in ("survey", "workshop")
    }
    with workspace.acting("add questions", exercise) as action:
        places = {name: _place(action, exercise, name) for name in ("North", "South")}
        questions = {
            name: _question(action, exercise, sort, (name, *kind))
            for sort, (name, kind) in enumerate(QUESTIONS.items())
        }
        choices = {
            label: action.insert(
                "choice",
                {"uid": new_uid(), "question_id": questions[name], "sort": sort, "label": label},
            )
            for name, labels in CHOICES.items()
            for sort, label in enumerate(labels)
        }
    themes = _themes(workspace, exercise)
    plan = Small(workspace, exercise, groups, places, activities, questions, choices, themes)
    with workspace.acting("bring in responses", exercise) as action:
        built = [add_response(action, plan, **facts) for facts in RESPONSES]
    return replace(
        plan,
        responses=tuple(response for response, _ in built),
        comments=tuple(comment for _, comments in built for comment in comments),
    )


def _themes(workspace: Workspace, exercise: int) -> dict[str, int]:
    themes: dict[str, int] = {}
    for name, (keywords, parent) in THEMES.items():
        above = themes[parent] if parent else None
        changes = codebook.add_theme(workspace, exercise, above, name=name, keywords=keywords)
        themes[name] = made(changes)
    return themes


def add_response(action: Action, small: Small, **facts: Any) -> tuple[int, list[int]]:
    """One response of RESPONSES' shape: its id, and those of its comments."""
    exercise = small.exercise
    respondent = action.insert("respondent", {"uid": new_uid(), "exercise_id": exercise})
    response = action.insert(
        "response",
        {
            "uid": new_uid(),
            "exercise_id": exercise,
            "respondent_id": respondent,
            "activity_id": small.activities["workshop" if facts.get("workshop") else "survey"],
            "source_id": facts.get("source_id", ""),
            "place_id": small.places.get(facts.get("place", "")),
        },
    )
    if "group" in facts:
        tag = {"group_id": small.groups[facts["group"]], "origin": "officer"}
        action.insert("response_group", {"response_id": response, **tag})
    for question in ("role", "stand"):
        if question in facts:
            answer = {"question_id": small.questions[question]}
            answer |= {"response_id": response, "choice_id": small.choices[facts[question]]}
            action.insert("answer", answer)
    comments = [
        action.insert(
            "comment",
            {
                "uid": new_uid(),
                "response_id": response,
                "question_id": small.questions[question],
                "text": facts[question],
            },
        )
        for question in ("view", "more")
        if question in facts
    ]
    return response, comments


def made(changes: Changes) -> int:
    """The id of what an action made."""
    assert changes.created is not None
    return changes.created


def contents(workspace: Workspace) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the trail of actions, the versions of records and what the
    machine works out again: what undo and redo have to restore."""
    connection = workspace.connection
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'action%'"
            " AND name NOT IN ('record_version', 'campaign_comment', 'derived', 'embedding',"
            " 'suggestion_outcome')"
            " AND name NOT LIKE 'comment_search%' AND name NOT LIKE 'sqlite%'"
            " AND name NOT LIKE '\\_sqlite%' ESCAPE '\\' ORDER BY name"
        )
    ]
    return {
        name: connection.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in tables
    }


def _place(action: Action, exercise: int, name: str) -> int:
    return action.insert("place", {"uid": new_uid(), "exercise_id": exercise, "name": name})


def _question(action: Action, exercise: int, sort: int, kind: tuple[str, str, str]) -> int:
    name, type_, role = kind
    row = {"uid": new_uid(), "exercise_id": exercise, "sort": sort, "name": name}
    return action.insert("question", {**row, "label": name.title(), "type": type_, "role": role})
