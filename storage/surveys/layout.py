"""A reader's answer: which columns are what, and, where the tool says so, the questions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import Binding
from storage.surveys.raw_table import RawTable, Remade
from storage.surveys.survey_file import Problem


@dataclass(frozen=True)
class QuestionSpec:
    """What a tool itself tells about one question; None leaves it to be found out.

    Attributes:
        name: the tool's own, e.g. "Q3" or "multi"; "" makes one of the label. Repeated names get
            a number.
        label: cleaned; where `grid` is given, the words of the row alone.
        binding: where the answers are.
        type: None: from the answers. A binding with several columns is a `select_multiple`.
        choices: labels in order; None: from the binding's codes or columns, or else the answers.
        role: None: from label and answers.
        grid: the heading over the rows of a grid; "" says that there is none; None: from the
            neighbours.
        hint: what the tool shows below the question.
    """

    name: str
    label: str
    binding: Binding
    type: QuestionType | None = None
    choices: tuple[str, ...] | None = None
    role: Role | None = None
    grid: str | None = None
    hint: str = ""


@dataclass(frozen=True)
class Layout:
    """What a reader says about a file it recognised. Row and column indexes count from 0.

    Attributes:
        tool: as SurveyFile.tool.
        why: as SurveyFile.why.
        header: the index of the (first) row with the headings.
        headings: cleaned, one for each column; "Column C" where the file has none. They tell
            whether two files come from one survey.
        header_rows: how many rows hold headings; data begins below them.
        source_id: the column with the tool's own id of a response, or None.
        submitted: the column with the time of submission, or None.
        submitted_utc: its times are UTC though they don't say so.
        ignored: the tool's own columns, which are no questions.
        roles: of columns whose meaning the tool itself gives.
        blanks: by column, what the tool writes where nothing was given.
        specs: the questions. Where there are none, each column that is not ignored is one, and
            `roles` and `blanks` apply; with specs these two are not looked at.
        not_data: rows below the headings that hold no response, e.g. a blank description row.
        tests: rows that look like tests or previews, and why; they are offered for exclusion.
        partial: rows of responses that were not finished, and why.
        table: the rows to take in place of the file's, e.g. another sheet.
        remade: cells to take in place of those of the rows, e.g. decoded ones, and columns that
            are made of others.
        sheets: names of further sheets that the reader has used.
        problems: what the officer should know about the layout.
        questionnaire: as SurveyFile.questionnaire.
    """

    tool: str
    why: str
    header: int
    headings: tuple[str, ...]
    header_rows: int = 1
    source_id: int | None = None
    submitted: int | None = None
    submitted_utc: bool = False
    ignored: frozenset[int] = frozenset()
    roles: Mapping[int, Role] = field(default_factory=dict)
    blanks: Mapping[int, frozenset[str]] = field(default_factory=dict)
    specs: tuple[QuestionSpec, ...] = ()
    not_data: frozenset[int] = frozenset()
    tests: Mapping[int, str] = field(default_factory=dict)
    partial: Mapping[int, str] = field(default_factory=dict)
    table: RawTable | None = None
    remade: Remade | None = None
    sheets: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    questionnaire: bool = False

    @property
    def first_row(self) -> int:
        """The index of the first row below the headings."""
        return self.header + self.header_rows
