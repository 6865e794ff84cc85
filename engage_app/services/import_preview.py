"""Some responses of a survey file as they will come in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engage_app.services.survey_process import rows_of
from storage.surveys.survey_file import NOT_SHOWN, SurveyFile, SurveyMapping, Value
from storage.surveys.values import values_of


@dataclass(frozen=True)
class Preview:
    """Some responses as they will come in; every cell is text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def preview(survey: SurveyFile, mapping: SurveyMapping, limit: int = 20) -> Preview:
    """Responses from all over the file: the first ones are often tests."""
    wanted: Sequence[int] = range(survey.responses)
    if mapping.left_out:
        numbers = enumerate(survey.row_numbers)
        wanted = [row for row, number in numbers if number not in mapping.left_out]
    step = max(len(wanted) / limit, 1.0)
    rows = [wanted[int(number * step)] for number in range(min(limit, len(wanted)))]
    included = [question for question in mapping.questions if question.included]
    few = replace(survey, columns=rows_of(survey, rows))
    columns = [values_of(few, question) for question in included]
    return Preview(
        columns=("Row", "Submitted", *(question.label for question in included)),
        rows=tuple(
            (
                str(survey.row_numbers[row]),
                survey.submitted_at[row].replace("T", " "),
                *(_shown(values[place]) for values in columns),
            )
            for place, row in enumerate(rows)
        ),
    )


def _shown(value: Value) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None or value is NOT_SHOWN else str(value)
