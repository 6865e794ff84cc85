"""What an import will do, for an officer to confirm and change before anything is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from engage_app.domain.exercise import Position
from engage_app.domain.questionnaire import QuestionType, Role
from engage_app.errors import NotPossible
from engage_app.services.import_earlier import earlier
from engage_app.services.planning import exercise
from engage_app.services.workspace import Workspace
from storage.imports import rules
from storage.imports.profiles import Profile
from storage.imports.questions import stored_questions
from storage.surveys import words
from storage.surveys.headings import plain
from storage.surveys.question_building import choices_for, rebound
from storage.surveys.roles import position_of
from storage.surveys.survey_file import (
    Match,
    SurveyFile,
    SurveyMapping,
    SurveyQuestion,
    Tag,
)
from storage.surveys.values import facts_about

_TAG_KINDS = {Role.GROUP: "group", Role.PLACE: "place", Role.POSITION: "position"}


@dataclass(frozen=True)
class RuleWanted:
    """A tagging rule handed in with an import: answering `choice` means `target`.

    Attributes:
        question: the question's exact label.
        kind: "group", "place" or "position".
        target: the name of the group or place, or the code of the position.
    """

    question: str
    choice: str
    kind: str
    target: str


def plan(
    workspace: Workspace, exercise_id: int, survey: SurveyFile, profile: Profile | None = None
) -> SurveyMapping:
    """What was confirmed for these headings before, or else what Engage suggests.

    A question that the exercise has already, by its name, keeps its type, role and choices.

    Args:
        profile: settings that come before what was confirmed here.
    """
    connection = workspace.connection
    before = earlier(workspace, exercise_id, survey, profile)
    stored = stored_questions(connection, exercise_id)
    mapping = SurveyMapping(
        questions=(),
        activity_id=before.activity_id,
        activity_title=_title_from(survey.name),
        make_groups=before.make_groups,
        remembered=before.remembered,
        looks_like=before.looks_like,
        notes=before.notes,
        groups=rules.names_of(connection, "stakeholder_group", exercise_id),
        places=rules.names_of(connection, "place", exercise_id),
        positions=exercise(workspace, exercise_id).positions,
    )
    questions = []
    for suggested in survey.questions:
        there = stored.get(suggested.name)
        question = suggested
        settled: tuple[Tag, ...] = ()
        known: Sequence[str] = ()
        if told := before.decided.get(suggested.name):
            question, settled = _as_decided(survey, suggested, told, mapping)
            known = told["choices"]
        elif there:
            known = tuple(there.choices)
            question = _retyped(survey, suggested, there.type, known)
            question = replace(question, role=there.role)
            settled = rules.tags_of(connection, there.id)
            known = known if settled else ()
        questions.append(tagged(question, mapping, settled, known))
    same_as = {
        name: Match(**told["same_as"])
        for name, told in before.decided.items()
        if told.get("same_as") and told["same_as"]["name"] in stored
    }
    return replace(mapping, questions=tuple(questions), same_as=same_as)


def suggested(survey: SurveyFile) -> SurveyMapping:
    """What Engage suggests for a file by itself, without a workspace."""
    return SurveyMapping(survey.questions, None, _title_from(survey.name))


def _as_decided(
    survey: SurveyFile,
    suggested: SurveyQuestion,
    told: Mapping[str, Any],
    mapping: SurveyMapping,
) -> tuple[SurveyQuestion, tuple[Tag, ...]]:
    """A question as it was decided before, with its tags; what wasn't said stays as suggested."""
    question_type = QuestionType(told["type"]) if told["type"] else suggested.type
    role = Role(told["role"]) if told["role"] else suggested.role
    question = _retyped(survey, suggested, question_type, told["choices"])
    label = told.get("label") or question.label
    question = replace(question, label=label, role=role, included=told["included"])
    tags = (Tag(*tag) for tag in told["tags"])
    return question, _checked(tags, mapping.positions)


def change(
    survey: SurveyFile,
    mapping: SurveyMapping,
    name: str,
    *,
    question_type: QuestionType | None = None,
    role: Role | None = None,
    included: bool | None = None,
    tags: Iterable[Tag] | None = None,
) -> SurveyMapping:
    """The mapping with one question as the officer wants it; answers are read anew.

    A question for stakeholder groups or the position has to be closed: written answers become
    choices.

    Raises:
        ValueError: there is no question of that name.
        NotPossible: a tag names a position that the scale doesn't have.
    """
    question = mapping.question(name)
    role = question.role if role is None else role
    question_type = question.type if question_type is None else question_type
    if role in (Role.GROUP, Role.POSITION) and not _closed(question_type):
        question_type = QuestionType.SELECT_ONE
    retagged = (role, question_type) != (question.role, question.type)
    if question_type is not question.type:
        question = _retyped(survey, question, question_type, ())
    included = question.included if included is None else included
    question = replace(question, role=role, included=included)
    if tags is not None:
        question = replace(question, tags=_checked(tags, mapping.positions))
    elif retagged:
        question = tagged(question, mapping, (), ())
        # Answers that are read otherwise are no longer the same question's.
        others = {key: match for key, match in mapping.same_as.items() if key != name}
        mapping = replace(mapping, same_as=others)
    return with_question(mapping, question)


