"""How the codings came about."""

from engage_app.domain.coding import CodingStatus, Origin
from engage_app.domain.report import NOT_AVAILABLE, Column, Kind, Table
from engage_app.services.tables.cells import table
from engage_app.services.tables.material import Material
from storage import codebook

_LABELS = {
    Origin.OFFICER: "An officer",
    Origin.RULE: "A keyword rule",
    Origin.SUGGESTION: "A suggestion",
}


def coding_origins(material: Material) -> Table:
    """Who or what proposed the codings, and how many of them were accepted."""
    counts = codebook.origin_counts(material.connection, material.exercise_id)
    by_origin = {
        _LABELS[origin]: [counts.get((origin, status), 0) for status in CodingStatus]
        for origin in Origin
    }
    totals = [sum(column) for column in zip(*by_origin.values(), strict=True)]
    return table(
        "codings",
        "Where the codings come from",
        unit="codings",
        base=f"{sum(counts.values()):,} codings",
        columns=(
            Column("Put forward by", width=2),
            Column("Accepted", Kind.COUNT),
            Column("Waiting", Kind.COUNT),
            Column("Rejected", Kind.COUNT),
            Column("Share accepted", Kind.SHARE),
        ),
        rows=[
            (label, *numbers, numbers[0] / sum(numbers) if any(numbers) else NOT_AVAILABLE)
            for label, numbers in {**by_origin, "All codings": totals}.items()
        ],
        notes=(
            "A coding is one theme on one comment or passage. Only accepted codings count in a "
            "finding: a person has decided on each of them.",
        ),
    )
