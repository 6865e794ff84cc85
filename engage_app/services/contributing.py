"""Typing a workshop: what is said at a table is filed as it is typed, and put right at once.

A contribution is a comment of a response of its own, or of the response of whoever spoke before.
Words are stored as typed; only what was typed here can be changed here.
"""

from collections.abc import Sequence

from engage_app.domain.changes import Changes
from engage_app.domain.contribution import Contribution, Marks
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.services import contribution_writes as writes
from engage_app.services import notes, planning
from engage_app.services.workspace import Workspace
from storage import contributions as store
from storage.contributions import Captured
from storage.identifiers import new_uid
from storage.imports.rewording import NO_TONE
from storage.imports.undoing import remove_dependents

PAGE = 60
FOR_LETTERS = "letters_and_interviews"  # how the name of their own question begins
_DISCUSSED = "discussed_"  # how those of questions to discuss begin
FiledDraft = tuple[str, str] | None  # (surface, key) of a draft that this files


def latest(
    workspace: Workspace,
    activity_id: int,
    *,
    before: Contribution | None = None,
    table: str | None = None,
    limit: int = PAGE,
) -> list[Contribution]:
    """The last contributions of an activity (or of one table), in the order they were captured.

    Args:
        before: the page before this one.
    """
    return store.latest(workspace.connection, activity_id, before=before, table=table, limit=limit)


def contribution(workspace: Workspace, comment_id: int) -> Contribution | None:
    """One contribution; None where it is gone."""
    return store.one(workspace.connection, comment_id)


def tables(workspace: Workspace, activity_id: int) -> list[str]:
    """The names of the tables used lately in an activity."""
    return store.tables(workspace.connection, activity_id)


def open_questions(workspace: Workspace, exercise_id: int) -> list[Question]:
    """What words can be filed under: those made for letters and workshops are never asked."""
    return [
        question
        for question in planning.questions(workspace, exercise_id)
        if question.type is QuestionType.TEXT
        and question.role is Role.COMMENT
        and (not question.retired or question.name.startswith((FOR_LETTERS, _DISCUSSED)))
    ]


def captured_here(workspace: Workspace, exercise_id: int) -> tuple[int, int]:
    """(contributions, activities) of what was not imported; a response without words is one."""
    row = workspace.connection.execute(
        """SELECT COALESCE(SUM(MAX(1, said)), 0), COUNT(DISTINCT activity_id)
           FROM (SELECT activity_id, COUNT(comment.id) AS said FROM response
                 LEFT JOIN comment ON comment.response_id = response.id WHERE exercise_id = ?
                 AND captured_at <> '' AND import_id IS NULL GROUP BY response.id)""",
        [exercise_id],
    ).fetchone()
    return int(row[0]), int(row[1])


def add_question(workspace: Workspace, exercise_id: int, label: str) -> Changes:
    """Add a question to discuss; `created` is its id. Retired, so the questionnaire never asks it.

    Raises:
        NotPossible: the label is blank.
    """
    label = planning.needed(label, "A question needs its words.")
    with workspace.acting("add question", exercise_id) as action:
        questions = planning.questions(workspace, exercise_id)
        names = {question.name for question in questions}
        number = len(questions) + 1
        while f"{_DISCUSSED}{number}" in names:
            number += 1
        row = {"name": f"{_DISCUSSED}{number}", "label": label, "sort": len(questions)}
        action.created = action.insert(
            "question",
            {
                "uid": new_uid(),
                "exercise_id": exercise_id,
                "type": QuestionType.TEXT,
                "role": Role.COMMENT,
                "retired": 1,
                **row,
            },
        )
    return action.changes()


def contribute(
    workspace: Workspace,
    activity_id: int,
    question_id: int,
    text: str,
    *,
    groups: Sequence[int] = (),
    position: str | None = None,
    themes: Sequence[int] = (),
    quote: bool = False,
    table: str = "",
    same_speaker_as: int | None = None,
    draft: FiledDraft = None,
) -> Changes:
    """File what somebody said; `created` is the comment's id. One action, its draft cleared in it.

    Args:
        text: stored as typed, without blanks around it.
        same_speaker_as: a contribution of the one who goes on; groups and a position given now
            are added to what is known of that speaker.

    Raises:
        NotPossible: nothing was typed, or what it refers to isn't in the exercise any more.
    """
    marks = Marks(tuple(groups), position, tuple(themes), quote, table)
    text = writes.words(text)
    exercise_id, home, kind = store.homes(workspace.connection, activity_id, question_id)
    writes.check(workspace, exercise_id, marks)
    if home != exercise_id or kind != QuestionType.TEXT:
        raise writes.gone("question")
    with workspace.acting("add contribution", exercise_id) as action:
        if same_speaker_as is None:
            at = (exercise_id, activity_id)
            response_id, sort = writes.add_response(action, workspace.officer, *at, marks), 0
        else:
            spoke = writes.captured(action, same_speaker_as)
            if spoke.activity_id != activity_id:
                raise writes.gone("speaker")
            response_id = spoke.response_id
            sort = store.next_sort(action.connection, response_id)
            if position:
                writes.stand(action, response_id, position)
        writes.tag(action, response_id, marks.groups)
        comment_id = writes.add_comment(action, response_id, question_id, sort, text, quote=quote)
        writes.code(action, workspace.officer, comment_id, marks.themes)
        writes.clear(action, draft)
        action.created = comment_id
    return action.changes()


