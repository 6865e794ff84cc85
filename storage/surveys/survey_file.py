"""What a survey file holds: questions in XLSForm's vocabulary, and how the export lays them out.

A question plus its binding covers every tool: a reader says which columns are questions and how
each is bound; types, roles and values are worked out the same way for all of them.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from engage_app.domain.exercise import POSITION_SCALE, Position
from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.bindings import (
    NOT_SHOWN,
    Binding,
    Delimited,
    NotShown,
    OneHot,
    Option,
    Single,
    Value,
)

__all__ = [
    "NOT_SHOWN",
    "Binding",
    "Delimited",
    "FlaggedRow",
    "Match",
    "NotShown",
    "OneHot",
    "Option",
    "Problem",
    "Single",
    "SurveyFile",
    "SurveyMapping",
    "SurveyQuestion",
    "Tag",
    "Value",
]


@dataclass(frozen=True)
class Problem:
    """Something in the file that was not as it should be, or that had to be assumed.

    Attributes:
        what: what was found, in one sentence.
        action: what Engage did about it, or what the officer can do.
        row: the row in the file as Excel numbers it, the header row being 1; None for the file.
        column: the heading of the column, or empty.
    """

    what: str
    action: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True)
class FlaggedRow:
    """A row that may be no response: offered for exclusion, never dropped silently.

    Attributes:
        row: its number in the file, as in Problem.
        kind: "test" (or preview), "partial" or "total".
        why: in one sentence.
    """

    row: int
    kind: Literal["test", "partial", "total"]
    why: str


@dataclass(frozen=True)
class Tag:
    """Answering `choice` means a stakeholder group, a place or a position.

    Attributes:
        kind: "group", "place" or "position".
        target: the name of the group or place, or the code of the position.
    """

    choice: str
    kind: str
    target: str


@dataclass(frozen=True)
class SurveyQuestion:
    """One question of a survey file, as suggested or as an officer confirmed it.

    Attributes:
        name: unique in the file and the same in every export of the survey.
        choices: of a closed question, in the order of its scale where that is known. Texts
            written under "Other" are not among them.
        grid: the heading shared by the rows of a grid, or empty.
        samples: some of the answers, from all over the file.
        answered: how many responses answer it.
        included: whether it is to be imported.
        tags: what its choices mean for the response.
        hint: what the tool shows below the question.
    """

    name: str
    label: str
    type: QuestionType
    role: Role
    binding: Binding
    choices: tuple[str, ...] = ()
    grid: str = ""
    samples: tuple[str, ...] = ()
    answered: int = 0
    included: bool = True
    tags: tuple[Tag, ...] = ()
    hint: str = ""

    @property
    def closed(self) -> bool:
        """Whether it is answered by choosing."""
        return self.type in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)


@dataclass(frozen=True)
class SurveyFile:
    """A survey file, read and understood; nothing is written yet.

    Attributes:
        name: the file's name.
        size: in bytes.
        sha256: of its bytes, in hex.
        tool: which tool wrote it, e.g. "Microsoft Forms", or "CSV" or "Excel".
        why: how it was recognised, in one sentence.
        encoding: as Python names it.
        header_rows: how many rows hold headings.
        headings: of every column, as an officer reads them.
        questions: with suggested types and roles.
        source_ids: one for each response, unique: the tool's own, or a hash of the row.
        submitted_at: ISO, one for each response; empty where the file doesn't say.
        day_first: whether 03/04/2022 is read as the third of April.
        columns: the cells, column by column, as text.
        row_numbers: the row of each response in the file.
        flagged: rows that may be no responses, in the order of the file.
        complete: for each response, whether it was finished, as far as the tool says.
        ids_made: the tool gives no ids; those here are made of each response's time or answers.
        questionnaire: the file defines a survey, and isn't meant to hold responses.
        hidden: by a question's name, indexes of the responses it was not shown to, as its own
            condition in the questionnaire says; an answer given all the same stays.
    """

    name: str
    size: int
    sha256: str
    tool: str
    why: str
    encoding: str
    header_rows: int
    headings: tuple[str, ...]
    questions: tuple[SurveyQuestion, ...]
    source_ids: tuple[str, ...]
    submitted_at: tuple[str, ...]
    day_first: bool
    problems: tuple[Problem, ...]
    columns: tuple[Sequence[str], ...] = field(repr=False)
    row_numbers: Sequence[int] = field(repr=False)
    flagged: tuple[FlaggedRow, ...] = ()
    complete: tuple[bool, ...] = field(default=(), repr=False)
    ids_made: bool = False
    questionnaire: bool = False
    hidden: Mapping[str, frozenset[int]] = field(default_factory=dict, repr=False)

    @property
    def responses(self) -> int:
        """How many responses the file holds."""
        return len(self.source_ids)

    @cached_property
    def span(self) -> tuple[str, str]:
        """When the first and the last response was submitted; empty where the file doesn't say."""
        said = [at for at in self.submitted_at if at]
        return min(said, default=""), max(said, default="")

    @property
    def headers_hash(self) -> str:
        """Says that two files come from the same survey: a hash of tool and headings."""
        text = "\x1f".join((self.tool, *self.headings))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Match:
    """What a question of the file is called in the exercise, where it is worded otherwise there.

    Attributes:
        name: of the question in the exercise.
        choices: the file's choice to the exercise's; one that isn't among them is found by its
            label, or else is a new one.
    """

    name: str
    choices: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SurveyMapping:
    """What an officer confirms before an import.

    Attributes:
        activity_id: the activity the responses belong to; None makes a new one.
        activity_title: of a new activity.
        make_groups: add a stakeholder group for each choice of a group question that has none.
        remembered: whether it was confirmed for these headings before.
        looks_like: why the activity is offered though the headings differ from those imported
            into it before, in a sentence; or empty.
        notes: what of the settings that were asked for didn't fit the file, in sentences.
        groups, places: the names there are already, for suggestions.
        positions: the exercise's position scale.
        left_out: numbers of the rows that are not to come in, as in FlaggedRow.
        same_as: by the name in the file, the question of the exercise that it is the same as;
            others are found by their own name, or added.
    """

    questions: tuple[SurveyQuestion, ...]
    activity_id: int | None
    activity_title: str
    make_groups: bool = True
    remembered: bool = False
    looks_like: str = ""
    notes: tuple[str, ...] = ()
    groups: tuple[str, ...] = field(default=(), repr=False)
    places: tuple[str, ...] = field(default=(), repr=False)
    positions: tuple[Position, ...] = field(default=POSITION_SCALE, repr=False)
    left_out: frozenset[int] = frozenset()
    same_as: Mapping[str, Match] = field(default_factory=dict)

    def question(self, name: str) -> SurveyQuestion:
        """The question of that name.

        Raises:
            ValueError: there is none.
        """
        for question in self.questions:
            if question.name == name:
                return question
        raise ValueError(f"no question is called {name!r}")
