"""Letters, e-mails and notes: every word in its order, and a sentence for what can't be read."""

import hashlib
import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from engage_app.errors import DocumentError, FileInUse
from storage.documents.document import Document, Part
from storage.documents.pdf import joined
from storage.documents.reader import document_of, document_of_text, read_document

LETTER = """Dear Sir or Madam,

I write about the clinic. The buses stop at six and nobody in
the village can get home after that, which is a worry for my
neighbours.
- parking
- buses

It would help to have evening hours.

Kind regards,
Ann Smith
12 High Street
"""


def texts(document: Document, part: Part = Part.BODY) -> list[str]:
    return [each.text for each in document.paragraphs if each.part is part]


def word(path: Path, *paragraphs: str) -> Path:
    import docx

    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    made.save(str(path))
    return path


def with_body(path: Path, xml: str) -> Path:
    """A Word document whose body is this XML."""
    plain = word(path.with_name("plain.docx"), "x")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w") as target:
        for part in source.namelist():
            data = source.read(part)
            if part == "word/document.xml":
                start, end = data.index(b"<w:body>") + 8, data.index(b"</w:body>")
                data = data[:start] + xml.encode() + data[end:]
            target.writestr(part, data)
    return path


def test_a_letter_parts_at_blank_lines_and_wrapped_lines_are_joined() -> None:
    found = document_of_text(LETTER)
    assert texts(found) == [
        "I write about the clinic. The buses stop at six and nobody in the village can get home"
        " after that, which is a worry for my neighbours.\n- parking\n- buses",
        "It would help to have evening hours.",
    ]
    assert texts(found, Part.GREETING) == ["Dear Sir or Madam,"]
    assert texts(found, Part.SIGNATURE) == ["Kind regards,\nAnn Smith\n12 High Street"]


def test_short_lines_without_a_blank_one_are_a_paragraph_each() -> None:
    assert texts(document_of_text("More buses\nLonger hours\nA ramp")) == [
        "More buses",
        "Longer hours",
        "A ramp",
    ]


def test_thanks_amid_a_letter_are_no_signature() -> None:
    """What is offered to be left out must not swallow what somebody said."""
    long = "The buses stop at six and nobody in the village gets home. " * 12
    found = document_of_text(f"We agree.\n\nMany thanks\n\n{long}\n\nBest wishes\nAnn")
    assert texts(found) == ["We agree.", "Many thanks", long.strip()]
    assert texts(found, Part.SIGNATURE) == ["Best wishes\nAnn"]


def test_quoted_replies_are_told_apart_and_answers_between_them_are_not() -> None:
    found = document_of_text(
        "See below.\n\nOn Mon, 3 Mar 2025 at 10:11, Council <c@x.org> wrote:\n> What of buses?\n\n"
        "They are late.\n\n> And parking?\n\nThere is none."
    )
    assert texts(found) == ["See below.", "They are late.", "There is none."]
    assert texts(found, Part.QUOTED)[1:] == ["What of buses?", "And parking?"]


