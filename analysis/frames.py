"""The tables that every finding is worked out from, with declared columns."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Rows = Sequence[tuple[Any, ...]]
Integers = NDArray[np.int64]


@dataclass(frozen=True)
class Frames:
    """An exercise as columns. A part that wasn't asked for is an empty frame.

    Attributes:
        responses: by `response_id`, ascending; `respondent_id`, `activity_id`, `place_id` (int, 0
            for none), `position` (category, missing where not stated), `organisation` (bool),
            `consent` (str).
        groups: `response_id`, `group_id` (int); a response may carry several.
        comments: by `comment_id`, ascending; `response_id`, `question_id` (int), `sentiment`
            (category; a person's correction wins).
        codings: `comment_id`, `theme_id` (int), `origin` (category); accepted ones only.
        answers: `response_id`, `question_id`, `choice_id` (int, 0 for none), `answered` (bool);
            a row without an answer was shown and skipped, no row was not shown.
    """

    responses: pd.DataFrame
    groups: pd.DataFrame
    comments: pd.DataFrame
    codings: pd.DataFrame
    answers: pd.DataFrame


def responses(rows: Rows, organisations: Collection[int]) -> pd.DataFrame:
    """Frames.responses from (id, respondent, activity, place, position, consent), by id."""
    ids, respondents, activities, places, positions, consents = _columns(rows, 6)
    respondent_ids = _integers(respondents)
    return pd.DataFrame(
        {
            "respondent_id": respondent_ids,
            "activity_id": _integers(activities),
            "place_id": _integers(places),
            "position": pd.Categorical(positions),
            "organisation": np.isin(respondent_ids, _integers(list(organisations))),
            "consent": np.array(consents, dtype=object),
        },
        index=pd.Index(_integers(ids), name="response_id"),
    )


def groups(rows: Rows) -> pd.DataFrame:
    """Frames.groups from (response, group)."""
    response_ids, group_ids = _columns(rows, 2)
    return pd.DataFrame({"response_id": _integers(response_ids), "group_id": _integers(group_ids)})


def comments(rows: Rows) -> pd.DataFrame:
    """Frames.comments from (id, response, question, sentiment), by id."""
    ids, response_ids, questions, sentiments = _columns(rows, 4)
    return pd.DataFrame(
        {
            "response_id": _integers(response_ids),
            "question_id": _integers(questions),
            "sentiment": pd.Categorical(sentiments),
        },
        index=pd.Index(_integers(ids), name="comment_id"),
    )


def comment_responses(rows: Rows, response_ids: Integers) -> pd.DataFrame:
    """Frames.comments with `response_id` alone, from (comment, response) in any order; comments
    on other responses than `response_ids` (ascending) are left out."""
    ids, given = (_integers(column) for column in _columns(rows, 2))
    ours = np.isin(given, response_ids)
    order = np.argsort(ids[ours], kind="stable")
    return pd.DataFrame(
        {"response_id": given[ours][order]},
        index=pd.Index(ids[ours][order], name="comment_id"),
    )


def codings(rows: Rows) -> pd.DataFrame:
    """Frames.codings from (comment, theme, origin)."""
    comment_ids, themes, origins = _columns(rows, 3)
    return pd.DataFrame(
        {
            "comment_id": _integers(comment_ids),
            "theme_id": _integers(themes),
            "origin": pd.Categorical(origins),
        }
    )


def answers(rows: Rows) -> pd.DataFrame:
    """Frames.answers from (response, question, choice, answered)."""
    response_ids, questions, choices, answered = _columns(rows, 4)
    return pd.DataFrame(
        {
            "response_id": _integers(response_ids),
            "question_id": _integers(questions),
            "choice_id": _integers(choices),
            "answered": _integers(answered).astype(bool),
        }
    )


def _columns(rows: Rows, width: int) -> list[Sequence[Any]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _integers(values: Sequence[Any]) -> Integers:
    return np.array(values, dtype=np.int64)