def leave_out(mapping: SurveyMapping, rows: Iterable[int]) -> SurveyMapping:
    """The mapping with these rows of the file, and no others, left out of the import.

    Args:
        rows: as the file numbers them, e.g. those that `SurveyFile.flagged` names.
    """
    return replace(mapping, left_out=frozenset(rows))


def make_groups(mapping: SurveyMapping, wanted: bool) -> SurveyMapping:
    """The mapping with or without new stakeholder groups for choices that match none."""
    mapping = replace(mapping, make_groups=wanted)
    for question in mapping.questions:
        if question.role is Role.GROUP:
            kept = tuple(tag for tag in question.tags if _names(mapping.groups, tag.target))
            known = [tag.choice for tag in kept]
            mapping = with_question(mapping, tagged(question, mapping, kept, known))
    return mapping


def with_rules(mapping: SurveyMapping, wanted: Sequence[RuleWanted]) -> SurveyMapping:
    """The mapping with these rules in place of the suggested ones of their questions.

    Raises:
        NotPossible: the file has no such question, or the scale no such position.
    """
    for label in dict.fromkeys(rule.question for rule in wanted):
        question = next((q for q in mapping.questions if plain(q.label) == plain(label)), None)
        if question is None:
            raise NotPossible(
                f"The file has no question “{label}”, which a tagging rule names.",
                action="Check the rule's wording against the file's headings.",
            )
        tags = [Tag(r.choice, r.kind, r.target) for r in wanted if r.question == label]
        more = [tag.choice for tag in tags if tag.choice not in question.choices]
        choices = (*question.choices, *dict.fromkeys(more))
        mapping = with_question(
            mapping, replace(question, tags=_checked(tags, mapping.positions), choices=choices)
        )
    return mapping


def _retyped(
    survey: SurveyFile, question: SurveyQuestion, question_type: QuestionType, known: Sequence[str]
) -> SurveyQuestion:
    """The question read as another type; `known` choices come first."""
    facts = facts_about(survey, question)
    binding = question.binding
    if question_type is not question.type:
        binding = rebound(binding, question_type, facts)
    found = choices_for(question_type, binding, facts)
    if question_type is question.type:
        found = (
            question.choices or found
        )  # the tool may have told them, or a grid's rows share them
    folded = {choice.casefold() for choice in known}
    more = [choice for choice in found if choice.casefold() not in folded]
    choices = (*known, *more) if _closed(question_type) else ()
    return replace(question, type=question_type, binding=binding, choices=choices)


def tagged(
    question: SurveyQuestion,
    mapping: SurveyMapping,
    settled: tuple[Tag, ...],
    known: Iterable[str],
) -> SurveyQuestion:
    """The question with its settled tags, and suggestions for choices not known before.

    Args:
        known: choices that get no suggestion.
    """
    kind = _TAG_KINDS.get(question.role)
    if kind is None or not question.closed:
        return replace(question, tags=settled)
    seen = {choice.casefold() for choice in known}
    fresh = [
        Tag(choice, kind, target)
        for choice in question.choices
        if choice.casefold() not in seen and (target := _target(choice, question.role, mapping))
    ]
    return replace(question, tags=(*settled, *fresh))


def _target(choice: str, role: Role, mapping: SurveyMapping) -> str | None:
    if role is Role.POSITION:
        return _position_of(choice, mapping.positions)
    names = mapping.groups if role is Role.GROUP else mapping.places
    if found := _names(names, choice):
        return found
    if plain(choice) in words.OTHER or plain(choice) in words.OPT_OUTS:
        return None
    return choice if role is Role.PLACE or mapping.make_groups else None


def _position_of(choice: str, scale: Sequence[Position]) -> str | None:
    """The step of the scale that an answer means: the one it names, or one it is known to mean."""
    steps = [step for step in scale if not step.retired]
    named = next((step.code for step in steps if plain(step.label) == plain(choice)), None)
    meant = named or position_of(choice)
    return meant if meant in {step.code for step in steps} else None


def _names(names: Sequence[str], wanted: str) -> str | None:
    return next((name for name in names if plain(name) == plain(wanted)), None)


def _checked(tags: Iterable[Tag], scale: Sequence[Position]) -> tuple[Tag, ...]:
    checked = tuple(tags)
    codes = [step.code for step in scale]
    for tag in checked:
        if tag.kind == "position" and tag.target not in codes:
            raise NotPossible(
                f"“{tag.target}” is not on the position scale.",
                action=f"Choose one of: {', '.join(codes)}.",
            )
    return checked


def _title_from(file_name: str) -> str:
    """An activity's title from a file name: "Survey(1-243).xlsx" is "Survey", "s.csv" "Survey: s";
    a name of several words is taken for the survey's own."""
    stem = PurePath(file_name).stem.replace("_", " ")
    title, bracket, count = stem.rpartition("(")
    if bracket and count.rstrip(")").replace("-", "").isdecimal():
        stem = title
    title = stem.strip() or "Survey"
    own = len(title.split()) > 1 or "survey" in title.casefold()
    return title if own else f"Survey: {title}"


def with_question(mapping: SurveyMapping, question: SurveyQuestion) -> SurveyMapping:
    """The mapping with this question in the place of the one of its name."""
    questions = (question if q.name == question.name else q for q in mapping.questions)
    return replace(mapping, questions=tuple(questions))


def _closed(question_type: QuestionType) -> bool:
    return question_type in (QuestionType.SELECT_ONE, QuestionType.SELECT_MULTIPLE)
