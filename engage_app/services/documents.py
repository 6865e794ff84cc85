"""Interviews and letters: a file or pasted text, split into comments of one response."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engage_app.domain.activity import ActivityKind
from engage_app.domain.changes import Changes
from engage_app.domain.contribution import Marks
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import activities, contribution_writes, planning
from engage_app.services.workspace import Workspace
from storage import activities as activity_store
from storage import drafts, originals
from storage.documents import reader
from storage.documents.document import Attachment, Document, Paragraph, Part
from storage.documents.reader import PASTED
from storage.identifiers import derived_uid, new_uid
from storage.originals import Original
from storage.trail import Action

__all__ = ["PASTED", "Attachment", "Document", "Filing", "Original", "Paragraph", "Part"]

CONSENTS = {"": "Not asked", "yes": "May be quoted", "no": "Must not be quoted"}
CONVERSATION = "Feedback in letters and interviews"
_NAME = "letters_and_interviews"


@dataclass(frozen=True)
class Filing:
    """How a document is filed.

    Attributes:
        comments: the paragraphs kept, in order; their words are stored as they are.
        activity_id: whose; None makes a new activity of this kind, title and date (ISO).
        question_id: what they answer; None the exercise's question on letters and interviews,
            which is made where it isn't there.
        groups: stakeholder groups of the writer.
        position: a code of the exercise's scale, or None.
        organisation: for whom the writer spoke; empty for themselves.
        consent: a key of CONSENTS.
    """

    comments: tuple[str, ...]
    activity_id: int | None = None
    kind: ActivityKind = ActivityKind.CORRESPONDENCE
    title: str = ""
    date: str = ""
    question_id: int | None = None
    groups: tuple[int, ...] = ()
    position: str | None = None
    organisation: str = ""
    consent: str = ""


def read(path: Path, progress: Progress = no_progress) -> Document:
    """Read a .docx, .pdf, .eml or .txt; nothing is written.

    Raises:
        DocumentError: with a sentence, where it can't be read.
        FileInUse: another program holds it.
    """
    return reader.read_document(path, progress)


def read_attachment(attachment: Attachment, progress: Progress = no_progress) -> Document:
    """Read what came with an e-mail.

    Raises:
        DocumentError: with a sentence, where it can't be read.
    """
    return reader.document_of(attachment.data, attachment.name, progress)


def from_text(text: str) -> Document:
    """A document of what was pasted or typed.

    Raises:
        DocumentError: there are no words.
    """
    return reader.document_of_text(text)


def filed_before(workspace: Workspace, exercise_id: int, document: Document) -> list[Original]:
    """Where the exercise holds the very same file already, latest first."""
    return originals.same(workspace.connection, exercise_id, document.sha256)


def original(workspace: Workspace, document_id: int) -> bytes:
    """The file as it was, byte for byte.

    Raises:
        NotPossible: it isn't there any more.
    """
    found = originals.content(workspace.connection, document_id)
    if found is None:
        raise NotPossible("That document is no longer in this workspace.")
    return found


def text_questions(workspace: Workspace, exercise_id: int) -> list[Question]:
    """The questions whose answers are comments to code."""
    return [
        question
        for question in planning.questions(workspace, exercise_id)
        if question.role is Role.COMMENT and not question.retired
    ]


def file_document(
    workspace: Workspace,
    exercise_id: int,
    document: Document,
    filing: Filing,
    *,
    again: bool = False,
    draft: tuple[str, str] | None = None,
) -> Changes:
    """Keep the document, and file what it says as one response. `created` is the response.

    Args:
        again: file it even though the exercise holds the very same document.
        draft: (surface, key) of the draft that this files, cleared in the same transaction.

    Raises:
        NotPossible: no paragraph is kept, the document is there already, the new activity has no
            title, or something referred to is gone.
    """
    comments = [text.strip() for text in filing.comments if text.strip()]
    if not comments:
        raise NotPossible(
            "No paragraph is left to file.", action="Take at least one in, then try again."
        )
    if not again:
        _refuse_twin(workspace, exercise_id, document)
    contribution_writes.check(workspace, exercise_id, Marks(filing.groups, filing.position))
    if filing.consent not in CONSENTS:
        raise ValueError("no such consent")
    title = "" if filing.activity_id else _title(filing)
    with workspace.acting("file document", exercise_id) as action:
        activity_id = filing.activity_id or _new_activity(action, exercise_id, filing, title)
        _check_home(action, exercise_id, "activity", activity_id)
        question_id = filing.question_id or _question(workspace, action, exercise_id)
        _check_home(action, exercise_id, "question", question_id)
        home = (exercise_id, activity_id, originals.keep(action, activity_id, document))
        action.created = made = _response(action, workspace.officer, home, filing)
        contribution_writes.tag(action, made, filing.groups)
        for sort, text in enumerate(comments):
            contribution_writes.add_comment(action, made, question_id, sort, text, quote=False)
        if draft is not None:
            drafts.clear(action.connection, *draft)
    return action.changes()


def _refuse_twin(workspace: Workspace, exercise_id: int, document: Document) -> None:
    if before := filed_before(workspace, exercise_id, document):
        raise NotPossible(
            f"The same document is in “{before[0].activity}” already.",
            action="File it again only if it was sent twice by different people.",
        )


def _title(filing: Filing) -> str:
    title = planning.needed(filing.title, "The new activity needs a title.")
    activities.check_date(filing.date)
    return title


def _new_activity(action: Action, exercise_id: int, filing: Filing, title: str) -> int:
    row = {"uid": new_uid(), "exercise_id": exercise_id, "kind": filing.kind}
    return action.insert("activity", {**row, "title": title, "date": filing.date})


def _response(action: Action, officer: str, home: tuple[int, int, int], filing: Filing) -> int:
    """The writer and their response."""
    exercise_id, activity_id, document_id = home
    organisation = " ".join(filing.organisation.split())
    respondent = action.insert(
        "respondent",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "kind": "organisation" if organisation else "person",
            "organisation": organisation,
        },
    )
    return action.insert(
        "response",
        {
            "uid": new_uid(),
            "exercise_id": exercise_id,
            "respondent_id": respondent,
            "activity_id": activity_id,
            "submitted_at": filing.date,
            "consent": filing.consent,
            "position": filing.position,
            "position_origin": contribution_writes.BY_OFFICER if filing.position else "",
            "captured_by": officer,
            "captured_at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "document_id": document_id,
        },
    )


def _question(workspace: Workspace, action: Action, exercise_id: int) -> int:
    """The exercise's question on letters and interviews: one and the same on every laptop."""
    uid = derived_uid(planning.exercise(workspace, exercise_id).uid, _NAME)
    row = action.connection.execute("SELECT id FROM question WHERE uid = ?", [uid]).fetchone()
    if row:
        return int(row[0])
    listed = planning.questions(workspace, exercise_id)
    name, number = _NAME, 1
    while name in {question.name for question in listed}:
        name, number = f"{_NAME}_{number}", number + 1
    return action.insert(
        "question",
        {
            "uid": uid,
            "exercise_id": exercise_id,
            "sort": len(listed),
            "name": name,
            "label": CONVERSATION,
            "type": QuestionType.TEXT,
            "role": Role.COMMENT,
        },
    )


def _check_home(action: Action, exercise_id: int, table: str, key: int) -> None:
    if not activity_store.ids_in(action.connection, table, exercise_id, [key]):
        raise activities.foreign(table)
