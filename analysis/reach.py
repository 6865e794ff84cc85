"""Who was heard, against who was asked."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.respondents import Matrix, Respondents, membership
from analysis.tree import Tree

SURVEY = "survey"


@dataclass(frozen=True)
class Scope:
    """A row of a table by stakeholder group.

    Attributes:
        group_id: the group; None for everybody, 0 for those without a group.
        whole: the group with all below it, not only those tagged to the group itself.
        mask: its respondents.
    """

    group_id: int | None
    whole: bool
    mask: Matrix

    @property
    def key(self) -> tuple[str | int, ...]:
        """What tells its figures apart, for suppression."""
        if self.group_id is None:
            return ("all",)
        return ("whole group" if self.whole else "group", self.group_id)


def scopes(tree: Tree, own: Matrix, whole: Matrix) -> list[Scope]:
    """The rows of a table by group, in tree order.

    A group with sub-groups gives a row for the whole of it and, where respondents are tagged to
    the group itself, one for those. Then those without a group, if any; last, everybody.

    Args:
        tree: the stakeholder groups.
        own: respondents × groups (tree.ids), tagged to the group itself.
        whole: the same with sub-groups or'ed in.
    """
    found = []
    for column, group_id in enumerate(tree.ids):
        if group_id in tree.branches:
            found.append(Scope(group_id, True, whole[:, column]))
            if not own[:, column].any():
                continue
        found.append(Scope(group_id, False, own[:, column]))
    without: Matrix = np.logical_not(own.any(axis=1))
    if without.any():
        found.append(Scope(0, False, without))
    return [*found, Scope(None, True, np.ones(len(own), dtype=bool))]


def sums(tree: Tree, rows: list[Scope]) -> list[tuple[Scope, tuple[Scope, ...]]]:
    """Which rows are the sum of which, so long as nobody is in two groups."""
    by_key = {(scope.group_id, scope.whole): scope for scope in rows}

    def parts(keys: list[int]) -> tuple[Scope, ...]:
        return tuple(by_key[key, key in tree.branches] for key in keys)

    found = []
    for group_id in tree.ids:
        if group_id in tree.branches:
            itself = by_key.get((group_id, False))
            below = parts(tree.children(group_id))
            found.append((by_key[group_id, True], (*below, *((itself,) if itself else ()))))
    without = by_key.get((0, False))
    found.append((by_key[None, True], (*parts(tree.roots), *((without,) if without else ()))))
    return found


def not_heard(tree: Tree, whole: Matrix) -> list[int]:
    """The groups that nobody was heard from; of a branch nobody was heard from, only its top."""
    silent = {key for column, key in enumerate(tree.ids) if not whole[:, column].any()}
    return [key for key in tree.ids if key in silent and tree.parents[key] not in silent]


def by_channel(
    who: Respondents, responses: pd.DataFrame, kinds: Mapping[int, str]
) -> tuple[Matrix, Matrix]:
    """Who answered a survey, and who was heard in another way; one respondent may be in both.

    Args:
        who: the respondents.
        responses: Frames.responses.
        kinds: the kind of each activity.

    Returns:
        Two masks over the respondents.
    """
    surveys = [key for key, kind in kinds.items() if kind == SURVEY]
    in_survey = np.isin(responses["activity_id"].to_numpy(), surveys)
    masks = []
    for chosen in (in_survey, ~in_survey):
        mask = np.zeros(len(who.ids), dtype=bool)
        mask[who.of_response[chosen]] = True
        masks.append(mask)
    return masks[0], masks[1]


def by_activity(
    who: Respondents, responses: pd.DataFrame, activity_ids: tuple[int, ...]
) -> tuple[Matrix, Matrix]:
    """Who took part in which activity.

    Returns:
        Responses × activities and respondents × activities.
    """
    activities = responses["activity_id"].to_numpy()
    given = membership(np.arange(len(activities)), activities, len(activities), activity_ids)
    heard = membership(who.of_response, activities, len(who.ids), activity_ids)
    return given, heard
