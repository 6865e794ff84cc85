"""SPSS data files, `.sav` and `.zsav`, as many survey tools export them.

Labels of variables are questions, labels of values are choices, user-missing values are skipped.
"""

from dataclasses import dataclass
from pathlib import Path

from engage_app.domain.questionnaire import QuestionType
from storage.surveys.bindings import Binding, Delimited, OneHot, Option, Single
from storage.surveys.definition import Definition
from storage.surveys.headings import plain
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable
from storage.surveys.readers import Reader
from storage.surveys.tools.known_names import bare, id_among, is_tools_own, submitted_among
from storage.surveys.tools.spss_cells import UNSEEN, SpssFile, SpssVariable
from storage.surveys.tools.spss_groups import Group, groups_of, other_of
from storage.surveys.tools.spss_process import read_apart

TOOL = "SPSS"
_MAGIC = (b"$FL2", b"$FL3", b"2LF$", b"3LF$")
_JOINT = "|"  # between the codes of a set of variables that hold codes
_LONGEST_SCALE = 11  # points, e.g. 0 to 10, of which often only the ends have labels
_UNSEEN = frozenset({UNSEEN})


@dataclass
class _Made:
    """The table as it grows: columns, and what they are called."""

    columns: list[list[str]]
    headings: list[str]


def recognise(path: Path, head: bytes, _definition: Definition | None) -> Layout | None:
    """The layout of an SPSS file, or None.

    Raises:
        SurveyFileError: it is SPSS's but damaged or absurdly large.
    """
    if not head.startswith(_MAGIC):
        return None
    file = read_apart(path)
    names = [variable.name for variable in file.variables]
    source_id, submitted = id_among(names), _submitted(file)
    own = {i for i, variable in enumerate(file.variables) if _is_own(variable)}
    own |= {index for index in (source_id, submitted) if index is not None}
    made = _Made(file.columns, [_heading(variable) for variable in file.variables])
    specs = _specs(file, [i for i in range(len(names)) if i not in own], made)
    rows = [list(row) for row in zip(*made.columns, strict=True)]
    return Layout(
        tool=TOOL,
        why="It is an SPSS data file, as its first bytes say.",
        header=0,
        header_rows=0,
        headings=tuple(made.headings),
        source_id=source_id,
        submitted=submitted,
        ignored=frozenset(own),
        specs=specs,
        tests=_flagged(file, "status", ("survey preview", "survey test", "1", "8")),
        partial=_flagged(file, "finished", ("false", "no", "0")),
        table=RawTable(TOOL, file.encoding, rows, path=path),
    )


def _heading(variable: SpssVariable) -> str:
    return f"{variable.name}: {variable.label}" if variable.label else variable.name


def _is_own(variable: SpssVariable) -> bool:
    """A variable called like the tool's own, e.g. Status, is a question if it asks something."""
    return is_tools_own(variable.name) and not variable.label.endswith("?")


def _submitted(file: SpssFile) -> int | None:
    dated = [v.name if v.is_text or v.kind in ("date", "moment") else "" for v in file.variables]
    return submitted_among(dated)


def _flagged(file: SpssFile, name: str, telling: tuple[str, ...]) -> dict[int, str]:
    """Rows that Qualtrics marks: previews by Status, unfinished ones by Finished."""
    names = [bare(variable.name) for variable in file.variables]
    if name not in names or "responseid" not in names:
        return {}
    variable, cells = file.variables[names.index(name)], file.columns[names.index(name)]
    why = "It was not finished." if name == "finished" else "Its status is that of a test."
    return {
        row: why
        for row, cell in enumerate(cells)
        if cell and plain(variable.codes.get(cell, cell)) in telling
    }


def _specs(file: SpssFile, left: list[int], made: _Made) -> tuple[QuestionSpec, ...]:
    groups = {group.columns[0]: group for group in groups_of(file, left)}
    grouped = {index for group in groups.values() for index in group.columns}
    taken: set[int] = set()
    found: list[QuestionSpec] = []
    for index in left:
        if index in taken or (index in grouped and index not in groups):
            continue
        if index in groups:
            found += _of_group(file, groups[index], taken, made)
        else:
            found.append(_of_variable(file, index, taken))
    return tuple(found)


