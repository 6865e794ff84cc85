"""A large exercise with everything a report prints: tags, positions, closed questions, equality."""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from benchmarks.interaction_workspace import make_workspace

Value = TypeVar("Value")

_POSITIONS = ("welcomed", "opportunity", "mixed", "some concern", "concern", None)
_CLOSED = (
    (
        "travel",
        "How do you travel there?",
        "select_one",
        "none",
        ("Bus", "Car", "On foot", "Train"),
    ),
    (
        "agree",
        "The proposal is clear",
        "select_one",
        "none",
        ("Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"),
    ),
    ("matters", "What matters to you?", "select_multiple", "none", ("Cost", "Time", "Staff")),
    (
        "age",
        "How old are you?",
        "select_one",
        "equality",
        ("Under 35", "35 to 64", "65 or over", "Prefer not to say"),
    ),
)
_LETTERS = (
    "Please keep the clinic where it is. My patients and their carers come by bus, and there is no "
    "bus to the hospital after six. Moving it saves nothing that anybody has shown us.",
    "I welcome the plan to bring the teams together in one building. It would end the letters that "
    "go astray between two of them, and let carers ask one person instead of three.",
)
"""Sent by many, with a line of their own or without."""


def make_reportable(path: Path, size: int) -> None:
    """Make it: `size` responses, each with a comment, a position, a place and four answers."""
    from engage_app.services import workspace as workspaces

    make_workspace(path, size)
    workspace = workspaces.open_workspace(path)
    exercise = 1
    chance = random.Random(6)
    numbers = range(1, size + 1)
    with workspace.acting("answers", exercise, bulk=True) as action:
        places = [
            action.insert("place", {"uid": f"pl{n}", "exercise_id": exercise, "name": f"Place {n}"})
            for n in range(8)
        ]
        action.update_many(
            "response",
            {
                n: {"position": chance.choice(_POSITIONS), "place_id": places[n % 8]}
                for n in numbers
            },
        )
        action.update_many("respondent", {n: {"equality_key": f"e{n}"} for n in numbers})
        for sort, (name, label, kind, role, labels) in enumerate(_CLOSED, 3):
            question = action.insert(
                "question",
                {
                    "uid": f"closed{sort}",
                    "exercise_id": exercise,
                    "sort": sort,
                    "name": name,
                    "label": label,
                    "type": kind,
                    "role": role,
                },
            )
            choices = [
                action.insert(
                    "choice",
                    {"uid": f"{name}{n}", "question_id": question, "sort": n, "label": each},
                )
                for n, each in enumerate(labels)
            ]
            table = "equality_answer" if role == "equality" else "answer"
            owner = "equality_key" if role == "equality" else "response_id"
            action.insert_many(
                table,
                (owner, "question_id", "choice_id"),
                (
                    (f"e{n}" if role == "equality" else n, question, chance.choice(choices))
                    for n in numbers
                ),
            )
    workspace.close()


def make_realistic(path: Path, size: int) -> None:
    """The same with branches of groups that were planned for, a hierarchy of themes, two letters
    sent by a hundredth each, and one respondent in eight answering for an organisation. Groups,
    places and positions have long tails: a few of them are of a handful of people, whose numbers
    are to be hidden in every table."""
    from engage_app.services import workspace as workspaces

    make_reportable(path, size)
    workspace = workspaces.open_workspace(path)
    ids = {
        table: [row[0] for row in workspace.connection.execute(f"SELECT id FROM {table}")]
        for table in (
            *("stakeholder_group", "theme", "comment", "respondent"),
            *("response", "response_group", "place"),
        )
    }
    with workspace.acting("branches and campaigns", 1, bulk=True) as action:
        for table, most in (("stakeholder_group", 3), ("theme", 6)):
            tree = {one: {"parent_id": ids[table][n % most]} for n, one in enumerate(ids[table])}
            action.update_many(table, {one: tree[one] for one in ids[table][most:]})
        action.update_many(
            "stakeholder_group", {one: {"planned": size // 10} for one in ids["stakeholder_group"]}
        )
        letters = {
            one: {"text": _LETTERS[n % 2] + (f" Yours, {n}." if n % 3 else "")}
            for n, one in enumerate(ids["comment"][:: 100 // len(_LETTERS)])
        }
        action.update_many("comment", letters)
        heard = {one: {"kind": "organisation"} for one in ids["respondent"][::8]}
        action.update_many("respondent", heard)
        for table, column, of in (
            ("response_group", "group_id", ids["stakeholder_group"]),
            ("response", "place_id", ids["place"]),
            ("response", "position", _POSITIONS),
        ):
            rare = _tailed(of, len(ids[table]))
            drawn = {one: {column: each} for one, each in zip(ids[table], rare, strict=True)}
            action.update_many(table, drawn)
    workspace.close()


def _tailed(values: Sequence[Value], size: int) -> list[Value]:
    """So many of the values, drawn: of the later ones fewer and fewer."""
    weights = [1 / (1 + number) ** 4 for number in range(len(values))]
    return random.Random(7).choices(values, weights, k=size)
