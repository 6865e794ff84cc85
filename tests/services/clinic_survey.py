"""A small survey with everything in it, for the tests of importing."""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engage_app.services.workspace import Workspace

HEADINGS = [
    "ID",
    "Submitted",
    "Which stakeholder group do you represent?",
    "Do you welcome the proposal?",
    "Which matter to you?",
    "Score",
    "Where do you live?",
    "Age group",
    "Name of your organisation",
    "May we quote you?",
    "Your email",
    "Please tell us why",
]
ROWS = [
    ["01", "2022-05-16", "Hospices", "I welcome it", "Cost;Travel;", "0", "North", "16-24",
     "St Ann's Hospice", "Yes", "a@example.org", "“Parking”\r\nis   bad 👍🏽"],
    ["02", "2022-05-17", "General practice", "I have some concern", "Travel;My own; words;", "7",
     "South", "25-64", "", "No", "b@example.org", "N/A"],
    ["03", "2022-05-18", "general practice", "I am concerned", "", "", "North", "25-64", "n/a",
     "Yes", "", "None"],
    ["04", "2022-05-19", "Other", "It depends", "Cost;Travel;", "3", "North", "65+", "", "", "", " "],
    ["05", "2022-05-20", "Hospices", "I welcome it", "Cost;", "7", "South", "", "", "Yes", "", "So."],
]  # fmt: skip
EVERYTHING = (
    "activity", "survey_import", "question", "choice", "tag_rule", "stakeholder_group", "place",
    "respondent", "response", "response_group", "answer", "equality_answer", "comment", "coding",
    "contact_detail", "import_profile",
)  # fmt: skip


def write(path: Path, rows: Sequence[Sequence[str]] = ROWS) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return path


def column(workspace: Workspace, query: str) -> list[Any]:
    return [row[0] for row in workspace.connection.execute(query)]


def counts(workspace: Workspace) -> dict[str, int]:
    return {table: column(workspace, f"SELECT count(*) FROM {table}")[0] for table in EVERYTHING}