def _of_group(file: SpssFile, group: Group, taken: set[int], made: _Made) -> list[QuestionSpec]:
    if group.holds_codes:
        return [_of_codes(file, group, made)]
    if not group.ticked:
        return [
            _of_variable(file, index, taken, label=part, grid=group.label)
            for index, part in zip(group.columns, group.parts, strict=True)
        ]
    names = [file.variables[index].name for index in group.columns]
    options = tuple(
        Option(name, part, index)
        for name, part, index in zip(names, group.parts, group.columns, strict=True)
    )
    starts = dict(zip(names, group.parts, strict=True))
    others = [part for part in group.parts if plain(part).startswith("other")]
    if others and group.name:
        starts.setdefault(group.name, others[-1])
    other = other_of(file, starts, group.columns[-1])
    if other:
        taken.add(other[0])
    binding = OneHot(
        options,
        ticked=group.ticked,
        unticked=group.unticked,
        unseen=_UNSEEN,
        other=other[0] if other else None,
        other_label=other[1] if other else "",
    )
    return [QuestionSpec(group.name, group.label or group.name, binding, grid="")]


def _of_codes(file: SpssFile, group: Group, made: _Made) -> QuestionSpec:
    """A set whose variables hold codes: a column more, with the codes of each response together."""
    codes: dict[str, str] = {}
    for index in group.columns:
        codes.update(file.variables[index].codes)
    rows = zip(*(file.columns[index] for index in group.columns), strict=True)
    made.columns.append([_joined(cells) for cells in rows])
    made.headings.append(group.label or group.name)
    binding = Delimited(
        len(made.columns) - 1, delimiter=_JOINT, kind="code", codes=codes, unseen=_UNSEEN
    )
    return QuestionSpec(
        group.name, group.label or group.name, binding, type=QuestionType.SELECT_MULTIPLE, grid=""
    )


def _joined(cells: tuple[str, ...]) -> str:
    if all(cell == UNSEEN for cell in cells):
        return UNSEEN
    return _JOINT.join(dict.fromkeys(cell for cell in cells if cell not in ("", UNSEEN)))


def _of_variable(
    file: SpssFile, index: int, taken: set[int], *, label: str = "", grid: str | None = None
) -> QuestionSpec:
    variable = file.variables[index]
    cells = set(file.columns[index]) - {"", UNSEEN}
    codes, kind = _choices(variable, cells)
    other = None
    if kind is QuestionType.SELECT_ONE:
        starts = {f"{variable.name}_{code}": choice for code, choice in codes.items()}
        spoken = [choice for choice in codes.values() if plain(choice).startswith("other")]
        if spoken:
            starts[variable.name] = spoken[-1]
        other = other_of(file, starts, index)
    if other:
        taken.add(other[0])
    binding: Binding = Single(
        index,
        codes=codes,
        unseen=_UNSEEN,
        other=other[0] if other else None,
        other_label=other[1] if other else "",
    )
    words = label or variable.label or variable.name
    return QuestionSpec(variable.name, words, binding, type=kind, grid=grid)


def _choices(variable: SpssVariable, cells: set[str]) -> tuple[dict[str, str], QuestionType | None]:
    """The codes with labels, and the type where it is known.

    A scale of which only some points have labels keeps all its points. A number of which only a
    special value has a label, e.g. 99, stays a number.
    """
    codes = dict(variable.codes)
    if variable.kind:
        return {}, QuestionType.TEXT if variable.kind == "time" else QuestionType.DATE
    if not codes:
        return {}, QuestionType.TEXT if variable.is_text and not cells else None
    if cells <= codes.keys():
        return codes, QuestionType.SELECT_ONE
    if variable.is_text:
        return codes, None
    numbers = {int(text) for text in codes if text.lstrip("-").isdecimal()}
    span = range(min(numbers), max(numbers) + 1) if len(numbers) > 1 else range(0)
    points = {str(number) for number in span}
    if len(span) <= _LONGEST_SCALE and cells <= points:
        return {str(n): codes.get(str(n), str(n)) for n in span}, QuestionType.SELECT_ONE
    few = len(cells - codes.keys()) > len(codes)
    decimals = any("." in cell for cell in cells)
    number = QuestionType.DECIMAL if decimals else QuestionType.INTEGER
    return codes, number if few else QuestionType.SELECT_ONE


READER = Reader(TOOL, 10, recognise_file=recognise)
