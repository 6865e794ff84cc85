"""The population that the answers to an equality question are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from engage_app.domain.changes import Changes
from engage_app.domain.questionnaire import Question, QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.progress import Progress, no_progress
from engage_app.services import planning
from engage_app.services.population_reading import Reading
from engage_app.services.workspace import Workspace
from storage import populations as store

_LARGEST = 1e12
TABLES = "equality_"
"""How the names of the tables begin that can be compared."""


@dataclass(frozen=True)
class Population:
    """The population of one question.

    Attributes:
        people: by choice, as numbers or as shares: only their proportions count.
        source: where they are from, as it is printed.
        counted_on: of what date, as it is printed.
    """

    question_id: int
    people: Mapping[int, float]
    source: str = ""
    counted_on: str = ""


def populations(workspace: Workspace, exercise_id: int) -> dict[int, Population]:
    """The populations there are, by question."""
    connection = workspace.connection
    people = store.people(connection, exercise_id)
    told = store.sources(connection, exercise_id)
    found = {}
    for question in questions(workspace, exercise_id):
        mine = {each: people[each] for each in comparable(question) if each in people}
        if mine:
            source, counted_on = told.get(question.id, ("", ""))
            found[question.id] = Population(question.id, mine, source, counted_on)
    return found


def names_a_source(words: str) -> bool:
    """Whether it tells a reader where figures are from, and isn't just the name of a file."""
    words = words.strip()
    one_word = len(words.split()) == 1
    file_like = words.islower() or any(mark in words for mark in "_.-")
    return bool(words) and not (one_word and file_like)


def questions(workspace: Workspace, exercise_id: int) -> list[Question]:
    """The questions whose answers can be compared with a population: on equality, one choice."""
    return [
        each
        for each in planning.questions(workspace, exercise_id)
        if each.role is Role.EQUALITY and each.type is QuestionType.SELECT_ONE
    ]


def question_of(workspace: Workspace, exercise_id: int, table: str) -> Question | None:
    """The question that a table of findings is about; None where it can't be compared."""
    from engage_app.services.tables.questions import table_name

    listed = questions(workspace, exercise_id)
    return next((each for each in listed if table_name(TABLES.rstrip("_"), each) == table), None)


def comparable(question: Question) -> dict[int, str]:
    """The choices that a population has a share of: not "prefer not to say"."""
    from analysis.closed_questions import prefers_not_to_say

    return {each.id: each.label for each in question.choices if not prefers_not_to_say(each.label)}


def read(
    workspace: Workspace,
    exercise_id: int,
    question_id: int,
    path: Path,
    progress: Progress = no_progress,
) -> Reading:
    """What a CSV file or workbook says of the population of a question. Writes nothing.

    Raises:
        NotPossible: the question can't be compared, or the table has none of its choices.
        SurveyFileError: the file is no table.
    """
    from engage_app.services import population_reading

    question = _question(workspace, exercise_id, question_id)
    return population_reading.read(path, question, comparable(question), progress)


def compare_with(
    workspace: Workspace,
    exercise_id: int,
    question_id: int,
    people: Mapping[int, float],
    *,
    source: str = "",
    counted_on: str = "",
) -> Changes:
    """Compare a question's answers with this population, in place of any other. Undoable.

    Args:
        workspace: the open workspace.
        exercise_id: the exercise.
        question_id: a question as `questions` gives them.
        people: by choice, numbers or shares, nought or more; choices may be left out.
        source: where the figures are from.
        counted_on: of what date they are.

    Raises:
        NotPossible: the question can't be compared, or a figure can't be.
    """
    question = _question(workspace, exercise_id, question_id)
    _check(question, people)
    connection = workspace.connection
    told = {"source": " ".join(source.split()), "counted_on": " ".join(counted_on.split())}
    with workspace.acting("compare with population", exercise_id) as action:
        known = store.count_ids(connection, question_id)
        gone = [record for choice, record in known.items() if choice not in people]
        action.delete_by("population_count", "id", gone)
        action.update_many(
            "population_count",
            {
                known[choice]: {"people": float(n)}
                for choice, n in people.items()
                if choice in known
            },
        )
        for choice, number in people.items():
            if choice not in known:
                row = {"choice_id": choice, "people": float(number)}
                action.insert("population_count", row)
        sources = store.source_ids(connection, question_id)
        if sources:
            action.update("population_source", sources[0], told)
        else:
            action.insert("population_source", {"question_id": question_id, **told})
        action.together("population_count", list(store.count_ids(connection, question_id).values()))
        action.together("population_source", store.source_ids(connection, question_id))
    return action.changes()


def remove(workspace: Workspace, exercise_id: int, question_id: int) -> Changes:
    """Compare a question with no population any more. Undoable.

    Raises:
        NotPossible: the question can't be compared.
    """
    _question(workspace, exercise_id, question_id)
    connection = workspace.connection
    with workspace.acting("remove population", exercise_id) as action:
        counts = store.count_ids(connection, question_id)
        action.delete_by("population_count", "id", list(counts.values()))
        action.delete_by("population_source", "id", store.source_ids(connection, question_id))
    return action.changes()


def _question(workspace: Workspace, exercise_id: int, question_id: int) -> Question:
    listed = questions(workspace, exercise_id)
    found = next((each for each in listed if each.id == question_id), None)
    if found is None:
        raise NotPossible(
            "Only questions on equality that are answered with one choice can be compared with a"
            " population.",
            action="Choose such a question.",
        )
    return found


def _check(question: Question, people: Mapping[int, float]) -> None:
    offered = comparable(question)
    if not people.keys() <= offered.keys():
        raise NotPossible(
            "A figure is for an answer that has no share of a population.",
            action="Leave “prefer not to say” out.",
        )
    if any(not isfinite(each) or not 0 <= each <= _LARGEST for each in people.values()):
        raise NotPossible(
            "A population is a number of people or a share, nought or more.",
            action="Correct the figure.",
        )
    if len(people) < 2 or not sum(people.values()):
        raise NotPossible(
            "To compare, at least two answers need a figure.", action="Fill in more of them."
        )
