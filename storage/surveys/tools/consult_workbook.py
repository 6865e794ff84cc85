"""The workbook of i.AI Consult: sheets that say which column of Responses is which question.

Each names columns by their letter. Demographics: letter, label. Open Questions and Multiple Choice
Questions: letter, number, question. Hybrid Questions: letter of the words, number, question, letter
of the choice. Anything above the first letter is a heading or an instruction.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Single
from storage.surveys.headings import clean, plain
from storage.surveys.layout import QuestionSpec
from storage.surveys.raw_table import RawTable, column_letter

RESPONSES = "Responses"
_DEMOGRAPHICS = ("demographics", "demographic")
_OPEN = ("open questions",)
_HYBRID = ("hybrid questions",)
_CLOSED = ("multiple choice questions", "multiple choice")
_LETTERS = re.compile(r"[A-Z]{1,3}")


@dataclass(frozen=True)
class Understanding:
    """What the sheets say: by column letter, the question with what is settled about it."""

    questions: Mapping[str, QuestionSpec]
    sheets: frozenset[str]

    def applied(self, specs: Sequence[QuestionSpec]) -> tuple[QuestionSpec, ...]:
        """The questions of the responses, those that the sheets know as they say."""
        return tuple(self._told(spec) for spec in specs)

    def _told(self, spec: QuestionSpec) -> QuestionSpec:
        if not isinstance(spec.binding, Single):
            return spec
        told = self.questions.get(column_letter(spec.binding.column))
        if told is None:
            return spec
        return replace(spec, name=told.name, label=told.label, type=told.type, role=told.role)


def understanding_of(raw: RawTable) -> Understanding | None:
    """What the sheets beside Responses say, or None where there are none of Consult's."""
    found: dict[str, QuestionSpec] = {}
    sheets: set[str] = set()
    for sheet in raw.sheets:
        key = plain(sheet)
        if key not in (*_DEMOGRAPHICS, *_OPEN, *_HYBRID, *_CLOSED):
            continue
        sheets.add(sheet)
        for row in raw.rows_of(sheet):
            cells = [clean(cell) for cell in [*row, "", "", "", ""][:4]]
            if _LETTERS.fullmatch(cells[0]):
                found.update(_told(key, cells))
    return Understanding(found, frozenset(sheets)) if found else None


def _told(key: str, cells: Sequence[str]) -> dict[str, QuestionSpec]:
    letter, number, question, closed = cells
    unbound = Single(0)
    if key in _DEMOGRAPHICS:
        return {letter: QuestionSpec("", number, unbound)} if number else {}
    if not question:
        return {}
    name = f"Q{number}" if number.isdecimal() else ""
    words = replace(
        QuestionSpec(name, question, unbound), type=QuestionType.TEXT, role=Role.COMMENT
    )
    if key in _OPEN:
        return {letter: words}
    choice = QuestionSpec(name, question, unbound)
    if key in _CLOSED:
        return {letter: choice}
    told = {letter: replace(words, name=f"{name}_text" if name else "")}
    return {**told, closed: choice} if _LETTERS.fullmatch(closed) else told
