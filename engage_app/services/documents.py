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
from engage_app.services import activities, contributing, contribution_writes, planning
from engage_app.services.contributing import FOR_LETTERS
from engage_app.services.workspace import Workspace
from storage import activities as activity_store
from storage import drafts, originals
from storage.documents import reader
from storage.documents.document import Attachment, Document, Paragraph, Part
from storage.documents.reader import PASTED
from storage.identifiers import derived_uid, new_uid
from storage.originals import Original
from storage.reports.saving import save
from storage.trail import Action

__all__ = ["PASTED", "Attachment", "Document", "Filing", "Original", "Paragraph", "Part"]

CONSENTS = {"": "Not asked", "yes": "May be quoted", "no": "Must not be quoted"}
CONVERSATION = "Feedback in letters and interviews"


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


def original_of(workspace: Workspace, response_id: int) -> Original | None:
    """The file that a response was taken from; None where it was taken from none."""
    return originals.of_response(workspace.connection, response_id)


def name_of(found: Original) -> str:
    """A file name for an original: its own, without folders; pasted text is called .txt."""
    name = found.file_name.replace("\\", "/").rpartition("/")[2].strip(". ") or "original"
    return f"{name}.txt" if found.file_name == PASTED else name


def save_original(workspace: Workspace, document_id: int, to: Path) -> Path:
    """Write the file as it was to `to`; returns the path.

    Raises:
        NotPossible: the original isn't there any more, or nothing can be written there.
        FileInUse: another program holds the file of that name.
    """
    data = original(workspace, document_id)
    return save(to, lambda path: _written(path, data))


def text_questions(workspace: Workspace, exercise_id: int) -> list[Question]:
    """The questions that a letter may answer."""
    return contributing.open_questions(workspace, exercise_id)


def own_question(workspace: Workspace, exercise_id: int) -> int | None:
    """The exercise's question on letters and interviews; None until one is filed under it."""
    query = "SELECT id FROM question WHERE uid = ?"
    row = workspace.connection.execute(query, [_own_uid(workspace, exercise_id)]).fetchone()
    return int(row[0]) if row else None


def usual_question(workspace: Workspace, exercise_id: int) -> int | None:
    """What the letter filed last answers; else the exercise's question on letters, if it is there."""
    row = workspace.connection.execute(
        """SELECT question_id FROM comment JOIN response ON response.id = comment.response_id
           WHERE response.exercise_id = ? AND document_id IS NOT NULL
           ORDER BY captured_at DESC, response.id DESC LIMIT 1""",
        [exercise_id],
    ).fetchone()
    return int(row[0]) if row else own_question(workspace, exercise_id)


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


def _written(path: Path, data: bytes) -> None:
    path.write_bytes(data)


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
    there = own_question(workspace, exercise_id)
    if there is not None:
        return there
    listed = planning.questions(workspace, exercise_id)
    name, number = FOR_LETTERS, 1
    while name in {question.name for question in listed}:
        name, number = f"{FOR_LETTERS}_{number}", number + 1
    return action.insert(
        "question",
        {
            "uid": _own_uid(workspace, exercise_id),
            "exercise_id": exercise_id,
            "sort": len(listed),
            "name": name,
            "label": CONVERSATION,
            "type": QuestionType.TEXT,
            "role": Role.COMMENT,
            "retired": 1,  # the questionnaire doesn't ask it
        },
    )


def _own_uid(workspace: Workspace, exercise_id: int) -> str:
    return derived_uid(planning.exercise(workspace, exercise_id).uid, FOR_LETTERS)


def _check_home(action: Action, exercise_id: int, table: str, key: int) -> None:
    if not activity_store.ids_in(action.connection, table, exercise_id, [key]):
        raise activities.foreign(table)
