"""Papers made from the organisation's own Word document."""

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from organisation_template import GREEN, OLD_WORDS, changed, organisation_template, part
from report_sample import log_table, sample_report
from word_reading import tables, text_of, texts

from engage_app.domain.report import Heading, Paragraph, TableBlock
from engage_app.errors import DocumentError
from storage.reports import template_guard
from storage.reports.word import word_bytes
from storage.reports.word_own_template import own_template

APPENDIX = (Heading("Method in full", appendix=True), Paragraph("How it was done.", numbered=True))


@pytest.fixture(scope="module")
def paper() -> bytes:
    report = sample_report()
    blocks = (*report.blocks, TableBlock(log_table()), *APPENDIX)
    return word_bytes(replace(report, blocks=blocks, template=organisation_template()))


@pytest.fixture(scope="module")
def document(paper: bytes) -> Any:
    return docx.Document(BytesIO(paper))


def test_its_styles_stay_and_missing_ones_come(document: Any) -> None:
    assert document.styles["Heading 1"].font.color.rgb == GREEN
    assert document.styles["Heading 1"].font.name == "Georgia"
    assert document.styles["Appendix Heading"].base_style.name == "Heading 1"
    for name in ("Caption", "Quote", "Heading 3", "List Bullet", "Table Text"):
        assert document.styles[name].font.name is None, "in the organisation's typeface"
    assert texts(document, "Title") == [sample_report().title]


def test_its_page_margins_header_and_logo_stay(document: Any) -> None:
    upright, side, *_ = document.sections
    assert [round(length.cm, 2) for length in (upright.page_width, upright.left_margin)] == [
        21.59,
        3,
    ]
    assert round(side.page_width.cm, 2) == 27.94
    assert upright.different_first_page_header_footer
    assert not side.different_first_page_header_footer
    assert upright.header.paragraphs[0].text == "Our organisation"
    assert len(list(upright.header._element.iter(qn("w:drawing")))) == 1
    assert upright.footer.paragraphs[0].text == "Page 1 of 1", "ours, as it has none"


