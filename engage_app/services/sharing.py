"""Handing a codebook and coded comments to other programs: REFI-QDA, ThemeFinder, a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from engage_app.domain.coding import CodingStatus, Span
from engage_app.domain.exercise import Side
from engage_app.domain.redaction import Replacement
from engage_app.domain.sharing import (
    Replaced,
    SharedCoding,
    SharedComment,
    SharedProject,
    SharedResponse,
    SharedTheme,
)
from engage_app.errors import NotPossible
from engage_app.services import codebook, planning
from engage_app.services.workspace import Workspace
from storage import redactions
from storage.exchange import coded
from storage.exchange.coded import Row

KNOWN = ("Activity", "Date", "Place", "Stakeholder groups", "Position", "Organisation")
"""Facts about a respondent that have a name of their own in every exercise."""


_AGREEMENT = {
    Side.FOR: "AGREEMENT",
    Side.AGAINST: "DISAGREEMENT",
    Side.BOTH: "UNCLEAR",
    Side.NEITHER: "UNCLEAR",
}


@dataclass(frozen=True)
class OurComment:
    """A comment as it is shared, and where its words are here."""

    id: int
    question_id: int
    shared: SharedComment
    words: Replaced


@dataclass(frozen=True)
class OurResponse:
    """A response as it is shared, and its comments."""

    id: int
    uid: str
    name: str
    comments: tuple[OurComment, ...]
    details: dict[str, str]


def write_codebook(workspace: Workspace, exercise_id: int, path: Path) -> Path:
    """Write the codebook as REFI-QDA (.qdc); returns the path.

    Raises:
        NotPossible: there is no theme yet, or the file can't be written there.
        FileInUse: another program has the file open.
    """
    from storage.exchange.refi_codebook import codebook as as_refi
    from storage.reports.saving import save

    written = as_refi(_themes(workspace, exercise_id))

    def write(unfinished: Path) -> None:
        unfinished.write_bytes(written)

    return save(path, write)


def write_project(workspace: Workspace, exercise_id: int, path: Path) -> Path:
    """Write codebook, comments and accepted codings as REFI-QDA (.qdpx); returns the path.

    Personal details that were accepted for redaction are covered; equality answers and contact
    details stay here.

    Raises:
        NotPossible: there are no comments yet, or the file can't be written there.
        FileInUse: another program has the file open.
    """
    from storage.exchange.refi_project import write_project as write

    return write(project(workspace, exercise_id), path)


def write_themefinder(workspace: Workspace, exercise_id: int, folder: Path) -> Path:
    """Write themes, comments and accepted codings as ThemeFinder and Consult lay them out; returns
    the folder. Personal details are covered as in a project.

    Raises:
        NotPossible: there are no comments yet, or the folder can't be written.
    """
    from storage.exchange.themefinder import write_folder

    exercise = planning.exercise(workspace, exercise_id)
    sides = {step.code: _AGREEMENT[step.side] for step in exercise.positions}
    agreement = {
        row["uid"]: sides[row["position"]]
        for row in coded.responses(workspace.connection, exercise_id)
        if row["position"] in sides
    }
    today = datetime.now(UTC).date().isoformat()
    return write_folder(project(workspace, exercise_id), folder, date=today, agreement=agreement)


def project(workspace: Workspace, exercise_id: int) -> SharedProject:
    """An exercise as other programs take it.

    Raises:
        NotPossible: there are no comments yet.
    """
    title = planning.exercise(workspace, exercise_id).title
    responses = tuple(
        SharedResponse(
            each.uid, each.name, tuple(comment.shared for comment in each.comments), each.details
        )
        for each in ours(workspace, exercise_id)
    )
    if not responses:
        raise NotPossible(
            f"There are no comments in “{title}” yet.",
            action="Import a survey or type in what was said first.",
        )
    themes = codebook.themes(workspace, exercise_id)
    return SharedProject(title, _themes(workspace, exercise_id) if themes else (), responses)


def ours(workspace: Workspace, exercise_id: int) -> list[OurResponse]:
    """The responses with comments, with what is accepted of their coding."""
    connection = workspace.connection
    comments: dict[int, list[OurComment]] = {}
    for comment in _comments(workspace, exercise_id):
        comments.setdefault(comment[0], []).append(comment[1])
    responses = coded.responses(connection, exercise_id)
    details = _details(workspace, exercise_id, responses)
    return [
        OurResponse(
            row["id"],
            row["uid"],
            row["reference"] or f"R{row['id']}",
            tuple(comments.get(row["id"], ())),
            details[row["id"]],
        )
        for row in responses
    ]


def _comments(workspace: Workspace, exercise_id: int) -> Iterator[tuple[int, OurComment]]:
    connection = workspace.connection
    covered = redactions.covers(connection)
    put: dict[int, list[Row]] = {}
    for row in coded.codings(connection, exercise_id):
        if row["status"] == CodingStatus.ACCEPTED:
            put.setdefault(row["comment_id"], []).append(row)
    for row in coded.comments(connection, exercise_id):
        words = Replaced(row["text"], _with_plain_lines(row["text"], covered.get(row["id"], ())))
        codings = tuple(
            SharedCoding(
                each["theme"],
                each["coder"],
                None if each["start"] is None else words.span(Span(each["start"], each["stop"])),
            )
            for each in put.get(row["id"], ())
        )
        shared = SharedComment(row["uid"], row["question"], words.text, codings, row["memo"])
        yield row["response_id"], OurComment(row["id"], row["question_id"], shared, words)


def _with_plain_lines(text: str, covered: Sequence[Replacement]) -> list[Replacement]:
    """What is replaced in a comment: what is covered, and ends of lines that are not LF."""
    ends = [place for place, letter in enumerate(text) if letter == "\r"] if "\r" in text else []
    lines = [
        (at, at + 1, "" if text[at + 1 : at + 2] == "\n" else "\n")
        for at in ends
        if not any(start <= at < stop for start, stop, _ in covered)
    ]
    return [*covered, *lines]


def _details(
    workspace: Workspace, exercise_id: int, responses: Sequence[Row]
) -> dict[int, dict[str, str]]:
    """What is known of each respondent, in words."""
    connection = workspace.connection
    positions = {
        step.code: step.label for step in planning.exercise(workspace, exercise_id).positions
    }
    groups = coded.groups(connection, exercise_id)
    found: dict[int, dict[str, str]] = {}
    for row in responses:
        values = (
            row["activity"],
            row["date"],
            row["place"],
            "; ".join(groups.get(row["id"], ())),
            positions.get(row["position"], row["position"]),
            row["organisation"],
        )
        found[row["id"]] = {name: value for name, value in zip(KNOWN, values, strict=True) if value}
    for response_id, question, value in coded.answers(connection, exercise_id):
        facts = found.get(response_id)
        if facts is None or not value or question in KNOWN:
            continue
        facts[question] = f"{facts[question]}; {value}" if question in facts else value
    return found


def _themes(workspace: Workspace, exercise_id: int) -> tuple[SharedTheme, ...]:
    listed = codebook.themes(workspace, exercise_id)
    if not listed:
        raise NotPossible(
            "There are no themes in the codebook yet.", action="Add some on Code first."
        )
    uids = {theme.id: theme.uid for theme in listed}
    return tuple(
        SharedTheme(
            theme.uid,
            theme.name,
            uids.get(theme.parent_id or 0, ""),
            theme.definition,
            theme.use_when,
            theme.avoid_when,
            theme.example,
            "; ".join(theme.keywords),
            theme.colour,
            theme.retired,
        )
        for theme in listed
    )
