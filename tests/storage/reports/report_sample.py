"""A report as an exercise yields it: shares, suppressed cells, all three charts, hostile texts."""

from engage_app.domain.palette import POSITION_COLOURS
from engage_app.domain.report import (
    SUPPRESSED,
    Block,
    Bullets,
    Chart,
    ChartKind,
    Column,
    Heading,
    Kind,
    Paragraph,
    Quotation,
    Report,
    Series,
    Table,
    TableBlock,
    Value,
)

GROUPS = (
    "Primary care (general practice)",
    "NHS provider trust chief executive officers",
    "Voluntary, community, faith and social enterprise sector",
    "Local authority chief executive officers (unitary, upper tier and district)",
    "Members of the public",
    "Healthwatch",
)
POSITIONS = ("Welcomed", "Opportunity", "Mixed", "No view", "Some concern", "Concern")
SHARES: dict[str, tuple[float | None, ...]] = {
    "Welcomed": (0.18, 0.71, 0.55, 0.8, 0.41, None),
    "Opportunity": (0.12, 0.2, 0.2, 0.1, 0.12, None),
    "Mixed": (0.1, 0.03, 0.08, 0.0, 0.15, None),
    "No view": (0.02, 0.0, 0.05, 0.0, 0.12, None),
    "Some concern": (0.2, 0.06, 0.09, 0.1, 0.11, None),
    "Concern": (0.38, 0.0, 0.03, 0.0, 0.09, None),
}
PEOPLE: tuple[Value, ...] = (64, 31, 47, 12, 1234, SUPPRESSED)
THEMES = (
    "Relationships and trust",
    "Boundaries that match how patients travel",
    "=SUM(A1:A9) typed by a respondent",
    "Costs of $5 and of $6",
    "Clinical leadership",
)
HEAT_GROUPS = (
    "Primary care",
    "Provider trusts",
    "Voluntary sector",
    "Local authorities",
    "Public health",
    "Healthwatch",
    "Fire and rescue",
    "Constabularies",
    "Hospices",
)


def position_table() -> Table:
    columns = (
        Column("Stakeholder group", width=3),
        Column("People", Kind.COUNT, "people"),
        *(Column(name, Kind.SHARE, "people") for name in POSITIONS),
    )
    rows = tuple(
        (
            group,
            PEOPLE[at],
            *(SUPPRESSED if SHARES[p][at] is None else SHARES[p][at] for p in POSITIONS),
        )
        for at, group in enumerate(GROUPS)
    )
    chart = Chart(
        ChartKind.STACKED,
        "Position on the proposal, by stakeholder group",
        GROUPS,
        tuple(Series(p, SHARES[p], POSITION_COLOURS[p.lower()]) for p in POSITIONS),
        alt_text="Stacked bars, one a group. Most provider trusts welcomed the proposal & "
        'general practice was "most concerned".',
        axis="Share of people who took a position",
        share=True,
    )
    return Table(
        "position_by_group",
        "Position on the proposal, by stakeholder group",
        "people",
        "1,388 people who took a position",
        columns,
        rows,
        ("Someone who belongs to two groups counts in both.",),
        chart,
    )


def theme_table() -> Table:
    counts = (88.0, 61.0, 40.0, 12.0, None)
    quotes = (
        "We have worked well with the hospital for twenty years.",
        "Most of our patients go to Preston, not Blackburn",
        '@cmd|"/c calc"!A0',
        "-1+1\x07 with a bell",
        "",
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (theme, SUPPRESSED if n is None else int(n), None if n is None else n / 243, quote)
        for theme, n, quote in zip(THEMES, counts, quotes, strict=True)
    )
    return Table(
        "themes",
        "What people said",
        "respondents",
        "243 respondents who answered",
        (
            Column("Theme", width=3),
            Column("Respondents", Kind.COUNT, "people"),
            Column("Share of those who answered", Kind.SHARE, "people"),
            Column("In their words", width=5),
        ),
        rows,
        (
            "People could raise more than one theme, so the shares add to over 100%.",
            "[c] = a number from 1 to 4, or one from which such a number could be worked out.",
        ),
        Chart(
            ChartKind.BARS,
            "Themes by number of respondents",
            THEMES,
            (Series("Respondents", counts),),
            "Bars: relationships and trust was raised by 88 respondents, more than any other.",
            "Respondents",
        ),
    )


