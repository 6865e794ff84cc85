"""What a question is for, from its heading and its answers: suggested, never decided."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys import words
from storage.surveys.column_facts import Facts
from storage.surveys.headings import plain, says
from storage.surveys.response_numbers import numbers_responses
from storage.surveys.survey_file import SurveyQuestion

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
_POSTCODE = re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}")
_POSTCODE_LENGTH = 8  # letters at most
_NUMBER = re.compile(r"^\d{1,2}\s*[-.:)=]\s*")
_OWN_WORDS = re.compile(r"^(?:i|we|my organisation)\b(?:'m| am)?\s*")
_ABOUT_IT = re.compile(r"\s+(?:it|this|that|the (?:proposal|proposals|plan|plans|change|changes))$")
_ASKS_WHO = re.compile(
    r"(?:q?\d{1,3}[.):]? )?(?:what is |please (?:give|enter|provide|tell us) )?(?:your |my |the )?"
    r"(?:(?:full |first |last |middle |family )?name|surname|forename|(?:full |home )?postcode"
    r"|(?:home |postal |e-?mail )?address|e-?mail|(?:tele|mobile )?phone(?: number)?|mobile(?: number)?"
    r"|telephone number|nhs number)"
)
_NO_OBJECTION = re.compile(
    r"\bno (?:objections?|problem)|\b(?:not|don't|doesn't) (?:mind|object)\b"
)
_NAME_APART = re.compile(
    r"(?:\bbut )?\b(?:not|never) (?:with |under |using )?(?:my |our |your |the )?"
    r"(?:names?|details|identity|organisation|e-?mail)\b"
)
_REFUSED = re.compile(
    r"\b(?:not|don't|never|can't|cannot|won't|confidential\w*|private|refuse|decline|withhold|opt(?:ed)? out"
    r"|unchecked|unticked)\b"
)
_ON_CONDITION = re.compile(r"\b(?:if|unless|ask me|contact me|check with|depends|maybe)\b")
_GRANTED = re.compile(
    r"\b(?:agree|consent|give|publish\w*|quot\w*|anonym\w*|may|can|happy|share|public|opt(?:ed)? in|ok|okay"
    r"|sure|fine|permission|content|checked|ticked|selected)\b"
)
_TYPED = frozenset({QuestionType.INTEGER, QuestionType.DECIMAL, QuestionType.DATE})


def with_roles(
    questions: Sequence[SurveyQuestion], facts: Mapping[str, Facts], given: Mapping[str, Role]
) -> list[SurveyQuestion]:
    """The questions with suggested roles: one position at most.

    Args:
        facts: by the question's name.
        given: roles that the tool itself gives, by name.
    """
    settled = Role.POSITION in given.values()
    position = None if settled else _position_among(questions)
    return [
        replace(
            question,
            role=given.get(question.name)
            or (Role.POSITION if question.name == position else None)
            or role_of(question, facts[question.name]),
        )
        for question in questions
    ]


def role_of(question: SurveyQuestion, facts: Facts) -> Role:
    """The likeliest role of a question, position apart."""
    heading = question.label
    short = len(heading.split()) <= words.SHORT_HEADING
    if numbers_responses(question, facts):
        return Role.IDENTIFIER
    if question.type is QuestionType.TEXT:
        return _role_of_text(heading, facts, short=short)
    if question.type in _TYPED:
        return _role_of_typed(heading, short=short)
    return _role_of_closed(question, facts, short=short)


def position_of(answer: str) -> str | None:
    """The position that an answer means, where that is clear."""
    return _in_own_words(answer, words.POSITION_ANSWERS)


def yes_or_no(answer: str) -> str:
    """ "yes", "no" or nothing where an answer to a request for consent says neither.

    Whoever may be quoted without a name may be quoted: a report names nobody.
    """
    text = plain(answer).rstrip(".!")
    for known, code in ((words.NO, "no"), (words.YES, "yes")):
        if text in known:
            return code
    if _NO_OBJECTION.search(text):
        return "yes"
    first = re.split(r"[\s,.;:-]", text, maxsplit=1)[0]
    if first in ("yes", "no"):
        return first
    text = _NAME_APART.sub("", text)
    if _REFUSED.search(text):
        return "no"
    return "" if _ON_CONDITION.search(text) or not _GRANTED.search(text) else "yes"


def contact_kind(heading: str) -> str:
    """What an identifier is: "email", "phone", "postcode", "address", "name" or "other"."""
    for kind, phrases in words.CONTACT_KINDS:
        if says(heading, phrases):
            return kind
    return "other"


def _role_of_typed(heading: str, *, short: bool) -> Role:
    """The role of a number or date."""
    if short and says(heading, words.SHORT_HEADINGS[Role.IDENTIFIER]):
        return Role.IDENTIFIER
    return Role.EQUALITY if says(heading, words.HEADINGS[Role.EQUALITY]) else Role.NONE


def _role_of_closed(question: SurveyQuestion, facts: Facts, *, short: bool) -> Role:
    if question.grid:
        return Role.NONE
    if _matches(facts, _EMAIL) or _ASKS_WHO.fullmatch(plain(question.label).rstrip(" ?:*")):
        return Role.IDENTIFIER
    for role in (Role.CONSENT, Role.EQUALITY, Role.PLACE, Role.GROUP):
        if role is Role.CONSENT and not _yes_or_no(question):
            continue
        if says(question.label, words.HEADINGS[role]):
            return role
        if short and says(question.label, words.SHORT_HEADINGS.get(role, ())):
            return role
    return Role.NONE


def _role_of_text(heading: str, facts: Facts, *, short: bool) -> Role:  # noqa: PLR0911
    if _matches(facts, _EMAIL) or _matches(facts, _POSTCODE):
        return Role.IDENTIFIER
    wordy = facts.words >= 8
    if short and not wordy:
        if says(heading, words.SHORT_HEADINGS[Role.ORGANISATION]):
            return Role.ORGANISATION
        if says(heading, words.SHORT_HEADINGS[Role.IDENTIFIER]):
            return Role.IDENTIFIER
        for role in (Role.EQUALITY, Role.PLACE):
            if says(heading, words.HEADINGS[role]):
                return role
        if says(heading, words.SHORT_HEADINGS[Role.PLACE]):
            return Role.PLACE
    if not wordy and all(says(heading, phrases) for phrases in words.ORGANISATION_NAMED):
        return Role.ORGANISATION
    if not wordy and says(heading, ("self-describe", "self describe")):
        return Role.EQUALITY
    asks = says(heading, words.OPEN_HEADINGS) or heading.rstrip().endswith("?")
    return Role.COMMENT if asks or facts.words >= 3 else Role.NONE


def _position_among(questions: Sequence[SurveyQuestion]) -> str | None:
    """The name of the question that asks where people stand, or None."""
    best, best_score = None, 2
    for question in questions:
        if question.type is not QuestionType.SELECT_ONE or question.grid or not question.choices:
            continue
        score = _position_score(question)
        if score > best_score:
            best, best_score = question.name, score
    return best


def _position_score(question: SurveyQuestion) -> int:
    choices = [choice for choice in question.choices if plain(choice) not in words.OPT_OUTS]
    if not choices:
        return 0
    telling = sum(_in_own_words(c, words.TELLING_ANSWERS) is not None for c in choices)
    meaning = sum(position_of(choice) is not None for choice in choices)
    bare = all(plain(choice) in ("yes", "no") for choice in choices)
    telling_headings = words.SUPPORT_HEADINGS if bare else words.POSITION_HEADINGS
    asked = 2 if says(question.label, telling_headings) else 0
    if telling >= 0.6 * len(choices):
        return asked + 3
    return asked + 1 if meaning >= 0.6 * len(choices) else 0


def _in_own_words(answer: str, positions: Mapping[str, str]) -> str | None:
    text = _NUMBER.sub("", plain(answer).rstrip(".!"))
    for candidate in (text, re.split(r"\s+-\s+|[,:(;]", text, maxsplit=1)[0].strip()):
        bare = _OWN_WORDS.sub("", candidate)
        for form in (candidate, bare, _ABOUT_IT.sub("", bare)):
            if form in positions:
                return positions[form]
    return None


def _yes_or_no(question: SurveyQuestion) -> bool:
    return any(yes_or_no(choice) for choice in question.choices)


def _matches(facts: Facts, pattern: re.Pattern[str]) -> bool:
    if not facts.counts:
        return False
    if not pattern.fullmatch(next(iter(facts.counts))) and facts.distinct == 1:
        return False
    possible = facts.distinct
    # Comments are longer than any of these, and addresses have one sign: looked at all together.
    if pattern is _EMAIL and facts.joined.count("@") < 0.8 * possible:
        return False
    if (
        pattern is _POSTCODE
        and sum(map(_POSTCODE_LENGTH.__ge__, map(len, facts.counts))) < 0.8 * possible
    ):
        return False
    for value in facts.counts:
        if not pattern.fullmatch(value):
            possible -= 1
            if possible < 0.8 * facts.distinct:
                return False
    return True
