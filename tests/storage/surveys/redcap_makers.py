"""REDCap's data dictionary for tests."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from survey_makers import write_csv

HEADINGS = (
    "Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
    "Choices, Calculations, OR Slider Labels", "Field Note",
    "Text Validation Type OR Show Slider Number", "Text Validation Min", "Text Validation Max",
    "Identifier?", "Branching Logic (Show field only if...)", "Required Field?",
    "Custom Alignment", "Question Number (surveys only)", "Matrix Group Name", "Matrix Ranking?",
    "Field Annotation",
)  # fmt: skip


def dictionary(folder: Path, fields: Sequence[Mapping[str, str]]) -> Path:
    """A dictionary with these fields below the record's id.

    Args:
        fields: cells by the beginning of their heading, e.g. {"Variable": "age"}.
    """
    first = {"Variable": "record_id", "Field Type": "text", "Field Label": "Record ID"}
    rows: list[Sequence[str]] = [HEADINGS]
    for field in (first, *fields):
        cells = {"Form Name": "survey", **field}
        rows.append(
            [
                next((text for key, text in cells.items() if heading.startswith(key)), "")
                for heading in HEADINGS
            ]
        )
    return write_csv(folder / "dictionary.csv", rows)
