"""A survey file and a mapping as data, for scripts."""

from dataclasses import asdict
from typing import Any

from storage.surveys.survey_file import NOT_SHOWN, SurveyFile, SurveyMapping
from storage.surveys.values import values_of


def as_json(survey: SurveyFile) -> dict[str, Any]:
    """A survey file as `engage inspect --json` prints it."""
    columns = [(question.name, values_of(survey, question)) for question in survey.questions]
    return {
        "tool": survey.tool,
        "encoding": survey.encoding,
        "header_rows": survey.header_rows,
        "questions": [
            {
                "name": question.name,
                "label": question.label,
                "type": str(question.type),
                "choices": list(question.choices),
                "role": str(question.role),
                "grid": question.grid,
                "hint": question.hint,
            }
            for question in survey.questions
        ],
        "responses": [
            {
                "source_id": source_id,
                "submitted_at": survey.submitted_at[row] or None,
                "complete": survey.complete[row] if survey.complete else True,
                "answers": {
                    name: values[row] for name, values in columns if values[row] is not NOT_SHOWN
                },
            }
            for row, source_id in enumerate(survey.source_ids)
        ],
        "problems": [asdict(problem) for problem in survey.problems],
    }


def assumed(mapping: SurveyMapping) -> list[dict[str, Any]]:
    """What an import takes the questions for, where nobody confirms it: for scripts to print."""
    return [
        {
            "name": question.name,
            "label": question.label,
            "type": str(question.type),
            "role": str(question.role),
            "tags": [asdict(tag) for tag in question.tags],
        }
        for question in mapping.questions
        if question.included
    ]


def assumptions(mapping: SurveyMapping) -> dict[str, Any]:
    """What nobody confirmed: notes in sentences, and what each question was taken for."""
    notes = [mapping.looks_like] if mapping.looks_like else []
    return {"notes": [*notes, *mapping.notes], "assumed": assumed(mapping)}