def heat_table() -> Table:
    values = tuple(
        tuple(None if (r + c) % 7 == 3 else ((r * 5 + c * 3) % 11) / 12 for r in range(5))
        for c in range(9)
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (theme, *(SUPPRESSED if column[at] is None else column[at] for column in values))
        for at, theme in enumerate(THEMES)
    )
    return Table(
        "theme_by_group",
        "Themes by stakeholder group: the share of each group that raised each theme",
        "respondents",
        "respondents of each group who answered",
        (Column("Theme", width=3), *(Column(g, Kind.SHARE, "people") for g in HEAT_GROUPS)),
        rows,
        (),
        Chart(
            ChartKind.HEAT,
            "Themes by stakeholder group",
            THEMES,
            tuple(Series(g, v) for g, v in zip(HEAT_GROUPS, values, strict=True)),
            "A heat map of five themes by nine groups.",
            share=True,
        ),
    )


def log_table() -> Table:
    """Long texts in several columns: too much for an upright page."""
    names = "; ".join(f"Organisation number {n}" for n in range(12))
    columns = tuple(
        Column(name) for name in ("Date", "Kind", "Title", "Place", "Who", "Said", "Did")
    )
    said = "The arrangement works well and should be kept as it is, with those who know it."
    row = ("16 May 2022", "Workshop", "Trust chairs and chief executives", "Online", names, said)
    return Table("log", "Sessions", "", "", columns, ((*row, said),) * 12)


def empty_table() -> Table:
    return Table(
        "you_said_we_did",
        "You said, we did",
        "actions",
        "",
        (Column("You said", width=3), Column("We did", width=3), Column("Count", Kind.COUNT)),
        (),
    )


def sample_report() -> Report:
    positions, themes, heat = position_table(), theme_table(), heat_table()
    blocks: tuple[Block, ...] = (
        Heading("How people were engaged"),
        Paragraph(
            "The exercise took place from mid-May to mid-June 2022: an online survey with 243 "
            "responses, and conversations with over 170 individuals and groups.",
            numbered=True,
        ),
        Paragraph("It asked four questions:", numbered=True),
        Bullets(("What works well now?", "What should be preserved?", "=What worries you?")),
        Heading("What people said"),
        Paragraph("The proposal was broadly welcomed by PBP Chairs.", numbered=True),
        Paragraph("Concerns were expressed by Primary Care (General Practice).", numbered=True),
        TableBlock(positions),
        Heading("Themes", 2),
        Paragraph("Five themes stood out.", numbered=True),
        Quotation("I love our hospital partnership\nand this would end it.", "GP, Blackpool"),
        TableBlock(themes),
        Heading("By group", 2),
        Paragraph("Groups raised different themes.", numbered=True),
        TableBlock(heat),
        Heading("Primary care", 3),
        Paragraph("General practice wrote about trust.", numbered=True),
        Heading("Method"),
        Paragraph("Coded by two officers. \x0bMachines suggested; people decided."),
        TableBlock(empty_table()),
    )
    return Report(
        "Place Based Partnerships: what people told us",
        "Appendix A: engagement report",
        "Lancashire and South Cumbria Integrated Care Board",
        "27 July 2022",
        "Jane Scattergood",
        (
            ("Date of meeting", "27 July 2022"),
            ("Title of paper", "Place Based Partnerships: what people told us"),
            ("Presented by", "Jane Scattergood, Director of Nursing and Quality"),
            ("Agenda item", "9"),
            ("Confidential", "No"),
            (
                "Purpose of the paper",
                "Share the outcomes of the review of the five current partnerships.",
            ),
            ("Conflicts of interest identified", "None"),
            ("Privacy impact assessment completed", "Not applicable"),
        ),
        (
            "A person counts once in a group, however many comments they made.",
            "Hedges: broadly means at least three in five of those who took a position.",
        ),
        (positions, themes, heat, empty_table()),
        blocks,
    )
