"""Whatever a letter holds, no word of it is lost; whatever a file holds, it gets a sentence."""

import contextlib
import random
import re
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engage_app.errors import DocumentError
from storage.documents.html_text import paragraphs_of_html
from storage.documents.pdf import joined
from storage.documents.plain_text import paragraphs_of
from storage.documents.reader import document_of

LINES = st.lists(
    st.sampled_from(
        [
            "", "Dear Ann,", "Kind regards,", "--", "> quoted before", "- an item", "On Monday he wrote:",
            "A line as long as a page is wide, so that it goes on in the next", "Short.",
            "-----Original Message-----", "\u00a0", "Ann\tSmith", "  indented",
        ]
    ),
    max_size=12,
)  # fmt: skip


def words(text: str) -> list[str]:
    return re.sub(r"(?m)^[> ]+", "", text).split()


@given(LINES)
def test_no_word_of_a_text_is_lost_or_moved(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = paragraphs_of(text)
    assert words("\n".join(each.text for each in found)) == words(text)
    assert all(each.text == each.text.strip() != "" for each in found)


@given(LINES)
def test_no_word_of_a_web_page_is_lost_or_moved(lines: list[str]) -> None:
    page = "".join(f"<div>{line.replace('>', '&gt;')}</div>" for line in lines)
    found = paragraphs_of_html(f"<html><body>{page}</body></html>")
    assert words("\n".join(each.text for each in found)) == words("\n".join(lines))


@given(st.lists(LINES, max_size=3))
def test_no_word_of_a_page_is_lost_or_moved(pages: list[list[str]]) -> None:
    texts = ["\n".join(lines) for lines in pages]
    assert " ".join(joined(texts)).split() == " ".join(texts).split()


def samples(folder: Path) -> dict[str, bytes]:
    import docx
    from pypdf import PdfWriter

    made = docx.Document()
    made.add_paragraph("The bus is late.")
    made.save(str(folder / "a.docx"))
    message = EmailMessage()
    message["From"], message["Subject"] = "ann@example.org", "The clinic"
    message.set_content("The bus is late, and the café is shut.")
    message.add_alternative("<p>The <b>bus</b></p>", subtype="html")
    message.add_attachment(b"x", maintype="text", subtype="plain", filename="a.txt")
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(folder / "a.pdf")
    names = {"a.docx": (folder / "a.docx").read_bytes(), "a.eml": message.as_bytes()}
    return {**names, "a.pdf": (folder / "a.pdf").read_bytes()}


@pytest.mark.parametrize("name", ["a.docx", "a.eml", "a.pdf"])
def test_a_damaged_file_is_read_or_gets_a_sentence(tmp_path: Path, name: str) -> None:
    """Bytes cut off, turned over or doubled: never anything but a document or a DocumentError."""
    data, dice = samples(tmp_path)[name], random.Random(7)  # noqa: S311
    for _ in range(150):
        broken = bytearray(data)
        for _ in range(dice.randint(1, 8)):
            at = dice.randrange(len(broken))
            match dice.randrange(3):
                case 0:
                    broken[at] = dice.randrange(256)
                case 1:
                    del broken[at : at + dice.randint(1, 200)]
                case _:
                    broken[at:at] = broken[at : at + 50]
        with contextlib.suppress(DocumentError):
            found = document_of(bytes(broken), name)
            for each in found.paragraphs:
                assert "\0" not in each.text.encode("utf-8").decode("utf-8")  # it can be stored
            assert found.data == bytes(broken)
