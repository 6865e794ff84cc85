"""Exports of KoboToolbox for tests: a CSV with semicolons, everything quoted, line feeds."""

from pathlib import Path
from typing import Any

from storage.surveys.reader import read_survey
from storage.surveys.survey_file import SurveyFile
from storage.surveys.values import values_of

OWN = ["_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
       "_submitted_by", "__version__", "_tags", "_index"]  # fmt: skip


def own(number: int, **changes: str) -> list[str]:
    """Kobo's own cells of one response."""
    cells = {
        "_id": str(900 + number),
        "_uuid": f"00000000-0000-4000-8000-{number:012}",
        "_submission_time": f"2022-05-{10 + number}T08:03:11",
        "_status": "submitted_via_web",
        "__version__": "v1",
        "_index": str(number),
        **changes,
    }
    return [cells.get(name, "") for name in OWN]


def kobo(path: Path, headings: list[str], rows: list[list[str]], **changes: Any) -> SurveyFile:
    """A Kobo CSV: semicolons, everything quoted, line feeds."""
    table = [headings + OWN, *([*row, *own(i, **changes)] for i, row in enumerate(rows, 1))]
    lines = (";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in table)
    path.write_bytes(("\n".join(lines) + "\n").encode())
    return read_survey(path)


def answers(survey: SurveyFile) -> dict[str, list[Any]]:
    return {question.name: values_of(survey, question) for question in survey.questions}
