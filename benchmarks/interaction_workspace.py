"""A workspace with as many comments as wanted, a third of them coded: one exercise of a survey."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

_SAID = (
    "the bus is never on time and parking costs more than staff earn trust nobody asked carers need"
    " one number too far for my mother good idea if beds follow hospital appointment waiting doctor"
    " nurse reception phone online clinic transport children school safe clean friendly helpful stop"
    " information communication privacy stairs lift ramp pharmacy prescription blood test results"
    " letter email website evening weekend"
)
_WORDS = _SAID.split()
_RARE = 20_000  # words that only a few comments hold
_THEMES = 30
_TONES = ("positive", "negative", "neutral")


def make_workspace(path: Path, size: int) -> None:
    """Make it: a response for each comment, two codings on every third, a proposal on every fifth."""
    from engage_app.domain.activity import ActivityKind
    from engage_app.services import codebook, planning
    from engage_app.services import workspace as workspaces

    workspace = workspaces.create(path, "Officer")
    exercise = planning.add_exercise(workspace, "Clinic move").created or 0
    kind = ActivityKind.SURVEY
    activities = [
        planning.add_activity(workspace, exercise, kind, f"Survey {number}").created
        for number in range(4)
    ]
    groups = [
        planning.add_group(workspace, exercise, f"Group {number}").created for number in range(12)
    ]
    themes = [
        codebook.add_theme(
            workspace, exercise, name=f"Theme {number}", shortcut=str(number) if number < 10 else ""
        ).created
        for number in range(_THEMES)
    ]
    numbers = range(1, size + 1)
    with workspace.acting("bring in", exercise, bulk=True) as action:
        questions = [
            action.insert(
                "question",
                {
                    "uid": f"q{number}",
                    "exercise_id": exercise,
                    "sort": number,
                    "name": f"q{number}",
                    "label": f"What do you think of part {number}?",
                    "type": "text",
                    "role": "comment",
                },
            )
            for number in range(3)
        ]
        rows: Iterator[Sequence[object]] = ((f"p{n}", exercise) for n in numbers)
        action.insert_many("respondent", ("uid", "exercise_id"), rows)
        rows = ((f"r{n}", exercise, n, activities[n % 4]) for n in numbers)
        names = ("uid", "exercise_id", "respondent_id", "activity_id")
        action.insert_many("response", names, rows)
        rows = ((n, groups[n % 12], "officer") for n in numbers)
        action.insert_many("response_group", ("response_id", "group_id", "origin"), rows)
        rows = (
            (f"c{n}", n, questions[n % 3], text, _TONES[n % 3], 0.1) for n, text in _texts(size)
        )
        of_comment = ("uid", "response_id", "question_id", "text", "sentiment", "compound")
        action.insert_many("comment", of_comment, rows)
        of_coding = ("uid", "comment_id", "theme_id", "coder", "origin", "status")
        rows = (
            (f"k{n}-{each}", n, themes[(7 * n + each) % _THEMES], "Officer", "officer", "accepted")
            for n in numbers
            if n % 3 == 0
            for each in range(2)
        )
        action.insert_many("coding", of_coding, rows)
        rows = (
            (f"z{n}", n, themes[n % _THEMES], "keyword rules", "rule", "proposed", "[[0, 3]]")
            for n in numbers
            if n % 5 == 1
        )
        action.insert_many("coding", (*of_coding, "matches"), rows)
    workspace.close()


def _texts(size: int) -> Iterator[tuple[int, str]]:
    chance = random.Random(5)
    for number in range(1, size + 1):
        common = chance.choices(_WORDS, k=chance.randint(5, 30))
        rare = (f"w{chance.randrange(_RARE):x}" for _ in range(2))
        yield number, " ".join((*common, *rare))
