"""Engage's own template, for an organisation to start from: every style, used once by its name."""

from engage_app.domain.report import (
    Block,
    Bullets,
    Column,
    Heading,
    Kind,
    Paragraph,
    Quotation,
    Report,
    Table,
    TableBlock,
)

_HOW = (
    "Change the look of the styles in this document, its margins, its header and its footer, save "
    "it, and choose it as the template of your papers. The words on these pages are not printed.",
    "Headings and paragraphs are numbered by Engage. The colour behind the headings of tables is "
    "that of the header row of the table style “Engage Table”.",
)
_STYLES = (
    ("Organisation, Title, Subtitle, Cover Label", "the cover sheet"),
    ("Heading 1, Heading 2, Heading 3, Appendix Heading", "headings"),
    ("Normal, Numbered Paragraph, List Bullet", "text"),
    ("Quote, Quote Attribution", "what people said, and who said it"),
    ("Caption, Figure", "charts and the captions of charts and tables"),
    ("Table Heading, Table Text, Table Figure, Table Note", "the words in and under tables"),
    ("TOC Heading, toc 1, toc 2, toc 3", "the contents list"),
    ("Header, Footer", "the lines over and under each page"),
)


def own_template() -> bytes:
    """The template, as the bytes of its file."""
    from storage.reports.word import word_bytes

    styles = Table(
        "styles",
        "Styles of a paper",
        "",
        "",
        (
            Column("Style", width=2),
            Column("What it is for", width=2),
            Column("Figures", Kind.COUNT),
        ),
        tuple((name, use, number) for number, (name, use) in enumerate(_STYLES, 1)),
        ("A note under a table.",),
    )
    blocks: tuple[Block, ...] = (
        Heading("How to use this template"),
        *(Paragraph(text, numbered=True) for text in _HOW),
        Heading("A heading of the second level", 2),
        Bullets(("An item of a list.", "Another item.")),
        Heading("A heading of the third level", 3),
        Paragraph("A paragraph that is not numbered."),
        Quotation("The words of somebody who took part.", "who that was"),
        TableBlock(styles),
        Heading("An appendix", appendix=True),
        Paragraph("A numbered paragraph of an appendix.", numbered=True),
    )
    return word_bytes(
        Report(
            title="Template for board papers",
            subtitle="The styles that Engage prints with",
            organisation="Your organisation",
            date="",
            author="Engage",
            cover=(("An item of the cover", "What it says"),),
            notes=(),
            tables=(),
            blocks=blocks,
        )
    )
