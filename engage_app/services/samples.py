"""The sample exercise: a real survey export and captured notes, invented and labelled so.

It comes in as an officer's own material would: the survey through the importer, with its tagging
rules, and the notes of workshops and interviews as captured.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import coding, importing, sample_review, sentiment, worker
from engage_app.services.sample_files import (
    CONVERSATION,
    Row,
    number,
    on_comments,
    rows_of,
    without,
)
from engage_app.services.workspace import Workspace
from resources import path_of
from storage import sample_lookups as lookups
from storage import turning
from storage.identifiers import new_uid
from storage.trail import Action

SAMPLES = ("pbp-alignment",)
_STEPS = 6


def add_sample(
    workspace: Workspace,
    template: str = "pbp-alignment",
    *,
    title: str = "",
    progress: Progress = no_progress,
    run: Any = worker.here,
) -> Changes:
    """Add the sample exercise, with its survey, its conversations and all an officer did with them.

    `created` is the exercise's id. What it holds can be undone only by removing the workspace:
    undo should not begin by taking a sample apart.

    Raises:
        NotPossible: there is no such sample.
    """
    folder, facts = _template(template)
    with workspace.acting("add sample exercise") as action:
        exercise_id = _plan(action, folder, facts, title)
        action.update("exercise", exercise_id, {"invented": 1})
        for row in rows_of(folder / "activities.csv"):
            numbers = {name: number(row[name]) for name in ("invited", "attended")}
            values = {**without(row, "key"), **numbers}
            action.insert("activity", {"uid": new_uid(), "exercise_id": exercise_id, **values})
    progress(1, _STEPS)
    _bring_in_survey(workspace, exercise_id, folder, facts["survey"])
    progress(2, _STEPS)
    with workspace.acting("add conversations", exercise_id) as action:
        _conversations(action, exercise_id, rows_of(folder / "conversations.csv"))
    progress(3, _STEPS)
    coding.apply_rules(workspace, exercise_id)
    progress(4, _STEPS)
    _review(workspace, exercise_id, folder, facts, run)
    with workspace.acting("write board paper", exercise_id) as action:
        _paper(action, exercise_id, folder)
    progress(5, _STEPS)
    sentiment.score(workspace, exercise_id, run=run)
    turning.keep_all(workspace.connection)
    progress(_STEPS, _STEPS)
    return Changes(
        label="add sample exercise",
        action_id=action.id,
        tables=frozenset({"exercise", "response", "comment", "theme", "coding"}),
        count=1,
        created=exercise_id,
    )


def _template(template: str) -> tuple[Path, dict[str, Any]]:
    if template not in SAMPLES:
        raise NotPossible(
            f"There is no sample called “{template}”.",
            action=f"Choose one of: {', '.join(SAMPLES)}.",
        )
    folder = path_of(f"sample/{template}")
    return folder, json.loads((folder / "exercise.json").read_text(encoding="utf-8"))


def _plan(action: Action, folder: Path, facts: dict[str, Any], title: str) -> int:
    plain = ("purpose", "proposal", "organisation", "opens_on", "closes_on", "status")
    exercise_id = action.insert(
        "exercise",
        {
            "uid": new_uid(),
            "title": title or facts["title"],
            **{name: facts[name] for name in plain},
            "privacy_notice": facts["privacy_notice"],
            "retain_until": facts["retain_until"],
        },
    )
    for sort, row in enumerate(rows_of(folder / "places.csv")):
        place = {"uid": new_uid(), "exercise_id": exercise_id, "sort": sort}
        action.insert("place", {**place, **row})
    _tree(
        action,
        "stakeholder_group",
        exercise_id,
        (
            (
                row["parent"],
                {
                    "name": row["name"],
                    "part_name": row["part_name"],
                    "planned": number(row["planned"]),
                },
            )
            for row in rows_of(folder / "groups.csv")
        ),
    )
    _tree(
        action,
        "theme",
        exercise_id,
        (
            (row["parent"], {"name": row["theme"], **without(row, "theme", "parent")})
            for row in rows_of(folder / "codebook.csv")
        ),
    )
    return exercise_id


def _tree(
    action: Action, table: str, exercise_id: int, nodes: Iterable[tuple[str, dict[str, Any]]]
) -> None:
    ids: dict[str, int] = {}
    for sort, (parent, values) in enumerate(nodes):
        ids[values["name"]] = action.insert(
            table,
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "parent_id": ids[parent] if parent else None,
                "sort": sort,
                **values,
            },
        )


def _bring_in_survey(
    workspace: Workspace, exercise_id: int, folder: Path, survey: dict[str, str]
) -> None:
    file = importing.inspect(folder / survey["file"])
    importing.run_import(
        workspace,
        exercise_id,
        file,
        activity=survey["title"],
        tag_rules=[importing.RuleWanted(**row) for row in rows_of(folder / "tag_rules.csv")],
    )


def _conversations(action: Action, exercise_id: int, rows: list[Row]) -> None:
    groups = lookups.ids_by_name(action.connection, "stakeholder_group", exercise_id)
    places = lookups.ids_by_name(action.connection, "place", exercise_id)
    activities = _activity_ids(action, exercise_id)
    question_id = _conversation_question(action, exercise_id)
    by_reference: dict[str, list[Row]] = {}
    for row in rows:
        by_reference.setdefault(row["reference"], []).append(row)
    first = [each[0] for each in by_reference.values()]
    respondents = action.insert_many(
        "respondent",
        ("uid", "exercise_id", "kind", "organisation"),
        ((new_uid(), exercise_id, _kind(row), row["organisation"]) for row in first),
    )
    responses = action.insert_many(
        "response",
        ("uid", "exercise_id", "respondent_id", "activity_id", "source_id", "place_id", "consent",
         "position", "position_origin"),
        (
            (new_uid(), exercise_id, respondent, activities[row["activity"]], row["reference"],
             places.get(row["place"]), row["consent"].lower(), row["position"], "officer")
            for row, respondent in zip(first, respondents, strict=True)
        ),
    )  # fmt: skip
    action.insert_many(
        "response_group",
        ("response_id", "group_id", "origin"),
        (
            (response, groups[name], "officer")
            for row, response in zip(first, responses, strict=True)
            for name in row["group"].split("|")
        ),
    )
    action.insert_many(
        "comment",
        ("uid", "response_id", "question_id", "sort", "text"),
        (
            (new_uid(), response, question_id, sort, row["contribution"])
            for each, response in zip(by_reference.values(), responses, strict=True)
            for sort, row in enumerate(each, 1)
        ),
    )


def _conversation_question(action: Action, exercise_id: int) -> int:
    """What was said in conversations answers one question, after those of the survey."""
    return action.insert(
        "question",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "sort": 1000,
            "name": "conversation",
            "label": CONVERSATION,
            "type": QuestionType.TEXT,
            "role": Role.COMMENT,
        },
    )


def _review(
    workspace: Workspace, exercise_id: int, folder: Path, facts: dict[str, Any], run: Any
) -> None:
    """The coding of the comments, and all that is decided on them then."""
    files = ("codings.csv", "personal_details.csv", "second_codings.csv", "quotations.csv")
    codings, details, second, quotations = (
        on_comments(workspace.connection, exercise_id, folder / name) for name in files
    )
    sample_review.code(workspace, exercise_id, codings)
    sample_review.keep_codebook(workspace, exercise_id, facts["codebook"])
    sample_review.decide_on_details(workspace, exercise_id, details, run)
    sample_review.code_again(workspace, exercise_id, second, facts["second_coding"])
    sample_review.decide_on_quotations(workspace, exercise_id, quotations)


def _paper(action: Action, exercise_id: int, folder: Path) -> None:
    """The cover, and what is answered to the themes."""
    cover = json.loads((folder / "cover.json").read_text(encoding="utf-8"))
    details = json.dumps({"cover": cover}, ensure_ascii=False)
    action.insert("report_cover", {"exercise_id": exercise_id, "details": details})
    themes = lookups.ids_by_name(action.connection, "theme", exercise_id)
    for sort, row in enumerate(rows_of(folder / "answers.csv")):
        answer = {"uid": new_uid(), "theme_id": themes[row["theme"]], "sort": sort}
        action.insert("theme_answer", {**answer, **without(row, "theme")})


def _activity_ids(action: Action, exercise_id: int) -> dict[str, int]:
    """Activities by the key their conversations use."""
    titles = lookups.ids_by_name(action.connection, "activity", exercise_id, column="title")
    rows = rows_of(path_of("sample/pbp-alignment") / "activities.csv")
    return {row["key"]: titles[row["title"]] for row in rows}


def _kind(row: Row) -> str:
    return "organisation" if row["organisation"] else "person"
