"""Who wrote a file: each reader is asked, the surest first; any table is taken at last."""

from dataclasses import dataclass, replace
from pathlib import Path

from engage_app.errors import SurveyFileError
from engage_app.progress import Progress
from storage.surveys import any_table, merged_headings
from storage.surveys.definition import Definition, alone, merged, misfit_of
from storage.surveys.layout import Layout, QuestionSpec
from storage.surveys.question_building import specs_of
from storage.surveys.raw_table import RawTable
from storage.surveys.registry import readers
from storage.surveys.source import definition_in, read_source
from storage.surveys.survey_file import Problem

_SHEETS_LOOKED_AT = 20


@dataclass(frozen=True)
class Recognised:
    """A file with the layout by the reader that knew it.

    Attributes:
        table: the rows that the layout is about.
        specs: the questions, with what a definition says of them.
        problems: with the definition.
        told: the definition itself, where one was given.
    """

    name: str
    size: int
    sha256: str
    layout: Layout
    table: RawTable
    specs: tuple[QuestionSpec, ...]
    problems: tuple[Problem, ...]
    told: Definition | None = None


def recognise(path: Path, definition: Path | None, progress: Progress) -> Recognised:
    """The layout of a file.

    Raises:
        SurveyFileError: it can't be read, or the definition is none.
        FileInUse: another program holds one of the files.
    """
    told = read_definition(definition, progress) if definition else None
    source = read_source(path, progress, told)
    if source.layout is not None:
        layout = source.layout
    elif source.definition is not None:
        layout = alone(source.definition)
    else:
        layout = layout_of(source.table or _nothing())
    table = layout.table or source.table or _nothing()
    specs = specs_of(layout)
    problems: tuple[Problem, ...] = ()
    if told:
        problems = (*told.problems, *misfit_of(_named(specs), told))
        specs = merged(specs, told) if layout.specs else _told_by_heading(specs, told)
    return Recognised(source.name, source.size, source.sha256, layout, table, specs, problems, told)


def layout_of(table: RawTable) -> Layout:
    """The layout by the first reader that recognises the file.

    The first visible sheet is asked about first, then the other visible ones: a workbook may
    begin with a cover sheet.

    Raises:
        SurveyFileError: it has no headings.
    """
    if layout := _asked(table):
        return layout
    for reader in readers():
        if reader.define_table and (told := reader.define_table(table)):
            return alone(told, table)
    visible = [name for name in table.sheets if name not in {*table.hidden, table.sheet}]
    for name in visible[:_SHEETS_LOOKED_AT]:
        other = table.on(name)
        if other.rows and (layout := _asked(other)):
            return layout if layout.table else replace(layout, table=other)
    if not any_table.holds_table(table.rows):
        for name in visible[:_SHEETS_LOOKED_AT]:
            other = table.on(name)
            if any_table.holds_table(other.rows):
                return replace(_any(other), table=other)
    return _any(table)


def read_definition(path: Path, progress: Progress) -> Definition:
    """The questionnaire in a file.

    Raises:
        SurveyFileError: it can't be read or holds no questionnaire.
        FileInUse: another program holds it.
    """
    if given := definition_in(path):
        return given
    source = read_source(path, progress)
    if source.table is not None and source.layout is None:
        for reader in readers():
            if reader.define_table and (told := reader.define_table(source.table)):
                return told
    raise SurveyFileError(
        f"“{path.name}” is no questionnaire that Engage knows.",
        action="Choose the XLSForm, the LimeSurvey .lss file, the REDCap data dictionary or the"
        " Triple-S .sss file of this survey.",
    )


def _any(table: RawTable) -> Layout:
    """The layout of a table that no tool is known to write."""
    return merged_headings.recognise(table) or any_table.recognise(table)


def _asked(table: RawTable) -> Layout | None:
    for reader in readers():
        if reader.recognise_table and (layout := reader.recognise_table(table)):
            return layout
    return None


def _named(specs: tuple[QuestionSpec, ...]) -> tuple[QuestionSpec, ...]:
    """Questions without a name of the tool's go by their heading."""
    return tuple(spec if spec.name else replace(spec, name=spec.label) for spec in specs)


def _told_by_heading(specs: tuple[QuestionSpec, ...], told: Definition) -> tuple[QuestionSpec, ...]:
    """In a table that no reader knows, a heading may be the name of a question."""
    return tuple(
        new if (new := merged((named,), told)[0]) is not named else spec
        for spec, named in zip(specs, _named(specs), strict=True)
    )


def _nothing() -> RawTable:
    return RawTable("CSV", "utf-8", [])