def test_everything_below_a_forwarded_message_is_quoted() -> None:
    found = document_of_text(
        "We agree.\n\n-----Original Message-----\nFrom: A\nSent: Monday\n\nThe proposal\n\nMore"
    )
    assert texts(found) == ["We agree."]
    assert texts(found, Part.QUOTED)[-2:] == ["The proposal", "More"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_files_of_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("The café’s ramp".encode(encoding))
    found = read_document(path)
    assert texts(found) == ["The café’s ramp"]
    assert found.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert found.data == path.read_bytes()


def test_word_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("First")
    table = made.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Q1", "The bus"
    made.add_paragraph("Last")
    made.save(str(tmp_path / "note.docx"))
    found = read_document(tmp_path / "note.docx")
    assert texts(found) == ["First", "Q1", "The bus", "Last"]


def test_word_keeps_what_was_inserted_and_drops_what_was_deleted(tmp_path: Path) -> None:
    """Under tracked changes; links, tabs and line breaks keep their words too."""
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    xml = (
        "<w:p>" + run.format("We ") + "<w:ins w:id='1' w:author='a'>" + run.format("do ")
        + "</w:ins><w:del w:id='2' w:author='a'><w:r><w:delText>don't </w:delText></w:r></w:del>"
        + "<w:hyperlink>" + run.format("agree") + "</w:hyperlink>"
        + "<w:r><w:br/><w:t>fully</w:t></w:r></w:p>"
    )  # fmt: skip
    assert texts(read_document(with_body(tmp_path / "tracked.docx", xml))) == ["We do agree\nfully"]


def test_words_in_a_text_box_are_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent>"
    spaces = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    xml = (
        f"<w:p><w:r><w:t>Outside</w:t></w:r><w:r><mc:AlternateContent {spaces}>"
        f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert texts(read_document(with_body(tmp_path / "box.docx", xml))) == ["Outside", "In a box"]


def test_a_bomb_in_word_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 40_000_000)
    with pytest.raises(DocumentError, match="would unpack to 40 MB, which is no letter"):
        read_document(path)


def test_xml_with_entities_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "laughs.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    with pytest.raises(DocumentError, match="XML that Word never writes"):
        read_document(path)


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann Smith <ann@example.org>"
    message["Date"] = "Mon, 03 Mar 2025 23:11:00 +0000"
    message["Subject"] = "The clinic – café"
    for name, value in headers.items():
        message[name] = value
    return message


def test_mail_says_who_when_and_about_what() -> None:
    message = mail()
    message.set_content(LETTER)
    message.add_alternative("<p>not this</p>", subtype="html")
    found = document_of(message.as_bytes(), "letter.eml")
    assert (found.sender, found.date, found.subject) == (
        "Ann Smith",
        "2025-03-03",
        "The clinic – café",
    )
    assert texts(found)[-1] == "It would help to have evening hours."
    assert found.media_type == "message/rfc822"


def test_html_mail_gives_its_words_and_knows_its_quotations() -> None:
    message = mail()
    message.set_content(
        "<html><head><style>p{color:red}</style></head><body><p>Hello team,</p>"
        "<p>The <b>bus</b>&nbsp;is <i>late</i>.<br>Very&#33;</p><div>Best wishes<br>Ann</div>"
        "<blockquote>You asked<p>something</p></blockquote><p>And one more</p></body></html>",
        subtype="html",
    )
    found = document_of(message.as_bytes(), "letter.eml")
    assert texts(found) == ["The bus is late.\nVery!", "And one more"]
    assert texts(found, Part.QUOTED) == ["You asked", "something"]
    assert texts(found, Part.SIGNATURE) == ["Best wishes\nAnn"]


def test_attachments_that_can_be_read_are_listed_and_the_others_named() -> None:
    message = mail()
    message.set_content("See attached.")
    message.add_attachment(b"More words", maintype="text", subtype="plain", filename="note.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    found = document_of(message.as_bytes(), "letter.eml")
    assert [(each.name, each.data) for each in found.attachments] == [("note.txt", b"More words")]
    assert found.unread == ("logo.png",)


def test_mail_whose_encoding_is_a_lie_is_read_by_its_bytes() -> None:
    head = b"From: a@x.org\nSubject: s\nContent-Type: text/plain; charset=%s\n\n"
    for charset in (b"us-ascii", b"no-such-thing"):
        found = document_of(head % charset + "The café".encode(), "odd.eml")
        assert texts(found) == ["The café"]


def pdf_of(lines: list[str]) -> bytes:
    """A page with these lines on it, as text."""
    from pypdf import PdfWriter
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = DictionaryObject({NameObject(key): NameObject(name) for key, name in names.items()})
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    words = StreamObject()
    words.set_data(f"BT /F1 11 Tf 20 TL 60 740 Td {shown} ET".encode("ascii"))
    writer = PdfWriter()
    page = writer.add_blank_page(600, 800)
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    page[NameObject("/Contents")] = words
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_with_a_text_layer_gives_its_paragraphs() -> None:
    data = pdf_of(
        [
            "I write about the clinic, which has served the village well",
            "for as long as anybody here can remember, since the war.",
            "Thank you.",
            "The buses stop at six and nobody in the village gets home.",
        ]
    )
    found = document_of(data, "letter.pdf")
    assert texts(found) == [
        "I write about the clinic, which has served the village well for as long as anybody here"
        " can remember, since the war. Thank you.",
        "The buses stop at six and nobody in the village gets home.",
    ]
    assert found.media_type == "application/pdf"


def test_words_that_a_pdf_sets_apart_with_tabs_or_blanks_are_a_blank_apart() -> None:
    assert list(joined(["The\t bus\t is   late.", "\u00a0"])) == ["The bus is late."]


def test_pages_are_joined_where_a_sentence_goes_on_and_their_numbers_dropped() -> None:
    wide = "a line that goes as far as the page is wide because it goes on"
    pages = [f"{wide}\n3", f"and ends here.\n\n{wide}\n• an item\nPage 4 of 4"]
    assert list(joined(pages)) == [f"{wide} and ends here.", wide, "• an item"]


def test_a_scanned_pdf_gets_a_sentence(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (200, 300), "white").save(tmp_path / "scan.pdf")
    with pytest.raises(DocumentError, match="holds pictures of pages and no text"):
        read_document(tmp_path / "scan.pdf")


def test_a_locked_pdf_gets_a_sentence() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(["Words"]))))
    writer.encrypt("secret", algorithm="RC4-128")
    stream = io.BytesIO()
    writer.write(stream)
    with pytest.raises(DocumentError, match="protected by a password"):
        document_of(stream.getvalue(), "locked.pdf")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", b"PK\x03\x04broken", "damaged, or no Word document"),
        ("a.pdf", b"%PDF-1.7\nbroken", "damaged, or no PDF"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document or an Outlook"),
        ("a.rtf", b"{\\rtf1 words}", "rich text"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "a picture"),
        ("a.eml", b"just words", "no e-mail"),
        ("a.txt", b"", "holds no words"),
        ("a.txt", b"ab\0cd", "no text, or damaged"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(DocumentError, match=said) as caught:
        document_of(data, name)
    assert caught.value.action


def test_a_workbook_is_no_letter(tmp_path: Path) -> None:
    import openpyxl

    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(DocumentError, match="no Word document"):
        read_document(tmp_path / "a.xlsx")


def test_a_file_that_is_gone_or_too_large_gets_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DocumentError, match="There is no file called"):
        read_document(tmp_path / "gone.txt")
    with pytest.raises(DocumentError, match="is a folder"):
        read_document(tmp_path)
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(25_000_001)
    with pytest.raises(DocumentError, match="larger than 25 MB"):
        read_document(big)

    def refuse(_path: Path) -> bytes:
        raise PermissionError

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(FileInUse, match="open in another program"):
        read_document(word(tmp_path / "open.docx", "x"))
