"""Who said what, as matrices of yes and no with one row for each respondent.

Every finding counts respondents, each once, whatever they said and how often. A matrix of
respondents × groups (or themes, positions, choices) makes that a product of two matrices.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.tree import Tree

Matrix = NDArray[np.bool_]
Ids = NDArray[np.int64]
Counts = NDArray[np.int64]

_CHUNK = 1 << 16  # rows multiplied at a time: the products need four bytes a cell


@dataclass(frozen=True)
class Respondents:
    """The respondents of an exercise.

    Attributes:
        ids: their ids, ascending; the rows of every matrix.
        organisation: which of them answer for an organisation.
        response_ids: the responses, ascending.
        of_response: for each response, the row of its respondent.
    """

    ids: Ids
    organisation: Matrix
    response_ids: Ids
    of_response: Ids

    @classmethod
    def of(cls, responses: pd.DataFrame) -> "Respondents":
        """The respondents of Frames.responses."""
        ids, rows = np.unique(responses["respondent_id"].to_numpy(), return_inverse=True)
        organisation = np.zeros(len(ids), dtype=bool)
        organisation[rows] = responses["organisation"].to_numpy()
        return cls(ids, organisation, responses.index.to_numpy(), rows)

    def rows(self, response_ids: Ids) -> Ids:
        """The rows of the respondents who gave these responses.

        Raises:
            ValueError: there is no such response.
        """
        return self.of_response[self.response_rows(response_ids)]

    def response_rows(self, response_ids: Ids) -> Ids:
        """Where these responses stand among the responses.

        Raises:
            ValueError: there is no such response.
        """
        found = positions_in(self.response_ids, response_ids)
        if (found < 0).any():
            raise ValueError("a response that is not in the exercise")
        return found

    def responses(self, mask: Matrix) -> tuple[int, ...]:
        """The responses of the respondents in `mask`."""
        return tuple(self.response_ids[mask[self.of_response]].tolist())

    def people_in(self, mask: Matrix) -> int:
        """Respondents in `mask` if there is a person among them, else 0: see domain.disclosure."""
        chosen = ~self.organisation[mask]
        return len(chosen) if chosen.any() else 0


def positions_in(ascending: Ids, wanted: Ids) -> Ids:
    """Where each of `wanted` stands in `ascending` (unique values); -1 where it doesn't."""
    if not len(ascending):
        return np.full(len(wanted), -1, dtype=np.int64)
    found = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    return np.where(ascending[found] == wanted, found, -1)


def membership(rows: Ids, values: Ids, row_count: int, columns: Sequence[int]) -> Matrix:
    """Yes where a row has a value: a matrix of `row_count` × `columns`; other values are ignored."""
    order = np.argsort(np.array(columns, dtype=np.int64), kind="stable")
    sorted_columns = np.array(columns, dtype=np.int64)[order]
    found = positions_in(sorted_columns, values)
    known = found >= 0
    matrix = np.zeros((row_count, len(columns)), dtype=bool)
    matrix[rows[known], order[found[known]]] = True
    return matrix


def roll_up(matrix: Matrix, tree: Tree) -> Matrix:
    """Each column or'ed with the columns below it in the tree; columns in the order of tree.ids."""
    rolled = matrix.copy()
    column = {key: number for number, key in enumerate(tree.ids)}
    for key in reversed(tree.ids):
        parent = tree.parents[key]
        if parent is not None:
            rolled[:, column[parent]] |= rolled[:, column[key]]
    return rolled


def cross(one: Matrix, other: Matrix) -> Counts:
    """How many rows have both: a matrix of one's columns × other's columns."""
    total = np.zeros((one.shape[1], other.shape[1]), dtype=np.int64)
    for start in range(0, len(one), _CHUNK):
        some = slice(start, start + _CHUNK)
        product = one[some].T.astype(np.float32) @ other[some].astype(np.float32)
        total += np.rint(product).astype(np.int64)
    return total


def group_matrix(who: Respondents, groups: pd.DataFrame, tree: Tree) -> Matrix:
    """Respondents × stakeholder groups (tree.ids): tagged to the group itself."""
    rows = who.rows(groups["response_id"].to_numpy())
    return membership(rows, groups["group_id"].to_numpy(), len(who.ids), tree.ids)


def position_matrix(who: Respondents, responses: pd.DataFrame, codes: Sequence[str]) -> Matrix:
    """Respondents × positions (codes). Who stated several holds the one of the latest response."""
    categories = pd.Categorical(responses["position"])
    places = {code: number for number, code in enumerate(codes)}
    numbers = np.array([places.get(code, -1) for code in categories.categories] + [-1])
    stated = numbers[categories.codes]  # missing is -1: the last of `numbers`
    held = np.full(len(who.ids), -1)
    held[who.of_response[stated >= 0]] = stated[stated >= 0]  # a later response overwrites
    matrix: Matrix = held[:, None] == np.arange(len(codes))
    return matrix