def correct(
    workspace: Workspace,
    comment_id: int,
    text: str,
    marks: Marks | None = None,
    *,
    draft: FiledDraft = None,
) -> Changes:
    """Put right what was typed, and its marks where they are given; `created` is its id.

    Raises:
        NotPossible: nothing was typed, it was not typed here, or it is gone.
    """
    text = writes.words(text)
    with workspace.acting("correct contribution") as action:
        spoke = writes.captured(action, comment_id)
        writes.reword(action, comment_id, spoke.text, text)
        if marks is not None:
            writes.check(workspace, spoke.exercise_id, marks)
            writes.mark(action, workspace.officer, comment_id, spoke, marks)
        writes.clear(action, draft)
        action.created = comment_id
    return action.changes()


def retag(workspace: Workspace, comment_id: int, marks: Marks) -> Changes:
    """Make these the marks of a contribution: groups, position and table are its speaker's.

    Raises:
        NotPossible: it was not typed here, it is gone, or so is what a mark refers to.
    """
    with workspace.acting("tag contribution") as action:
        spoke = writes.captured(action, comment_id)
        writes.check(workspace, spoke.exercise_id, marks)
        writes.mark(action, workspace.officer, comment_id, spoke, marks)
        action.created = comment_id
    return action.changes()


def split(
    workspace: Workspace,
    comment_id: int,
    at: int,
    text: str | None = None,
    *,
    draft: FiledDraft = None,
) -> Changes:
    """Make two contributions of one speaker out of one; `created` is the second's id.

    Both bear the themes of the one; passages that were coded stay with their words.

    Args:
        at: where the second begins, in code points of the text.
        text: what the words are now; None: as they were filed.

    Raises:
        NotPossible: nothing would be left on one side, or it was not typed here or is gone.
    """
    with workspace.acting("split contribution") as action:
        spoke = writes.captured(action, comment_id)
        whole = spoke.text if text is None else text
        first, second = whole[:at].strip(), whole[at:].strip()
        if not first or not second:
            raise NotPossible(
                "There is nothing on one side of the cursor.",
                action="Put the cursor where the second contribution begins.",
            )
        later = store.after(action.connection, spoke.response_id, spoke.sort)
        action.update_many("comment", {key: {"sort": sort + 1} for key, sort in later.items()})
        place = (spoke.response_id, spoke.question_id, spoke.sort + 1)
        new_id = writes.add_comment(action, *place, second, quote=spoke.is_quote)
        writes.share_codings(action, comment_id, new_id, spoke.text, (first, second))
        action.update("comment", comment_id, {"text": first, **NO_TONE})
        writes.clear(action, draft)
        action.created = new_id
    return action.changes()


def merge_with_previous(
    workspace: Workspace, comment_id: int, text: str | None = None, *, draft: FiledDraft = None
) -> Changes:
    """Put a contribution to the one captured before it, a blank between; `created` is that one's id.

    Its themes go along; its speaker's groups do where nothing else of the speaker is left.

    Args:
        text: what the words are now; None: as they were filed.

    Raises:
        NotPossible: there is none before it, that one answers another question or was said at
            another table, or one of the two was not typed here or is gone.
    """
    connection = workspace.connection
    with workspace.acting("merge contributions") as action:
        spoke = writes.captured(action, comment_id)
        here = store.one(connection, comment_id)
        earlier = _earlier(workspace, spoke, here)
        words = spoke.text if text is None else writes.words(text)
        writes.reword(action, comment_id, spoke.text, words)
        joined = f"{earlier.text} {words}"
        writes.join_codings(action, comment_id, earlier.id, len(earlier.text) + 1)
        notes.carry_over(action, comment_id, earlier.id)
        quote = int(spoke.is_quote or earlier.marks.quote)
        action.update("comment", earlier.id, {"text": joined, "is_quote": quote, **NO_TONE})
        remove_dependents(action, "comment", "SELECT ?", [comment_id], set())
        action.delete_by("comment", "id", [comment_id])
        groups = here.marks.groups if here else ()
        if earlier.response_id != spoke.response_id and writes.drop_if_empty(action, spoke):
            writes.tag(action, earlier.response_id, groups)
            if spoke.position and not earlier.marks.position:
                writes.stand(action, earlier.response_id, spoke.position)
        writes.clear(action, draft)
        action.created = earlier.id
    return action.changes()


def remove(workspace: Workspace, comment_id: int) -> Changes:
    """Take a contribution out, and its speaker where that was all they said. Undoable.

    Raises:
        NotPossible: it was not typed here, or it is gone.
    """
    with workspace.acting("remove contribution") as action:
        spoke = writes.captured(action, comment_id)
        remove_dependents(action, "comment", "SELECT ?", [comment_id], set())
        action.delete_by("comment", "id", [comment_id])
        writes.drop_if_empty(action, spoke)
    return action.changes()


def _earlier(workspace: Workspace, spoke: Captured, here: Contribution | None) -> Contribution:
    """The contribution that one may be merged with: the one before it, where the two belong together."""
    connection = workspace.connection
    found = store.latest(connection, spoke.activity_id, before=here, table=None, limit=1)
    if not found:
        raise NotPossible("There is no contribution before this one to merge it with.")
    earlier = found[0]
    if earlier.question_id != spoke.question_id:
        raise NotPossible(
            "The contribution before it answers another question.",
            action="Leave the two apart, or type one of them again under the other question.",
        )
    if here and earlier.marks.table != here.marks.table:
        raise NotPossible(
            "The contribution before it was said at another table.",
            action="Leave the two apart: they are not of one speaker.",
        )
    return earlier
