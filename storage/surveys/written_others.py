"""The column with what was written under "Other", put to the question that it belongs to.

Some tools say which it is. Elsewhere it shows: it stands behind its question, is headed like
"Other" or "Please specify", and holds words only where "Other" was chosen.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.bindings import Single
from storage.surveys.headings import plain
from storage.surveys.layout import QuestionSpec
from storage.surveys.values import Columns

_ASKS = re.compile(
    r"(?:if )?(?:you (?:said|chose|selected|ticked|answered) )?['\"]?other\b.*"
    r"|(?:please )?(?:specify|state|say|describe)(?: other)?"
)
_CHOICE = re.compile(r"(?:^|[;,|\n] ?)((?:any )?other(?: ?\([^()]*\)|[^;,|\n()]*)?|something else)(?=$|[;,|\n])", re.I)  # fmt: skip
_SEPARATORS = " -–—:.?[]()/"
_MANY = 40  # different cells; a question with more is answered in words


def with_others(specs: Sequence[QuestionSpec], columns: Columns) -> list[QuestionSpec]:
    """The specs, such columns no longer questions of their own."""
    result: list[QuestionSpec] = []
    for spec in specs:
        label = _belongs(result[-1], spec, columns) if result else ""
        if label and isinstance(spec.binding, Single):
            first = result[-1]
            binding = replace(first.binding, other=spec.binding.column, other_label=label)
            result[-1] = replace(first, binding=binding)
        else:
            result.append(spec)
    return result


def _belongs(first: QuestionSpec, spec: QuestionSpec, columns: Columns) -> str:
    """The choice whose words `spec` holds, or nothing."""
    own, text = first.binding, spec.binding
    if not (isinstance(own, Single) and isinstance(text, Single)):
        return ""
    written = spec.type in (None, QuestionType.TEXT) and not spec.role and not spec.grid
    chosen_from = first.type not in (QuestionType.TEXT, QuestionType.DATE) and not first.grid
    alone = own.other is None and text.other is None
    if not (written and chosen_from and alone and _asks_for_other(first.label, spec.label)):
        return ""
    pairs = zip(columns[own.column], columns[text.column], strict=True)
    chosen = {cell for cell, word in pairs if word}
    found = [_CHOICE.search(own.codes.get(cell, cell)) for cell in sorted(chosen)[:_MANY]]
    labels = {match[1].strip() if match else "" for match in found}
    return labels.pop() if len(labels) == 1 and len(chosen) < _MANY else ""


def _asks_for_other(asked: str, label: str) -> bool:
    """Whether the second heading is "Other" or the like, alone or behind that of the question."""
    first, second = plain(asked), plain(label)
    if second.startswith(first):
        second = second[len(first) :].strip(_SEPARATORS)
        if not second:
            return True  # the same heading twice
    return _ASKS.fullmatch(second.strip(_SEPARATORS)) is not None
