"""What people say that has no theme: groups of uncoded comments, and a theme made of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus, Origin, Span
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import codebook, worker
from engage_app.services.workspace import Workspace
from storage import codebook as store
from storage import suggestions
from storage.identifiers import new_uid

GROUPS = 30
_NEW_CODING = ("uid", "comment_id", "theme_id", "coder", "origin", "status", "matches")


@dataclass(frozen=True)
class Discovered:
    """Comments without a theme that speak of the same.

    Attributes:
        label: in their own words.
        words: what sets them apart, most telling first.
        comments: their ids, the most telling first.
    """

    label: str
    words: tuple[str, ...]
    comments: tuple[int, ...]


@dataclass(frozen=True)
class Discovery:
    """What was found, and in how many comments without a theme it was looked for."""

    groups: tuple[Discovered, ...]
    uncoded: int
    coded: int


def find(
    workspace: Workspace,
    exercise_id: int,
    progress: Progress = no_progress,
    *,
    run: Callable[..., Any] = worker.here,
) -> Discovery:
    """Groups of uncoded comments by the words that set them apart from the coded ones.

    Args:
        run: how to run: `worker.here`, or `worker.learning` from a window's job.

    Raises:
        Cancelled: progress said so.
    """
    progress(0, 1)
    connection = workspace.connection
    uncoded = suggestions.uncoded(connection, exercise_id, _MOST)
    coded = suggestions.coded(connection, exercise_id, _MOST)
    questions = tuple({said.question for said in (*uncoded, *coded)})
    found = run(
        _discover,
        [(said.id, said.text) for said in uncoded],
        [said.text for said in coded],
        questions,
    )
    progress(1, 1)
    groups = tuple(Discovered(*each) for each in found)
    return Discovery(groups, len(uncoded), len(coded))


def marked(texts: Sequence[str], words: Sequence[str]) -> list[tuple[Span, ...]]:
    """Where the words of a group stand in each text; all their forms count."""
    from analysis.keywords import find_keywords

    hits = {hit.text: hit.spans for hit in find_keywords(texts, {0: keywords_of(words)})}
    return [hits.get(number, ()) for number in range(len(texts))]


def keywords_of(words: Sequence[str]) -> list[str]:
    """The words of a group as keywords that find all their forms."""
    return [" ".join(f"{part}~" for part in word.split()) for word in words]


def make_theme(
    workspace: Workspace,
    exercise_id: int,
    name: str,
    comment_ids: Sequence[int],
    words: Sequence[str],
) -> Changes:
    """Make a theme of a group, and propose it for the group's comments; `created` is the theme's id.
    Both are one step of undo. What is proposed counts nowhere until a person accepts it.

    Args:
        words: become the theme's keywords.

    Raises:
        NotPossible: the name is blank or taken, or the comments are another exercise's.
    """
    if store.comments_outside(workspace.connection, comment_ids, exercise_id):
        raise NotPossible(
            "These comments are another exercise's.", action="Look for new themes again."
        )
    keywords = store.KEYWORD_SEPARATOR.join(keywords_of(words))
    made = codebook.add_theme(workspace, exercise_id, name=name, keywords=keywords)
    listed = suggestions.said(workspace.connection, comment_ids)
    found = marked([said.text for said in listed], words)
    spans = {said.id: each for said, each in zip(listed, found, strict=True) if each}
    with workspace.acting("propose theme", exercise_id, automatic=True) as action:
        action.insert_many(
            "coding",
            _NEW_CODING,
            (
                (
                    new_uid(),
                    comment_id,
                    made.created,
                    "keyword rules",
                    Origin.RULE,
                    CodingStatus.PROPOSED,
                    store.pack_spans(spans[comment_id]),
                )
                for comment_id in comment_ids
                if comment_id in spans
            ),
        )
    proposed = action.changes()
    return Changes(
        made.label, made.action_id, made.tables | proposed.tables, len(spans), made.created
    )


_MOST = 20_000  # comments of each kind, spread over the exercise


def _discover(
    uncoded: Sequence[tuple[int, str]], coded: Sequence[str], questions: Sequence[str]
) -> list[tuple[str, tuple[str, ...], tuple[int, ...]]]:
    from analysis.discovery import discover

    return [
        (each.label, tuple(each.words), tuple(each.comments))
        for each in discover(uncoded, coded, GROUPS, questions=questions)
    ]
