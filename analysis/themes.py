"""What was raised, by how many, in what tone, from which position."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.respondents import Ids, Matrix, Respondents, membership, positions_in, roll_up
from analysis.tree import Tree

_RESIDUAL = re.compile(
    r"(other|others|other comments|anything else|general|miscellaneous|unclear|nothing|n/?a"
    r"|none( of (the above|these|them)( themes)?)?"
    r"|no (substantive |further )?(answer|comment|view|response|reason)s?( given)?"
    r"|(off|not|out|outside)[ -](topic|relevant|codable|(of )?(the )?scope))",
    re.IGNORECASE,
)


def is_residual(name: str) -> bool:
    """Whether a theme, by its name, gathers what has no theme: such a one explains nothing and is
    neither quoted nor named as a reason."""
    return bool(_RESIDUAL.fullmatch(name.strip()))


@dataclass(frozen=True)
class Raised:
    """Who raised which theme. A theme with sub-themes counts what was said on those too.

    Attributes:
        tree: the codebook; its ids are the columns.
        respondents: respondents × themes.
        comments: coded comments × themes.
        comment_rows: where each coded comment stands in Frames.comments.
        response_rows: for each coded comment, where its response stands.
        who: the respondents.
    """

    tree: Tree
    respondents: Matrix
    comments: Matrix
    comment_rows: Ids
    response_rows: Ids
    who: Respondents

    @property
    def answered(self) -> Matrix:
        """The respondents with a coded comment: the base of every share."""
        mask = np.zeros(len(self.who.ids), dtype=bool)
        mask[self.who.of_response[self.response_rows]] = True
        return mask

    def responses(self, theme_id: int, among: Matrix | None = None) -> tuple[int, ...]:
        """The responses that raise a theme, of all respondents or of those in a mask."""
        said = self.comments[:, self.tree.ids.index(theme_id)]
        rows = np.unique(self.response_rows[said])
        if among is not None:
            rows = rows[among[self.who.of_response[rows]]]
        return tuple(self.who.response_ids[rows].tolist())


def raised(who: Respondents, comments: pd.DataFrame, codings: pd.DataFrame, tree: Tree) -> Raised:
    """Who raised which theme, from the accepted codings.

    Args:
        who: the respondents.
        comments: Frames.comments.
        codings: Frames.codings; a theme that isn't in the tree is ignored.
        tree: the codebook.

    Raises:
        ValueError: a coding of a comment that isn't there, or a comment without its response.
    """
    in_tree = np.isin(codings["theme_id"].to_numpy(), tree.ids)
    themes = codings["theme_id"].to_numpy()[in_tree]
    coded, rows = np.unique(codings["comment_id"].to_numpy()[in_tree], return_inverse=True)
    comment_rows = positions_in(comments.index.to_numpy(), coded)
    if (comment_rows < 0).any():
        raise ValueError("a coding of a comment that is not in the exercise")
    response_rows = who.response_rows(comments["response_id"].to_numpy()[comment_rows])
    respondents = who.of_response[response_rows]
    return Raised(
        tree,
        roll_up(membership(respondents[rows], themes, len(who.ids), tree.ids), tree),
        roll_up(membership(rows, themes, len(coded), tree.ids), tree),
        comment_rows,
        response_rows,
        who,
    )


def sentiment_matrix(said: Raised, comments: pd.DataFrame, tones: Sequence[str]) -> Matrix:
    """Coded comments × tones; a comment without a tone has none."""
    tone = comments["sentiment"].to_numpy(dtype=object)[said.comment_rows]
    matrix: Matrix = tone[:, None] == np.array(tones, dtype=object)
    return matrix
