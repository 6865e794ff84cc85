"""Questions of a file that the exercise asks already, in other words: matched by the officer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from engage_app.domain.questionnaire import QuestionType
from engage_app.errors import NotPossible
from engage_app.services.import_plan import tagged, with_question
from engage_app.services.workspace import Workspace
from storage.imports.questions import StoredQuestion, stored_questions
from storage.imports.rules import tags_of
from storage.surveys.headings import plain
from storage.surveys.survey_file import Match, SurveyMapping, SurveyQuestion, Tag

_ALIKE = 0.85  # of difflib's ratio: enough to suggest, never to decide
_NUMBERS = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL})


@dataclass(frozen=True)
class Known:
    """A question of the exercise that a question of the file may be the same as.

    Attributes:
        label: with the heading of its grid.
        choices: in the exercise's order.
    """

    name: str
    label: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class MatchOffer:
    """What a question of the file may be the same as.

    Attributes:
        questions: of the exercise, of a type that fits and taken by no other question.
        suggested: one of them that is worded much alike, or None.
    """

    questions: tuple[Known, ...]
    suggested: Known | None = None


def match_offers(
    workspace: Workspace, exercise_id: int, mapping: SurveyMapping
) -> dict[str, MatchOffer]:
    """By the name in the file: what each question may be the same as.

    Questions that fit none, or that the exercise has under their own name, are left out.
    """
    stored = stored_questions(workspace.connection, exercise_id)
    offers: dict[str, MatchOffer] = {}
    for question in mapping.questions:
        if _itself(question, stored, mapping):
            continue
        taken = _taken(mapping, stored, but=question.name)
        fitting = [
            Known(each.name, _label(each), tuple(each.choices))
            for each in stored.values()
            if each.name not in taken and _fits(question.type, each.type)
        ]
        if fitting:
            offers[question.name] = MatchOffer(tuple(fitting), _most_alike(question, fitting))
    return offers


def match(
    workspace: Workspace,
    exercise_id: int,
    mapping: SurveyMapping,
    name: str,
    same_as: str | None,
    *,
    choices: Mapping[str, str] | None = None,
) -> SurveyMapping:
    """The mapping with one question the same as one of the exercise, whose role it takes.

    Args:
        name: of the question in the file.
        same_as: name of the question in the exercise; None: a question of its own.
        choices: the file's choice to the exercise's, as decided by hand; "" makes it a new one.
            Others are matched where their labels are alike but for case and punctuation.

    Raises:
        ValueError: the file has no question of that name.
        NotPossible: the exercise has no such question or choice, its type doesn't fit, or another
            question of the file is the same as it.
    """
    question = mapping.question(name)
    others = {key: each for key, each in mapping.same_as.items() if key != name}
    if same_as is None:
        return replace(mapping, same_as=others)
    stored = stored_questions(workspace.connection, exercise_id)
    there = stored.get(same_as)
    if there is None or not _fits(question.type, there.type):
        raise NotPossible(
            f"“{question.label}” can't be the same as that question: it is answered otherwise.",
            action="Choose a question of the same type, or change the type first.",
        )
    if same_as in _taken(mapping, stored, but=name):
        raise NotPossible("Another question of the file is the same as that one already.")
    alike = _alike_choices(question, there, choices or {})
    rules = tags_of(workspace.connection, there.id)
    settled = tuple(
        Tag(choice, rule.kind, rule.target)
        for choice, own in alike.items()
        for rule in rules
        if rule.choice == own
    )
    question = replace(question, type=there.type, role=there.role)
    mapping = replace(mapping, same_as={**others, name: Match(same_as, alike)})
    return with_question(mapping, tagged(question, mapping, settled, alike))


def _alike_choices(
    question: SurveyQuestion, there: StoredQuestion, by_hand: Mapping[str, str]
) -> dict[str, str]:
    unknown = [own for own in by_hand.values() if own and own not in there.choices]
    if unknown:
        raise NotPossible(f"The exercise's question has no choice “{unknown[0]}”.")
    by_label = {plain(label): label for label in there.choices}
    wanted = {
        choice: by_hand.get(choice, by_label.get(plain(choice), "")) for choice in question.choices
    }
    return {choice: own for choice, own in wanted.items() if own}


def _itself(
    question: SurveyQuestion, stored: Mapping[str, StoredQuestion], mapping: SurveyMapping
) -> bool:
    """Whether the exercise has the question under its own name, with the same type and role."""
    there = stored.get(question.name)
    if there is None or question.name in mapping.same_as:
        return False
    return (there.type, there.role) == (question.type, question.role)


def _taken(mapping: SurveyMapping, stored: Mapping[str, StoredQuestion], *, but: str) -> set[str]:
    """Questions of the exercise that other questions of the file are the same as."""
    matched = {each.name for key, each in mapping.same_as.items() if key != but}
    return matched | {
        question.name
        for question in mapping.questions
        if question.name != but and question.included and _itself(question, stored, mapping)
    }


def _fits(one: QuestionType, other: QuestionType) -> bool:
    return one is other or (one in _NUMBERS and other in _NUMBERS)


def _most_alike(question: SurveyQuestion, known: Sequence[Known]) -> Known | None:
    words = plain(f"{question.grid}: {question.label}" if question.grid else question.label)
    matcher = SequenceMatcher(b=words, autojunk=False)
    best, alike = None, _ALIKE
    for each in known:
        matcher.set_seq1(plain(each.label))
        if matcher.quick_ratio() >= alike and (ratio := matcher.ratio()) >= alike:
            best, alike = each, ratio
    return best


def _label(question: StoredQuestion) -> str:
    return f"{question.grid}: {question.label}" if question.grid else question.label