def test_tables_and_pictures_fit_between_its_margins(document: Any) -> None:
    room = {False: 21.59 - 6, True: 27.94 - 6}
    for table in tables(document):
        width = sum(int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol")))
        assert width / 1440 * 2.54 <= room[True] + 0.05
    for picture in document.inline_shapes:
        assert picture.width.cm <= room[True] + 0.05


def test_headings_of_tables_take_the_fill_of_its_table_style(document: Any) -> None:
    for table in tables(document):
        first = table.find(qn("w:tr"))
        assert {shade.get(qn("w:fill")) for shade in first.iter(qn("w:shd"))} == {str(GREEN)}
    assert str(document.styles["Table Heading"].font.color.rgb) == "FFFFFF"


def test_nothing_of_its_old_words_travels_along(paper: bytes, document: Any) -> None:
    with ZipFile(BytesIO(paper)) as archive:
        for name in archive.namelist():
            assert OLD_WORDS.encode() not in archive.read(name)
    assert document.core_properties.category == ""
    assert document.core_properties.title == sample_report().title


def test_our_numbering_is_tied_to_its_headings(document: Any) -> None:
    numbering = document.part.numbering_part.element
    tied = {
        level.find(qn("w:pStyle")).get(qn("w:val")): level.find(qn("w:lvlText")).get(qn("w:val"))
        for level in numbering.iter(qn("w:lvl"))
        if level.find(qn("w:pStyle")) is not None
    }
    ids = [document.styles[f"Heading {n}"].style_id for n in (1, 2, 3)]
    assert [tied[one] for one in ids] == ["%1.", "%1.%2", "%1.%2.%3"]
    assert tied[document.styles["Appendix Heading"].style_id] == "Appendix %1"
    assert tied[document.styles["List Bullet"].style_id] == "•"


def test_every_list_comes_after_every_kind_of_list(document: Any) -> None:
    """Word calls a document damaged where they are mixed."""
    tags = [child.tag for child in document.part.numbering_part.element]
    kinds = [at for at, tag in enumerate(tags) if tag == qn("w:abstractNum")]
    lists = [at for at, tag in enumerate(tags) if tag == qn("w:num")]
    assert max(kinds) < min(lists)


def test_the_same_template_gives_the_same_bytes() -> None:
    report = replace(sample_report(), template=organisation_template())
    assert word_bytes(report) == word_bytes(report)


def test_our_own_template_has_every_style_and_serves_as_one() -> None:
    ours = own_template()
    template_guard.check(ours, "ours.docx")
    names = {style.name for style in docx.Document(BytesIO(ours)).styles}
    assert {"Title", "Heading 1", "Appendix Heading", "Table Heading", "Engage Table"} <= names
    plain = docx.Document(BytesIO(word_bytes(sample_report())))
    again = docx.Document(BytesIO(word_bytes(replace(sample_report(), template=ours))))
    body, other = plain.element.body, again.element.body
    assert [text_of(p) for p in body.iter(qn("w:p"))] == [text_of(p) for p in other.iter(qn("w:p"))]


def test_a_template_without_lists_or_pages_of_its_own_will_do() -> None:
    bare = changed(
        organisation_template(),
        word__numbering_xml=None,
        word__styles_xml=b'<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/'
        b'2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Standard">'
        b'<w:name w:val="Normal"/></w:style></w:styles>',
    )
    types = part(bare, "[Content_Types].xml")
    cut = types.replace(
        b'<Override PartName="/word/numbering.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.numbering+xml"/>',
        b"",
    )
    relations = part(bare, "word/_rels/document.xml.rels")
    start = relations.index(b"numbering.xml")
    opened = relations.rindex(b"<Relationship ", 0, start)
    closed = relations.index(b"/>", start) + 2
    bare = changed(bare, **{"[Content_Types].xml": cut})
    bare = changed(
        bare, **{"word/_rels/document.xml.rels": relations[:opened] + relations[closed:]}
    )
    made = docx.Document(BytesIO(word_bytes(replace(sample_report(), template=bare))))
    assert texts(made, "Heading 1")[0] == "How people were engaged"
    languages = {lang.get(qn("w:val")) for lang in made.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def refused(data: bytes) -> str:
    with pytest.raises(DocumentError) as caught:
        template_guard.check(data, "ours.docx")
    return str(caught.value)


def with_relation(kind: str, target: str) -> bytes:
    data = organisation_template()
    relations = part(data, "word/_rels/document.xml.rels")
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    added = (
        f'<Relationship Id="rId99" Type="{base}/{kind}" Target="{target}" TargetMode="External"/>'
    )
    return changed(
        data,
        **{
            "word/_rels/document.xml.rels": relations.replace(
                b"</Relationships>", added.encode() + b"</Relationships>"
            )
        },
    )


def test_a_good_template_is_let_through() -> None:
    template_guard.check(organisation_template(), "ours.docx")
    template_guard.check(with_relation("hyperlink", "https://www.nhs.uk"), "ours.docx")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is not a Word document"),
        (b"PK\x03\x04 and no more", "was not copied in full"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "old format, or protected by a password"),
        (b"x" * (template_guard.LARGEST + 1), "too large"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_templates_and_macro_files_are_refused() -> None:
    data = organisation_template()
    types = part(data, "[Content_Types].xml")
    dotx = types.replace(b"document.main+xml", b"template.main+xml")
    assert ".dotx" in refused(changed(data, **{"[Content_Types].xml": dotx}))
    docm = types.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
    assert "macros" in refused(changed(data, **{"[Content_Types].xml": docm}))
    assert "macros" in refused(changed(data, **{"word/vbaProject.bin": b"1"}))
    assert "files inside" in refused(changed(data, **{"word/embeddings/a.xlsx": b"1"}))


@pytest.mark.parametrize(
    ("kind", "target", "said"),
    [
        ("attachedTemplate", "file:///C:/house.dotm", "rests on a template kept elsewhere"),
        ("image", "http://example.org/logo.png", "fetches a part of itself"),
        ("hyperlink", "file://server/share", "fetches a part of itself"),
        ("oleObject", "http://example.org/a.xls", "macros, controls or files"),
    ],
)
def test_what_fetches_from_elsewhere_is_refused(kind: str, target: str, said: str) -> None:
    assert said in refused(with_relation(kind, target))


def test_fields_that_fetch_and_hostile_xml_are_refused() -> None:
    data = organisation_template()
    header = part(data, "word/header1.xml")
    for field in (b"DDEAUTO c:\\\\cmd.exe", b'INCLUDEPICTURE "http://example.org/x.png"'):
        run = b"<w:r><w:instrText> " + field + b" </w:instrText></w:r></w:p>"
        hostile = header.replace(b"</w:p>", run, 1)
        assert "field that fetches" in refused(changed(data, **{"word/header1.xml": hostile}))
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + header.partition(b"?>")[2]
    assert "never writes" in refused(changed(data, **{"word/header1.xml": bomb}))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    data = changed(organisation_template(), **{"word/media/a.bin": b"\0" * 60_000_000})
    assert "too large" in refused(data)


def test_a_writer_refuses_what_came_unchecked() -> None:
    """A template may have come with a colleague's workspace."""
    with pytest.raises(DocumentError, match="fetches a part of itself"):
        word_bytes(replace(sample_report(), template=with_relation("image", "http://example.org")))
