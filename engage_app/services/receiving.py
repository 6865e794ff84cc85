"""Taking a codebook or a coded project that another program wrote: REFI-QDA, ThemeFinder, a table.

What was coded elsewhere and came from here finds its comments again, by identifier or by its words.
What is new comes in as responses of an activity of its own. Nothing that an officer has decided here
is undone: a theme that was rejected stays rejected.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engage_app.domain.changes import Changes
from engage_app.domain.coding import CodingStatus
from engage_app.domain.sharing import SharedCoding, SharedProject, SharedResponse
from engage_app.errors import NotPossible
from engage_app.services import received_themes, sharing
from engage_app.services.received_responses import Newcomers
from engage_app.services.shared_matching import Matcher
from engage_app.services.workspace import Workspace
from storage import codebook as store
from storage import recoding
from storage.identifiers import new_uid
from storage.trail import Action


@dataclass
class Received:
    """What came in.

    Attributes:
        proposals: made by a machine; they wait for a person.
        codings_there: that were accepted here already, or that an officer rejected here.
        left_out: what could not be taken, each in a sentence.
    """

    themes: int = 0
    matched: int = 0
    responses: int = 0
    codings: int = 0
    proposals: int = 0
    codings_there: int = 0
    left_out: list[str] = field(default_factory=list)
    changes: Changes = field(default_factory=lambda: Changes(""))

    def sentence(self) -> str:
        """In one sentence, for the officer."""
        waiting = f" {self.proposals} more wait for your review," if self.proposals else ""
        return (
            f"{self.themes} themes and {self.codings} codings came in,{waiting}"
            f" {self.codings_there} codings were here already;"
            f" {self.matched} responses were found again, {self.responses} are new."
        )


def take_codebook(workspace: Workspace, exercise_id: int, path: Path) -> Received:
    """Add the themes of a REFI-QDA codebook (.qdc) that aren't there yet.

    Raises:
        NotPossible: it is no such file.
    """
    from storage.exchange.refi_reading import read_codebook

    return receive(workspace, exercise_id, SharedProject(path.stem, read_codebook(path)))


def take_project(workspace: Workspace, exercise_id: int, path: Path) -> Received:
    """Bring in a REFI-QDA project (.qdpx): themes, codings, and the texts that aren't here.

    Raises:
        NotPossible: it is no such file.
    """
    from storage.exchange.refi_reading import read_project

    return receive(workspace, exercise_id, read_project(path))


def take_themefinder(workspace: Workspace, exercise_id: int, folder: Path) -> Received:
    """Bring in what ThemeFinder or Consult left in a folder: themes, and responses mapped to them.

    A language model mapped them: its codings are proposals, and one of a theme that the answer
    bears already, on any of its comments, says nothing new.

    Raises:
        NotPossible: it is no such folder.
    """
    from storage.exchange.themefinder import read_folder

    return receive(workspace, exercise_id, read_folder(folder))


def take_codings(workspace: Workspace, exercise_id: int, path: Path) -> Received:
    """Bring in codings from a table (CSV) for comments that are here; others are told of.

    Raises:
        NotPossible: it has no columns for words and themes.
    """
    from engage_app.services.codings_table import as_project

    return receive(workspace, exercise_id, as_project(workspace, exercise_id, path), known=True)


def receive(
    workspace: Workspace, exercise_id: int, project: SharedProject, *, known: bool = False
) -> Received:
    """Bring in what another program knows, as one step of undo.

    Args:
        known: only for responses that are here; how many weren't is told.

    Raises:
        NotPossible: there is nothing in it.
    """
    if not project.themes and not project.responses:
        raise NotPossible("There are no themes and no texts in that file.")
    matcher = Matcher(sharing.ours(workspace, exercise_id))
    found = [(each, matcher.match(each)) for each in project.responses]
    new = [each for each, mine in found if mine is None]
    missing, new = (len(new), []) if known else (0, new)
    with workspace.acting("bring in coded project", exercise_id) as action:
        themes, added = received_themes.add(workspace, action, exercise_id, project.themes)
        result = Received(themes=added, left_out=list(project.left_out))
        if missing:
            result.left_out.append(f"{missing} comments in the file are not in this exercise.")
        put = _Putting(action, workspace.officer, themes, result)
        for _, mine in found:
            result.matched += mine is not None
            for comment_id, codings in mine or ():
                put.on(comment_id, codings)
        for comment_id, codings in _add(workspace, action, exercise_id, project, new):
            put.on(comment_id, codings)
        result.responses = len(new)
    result.changes = action.changes()
    return result


def _add(
    workspace: Workspace,
    action: Action,
    exercise_id: int,
    project: SharedProject,
    new: Sequence[SharedResponse],
) -> list[tuple[int, Sequence[SharedCoding]]]:
    if not new:
        return []
    newcomers = Newcomers(workspace, action, exercise_id, project.title)
    return [pair for response in new for pair in newcomers.add(response)]


class _Putting:
    """Puts themes on comments, and counts."""

    def __init__(
        self, action: Action, officer: str, themes: dict[str, int], result: Received
    ) -> None:
        self._action = action
        self._officer = officer
        self._themes = themes
        self._result = result

    def on(self, comment_id: int, codings: Sequence[SharedCoding]) -> None:
        """Add those that aren't there; a proposal of the same is accepted."""
        there = {
            (one.theme_id, one.passage): one
            for one in reversed(store.codings_of(self._action.connection, comment_id))
        }
        proposed = any(not coding.accepted for coding in codings)
        borne = (
            store.themes_of_answer(self._action.connection, comment_id) if proposed else set[int]()
        )
        for coding in codings:
            theme_id = self._themes.get(coding.theme)
            if theme_id is None:
                continue
            if not coding.accepted and theme_id in borne:
                self._result.codings_there += 1
                continue
            same = there.get((theme_id, coding.passage))
            if same is None:
                self._insert(comment_id, theme_id, coding)
            elif same.status is CodingStatus.PROPOSED and coding.accepted:
                self._action.update("coding", same.id, {"status": CodingStatus.ACCEPTED})
                self._result.codings += 1
            else:
                self._result.codings_there += 1

    def _insert(self, comment_id: int, theme_id: int, coding: SharedCoding) -> None:
        passage = coding.passage
        self._action.insert(
            "coding",
            {
                "uid": new_uid(),
                "comment_id": comment_id,
                "theme_id": theme_id,
                "start": passage.start if passage else None,
                "stop": passage.end if passage else None,
                "coder": coding.coder or self._officer,
                "origin": coding.origin,
                "status": CodingStatus.ACCEPTED if coding.accepted else CodingStatus.PROPOSED,
            },
        )
        looked_at = recoding.row_ids(self._action.connection, [comment_id], theme_id)
        self._action.delete_by("recode", "id", looked_at)
        self._result.codings += coding.accepted
        self._result.proposals += not coding.accepted
