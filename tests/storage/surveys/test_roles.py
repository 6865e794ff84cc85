"""What answers mean: positions, consent, contact details."""

import pytest

from engage_app.domain.questionnaire import QuestionType, Role
from storage.surveys.column_facts import facts_of
from storage.surveys.roles import contact_kind, position_of, with_roles, yes_or_no
from storage.surveys.survey_file import Single, SurveyQuestion


@pytest.mark.parametrize(
    ("answer", "position"),
    [
        ("I welcome it", "welcomed"),
        ("Welcome", "welcomed"),
        ("Strongly agree", "welcomed"),
        ("5 - Strongly agree", "welcomed"),
        ("Strongly support the proposal", "welcomed"),
        ("Welcome – it is overdue", "welcomed"),
        ("I see it as an opportunity", "opportunity"),
        ("I have some concerns", "some concern"),
        ("I’m concerned", "concern"),
        ("I am concerned", "concern"),
        ("Oppose", "concern"),
        ("Some concern", "some concern"),
        ("I have mixed views", "mixed"),
        ("Don’t know", "no view"),
        ("It depends who you ask", None),
        ("Option A", None),
    ],
)
def test_positions_are_suggested_where_clear(answer: str, position: str | None) -> None:
    assert position_of(answer) == position


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("Yes", "yes"),
        ("Yes, without my name", "yes"),
        ("TRUE", "yes"),
        ("FALSE", "no"),
        ("No thank you", "no"),
        ("Please do not quote me", "no"),
        ("You may quote me", "yes"),
        ("Ask me first", ""),
        ("You may quote me if you ask first", ""),
        ("Publish", "yes"),
        ("Publish my response", "yes"),
        ("Publish my response, but not my name", "yes"),
        ("Publish anonymously", "yes"),
        ("Anonymous", "yes"),
        ("I am happy for my response to be published", "yes"),
        ("I don’t mind", "yes"),
        ("No objection", "yes"),
        ("Do not publish", "no"),
        ("Don’t publish my response", "no"),
        ("Not for publication", "no"),
        ("Confidential", "no"),
        ("Keep my response confidential", "no"),
        ("I would prefer not to be quoted", "no"),
        ("Something else", ""),
    ],
)
def test_consent_is_yes_no_or_unsaid(answer: str, code: str) -> None:
    assert yes_or_no(answer) == code


@pytest.mark.parametrize(
    ("heading", "choices", "is_position"),
    [
        ("Do you support the proposal?", ["Yes", "No", "Not sure"], True),
        ("Have you read the proposal?", ["Yes", "No"], False),
        ("To what extent do you support or oppose it?", ["Strongly support", "Oppose"], True),
        ("How do you feel about it?", ["Welcome", "Concern", "Opportunity"], True),
        ("I understand the plans", ["Agree", "Disagree", "Neutral"], False),
        ("Which option do you prefer for the proposal?", ["Option A", "Option B"], False),
    ],
)
def test_one_question_asks_for_the_position(
    heading: str, choices: list[str], is_position: bool
) -> None:
    """By its heading and its answers together: agreeing with a statement is no position."""
    question = SurveyQuestion(
        name="q",
        label=heading,
        type=QuestionType.SELECT_ONE,
        role=Role.NONE,
        binding=Single(0),
        choices=tuple(choices),
    )

    (found,) = with_roles([question], {"q": facts_of(choices)}, {})

    assert (found.role is Role.POSITION) == is_position


def test_kinds_of_contact_details() -> None:
    assert [contact_kind(h) for h in ("E-mail address", "Your name", "Post code", "NHS id")] == [
        "email",
        "name",
        "postcode",
        "other",
    ]
