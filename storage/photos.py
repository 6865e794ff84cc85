"""Photos of flip charts: made small, freed of all that a camera writes beside the picture, kept."""

import hashlib
import io
import sqlite3
import struct
import warnings
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from engage_app.domain.activity import Photo
from engage_app.errors import DocumentError, FileInUse
from storage.identifiers import new_uid
from storage.rows import read_rows
from storage.trail import Action

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 1600  # pixels
QUALITY = 85
SIZE_LIMIT = 60_000_000  # bytes
MEDIA_TYPE = "image/jpeg"
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
_WISH = "Choose a photo saved as JPEG or PNG."
# What Pillow raises on damaged files, by format.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    IndexError,
    KeyError,
    EOFError,
    struct.error,
)


@dataclass(frozen=True)
class SmallPhoto:
    """A picture as it will be kept; sizes in pixels."""

    name: str
    content: bytes = field(repr=False)
    sha256: str
    width: int
    height: int


def small_photo(path: Path) -> SmallPhoto:
    """Read a photo from a file; see `small`.

    Raises:
        DocumentError: with a sentence, where it can't be read.
        FileInUse: another program holds it.
    """
    try:
        if path.is_dir():
            raise DocumentError(f"“{path.name}” is a folder.", action=_WISH)
        if path.stat().st_size > SIZE_LIMIT:
            raise DocumentError(
                f"“{path.name}” is larger than {SIZE_LIMIT // 1_000_000} MB.", action=_WISH
            )
        data = path.read_bytes()
    except PermissionError as error:
        raise FileInUse(
            f"“{path.name}” is open in another program, or you may not read it.",
            action="Close it there, then try again.",
        ) from error
    except OSError as error:
        raise DocumentError(
            f"“{path.name}” can't be read.",
            action="Check that it is still there and its drive connected.",
            detail=str(error),
        ) from error
    return small(data, path.name)


def small(data: bytes, name: str) -> SmallPhoto:
    """The picture upright, its longest side at most LONGEST_SIDE, as a JPEG of pixels alone: no
    place, no time, no camera.

    Raises:
        DocumentError: it is no picture, damaged, or would fill the memory.
    """
    from PIL import Image, UnidentifiedImageError

    if data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise DocumentError(f"“{name}” is of a kind that only newer phones write.", action=_WISH)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
        with opened as image:
            image.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # JPEG: decode no more
            clean = _clean(image)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError) as error:
        raise DocumentError(
            f"“{name}” has more than {(Image.MAX_IMAGE_PIXELS or 0) // 1_000_000} million pixels.",
            action="Save it smaller, then add it.",
        ) from error
    except UnidentifiedImageError as error:
        raise DocumentError(f"“{name}” is no photo.", action=_WISH) from error
    except _DAMAGE as error:
        raise DocumentError(
            f"“{name}” is damaged or was not copied in full.",
            action="Copy it from the camera again.",
            detail=f"{type(error).__name__}: {error}",
        ) from error
    stream = io.BytesIO()
    clean.save(stream, "JPEG", quality=QUALITY, optimize=True)
    content = stream.getvalue()
    return SmallPhoto(name, content, hashlib.sha256(content).hexdigest(), *clean.size)


def _clean(image: "Image.Image") -> "Image.Image":
    """A new image of the same pixels: whatever the file said besides stays behind."""
    from PIL import Image, ImageOps

    image.thumbnail((2 * LONGEST_SIDE, 2 * LONGEST_SIDE))  # the rest costs no memory then
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright.getchannel("A"))
    return clean


def photos(connection: sqlite3.Connection, activity_id: int) -> list[Photo]:
    """The photos of an activity, without their pixels, in order."""
    rows = read_rows(
        connection,
        """SELECT id, caption, file_name, width, height, sha256 FROM photo
        WHERE activity_id = ? ORDER BY sort, added_at, uid""",
        [activity_id],
    )
    return [Photo(**row) for row in rows]


def known(connection: sqlite3.Connection, activity_id: int) -> set[str]:
    """The SHA-256 of the photos of an activity."""
    query = "SELECT sha256 FROM photo WHERE activity_id = ?"
    return {sha256 for (sha256,) in connection.execute(query, [activity_id])}


def content(connection: sqlite3.Connection, photo_id: int) -> bytes | None:
    """A picture's JPEG; None where it is gone."""
    row = connection.execute("SELECT content FROM photo WHERE id = ?", [photo_id]).fetchone()
    return bytes(row[0]) if row else None


def home(connection: sqlite3.Connection, photo_id: int) -> int | None:
    """The exercise a photo belongs to; None where it is gone."""
    row = connection.execute(
        """SELECT exercise_id FROM photo JOIN activity ON activity.id = activity_id
        WHERE photo.id = ?""",
        [photo_id],
    ).fetchone()
    return int(row[0]) if row else None


def add(action: Action, activity_id: int, sort: int, photo: SmallPhoto) -> int:
    """Keep a picture with an activity; returns its id."""
    return action.insert(
        "photo",
        {
            "uid": new_uid(),
            "activity_id": activity_id,
            "sort": sort,
            "file_name": photo.name,
            "sha256": photo.sha256,
            "media_type": MEDIA_TYPE,
            "width": photo.width,
            "height": photo.height,
            "added_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "content": photo.content,
        },
    )
