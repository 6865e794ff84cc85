"""Which questions of a questionnaire are shown, what is wrong with an answer, what is to be filed."""

import re
from collections.abc import Iterable
from datetime import date

from engage_app.domain.form_conditions import range_words
from engage_app.domain.form_parser import parse
from engage_app.domain.form_values import (
    Answer,
    Answers,
    blank,
    decimal_number,
    typed_date,
    whole_number,
    worded,
)
from engage_app.domain.questionnaire import Choice, Question, QuestionType, Role
from engage_app.errors import NotPossible

NEEDED = "This question needs an answer."
NOT_WHOLE = "Write a whole number, for example 42."
NOT_NUMBER = "Write a number, for example 3.5."
NOT_DATE = "Write a date as day/month/year, for example 31/12/2026."

_ALONE = re.compile(
    r"none( of (these|those|them|the above)( .*)?)?"
    r"|((i(’d|'d| would)? )?(prefer|rather|choose|wish)( would)? not( to)? (say|answer|disclose|state)"
    r"|(i )?(do not|don[’']t) know|not sure|not applicable|n/a)\b.*",
    re.IGNORECASE,
)


def shown(questions: Iterable[Question], answers: Answers, *, today: date) -> list[str]:
    """The names of the questions that are shown, in their order.

    A question that isn't shown counts as blank in the conditions of later ones, whatever was
    answered before it went away; a condition on a later question sees that answer as it is. A
    condition that can't be read hides nothing. A retired question is shown where it was answered.
    """
    counted = dict(answers)
    names = []
    for question in questions:
        retired = question.retired and blank(answers.get(question.name))
        if not retired and _relevant(question, counted, today):
            names.append(question.name)
        else:
            counted[question.name] = None
    return names


def checks(
    question: Question, value: Answer, *, today: date, answers: Answers | None = None
) -> list[str]:
    """What is wrong with the answer to a question that is shown, in sentences; nothing where all is well.

    Args:
        answers: the others, for a constraint that compares with them.
    """
    if blank(value):
        return [NEEDED] if question.required else []
    problems = _choosing(question, value) if question.closed else _typing(question, value)
    return problems or _constraint(question, value, answers or {}, today)


def settled(questions: Iterable[Question], answers: Answers, *, today: date) -> dict[str, Answer]:
    """The answers to file: of the questions shown only, None for those left blank, numbers and
    dates read. An answer `checks` finds fault with stays as it was given."""
    asked = list(questions)
    names = set(shown(asked, answers, today=today))
    return {
        question.name: _read(question, answers.get(question.name))
        for question in asked
        if question.name in names
    }


def misreadings(question: Question, questions: Iterable[Question]) -> list[str]:
    """What is wrong with a question's own conditions, for whoever writes the questionnaire.

    Args:
        questions: the whole questionnaire in order, `question` among them.
    """
    asked = [other.name for other in questions]
    earlier = set(asked[: asked.index(question.name)] if question.name in asked else asked)
    problems = []
    for text, checking in ((question.relevant, False), (question.constraint, True)):
        try:
            names = parse(text).names() if text.strip() else set()
        except NotPossible as error:
            problems.append(error.message)
            continue
        problems += [f"There is no question “{name}”." for name in sorted(names - set(asked))]
        if not checking:
            late = sorted(names & set(asked) - earlier)
            problems += [f"“{name}” is asked only after this question." for name in late]
    equality = question.role is Role.EQUALITY and question.closed and question.required
    if equality and not any(declined(choice) for choice in question.choices):
        problems.append("An equality question that needs an answer needs “Prefer not to say”.")
    return problems


def exclusive(choice: Choice) -> bool:
    """Whether a choice stands alone among several: none of these, prefer not to say, don't know."""
    return _ALONE.fullmatch(choice.label.strip()) is not None


def declined(choice: Choice) -> bool:
    """Whether a choice says that the respondent would rather not say."""
    return (
        exclusive(choice)
        and re.search(r"\bnot\b.*\b(say|answer|disclose|state)", choice.label, re.I) is not None
    )


def chosen(value: Answer) -> tuple[str, ...]:
    """The choices an answer to a closed question names."""
    if value is None or blank(value):
        return ()
    return (_text(value),) if isinstance(value, str | int | float) else tuple(value)


def _relevant(question: Question, answers: Answers, today: date) -> bool:
    if not question.relevant.strip():
        return True
    try:
        return parse(question.relevant).holds(answers, today=today)
    except NotPossible:
        return True


def _choosing(question: Question, value: Answer) -> list[str]:
    names = chosen(value)
    choices = {choice.value: choice for choice in question.choices}
    problems = [f"“{name}” isn’t one of the choices." for name in names if name not in choices]
    if question.type is QuestionType.SELECT_ONE and len(names) > 1:
        problems.append("Only one choice can be taken here.")
    alone = [choices[name].label for name in names if name in choices and exclusive(choices[name])]
    if len(names) > 1 and alone and question.type is QuestionType.SELECT_MULTIPLE:
        problems.append(f"“{alone[0]}” can’t be chosen together with another choice.")
    return problems


def _typing(question: Question, value: Answer) -> list[str]:
    text = _text(value)
    match question.type:
        case QuestionType.INTEGER:
            return [] if whole_number(text) is not None else [NOT_WHOLE]
        case QuestionType.DECIMAL:
            return [] if decimal_number(text) is not None else [NOT_NUMBER]
        case QuestionType.DATE:
            return [] if typed_date(text) is not None else [NOT_DATE]
    return []


def _constraint(question: Question, value: Answer, answers: Answers, today: date) -> list[str]:
    if not question.constraint.strip():
        return []
    try:
        expression = parse(question.constraint)
        if expression.holds(answers, today=today, current=_read(question, value)):
            return []
    except NotPossible:
        return []  # the questionnaire's fault, not the respondent's: its editor says so
    return [question.constraint_message.strip() or range_words(question.constraint)]


def _read(question: Question, value: Answer) -> Answer:
    if value is None or blank(value):
        return None
    if question.type is QuestionType.SELECT_MULTIPLE:
        return chosen(value)
    text = _text(value)
    match question.type:
        case QuestionType.INTEGER:
            number = whole_number(text)
            return value if number is None else number
        case QuestionType.DECIMAL:
            decimal = decimal_number(text)
            return value if decimal is None else decimal
        case QuestionType.DATE:
            day = typed_date(text)
            return value if day is None else day.isoformat()
    return text


def _text(value: Answer) -> str:
    if isinstance(value, int | float):
        return worded(value)
    return value if isinstance(value, str) else " ".join(value or ())
