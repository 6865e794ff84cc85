"""Triple-S 1.2 and 2.0: metadata in a `.sss` file, data beside it in a `.asc` or `.csv` file.

Either of the two may be chosen. The standard: triple-s.org.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import SurveyFileError
from storage.surveys.bindings import Binding, Delimited, Single
from storage.surveys.definition import DefinedQuestion, Definition
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.raw_table import RawTable
from storage.surveys.readers import Reader
from storage.surveys.tools.known_names import id_among, is_tools_own, submitted_among
from storage.surveys.tools.triple_s_data import JOINT, UNSEEN, Data, data_beside, read_data
from storage.surveys.tools.triple_s_xml import Metadata, Variable, is_metadata, read_metadata

TOOL = "Triple-S"
_LOGICAL = {"1": "Yes", "0": "No"}
_CONDITION = re.compile(r"\s*([\w.$#-]+)\s*==?\s*['\"]?([^'\"=<>]*?)['\"]?\s*")
_NO_DATA = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"$FL", b"%PDF", b"\x89PNG", b"<", b"{")

Row = list[str]


@dataclass(frozen=True)
class TripleSDefinition(Definition):
    """A questionnaire that also says where in the data file the answers are."""

    metadata: Metadata | None = None


def define(path: Path, head: bytes) -> TripleSDefinition | None:
    """The questionnaire in a `.sss` file.

    Raises:
        SurveyFileError: it is Triple-S but damaged, on several levels, or without variables.
    """
    if not is_metadata(head):
        return None
    metadata = read_metadata(path)
    asked = [variable for variable in metadata.variables if _is_question(variable, metadata)]
    return TripleSDefinition(
        TOOL, metadata.title, tuple(_defined(each) for each in asked), metadata=metadata
    )


def recognise(path: Path, head: bytes, definition: Definition | None) -> Layout | None:
    """The layout of a survey whose metadata or data was chosen, or None.

    Raises:
        SurveyFileError: it is Triple-S but damaged, or the two files don't fit.
    """
    if is_metadata(head):
        metadata = read_metadata(path)
        data = data_beside(path, metadata)
        return _layout(path, data, metadata) if data else None
    if head.startswith(_NO_DATA):
        return None
    if isinstance(definition, TripleSDefinition) and definition.metadata:
        return _layout(path, path, definition.metadata)
    if found := _metadata_beside(path):
        return _layout(path, path, found)
    return None


def _metadata_beside(path: Path) -> Metadata | None:
    """The metadata of the same name beside a data file, where it says that this is its data."""
    names = (f"{path.stem}.sss".casefold(), f"{path.name}.sss".casefold())
    for sss in path.parent.iterdir():
        if sss.name.casefold() not in names:
            continue
        with sss.open("rb") as stream:
            if not is_metadata(stream.read(4_096)):
                continue
        try:
            metadata = read_metadata(sss)
        except SurveyFileError:
            if path.suffix.casefold() == ".csv":
                continue  # it may be a table of its own
            raise
        data = data_beside(sss, metadata)
        if data is not None and data.name == path.name:
            return metadata
    return None


def _layout(chosen: Path, data_path: Path, metadata: Metadata) -> Layout:
    data = read_data(data_path, metadata)
    variables = metadata.variables
    names = [variable.name for variable in variables]
    unseen = _mark_unseen(data, variables)
    submitted = submitted_among(names)
    if submitted is not None and variables[submitted].type not in ("date", "character"):
        submitted = None
    asked = {i for i, variable in enumerate(variables) if _is_question(variable, metadata)}
    other = data_path.name if data_path != chosen else "a .sss file"
    return Layout(
        tool=TOOL,
        why=f"It is Triple-S {metadata.version}, read together with {other}.".replace("  ", " "),
        header=0,
        header_rows=data.skip,
        headings=tuple(f"{v.name}: {v.label}" if v.label != v.name else v.name for v in variables),
        source_id=_serial(metadata),
        submitted=submitted,
        ignored=frozenset(range(len(variables))) - asked,
        specs=tuple(
            _spec(variable, index, unseen=index in unseen)
            for index, variable in enumerate(variables)
            if index in asked and index != submitted
        ),
        table=RawTable(TOOL, data.encoding, data.rows, path=chosen),
        problems=data.problems,
    )


def _serial(metadata: Metadata) -> int | None:
    used = [index for index, v in enumerate(metadata.variables) if v.use == "serial"]
    return used[0] if used else id_among([variable.name for variable in metadata.variables])


def _is_question(variable: Variable, metadata: Metadata) -> bool:
    if variable.use in ("serial", "weight"):
        return False
    serial = _serial(metadata)
    if serial is not None and metadata.variables[serial] is variable:
        return False
    return variable.type in ("single", "multiple") or not is_tools_own(variable.name)


def _spec(variable: Variable, column: int, *, unseen: bool) -> QuestionSpec:
    marks = frozenset({UNSEEN}) if unseen else frozenset()
    codes = _codes_of(variable)
    binding: Binding = Single(column, codes=codes, unseen=marks)
    if variable.type == "multiple":
        binding = Delimited(column, delimiter=JOINT, kind="code", codes=codes, unseen=marks)
    kind = _type_of(variable)
    closed = kind in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
    choices = tuple(dict.fromkeys(codes.values())) if closed else None
    return QuestionSpec(variable.name, variable.label, binding, type=kind, choices=choices)


def _defined(variable: Variable) -> DefinedQuestion:
    return DefinedQuestion(
        name=variable.name,
        label=variable.label,
        type=_type_of(variable),
        choices=tuple(_codes_of(variable).items()),
        relevant=variable.filter,
        details={"position": f"{variable.start}-{variable.finish}"},
    )


def _codes_of(variable: Variable) -> Mapping[str, str]:
    if variable.type == "logical":
        return {**_LOGICAL, **variable.codes}
    numbers = variable.type == "single" and not variable.labelled
    return {} if numbers and variable.codes else variable.codes


def _type_of(variable: Variable) -> QuestionType | None:
    match variable.type:
        case "single":
            ranged = variable.codes and not variable.labelled
            return QuestionType.INTEGER if ranged else QuestionType.SELECT_ONE
        case "multiple":
            return QuestionType.SELECT_MULTIPLE
        case "quantity":
            return QuestionType.DECIMAL if variable.decimals else QuestionType.INTEGER
        case "logical":
            return QuestionType.SELECT_ONE
        case "date":
            return QuestionType.DATE
        case _:
            return QuestionType.TEXT


def _mark_unseen(data: Data, variables: tuple[Variable, ...]) -> frozenset[int]:
    """Mark the blank cells whose filter was not met; returns the columns with a simple filter.

    A filter that is neither a variable nor “variable = code” tells nothing: a blank is skipped.
    """
    met = {i: _condition(v.filter, variables) for i, v in enumerate(variables) if v.filter}
    simple = {index: test for index, test in met.items() if test is not None}
    for row in data.rows[data.skip :]:
        hidden = [i for i, test in simple.items() if not row[i] and not test(row)]
        for index in hidden:
            row[index] = UNSEEN
    return frozenset(simple)


def _condition(written: str, variables: tuple[Variable, ...]) -> Callable[[Row], bool] | None:
    by_name = {variable.ident: index for index, variable in enumerate(variables)}
    by_name |= {variable.name: index for index, variable in enumerate(variables)}
    if written in by_name:
        column = by_name[written]
        logical = variables[column].type == "logical"
        return lambda row: row[column] == "1" if logical else row[column] not in ("", "0", UNSEEN)
    match = _CONDITION.fullmatch(written)
    if match and match[1] in by_name:
        column, code = by_name[match[1]], match[2].strip()
        return lambda row: code in row[column].split(JOINT)
    return None


READER = Reader(TOOL, 10, recognise_file=recognise, define_file=define)
