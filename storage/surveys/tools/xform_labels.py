"""Labels in the cells, in any language of the form, put back into codes.

Several labels stand between spaces, and a label holds spaces itself: only where the form gives all
of its labels can a cell be cut into them, the longest first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from storage.surveys.bindings import Delimited, Single
from storage.surveys.layout import QuestionSpec
from storage.surveys.markup import heading
from storage.surveys.tools.xlsform_definition import XlsForm


def as_codes(
    specs: Sequence[QuestionSpec], columns: Mapping[int, Sequence[str]], form: XlsForm
) -> tuple[list[QuestionSpec], dict[int, Sequence[str]]]:
    """Questions of choice bound to cells with codes, and the columns with such cells."""
    changed = dict(columns)
    made: list[QuestionSpec] = []
    for spec in specs:
        codes = form.choice_wordings.get(spec.name)
        binding = spec.binding
        if codes and isinstance(binding, Single | Delimited):
            cells = columns[binding.column]
            known = {cell: _codes_in(cell, codes) for cell in set(cells)}
            if isinstance(binding, Single):
                known = {cell: codes.get(heading(cell), cell) for cell in known}
            changed[binding.column] = [known[cell] for cell in cells]
            told = form.question(spec.name)
            if binding.other is not None and told and told.other:
                binding = replace(binding, other_label=told.other)
        made.append(replace(spec, binding=binding))
    return made, changed


def _codes_in(cell: str, codes: Mapping[str, str]) -> str:
    """The cell as codes between spaces; what is no label stays, joined by underscores."""
    found: list[str] = []
    rest = heading(cell)
    labels = sorted(codes, key=len, reverse=True)
    while rest:
        label = next((each for each in labels if rest == each or rest.startswith(f"{each} ")), "")
        piece = label or rest.partition(" ")[0]
        found.append(codes.get(label, piece))
        rest = rest[len(piece) :].lstrip()
    return " ".join(found)
