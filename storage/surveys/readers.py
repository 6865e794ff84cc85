"""What a survey tool's module registers: how to recognise its files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.surveys.definition import Definition
from storage.surveys.layout import Layout
from storage.surveys.raw_table import RawTable

RecogniseTable = Callable[[RawTable], Layout | None]
RecogniseFile = Callable[[Path, bytes, Definition | None], Layout | None]


@dataclass(frozen=True)
class Reader:
    """The reader of one tool. Each function returns None for what the tool did not write.

    Every one of them is asked about every file, so it decides by content, quickly, and never by
    the file's name. What is the tool's but damaged raises SurveyFileError with a sentence.

    Attributes:
        tool: the tool's name, as SurveyFile.tool.
        order: the lowest is asked first: 10 for an unmistakable signature, 50 for headings that
            another tool could write too.
        recognise_table: given rows; `raw.definition` is what came with the file.
        recognise_file: given the path, the first 4,096 bytes and the definition; for files that
            are no table (it returns a Layout with `table`). Asked before any table is read.
        define_table: the questionnaire in a table, e.g. a data dictionary.
        define_file: the questionnaire in a file that is no table, from path and first bytes.
    """

    tool: str
    order: int
    recognise_table: RecogniseTable | None = None
    recognise_file: RecogniseFile | None = None
    define_table: Callable[[RawTable], Definition | None] | None = None
    define_file: Callable[[Path, bytes], Definition | None] | None = None
