"""Who raised which theme in answer to one question."""

import numpy as np

from analysis.respondents import Matrix
from analysis.themes import Raised


def restricted(said: Raised, comments: Matrix) -> Raised:
    """Who raised which theme in some of the coded comments only.

    Args:
        said: who raised which theme.
        comments: a mask over its coded comments.
    """
    kept = said.comments[comments]
    rows = said.response_rows[comments]
    respondents = np.zeros_like(said.respondents)
    said_on, themes = np.nonzero(kept)
    respondents[said.who.of_response[rows[said_on]], themes] = True
    return Raised(
        said.tree,
        respondents,
        kept,
        said.comment_rows[comments],
        rows,
        said.who,
    )
