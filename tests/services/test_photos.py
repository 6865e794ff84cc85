"""Photos: small, upright, and without a word about where they were taken."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from building import Small, contents
from PIL import Image

from engage_app.errors import DocumentError, NotPossible
from engage_app.services import activities, photos
from engage_app.services import workspace as workspaces
from storage.photos import small

GPS = 0x8825
ORIENTATION = 0x0112


def camera(path: Path, size: tuple[int, int] = (4000, 3000), orientation: int = 6) -> Path:
    """A photo as a phone writes it: on its side, with place, camera, comment and XMP."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[0x010F] = "PhoneMaker"
    exif.get_ifd(GPS)[2] = (53.0, 57.0, 30.0)
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>53,57N</exif:GPSLatitude>"
    image.save(path, "JPEG", exif=exif, comment=b"St Mary's hall", xmp=xmp)
    return path


def test_place_and_time_are_gone_and_the_picture_stands_upright(tmp_path: Path) -> None:
    path = camera(tmp_path / "chart.jpg")
    with Image.open(path) as taken:
        assert dict(taken.getexif().get_ifd(GPS))  # it was there
    (read,), wrong = photos.read_photos([path])
    assert wrong == []
    kept = Image.open(io.BytesIO(read.content))
    assert kept.format == "JPEG"
    assert kept.size == (1200, 1600) == (read.width, read.height)
    assert dict(kept.getexif()) == {}
    assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for word in (b"Exif", b"GPS", b"PhoneMaker", b"St Mary", b"xmp", b"http://"):
        assert word not in read.content
    corner = kept.crop((1100, 0, 1200, 100)).resize((1, 1)).tobytes()
    assert (corner[0] > 200, corner[2] < 60) == (
        True,
        True,
    )  # what lay at the top left is now at the top right


@pytest.mark.parametrize("form", ["PNG", "WEBP", "GIF", "BMP", "TIFF"])
def test_other_kinds_become_jpeg_and_what_shows_through_is_white(form: str) -> None:
    stream = io.BytesIO()
    mode = "RGBA" if form in ("PNG", "WEBP") else "P"
    Image.new(mode, (300, 200)).save(stream, form)
    read = small(stream.getvalue(), "chart")
    kept = Image.open(io.BytesIO(read.content))
    assert (kept.format, kept.size) == ("JPEG", (300, 200))
    if mode == "RGBA":
        assert kept.getpixel((10, 10)) == (255, 255, 255)


def png(side: int) -> bytes:
    """A PNG that says it is a square of so many pixels, and holds next to none."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 99))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no picture at all", "is no photo"),
        (b"", "is no photo"),
        (png(20_000), "more than 89 million pixels"),
        (png(300), "damaged or was not copied in full"),
        (b"\0\0\0\x18ftypheic", "newer phones"),
    ],
)
def test_what_is_no_photo_gets_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        small(data, "chart.png")
    assert caught.value.action


def test_a_photo_cut_short_gets_a_sentence_and_the_others_are_read(tmp_path: Path) -> None:
    whole = camera(tmp_path / "whole.jpg", (800, 600), 1)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(whole.read_bytes()[:2000])
    read, wrong = photos.read_photos([cut, whole, tmp_path / "gone.jpg", tmp_path])
    assert [each.name for each in read] == ["whole.jpg"]
    assert [str(each).split("”")[1].split(".")[0] for each in wrong] == [
        " is damaged or was not copied in full",
        " can't be read",
        " is a folder",
    ]


def test_photos_hang_on_an_activity_and_every_step_can_be_undone(
    small: Small, tmp_path: Path
) -> None:
    workspace, workshop = small.workspace, small.activities["workshop"]
    read, _ = photos.read_photos(
        [camera(tmp_path / f"{size}.jpg", (size, 400), 1) for size in (500, 600)]
    )
    before = contents(workspace)
    photos.add_photos(workspace, workshop, read)
    first, second = photos.photos(workspace, workshop)
    assert [(each.file_name, each.width) for each in (first, second)] == [
        ("500.jpg", 500),
        ("600.jpg", 600),
    ]
    assert photos.picture(workspace, first.id) == read[0].content
    photos.set_caption(workspace, first.id, " Table  3 ")
    assert photos.photos(workspace, workshop)[0].caption == "Table 3"
    photos.remove_photo(workspace, first.id)
    assert photos.photos(workspace, workshop) == [second]
    workspaces.undo(workspace)
    assert photos.picture(workspace, first.id) == read[0].content
    workspaces.undo(workspace)
    workspaces.undo(workspace)
    assert {**contents(workspace), "record_version": []} == {**before, "record_version": []}
    workspaces.redo(workspace)
    assert photos.picture(workspace, first.id) == read[0].content
    assert activities.what_goes(workspace, workshop) == "2 photos"


def test_a_photo_that_hangs_there_already_is_not_added_twice(small: Small, tmp_path: Path) -> None:
    workspace, workshop = small.workspace, small.activities["workshop"]
    (read,), _ = photos.read_photos([camera(tmp_path / "a.jpg", (500, 400), 1)])
    photos.add_photos(workspace, workshop, [read, read])
    assert len(photos.photos(workspace, workshop)) == 1
    with pytest.raises(NotPossible, match="“Workshop” has that photo already"):
        photos.add_photos(workspace, workshop, [read])


def test_a_photo_that_is_gone_gets_a_sentence(small: Small) -> None:
    for ask in (photos.picture, photos.remove_photo):
        with pytest.raises(NotPossible, match="not there any more"):
            ask(small.workspace, 99)
