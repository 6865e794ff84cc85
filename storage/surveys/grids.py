"""Grids: neighbouring questions that share a scale, and the heading over them."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.headings import plain
from storage.surveys.question_types import in_order, scale_of
from storage.surveys.survey_file import SurveyQuestion

_SEPARATOR = re.compile(r"\s*\[|\?\s+[-–—]\s+|\s+[-–—]\s+|\?\s*[.:]\s*|\.\s*|:\s*|\?\s+")
_SHORTEST_HEADING = 8  # letters; "1." or "Q1:" is a number, not a heading


def with_grids(questions: Sequence[SurveyQuestion]) -> list[SurveyQuestion]:
    """The questions, each row of a grid with the grid's heading, its own label and the scale."""
    result = list(questions)
    start = 0
    while start < len(result):
        stop = _end_of_run(result, start)
        if stop - start > 1:
            result[start:stop] = _as_grid(result[start:stop])
        start = stop
    return result


def shared_heading(labels: Sequence[str]) -> str:
    """What stands before the separator in all of the labels, separator included; or nothing."""
    common = os.path.commonprefix(list(labels))  # noqa: RUF071 - letters are meant, not folders
    ends = [found.end() for found in _SEPARATOR.finditer(common)]
    for end in reversed(ends):
        heading = common[:end]
        if len(heading.strip(" [.:-–—?")) >= _SHORTEST_HEADING and all(
            len(label) > end for label in labels
        ):
            return heading
    return ""


def _end_of_run(questions: Sequence[SurveyQuestion], start: int) -> int:
    """The index behind the last question that belongs with the one at `start`."""
    stop = start + 1
    heading = ""
    while stop < len(questions) and _same_scale(questions[stop - 1], questions[stop]):
        labels = [question.label for question in questions[start : stop + 1]]
        shared = shared_heading(labels)
        if stop - start == 1:
            heading = shared
        if shared != heading:
            break
        if not shared and any(label.rstrip().endswith("?") for label in labels):
            break  # questions in their own right, though they share a scale
        stop += 1
    if not heading and stop < len(questions) and stop - start > 1:
        # The last one may head a grid of its own: "A", "B", "C [x]", "C [y]".
        after = [question.label for question in questions[stop - 1 : stop + 1]]
        if _same_scale(*questions[stop - 1 : stop + 1]) and shared_heading(after):
            stop -= 1
    return stop


def _same_scale(one: SurveyQuestion, other: SurveyQuestion) -> bool:
    if not one.type == other.type == QuestionType.SELECT_ONE:
        return False
    if not (one.choices and other.choices):
        return False
    scale = scale_of(one.choices)
    if scale:
        return scale == scale_of(other.choices) or scale == scale_of(one.choices + other.choices)
    first, second = ({plain(choice) for choice in each.choices} for each in (one, other))
    return len(first) > 2 and first == second


def _as_grid(rows: Sequence[SurveyQuestion]) -> list[SurveyQuestion]:
    prefix = shared_heading([row.label for row in rows])
    heading = prefix.strip(" [.:-–—") or _heading_of_scale(rows)
    choices: dict[str, None] = {}
    for row in rows:
        choices.update(dict.fromkeys(row.choices))
    scale = tuple(in_order(list(choices)))
    return [
        replace(row, label=_row_label(row.label, prefix), grid=heading, choices=scale)
        for row in rows
    ]


def _row_label(label: str, prefix: str) -> str:
    rest = label[len(prefix) :]
    return rest.removesuffix("]") if prefix.rstrip().endswith("[") else rest


def _heading_of_scale(rows: Sequence[SurveyQuestion]) -> str:
    for one, other in pairwise(rows):
        if scale := scale_of(one.choices + other.choices):
            return scale
    return " / ".join(rows[0].choices[:5])
