"""What is kept of a letter that is being entered, and how it comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engage_app.domain.pieces import Piece
from engage_app.errors import EngageError
from engage_app.progress import Progress
from engage_app.services import documents
from engage_app.services.documents import Document, Part


@dataclass(frozen=True)
class Restored:
    """A draft again; `lost` names the file it came from where that is not what it was."""

    document: Document
    pieces: list[Piece]
    path: Path | None
    lost: str


def pieces_of(document: Document) -> list[Piece]:
    """The paragraphs; all but the body are offered to be left out."""
    return [
        Piece(each.text, each.part is Part.BODY, "" if each.part is Part.BODY else each.part.value)
        for each in document.paragraphs
    ]


def content_of(
    text: str,
    path: Path | None,
    document: Document,
    pieces: Sequence[Piece],
    entered: dict[str, Any],
) -> dict[str, Any]:
    """What the draft keeps: not the file itself, but where it is and how to know it again."""
    return {
        "text": text,
        "path": str(path or ""),
        "sha256": document.sha256,
        "pieces": [[piece.text, piece.kept, piece.why] for piece in pieces],
        "details": entered,
    }


def restored(content: dict[str, Any], progress: Progress) -> Restored:
    """The draft as it was; a file that is gone, or another one now, is replaced by its text."""
    pieces = [Piece(text, kept, why) for text, kept, why in content["pieces"]]
    path = Path(content["path"]) if content.get("path") else None
    if path is not None:
        try:
            found = documents.read(path, progress)
        except EngageError:
            found = None
        if found is not None and found.sha256 == content.get("sha256"):
            return Restored(found, pieces, path, "")
    text = content["text"] if path is None and content.get("text") else ""
    words = text or "\n\n".join(piece.text for piece in pieces)
    return Restored(documents.from_text(words), pieces, None, path.name if path else "")
