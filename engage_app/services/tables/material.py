"""What the tables of one exercise are made of, each part read when it is first needed."""

import sqlite3
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis import frames as built
from analysis import themes as theme_analysis
from analysis.respondents import Matrix, Respondents, group_matrix, position_matrix, roll_up
from analysis.themes import Raised
from analysis.tree import Tree
from engage_app.domain.activity import Activity
from engage_app.domain.codebook import StandardKind
from engage_app.domain.coding import Theme
from engage_app.domain.disclosure import Key
from engage_app.domain.exercise import Exercise, Position
from engage_app.domain.questionnaire import Question
from engage_app.domain.stakeholders import StakeholderGroup
from engage_app.services import agreeing, planning
from engage_app.services.workspace import Workspace
from storage import codebook, exercises
from storage import frames as stored
from storage.redactions import covered

if TYPE_CHECKING:
    from engage_app.services.tables.quoted import Voices

LABEL_STANDS_FOR = 5
UNTOLD = (StandardKind.OTHER, StandardKind.NO_ANSWER, StandardKind.OUT_OF_SCOPE)
"""The kinds of theme that gather what has none, and explain nothing."""


class Material:
    """One exercise, as it was when its parts were read.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        label_least: the smallest count of people that is shown (`least_shown`), which is also the
            fewest that a group's name under a quotation stands for (`label_least`): there never
            less than five.

    Raises:
        NotPossible: (on reading) there is no such exercise.
    """

    def __init__(
        self, workspace: Workspace, exercise_id: int, label_least: int = LABEL_STANDS_FOR
    ) -> None:
        self._workspace = workspace
        self.exercise: Exercise = planning.exercise(workspace, exercise_id)
        self.exercise_id = exercise_id
        self.least_shown = label_least
        self.label_least = max(LABEL_STANDS_FOR, label_least)
        self.cuts: dict[str, Material] = {}  # see tables/narrowed.py

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self._workspace

    @property
    def connection(self) -> sqlite3.Connection:
        """The calling thread's: parts may be read long after the first."""
        return self._workspace.connection

    @property
    def key_mark(self) -> Key:
        """What the keys of its figures begin with; nothing where every response counts."""
        return ()

    @cached_property
    def scale(self) -> tuple[Position, ...]:
        """The position scale, in the order the paper takes it."""
        return self.exercise.positions

    @cached_property
    def fingerprint(self) -> str:
        """Tells whether a paper was made from these data: see `paper.fingerprint`."""
        from engage_app.services.paper.fingerprint import fingerprint

        return fingerprint(self.connection, self.exercise_id)

    @cached_property
    def second_coding(self) -> str:
        """Who coded a second time and how far they agree; empty where nobody did."""
        return agreeing.summary(self._workspace, self.exercise_id)

    @cached_property
    def steps(self) -> dict[str, Position]:
        """The steps of the scale by their codes, in order."""
        return {position.code: position for position in self.scale}

    @cached_property
    def groups(self) -> dict[int, StakeholderGroup]:
        """The stakeholder groups by id."""
        return {group.id: group for group in exercises.groups(self.connection, self.exercise_id)}

    @cached_property
    def group_tree(self) -> Tree:
        """The tree of stakeholder groups."""
        return Tree.of((group.id, group.parent_id) for group in self.groups.values())

    @cached_property
    def themes(self) -> dict[int, Theme]:
        """The codebook by id; of brothers, what no theme fits comes last."""
        listed = codebook.themes(self.connection, self.exercise_id)
        return {theme.id: theme for theme in sorted(listed, key=lambda one: one.kind in UNTOLD)}

    @cached_property
    def theme_tree(self) -> Tree:
        """The tree of themes."""
        return Tree.of((theme.id, theme.parent_id) for theme in self.themes.values())

    @cached_property
    def activities(self) -> list[Activity]:
        """The activities by date."""
        return exercises.activities(self.connection, self.exercise_id)

    @cached_property
    def questions(self) -> list[Question]:
        """The questions in their order."""
        return exercises.questions(self.connection, self.exercise_id)

    @cached_property
    def responses(self) -> pd.DataFrame:
        """Frames.responses."""
        return built.responses(
            stored.responses(self.connection, self.exercise_id),
            stored.organisations(self.connection, self.exercise_id),
        )

    @cached_property
    def comment_responses(self) -> pd.DataFrame:
        """Frames.comments, the same comments with nothing but their responses."""
        rows = stored.comment_responses(self.connection, self.exercise_id)
        return built.comment_responses(rows, self.who.response_ids)

    @cached_property
    def comments(self) -> pd.DataFrame:
        """Frames.comments."""
        return built.comments(stored.comments(self.connection, self.exercise_id))

    @cached_property
    def codings(self) -> pd.DataFrame:
        """Frames.codings."""
        return built.codings(stored.codings(self.connection, self.exercise_id))

    @cached_property
    def answers(self) -> pd.DataFrame:
        """Frames.answers."""
        return built.answers(stored.answers(self.connection, self.exercise_id))

    @cached_property
    def tags(self) -> pd.DataFrame:
        """Frames.groups."""
        return built.groups(stored.groups(self.connection, self.exercise_id))

    @cached_property
    def words(self) -> dict[int, str]:
        """What each comment says, with accepted personal details covered."""
        said = dict(stored.words(self.connection, self.exercise_id))
        return covered(self.connection, said)

    @cached_property
    def who(self) -> Respondents:
        """The respondents."""
        return Respondents.of(self.responses)

    @cached_property
    def own_groups(self) -> Matrix:
        """Respondents × groups: tagged to the group itself."""
        return group_matrix(self.who, self.tags, self.group_tree)

    @cached_property
    def whole_groups(self) -> Matrix:
        """Respondents × groups: tagged to the group or to one below it."""
        return roll_up(self.own_groups, self.group_tree)

    @cached_property
    def positions(self) -> Matrix:
        """Respondents × positions of the scale."""
        return position_matrix(self.who, self.responses, list(self.steps))

    @cached_property
    def said(self) -> Raised:
        """Who raised which theme."""
        return theme_analysis.raised(
            self.who, self.comment_responses, self.codings, self.theme_tree
        )

    @cached_property
    def voices(self) -> "Voices":
        """The quotations, worked out once for all that prints them.

        They know this one only weakly: in a ring of references all that was read of a large
        exercise would stay in memory until Python looks for rings, which holds the window up.
        """
        from engage_app.services.tables.quoted import Voices  # which reads the themes, made of this

        return Voices(self)

    @cached_property
    def commented(self) -> Matrix:
        """Who made a comment."""
        mask = np.zeros(len(self.who.ids), dtype=bool)
        mask[self.who.rows(self.comment_responses["response_id"].to_numpy())] = True
        return mask
